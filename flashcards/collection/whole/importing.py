"""Brings a collection's file in: into an empty collection just as it was, into others by names."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from flashcards.collection.files.importing import import_label
from flashcards.collection.files.incoming import common_top
from flashcards.collection.files.media import pictures_written
from flashcards.collection.whole import logs
from flashcards.collection.whole.arriving import Arriving
from flashcards.collection.whole.aside import ASIDE
from flashcards.collection.whole.ground import GROUND
from flashcards.collection.whole.notes import all_notes, deleted_cards
from flashcards.collection.whole.package import Opened, opened
from flashcards.formats.whole import shape
from flashcards.formats.whole.reading import begin
from flashcards.formats.whole.stream import JsonStream, odd
from flashcards.formats.wording import Problems
from flashcards.model.errors import UserError
from flashcards.model.messages import message, plural_message
from flashcards.model.parsed import ImportReport
from flashcards.store import media, media_care, taking_in
from flashcards.store.operation import Progress, operation
from flashcards.store.store import Connection, Store

_TAKES: Final[dict[str, Callable[[Arriving, Iterator[Any]], None]]] = {
    **GROUND,
    **ASIDE,
    "notes": all_notes,
    "deleted_cards": deleted_cards,
}


def import_collection(
    store: Store, path: Path, below: str | None = None, progress: Progress | None = None
) -> ImportReport:
    """Import a collection's file, all of it or nothing. Raises UserError.

    ``below`` is the deck that its decks come under.
    """
    with (
        opened(path) as found,
        pictures_written(store, {name: partial(found.media, name) for name in found.media_names}),
        store.writing(import_label(path), progress=progress) as conn,
    ):
        return _bring_in(conn, store, found, below)


def _bring_in(conn: Connection, store: Store, found: Opened, below: str | None) -> ImportReport:
    with found.text() as read:
        stream = JsonStream(read, found.file)
        fresh, bare = taking_in.is_fresh(conn), taking_in.is_bare(conn)
        state = Arriving(
            conn, operation(conn), found.file, fresh, fresh and bare, Problems(found.file),
            below=below,
        )  # fmt: skip
        _read(state, stream)
    logs.count(state)
    if taking_in.given_twice(conn, _first_new(state)):
        raise state.odd("notes", "reviews")
    if state.last_ms:
        taking_in.note_last_entry(conn, min(state.last_ms, state.work.now_ms))
    _say_missing(state, store)
    names = [state.deck_names[number] for number in state.homes]
    top = common_top(sorted(names))
    highest = tuple(sorted({name.partition("::")[0] for name in names}))
    state.tally.problems += state.problems.all()
    return replace(state.tally.report(top), decks=() if top else highest)


def _first_new(state: Arriving) -> int:
    spans = [first for first, _, _ in state.work.step.brought]
    return min(spans, default=1 << 62)


def _read(state: Arriving, stream: JsonStream) -> None:
    order = iter(shape.SECTIONS)
    head: dict[str, Any] = {}
    unknown = False
    met: list[str] = []
    for name, value in stream.members():
        if name in _TAKES:
            if not met:
                _begin(state, head)
            # Each names only what came before, so none may be missing or come too early.
            if not isinstance(value, Iterator) or next(order, None) != name:
                raise _order(state)
            met.append(name)
            _TAKES[name](state, value)
        elif name in shape.HEAD and not met:
            head[name] = value if not isinstance(value, Iterator) else None
        else:
            unknown = True
    if next(order, None) is not None:
        raise _order(state)
    if unknown:
        state.problems.add(
            0, message("The file holds more than this version knows; that was left out.")
        )


def _order(state: Arriving) -> UserError:
    return odd(state.file, message("its parts are missing, or in another order"))


def _begin(state: Arriving, head: dict[str, Any]) -> None:
    """Look at the head of a file. Raises UserError for another format, and for newer ones."""
    begin(head, state.file)
    # A deck comes beside what is here, even where that is as it was in the beginning.
    state.fresh = state.fresh and head["deck"] is None
    counts = head["counts"]
    state.work.total = min(counts["reviews"] + 5 * counts["notes"], 1 << 40)
    if state.fresh and "learner" in head:
        learner = head["learner"]
        taking_in.set_learner(state.conn, learner["day_start_minutes"], learner["changed_ms"])


def _say_missing(state: Arriving, store: Store) -> None:
    """Say how many media files the collection names that are neither in the file nor here."""
    missing = media_care.files(state.conn).keys() - media.sizes(store.path).keys()
    if missing:
        state.problems.add(
            0,
            plural_message(
                len(missing),
                "{count} media file is not in the file and not here: export with media "
                "(.cards.zip) to take it along.",
                "{count} media files are not in the file and not here: export with media "
                "(.cards.zip) to take them along.",
            ),
        )
