"""The tail of a log says when a card falls due without a plan, or that the whole log must be read.

Logs are drawn with two devices whose clocks jump, with corrections, strikes, snapshots and drills.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import flashcards
from flashcards import Collection
from flashcards.collection.files.checking import replay_cards
from flashcards.model.cards import Memory
from flashcards.model.enums import CardState, ReviewKind
from flashcards.model.messages import message
from flashcards.model.plans import PlanKind
from flashcards.scheduling.replay import DEVICE_BITS
from flashcards.store import day_plans, reviews, verify
from flashcards.store.store import Connection
from tests.conftest import FixedClock

HOUR_MS = 3_600_000
OTHER, OWN = 1, 2
START_MS = 1_600_000_000_000
ROWS = st.lists(
    st.tuples(
        st.sampled_from((OWN, OWN, OWN, OTHER)),
        st.integers(-30, 400),
        st.sampled_from((*ReviewKind, ReviewKind.MOVED, ReviewKind.ANSWER, ReviewKind.ANSWER)),
        st.integers(0, 5),
        st.integers(0, 8),
        st.booleans(),
    ),
    min_size=1,
    max_size=9,
)


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    path: Path = tmp_path_factory.mktemp("tails") / "collection.flashcards"
    clock = FixedClock(datetime(2026, 3, 1, 9, tzinfo=UTC))
    for _ in (OWN, OTHER):
        flashcards.open(path, clock).close()
        path.with_name(f"{path.name}.device").unlink()  # the next opening is another device
    with flashcards.open(path, clock) as opened:
        opened.add_note({"Front": "front", "Back": "back"}, deck="Deck")
        yield opened


def write_log(
    conn: Connection,
    card: int,
    plan: int,
    drawn: list[tuple[int, int, ReviewKind, int, int, bool]],
) -> None:
    """Put this log in the place of what there was, and let the card follow."""
    conn.exec_driver_sql("DELETE FROM reviews")
    conn.exec_driver_sql("DELETE FROM review_memories")
    at_ms = {OWN: START_MS, OTHER: START_MS + HOUR_MS}
    ids: list[tuple[int, ReviewKind]] = []
    for number, (device, hours, kind, quality, other, by_plan) in enumerate(drawn):
        at_ms[device] += hours * HOUR_MS
        number_of = device << DEVICE_BITS | (number + 1)
        target = plan if kind is ReviewKind.MOVED and by_plan else None
        if kind in (ReviewKind.STRUCK, ReviewKind.UNSTRUCK):
            if not ids:
                continue
            target = ids[other % len(ids)][0]
        answers = [one for one, what in ids if what is ReviewKind.ANSWER]
        if kind is ReviewKind.ANSWER and by_plan and answers and device == OWN:
            target = answers[other % len(answers)]
        minutes = (other + 1) * 1440
        row = (card, number_of, at_ms[device], 60, int(kind), quality, 0, 1, minutes, target)
        if kind in (ReviewKind.MANUAL, ReviewKind.IMPORTED):
            state = CardState.REVIEW if other % 3 else CardState.NEW
            reviews.add_manual(conn, [row], [Memory(state, 1, 250, minutes)])
        else:
            reviews.add_history(conn, [row])
        ids.append((number_of, kind))
    replayed = replay_cards(conn, [card])
    verify.set_replayed(conn, list(replayed.items()))


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ROWS)
def test_a_plan_removed_leaves_the_card_due_as_its_log_says(
    collection: Collection, drawn: list[tuple[int, int, ReviewKind, int, int, bool]]
) -> None:
    [card] = collection.search("")
    store = collection._store
    with store.writing(message("Test"), undoable=False) as conn:
        plan = day_plans.add(conn, PlanKind.CATCH_UP, "Plan", (800_000, 800_009), None, 0)
        write_log(conn, card, plan.id, drawn)
    collection.planning.remove_plan(plan.uid)
    with store.looking() as conn:
        stored = verify.stored_memory(conn, card)
        assert stored == verify.as_stored(replay_cards(conn, [card])[card])
