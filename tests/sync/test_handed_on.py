"""What was done since a backup stays, whatever comes between its return and the next round."""

from pathlib import Path

import pytest

from flashcards.api import Collection
from tests.sync.group import Group
from tests.sync.learner import answer, only_note

_CELLS = "# Cells\n\nA cell has a wall. The wall is thin.\n\nMitosis: a cell becomes two.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("folder", "another"):
        (tmp_path / name).mkdir()
    return tmp_path / "folder"


def _meet(folder: Path, *machines: Collection) -> None:
    for each in (*machines, *machines):
        each.sync(folder)


def _counts(*machines: Collection) -> list[int]:
    return [each.review_count() for each in machines]


def _begun(group: Group, folder: Path) -> Collection:
    one = group.all[0]
    one.add_note({"Front": "question", "Back": "answer"}, "Deck")
    one.sync(folder)
    return one


def _answered(group: Group, folder: Path) -> tuple[Collection, Path]:
    """Return the first machine, which has told an answer, and a backup from before it."""
    one = _begun(group, folder)
    backup = one.backup()
    answer(one)
    one.sync(folder)
    return one, backup


def test_answers_stay_though_another_folder_is_chosen_before_the_next_round(
    group: Group, folder: Path
) -> None:
    one, backup = _answered(group, folder)
    two = group.all[1]
    one = group.restore(0, backup)
    one.syncing.leave()
    _meet(folder.with_name("another"), one, two)
    assert _counts(one, two) == [1, 1]
    one.syncing.leave()
    _meet(folder, one, group.all[2])
    assert _counts(one, group.all[2]) == [1, 1], "no answer counts twice"


def test_answers_stay_though_the_collection_had_left_before_the_backup_came_back(
    group: Group, folder: Path
) -> None:
    one, backup = _answered(group, folder)
    two = group.all[1]
    one.syncing.leave()
    one = group.restore(0, backup)
    _meet(folder.with_name("another"), one, two)
    assert _counts(one, two) == [1, 1]


def test_answers_stay_though_two_backups_come_back_before_the_next_round(
    group: Group, folder: Path
) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "question", "Back": "answer"}, "Deck")
    backup = one.backup()  # has never synced
    one.sync(folder)
    answer(one)
    one.sync(folder)
    for _ in range(2):
        one = group.restore(0, backup)
    _meet(folder.with_name("another"), one, two)
    assert _counts(one, two) == [1, 1]


def test_a_backup_that_comes_back_over_another_stands_over_what_both_had_heard(
    group: Group,
) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "question", "Back": "answer"}, "Deck")
    backup = one.backup()
    group.meet()
    two.update_note(only_note(two), {"Front": "other words"})
    group.meet()
    for _ in range(2):
        group.restore(0, backup)
    group.meet()
    assert two.note(only_note(two)).fields[0] == "question"


def test_answers_that_others_have_not_heard_of_go_with_the_collection_that_is_replaced(
    group: Group, folder: Path
) -> None:
    one, two = _begun(group, folder), group.all[1]
    backup = one.backup()
    answer(one)
    one = group.restore(0, backup)
    _meet(folder, one, two)
    assert _counts(one, two) == [0, 0]


def test_nothing_is_told_twice_where_the_folder_has_it(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "question", "Back": "answer"}, "Deck")
    group.meet()
    backup = one.backup()
    answer(one)
    group.meet()
    one = group.restore(0, backup)
    count = len(group.shelf.files)
    group.meet()
    assert len(group.shelf.files) == count
    assert _counts(one, two) == [1, 1]


def test_how_far_articles_were_read_stays_as_well(group: Group, folder: Path) -> None:
    one, two = _begun(group, folder), group.all[1]
    one.reading.keep(one.articles.read(_CELLS))
    (article,) = (row.id for row in one.articles.sources())
    one.sync(folder)
    backup = one.backup()
    one.reading.note_place(article, 30, 30, [(0, 30)])
    one.sync(folder)
    one = group.restore(0, backup)
    one.syncing.leave()
    _meet(folder.with_name("another"), one, two)
    for each in (one, two):
        with each._store.reading() as conn:
            assert conn.exec_driver_sql("SELECT position FROM reading_places").fetchall() == [(30,)]
