"""Makes notes, cards and passages of what the learner chose of an article."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flashcards.collection.articles.drafting import Draft, guid_of, wording_key
from flashcards.collection.articles.known import strays
from flashcards.collection.articles.pictures import enter_pictures
from flashcards.collection.articles.places import heading_path
from flashcards.collection.cleaning import clean_deck_name, clean_field, clean_tags
from flashcards.collection.decks.cards_of import places
from flashcards.collection.decks.editing import refuse_unusable
from flashcards.collection.files.incoming import Tally
from flashcards.model.articles import DraftCard
from flashcards.model.errors import UserError
from flashcards.model.ids import NoteId, SourceId
from flashcards.model.messages import message
from flashcards.model.note_types import BASIC, CLOZE
from flashcards.model.notes import NoteType
from flashcards.store import articles, cards, decks, notes
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import Operation
from flashcards.store.store import Connection

LONGEST_MERGED = 5_000
"""Characters a passage of several candidates may span; else it is that of the first."""
OWN = "own"
"""Kind of a passage that the learner marked, and no finder found."""
_BATCH = 200
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Kept:
    """The article of the collection that notes are made for."""

    id: SourceId
    uid: str


class Names:
    """Gives the cards of an article their identities, one after the other.

    ``candidates`` says, by the guid of a note of the article, which candidate that is now: where a
    term is explained several times, the first may be a note already and come second today.
    """

    def __init__(self, uid: str, draft: Draft, candidates: Mapping[str, int]) -> None:
        self._uid = uid
        self._draft = draft
        self._candidates = candidates
        self._taken: set[tuple[str, int]] = set()

    def whole(self, number: int) -> str:
        """Return the identity of the note that a candidate as a whole becomes."""
        return guid_of(self._uid, self._name(number))

    def _name(self, number: int) -> str:
        found = self._draft.candidates[number]
        if self._candidates.get(guid_of(self._uid, found.id), number) == number:
            return found.id
        return f"{found.id}\x1f{wording_key(found.candidate.quote)}"  # the first is taken

    def guid(self, card: DraftCard, fields: Sequence[str]) -> str:
        """Return the identity of the note a card becomes; no two cards get the same."""
        # What the learner wrote without a candidate is known by its question.
        name = self._name(card.candidates[0]) if card.candidates else wording_key(fields[0])
        part = card.part
        while (name, part) in self._taken:
            part += 1
        self._taken.add((name, part))
        return guid_of(self._uid, name, part)


@dataclass(frozen=True, slots=True)
class _Made:
    """A note about to be added."""

    guid: str
    note_type: NoteType
    fields: tuple[str, ...]
    card: DraftCard


def deck_name_for(title: str) -> str:
    """Return the deck an article of this title goes to where none is named."""
    name = " ".join(title.replace("::", ": ").split())[:_LONGEST_NAME].strip()
    return name or "Article"


def note_type_for(types: StoredTypes, card: DraftCard) -> NoteType:
    """Return the type of note a card becomes."""
    return types.by_uid[(CLOZE if card.cloze else BASIC).uid]


def fields_for(card: DraftCard) -> tuple[str, ...]:
    """Return the fields of the note a card becomes; raise UserError for what no note can hold."""
    first, second = (card.cloze, card.back) if card.cloze else (card.front, card.back)
    return clean_field(first, message("The question")), clean_field(second, message("The answer"))


def add_notes(
    conn: Connection,
    work: Operation,
    types: StoredTypes,
    draft: Draft,
    kept: Kept,
    chosen: Sequence[DraftCard],
    deck: str,
    tally: Tally,
    candidates: Mapping[str, int] | None = None,
) -> int:
    """Add the chosen cards that are no notes yet; tell of those that had to be skipped.

    Notes that have lost their passage, as on a way through a deck file, get it again; how many,
    is returned. A deck that is missing is added with the first note. ``candidates`` is as for
    ``Names``.
    """
    made = _made(types, draft, Names(kept.uid, draft, candidates or {}), chosen, tally)
    found = strays(conn, kept.id, [(each.guid, each.fields[0]) for each in made])
    _place(conn, work, draft, kept, [(note, made[place]) for place, note in found.items()])
    known = notes.notes_with_guids(conn, [each.guid for each in made])
    fresh = [
        each for place, each in enumerate(made) if each.guid not in known and place not in found
    ]
    tally.unchanged += len(made) - len(fresh)
    if not fresh:
        return len(found)
    home = decks.ensure_deck(conn, clean_deck_name(deck), work.now_ms)
    enter_pictures(conn, draft.pictures, [each.card for each in fresh], work.now_ms)
    for start in range(0, len(fresh), _BATCH):
        batch = fresh[start : start + _BATCH]
        _insert(conn, work, types, draft, kept, batch, home.id)
        tally.added += len(batch)
        work.tick(start + len(batch), len(fresh))
    return len(found)


def _place(
    conn: Connection,
    work: Operation,
    draft: Draft,
    kept: Kept,
    found: Sequence[tuple[NoteId, _Made]],
) -> None:
    """Say of notes that were here already where in the article they stand."""
    sources: list[tuple[int | None, str, int, int]] = []
    passages: list[articles.PassageRow] = []
    for note_id, made in found:
        passage = _passage(draft, made)
        if passage is not None:
            sources.append((
                kept.id, source_heading(draft.title, passage.heading), work.now_ms, note_id,
            ))  # fmt: skip
            passages.append(passage.row(note_id, kept, work.now_ms))
    notes.set_sources(conn, sources)
    articles.insert(conn, passages)


def _made(
    types: StoredTypes, draft: Draft, names: Names, chosen: Sequence[DraftCard], tally: Tally
) -> list[_Made]:
    made = []
    for card in chosen:
        note_type = note_type_for(types, card)
        try:
            fields = fields_for(card)
            refuse_unusable(note_type, fields, places(types, note_type, fields))
        except UserError as error:
            tally.skip(draft.title, 0, error, message("The card was skipped."))
            continue
        made.append(_Made(names.guid(card, fields), note_type, fields, card))
    return made


def _insert(
    conn: Connection,
    work: Operation,
    types: StoredTypes,
    draft: Draft,
    kept: Kept,
    batch: Sequence[_Made],
    home: int,
) -> None:
    note_id, card_id = notes.next_id(conn, "notes"), notes.next_id(conn, "cards")
    rows: list[notes.NoteRow] = []
    new_cards: list[cards.NewCard] = []
    passages: list[articles.PassageRow] = []
    now = work.now_ms
    for made in batch:
        passage = _passage(draft, made)
        heading = source_heading(draft.title, () if passage is None else passage.heading)
        rows.append((
            note_id, made.guid, made.note_type.id, notes.stored_fields(made.fields),
            " ".join(clean_tags(made.card.tags)), notes.first_key(made.fields[0]),
            kept.id, heading, now, now,
        ))  # fmt: skip
        for template_id, ordinal in places(types, made.note_type, made.fields):
            new_cards.append((card_id, note_id, home, template_id, ordinal, card_id, now))
            card_id += 1
        if passage is not None:
            passages.append(passage.row(note_id, kept, now))
        note_id += 1
    notes.insert(conn, rows)
    cards.insert(conn, new_cards)
    articles.insert(conn, passages)


def source_heading(title: str, heading: Sequence[str]) -> str:
    """Return the section a note names: the innermost heading that is not the article's title."""
    found = heading[-1] if heading else ""
    return "" if wording_key(found) == wording_key(title) else clean_field(found)


@dataclass(frozen=True, slots=True)
class _Passage:
    kind: str
    term: str
    heading: tuple[str, ...]
    start: int
    stop: int
    quote: str
    made: str

    def row(self, note_id: int, kept: Kept, now_ms: int) -> articles.PassageRow:
        """Return it as it is stored for a note."""
        return (
            note_id, kept.id, self.kind, self.term, json.dumps(self.heading),
            self.start, self.stop, self.quote, self.made, now_ms,
        )  # fmt: skip


def _passage(draft: Draft, made: _Made) -> _Passage | None:
    """Return the passage a card is about; None where the learner wrote it without one."""
    card, text = made.card, draft.document.text
    span = card.span
    if span is not None and not 0 <= span[0] < span[1] <= len(text):
        span = None
    if not card.candidates:
        if span is None:
            return None
        start, stop = span
        path = heading_path(draft.headings, start)
        term = made.fields[0]
        stored = notes.stored_fields(made.fields)
        return _Passage(OWN, term, path, start, stop, text[start:stop], stored)
    found = [draft.candidates[number] for number in card.candidates]
    first = found[0].candidate
    if span is None:
        span = min(f.candidate.start for f in found), max(f.candidate.end for f in found)
        if len(found) > 1 and span[1] - span[0] > LONGEST_MERGED:
            span = first.start, first.end
    # What the article made, not what the learner made of it: the difference is the learner's.
    stored = notes.stored_fields(fields_for(found[0].card))
    start, stop = span
    return _Passage(
        first.kind.value, first.term, first.heading, start, stop, text[start:stop], stored
    )
