"""Some notes at a time with their cards and logs, as Anki's rows."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from flashcards.collection.anki.keeping import (
    ROW_TYPE,
    Kept,
    KeptCard,
    KeptLog,
    digests,
    kept_without_logs,
    packed_logs,
    unpacked,
)
from flashcards.collection.anki.own_types import WHOLE_LIST, with_source
from flashcards.collection.anki.renaming import renamed
from flashcards.collection.to_anki.cards import as_it_came, as_it_stands, fresh
from flashcards.collection.to_anki.columns import note_row
from flashcards.collection.to_anki.logs import LogRow, rows_of
from flashcards.collection.to_anki.note_types import Going
from flashcards.collection.to_anki.under_way import UnderWay
from flashcards.model.cards import Memory
from flashcards.model.enums import CardState, ReviewKind
from flashcards.scheduling.replay import DEVICE_BITS
from flashcards.store import exports, origins, reviews
from flashcards.store.exports import LogEntry, StoredCard, StoredNote
from flashcards.store.origins import Origin
from flashcards.store.schema import FIELD_SEPARATOR

_NOT_SHARED: Final = frozenset(("leech", "marked"))
"""Tags that say how somebody learns."""
_ANSWERS: Final = (ReviewKind.ANSWER, ReviewKind.DRILL)
_NO_LOG: Final = (0, -1)


class _Placed(NamedTuple):
    """A card with its place there."""

    card: StoredCard
    number: int
    """Its id there."""
    place: int
    note: int
    """The id of its note there."""
    stood: KeptCard | None
    """How it stood when it came."""
    log: KeptLog
    """What is kept of its log."""


@dataclass(slots=True)
class Batch:
    """Some notes under way, with all that belongs to them."""

    state: UnderWay
    origins: Mapping[str, Origin]
    """What is kept of notes from Anki, by guid."""
    came: Mapping[str, Kept]
    """The same, read."""
    cards: Mapping[int, Sequence[StoredCard]]
    """By the ids of notes here."""
    plain: Mapping[int, tuple[int, int]]
    """Who wrote the log of a card, and how many answers it has, where one device wrote all."""
    note_rows: list[Sequence[object]] = field(default_factory=list)
    card_rows: list[Sequence[object]] = field(default_factory=list)
    log_rows: list[LogRow] = field(default_factory=list)
    as_they_came: list[_Placed] = field(default_factory=list)
    """Cards with logs to which nothing happened here."""
    others: list[_Placed] = field(default_factory=list)

    def write(self) -> None:
        """Write what was taken."""
        self._take_logs()
        self._take_others()
        file = self.state.file
        file.add("notes", self.note_rows)
        file.add("cards", self.card_rows)
        file.add_log(self.log_rows)

    def take(self, note: StoredNote) -> None:
        """Take a note with its cards."""
        state, came = self.state, self.came.get(note.guid)
        kind = state.kinds[note.note_type_id]
        number = state.notes.take(came.origin_id if came else 0, note.created_ms)
        placed = list(self._placed(kind, note, number, came))
        whole = any(each.place == WHOLE_LIST - 1 for each in placed)
        self.note_rows.append(self._note_row(note, number, kind, came, whole=whole))
        for each in placed:
            self._take_card(each)

    def _placed(
        self, kind: Going, note: StoredNote, number: int, came: Kept | None
    ) -> Iterator[_Placed]:
        """Yield the cards that Anki has a place for."""
        logs: Mapping[int, KeptLog] = packed_logs(self.origins[note.guid]) if came else {}
        for card in self.cards.get(note.id, ()):
            uid = self.state.types.template_uids[card.template_id]
            place = kind.ordinal(uid, card.ordinal)
            if place is None:
                continue
            if came is None:
                yield _Placed(card, self.state.cards.take(0, number), place, number, None, b"")
                continue
            anki_id = came.card_ids.get((uid, card.ordinal), 0)
            stood, log = came.cards.get(anki_id), logs.get(anki_id, b"")
            yield _Placed(card, self.state.cards.take(anki_id, number), place, number, stood, log)

    def _note_row(
        self, note: StoredNote, number: int, kind: Going, came: Kept | None, *, whole: bool
    ) -> tuple[object, ...]:
        state, texts = self.state, note.fields.split(FIELD_SEPARATOR)
        fields: Sequence[str] = texts
        if not kind.verbatim or len(texts) != len(kind.places):
            fields = kind.fields(note.guid, texts, whole=whole)
        names: Mapping[str, str] = state.media.back
        if note.guid in state.names:
            names = {**names, **state.media.names_back(state.names[note.guid])}
        if names:
            fields = [renamed(each, names) for each in fields]
        state.media.note_fields(kind.note_type, note.fields, names)
        tags = note.tags
        if tags:
            found = tags.split()
            if not state.choices.learning:
                found = [tag for tag in found if tag.casefold() not in _NOT_SHARED]
                tags = " ".join(found)
            state.tags.update(found)
        changed = note.changed_ms // 1000
        if came is not None and not self._edited(note, texts, kind, came):
            changed = came.changed_s
        sorted_by = kind.body.get("sortf")
        place = sorted_by if isinstance(sorted_by, int) else 0
        flags, data = (came.flags, came.data) if came is not None else (0, "")
        if not kind.came:
            data = with_source(texts, fields)
        return note_row(number, note.guid, (kind.id, place), changed, tags, fields, flags, data)

    def _edited(self, note: StoredNote, texts: Sequence[str], kind: Going, came: Kept) -> bool:
        """Whether somebody changed tags or fields here since they came."""
        if note.changed_ms == came.changed_s * 1000:
            return False
        said = [texts[at] if at < len(texts) else "" for at in kind.places]
        known: list[str] = json.loads(self.origins[note.guid].texts)
        return digests(note.tags, said) != known

    def _take_card(self, placed: _Placed) -> None:
        state, card, stood = self.state, placed.card, placed.stood
        home = state.decks.ids[card.deck_id]
        if not state.target.with_learning:
            self._add(placed, fresh(card, stood, home))
            return
        device, count = self.plain.get(card.id, _NO_LOG)
        came = stood is not None and card.past_version_id is None
        if came and device in state.shifts and len(placed.log) == count * ROW_TYPE.itemsize:
            self._add_as_it_came(placed, home, state.shifts[device])
            if count:
                self.as_they_came.append(placed)
        elif came and count < 0 and card.state == CardState.NEW:
            self._add_as_it_came(placed, home, 0)
        else:
            self.others.append(placed)

    def _add_as_it_came(self, placed: _Placed, home: int, shift: int) -> None:
        card, stood, decks = placed.card, placed.stood, self.state.decks
        assert stood is not None
        filtered = decks.filtered(stood.deck_id) if stood.home_deck_id else None
        self._add(placed, as_it_came(card, stood, home, filtered, shift, self.state.target))

    def _add(self, placed: _Placed, row: KeptCard) -> None:
        if not row.type and row.due >= self.state.next_position:
            self.state.next_position = row.due + 1
        self.card_rows.append(
            (placed.number, placed.note, row[0], placed.place, row[1], 0, *row[2:])
        )

    def _take_logs(self) -> None:
        """Take the logs to which nothing happened here, all at once."""
        found = sorted(self.as_they_came, key=lambda each: each.card.id)
        ids = [each.card.id for each in found]
        packed = [each.log for each in found if isinstance(each.log, bytes)]
        said = exports.answers_of(self.state.conn, ids)
        if not found or self.state.logs.take(packed, [each.number for each in found], said):
            return
        logs = dict(exports.logs_of(self.state.conn, ids))
        for each in found:
            rows = unpacked(each.log)
            self.log_rows += rows_of(each.number, logs[each.card.id], rows, {}, each.card.ease)

    def _take_others(self) -> None:
        """Take the cards to which something happened here, and their logs."""
        if not self.others:
            return
        state = self.state
        logs = dict(exports.logs_of(state.conn, [each.card.id for each in self.others]))
        memories = _memories(state, logs)
        for each in self.others:
            entries, came = logs.get(each.card.id, []), unpacked(each.log)
            self._add(each, _row(state, each, entries, {row.id for row in came}))
            self.log_rows += rows_of(each.number, entries, came, memories, each.card.ease)


def read(state: UnderWay, ids: Sequence[int]) -> tuple[Batch, list[StoredNote]]:
    """Read notes with all that belongs to them."""
    conn = state.conn
    found = exports.notes_of(conn, ids)
    cards = exports.cards_of(conn, ids, state.chosen)
    plain: Mapping[int, tuple[int, int]] = {}
    if state.choices.learning:
        plain = exports.plain_logs(conn, [card.id for each in cards.values() for card in each])
    kept = origins.of_notes(conn, [note.guid for note in found])
    came = dict(zip(kept, kept_without_logs(list(kept.values())), strict=True))
    return Batch(state, kept, came, cards, plain), found


def _row(
    state: UnderWay, placed: _Placed, entries: Sequence[LogEntry], met: Collection[int]
) -> KeptCard:
    """Return the row of a card; ``met`` are the moments of answers that its kept state knows of."""
    card, stood = placed.card, placed.stood
    home = state.decks.ids[card.deck_id]
    writers = {entry[0] >> DEVICE_BITS for entry in entries}
    untouched = card.past_version_id is None and writers <= state.shifts.keys()
    if stood is not None and untouched and (entries or card.state == CardState.NEW):
        shift = state.shifts[min(writers)] if writers else 0
        filtered = state.decks.filtered(stood.deck_id) if stood.home_deck_id else None
        return as_it_came(card, stood, home, filtered, shift, state.target)
    own = sum(
        entry[2] in _ANSWERS and entry[0] >> DEVICE_BITS not in state.shifts and entry[1] not in met
        for entry in entries
    )
    return as_it_stands(card, stood, own, home, state.decks.steps_of(home), state.target)


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
