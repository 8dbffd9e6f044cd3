"""Cards read while the learner thinks are asked as they are by then, never as they were."""

from collections.abc import Callable
from typing import Any

import pytest

from flashcards import Collection, Rating
from flashcards.model.note_types import BASIC_REVERSE
from flashcards.study.session import StudySession
from tests.conftest import FixedClock
from tests.effort import calls


def _begun(collection: Collection) -> StudySession:
    for word in ("one", "two", "three"):
        collection.add_note({"Front": word, "Back": f"{word} back"}, deck="Deck")
    session = collection.study("Deck")
    session.next()
    return session


def _second(collection: Collection) -> tuple[int, int]:
    (note,) = collection.search_notes("two")
    return note, collection.note_cards(note)[0]


def _edit(collection: Collection) -> None:
    collection.update_note(_second(collection)[0], {"Front": "deux"})


def _suspend(collection: Collection) -> None:
    collection.suspend([_second(collection)[1]])


def _bury(collection: Collection) -> None:
    collection.bury([_second(collection)[1]])


def _flag(collection: Collection) -> None:
    collection.flag([_second(collection)[1]], 3)


def _delete(collection: Collection) -> None:
    collection.delete_notes([_second(collection)[0]])


def _rename(collection: Collection) -> None:
    collection.rename_deck("Deck", "Desk")


def _tag(collection: Collection) -> None:
    collection.add_tags([_second(collection)[0]], ["hard"])


def _take_back(collection: Collection) -> None:
    collection.undo()


def _six(collection: Collection) -> None:
    collection.set_options("Deck", six_qualities=True)


def _other_session(collection: Collection) -> None:
    session = collection.study("Deck")
    for _ in range(2):
        session.next()
        session.answer(Rating.EASY)


def _said(session: StudySession) -> tuple[Any, ...] | None:
    card = session.next()
    if card is None:
        return None
    return card.question_html, card.answer_html, card.deck, card.flag, card.tags, card.ratings


@pytest.mark.parametrize(
    "change",
    [_edit, _suspend, _bury, _flag, _delete, _rename, _tag, _take_back, _six, _other_session],
)
@pytest.mark.parametrize("before_the_answer", [True, False])
def test_what_is_written_meanwhile_is_seen(
    collection: Collection, change: Callable[[Collection], None], before_the_answer: bool
) -> None:
    session = _begun(collection)
    assert [card.question_html for card in session.prepare()] == ["<p>two</p>", "<p>three</p>"]
    if before_the_answer:
        change(collection)
        session.prepare()
    if session.next() is not None:
        session.answer(Rating.GOOD)
    if not before_the_answer:
        session.prepare()
        change(collection)
    assert _said(session) == _said(collection.study(session.deck))


def test_a_card_put_off_by_the_answer_to_its_twin_is_not_asked(collection: Collection) -> None:
    collection.add_note({"Front": "A", "Back": "B"}, "Deck", note_type=BASIC_REVERSE.uid)
    session = collection.study("Deck")
    session.next()
    session.prepare()
    session.answer(Rating.GOOD)
    assert session.next() is None


def test_a_new_day_asks_its_own_cards(collection: Collection, fixed_clock: FixedClock) -> None:
    session = _begun(collection)
    session.prepare()
    fixed_clock.advance(days=1)
    card = session.next()
    assert card is not None
    assert session.prepare()
    session.answer(Rating.GOOD)
    assert session.next() is not None


def test_a_prepared_card_is_asked_without_being_read_again(collection: Collection) -> None:
    session = _begun(collection)
    session.prepare(1)
    session.answer(Rating.GOOD)
    prepared = calls(session.next)
    session.answer(Rating.GOOD)
    assert prepared * 4 < calls(session.next)
