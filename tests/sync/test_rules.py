"""The rules by which several machines come to one state, each seen alone."""

import random
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest

from flashcards.api import Collection
from flashcards.collection.syncing import syncing
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.note_types import BASIC
from flashcards.sync.registers import Register, State, merge
from flashcards.sync.segment import header_of
from tests.sync.group import Group
from tests.sync.learner import only_note

_YEARS = timedelta(days=3650)


@pytest.fixture(autouse=True)
def _same_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.randbits", random.Random(5).getrandbits)


def _edit(collection: Collection, **texts: str) -> None:
    collection.update_note(only_note(collection), texts)


def _fields(group: Group) -> set[tuple[str, ...]]:
    return {each.note(only_note(each)).fields for each in group.all}


def _began(group: Group) -> None:
    group.all[0].add_note({"Front": "front", "Back": "back"}, "A")
    group.meet()


def test_an_edit_stands_against_one_it_has_seen_whatever_the_clocks_say(group: Group) -> None:
    one, two, _ = group.all
    _began(group)
    group.clock.moment += _YEARS
    _edit(two, Back="of a clock far ahead")
    group.clock.moment -= _YEARS
    group.meet()
    _edit(one, Back="typed after that was read")
    group.meet()
    assert _fields(group) == {("front", "typed after that was read")}


def test_a_clock_far_ahead_spoils_no_other_field(group: Group) -> None:
    one, two, three = group.all
    _began(group)
    group.clock.moment += _YEARS
    _edit(two, Back="of a clock far ahead")
    group.clock.moment -= _YEARS
    group.sync(two, one)
    _edit(one, Front="earlier")
    _edit(three, Front="later")
    group.meet()
    assert _fields(group) == {("later", "of a clock far ahead")}


@pytest.mark.parametrize("other", [Register(5, 2, "one"), Register(5, 1, "two")])
def test_of_two_writes_at_one_moment_the_same_stands_everywhere(other: Register) -> None:
    one = Register(5, 1, "one")
    first, second = merge({"text": one}, {"text": other}), merge({"text": other}, {"text": one})
    assert first.state == second.state


def test_what_somebody_wrote_stands_over_what_a_row_was_made_without(
    group: Group, tmp_path: Path
) -> None:
    """Whichever comes first, and though the row is younger: its field came with a type."""
    one, two, three = group.all
    deck = tmp_path / "deck.md"
    deck.write_text("# A deck\n\n## Which fox? {#fox}\n\nA red one\n", encoding="utf-8")
    two.import_file(deck)
    basic = two.note_type(BASIC.uid)
    uids = (*basic.field_uids, "")
    wider = replace(basic, fields=(*basic.fields, "Rhyme"), field_uids=uids, shown=(), settings=())
    two.note_types.save(wider)
    _edit(two, Rhyme="box")
    group.clock.moment += _YEARS
    one.import_file(deck)
    group.clock.moment += timedelta(days=1)
    one.add_tags([only_note(one)], ["animals"])
    _edit(one, Back="A grey one")
    group.sync(one, three)
    group.clock.moment -= _YEARS + timedelta(days=1)
    group.meet()
    assert {fields[2] for fields in _fields(group)} == {"box"}


def test_of_two_states_in_which_nobody_said_anything_the_later_stands() -> None:
    older, empty = Register(5, 0, ""), Register(7, 0, "")
    said, cleared = Register(3, 0, "said"), Register(9, 1, "")
    for some in permutations((older, empty, said)):
        assert _of(*some) == said
    for some in permutations((older, empty, said, cleared)):
        assert _of(*some) == cleared
    assert _of(older, empty) == _of(empty, older) == empty


def _of(*some: Register) -> Register:
    state: State = {}
    for each in some:
        state = merge(state, {"text.back": each}).state
    return state["text.back"]


def test_a_text_that_was_read_before_it_was_replaced_has_not_lost(group: Group) -> None:
    one, two, _ = group.all
    _began(group)
    _edit(one, Back="earlier")
    group.meet()
    _edit(two, Back="later")
    group.meet()
    assert [each.syncing.status().conflicts for each in group.all] == [()] * 3


def test_a_text_brings_a_deleted_note_back_and_nothing_else_does(group: Group) -> None:
    one, two, _ = group.all
    for later in ("tag", "text"):
        one.add_note({"Front": later, "Back": "back"}, "A")
    group.meet()
    one.delete_notes(one.search_notes(""))
    two.add_tags(two.search_notes("tag"), ["exam"])
    two.update_note(two.search_notes("text")[0], {"Back": "changed"})
    group.meet()
    assert _fields(group) == {("text", "changed")}


def test_what_waits_for_a_file_that_never_comes_is_read_after_a_week(group: Group) -> None:
    one, two, _ = group.all
    for deck in ("A", "B"):
        late = _sent(group, f"late in {deck}", deck)
        for name in late:
            group.shelf.delete(name)
        (data,) = _sent(group, f"early in {deck}", deck).values()
        assert header_of(data).parents
        for days, there in ((0, 0), (6, 0), (2, 1)):
            group.clock.moment += timedelta(days=days)
            group.sync(two)
            assert len(two.search_notes(f'"early in {deck}"')) == there
            assert two.check() == []
        assert "Recovered notes" in two.deck_names()
        group.shelf.files |= late
        group.meet()
        assert two.deck_names() == one.deck_names()
    assert one.deck_names() == ["A", "B"]


def _sent(group: Group, text: str, deck: str) -> dict[str, bytes]:
    """Let the first machine make a note; return what it tells."""
    before = set(group.shelf.files)
    group.all[0].add_note({"Front": text, "Back": "back"}, deck)
    group.sync(group.all[0])
    return {name: data for name, data in group.shelf.files.items() if name not in before}


def test_of_two_decks_moved_into_each_other_the_later_goes_to_the_top(group: Group) -> None:
    one, two, _ = group.all
    for name in ("A", "B"):
        one.add_note({"Front": f"front {name}", "Back": "back"}, name)
    group.meet()
    one.move_deck("A", "B")
    two.move_deck("B", "A")
    group.meet()
    assert [each.deck_names() for each in group.all] == [["B", "B::A"]] * 3


def test_of_two_decks_of_one_name_the_older_is_shown(group: Group) -> None:
    one, two, _ = group.all
    for each, other in ((one, "one"), (two, "two")):
        for name in "ABCDEF":
            each.add_note({"Front": f"{name} of {other}", "Back": "back"}, name)
    older = _uids(one)
    assert sorted(older) != older  # so that no order of uids shows them by chance
    group.meet()
    assert [_uids(each) for each in group.all] == [older] * 3
    assert two.search("deck:A") != []
    assert len(two.search_notes("")) == 12


def _uids(collection: Collection) -> list[str]:
    with collection._store.reading() as conn:
        found = conn.exec_driver_sql("SELECT uid FROM decks ORDER BY name").fetchall()
    return [row[0] for row in found]


def test_a_deleted_deck_stays_where_somebody_put_a_card_into_it(group: Group) -> None:
    one, two, _ = group.all
    _began(group)
    one.delete_deck("A")
    two.add_note({"Front": "new", "Back": "back"}, "A")
    group.meet()
    assert [each.deck_names() for each in group.all] == [["A"]] * 3
    assert _fields(group) == {("new", "back")}


def test_what_could_not_be_carried_is_carried_later(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, "A")

    def refuse(_name: str, _data: bytes) -> None:
        raise UserError(message("no room"))

    with monkeypatch.context() as patch:
        patch.setattr(group.shelf, "put", refuse)
        with pytest.raises(UserError, match="no room"):
            syncing.sync(one._store, group.shelf)
    assert group.shelf.files == {}
    group.sync(one, two)
    assert two.note(only_note(two)).fields == ("front", "back")
