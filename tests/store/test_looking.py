"""A long look has a connection of its own: nobody waits for it, and it stops when asked to."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from flashcards.model.errors import CancelledError, UserError
from flashcards.model.messages import message
from flashcards.store import decks, location
from flashcards.store.operation import course, operation
from flashcards.store.store import Store
from tests.conftest import FixedClock
from tests.effort import PATIENCE_S

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def store(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Store]:
    opened = Store(collection_path, fixed_clock)
    yield opened
    opened.close()


def add_deck(store: Store, name: str) -> None:
    with store.writing(message("Add deck")) as conn:
        decks.ensure_deck(conn, name, operation(conn).now_ms)


def names(conn: Connection) -> list[str]:
    return [deck.name for deck in decks.all_decks(conn)]


def test_others_read_and_write_during_a_long_look_which_sees_what_there_was(store: Store) -> None:
    add_deck(store, "One")
    found: list[list[str]] = []

    def meanwhile() -> None:
        add_deck(store, "Two")
        with store.reading() as conn:
            found.append(names(conn))

    with store.looking() as conn:
        before = names(conn)
        other = threading.Thread(target=meanwhile)
        other.start()
        other.join(timeout=PATIENCE_S)
        assert not other.is_alive()
        assert names(conn) == before == ["One"]
    assert found == [["One", "Two"]]


def test_nobody_waits_to_read_while_another_reads(store: Store) -> None:
    add_deck(store, "One")
    found: list[list[str]] = []

    def meanwhile() -> None:
        for name in ("Two", "Three"):
            add_deck(store, name)
            with store.reading() as conn, store.reading() as again:
                found.append(names(conn))
                assert names(again) == names(conn)

    with store.reading() as conn:
        other = threading.Thread(target=meanwhile)
        other.start()
        other.join(timeout=PATIENCE_S)
        assert not other.is_alive()
        assert names(conn) == ["One", "Three", "Two"]
    assert found == [["One", "Two"], ["One", "Three", "Two"]]


def test_a_collection_is_closed_only_once_nobody_reads(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    store = Store(collection_path, fixed_clock)
    reading, may_end = threading.Event(), threading.Event()

    def read() -> None:
        with store.reading() as conn:
            reading.set()
            may_end.wait(PATIENCE_S)
            assert names(conn) == []

    with store.reading():
        other = threading.Thread(target=read)
        other.start()
        assert reading.wait(PATIENCE_S)
    closing = threading.Thread(target=store.close)
    closing.start()
    may_end.set()
    other.join(timeout=PATIENCE_S)
    closing.join(timeout=PATIENCE_S)
    assert not other.is_alive()
    assert not closing.is_alive()
    with pytest.raises(UserError, match="closed"), store.reading():
        pass


def test_it_stops_in_the_middle_of_a_statement_that_would_not_end(store: Store) -> None:
    asked: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        asked.append((done, total))
        return len(asked) < 5

    def look() -> None:
        with store.looking(progress) as conn:
            course(conn).tick(0, 7)
            conn.exec_driver_sql(ENDLESS).fetchall()

    with pytest.raises(CancelledError):
        look()
    assert asked == [(0, 7)] * 5
    with store.looking() as conn:
        assert names(conn) == []


def test_what_the_progress_raises_comes_out_as_it_is(store: Store) -> None:
    def progress(_done: int, _total: int) -> bool:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), store.looking(progress) as conn:
        conn.exec_driver_sql(ENDLESS).fetchall()


def test_nothing_can_be_written_in_it(store: Store) -> None:
    with pytest.raises(UserError, match="may not be written"), store.looking() as conn:
        conn.exec_driver_sql("DELETE FROM decks")


def test_on_a_network_drive_it_does_not_hold_up_the_writer(
    collection_path: Path, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(location, "on_network", lambda _path: True)
    store = Store(collection_path, fixed_clock)
    with store.looking() as conn:
        assert names(conn) == []
        add_deck(store, "One")
        assert names(conn) == ["One"]
    store.close()
