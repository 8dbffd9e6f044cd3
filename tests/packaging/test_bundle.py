"""The program with everything inside is made of what is here now, tried, and whole on macOS too."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from flashcards import identity
from tests.packaging_tools import packaging_tool

_EPOCH = 1_700_000_000
_WORKS = f"{identity.NAME} {identity.VERSION} works: modules, sound."


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The tool, in a checkout of one file, where a program was built of it."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed here")
    tool, checkout, work = packaging_tool("bundle"), tmp_path / "checkout", tmp_path / "work"
    (checkout / "flashcards").mkdir(parents=True)
    (checkout / "flashcards" / "app.py").write_text("print(1)\n", encoding="ascii")
    for command in (["init", "-q"], ["add", "flashcards"]):
        subprocess.run(["git", *command], cwd=checkout, check=True)
    monkeypatch.setattr(packaging_tool("making"), "ROOT", checkout)
    monkeypatch.setattr(tool, "ROOT", checkout)
    monkeypatch.setattr(tool, "FOLDER", work / "dist")
    monkeypatch.setattr(tool, "STAMP", work / "made-of.txt")
    (work / "dist").mkdir(parents=True)
    (work / "dist" / tool.PROGRAM).write_bytes(b"program")
    tool.STAMP.write_text(tool.ingredients(_EPOCH), encoding="ascii")
    return tool


def test_a_program_of_an_older_source_is_built_anew(bundle: Any) -> None:
    assert bundle.is_current(_EPOCH)
    assert bundle.finished(_EPOCH) == bundle.FOLDER
    (bundle.ROOT / "flashcards" / "app.py").write_text("print(2)\n", encoding="ascii")
    assert not bundle.is_current(_EPOCH)


def test_a_program_of_another_time_or_one_that_was_not_tried_is_built_anew(bundle: Any) -> None:
    assert not bundle.is_current(_EPOCH + 1)
    bundle.STAMP.unlink()
    assert not bundle.is_current(_EPOCH)


# The self-test ------------------------------------------------------------------------


def _program(folder: Path, lines: str) -> Path:
    path = folder / "program"
    path.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="stands in for a program by a script of sh")
def test_a_program_that_prints_nothing_is_heard_by_the_file_it_writes(tmp_path: Path) -> None:
    program = _program(tmp_path, f'echo "{_WORKS}" > "${{1#--self-test=}}"')
    told = packaging_tool("bundle").self_test(program)
    assert told == _WORKS
    packaging_tool("bundle").check_sound(told)


@pytest.mark.skipif(sys.platform == "win32", reason="stands in for a program by a script of sh")
def test_a_self_test_that_says_nothing_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(packaging_tool("making").FailedError, match="said nothing"):
        packaging_tool("bundle").self_test(_program(tmp_path, "exit 0"))


@pytest.mark.parametrize("told", ["", "All is well.", f"{_WORKS[:-1]}; no sound here: no parts."])
def test_only_a_program_that_works_with_sound_passes(told: str) -> None:
    with pytest.raises(packaging_tool("making").FailedError):
        packaging_tool("bundle").check_sound(told)


# macOS --------------------------------------------------------------------------------


def test_macos_gets_the_mark_and_the_terms_before_the_program_is_signed(tmp_path: Path) -> None:
    tool, macos = packaging_tool("bundle"), packaging_tool("macos")
    for name in (tool.MARK, f"{tool.LICENCES}/NOTICES.txt", f"{tool.LICENCES}/texts/MIT.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="ascii")
    listed = tool.added(tmp_path)
    assert [(place, kind) for place, _, kind in listed] == [
        ("flashcards/_data/installed", "DATA"),
        ("flashcards/_data/licences/NOTICES.txt", "DATA"),
        ("flashcards/_data/licences/texts/MIT.txt", "DATA"),
    ]
    app = tmp_path / "Flashcards.app"
    for place, source, _ in listed:
        (app / "Contents/Resources" / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, app / "Contents/Resources" / place)
    with pytest.raises(packaging_tool("making").FailedError, match=r"without bom\.cdx\.json"):
        macos.check(app)
    (app / "Contents/Resources/flashcards/_data/licences/bom.cdx.json").write_bytes(b"{}")
    macos.check(app)
