"""Files are found by the names that texts give them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flashcards.model.messages import message
from flashcards.store import connections, media
from flashcards.store.store import Store
from tests.conftest import FixedClock

OWN = "0123456789abcdef01234567.png"


@pytest.fixture
def store(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Store]:
    opened = Store(collection_path, fixed_clock)
    with opened.writing(message("Add picture")) as conn:
        media.enter(conn, OWN, "caf\u00e9 & Cat.png", 1, 1)
        media.enter(conn, OWN.replace("0", "f"), "a%20b.png", 1, 1)
        media.enter(conn, OWN.replace("0", "e"), "a b.png", 1, 1)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "named", [OWN, "caf\u00e9 & Cat.png", "cafe\u0301 &amp; Cat.png", "caf%C3%A9%20%26%20Cat.png"]
)
def test_a_file_is_found_in_whichever_way_its_name_is_written(store: Store, named: str) -> None:
    with store.reading() as conn:
        assert media.meant(conn, named) == (OWN, "caf\u00e9 & Cat.png")


def test_a_name_as_it_is_written_comes_first(store: Store) -> None:
    with store.reading() as conn:
        assert media.meant(conn, "a%20b.png") == (OWN.replace("0", "f"), "a%20b.png")
        assert media.meant(conn, "a b.png") == (OWN.replace("0", "e"), "a b.png")
        assert media.meant(conn, "A b.png") is None


def test_no_name_is_looked_for_among_all_files(store: Store) -> None:
    asked: list[str] = []
    with store.reading() as conn:
        raw = connections.raw_of(conn)
        raw.set_trace_callback(asked.append)
        media.meant(conn, "lost%20cat.png")
        raw.set_trace_callback(None)
        plans = [row[3] for sql in asked for row in raw.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert len(asked) == 2
    assert not any(plan.startswith("SCAN") for plan in plans)
