"""What came from Anki goes back as it came; what was changed here is as it is here."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import flashcards
from flashcards import Collection, Rating
from flashcards.model.anki import FIRST_MOVE
from tests.collection.anki.test_importing import (
    CARDS,
    DAY_S,
    LOG,
    NOTES,
    NOW_S,
    PICTURE,
    TODAY,
    one,
    packed,
)
from tests.collection.to_anki.reading import Written, written
from tests.conftest import FixedClock
from tests.formats.anki import making

FILTERED = making.deck(
    900, "Cram", dyn=1, conf=None, terms=[["is:due", 20, 5]], resched=True, separate=True
)
ODD = [
    making.card(
        15, 4, ord=0, type=2, queue=2, due=-100_000, odue=TODAY + 2, odid=1, did=900, ivl=4,
        factor=2100, reps=5, flags=9, data='{"pos":3,"cd":"x"}',
    ),
    *CARDS[:3],
]  # fmt: skip


@pytest.fixture
def collection(tmp_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    folder = tmp_path / "mine"
    folder.mkdir()
    with flashcards.open(folder / "own.flashcards", fixed_clock) as opened:
        yield opened
        assert opened.check() == []
    left = [each.name for each in folder.iterdir() if ".part" in each.name]
    assert left == []


def back(
    collection: Collection, folder: Path, *, learning: bool = True, older: bool = False
) -> Written:
    """Return what a package of all there is holds."""
    path = folder / "back.apkg"
    collection.export(path, learning=learning, older=older)
    return written(path)


def rows(found: list[Any]) -> list[tuple[Any, ...]]:
    """Return rows of cards as ``making`` has them, without the number of syncing."""
    return [(*row[:5], *row[6:]) for row in sorted(found)]


@pytest.mark.parametrize("older", [False, True])
def test_all_goes_back_as_it_came(collection: Collection, tmp_path: Path, older: bool) -> None:
    collection.import_file(packed(tmp_path))
    found = back(collection, tmp_path, older=older)
    expected = [(row[0], row[1], row[2], row[3], row[5], row[6]) for row in NOTES]
    there = found.notes.values()
    assert [(*note[:4], note.tags, note.fields) for note in there] == expected
    assert [tuple(card) for card in found.cards] == rows(CARDS)
    assert [tuple(row) for row in found.log] == [(*row[:2], *row[3:]) for row in LOG]
    assert (found.created_s, found.config["creationOffset"]) == (making.CREATED_S, 0)
    assert found.decks[5]["name"] == "Animals::Wild"
    [kind] = found.note_types.values()
    assert (kind["id"], kind["name"]) == (10, "Simple")


def test_three_packages_in_a_row_are_the_same(collection: Collection, tmp_path: Path) -> None:
    collection.import_file(packed(tmp_path, media={"dog.png": PICTURE}))
    collection.add_note({"Front": "a", "Back": "b"}, "A")
    path, content = tmp_path / "back.apkg", set()
    for _ in range(3):
        collection.export(path)
        content.add(path.read_bytes())
    assert len(content) == 1


def test_a_filtered_deck_goes_back_with_its_cards(collection: Collection, tmp_path: Path) -> None:
    decks = [making.deck(), making.deck(5, "Animals::Wild"), FILTERED]
    collection.import_file(packed(tmp_path, cards=ODD, log=(), decks=decks))
    found = back(collection, tmp_path)
    assert [tuple(card) for card in found.cards] == rows(ODD)
    assert found.decks[900]["terms"] == [["is:due", 20, 5]]


def test_a_card_moved_here_leaves_its_filtered_deck(collection: Collection, tmp_path: Path) -> None:
    decks = [making.deck(), making.deck(5, "Animals::Wild"), FILTERED]
    collection.import_file(packed(tmp_path, cards=ODD, log=(), decks=decks))
    collection.move_cards([one(collection, "owl")], "Animals::Wild")
    card = back(collection, tmp_path).card("owl")
    assert (card.deck_id, card.home_deck_id, card.home_due, card.due) == (5, 0, 0, TODAY + 2)


def test_what_was_put_aside_flagged_or_edited_here_is_so_there(
    collection: Collection, tmp_path: Path
) -> None:
    collection.import_file(packed(tmp_path))
    collection.suspend([one(collection, "cat")])
    collection.suspend([one(collection, "cow")], False)
    collection.bury([one(collection, "dog")])
    collection.flag([one(collection, "cat")], 4)
    [note] = collection.notes_of(collection.search("dog"))
    collection.update_note(note, {"Back": "Hündchen"})
    found = back(collection, tmp_path)
    cat, cow, dog = (found.card(name) for name in ("cat", "cow", "dog"))
    assert (cat.queue, cat.due, cat.flags) == (-1, TODAY + 3, 4)
    assert (cow.queue, cow.due, dog.queue) == (2, TODAY - 4, -2)
    assert found.fields("dog") == ["dog", "Hündchen"]
    assert found.notes["guid1"].changed_s == NOW_S
    assert found.notes["guid2"].changed_s == making.CREATED_S


def test_an_answer_given_here_counts_there(
    collection: Collection, tmp_path: Path, fixed_clock: FixedClock
) -> None:
    collection.import_file(packed(tmp_path))
    fixed_clock.advance(days=3)
    collection.suspend(collection.search("-cat"))
    session = collection.study()
    session.next()
    session.answer(Rating.GOOD)
    card = collection.card(one(collection, "cat"))
    assert card.due_at is not None
    found = back(collection, tmp_path)
    cat = found.card("cat")
    day = TODAY + 3 + (card.due_at.date() - fixed_clock.now.date()).days
    assert (cat.id, cat.type, cat.queue, cat.due) == (12, 2, 2, day)
    assert (cat.reps, cat.lapses, cat.interval) == (5, 1, card.memory.interval_days)
    newest = found.log[-1]
    assert (newest.id, newest.card_id) == ((NOW_S + 3 * DAY_S) * 1000, 12)
    assert (newest.ease, newest.last_interval, newest.type) == (3, 8, 1)
    assert newest.interval == card.memory.interval_days
    assert [tuple(row) for row in found.log[:-1]] == [(*row[:2], *row[3:]) for row in LOG]


def test_presets_and_the_usual_deck_go_back(collection: Collection, tmp_path: Path) -> None:
    decks = [making.deck(newToday=[3, 9]), making.deck(5, "Animals::Wild", conf=7)]
    presets = [making.preset(), making.preset(7, "Hard", odd={"x": 1})]
    path = packed(tmp_path, cards=CARDS[:1], notes=NOTES[:1], decks=decks, presets=presets)
    whole = path.rename(tmp_path / "all.colpkg")
    collection.import_file(whole, choices=FIRST_MOVE)
    out = tmp_path / "out.colpkg"
    collection.export(out)
    found = written(out)
    assert (found.presets[7]["name"], found.presets[7]["odd"]) == ("Hard", {"x": 1})
    assert found.decks[5]["conf"] == 7
    assert found.decks[1]["newToday"] == [3, 9]


def test_media_go_back_under_their_names(collection: Collection, tmp_path: Path) -> None:
    collection.import_file(packed(tmp_path, media={"dog.png": PICTURE}))
    other = PICTURE.replace(b"IEND", b"IEND") + b"\0"
    notes = [making.note(9, '<img src="dog.png">', "other", guid="other")]
    cards = [making.card(19, 9, did=5)]
    collection.import_file(
        packed(tmp_path, notes=notes, cards=cards, log=(), media={"dog.png": other})
    )
    path = tmp_path / "back.apkg"
    collection.export(path, "Animals::Wild")
    found = written(path)
    assert found.media == {"dog.png": other}
    assert found.fields('<img src="dog.png">')[1] == "other"


def test_without_what_was_learnt_all_cards_are_new(collection: Collection, tmp_path: Path) -> None:
    notes = [making.note(1, "dog", "Hund", tags=" leech animal "), *NOTES[1:]]
    collection.import_file(packed(tmp_path, notes=notes))
    found = back(collection, tmp_path, learning=False)
    assert {(card.type, card.queue, card.reps, card.flags) for card in found.cards} == {
        (0, 0, 0, 0)
    }
    assert found.log == []
    assert found.notes["guid1"].tags == " animal "


def test_answers_to_cards_that_are_gone_go_back(collection: Collection, tmp_path: Path) -> None:
    gone = (LOG[0][0] + 7, 99, 0, 2, -60, -600, 0, 3_000, 2)
    path = packed(tmp_path, log=[*LOG, gone]).rename(tmp_path / "all.colpkg")
    collection.import_file(path, choices=FIRST_MOVE)
    out = tmp_path / "out.colpkg"
    collection.export(out)
    found = [tuple(row) for row in written(out).log]
    assert found == sorted((*row[:2], *row[3:]) for row in [*LOG, gone])
    collection.export(tmp_path / "out.apkg")
    assert len(written(tmp_path / "out.apkg").log) == len(LOG)


def test_one_picture_under_two_names_goes_back_under_both(
    collection: Collection, tmp_path: Path
) -> None:
    notes = [
        making.note(1, '<img src="one.png">', "a"),
        making.note(2, '<img src="two.png">', "b"),
    ]
    cards = [making.card(11, 1), making.card(12, 2)]
    media = {"one.png": PICTURE, "two.png": PICTURE}
    collection.import_file(packed(tmp_path, notes=notes, cards=cards, log=(), media=media))
    found = back(collection, tmp_path)
    assert found.media == media
    assert [note.fields for note in found.notes.values()] == [note[6] for note in notes]


def test_commands_of_formulas_are_the_head_of_latex_there(
    collection: Collection, tmp_path: Path
) -> None:
    kind = making.note_type()
    kind["latexPre"] = (
        "\\documentclass{article}\n\\newcommand{\\R}{\\mathbb{R}}\n\\begin{document}\n"
    )
    collection.import_file(packed(tmp_path, note_types=[kind]))
    assert "\\newcommand" in collection.note_type("anki-10").css
    [went] = back(collection, tmp_path).note_types.values()
    assert (went["latexPre"], went["css"]) == (kind["latexPre"], kind["css"])
