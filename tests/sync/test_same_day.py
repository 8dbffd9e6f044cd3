"""A card that two computers ask on one day, before they have met."""

from datetime import timedelta

from tests.sync.group import Group
from tests.sync.learner import answer


def test_it_is_planned_once_and_both_answers_count(group: Group) -> None:
    one, two, three = group.all
    one.add_note({"Front": "question", "Back": "answer"}, "Deck")
    for days in (1, 6):
        answer(one)
        group.clock.moment += timedelta(days=days)
    group.meet()
    answer(one)
    answer(two)
    group.meet()
    (card,) = three.search("")
    assert three.card(card).memory.interval_minutes == 15 * 24 * 60
    assert three.review_count() == 4
    lines = three.scheduling.history(card)
    assert "the interval stays" in str(lines[-1].words)
    assert lines[-1].memory == three.card(card).memory
    assert lines[-1].due_at == three.card(card).due_at
