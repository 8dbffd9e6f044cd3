"""Processes that do long or risky work: what they are given, how they end, and that they end."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

import flashcards
from flashcards import children
from flashcards.children import Ending, Helper
from tests.processes import children as running

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def told(what: str, *, until: int | None = None) -> tuple[list[Any], Helper]:
    """Return what a process told that does ``what``; ended by force after ``until`` answers."""
    heard: list[Any] = []
    helper = Helper("tests.process_at_work", [what.encode()], heard.append)
    while helper.running and (until is None or len(heard) < until):
        helper.wait(0.02)
    helper.stop()
    return heard, helper


def test_a_process_is_given_three_pipes_and_neither_lock_nor_file(tmp_path: Path) -> None:
    with (
        flashcards.open(tmp_path / "a.flashcards") as collection,
        (tmp_path / "open.txt").open("w") as file,
    ):
        os.set_inheritable(file.fileno(), True)
        collection.add_note({"Front": "f", "Back": "b"}, "A")
        (names,), _ = told("descriptors")
    assert len(names[0]) == 3
    assert [name.partition(":")[0] for name in names[0]] == ["pipe", "pipe", "/dev/null"]


def test_a_process_that_takes_too_much_memory_is_told_so() -> None:
    heard, helper = told("memory")
    assert heard == [["no memory"]]
    assert helper.ending is Ending.DONE


def test_a_process_that_takes_too_long_is_ended() -> None:
    heard, helper = told("time")
    assert heard == [["begins"]]
    assert helper.ending is Ending.TOO_LONG


@pytest.mark.parametrize("what", ["noise", "death"])
def test_a_process_that_breaks_is_noticed(what: str) -> None:
    assert told(what)[1].ending is Ending.BROKEN


def test_a_process_that_is_not_wanted_any_more_is_gone() -> None:
    before = running()
    heard, helper = told("rest", until=1)
    assert heard == [["begins"]]
    assert not helper.running
    assert running() <= before


def test_a_process_that_does_not_read_its_request_holds_up_nobody() -> None:
    helper = Helper("tests.process_at_work_of_nobody", [b"x" * 1_000_000] * 9, lambda _: None)
    while helper.running:
        helper.wait(0.02)
    assert helper.ending is Ending.BROKEN


def test_an_appimage_is_started_by_its_file_and_only_where_it_is_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("APPIMAGE", "/home/me/Other.AppImage")
    monkeypatch.setenv("APPDIR", "/tmp/.mount_other")
    assert children._program() == sys.executable
    monkeypatch.setenv("APPDIR", str(Path(sys.executable).parent))
    assert children._program() == "/home/me/Other.AppImage"
