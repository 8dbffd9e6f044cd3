"""Notes that were deleted here come from Anki again as what they were."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating
from flashcards.model.anki import ImportChoices
from tests.collection.anki.test_importing import LOG, NOTES, one, packed
from tests.collection.anki.test_importing_again import CAT, LATER, answers, cat
from tests.conftest import FixedClock


@pytest.fixture
def collection(tmp_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(tmp_path / "own.flashcards", fixed_clock) as opened:
        yield opened
        assert opened.check() == []


def delete(collection: Collection, query: str) -> None:
    collection.delete_notes(collection.search_notes(query))


def test_a_deleted_note_comes_again_with_each_answer_once(
    collection: Collection, tmp_path: Path
) -> None:
    path = packed(tmp_path)
    collection.import_file(path)
    card = one(collection, CAT)
    stood = collection.card(card)
    delete(collection, CAT)
    report = collection.import_file(path)
    assert (report.added, report.unchanged) == (1, 3)
    assert (one(collection, CAT), answers(collection, CAT)) == (card, [4, 1, 4])
    now = collection.card(card)
    assert (now.memory, now.due_at, now.flag) == (stood.memory, stood.due_at, stood.flag)
    assert (collection.review_count(), collection.bin()) == (4, [])
    assert collection.import_file(path).unchanged == 4


def test_its_return_can_be_taken_back_and_done_again(
    collection: Collection, tmp_path: Path
) -> None:
    path = packed(tmp_path)
    collection.import_file(path)
    delete(collection, CAT)
    collection.import_file(path)
    collection.undo()
    assert (collection.search(CAT), len(collection.bin()), collection.check()) == ([], 1, [])
    assert collection.review_count() == 4
    collection.redo()
    assert (answers(collection, CAT), collection.bin()) == ([4, 1, 4], [])
    assert (collection.review_count(), collection.check()) == (4, [])


def test_answers_given_there_since_come_with_it(collection: Collection, tmp_path: Path) -> None:
    collection.import_file(packed(tmp_path))
    delete(collection, CAT)
    newer = packed(tmp_path, notes=NOTES[1:2], cards=cat(), log=[*LOG[:3], LATER])
    for _ in range(2):
        collection.import_file(newer)
        assert collection.review_count() == 5
        assert one(collection, "due=29 interval=30 ease=2.5") == one(collection, CAT)
        collection.undo()
        assert (collection.search(CAT), collection.review_count()) == ([], 4)


@pytest.mark.parametrize("with_bin", [True, False])
def test_a_deleted_deck_comes_again(collection: Collection, tmp_path: Path, with_bin: bool) -> None:
    path = packed(tmp_path)
    collection.import_file(path)
    for name in ("Animals", "Default"):
        collection.delete_deck(name)
    if not with_bin:
        collection.empty_bin()
    assert collection.import_file(path).added == 4
    assert (len(collection.search("")), collection.review_count()) == (4, 4)
    assert sum(entry.notes + entry.cards for entry in collection.bin()) == 0


def test_a_note_made_here_comes_back_from_its_own_package(
    collection: Collection, tmp_path: Path, fixed_clock: FixedClock
) -> None:
    collection.add_note({"Front": "f", "Back": "b"}, "A", ["t"])
    session = collection.study()
    session.next()
    session.answer(Rating.GOOD)
    session.close()
    path = tmp_path / "out.apkg"
    collection.export(path)
    stood = collection.card(one(collection, ""))
    fixed_clock.advance(hours=1)
    delete(collection, "")
    collection.import_file(path)
    now = collection.card(one(collection, ""))
    assert (now.id, now.memory, now.due_at) == (stood.id, stood.memory, stood.due_at)
    assert (answers(collection, ""), collection.bin()) == ([4], [])


def test_the_own_past_of_a_deleted_card_comes_back_where_none_is_asked_for(
    collection: Collection, tmp_path: Path
) -> None:
    path = packed(tmp_path)
    collection.import_file(path)
    delete(collection, CAT)
    collection.import_file(path, choices=ImportChoices(with_learning=False))
    assert answers(collection, CAT) == [4, 1, 4]


def test_what_was_written_in_it_here_is_in_its_history(
    collection: Collection, tmp_path: Path
) -> None:
    path = packed(tmp_path)
    collection.import_file(path)
    [note] = collection.search_notes(CAT)
    collection.update_note(note, {"Back": "written here"})
    delete(collection, CAT)
    collection.import_file(path)
    [note] = collection.search_notes(CAT)
    assert collection.note(note).fields == ("cat", "<b>Katze</b>")
    assert "written here" in [each.value for each in collection.revisions(note)]
