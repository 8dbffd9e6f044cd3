"""Brings in notes with their cards: new ones as they are, known ones by what changed where."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

from flashcards.collection.cleaning import clean_tags
from flashcards.collection.whole import logs
from flashcards.collection.whole.arriving import Arriving, Entry, TypeHere, compared
from flashcards.collection.whole.logs import Log, NewLogs, Pair
from flashcards.formats.wording import quoted
from flashcards.model.ids import VersionId
from flashcards.model.messages import message
from flashcards.model.notes import Note
from flashcards.scheduling.replay import Past
from flashcards.store import cards, derived, notes, taking_in, verify
from flashcards.store.schema import FIELD_SEPARATOR
from flashcards.text.plain import search_text

BATCH: Final = 200
_INDEXED_AT_ONCE: Final = 10_000
_TWICE: Final = message("note that is there twice")
_TOO_MANY: Final = message("note with more texts than fields")
_OTHER_TYPE: Final = message("note of another type here")
_CONFLICT: Final = message("field that was changed on both sides")
_FACTS: Final = (
    "ordinal", "position", "suspended", "buried_until", "flag", "seed", "changed_ms"
)  # fmt: skip
_PASSAGE: Final = ("quote", "fresh_look", "former_quote", "former_until_ms", "changed_ms")
_BEFORE: Final = ("kind", "term", "heading", "start", "stop")


class Known(NamedTuple):
    """A note of the file with its type here."""

    entry: Entry
    kind: TypeHere
    texts: tuple[str, ...]


def all_notes(state: Arriving, found: Iterator[Any]) -> None:
    """Bring in the notes of a file."""
    done, total = 0, max(state.work.total, 1)
    if not state.bare:
        taking_in.remember_former(state.conn)
    while batch := list(islice(found, BATCH)):
        _take(state, [compared(state, "notes", each) for each in batch])
        done += sum(5 + sum(len(c.get("reviews", ())) for c in each["cards"]) for each in batch)
        state.work.tick(min(done, total), total)
    _index(state)


def _take(state: Arriving, batch: Sequence[Entry]) -> None:
    there: Mapping[str, Note] = {}
    if not state.bare:
        there = notes.notes_with_guids(state.conn, [entry["guid"] for entry in batch])
    fresh: list[Known] = []
    old: list[Known] = []
    for entry in batch:
        known = _known(state, entry)
        if known is not None:
            state.homes.update(_homes(state, entry))
            if entry["guid"] in there:
                state.known.add(entry["guid"])
                old.append(known)
            else:
                fresh.append(known)
    _add(state, fresh)
    _update(state, there, old)


def _known(state: Arriving, entry: Entry) -> Known | None:
    """Return a note with its texts in the places its fields have here; None if left out."""
    kind = state.types.get(entry["type"])
    if kind is None:
        raise state.odd("notes", "type")
    guid, texts = entry["guid"], tuple(entry["fields"])
    if guid in state.guids:
        _leave_out(state, message("{note} is there twice.", note=quoted(texts[0])), _TWICE)
        return None
    state.guids.add(guid)
    if kind.places is not None:
        if len(texts) > kind.fields:
            what = message("{note} has more texts than its type has.", note=quoted(texts[0]))
            _leave_out(state, what, _TOO_MANY)
            return None
        moved = [""] * len(kind.uids)
        for place, text in zip(kind.places, texts, strict=False):
            moved[place] = text
        texts = tuple(moved)
    return Known(entry, kind, texts)


def _leave_out(state: Arriving, what: Any, kind: Any) -> None:
    state.tally.skipped += 1
    state.problems.add(0, what, kind)


def _homes(state: Arriving, entry: Entry) -> Iterator[int]:
    for card in entry["cards"]:
        yield state.named(state.decks, card["deck"], "notes", "deck")


# New notes ------------------------------------------------------------------------------


def _add(state: Arriving, fresh: Sequence[Known]) -> None:
    if not fresh:
        return
    conn, number = state.conn, notes.next_id(state.conn, "notes")
    rows: list[notes.NoteRow] = []
    passages: list[Sequence[Any]] = []
    made = _Cards(state, [known.entry["guid"] for known in fresh])
    for entry, kind, texts in fresh:
        source = entry["source"]
        tags = " ".join(entry["tags"])
        rows.append((
            number, entry["guid"], kind.id, notes.stored_fields(texts), tags,
            notes.first_key(texts[0]),
            None if source is None else state.named(state.articles, source, "notes", "source"),
            entry["heading"], entry["created_ms"], entry["changed_ms"],
        ))  # fmt: skip
        state.words.append((number, search_text(texts)))
        state.tagged.append((number, tags))
        for card in _distinct(state, entry):
            made.take(number, entry["guid"], kind, card)
        if "passage" in entry:
            passages.append(_passage(state, number, entry["passage"]))
        number += 1
    notes.insert(conn, rows)
    taking_in.add(conn, "passages", passages)
    made.write()
    state.tally.added += len(fresh)
    if len(state.words) > _INDEXED_AT_ONCE:
        _index(state)


def _distinct(state: Arriving, entry: Entry) -> Sequence[Entry]:
    places = [(card["template"], card["ordinal"]) for card in entry["cards"]]
    if len(set(places)) < len(places):
        raise state.odd("notes", "cards")
    found: Sequence[Entry] = entry["cards"]
    return found


def _passage(state: Arriving, number: int, entry: Entry) -> Sequence[Any]:
    source = state.named(state.articles, entry["article"], "notes", "article")
    before = {name: entry[name] for name in _BEFORE}
    before["heading"] = state.closed("passage", "heading", entry["heading"])
    quote, *after = (entry[name] for name in _PASSAGE)
    made = FIELD_SEPARATOR.join(entry["made"])
    return [number, source, *before.values(), quote, made, *after]


def _index(state: Arriving) -> None:
    if state.words:
        derived.tag(state.conn, state.tagged)
        derived.index_words(state.conn, state.words)
        state.work.indexed = state.words[-1][0]
        state.words.clear()
        state.tagged.clear()


class _Cards:
    """Cards that come with some notes, gathered to be written at once."""

    def __init__(self, state: Arriving, guids: Sequence[str]) -> None:
        self._state, self._guids = state, guids
        self._next = notes.next_id(state.conn, "cards")
        self._former = {} if state.bare else taking_in.former_ids(state.conn, guids)
        self._rows: list[Sequence[Any]] = []
        self._back: list[Sequence[Any]] = []
        self._names: list[Sequence[Any]] = []
        self._logs = NewLogs(state)
        self._pairs: list[tuple[int, Sequence[Any]]] = []

    def take(self, note_id: int, guid: str, kind: TypeHere, card: Entry) -> None:
        """Take a card of a note, which is here once the cards are written."""
        state = self._state
        template = state.named(kind.templates, card["template"], "notes", "template")
        deck = state.named(state.decks, card["deck"], "notes", "deck")
        former = self._former.get((guid, card["template"], card["ordinal"]))
        number = self._next if former is None else former
        facts = [card[name] for name in _FACTS]
        past = _past(state, card)
        row = [number, note_id, deck, template, *facts, *past]
        found = card.get("reviews", ())
        if former is None:
            log = logs.log_of(state, number, found, frozenset())
            self._rows.append([*row, *_learnt(state, log, card["seed"], past)])
            self._logs.take(log, number)
            self._next += 1
        else:
            self._back.append(row)
            self._pairs.append((number, found))
        self._names += [(number, *name) for name in card.get("former_names", ())]

    def write(self) -> None:
        """Write the cards and their logs."""
        state = self._state
        taking_in.add(state.conn, "cards", self._rows)
        self._logs.write()
        if self._back:
            # id, note, deck, template, ordinal, position, suspended, buried until, flag, seed
            cards.revive(
                state.conn, [[*row[:10], 0, row[11], row[12], row[10]] for row in self._back]
            )
            unite_with(state, self._pairs, returns=True)
        taking_in.add(state.conn, "names", self._names)
        if not state.bare:
            taking_in.out_of_bin(state.conn, self._guids, [row[0] for row in self._back])


def _past(state: Arriving, card: Entry) -> tuple[int | None, int | None]:
    version = card.get("past_scheduler")
    if version is not None:
        version = state.one(state.schedulers, version, "notes", "past_scheduler")
        if "past_until_ms" not in card:
            raise state.odd("notes", "past_until_ms")
    return version, card.get("past_until_ms")


def _learnt(
    state: Arriving, log: Log, seed: int, past: tuple[int | None, int | None]
) -> Sequence[Any]:
    """Return what follows from the log of a card: memory, moments, drill, count of answers."""
    rules = None
    if past[0] is not None and past[1] is not None:
        rules = Past(VersionId(past[0]), past[1])
    found, answers = logs.replayed(state, log, seed, rules)
    return (*verify.as_stored(found), answers)


def unite_with(
    state: Arriving,
    found: Sequence[tuple[int, Sequence[Any]]],
    *,
    returns: bool = False,
    gone: bool = False,
) -> set[int]:
    """Unite logs that come with those of cards (ids); see ``logs.Pair``."""
    here = {
        card: frozenset(row[0] for row in rows)
        for card, rows in verify.log_by_card(state.conn, [card for card, _ in found])
    }
    pairs = [
        Pair(card, logs.log_of(state, card, rows, here[card]), returns, gone)
        for card, rows in found
    ]
    return logs.unite(state, pairs)


# Notes that are here ---------------------------------------------------------------------


def _update(state: Arriving, there: Mapping[str, Note], old: Sequence[Known]) -> None:
    """Take over what was changed there alone; what was changed here stays."""
    if not old:
        return
    conn, now = state.conn, state.work.now_ms
    before = taking_in.former_texts(conn, [known.entry["guid"] for known in old])
    rows: list[tuple[str, str, int, int, int]] = []
    kept: list[Sequence[Any]] = []
    changed: set[str] = set()
    for known in old:
        note = there[known.entry["guid"]]
        texts = note.fields
        if note.note_type_id == known.kind.id:
            texts = _merged(state, note, known, before, kept)
        else:
            what = message("{note} is of another type here.", note=quoted(texts[0]))
            state.problems.add(0, what, _OTHER_TYPE)
        tags = clean_tags([*note.tags, *known.entry["tags"]])
        if set(tags) == set(note.tags):
            tags = note.tags
        if texts != note.fields or tags != note.tags:
            changed.add(note.guid)
            key = notes.first_key(texts[0])
            stamp = max(now, note.changed_ms + 1)
            rows.append((notes.stored_fields(texts), " ".join(tags), key, stamp, note.id))
    notes.update(conn, rows)
    taking_in.add(conn, "revisions", kept)
    changed |= _cards_of(state, there, old)
    _add_passages(state, there, old)
    state.tally.updated += len(changed)
    state.tally.unchanged += len(old) - len(changed)


def _merged(
    state: Arriving,
    note: Note,
    known: Known,
    before: Mapping[tuple[str, str], set[str]],
    kept: list[Sequence[Any]],
) -> tuple[str, ...]:
    """Return the texts of a note after both sides are heard.

    A field that was never edited here follows the file. What the field said here before is older
    than what it says now; anything else was written elsewhere meanwhile, and goes to its history.
    """
    uids = known.kind.uids
    ours = [*note.fields, *[""] * (len(uids) - len(note.fields))]
    theirs = [*known.texts, *[""] * (len(uids) - len(known.texts))]
    for place, uid in enumerate(uids):
        said = theirs[place]
        former = before.get((note.guid, uid), set())
        if said == ours[place] or said in former:
            continue
        if not former:
            ours[place] = said
            continue
        stamp = known.entry["changed_ms"]
        kept.append(("note", note.guid, uid, said, stamp, stamp, state.work.device))
        what = message(
            "{note} was changed here and there: yours stays, the other is in its history.",
            note=quoted(note.fields[0]),
        )
        state.problems.add(0, what, _CONFLICT)
    while len(ours) > len(note.fields) and not ours[-1]:
        ours.pop()
    return tuple(ours)


def _cards_of(state: Arriving, there: Mapping[str, Note], old: Sequence[Known]) -> set[str]:
    """Unite the logs of cards that are here and add those that are not; return whose notes'."""
    guids = [known.entry["guid"] for known in old]
    living = taking_in.living_ids(state.conn, guids)
    made = _Cards(state, guids)
    pairs: list[tuple[int, Sequence[Any]]] = []
    owners: dict[int, str] = {}
    changed: set[str] = set()
    for entry, kind, _ in old:
        note = there[entry["guid"]]
        for card in _distinct(state, entry):
            number = living.get((note.guid, card["template"], card["ordinal"]))
            if number is not None:
                pairs.append((number, card.get("reviews", ())))
                owners[number] = note.guid
            elif note.note_type_id == kind.id:
                made.take(note.id, note.guid, kind, card)
                changed.add(note.guid)
    made.write()
    return changed | {owners[card] for card in unite_with(state, pairs)}


def _add_passages(state: Arriving, there: Mapping[str, Note], old: Sequence[Known]) -> None:
    found = {
        there[known.entry["guid"]].id: known.entry["passage"]
        for known in old
        if "passage" in known.entry
    }
    if found:
        have = taking_in.with_passages(state.conn, list(found))
        rows = [_passage(state, at, each) for at, each in found.items() if at not in have]
        taking_in.add(state.conn, "passages", rows)


# Cards that are gone ---------------------------------------------------------------------


def deleted_cards(state: Arriving, found: Iterator[Any]) -> None:
    """Bring in the logs of cards that were deleted there; where they are here, these have them."""
    while batch := list(islice(found, BATCH)):
        _take_deleted(state, [compared(state, "deleted_cards", each) for each in batch])
        state.work.ask()


def _take_deleted(state: Arriving, batch: Sequence[Entry]) -> None:
    former: dict[tuple[str, str, int], int] = {}
    living: dict[tuple[str, str, int], int] = {}
    if not state.bare:
        guids = {name[0] for entry in batch for name in entry["former_names"]}
        former = taking_in.former_ids(state.conn, guids)
        living = taking_in.living_ids(state.conn, guids)
    new: list[Entry] = []
    for entry in batch:
        if entry["card"] in state.cards:
            raise state.odd("deleted_cards", "card")
        named = [(str(name[0]), str(name[1]), int(name[2])) for name in entry["former_names"]]
        alive = next((living[name] for name in named if name in living), None)
        known = next((former[name] for name in named if name in former), None)
        number = alive if alive is not None else known
        if number is None:
            new.append(entry)
        else:
            state.cards[entry["card"]] = number
            gone = alive is None
            unite_with(state, [(number, entry["reviews"])], returns=gone, gone=gone)
    _add_deleted(state, new)


def _add_deleted(state: Arriving, new: Sequence[Entry]) -> None:
    if not new:
        return
    number = cards.next_never_used(state.conn, len(new))
    taken, names = NewLogs(state), list[Sequence[Any]]()
    for entry in new:
        state.cards[entry["card"]] = number
        taken.take(logs.log_of(state, number, entry["reviews"], frozenset()), number, gone=True)
        names += [(number, *name) for name in entry["former_names"]]
        number += 1
    taken.write()
    taking_in.add(state.conn, "names", names)
