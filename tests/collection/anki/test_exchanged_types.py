"""Notes whose note type was exchanged in Anki follow where nothing is lost by it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection
from tests.collection.anki.test_importing import CARDS, LOG, NOTES, fields, one, packed
from tests.conftest import FixedClock
from tests.formats.anki import making

OTHER = making.note_type(20, "Other", ("Extra", "Front", "Back"))
OTHER["tmpls"][0]["qfmt"] = "{{Front}}?"
SHORT = making.note_type(21, "Short", ("Front", "Back"))
SHORT["flds"].pop()
SHORT["tmpls"][0]["afmt"] = "{{Front}}"


@pytest.fixture
def collection(tmp_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(tmp_path / "own.flashcards", fixed_clock) as opened:
        opened.import_file(packed(tmp_path))
        yield opened
        assert opened.check() == []


def exchanged(folder: Path) -> Path:
    """Return the package in which two notes are of another type, one having lost its back."""
    notes = [
        NOTES[0],
        making.note(2, "new", "cat", "<b>Katze</b>", type_id=20),
        making.note(3, "cow", type_id=21),
        NOTES[3],
    ]
    kinds = [making.note_type(), OTHER, SHORT]
    return packed(folder, notes=notes, cards=CARDS, log=LOG, note_types=kinds)


def test_it_follows_with_its_history(collection: Collection, tmp_path: Path) -> None:
    card, answers = one(collection, "cat"), collection.review_count()
    collection.update_note(collection.notes_of([card])[0], {"Back": "die Katze"})
    report = collection.import_file(exchanged(tmp_path))
    assert one(collection, "note:Other") == card
    assert fields(collection, "note:Other") == ("new", "cat", "die Katze")
    assert (collection.review_count(), collection.card(card).memory.lapses) == (answers, 1)
    assert (report.added, report.updated) == (0, 1)
    again = collection.import_file(exchanged(tmp_path))
    assert (again.added, again.updated) == (0, 0)


def test_a_type_chosen_here_stays(collection: Collection, tmp_path: Path) -> None:
    cat = collection.notes_of([one(collection, "cat")])[0]
    collection.note_types.change_type([cat], "basic")
    assert collection.import_file(packed(tmp_path)).updated == 0
    collection.import_file(exchanged(tmp_path))
    assert collection.note_type(collection.note(cat).note_type_id).uid == "basic"


def test_it_is_one_step(collection: Collection, tmp_path: Path) -> None:
    collection.import_file(exchanged(tmp_path))
    collection.undo()
    assert fields(collection, "note:Simple cat") == ("cat", "<b>Katze</b>")
    assert collection.search("note:Other") == []


def test_it_stays_as_it_is_where_words_would_go(collection: Collection, tmp_path: Path) -> None:
    report = collection.import_file(exchanged(tmp_path))
    assert [str(each.message) for each in report.problems] == [
        "“cow” has another note type there and stays as it is."
    ]
    assert fields(collection, "cow") == ("cow", "Kuh")
    assert one(collection, "note:Simple cow is:suspended")


def test_what_was_there_already_is_among_the_decks_of_the_report(
    collection: Collection, tmp_path: Path
) -> None:
    assert collection.import_file(packed(tmp_path)).decks == ("Animals", "Default")
