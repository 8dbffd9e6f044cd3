"""A second start hands over what it brings; what anybody else puts there is not believed."""

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flashcards.handing_over import (
    FORGOTTEN_AFTER_S,
    LARGEST_REQUEST,
    MOST_FILES,
    Request,
    answer,
    bell,
    hand_over,
    hang_up,
    is_too_much,
    take_down,
)
from tests.effort import PATIENCE_S

MARK = "0123456789abcdef"


@contextmanager
def window_without_qt(collection: Path) -> Iterator[list[Request]]:
    """A window without Qt: looks at its bell again and again, and keeps what it is told."""
    called, came, over = hang_up(collection), list[Request](), threading.Event()

    def look() -> None:
        while not over.wait(0.002):
            if (request := answer(called)) is not None:
                came.append(request)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield came
    finally:
        over.set()
        thread.join()
        take_down(called)


def _put(collection: Path, content: object, mark: str = MARK) -> Path:
    """Ring as a second start would that brings this."""
    file = bell(collection).with_name(f"{bell(collection).name}.{mark}")
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    file.write_bytes(data)
    bell(collection).write_text(mark)
    return file


def test_what_is_brought_is_taken_and_nothing_is_left(tmp_path: Path) -> None:
    collection = tmp_path / "日本 words.flashcards"
    files = (tmp_path / "a b.apkg", tmp_path / "-x.csv", tmp_path / "ж.md")
    with window_without_qt(collection) as came:
        assert hand_over(collection, Request(files, "token"), PATIENCE_S)
        assert hand_over(collection, Request(), PATIENCE_S)
    assert came == [Request(files, "token"), Request()]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="names of other bytes exist only there")
def test_names_that_are_no_text_arrive_as_they_are(tmp_path: Path) -> None:
    collection, file = tmp_path / "a.flashcards", tmp_path / os.fsdecode(b"caf\xe9.md")
    with window_without_qt(collection) as came:
        assert hand_over(collection, Request((file,)), PATIENCE_S)
    assert came[0].files == (file,)


def test_a_link_to_the_collection_reaches_the_samewindow_without_qt(tmp_path: Path) -> None:
    collection = tmp_path / "a.flashcards"
    collection.touch()
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "b.flashcards"
    link.symlink_to(collection)
    with window_without_qt(collection) as came:
        assert hand_over(link, Request(), PATIENCE_S)
    assert came == [Request()]


def test_as_many_files_as_are_ever_selected_arrive_all_of_them(tmp_path: Path) -> None:
    collection = tmp_path / "a.flashcards"
    files = tuple(tmp_path / f"дека {at}.md" for at in range(600))
    with window_without_qt(collection) as came:
        assert hand_over(collection, Request(files), PATIENCE_S)
    assert came[0].files == files


def test_files_that_fit_into_no_request_are_known_beforehand(tmp_path: Path) -> None:
    assert not is_too_much([tmp_path / "a.md"] * MOST_FILES)
    assert is_too_much([tmp_path / "a.md"] * (MOST_FILES + 1))
    long = Path("/" + "д" * 200)
    fitting = LARGEST_REQUEST // len(json.dumps(str(long)))
    assert is_too_much([long] * fitting)
    assert not is_too_much([long] * (fitting - 20))


@pytest.mark.parametrize("name", ["a" * 253, "a" * 300, "a\0b"])
def test_nobody_answers_where_a_bell_cannot_be(name: str, tmp_path: Path) -> None:
    assert not hand_over(tmp_path / name, Request(), PATIENCE_S)


def test_nobody_answers_where_no_window_is_open(tmp_path: Path) -> None:
    assert not hand_over(tmp_path / "a.flashcards", Request(), PATIENCE_S)


def test_what_a_crash_left_behind_answers_nobody(tmp_path: Path) -> None:
    collection = tmp_path / "a.flashcards"
    hang_up(collection)
    assert not hand_over(collection, Request((tmp_path / "a.md",)), 0.05)
    assert [path.name for path in tmp_path.iterdir()] == ["a.flashcards.raise"]


def test_a_window_that_opens_takes_nothing_that_lay_there(tmp_path: Path) -> None:
    """A folder somebody sent may hold a bell that rings and a file that brings something."""
    collection = tmp_path / "a.flashcards"
    left = _put(collection, {"files": [str(tmp_path / "secret.md")]})
    assert answer(hang_up(collection)) is None
    assert left.exists()


def test_what_was_left_long_ago_is_removed_when_a_window_opens(tmp_path: Path) -> None:
    collection = tmp_path / "a.flashcards"
    old = _put(collection, {"files": []})
    other = tmp_path / "a.flashcards.raise.mine"
    other.touch()
    before = time.time() - FORGOTTEN_AFTER_S - 60
    for file in (old, other):
        os.utime(file, (before, before))
    hang_up(collection)
    assert not old.exists()
    assert other.exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{" * 100_000, b'{"files": 1}'[:-1], b"x" * (LARGEST_REQUEST + 1)],
    ids=["empty", "list", "deep", "broken", "large"],
)
def test_what_is_no_request_brings_nothing(content: bytes, tmp_path: Path) -> None:
    collection = tmp_path / "a.flashcards"
    called = hang_up(collection)
    _put(collection, content)
    assert answer(called) is None


@pytest.mark.parametrize("mark", ["", "x", "../0123456789abcde", MARK + "0" * 200])
def test_a_bell_that_names_no_file_of_ours_rings_for_nothing(mark: str, tmp_path: Path) -> None:
    collection = tmp_path / "a.flashcards"
    called = hang_up(collection)
    called.write_text(mark)
    assert answer(called) is None


def test_only_absolute_paths_count_and_not_too_many(tmp_path: Path) -> None:
    collection = tmp_path / "a.flashcards"
    called = hang_up(collection)
    names = ["relative.md", "", 7, "a\0b", "x" * 5_000, str(tmp_path / "a.md")]
    _put(collection, {"files": names, "token": ["no text"]})
    assert answer(called) == Request((tmp_path / "a.md",), "")
    _put(collection, {"files": [str(tmp_path / f"{at}.md") for at in range(MOST_FILES + 9)]})
    request = answer(called)
    assert request is not None
    assert len(request.files) == MOST_FILES


@pytest.mark.skipif(sys.platform == "win32", reason="users have no numbers there")
def test_what_another_user_puts_there_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = tmp_path / "a.flashcards"
    called = hang_up(collection)
    theirs = _put(collection, {"files": [str(tmp_path / "a.md")]})
    monkeypatch.setattr(os, "getuid", lambda: theirs.stat().st_uid + 1)
    assert answer(called) is None
    assert theirs.exists()


def test_a_link_in_the_place_of_a_request_is_not_followed(tmp_path: Path) -> None:
    collection = tmp_path / "a.flashcards"
    called = hang_up(collection)
    real = tmp_path / "real.json"
    file = _put(collection, {"files": [str(tmp_path / "a.md")]})
    file.rename(real)
    file.symlink_to(real)
    assert answer(called) is None
