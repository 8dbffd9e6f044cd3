"""Orders that are remembered say what a look at the file says, whatever was written meanwhile."""

import itertools
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating
from flashcards.model.messages import message
from flashcards.model.note_types import BASIC, BASIC_REVERSE
from flashcards.search.parser import parse
from flashcards.store import connections, rankings
from flashcards.store.find import OF_COLUMNS, FindContext, _Search, find_cards, find_notes
from tests.conftest import FixedClock
from tests.effort import PATIENCE_S

QUERIES = ("", "a", "tag:red", "is:new", "*ord1*")


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> "Collection":
    opened = flashcards.open(collection_path, fixed_clock)
    for number in range(15):
        tags = ["red", "red::dark"][: number % 3]
        reverse = number % 5 == 0
        opened.add_note(
            {"Front": f"a word{number}", "Back": f"b{number % 7}"},
            ("B", "A", "A::C")[number % 3],
            note_type=BASIC_REVERSE.uid if reverse else BASIC.uid,
            tags=tags,
        )
    return opened


def compare(collection: Collection, orders: tuple[str, ...]) -> None:
    """Compare what is found with what a connection finds for which nothing is remembered."""
    context = FindContext.at(collection._store.now())
    conn = connections.open_extra_reader(collection._store.path)
    for order, down, query in itertools.product(orders, (False, True), QUERIES):
        asked = (conn, parse(query), context, order, down)
        assert collection.search(query, order, down) == find_cards(*asked), (query, order, down)
        notes = collection.search_notes(query, order, down)
        assert notes == find_notes(*asked), (query, order, down)
        for by_note, right in ((False, find_cards(*asked)), (True, notes)):
            found = collection.browsing.found(query, order, down, by_note, lambda *_: True)
            assert found.tolist() == right, (query, order, down)
    connections.close(conn)


def test_what_is_remembered_is_what_a_look_at_the_file_finds(collection: Collection) -> None:
    for order in OF_COLUMNS:  # no more at once than are remembered
        compare(collection, (order,))
        compare(collection, (order,))
    collection.close()


@pytest.mark.parametrize("many", [200_000, 0])
def test_notes_with_one_card_each_are_found_by_their_tags(
    collection_path: Path, fixed_clock: FixedClock, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(rankings, "MANY", many)
    with flashcards.open(collection_path, fixed_clock) as opened:
        for number in range(12):
            tags = ["red", "red::dark"][: number % 3]
            opened.add_note({"Front": f"a{number}", "Back": "b"}, "A", tags=tags)
        opened.delete_notes(opened.search_notes("a3 or a4"))
        for _ in range(3):
            compare(opened, ("due", "question"))


def _answer(collection: Collection) -> None:
    session = collection.study("A")
    session.next()
    session.answer(Rating.GOOD, taken_ms=1_000)


def _add(collection: Collection) -> None:
    collection.add_note({"Front": "0 word7 a", "Back": "b"}, "B")


def _delete(collection: Collection) -> None:
    collection.delete_notes(collection.search_notes("tag:red")[:5])


WRITES: dict[str, tuple[str, Callable[[Collection], object]]] = {
    "an answer": ("due", _answer),
    "a new note": ("created", _add),
    "an edit": ("question", lambda c: c.update_note(c.search_notes("word1")[0], {"Front": "z a"})),
    "notes deleted": ("state", _delete),
    "tags": ("tags", lambda c: c.add_tags(c.search_notes("word2"), ["red", "Blue"])),
    "a deck renamed": ("deck", lambda c: c.rename_deck("B", "A::A")),
    "flags": ("flag", lambda c: c.flag(c.search("word3"), 2)),
}


@pytest.mark.parametrize("name", WRITES)
def test_an_order_is_looked_up_anew_once_it_may_be_another(
    collection: Collection, name: str
) -> None:
    order, write = WRITES[name]
    orders = (order, "interval")
    assert len(orders) * 2 == rankings.KEPT
    compare(collection, orders)
    write(collection)
    compare(collection, orders)
    collection.undo()
    compare(collection, orders)
    collection.close()


def test_a_long_look_that_began_before_a_write_leaves_nothing_old_behind(
    collection: Collection,
) -> None:
    store = collection._store
    context = FindContext.at(store.now())
    with store.looking() as conn:
        before = find_cards(conn, parse("a"), context, "question")
        collection.add_note({"Front": "0 a", "Back": "b"}, "A")
        assert find_cards(conn, parse("a"), context, "question") == before
        assert find_cards(conn, parse(""), context, "question") == before
    compare(collection, ("question",))
    collection.close()


def test_what_is_read_between_the_two_words_of_a_write_is_not_kept(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken = rankings.Rankings.written
    seen: list[list[int]] = []

    def read_meanwhile() -> None:
        seen.append(list(collection.search("", "question")))

    def written(self: rankings.Rankings, step: object) -> None:
        spoken(self, step)  # type: ignore[arg-type]  # what the store hands over
        reader = threading.Thread(target=read_meanwhile)
        reader.start()
        reader.join(PATIENCE_S)

    monkeypatch.setattr(rankings.Rankings, "written", written)
    collection.add_note({"Front": "0 a", "Back": "b"}, "A")
    monkeypatch.undo()
    assert len(seen[0]) + 1 == len(seen[1])
    compare(collection, ("question",))
    collection.close()


def test_many_cards_are_picked_out_of_an_order_as_few_are(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rankings, "AT_ONCE", 3)
    monkeypatch.setattr(rankings, "MANY", 0)
    compare(collection, ("due", "tags"))
    compare(collection, ("due", "tags"))
    collection.close()


def test_an_order_that_cannot_be_remembered_is_read_once_and_not_twice(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    with collection._store.writing(message("From elsewhere")) as conn:
        conn.exec_driver_sql("UPDATE cards SET id = id * 100000")
    read, sort = [], _Search._sorted

    def counted(self: _Search) -> object:
        read.append(self.order)
        return sort(self)

    monkeypatch.setattr(_Search, "_sorted", counted)
    for query in ("", "a", "a", "a"):
        read.clear()
        assert collection.search(query, "deck")
        assert collection.search_notes(query, "deck")
        assert len(read) == 2, query
    compare(collection, ("deck", "due"))
