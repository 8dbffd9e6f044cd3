"""Logs of several machines come to the same everywhere: one correction a place, ties by name."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Quality, Rating
from flashcards.collection.files.checking import replay_cards
from flashcards.model.enums import ReviewKind
from flashcards.model.ids import device_number
from flashcards.model.messages import message
from flashcards.scheduling.days import moment_ms
from flashcards.scheduling.replay import DEVICE_BITS, LogRow, effective
from flashcards.store import devices, preparing, reviews, verify
from flashcards.store.log_order import STANDING, STRUCK
from flashcards.store.store import Connection
from tests.conftest import FixedClock
from tests.store import older
from tests.store.test_layout_7 import rows

HOUR_MS = 3_600_000
ANSWER, STRIKE, BACK = ReviewKind.ANSWER, ReviewKind.STRUCK, ReviewKind.UNSTRUCK


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    """One card, answered Good today and a day later."""
    with flashcards.open(collection_path, fixed_clock) as opened:
        opened.add_note({"Front": "front", "Back": "back"}, "Deck")
        for _ in range(2):
            session = opened.study("Deck")
            assert session.next() is not None
            session.answer(Rating.GOOD)
            fixed_clock.advance(days=1)
        yield opened


def card_of(collection: Collection) -> int:
    (card,) = collection.search()
    return card


def come_in(
    collection: Collection, *log: tuple[int, int, int, ReviewKind, int, int | None]
) -> None:
    """Add rows of other devices, given as (device, number, ms, kind, quality, target)."""
    card = card_of(collection)
    with collection._store.writing(message("Merge"), undoable=False) as conn:
        for device, number, at_ms, kind, quality, target in log:
            row_id = device << DEVICE_BITS | number
            row = (card, row_id, at_ms, 60, int(kind), quality, 1_000, 1, 1440, target)
            reviews.add_history(conn, [row])
        settle(conn, card)


def settle(conn: Connection, card: int) -> None:
    verify.set_replayed(conn, list(replay_cards(conn, [card]).items()))
    verify.rebuild(conn)


@pytest.mark.parametrize("later", [1, 2])
def test_of_two_machines_corrections_the_newest_counts_alone(
    collection: Collection, fixed_clock: FixedClock, later: int
) -> None:
    card = card_of(collection)
    second = collection.history(card)[1]
    at_ms, now = moment_ms(second.at), moment_ms(fixed_clock.now)
    for device in (1, 2):
        said = now + (HOUR_MS if device == later else 0)
        quality = Quality.WRONG if device == later else Quality.PERFECT
        come_in(
            collection,
            (device, 1, said, STRIKE, 0, second.id),
            (device, 2, at_ms, ANSWER, quality, second.id),
        )
    assert collection.card(card).memory.interval_days == 1  # forgotten
    assert collection.review_count() == 2
    assert collection.search("rated:9:1") == [card]
    assert collection.search("rated:9:4") == []
    assert collection.search("reviews:2") == [card]
    told = collection.scheduling.history(card)
    assert [line.review.quality for line in told if line.standing] == [4, 1]
    assert collection.check() == []


def test_what_was_restored_after_another_machine_corrected_it_counts_alone(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    card = card_of(collection)
    second = collection.history(card)[1]
    now = moment_ms(fixed_clock.now)
    corrected = (
        (1, 1, now, STRIKE, 0, second.id),
        (1, 2, moment_ms(second.at), ANSWER, 1, second.id),
    )
    come_in(collection, *corrected, (2, 1, now + HOUR_MS, BACK, 0, second.id))
    assert collection.card(card).memory.interval_days == 6
    assert collection.review_count() == 2
    assert collection.check() == []


def drawn(draw: random.Random, start_ms: int) -> list[LogRow]:
    log: list[LogRow] = []
    at_ms = dict.fromkeys((1, 2, 3), start_ms)
    for number in range(1, draw.randrange(4, 14)):
        device = draw.choice((1, 2, 3))
        at_ms[device] += draw.choice((0, 0, HOUR_MS, 5 * HOUR_MS, -2 * HOUR_MS))
        kind = draw.choice((ANSWER, ANSWER, ANSWER, STRIKE, STRIKE, BACK)) if log else ANSWER
        firsts = [row for row in log if row[3] == ANSWER and row[7] is None]
        target, moment = None, at_ms[device]
        if kind is not ANSWER:
            target = draw.choice([row[0] for row in log if row[3] == ANSWER])
        elif firsts and draw.random() < 0.6:
            first = draw.choice(firsts)
            target, moment = first[0], first[1]
        row_id = device << DEVICE_BITS | number
        log.append((row_id, moment, 60, int(kind), draw.randrange(6), 1, 1440, target))
    return log


def test_the_file_and_a_replay_agree_on_which_answers_count(collection: Collection) -> None:
    card = card_of(collection)
    dozens = 0
    for seed in range(400):
        log = drawn(random.Random(seed), 1_772_442_000_000)
        counting = {row[0] for row in effective(log)}
        places = [row[7] or row[0] for row in log if row[0] in counting]
        assert len(places) == len(set(places)), seed
        with collection._store.writing(message("Draw"), undoable=False) as conn:
            conn.exec_driver_sql("DELETE FROM reviews")
            reviews.add_history(
                conn, [(card, *row[:3], row[3], row[4], 0, *row[5:]) for row in log]
            )
            whole = conn.exec_driver_sql(
                f"SELECT id FROM reviews WHERE kind < 4 AND id NOT IN ({STRUCK.format(join='')})"
            ).fetchall()
            single = conn.exec_driver_sql(
                f"SELECT r.id FROM reviews r WHERE r.kind < 4 AND {STANDING}"
            ).fetchall()
        assert {row[0] for row in whole} == {row[0] for row in single} == counting, seed
        dozens += len(counting) < sum(row[3] < 4 for row in log)
    assert dozens > 100


def test_two_answers_of_one_millisecond_have_one_order_on_every_machine(
    tmp_path: Path, fixed_clock: FixedClock
) -> None:
    found = []
    for name, order in (("one", ("test:a", "test:b")), ("other", ("test:b", "test:a"))):
        with flashcards.open(tmp_path / f"{name}.flashcards", fixed_clock) as collection:
            collection.add_note({"Front": "front", "Back": "back"}, "Deck")
            with collection._store.writing(message("Enter"), undoable=False) as conn:
                numbers = {uid: devices.enter_origin(conn, uid, uid) for uid in order}
            now = moment_ms(fixed_clock.now)
            come_in(
                collection,
                (numbers["test:a"], 1, now, ANSWER, 5, None),
                (numbers["test:b"], 1, now, ANSWER, 1, None),
            )
            told = collection.scheduling.history(card_of(collection))
            found.append([line.review.quality for line in told])
            assert collection.check() == []
    assert found[0] == found[1]
    first = min(("test:a", "test:b"), key=device_number)
    assert found[0] == ([5, 1] if first == "test:a" else [1, 5])


def test_an_older_log_is_numbered_by_its_devices_and_says_the_same(path: Path) -> None:
    def log() -> list[tuple[object, ...]]:
        return rows(
            path,
            "SELECT r.card_id, d.uid, r.id & 0xFFFFFFFFFF, r.at_ms, r.offset_minutes, r.kind, "
            "r.quality, r.taken_ms, r.version_id, r.interval_minutes, CASE WHEN r.kind = 6 "
            "THEN r.target ELSE t.uid || (r.target & 0xFFFFFFFFFF) END, m.memory FROM reviews r "
            "JOIN devices d ON d.id = r.id >> 40 LEFT JOIN devices t ON t.id = r.target >> 40 "
            "LEFT JOIN review_memories m ON m.review_id = r.id ORDER BY 1, 2, 3",
        )

    before = log()
    assert len(before) == rows(path, "SELECT count(*) FROM reviews")[0][0]
    preparing.prepare(path, lambda conn, now_ms: None, 1)
    assert log() == before
    found = rows(path, "SELECT id, uid FROM devices")
    assert len(found) == 2
    assert all(number == device_number(str(uid)) for number, uid in found)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return older.layout_6(tmp_path / "older.flashcards")
