"""A merge looks at the rows it speaks of, not at all that were ever written."""

import re

from flashcards.api import Collection
from flashcards.store.connections import raw_of
from tests.sync.group import Group

_ALL_OF_A_KIND = re.compile(r"SCAN (s|sync_stamps)\b|SEARCH (s|sync_stamps)\b.*\(kind=\?\)")
"""What SQLite says of a question that reads what is kept of all rows of a kind."""
_OF_NOTES_OR_CARDS = re.compile(r"^\s*(SELECT|WITH)\b.*\bsync_stamps\b.*\bkind = [78]\b", re.DOTALL)


def test_a_merge_does_not_read_what_is_kept_of_all_notes_and_cards(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, "A")
    group.meet()
    one.reading.keep(one.articles.read("# Cells\n\nA cell has a wall.\n"))
    one.move_cards(one.search(""), "B")
    group.sync(one)
    raw, said = raw_of(two._store._writer), list[str]()
    raw.set_trace_callback(said.append)
    group.sync(two)
    raw.set_trace_callback(None)
    asked = [each for each in said if _OF_NOTES_OR_CARDS.match(each)]
    ways = {each: raw.execute(f"EXPLAIN QUERY PLAN {each}").fetchall() for each in asked}
    assert len(asked) > 3
    assert [sql for sql, rows in ways.items() if any(map(_reads_all, rows))] == []


def test_a_merge_keeps_what_it_takes_away_only_as_long_as_there_is_something_to_undo(
    group: Group,
) -> None:
    one, two, three = group.all
    one.add_note({"Front": "front", "Back": "back"}, "A")
    group.meet()
    three.add_note({"Front": "own", "Back": "back"}, "A")
    one.delete_notes(one.search_notes("front"))
    group.sync(one, two, three)
    assert [_kept_of_notes(each) for each in (two, three)] == [0, 1]


def _kept_of_notes(collection: Collection) -> int:
    raw = raw_of(collection._store._writer)
    tables = raw.execute("SELECT name FROM temp.sqlite_master WHERE name = 'gone_notes'")
    return sum(
        raw.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for (name,) in tables.fetchall()
    )


def _reads_all(row: tuple[int, int, int, str]) -> bool:
    return _ALL_OF_A_KIND.search(row[3]) is not None
