"""Adds notes of Anki's that are not here yet, with their cards and all that was learnt."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

import numpy as np

from flashcards.collection.anki import keeping, own_types, returning
from flashcards.collection.anki.decks import BLANK, CONTROL, home_of
from flashcards.collection.anki.entries import History, Standing, history, last_moments, usable
from flashcards.collection.anki.keeping import KeptLog, kept_logs
from flashcards.collection.anki.merging import Theirs
from flashcards.collection.anki.renaming import renamed
from flashcards.collection.anki.returning import Former, keep_texts
from flashcards.collection.anki.standing import Standings, due_each, standings, unlearnt
from flashcards.collection.anki.under_way import Known, Owned, UnderWay
from flashcards.collection.cleaning import clean_field, clean_tags, is_clean
from flashcards.formats.anki.collection import CONTROLS, AnkiCard, AnkiNote
from flashcards.formats.wording import quoted
from flashcards.model.cards import card_seed
from flashcards.model.enums import NoteKind
from flashcards.model.messages import message
from flashcards.model.notes import NoteType
from flashcards.scheduling.columns import Flags, Integers
from flashcards.scheduling.days import LATEST_MS
from flashcards.store import cards, derived, notes, origins, reviews
from flashcards.store.decks import SEPARATOR
from flashcards.text.plain import search_text

INDEXED_AT_ONCE: Final = 20_000
"""New notes after which the words gathered are indexed, lest they fill the memory."""
MEMORIES_AT_ONCE: Final = 20_000
_ODD_CARD: Final = message("card without a template")


def add(state: UnderWay, fresh: Sequence[Owned]) -> None:
    """Add notes whose guids are not here, with their cards."""
    if not fresh:
        return
    conn, now = state.conn, state.work.now_ms
    note_id = notes.next_id(conn, "notes")
    added = NewCards(state, [note.guid for note, *_ in fresh])
    note_rows: list[notes.NoteRow] = []
    words: list[tuple[str, NoteType, Sequence[str]]] = []
    said: list[tuple[AnkiNote, str, Sequence[str], Sequence[Known]]] = []
    for note, theirs, found in fresh:
        texts = texts_of(state, theirs, note)
        here = at_home(theirs, texts)
        own = tags_of(note.tags)
        tags = tags_of(note.tags, state.choices.tags) if state.choices.tags else own
        owned = list(placed(state, theirs, found, here[0]))
        note_rows.append((
            note_id, note.guid, theirs.note_type.id, notes.stored_fields(here), tags,
            notes.first_key(here[0]), None, "", created_ms(note.id, now),
            min(max(note.changed_s, 0) * 1_000, LATEST_MS) or now,
        ))  # fmt: skip
        words.append((note.guid, theirs.note_type, here))
        state.words.append((note_id, search_text(here)))
        state.tagged.append((note_id, tags))
        for each in owned:
            added.take(note_id, note.guid, each)
        said.append((note, own, texts, owned))
        note_id += 1
    keep_texts(state, words)
    notes.insert(conn, note_rows)
    logs = iter(added.write())
    kept = [
        keeping.origin(note, own, texts, owned, islice(logs, len(owned)))
        for note, own, texts, owned in said
    ]
    origins.add(conn, kept, now)
    state.tally.added += len(fresh)
    if len(state.words) > INDEXED_AT_ONCE:
        index(state)


class NewCards:
    """Cards that come with some notes, gathered to be written at once, with their logs.

    Those that were here and were deleted are here again as what they were.
    """

    def __init__(self, state: UnderWay, guids: Sequence[str]) -> None:
        self._state = state
        self._former = Former(state, guids)
        self._first = notes.next_id(state.conn, "cards")
        self._cards: list[AnkiCard] = []
        self._places: list[tuple[int, int, int, int, int]] = []
        """(note, deck, template, ordinal, seed) of each."""
        self._taken: list[AnkiCard] = []
        """All of them, those included that are here again."""

    def take(self, note_id: int, guid: str, known: Known) -> None:
        """Take a card of Anki's for a note, which is here once the cards are written."""
        card, uid, ordinal = known
        decks = self._state.decks
        home = decks.home(home_of(decks.source, card.deck_id, card.home_deck_id))
        template_id = self._state.types.template_ids[uid]
        place = note_id, home, template_id, ordinal, card_seed(guid, uid, ordinal)
        self._taken.append(card)
        if not self._former.take(guid, known, place):
            self._cards.append(card)
            self._places.append(place)

    def write(self) -> list[KeptLog]:
        """Write what was taken; return what is to be kept of the log of each card."""
        kept = self._write()
        if not self._former.write():
            return kept
        ids = [card.id for card in self._taken]
        return kept_logs(self._state.logs.of(ids), len(ids))

    def _write(self) -> list[KeptLog]:
        state, count = self._state, len(self._cards)
        ids = np.arange(self._first, self._first + count)
        if not state.choices.with_learning:
            self._insert(ids, unlearnt(self._cards), np.zeros(count, np.int64))
            return kept_logs(state.logs.of([card.id for card in self._cards]), count)
        log = state.logs.of([card.id for card in self._cards])
        entries = usable(state, log)
        last = last_moments(entries, count)
        stand = standings(self._cards, state.source, last)
        there = np.array([card.id for card in self._cards], np.int64)
        told = Standing(stand, stand.learnt | (last > 0), np.where(last > 0, last, there))
        found = history(state, entries, ids, told)
        self._insert(ids, stand, found.answers(count))
        self._bring(found)
        return kept_logs(log, count)

    def _insert(self, ids: Integers, stand: Standings, answers: Integers) -> None:
        state, learnt = self._state, stand.learnt
        due = due_each(stand, state.source)
        buried = np.where(stand.buried, state.source.learner_today + 1, 0)
        numbers = np.column_stack((
            ids, answers, stand.position, stand.suspended, stand.flag, stand.state,
            stand.memory_minutes, stand.ease, stand.repetitions, stand.lapses, stand.step,
        )).tolist()  # fmt: skip
        rest = zip(
            self._places, numbers, _or_none(buried, stand.buried), _or_none(due, learnt),
            stand.stability, stand.difficulty, _or_none(stand.at_ms, learnt), strict=True,
        )  # fmt: skip
        now = state.work.now_ms
        cards.insert_whole(
            state.conn,
            [
                (
                    row[0], *place[:4], *row[2:4], put_off, *row[4:6], due_at, *row[6:], stability,
                    difficulty, last, now, row[1], place[4],
                )
                for place, row, put_off, due_at, stability, difficulty, last in rest
            ],
        )  # fmt: skip

    def _bring(self, found: History) -> None:
        """Append the logs of the cards, and count them."""
        if not len(found.rows):
            return
        state = self._state
        reviews.bring(state.conn, found.rows, ())
        state.memories += found.memories
        if len(state.memories) > MEMORIES_AT_ONCE:
            keep_memories(state)
        state.work.step.brought.append(
            (self._first, self._first + len(self._cards) - 1, state.device)
        )
        homes = np.array([place[1] for place in self._places], np.int64)
        state.totals.add(found.rows, homes[found.owner], state.source.day_start_minutes)


def _or_none(values: Integers, there: Flags) -> list[int | None]:
    return [
        value if is_there else None
        for value, is_there in zip(values.tolist(), there.tolist(), strict=True)
    ]


def finish(state: UnderWay) -> None:
    """Index and count what came with new notes."""
    index(state)
    returning.finish(state)
    keep_memories(state)
    derived.shift_totals(state.conn, state.work.step, (), state.totals.rows())


def keep_memories(state: UnderWay) -> None:
    """Write what the rows of new cards' logs keep: in order, since all over the table is slower."""
    state.memories.sort()
    reviews.add_memories(state.conn, state.memories)
    state.memories.clear()


def index(state: UnderWay) -> None:
    """Index the notes gathered."""
    if state.words:
        derived.tag(state.conn, state.tagged)
        derived.index_words(state.conn, state.words)
        state.work.indexed = state.words[-1][0]
        state.words.clear()
        state.tagged.clear()


def at_home(theirs: Theirs, said: Sequence[str]) -> tuple[str, ...]:
    """Return the texts of a note, given as there, in the places that its fields have here."""
    if theirs.straight:
        return tuple(said)
    texts = [""] * len(theirs.note_type.fields)
    for place, text in zip(theirs.places, said, strict=True):
        if place >= 0:
            texts[place] = text
    return tuple(texts)


def texts_of(state: UnderWay, theirs: Theirs, note: AnkiNote) -> tuple[str, ...]:
    """Return the texts of a note, one for each field that its type has there.

    Those of a type made here are as they were written here.
    """
    if state.names:
        _note_names(state, note)
    if theirs.own:
        source = own_types.source_of(note, theirs)
        return tuple(source or own_types.as_source(theirs, as_they_say(state, theirs, note.fields)))
    return as_they_say(state, theirs, note.fields)


def _note_names(state: UnderWay, note: AnkiNote) -> None:
    """Note down which files a note calls by other names there, for the way back."""
    used = {here: there for there, here in state.names.items() if there in note.fields}
    if used:
        state.renamed[note.guid] = used


def as_they_say(state: UnderWay, theirs: Theirs, fields: str) -> tuple[str, ...]:
    """Return what each field of a note says there, with media named as here."""
    fields = CONTROLS.sub("", fields)
    count = len(theirs.places)
    texts = fields.split("\x1f", max(0, count - 1))
    if "\x1f" in texts[-1]:  # left from a note type that had more
        texts[-1] = "<br>".join(filter(None, texts[-1].split("\x1f")))
    if not is_clean(fields):
        texts = [clean_field(text) for text in texts]
    if len(texts) < count:
        texts += [""] * (count - len(texts))
    return tuple(renamed(text, state.names) for text in texts) if state.names else tuple(texts)


@lru_cache(maxsize=1_000)
def tags_of(written: str, more: tuple[str, ...] = ()) -> str:
    """Return tags as notes keep them; a part without a name is called blank, as in Anki."""
    if not written.isprintable():
        written = written.translate(CONTROL)
    if SEPARATOR in written:
        written = " ".join(
            SEPARATOR.join(part or BLANK for part in tag.split(SEPARATOR))
            for tag in written.split()
        )
    return " ".join(clean_tags([written, *more]))


def created_ms(note_id: int, now_ms: int) -> int:
    """Return when a note was made, which its id says unless some program chose another."""
    return note_id if 0 < note_id <= now_ms else now_ms


def placed(
    state: UnderWay, theirs: Theirs, found: Sequence[AnkiCard], said: str
) -> Iterator[Known]:
    """Yield the cards whose template is there; no two at one place."""
    met: set[int] = set()
    cloze = theirs.note_type.kind is NoteKind.CLOZE
    for card in found:
        place = 0 if cloze else card.place
        if card.place in met or not 0 <= place < len(theirs.templates) or card.place < 0:
            state.problems.add(
                0,
                message("A card of {note} has no template and was left out.", note=quoted(said)),
                _ODD_CARD,
            )
            continue
        met.add(card.place)
        if theirs.whole and card.place == own_types.WHOLE_LIST - 1:
            yield Known(card, theirs.whole, 1)
            continue
        uid = theirs.templates[place]
        if not uid:  # somebody let it go here
            continue
        yield Known(card, uid, card.place + 1 if cloze else 0)
