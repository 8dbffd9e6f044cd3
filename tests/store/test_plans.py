"""Plans as stored: kept apart by kind, stamped, undone, and marked when they go."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flashcards.model.messages import message
from flashcards.store import plans
from flashcards.store.operation import operation
from flashcards.store.store import Store
from tests.conftest import FixedClock


@pytest.fixture
def store(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Store]:
    opened = Store(collection_path, fixed_clock)
    yield opened
    opened.close()


def keep(store: Store, kind: str, name: str) -> str:
    with store.writing(message("Keep")) as conn:
        return plans.add(conn, kind, name, "{}", operation(conn).now_ms)


def names(store: Store, kind: str) -> list[str]:
    with store.reading() as conn:
        return [plan.name for plan in plans.of_kind(conn, kind)]


def test_plans_are_listed_by_kind_in_the_order_they_were_made(store: Store) -> None:
    for kind, name in (("session", "b"), ("exam", "c"), ("session", "a")):
        keep(store, kind, name)
    assert names(store, "session") == ["b", "a"]
    assert names(store, "exam") == ["c"]


def test_each_change_is_stamped_and_one_undo_takes_it_back(
    store: Store, fixed_clock: FixedClock
) -> None:
    uid = keep(store, "session", "old")
    fixed_clock.advance(minutes=1)
    with store.writing(message("Change")) as conn:
        plans.rename(conn, uid, "new", operation(conn).now_ms)
        plans.redefine(conn, uid, '{"days": 2}', operation(conn).now_ms)
    with store.reading() as conn:
        plan = plans.with_uid(conn, uid)
    assert plan is not None
    assert (plan.name, plan.definition) == ("new", '{"days": 2}')
    assert plan.changed_ms - plan.created_ms == 60_000
    store.undo()
    assert names(store, "session") == ["old"]
    store.undo()
    assert names(store, "session") == []
    store.redo()
    assert names(store, "session") == ["old"]


def test_a_plan_that_went_leaves_a_mark_until_it_returns(store: Store) -> None:
    uid = keep(store, "exam", "gone")
    with store.writing(message("Delete")) as conn:
        plans.delete(conn, uid)

    def marks() -> list[str]:
        with store.reading() as conn:
            rows = conn.exec_driver_sql("SELECT uid FROM tombstones WHERE kind = 'plans'")
            return [row[0] for row in rows]

    assert marks() == [uid]
    store.undo()
    assert marks() == []
    assert names(store, "exam") == ["gone"]


def test_listeners_hear_of_plans_alone(store: Store) -> None:
    heard: list[tuple[bool, bool]] = []
    store.subscribe(lambda changes: heard.append((changes.plans, changes.cards)))
    keep(store, "session", "x")
    assert heard == [(True, False)]
