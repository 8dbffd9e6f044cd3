"""A card that two computers ask on one day, before they have met."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from flashcards.api import Collection
from flashcards.model.enums import Quality
from tests.sync.group import Group


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Group]:
    with ExitStack() as stack:
        yield Group(tmp_path, stack)


def _answer(collection: Collection) -> None:
    session = collection.study()
    assert session.next() is not None
    session.answer(Quality.GOOD)
    session.close()


def test_it_is_planned_once_and_both_answers_count(group: Group) -> None:
    one, two, three = group.all
    one.add_note({"Front": "question", "Back": "answer"}, "Deck")
    for days in (1, 6):
        _answer(one)
        group.clock.moment += timedelta(days=days)
    group.meet()
    _answer(one)
    _answer(two)
    group.meet()
    (card,) = three.search("")
    assert three.card(card).memory.interval_minutes == 15 * 24 * 60
    assert three.review_count() == 4
    lines = three.scheduling.history(card)
    assert "the interval stays" in str(lines[-1].words)
    assert lines[-1].memory == three.card(card).memory
    assert lines[-1].due_at == three.card(card).due_at
