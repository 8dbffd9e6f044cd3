"""A collection file that is moved, replaced or deleted beneath the open program."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

import flashcards
from flashcards import Rating, UserError
from tests.reliability.harness import assert_sound


def log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def rename(path: Path) -> None:
    path.rename(path.with_name("moved.flashcards"))


def delete(path: Path) -> None:
    path.unlink()


def replace_with_a_copy(path: Path) -> None:
    shutil.copy(path.with_name("copy.flashcards"), path.with_name("incoming"))
    path.with_name("incoming").replace(path)


def replace_the_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("moved"))
    path.parent.mkdir()


def delete_log(path: Path) -> None:
    log_of(path).unlink()


def replace_log(path: Path) -> None:
    log_of(path).rename(path.with_name("old-log"))
    shutil.copy(path.with_name("old-log"), log_of(path))


FILE = (rename, delete, replace_with_a_copy, replace_the_folder)
LOG = (delete_log, replace_log)


@pytest.mark.parametrize("meddle", FILE + LOG, ids=lambda action: action.__name__)
def test_it_is_noticed_at_the_next_write_and_nothing_more_is_written(
    tmp_path: Path, meddle: Callable[[Path], None]
) -> None:
    path = tmp_path / "home" / "collection.flashcards"
    with flashcards.open(path) as collection:
        for number in range(5):
            collection.add_note({"Front": f"front {number}", "Back": "b"}, deck="A")
    shutil.copy(path, path.with_name("copy.flashcards"))
    collection = flashcards.open(path)
    session = collection.study()
    assert session.next()
    session.answer(Rating.GOOD)
    meddle(path)
    card = session.next()
    for _ in range(3):
        with pytest.raises(UserError) as caught:
            session.answer(Rating.GOOD)
        assert "nothing more is written" in str(caught.value.what)
        assert "Quit Flashcards" in str(caught.value.hint)
        again = session.next()
        assert card is not None
        assert again is not None
        assert again.id == card.id
    with pytest.raises(UserError):
        collection.add_note({"Front": "f", "Back": "b"}, deck="A")
    with pytest.raises(UserError):
        collection.undo()
    with suppress(UserError):  # a backup may not be possible
        collection.close()
    assert_nothing_mixed(path, meddle)


def assert_nothing_mixed(path: Path, meddle: Callable[[Path], None]) -> None:
    """The file, wherever it is now, is sound; one that took its place got nothing of it."""
    answers = {rename: 1, replace_the_folder: 1, replace_with_a_copy: 0}
    where = path
    if meddle is rename:
        where = path.with_name("moved.flashcards")
    elif meddle is replace_the_folder:
        where = path.parent.with_name("moved") / path.name
    if meddle is delete:
        assert not path.exists()
        return
    assert_sound(where, tidy=False)  # SQLite leaves its log under the name it knew
    with flashcards.open(where) as collection:
        assert len(collection.search()) == 5
        assert collection.review_count() in ({answers[meddle]} if meddle in answers else {0, 1})


def test_a_collection_put_back_where_it_was_is_written_to_again(tmp_path: Path) -> None:
    path = tmp_path / "collection.flashcards"
    with flashcards.open(path) as collection:
        collection.add_note({"Front": "f", "Back": "b"}, deck="A")
        path.rename(tmp_path / "away")
        with pytest.raises(UserError):
            collection.add_note({"Front": "g", "Back": "b"}, deck="A")
        (tmp_path / "away").rename(path)
        collection.add_note({"Front": "g", "Back": "b"}, deck="A")
        assert len(collection.search()) == 2
    assert_sound(path)


def test_a_collection_in_a_folder_that_may_not_be_written_is_refused_in_words(
    tmp_path: Path,
) -> None:
    path = tmp_path / "home" / "collection.flashcards"
    flashcards.open(path).close()
    if os.getuid() == 0:
        pytest.skip("root may write everywhere")
    path.parent.chmod(0o500)
    try:
        with pytest.raises(UserError, match="written"):
            flashcards.open(path)
    finally:
        path.parent.chmod(0o700)


def test_a_lock_file_deleted_while_open_stops_the_writing(tmp_path: Path) -> None:
    path = tmp_path / "home" / "collection.flashcards"
    with flashcards.open(path) as first:
        first.add_note({"Front": "one", "Back": "b"}, deck="A")
        path.with_name(path.name + ".lock").unlink()
        with flashcards.open(path) as second:
            second.add_note({"Front": "two", "Back": "b"}, deck="A")
            with pytest.raises(UserError, match="lock file"):
                first.undo()
            with pytest.raises(UserError, match="lock file"):
                first.add_note({"Front": "three", "Back": "b"}, deck="A")
            assert len(second.search()) == 2
