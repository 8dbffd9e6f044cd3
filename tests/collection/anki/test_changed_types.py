"""A note type that changed in Anki is one with the type here: theirs and ours in one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import flashcards
from flashcards import Collection
from flashcards.model.notes import NoteType
from tests.collection.anki.test_importing import CARDS, LOG, NOTES, TODAY, fields, one, packed
from tests.conftest import FixedClock
from tests.formats.anki import making

Again = Callable[..., Any]


@pytest.fixture
def collection(tmp_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(tmp_path / "own.flashcards", fixed_clock) as opened:
        yield opened
        assert opened.check() == []


@pytest.fixture(params=["by ids", "by names"])
def numbered(request: pytest.FixtureRequest) -> bool:
    """Whether fields and templates have ids, as newer versions of Anki give them."""
    return bool(request.param == "by ids")


def made(numbered: bool, names: Sequence[str] = ("Front", "Back"), **sides: str) -> dict[str, Any]:
    """Return a note type whose fields are known by their first letters; ``sides`` are cards."""
    kind = making.note_type(fields=names)
    kind["tmpls"] = [
        {"name": name, "ord": place, "qfmt": side, "afmt": "{{FrontSide}}<hr>x"}
        for place, (name, side) in enumerate((sides or {"One": f"{{{{{names[0]}}}}}"}).items())
    ]
    if numbered:
        for each in (*kind["flds"], *kind["tmpls"]):
            each["id"] = 8_000_000_000 + ord(each["name"][0])
    return kind


def bring(collection: Collection, folder: Path, kind: Mapping[str, Any], **more: Any) -> Any:
    """Import the notes with a note type."""
    return collection.import_file(packed(folder, note_types=[kind], **more))


def own(collection: Collection) -> NoteType:
    """Return the note type here."""
    return next(each for each in collection.note_types.all() if each.uid == "anki-10")


def test_a_field_that_got_another_name_is_the_same(
    collection: Collection, tmp_path: Path, numbered: bool
) -> None:
    bring(collection, tmp_path, made(numbered))
    cat = one(collection, "cat")
    collection.note_types.save(replace(own(collection), css=".card { color: red; }"))
    bring(collection, tmp_path, made(numbered, ("Fore", "Back")))
    now = own(collection)
    assert now.fields == ("Fore", "Back")
    assert now.templates[0].question == "{{Fore}}"
    assert now.css == ".card { color: red; }"
    assert one(collection, "cat due=3") == cat
    collection.undo()
    assert own(collection).fields == ("Front", "Back")


def test_fields_come_in_between_and_change_places(
    collection: Collection, tmp_path: Path, numbered: bool
) -> None:
    bring(collection, tmp_path, made(numbered))
    cat = collection.notes_of([one(collection, "cat")])[0]
    collection.update_note(cat, {"Back": "my cat"})
    kind = made(numbered, ("Back", "Extra", "Front"), One="{{Front}}")
    notes = [making.note(1, "der Hund", "big", "dog"), making.note(2, "Kater", "small", "cat")]
    bring(collection, tmp_path, kind, notes=notes, cards=CARDS[:2])
    assert own(collection).fields == ("Front", "Back", "Extra")
    assert fields(collection, "dog") == ("dog", "der Hund", "big")
    assert fields(collection, "cat") == ("cat", "my cat", "small")
    again = bring(collection, tmp_path, kind, notes=notes, cards=CARDS[:2])
    assert (again.updated, again.unchanged) == (0, 2)
    later = [making.note(1, "Hund", "huge", "dog")]
    bring(collection, tmp_path, kind, notes=later, cards=CARDS[:1])
    assert fields(collection, "dog") == ("dog", "Hund", "huge")


def test_new_templates_come_with_what_was_learnt_of_them(
    collection: Collection, tmp_path: Path, numbered: bool
) -> None:
    bring(collection, tmp_path, made(numbered))
    kind = made(numbered, One="{{Front}}", Two="{{Back}}")
    learnt = making.card(22, 2, ord=1, type=2, queue=2, due=TODAY + 1, ivl=3, factor=2500, reps=2)
    log = [*LOG, (LOG[2][0] + 7, 22, 0, 3, 3, 1, 2500, 100, 1)]
    bring(collection, tmp_path, kind, cards=[*CARDS, learnt], log=log)
    assert len(collection.search("note:Simple")) == 8
    assert one(collection, "cat due=1 card:Two")
    assert one(collection, "cat due=3 card:One")
    assert collection.review_count() == 5


def test_templates_that_went_there_go_unless_their_cards_were_answered(
    collection: Collection, tmp_path: Path, numbered: bool
) -> None:
    kind = made(numbered, One="{{Front}}", Two="{{Back}}")
    second = making.card(21, 1, ord=1)
    bring(collection, tmp_path, kind, notes=NOTES[:1], cards=[CARDS[0], second], log=[])
    bring(collection, tmp_path, made(numbered), notes=NOTES[:1], cards=CARDS[:1], log=[])
    assert len(own(collection).templates) == 1
    assert one(collection, "dog")
    bring(collection, tmp_path, kind, notes=NOTES[:1], cards=[CARDS[0], second], log=[])
    learnt = making.card(22, 2, ord=1, type=2, queue=2, due=TODAY + 1, ivl=3, reps=2)
    cards = [CARDS[1], learnt]
    bring(collection, tmp_path, kind, notes=NOTES[1:2], cards=cards, log=LOG[:3])
    bring(collection, tmp_path, made(numbered), notes=NOTES[1:2], cards=CARDS[1:2], log=LOG[:3])
    assert len(own(collection).templates) == 2
    assert one(collection, "cat due=1")


def test_fields_that_went_there_stay_while_they_hold_words(
    collection: Collection, tmp_path: Path, numbered: bool
) -> None:
    three = made(numbered, ("Front", "Back", "Extra"), One="{{Front}}")
    notes = [making.note(1, "dog", "Hund", "")]
    bring(collection, tmp_path, three, notes=notes, cards=CARDS[:1], log=[])
    two = made(numbered, ("Front", "Extra"), One="{{Front}}")
    notes = [making.note(1, "dog", "loud")]
    bring(collection, tmp_path, two, notes=notes, cards=CARDS[:1], log=[])
    assert own(collection).fields == ("Front", "Back", "Extra")
    assert fields(collection, "dog") == ("dog", "Hund", "loud")
    dog = collection.notes_of([one(collection, "dog")])[0]
    collection.update_note(dog, {"Extra": ""})
    one_field = made(numbered, ("Front", "Back"), One="{{Front}}")
    notes = [making.note(1, "dog", "Hund")]
    bring(collection, tmp_path, one_field, notes=notes, cards=CARDS[:1], log=[])
    assert own(collection).fields == ("Front", "Back")
