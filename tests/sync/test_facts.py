"""Facts that stand in one column of the collection come together each by itself."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from flashcards.api import Collection
from flashcards.model.enums import Quality
from flashcards.model.note_types import BASIC
from flashcards.model.notes import FieldSettings
from flashcards.store import queues
from tests.sync.group import Group
from tests.sync.learner import save_type


@pytest.fixture(autouse=True)
def _began(group: Group) -> None:
    group.all[0].add_note({"Front": "question", "Back": "answer"}, "D")
    group.meet()


def _limits(group: Group) -> list[tuple[int | None, ...]]:
    found = [each.scheduling.deck_limits("D") for each in group.all]
    return [
        (each.new_per_day, each.reviews_per_day, each.new_today, each.reviews_today)
        for each in found
    ]


def test_a_limit_for_good_stays_where_another_asks_for_more_today(group: Group) -> None:
    one, two, three = group.all
    one.scheduling.set_deck_limits("D", new_per_day=5)
    two.scheduling.set_deck_limits("D", reviews_today=300)
    three.scheduling.set_deck_limits("D", new_today=7, reviews_per_day=90)
    group.meet()
    assert _limits(group) == [(5, 90, 7, 300)] * 3
    two.scheduling.set_deck_limits("D", new_per_day=None)
    group.meet()
    assert _limits(group) == [(None, 90, 7, 300)] * 3


def test_undo_takes_back_the_own_limit_and_not_the_other(group: Group) -> None:
    one, two, _ = group.all
    one.scheduling.set_deck_limits("D", new_per_day=5)
    two.scheduling.set_deck_limits("D", reviews_today=300)
    group.meet()
    one.undo()
    group.meet()
    assert _limits(group) == [(None, None, None, 300)] * 3


def _save(collection: Collection, at: int, name: str = "", **settings: Any) -> None:
    kind = collection.note_type(BASIC.uid)
    found = list(kind.field_list())
    old = found[at].name
    name = name or old
    found[at] = replace(found[at], name=name, settings=replace(found[at].settings, **settings))
    templates = tuple(
        replace(each, question=each.question.replace(f"{{{{{old}}}}}", f"{{{{{name}}}}}"),
                answer=each.answer.replace(f"{{{{{old}}}}}", f"{{{{{name}}}}}"))
        for each in kind.templates
    )  # fmt: skip
    save_type(collection, replace(kind.with_fields(found), templates=templates))


def _fields(group: Group, at: int) -> list[tuple[str, FieldSettings]]:
    found = [each.note_type(BASIC.uid).field_list()[at] for each in group.all]
    return [(each.name, each.settings) for each in found]


def test_each_setting_of_a_field_stays_where_others_change_another(group: Group) -> None:
    one, two, three = group.all
    _save(one, 0, language="de", size=20)
    _save(two, 0, name="Question")
    _save(three, 0, font="Serif")
    group.meet()
    settings = FieldSettings(font="Serif", size=20, language="de")
    assert _fields(group, 0) == [("Question", settings)] * 3
    _save(two, 0, language="")
    group.meet()
    assert _fields(group, 0) == [("Question", replace(settings, language=""))] * 3


def test_undo_takes_back_the_own_setting_of_a_field_alone(group: Group) -> None:
    one, two, _ = group.all
    _save(one, 0, language="de")
    _save(two, 0, font="Serif")
    group.meet()
    one.undo()
    group.meet()
    assert _fields(group, 0) == [("Front", FieldSettings(font="Serif"))] * 3


def test_a_field_that_is_kept_has_the_settings_it_had(group: Group) -> None:
    one, two, _ = group.all
    kind = one.note_type(BASIC.uid)
    added = replace(kind, fields=(*kind.fields, "Hint"), field_uids=(*kind.field_uids, ""),
                    shown=(), settings=())  # fmt: skip
    one.note_types.save(added, one.note_types.effect_of(added))
    _save(one, 2, language="de")
    group.meet()
    without = kind.with_fields(one.note_type(BASIC.uid).field_list()[:2])
    one.note_types.save(without, one.note_types.effect_of(without))
    _save(two, 2, name="Clue")
    group.meet()
    assert _fields(group, 2) == [("Clue", FieldSettings(language="de"))] * 3


def _searches(group: Group) -> set[tuple[str, ...]]:
    return {tuple(search.name for search in each.browsing.searches()) for each in group.all}


def test_moving_a_search_leaves_what_another_asks_in_it(group: Group) -> None:
    one, two, _ = group.all
    for name in ("new", "due", "late"):
        one.browsing.save_search(name, f"is:{'new' if name == 'new' else 'due'}")
    group.meet()
    assert _searches(group) == {("new", "due", "late")}
    one.browsing.move_search(one.browsing.searches()[0].uid, 1)
    two.browsing.rename_search(two.browsing.searches()[0].uid, "fresh")
    group.meet()
    assert _searches(group) == {("due", "fresh", "late")}
    one.undo()
    group.meet()
    assert _searches(group) == {("fresh", "due", "late")}


def test_searches_added_on_two_computers_stand_alike_on_both(group: Group) -> None:
    one, two, three = group.all
    for name, each in (("a", three), ("b", two), ("c", one)):
        each.browsing.save_search(name, "is:new")
    group.meet()
    assert len(_searches(group)) == 1


def test_new_cards_of_two_computers_come_in_one_order_on_both(group: Group) -> None:
    one, two, _ = group.all
    for number in range(3):
        for name, each in (("one", one), ("two", two)):
            each.add_note({"Front": f"{name} {number}", "Back": "x"}, "New")
    group.meet()
    orders = set()
    for each in group.all:
        with each._store.reading() as conn:
            found = queues.new_among(conn, each.search("deck:New"))
        orders.add(tuple(each.note(each.card(card).note_id).fields[0] for card in found))
    assert len(orders) == 1
    asked = set()
    for each in group.all:
        card = each.study("New").next()
        assert card is not None
        asked.add(each.note(each.card(card.id).note_id).fields[0])
    assert len(asked) == 1


def test_the_clock_of_another_computer_is_not_held_against_this_one(group: Group) -> None:
    one, two, _ = group.all
    group.clock.moment += timedelta(days=3650)
    session = two.study("D")
    assert session.next() is not None
    session.answer(Quality.GOOD)
    session.close()
    group.clock.moment -= timedelta(days=3649)
    group.meet()
    assert one.clock_warning() is None
    assert two.clock_warning() is not None
