"""Brings back files that one device deleted since nothing showed them while another used them."""

import json
from collections.abc import Iterable, Iterator
from typing import Final

from sqlalchemy import Connection

from flashcards.store import media, media_care
from flashcards.store.connections import raw_of
from flashcards.store.operation import operation
from flashcards.store.syncing import records
from flashcards.store.syncing.kinds import MEDIA, NOTES
from flashcards.store.syncing.setup import Setup
from flashcards.sync.registers import State, is_gone
from flashcards.sync.values import Fact
from flashcards.text.file_names import KnownFiles

_OTHERS: Final = (
    "SELECT css FROM note_types UNION ALL SELECT question || char(10) || answer FROM templates "
    "UNION ALL SELECT description FROM decks"
)


def note_down(conn: Connection, facts: Iterable[Fact]) -> None:
    """Look for deleted files in what a segment has changed, once it has been taken in."""
    gone = {name: each for name, each in records.all_states(conn, MEDIA).items() if is_gone(each)}
    if not gone:
        return
    spoken_of: dict[str, set[str]] = {}
    for fact in facts:
        spoken_of.setdefault(fact.kind, set()).add(fact.uid)
    titles: dict[str, set[str]] = {}
    for name, state in gone.items():
        titles.setdefault(_title_and_size(state)[0], set()).add(name)
    known = KnownFiles({*gone, *titles})
    went = not gone.keys().isdisjoint(spoken_of.get(MEDIA.name, ()))
    guids = None if went else spoken_of.get(NOTES.name, set())
    named = {name for text in _texts(conn, guids) for name in known.named_in(text)}
    back = (named & gone.keys()).union(*(titles[name] for name in named & titles.keys()))
    setup = records.setup(conn)
    if back and setup is not None:
        setup["files_back"] = sorted(back.union(setup.get("files_back", ())))
        records.set_setup(conn, setup)


def any_to_bring(setup: Setup | None) -> bool:
    """Whether any file is to come back."""
    return setup is not None and bool(setup.get("files_back"))


def bring(conn: Connection) -> None:
    """Let them come back, as an edit made here."""
    setup = records.setup(conn) or {}
    names = setup.pop("files_back", [])
    records.set_setup(conn, setup)
    for name, state in records.states(conn, MEDIA, names).items():
        if is_gone(state) and media.is_name(name):
            title, size = _title_and_size(state)
            media.enter(conn, name, title, size, operation(conn).now_ms)


def _title_and_size(state: State) -> tuple[str, int]:
    title, size = state["all"].value if "all" in state else ("", 0)
    return str(title), int(size)


def _texts(conn: Connection, guids: Iterable[str] | None) -> Iterator[str]:
    """Yield what may name files: of these notes (None for all), note types and decks."""
    ask = raw_of(conn).execute
    if guids is None:
        yield from (fields for _, _, fields in media_care.notes(conn))
    else:
        sql = "SELECT fields FROM notes WHERE guid IN (SELECT value FROM json_each(?))"
        yield from (row[0] for row in ask(sql, (json.dumps(list(guids)),)))
    yield from (row[0] for row in ask(_OTHERS))
