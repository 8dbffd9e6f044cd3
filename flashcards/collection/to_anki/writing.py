"""Writes notes with their cards and logs as Anki's rows, those first that came from there."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from flashcards.collection.anki.keeping import Kept, KeptCard, digests, kept
from flashcards.collection.anki.own_types import WHOLE_LIST, with_source
from flashcards.collection.to_anki.cards import Row, as_it_came, as_it_stands, fresh
from flashcards.collection.to_anki.columns import add_options, col_row, note_row
from flashcards.collection.to_anki.logs import LogRow, rows_of
from flashcards.collection.to_anki.note_types import Going, going
from flashcards.collection.to_anki.under_way import UnderWay
from flashcards.model.cards import Memory
from flashcards.model.enums import CardState, ReviewKind
from flashcards.model.notes import Note
from flashcards.scheduling.replay import DEVICE_BITS
from flashcards.store import exports, notes, origins, reviews
from flashcards.store.exports import LogEntry, StoredCard
from flashcards.store.foreign_writing import NEWER, settings_rows
from flashcards.store.schema import FIELD_SEPARATOR

_BATCH: Final = 1_000
_NOT_SHARED: Final = frozenset(("leech", "marked"))
"""Tags that say how somebody learns."""
_ANSWERS: Final = (ReviewKind.ANSWER, ReviewKind.DRILL)


def write_all(state: UnderWay) -> int:
    """Write all notes with cards in the decks chosen; return how many."""
    conn, media = state.conn, state.media
    found = exports.notes_to_write(conn, state.chosen)
    changed = {key: moment // 1000 for key, moment in exports.changed_types(conn).items()}
    used = exports.types_in_decks(conn, state.chosen)
    state.kinds = going(state.types, state.came, used, changed, type(state.notes)(state.now_ms))
    for each in state.kinds.values():
        media.note_type(each.note_type)
    _name_media(state, found)
    for each in state.kinds.values():
        each.body.update(media.body(each.body))
    ids = iter(found)
    done = 0
    while batch := list(islice(ids, _BATCH)):
        state.work.tick(done, len(found))
        taken, read = _read(state, batch)
        for note in read:
            taken.take(note)
        taken.write()
        done += len(batch)
    _write_settings(state)
    return done


def _name_media(state: UnderWay, found: Sequence[int]) -> None:
    """Let files have their names back, which needs to know all names that notes use."""
    if not state.media.renamed_here:
        return
    for start in range(0, len(found), _BATCH):
        state.work.ask()
        for note in notes.get_notes(state.conn, found[start : start + _BATCH]):
            kind = state.kinds[note.note_type_id].note_type
            state.media.note_fields(kind, FIELD_SEPARATOR.join(note.fields))
    state.media.give_names_back()


@dataclass(slots=True)
class _Batch:
    """Some notes under way, with all that belongs to them."""

    state: UnderWay
    came: Mapping[str, Kept]
    """What is kept of notes from Anki, by guid."""
    digests: Mapping[str, Sequence[str]]
    """Of their tags and fields as they came."""
    cards: Mapping[int, Sequence[StoredCard]]
    """By the ids of notes here."""
    logs: Mapping[int, list[LogEntry]]
    """By the ids of cards here."""
    memories: Mapping[int, Memory]
    """What cards were set to here, by the ids of the rows that say so."""
    note_rows: list[Sequence[object]] = field(default_factory=list)
    card_rows: list[Sequence[object]] = field(default_factory=list)
    log_rows: list[LogRow] = field(default_factory=list)

    def write(self) -> None:
        """Write the rows."""
        file = self.state.file
        file.add("notes", self.note_rows)
        file.add("cards", self.card_rows)
        file.add_log(self.log_rows)

    def take(self, note: Note) -> None:
        """Take a note with its cards and their logs."""
        state, came = self.state, self.came.get(note.guid)
        kind = state.kinds[note.note_type_id]
        number = state.notes.take(came.origin_id if came else 0, note.created_ms)
        placed = list(self._placed(kind, self.cards.get(note.id, ())))
        whole = any(place == WHOLE_LIST - 1 for _, place in placed)
        self.note_rows.append(self._note_row(note, number, kind, whole=whole))
        for card, place in placed:
            self._take_card(card, place, number, came)

    def _placed(self, kind: Going, found: Sequence[StoredCard]) -> Iterator[tuple[StoredCard, int]]:
        """Yield the cards that Anki has a place for, each with it."""
        for card in found:
            uid = self.state.types.template_uids[card.template_id]
            place = kind.ordinal(uid, card.ordinal)
            if place is not None:
                yield card, place

    def _note_row(self, note: Note, number: int, kind: Going, *, whole: bool) -> tuple[object, ...]:
        state, came = self.state, self.came.get(note.guid)
        fields = kind.fields(note.guid, note.fields, whole=whole)
        if state.media.back:
            fields = [state.media.text(each) for each in fields]
        state.media.note_fields(kind.note_type, FIELD_SEPARATOR.join(note.fields))
        tags = note.tags
        if not state.choices.learning:
            tags = tuple(tag for tag in tags if tag.casefold() not in _NOT_SHARED)
        state.tags.update(tags)
        changed = note.changed_ms // 1000
        if came is not None and not self._edited(note, kind):
            changed = came.changed_s
        sorted_by = kind.body.get("sortf")
        place = sorted_by if isinstance(sorted_by, int) else 0
        flags, data = (came.flags, came.data) if came is not None else (0, "")
        if not kind.came:
            data = with_source(note.fields, fields)
        of = kind.id, place
        return note_row(number, note.guid, of, changed, " ".join(tags), fields, flags, data)

    def _edited(self, note: Note, kind: Going) -> bool:
        """Whether somebody changed tags or fields here since they came."""
        texts = [note.fields[at] if at < len(note.fields) else "" for at in kind.places]
        return digests(" ".join(note.tags), texts) != list(self.digests[note.guid])

    def _take_card(self, card: StoredCard, place: int, note: int, came: Kept | None) -> None:
        state, entries = self.state, self.logs.get(card.id, ())
        uid = state.types.template_uids[card.template_id]
        anki_id = came.card_ids.get((uid, card.ordinal)) if came else None
        stood = came.cards.get(anki_id) if came and anki_id is not None else None
        number = state.cards.take(anki_id or 0, note)
        kept_log = came.log.get(anki_id, ()) if came and anki_id is not None else ()
        row = _card_row(state, card, stood, entries, {each.id for each in kept_log})
        if row.type == 0:
            state.next_position = max(state.next_position, row.due + 1)
        self.card_rows.append((number, note, row.deck_id, place, row.changed_s, 0, *row[2:]))
        if entries:
            self.log_rows += rows_of(number, entries, kept_log, self.memories, card.ease)


def _read(state: UnderWay, ids: Sequence[int]) -> tuple[_Batch, list[Note]]:
    """Read notes with all that belongs to them."""
    conn = state.conn
    found = notes.get_notes(conn, ids)
    came = origins.of_notes(conn, [note.guid for note in found])
    cards = exports.cards_of(conn, ids, state.chosen)
    logs: dict[int, list[LogEntry]] = {}
    if state.choices.learning:
        logs = dict(exports.logs_of(conn, [card.id for each in cards.values() for card in each]))
    batch = _Batch(
        state,
        {guid: kept(each) for guid, each in came.items()},
        {guid: json.loads(each.texts) for guid, each in came.items()},
        cards,
        logs,
        _memories(state, logs),
    )
    return batch, found


def _card_row(
    state: UnderWay,
    card: StoredCard,
    stood: KeptCard | None,
    entries: Sequence[LogEntry],
    met: Collection[int],
) -> Row:
    """Return the row of a card; ``met`` are the moments of answers that its kept state knows of."""
    home, to = state.decks.ids[card.deck_id], state.target
    if not to.with_learning:
        return fresh(card, stood, home)
    writers = {entry[0] >> DEVICE_BITS for entry in entries}
    untouched = card.past_version_id is None and writers <= state.shifts.keys()
    if stood is not None and untouched and (entries or card.state == CardState.NEW):
        shift = state.shifts[min(writers)] if writers else 0
        filtered = state.decks.filtered(stood.deck_id) if stood.home_deck_id else None
        return as_it_came(card, stood, home, filtered, shift, to)
    own = sum(
        entry[2] in _ANSWERS and entry[0] >> DEVICE_BITS not in state.shifts and entry[1] not in met
        for entry in entries
    )
    return as_it_stands(card, stood, own, home, state.decks.steps_of(home), to)


def _memories(state: UnderWay, logs: Mapping[int, Sequence[LogEntry]]) -> dict[int, Memory]:
    """Return the memories that cards were set to here, by the ids of the rows that say so."""
    by_hand = [
        card_id
        for card_id, log in logs.items()
        if any(
            row[2] == ReviewKind.MANUAL and row[0] >> DEVICE_BITS not in state.shifts for row in log
        )
    ]
    if not by_hand:
        return {}
    return {int(key): each for key, each in reviews.snapshots(state.conn, by_hand).items()}


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
