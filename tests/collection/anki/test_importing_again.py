"""What comes from Anki again is united with what is here: nothing doubled, nothing lost."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import flashcards
from flashcards import Collection
from flashcards.model.anki import ImportChoices
from flashcards.model.enums import CardState, Rating, ReviewKind
from flashcards.store.answer_logs import answer_log
from tests.collection.anki.test_importing import (
    ANSWERED_MS,
    CARDS,
    DAY_S,
    DECKS,
    LOG,
    NOTES,
    NOW_S,
    PICTURE,
    TODAY,
    one,
    packed,
)
from tests.conftest import FixedClock
from tests.effort import never_for_ever
from tests.formats.anki import making

DAY_MS = DAY_S * 1000
CAT = "cat"
LATER = (ANSWERED_MS + 4 * DAY_MS, 12, 0, 4, 30, 8, 2500, 3_000, 1)
"""An answer of the day before ``NOW``."""


@pytest.fixture
def clock(fixed_clock: FixedClock) -> FixedClock:
    return fixed_clock


@pytest.fixture
def collection(tmp_path: Path, clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(tmp_path / "own.flashcards", clock) as opened:
        yield opened
        assert opened.check() == []


def cat(**changed: Any) -> list[tuple[Any, ...]]:
    """Return the cards with the one of the cat as it stands after it was answered again."""
    values = {"type": 2, "queue": 2, "ivl": 30, "due": TODAY + 29, "factor": 2500, "reps": 5}
    return [making.card(12, 2, **{**values, "flags": 2, "lapses": 1, **changed})]


def answers(collection: Collection, query: str) -> list[int]:
    """Return the qualities of all answers of the one card that a query finds."""
    history = sorted(collection.history(one(collection, query)), key=lambda row: row.at)
    return [int(row.quality) for row in history if row.kind is ReviewKind.ANSWER]


def test_a_package_comes_again_after_it_was_taken_back(
    collection: Collection, tmp_path: Path
) -> None:
    by_hand = (ANSWERED_MS - 1_000, 12, 0, 0, 5, 1, 2500, 0, 4)
    path = packed(tmp_path, log=[*LOG, by_hand])
    collection.import_file(path)
    collection.undo()
    assert collection.import_file(path).added == 4
    assert collection.review_count() == 4
    assert one(collection, "is:review due=3") == one(collection, CAT)
    collection.undo()
    assert (collection.review_count(), collection.check()) == (0, [])


def test_answers_given_there_since_come_in_and_the_card_stands_as_there(
    collection: Collection, tmp_path: Path
) -> None:
    collection.import_file(packed(tmp_path))
    newer = packed(tmp_path, notes=NOTES[1:2], cards=cat(), log=[*LOG[:3], LATER])
    report = collection.import_file(newer)
    assert (report.added, report.updated, report.unchanged) == (0, 1, 0)
    assert answers(collection, CAT) == [4, 1, 4, 5]
    assert collection.review_count() == 5
    assert one(collection, "due=29 interval=30 ease=2.5") == one(collection, CAT)
    again = collection.import_file(newer)
    assert (again.updated, again.unchanged, collection.review_count()) == (0, 1, 5)
    collection.undo()
    assert one(collection, "due=3 interval=8") == one(collection, CAT)
    assert (collection.review_count(), collection.check()) == (4, [])
    collection.redo()
    assert one(collection, "due=29 interval=30") == one(collection, CAT)


def test_what_was_answered_here_since_stays_and_counts_last(
    collection: Collection, tmp_path: Path, clock: FixedClock
) -> None:
    collection.import_file(packed(tmp_path, notes=NOTES[1:2], cards=CARDS[1:2], log=LOG[:3]))
    clock.advance(days=4)
    session = collection.study()
    assert session.next() is not None
    session.answer(Rating.EASY)
    stood = collection.card(one(collection, CAT))
    collection.import_file(packed(tmp_path, notes=NOTES[1:2], cards=cat(), log=[*LOG[:3], LATER]))
    assert answers(collection, CAT) == [4, 1, 4, 5, 5]
    told = [row.kind for row in collection.history(one(collection, CAT))]
    assert told.count(ReviewKind.IMPORTED) == 1
    now = collection.card(one(collection, CAT))
    assert now.last_review_at == stood.last_review_at
    assert now.due_at is not None
    assert now.due_at > clock()


def test_an_answer_that_is_here_does_not_come_twice_from_another_collection(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection.import_file(packed(tmp_path))
    monkeypatch.setattr(making, "CREATED_S", making.CREATED_S + 3 * DAY_S)
    report = collection.import_file(packed(tmp_path))
    assert (report.updated, report.unchanged) == (0, 4)
    assert collection.review_count() == 4


def test_new_cards_of_notes_that_are_here_come_in(collection: Collection, tmp_path: Path) -> None:
    both = making.note_type()
    turned = {"name": "Card 2", "ord": 1, "qfmt": "{{Back}}", "afmt": "{{Front}}"}
    both["tmpls"].append(turned)
    collection.import_file(packed(tmp_path, note_types=[both]))
    assert len(collection.search(CAT)) == 1
    more = [*CARDS, making.card(22, 2, ord=1, type=2, queue=2, due=TODAY + 1, ivl=3, reps=2)]
    log = [*LOG, (ANSWERED_MS + 9, 22, 0, 3, 3, 1, 2500, 100, 1)]
    report = collection.import_file(packed(tmp_path, note_types=[both], cards=more, log=log))
    assert (report.updated, report.unchanged) == (1, 3)
    assert one(collection, "cat due=1")
    assert collection.review_count() == 5
    collection.undo()
    assert (len(collection.search(CAT)), collection.review_count()) == (1, 4)


def test_decks_flags_and_suspension_follow_where_nobody_changed_them_here(
    collection: Collection, tmp_path: Path
) -> None:
    three = [making.card(number + 10, number, did=5, flags=1) for number in (1, 2, 3)]
    collection.import_file(packed(tmp_path, notes=NOTES[:3], cards=three, log=[]))
    collection.flag([one(collection, "cat")], 3)
    collection.move_cards([one(collection, "cow")], "Elsewhere")
    moved = [making.card(number + 10, number, did=6, queue=-1, flags=4) for number in (1, 2, 3)]
    decks = [*DECKS, making.deck(6, "Zoo")]
    report = collection.import_file(
        packed(tmp_path, notes=NOTES[:3], cards=moved, log=[], decks=decks)
    )
    assert report.updated == 3
    assert one(collection, "dog deck:Zoo flag:4 is:suspended")
    assert one(collection, "cat deck:Zoo flag:3 is:suspended")
    assert one(collection, "cow deck:Elsewhere flag:4 is:suspended")


def test_a_card_that_was_answered_moves_with_its_answers(
    collection: Collection, tmp_path: Path
) -> None:
    collection.import_file(packed(tmp_path))
    decks = [*DECKS, making.deck(6, "Zoo")]
    moved = cat(did=6)
    collection.import_file(
        packed(tmp_path, notes=NOTES[1:2], cards=moved, log=[*LOG[:3], LATER], decks=decks)
    )
    assert one(collection, "deck:Zoo") == one(collection, CAT)
    assert collection.check() == []


def test_learning_may_stay_behind_and_come_later(collection: Collection, tmp_path: Path) -> None:
    path = packed(tmp_path)
    collection.import_file(path, choices=ImportChoices(with_learning=False))
    assert len(collection.search("is:new -is:suspended flag:0")) == 4
    assert collection.review_count() == 0
    collection.import_file(path)
    assert collection.review_count() == 4
    assert one(collection, "is:review due=3") == one(collection, CAT)


def test_all_answers_are_counted_once_of_many_notes(collection: Collection, tmp_path: Path) -> None:
    many = range(1, 2_051)
    learnt = {"type": 2, "queue": 2, "ivl": 3, "due": TODAY, "factor": 2500}
    collection.import_file(
        packed(
            tmp_path,
            notes=[making.note(each, f"w{each}", "x") for each in many],
            cards=[making.card(each, each, **learnt) for each in many],
            log=[((NOW_S - DAY_S) * 1000 + each, each, 0, 3, 3, 1, 2500, 10, 1) for each in many],
        )
    )
    assert collection.review_count() == len(many)


def test_fsrs_takes_the_log_that_came_and_the_answers_since_for_one(
    collection: Collection, tmp_path: Path
) -> None:
    collection.import_file(packed(tmp_path))
    collection.import_file(packed(tmp_path, notes=NOTES[1:2], cards=cat(), log=[*LOG[:3], LATER]))
    with collection._store.looking() as conn:
        log = answer_log(conn, None, 240, [one(collection, CAT)])
    assert len(set(log.cards.tolist())) == 1
    assert len(log) == 4


def test_notes_and_cards_are_found_by_their_numbers_in_anki(
    collection: Collection, tmp_path: Path
) -> None:
    first, second, card = 1_619_941_585_001, 1_619_941_585_002, 1_619_941_585_009
    collection.import_file(
        packed(
            tmp_path,
            notes=[making.note(first, "dog", "Hund"), making.note(second, "cat", "Katze")],
            cards=[making.card(card, first), making.card(card + 1, second)],
            log=[],
        )
    )
    dog, feline = one(collection, "dog"), one(collection, CAT)
    assert collection.search(f"nid:{first}") == [dog]
    assert collection.search(f"-nid:{first}") == [feline]
    assert set(collection.search(f"nid:{first},{second}")) == {dog, feline}
    assert collection.search(f"cid:{card + 1}") == [feline]
    assert collection.search(f"anki: cid:{card} dog") == [dog]
    assert collection.search(f"nid:{card}") == []
    assert collection.search(f"cid:{dog}") == [dog]


def test_a_whole_collection_brings_the_answers_to_cards_that_are_gone(
    collection: Collection, tmp_path: Path
) -> None:
    bare = making.database(
        tmp_path / "whole.anki2", NOTES, CARDS, [*LOG, (ANSWERED_MS + 50, 99, 0, 2, 3, 1, 0, 10, 1)]
    )
    collection.import_file(bare)
    assert collection.review_count() == 5
    assert collection.check() == []
    assert collection.import_file(bare).unchanged == 4
    assert collection.review_count() == 5
    collection.undo()
    collection.undo()
    assert (collection.review_count(), collection.check()) == (0, [])
    collection.import_file(bare)
    assert collection.review_count() == 5
    collection.add_note({"Front": "yes", "Back": "no"}, "Mine")
    assert collection.history(one(collection, "deck:Mine")) == []
    shared = making.package(tmp_path / "shared.apkg", bare)
    collection.undo()
    collection.undo()
    collection.import_file(shared)
    assert collection.review_count() == 4


def test_one_picture_under_two_names_is_shown_under_both(
    collection: Collection, tmp_path: Path
) -> None:
    notes = [making.note(1, '<img src="a.png">', '<img src="b c.png">')]
    picture = {"a.png": PICTURE, "b c.png": PICTURE}
    path = packed(tmp_path, notes=notes, cards=CARDS[:1], log=[], media=picture)
    collection.import_file(path)
    [note] = collection.notes_of(collection.search(""))
    assert collection.note(note).fields == ('<img src="a.png">', '<img src="a.png">')
    assert collection.import_file(path).unchanged == 1


def test_the_first_scheduler_had_three_buttons_for_cards_in_steps(
    collection: Collection, tmp_path: Path
) -> None:
    forgotten = {"type": 2, "queue": 1, "due": NOW_S + 600, "ivl": 5, "left": 1001, "reps": 3}
    first = (ANSWERED_MS, 12, 0, 2, 1, -600, 2500, 10, 0)
    then = (ANSWERED_MS + 9, 12, 0, 2, 5, 1, 2500, 10, 1)
    cards = [making.card(12, 2, **forgotten)]
    collection.import_file(
        packed(tmp_path, notes=NOTES[1:2], cards=cards, log=[first, then], config={"schedVer": 1})
    )
    assert answers(collection, CAT) == [4, 3]
    assert collection.card(one(collection, CAT)).memory.state is CardState.RELEARNING


def test_an_answer_beyond_all_dates_is_left_out_and_changes_nothing_later(
    collection: Collection, tmp_path: Path
) -> None:
    path = packed(tmp_path, log=[*LOG, (9 * 10**18, 12, 0, 3, 8, 1, 2350, 5_000, 1)])
    said = [str(each.message) for each in collection.import_file(path).problems]
    assert said == ["An answer beyond all dates was left out."]
    assert one(collection, "is:review due=3") == one(collection, CAT)
    again = collection.import_file(path)
    assert (again.updated, again.unchanged, collection.review_count()) == (0, 4, 4)


def test_many_cards_of_one_moment_get_rows_of_their_own(
    collection: Collection, tmp_path: Path
) -> None:
    many = range(1, 5_001)
    learnt = {"type": 2, "queue": 2, "ivl": 3, "due": TODAY, "factor": 2500}
    with never_for_ever():
        collection.import_file(
            packed(
                tmp_path,
                notes=[making.note(each, f"w{each}", "x") for each in many],
                cards=[making.card(each, each, **learnt) for each in many],
                log=[],
            )
        )
    assert len(collection.search("is:review due=0")) == len(many)
