"""Options of a multiple choice card: in another order each time it is asked, else in the same."""

from pathlib import Path

import flashcards
from flashcards.api import Collection
from flashcards.model.enums import Rating
from tests.conftest import FixedClock

NOTE = {"Question": "?", "Answer": "a", "Wrong answers": "\n".join("bcdefghi")}


def _order(collection: Collection) -> tuple[int, ...]:
    session = collection.study("Deck")
    card = session.next()
    session.close()
    assert card is not None
    return card.order


def test_the_order_outlives_a_restart_and_an_undo_and_is_another_after_each_answer(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as opened:
        opened.add_note(NOTE, "Deck", note_type="choice")
        first = _order(opened)
    with flashcards.open(collection_path, fixed_clock) as opened:
        assert _order(opened) == first
        session = opened.study("Deck")
        seen = [first]
        for _ in range(3):  # the same day again and again, since it is forgotten
            session.next()
            session.answer(Rating.AGAIN)
            seen.append(_order(opened))
        assert len(set(seen)) == 4
        for before in reversed(seen[:-1]):
            opened.undo()
            assert _order(opened) == before
        opened.redo()
        assert _order(opened) == seen[1]
        session.close()
