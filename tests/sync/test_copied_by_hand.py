"""A collection that was copied by hand to another computer, used on both, and then synced."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from flashcards.api import Collection
from flashcards.model.enums import Quality
from flashcards.model.errors import UserError
from tests.sync.group import Group
from tests.sync.learner import only_note


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Group]:
    """Three machines of which the first two have the same notes: the disk was copied."""
    with ExitStack() as stack:
        group = Group(tmp_path, stack)
        note = group.all[0].add_note({"Front": "front", "Back": "back"}, "Deck", tags=["old"])
        group.all[0].update_note(note, {"Back": "back, mended"})
        group.clone(0)
        group.clock.moment += timedelta(hours=1)
        group.all[1], group.all[3] = group.all[3], group.all[1]
        yield group


def _fields(collection: Collection) -> tuple[str, ...]:
    return collection.note(only_note(collection)).fields


def test_edits_of_two_fields_both_stand_and_are_no_conflict(group: Group) -> None:
    one, two, *_ = group.all
    one.update_note(only_note(one), {"Front": "front of one"})
    two.update_note(only_note(two), {"Back": "back of two"})
    two.add_tags([only_note(two)], ["new"])
    group.meet()
    for each in group.all:
        assert _fields(each) == ("front of one", "back of two")
        assert each.note(only_note(each)).tags == ("new", "old")
        assert each.syncing.status().conflicts == ()


def test_edits_of_one_field_are_a_conflict_on_both_and_named_by_their_note(group: Group) -> None:
    one, two, *_ = group.all
    one.update_note(only_note(one), {"Back": "back of one"})
    two.update_note(only_note(two), {"Back": "back of two"})
    group.meet()
    for each in (one, two):
        assert _fields(each) == ("front", "back of two")
        assert "back of one" in {former.value for former in each.revisions(only_note(each))}
        (conflict,) = each.syncing.status().conflicts
        assert (conflict.field, conflict.note) == ("Back", "front")


def test_an_answer_counts_though_the_card_was_answered_elsewhere_meanwhile(group: Group) -> None:
    one, two, *_ = group.all
    group.meet()
    there, here = one.study(), two.study()
    assert there.next()
    assert here.next()
    there.answer(Quality.GOOD)
    group.sync(one, two)
    here.answer(Quality.GOOD)
    group.meet()
    assert [each.review_count() for each in group.all] == [2] * 4


def test_a_card_that_was_put_away_here_is_not_answered(group: Group) -> None:
    one = group.all[0]
    session = one.study()
    card = session.next()
    assert card is not None
    one.suspend([card.id])
    with pytest.raises(UserError, match="put away"):
        session.answer(Quality.GOOD)
