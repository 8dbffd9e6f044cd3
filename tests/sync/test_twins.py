"""Decks that several machines had made before they met: the learner sees one and acts on one."""

import random
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from flashcards.api import Collection
from flashcards.model.errors import UserError
from tests.sync.group import Group
from tests.sync.machines import opened

_NAMES = ("Bio", "Bio::Cells", "Old", "Old::Bio", "Other")


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Group]:
    with ExitStack() as stack:
        group = Group(tmp_path, stack)
        for number, each in enumerate(group.all):
            each.add_note({"Front": f"note {number}", "Back": "b"}, "Bio")
        group.meet()
        assert group.all[0].deck_names() == ["Bio"]
        yield group


def _decks(collection: Collection) -> dict[str, list[str]]:
    """Return which notes lie in each deck, without its subdecks."""
    with collection._store.reading() as conn:
        rows = conn.exec_driver_sql(
            "SELECT d.name, n.fields FROM cards c JOIN decks d ON d.id = c.deck_id "
            "JOIN notes n ON n.id = c.note_id"
        ).fetchall()
    found: dict[str, list[str]] = {name: [] for name in collection.deck_names()}
    for name, fields in rows:
        found[name].append(fields.partition("\x1f")[0])
    return {name: sorted(notes) for name, notes in found.items()}


_ALL = ["note 0", "note 1", "note 2"]


@pytest.mark.parametrize("at", range(3))
def test_whoever_renames_it_renames_it_everywhere(group: Group, at: int) -> None:
    group.all[at].rename_deck("Bio", "Biology")
    group.meet()
    assert [_decks(each) for each in group.all] == [{"Biology": _ALL}] * 3
    group.all[at].undo()
    group.meet()
    assert [_decks(each) for each in group.all] == [{"Bio": _ALL}] * 3


def test_all_of_it_is_moved_and_deleted_and_comes_back(group: Group) -> None:
    one, two, three = group.all
    one.add_deck("School")
    one.move_deck("Bio", "School")
    group.meet()
    assert _decks(two) == {"School": [], "School::Bio": _ALL}
    two.delete_deck("School::Bio")
    group.meet()
    assert _decks(three) == {"School": []}
    two.undo()
    group.meet()
    assert _decks(three) == {"School": [], "School::Bio": _ALL}


def test_what_comes_late_to_a_deck_that_went_and_came_back_lies_where_that_lies(
    tmp_path: Path,
) -> None:
    with ExitStack() as stack:
        group = Group(tmp_path, stack)
        one, two, three = group.all
        for each in group.all:
            each.add_note({"Front": each.path.parent.name, "Back": "b"}, "Bio")
        group.sync(three, one, two, one)
        one.delete_deck("Bio")
        group.sync(one, two)
        one.undo()
        group.sync(one, two)
        one.rename_deck("Bio", "Biology")
        three.add_note({"Front": "late", "Back": "b"}, "Bio")
        group.meet()
        assert _decks(three) == {"Biology": ["late", "one", "three", "two"]}


def test_an_exam_of_the_deck_that_is_not_shown_is_one_of_the_deck_that_is(tmp_path: Path) -> None:
    with ExitStack() as stack:
        group = Group(tmp_path, stack)
        for each in group.all:
            each.add_note({"Front": each.path.parent.name, "Back": "b"}, "Bio")
        days = date(2026, 4, 1)
        for each in group.all:
            each.planning.add_exam("Bio", days)
        group.meet()
        for each in group.all:
            assert [plan.deck for plan in each.planning.exams()] == ["Bio"] * 3


def _something(chance: random.Random, seen: list[str]) -> tuple[str, ...]:
    """Return what is done to some deck, by the name of the act."""
    name, other = chance.choice(seen), chance.choice(_NAMES)
    act = chance.choice(("rename", "rename", "move", "delete", "undo", "add"))
    return act, name, other


def _act(collection: Collection, act: str, name: str, other: str, text: str) -> str:
    try:
        if act == "rename":
            collection.rename_deck(name, other)
        elif act == "move":
            collection.move_deck(name, None if other == "Other" else other)
        elif act == "delete":
            collection.delete_deck(name)
        elif act == "undo":
            collection.undo()
        else:
            collection.add_note({"Front": text, "Back": "b"}, other)
    except UserError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("seed", range(4))
def test_decks_do_as_those_of_one_computer_whoever_acts(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with ExitStack() as stack:
        group = Group(tmp_path, stack)
        (tmp_path / "alone").mkdir()
        path = tmp_path / "alone" / "c.flashcards"
        alone = stack.enter_context(opened(path, group.clock))
        for number, each in enumerate(group.all):
            for name in chance.sample(_NAMES[:4], 3):
                for collection in (each, alone):
                    collection.add_note({"Front": f"{number} {name}", "Back": "b"}, name)
        group.meet()
        last: Collection | None = None
        for number in range(12):
            seen = alone.deck_names()
            if not seen:
                break
            act, name, other = _something(chance, seen)
            each = chance.choice(group.all)
            if act == "undo" and last is not None:
                each, last = last, None  # what was just done, by whoever did it
            elif act == "undo":
                continue
            else:
                last = each
            before = _decks(alone)
            said = [_act(some, act, name, other, f"new {number}") for some in (each, alone)]
            assert said[0] == said[1], (number, act, name, other)
            if _decks(alone) == before:
                last = None
            group.sync(*group.all * 2)
            assert [_decks(some) for some in group.all] == [_decks(alone)] * 3, (number, act, name)
        group.meet()
