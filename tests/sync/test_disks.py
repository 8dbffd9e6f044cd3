"""Disks that were copied or put back: both go on under one name, and give out the same numbers."""

from datetime import timedelta
from itertools import permutations

import pytest

from flashcards.api import Collection
from flashcards.collection.syncing import snapshots
from flashcards.model.enums import Quality, ReviewKind
from flashcards.store.identity import device_path
from flashcards.store.syncing import records
from tests.sync.disks import kept, put_back
from tests.sync.group import Group
from tests.sync.learner import answer


def _given(collection: Collection) -> list[tuple[int, Quality | None]]:
    """Return when the only card was answered, and how."""
    (card,) = collection.search("")
    rows = (row for row in collection.history(card) if row.kind is ReviewKind.ANSWER)
    return sorted((int(row.at.timestamp()), row.quality) for row in rows)


def _name(collection: Collection) -> str:
    """Return under which name (uid) a collection writes."""
    with collection._store.reading() as conn:
        setup = records.setup(conn)
    assert setup is not None
    return str(setup["uid"])


def _cloned(group: Group) -> tuple[Collection, Collection]:
    """Return two machines that take themselves for the same one, with one card."""
    group.all[0].add_note({"Front": "question", "Back": "answer"}, "Deck")
    group.meet()
    copy = group.clone(0)
    assert _name(copy) == _name(group.all[0])
    return group.all[0], copy


@pytest.mark.parametrize("order", [*permutations((0, 3, 1))])
def test_answers_that_two_copies_gave_one_number_both_count(
    group: Group, order: tuple[int, ...]
) -> None:
    one, copy = _cloned(group)
    answer(one, Quality.GOOD)
    answer(copy, Quality.WRONG)
    group.sync(*(group.all[at] for at in order))
    group.meet()
    for each in group.all:
        assert [quality for _, quality in _given(each)] == [Quality.GOOD, Quality.WRONG]


@pytest.mark.parametrize("first", [0, 3])
def test_a_strike_stays_with_the_answer_it_strikes(group: Group, first: int) -> None:
    one, copy = _cloned(group)
    (card,) = copy.search("")
    for each, quality in ((one, Quality.GOOD), (copy, Quality.HARD)):
        answer(each, quality)
    copy.scheduling.strike(card, copy.history(card)[0].id)
    group.sync(group.all[first])
    group.meet()
    for each in group.all:
        (card,) = each.search("")
        lines = [line for line in each.scheduling.history(card) if line.review.quality]
        assert [(line.review.quality, line.standing) for line in lines] == [
            (Quality.GOOD, True),
            (Quality.HARD, False),
        ]


def test_cards_set_by_hand_keep_what_each_was_set_to(group: Group) -> None:
    one, copy = _cloned(group)
    for each in (one, copy):
        answer(each, Quality.GOOD)
    for each in (copy, one):  # the later is the one that stands
        (card,) = each.search("")
        each.reset_cards([card])
    answer(one, Quality.PERFECT)
    group.sync(copy)
    group.meet()


def test_copies_write_under_names_of_their_own_once_they_hear_of_each_other(group: Group) -> None:
    one, copy = _cloned(group)
    answer(one, Quality.GOOD)
    answer(copy, Quality.WRONG)
    group.meet()
    assert len({_name(each) for each in group.all}) == 4


def test_a_copy_is_noticed_by_what_another_machine_tells_of_it(group: Group) -> None:
    one, copy = _cloned(group)
    two, files = group.all[1], group.shelf.files
    answer(copy, Quality.WRONG)
    before = set(files)
    group.sync(copy, two)
    late = {name: files.pop(name) for name in set(files) - before}
    assert snapshots.make(two._store, None, ())  # in which it tells all that it knows
    group.sync(two)
    name = _name(one)
    group.sync(one)
    assert _name(one) != name
    files.update(late)
    group.meet()
    assert len(_given(two)) == 1


def test_an_edit_made_under_a_former_name_is_told_of_with_the_deleted_note(group: Group) -> None:
    one, two, _ = group.all
    number = one.add_note({"Front": "question", "Back": "answer"}, "Deck")
    group.meet()
    one.update_note(number, {"Back": "another answer"})
    one.delete_notes([number])
    group.move(0)
    (note,) = two.search_notes("")
    group.clock.moment += timedelta(hours=1)
    two.update_note(note, {"Front": "what was it?"})  # which brings it back
    group.meet()
    assert two.note(note).fields == ("what was it?", "another answer")


def test_what_a_disk_had_told_before_it_was_put_back_comes_again(group: Group) -> None:
    one, _, three = group.all
    one.add_note({"Front": "question", "Back": "answer"}, "Deck")
    group.meet()
    group.all[0] = kept(one)
    answer(group.all[0], Quality.GOOD)
    group.meet()
    path = group.all[0].path
    group.all[0] = put_back(group.all[0], (path, device_path(path)))
    assert _given(group.all[0]) == []
    answer(group.all[0], Quality.WRONG)
    group.meet()
    assert [quality for _, quality in _given(three)] == [Quality.GOOD, Quality.WRONG]
    group.all[0].close()
