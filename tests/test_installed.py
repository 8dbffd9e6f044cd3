"""How the program came onto the computer, and what it says a missing part needs there."""

import base64
import json
import subprocess
import sys
from pathlib import Path

import pytest

from flashcards import children, paths
from flashcards.installed import MARK, TITLES, Kind, how_to_add, kind_in
from tests.effort import PATIENCE_S


def _package(folder: Path, mark: str | None = None) -> Path:
    """Make what an installed program looks like, as far as its kind is concerned."""
    data = folder / "flashcards" / paths.PACKED
    data.mkdir(parents=True)
    if mark is not None:
        (data / MARK).write_text(mark)
    return folder / "flashcards"


def test_a_checkout_is_source_and_what_pip_installs_a_wheel(tmp_path: Path) -> None:
    assert kind_in(paths.PACKAGE, frozen=False, flatpak=False) is Kind.SOURCE
    assert kind_in(_package(tmp_path), frozen=False, flatpak=False) is Kind.WHEEL


@pytest.mark.parametrize("kind", list(Kind))
def test_a_package_says_what_it_is(kind: Kind, tmp_path: Path) -> None:
    assert kind_in(_package(tmp_path, f"{kind}\n"), frozen=False, flatpak=False) is kind
    assert kind in TITLES


@pytest.mark.parametrize("mark", ["", "something else", "\xff" * 5_000])
def test_a_mark_that_says_nothing_counts_for_nothing(mark: str, tmp_path: Path) -> None:
    package = _package(tmp_path, mark)
    assert kind_in(package, frozen=False, flatpak=False) is Kind.WHEEL
    assert kind_in(package, frozen=True, flatpak=False) is Kind.BUNDLE


def test_within_flatpak_all_else_does_not_matter(tmp_path: Path) -> None:
    assert kind_in(_package(tmp_path, "deb"), frozen=True, flatpak=True) is Kind.FLATPAK


def test_pip_is_named_only_where_pip_can_help() -> None:
    said = {kind: str(how_to_add("PySide6-Addons", "python3-sound", kind)) for kind in Kind}
    assert {kind for kind in Kind if "pip" in said[kind]} == {Kind.SOURCE, Kind.WHEEL}
    assert "sudo apt install python3-sound" in said[Kind.DEB]
    assert "pip" not in str(how_to_add("chunspell", to=Kind.DEB))
    for kind in (Kind.BUNDLE, Kind.BUNDLE_DEB, Kind.FLATPAK):
        assert "damaged" in said[kind]
        assert "does not bring it" in str(how_to_add("psycopg", to=kind, inside=False))


ASKED: dict[str, object] = {
    children.FORMULAS: ["x^2", "x^2", False, []],
    children.MATCHING: ["c.t", 5, None],
    children.SPELLING: ["/nowhere", "xx"],
    children.READING: {"name": "a.txt", "text": True, "seconds": 5, "megabytes": 500},
    children.DRAWINGS: [
        4,
        4,
        base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg"/>').decode(),
    ],
}
"""One request that each work answers; the fit of FSRS is asked in numbers."""


@pytest.mark.parametrize("work", sorted(children.WORKS))
def test_a_frozen_program_starts_itself_for_each_work(work: str) -> None:
    """Without a Python beside it, so that the name of the work is all that it is told."""
    request = (json.dumps(ASKED[work]) + "\n" if work in ASKED else "").encode()
    ends = [
        subprocess.run(
            [sys.executable, *way, work],
            input=request,
            capture_output=True,
            timeout=PATIENCE_S,
            check=False,
        )
        for way in (("-m", "flashcards", children.ARGUMENT), ("-m",))
    ]
    assert ends[0].returncode == ends[1].returncode
    assert ends[0].stdout == ends[1].stdout
    if work in ASKED and work != children.MATCHING:
        assert ends[0].stdout
    else:
        assert work.rpartition(".")[2] in ends[0].stderr.decode() or not ends[0].returncode
