"""A part of a word is found by the words that hold it just as by reading every note."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

import flashcards
from flashcards import Collection
from flashcards.search.parser import parse
from flashcards.store import connections, vocabulary
from flashcards.store.find import FindContext, find_cards
from tests.conftest import FixedClock

NOTES = (
    "plain words here",
    "**bo**ld and `co_de_span` and [linked](https://example.org/page?x=abcdef)",
    '<div class="outer">inside</div> &nbsp; <img src="paste-1a2b3c.jpg" alt="drawn">',
    "{{c1::hidden::hinted}}joined",
    "Größe naïve CAFÉ cafe\u0301ine 日本abc語 İstanbul \u212aelvin",
    "foo-bar, foo.bar/baz_qux",
    r"\(\frac{alpha}{beta}\) $omega$ a\_b\_c",
    "x" * 50 + "tail",
    "y" * 40_000 + "endless",
    "![described](picture.png) | cell |\n|---|",
    "ab\ue000cde unit\U0001e900qrs",
)


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        for text in NOTES:
            opened.add_note({"Front": text, "Back": "b"}, deck="A")
        opened.import_file(_table(collection_path.parent), deck="B")
        yield opened


def _table(folder: Path) -> Path:
    file = folder / "t.tsv"
    file.write_text("".join(f"entry{n:03} <i>mark</i>ed\tanswer{n:03}\n" for n in range(60)))
    return file


def read_through(collection: Collection, query: str) -> list[int]:
    """Return what is found without knowing the words of the notes."""
    conn = connections.open_extra_reader(collection._store.path)
    try:
        context = FindContext.at(collection._store.now())
        return list(find_cards(conn, parse(query), context))
    finally:
        connections.close(conn)


@pytest.fixture
def used(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many words held each part that was looked for among them."""
    counts: list[int] = []
    look = vocabulary.Vocabulary.holding

    def holding(self: vocabulary.Vocabulary, part: str, most: int) -> list[str] | None:
        found = look(self, part, most)
        counts.append(-1 if found is None else len(found))
        return found

    monkeypatch.setattr(vocabulary.Vocabulary, "holding", holding)
    return counts


def test_every_part_of_every_note_is_found(collection: Collection, used: list[int]) -> None:
    parts = {
        text[start : start + 3] for text in NOTES for start in range(min(len(text) - 2, 80))
    } | {"endless", "1a2b3c", "example", "ntry03", "mark", "described", "hinted"}
    wanted = [part for part in sorted(parts) if part.isalnum()]
    for part in wanted:
        for query in (f"*{part}*", f"*{part.swapcase()}*", f"front:{part}"):
            assert collection.search(query) == read_through(collection, query), query
    assert len(used) > len(wanted)
    assert max(used) > 1


@pytest.mark.parametrize("query", ["*oin*ed*", "plain*h*ere", "*r-b*r,*", "*zzz*", '"foo-bar,"'])
def test_wildcards_find_the_same(collection: Collection, query: str) -> None:
    assert collection.search(query) == read_through(collection, query)


WRITES: dict[str, Callable[[Collection], object]] = {
    "added": lambda c: c.add_note({"Front": "a quokkaish thing", "Back": "b"}, deck="A"),
    "edited": lambda c: c.update_note(c.search_notes("plain")[0], {"Back": "*quokk*ai"}),
}


@pytest.mark.parametrize("how", WRITES)
def test_a_new_word_is_found_at_once_and_gone_once_undone(
    collection: Collection, how: str, used: list[int]
) -> None:
    assert collection.search("*uokk*") == []
    WRITES[how](collection)
    assert len(collection.search("*uokk*")) == 1
    collection.undo()
    assert collection.search("*uokk*") == []
    assert len(used) == 3


def test_a_part_that_stands_in_many_notes_is_read_for(
    collection: Collection, used: list[int]
) -> None:
    assert len(collection.search("*ntry0*")) == 60
    assert used == [-1]


def test_what_is_not_a_word_is_found_by_nobody_who_looks_for_words(
    collection: Collection,
) -> None:
    assert collection.search("outer") == []
    assert len(collection.search("*outer*")) == 1
    assert collection.check() == []


def test_answers_leave_the_words_known(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    look = vocabulary.read

    def reading(conn: Connection) -> vocabulary.Vocabulary:
        read.append(1)
        return look(conn)

    monkeypatch.setattr(vocabulary, "read", reading)
    collection.search("*uokk*")
    session = collection.study("A")
    session.next()
    session.answer(flashcards.Rating.GOOD, taken_ms=1_000)
    collection.search("*uokk*")
    assert len(read) == 1
    collection.add_note({"Front": "another", "Back": "b"}, deck="A")
    collection.search("*uokk*")
    assert len(read) == 2
