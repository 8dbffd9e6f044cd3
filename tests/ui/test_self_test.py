"""The self-test finds the program sound as it is, and names what is broken in it."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QApplication

from flashcards import children, identity, paths
from flashcards.__main__ import main as program
from flashcards.articles.reading import KINDS as ARTICLES
from flashcards.collection.files.leaving import FORMATS
from flashcards.formats.kinds import KINDS, kind_of
from flashcards.self_test import modules, samples
from flashcards.self_test.bench import Bench, FailedError, Found, until
from flashcards.self_test.checks import CHECKS
from flashcards.self_test.processes import ASKED
from flashcards.self_test.running import main

WORKS = f"{identity.NAME} {identity.VERSION} works: "


def _failures(capsys: pytest.CaptureFixture[str], names: Iterable[str]) -> list[str]:
    """What the checks so named find to be broken."""
    table = dict(CHECKS)
    assert main(checks=[(name, table[name]) for name in names]) == 1
    first, *failed = capsys.readouterr().out.splitlines()
    assert first == f"{identity.NAME} {identity.VERSION} does not work:"
    return failed


def test_the_whole_program_works_and_leaves_the_learners_files_alone(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = os.environ["FLASHCARDS_HOME"]
    assert program([f"--self-test={tmp_path / 'found.txt'}"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(WORKS)
    assert said.endswith(".\n")
    assert said.count("\n") == 1
    assert (tmp_path / "found.txt").read_text(encoding="utf-8") == said
    assert os.environ["FLASHCARDS_HOME"] == before
    assert not Path(before).exists()


def test_the_self_test_is_asked_for_alone(capsys: pytest.CaptureFixture[str]) -> None:
    for given in (["--collection", "mine.flashcards", "--self-test"], ["--self-test", "--help"]):
        assert program(given) == 2
        assert "--self-test is given alone" in capsys.readouterr().err


def test_what_is_found_is_written_over_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine.flashcards"
    mine.write_bytes(b"cards")
    assert program([f"--self-test={mine}"]) == 2
    assert "is there already" in capsys.readouterr().out
    assert program(["--self-test", str(mine)]) == 2
    assert mine.read_bytes() == b"cards"
    assert program([f"--self-test={tmp_path / 'nowhere' / 'found.txt'}"]) == 2
    assert "cannot be written" in capsys.readouterr().out


def test_a_broken_program_says_what_fails_in_a_line_each(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)  # as where the package lacks it
    failed = _failures(capsys, ["articles"])
    assert len(failed) == 1
    assert failed[0].startswith("articles: ModuleNotFoundError in flashcards.self_test.samples:")
    assert "pypdf" in failed[0]


def test_what_stands_in_for_a_library_is_not_missed_where_the_library_itself_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = set(modules.names())
    assert set(modules.IN_PLACE.values()) == {"zstandard"}
    monkeypatch.setitem(sys.modules, "zstandard", None)  # as where it is not installed
    assert found - set(modules.names()) <= set(modules.IN_PLACE)
    assert not set(modules.IN_PLACE) & set(modules.names())


def test_resources_left_out_of_a_package_are_missed(
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    icons = tmp_path / "_data" / "resources" / "icons"
    icons.mkdir(parents=True)
    (icons / "blank.svg").write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    (tmp_path / "_data" / "decks").mkdir()
    monkeypatch.setattr(paths, "PACKAGE", tmp_path)
    failed = _failures(capsys, ["icons", "themes", "languages", "decks"])
    assert "icons: today is missing" in failed
    assert "icons: blank is drawn as nothing" in failed
    assert {"themes: dark-tick.svg", "themes: light-down.svg"} <= {
        line.removesuffix(" is missing") for line in failed
    }
    assert failed[-2:] == ["languages: there are no translations", "decks: there are no decks"]


def test_processes_that_do_not_start_are_named(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    failed = _failures(capsys, ["processes"])
    assert sorted({line.split(": ")[1] for line in failed}) == sorted(children.WORKS)


def test_every_format_and_every_process_is_tried() -> None:
    read = {kind_of(name, data) for name, data in samples.decks().items()}
    written = {kind for kind in KINDS for each in FORMATS if each.suffix in kind.endings}
    assert {kind.name for kind in KINDS} == {kind.name for kind in read | written if kind}
    endings = {name.partition(".")[2] for name in samples.articles()}
    assert len(endings) == len(ARTICLES)
    assert set(ASKED) == children.WORKS


def test_without_a_terminal_all_is_written_to_the_file_named(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)  # as a program of Windows has it that opens windows
    table = dict(CHECKS)
    kept = tmp_path / "found.txt"
    assert main(str(kept), [("icons", table["icons"])]) == 0
    assert kept.read_text(encoding="utf-8").startswith(WORKS)


def test_what_qt_says_is_told_only_where_something_fails(
    qapp: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    def complains(_bench: Bench) -> Found:
        qWarning("no such thing")
        return Found("something")

    def breaks(bench: Bench) -> Found:
        complains(bench)
        raise FailedError("it broke")

    assert main(checks=[("one", complains)]) == 0
    assert capsys.readouterr().out == f"{WORKS}something.\n"
    assert main(checks=[("one", breaks)]) == 1
    assert capsys.readouterr().out.splitlines()[1:] == ["one: it broke", "Qt said: no such thing"]


def test_what_came_is_not_called_missing_where_more_begins_at_once(qapp: QApplication) -> None:
    looks = iter([False, True])
    until(lambda: next(looks, False), "the first of two", 30)
