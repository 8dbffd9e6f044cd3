"""Writes notes with their cards and logs as Anki's rows, those first that came from there."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from flashcards.collection.anki.keeping import KeptReview, of_gone
from flashcards.collection.to_anki.batches import read
from flashcards.collection.to_anki.columns import add_options, col_row
from flashcards.collection.to_anki.logs import LogRow, rows_of
from flashcards.collection.to_anki.note_types import going
from flashcards.collection.to_anki.under_way import UnderWay
from flashcards.store import exports, origins
from flashcards.store.foreign_writing import NEWER, settings_rows

_BATCH: Final = 1_000
_EASE: Final = 250
"""Of cards that are no more, in hundredths."""


def write_all(state: UnderWay, *, whole: bool) -> int:
    """Write all notes with cards in the decks chosen; return how many.

    ``whole``: the answers to cards that are no more go along.
    """
    conn, media = state.conn, state.media
    found = exports.notes_to_write(conn, state.chosen)
    changed = {key: moment // 1000 for key, moment in exports.changed_types(conn).items()}
    used = exports.types_in_decks(conn, state.chosen)
    state.kinds = going(state.types, state.came, used, changed, type(state.notes)(state.now_ms))
    for each in state.kinds.values():
        media.note_type(each.note_type)
    _name_media(state, found)
    for each in state.kinds.values():
        media.note_type(each.note_type)
        each.body.update(media.body(each.body))
    ids = iter(found)
    done = 0
    while batch := list(islice(ids, _BATCH)):
        state.work.tick(done, len(found))
        taken, found_now = read(state, batch)
        for note in found_now:
            taken.take(note)
        taken.write()
        done += len(batch)
    for rows in state.logs.rows():
        state.work.ask()
        state.file.add_log(rows)
    if whole and state.choices.learning:
        _write_gone(state)
    _write_settings(state)
    return done


def _write_gone(state: UnderWay) -> None:
    """Write the answers to cards that are no more, which statistics count."""
    known: dict[int, tuple[int, list[KeptReview]]] = {}
    for body in origins.options(state.conn, "gone").values():
        logs = of_gone(body["log"])
        for number, card in enumerate(body["ids"], body["first"]):
            known[number] = card, logs.get(card, [])
    gone = exports.gone_cards(state.conn)
    for start in range(0, len(gone), _BATCH):
        state.work.ask()
        rows: list[LogRow] = []
        for card, entries in exports.logs_of(state.conn, gone[start : start + _BATCH]):
            if entries:
                anki_id, kept = known.get(card, (0, []))
                number = state.cards.take(anki_id, entries[0][1])
                rows += rows_of(number, entries, kept, {}, _EASE)
        state.file.add_log(rows)


def _name_media(state: UnderWay, found: Sequence[int]) -> None:
    """Let files have their names back, which needs to know all names that notes use."""
    if not state.media.renamed_here:
        return
    for start in range(0, len(found), _BATCH):
        state.work.ask()
        for note in exports.notes_of(state.conn, found[start : start + _BATCH]):
            kind = state.kinds[note.note_type_id].note_type
            state.media.note_fields(kind, note.fields)
    state.media.give_names_back()


def _write_settings(state: UnderWay) -> None:
    file, decks = state.file, state.decks
    state.config["nextPos"] = max(int(state.config.get("nextPos") or 1), state.next_position)
    kinds = [each.body for each in state.kinds.values()]
    if kinds and "curModel" not in state.config:
        state.config["curModel"] = kinds[0]["id"]
    bodies = [decks.bodies[key] for key in sorted(decks.bodies)]
    presets = [decks.preset_bodies[key] for key in sorted(decks.preset_bodies)]
    changed = max(file.last_change_ms(), state.created_s * 1_000)
    tags = sorted(state.tags)
    file.add(
        "col",
        [
            col_row(
                state.created_s, file.schema, state.config, [kinds, bodies, presets], tags, changed
            )
        ],
    )
    if file.schema == NEWER:
        add_options(file, kinds, bodies, presets)
        file.add("config", settings_rows(state.config))
        file.add("tags", [(tag, 0, 0, None) for tag in _distinct(tags)])


def _distinct(tags: Sequence[str]) -> Iterator[str]:
    met: set[str] = set()
    for tag in tags:
        if tag.casefold() not in met:
            met.add(tag.casefold())
            yield tag
