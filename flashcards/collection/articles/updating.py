"""Brings the notes of an article up to date with its newer text, as the learner decides."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from flashcards.collection.articles.adding import (
    OWN,
    Kept,
    Names,
    add_notes,
    fields_for,
    source_heading,
)
from flashcards.collection.articles.comparing import Change, spends
from flashcards.collection.articles.drafting import Draft
from flashcards.collection.articles.keeping import (
    carry_reading,
    deck_of,
    home_of,
    new_deck_label,
    quoted_title,
    refuse_nothing,
    required,
)
from flashcards.collection.articles.pictures import enter_pictures, kept_pictures
from flashcards.collection.articles.structure import structure_of
from flashcards.collection.decks.cards_of import Wanted, places, reconcile
from flashcards.collection.files.incoming import Tally, TriedOutError
from flashcards.model.articles import Decision, DraftCard, PassageChange, PassageState
from flashcards.model.errors import OutdatedError, UserError
from flashcards.model.ids import NoteId, NoteTypeId
from flashcards.model.messages import Message, message
from flashcards.model.parsed import ImportReport, Problem
from flashcards.store import articles, cards, notes
from flashcards.store.articles import StoredArticle, StoredPassage
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import Operation, Progress, operation
from flashcards.store.store import Connection, Store


def apply(
    store: Store,
    types: StoredTypes,
    change: Change,
    decisions: Mapping[int, Decision],
    chosen: Sequence[DraftCard] = (),
    deck: str | None = None,
    progress: Progress | None = None,
    *,
    try_out: bool = False,
) -> ImportReport:
    """Bring the notes of an article up to date and keep its new text; one undo step.

    ``decisions`` say what to do about passages, by their place in ``change.passages``; the first
    of a passage's ``decisions`` is what happens without one. ``chosen`` are more cards to add, to
    ``deck`` or to where the article’s cards are. Cards stay, with all that was learnt, whatever
    their text becomes. Raises OutdatedError where the article got another text since it was
    compared. With ``try_out`` TriedOutError is raised in the end, so nothing is kept.
    """
    draft = change.draft
    tally = Tally()
    shown = [*chosen, *_taken(change, decisions)]
    with (
        kept_pictures(store, draft.pictures, shown, try_out=try_out),
        store.writing(_label(change), progress=progress) as conn,
    ):
        work = operation(conn)
        enter_pictures(conn, draft.pictures, shown, work.now_ms)
        article = required(conn, change.source_id)
        if article.digest not in (change.known_digest, draft.digest):
            raise OutdatedError(
                message("{article} has changed meanwhile.", article=quoted_title(article.title)),
                message("Look once more at what differs."),
            )
        present = {each.note_id: each for each in articles.passages(conn, change.source_id)}
        update = _Update(conn, types, draft, work, tally)
        for place, each in enumerate(change.passages):
            old = present.get(each.note_id) if each.note_id is not None else None
            update.passage(each, old, decisions.get(place))
        update.write()
        _keep_text(conn, article, draft, work.now_ms)
        if draft.changed or any(note_id not in update.met for note_id in present):
            articles.realign(conn, work.now_ms, article.id)  # highlights, and what was made since
        candidates = _candidates(change, present)
        names = Names(article.uid, draft, candidates)
        wanted = _wanted(change, names, present, update.taken, chosen)
        if wanted:
            name = deck or home_of(conn, replace(article, title=draft.title))
            kept = Kept(article.id, article.uid)
            already = tally.unchanged
            placed = add_notes(conn, work, types, draft, kept, wanted, name, tally, candidates)
            tally.unchanged = already + placed  # the others were counted with the passages
            refuse_nothing(tally)
        home = deck_of(conn, article.id) or ""
        if try_out:
            raise TriedOutError(tally.report(home))
    return tally.report(home)


def _taken(change: Change, decisions: Mapping[int, Decision]) -> list[DraftCard]:
    """Return the cards of notes that are here, and of new passages that are decided about."""
    return [
        change.draft.card(each.candidate)
        for place, each in enumerate(change.passages)
        if each.candidate is not None and (each.note_id is not None or place in decisions)
    ]


def _label(change: Change) -> Message:
    title = change.draft.title
    if all(each.note_id is None for each in change.passages):
        return new_deck_label(title)
    if change.draft.changed:
        return message("Update from {article}", article=quoted_title(title))
    return message("More cards from {article}", article=quoted_title(title))


def _candidates(change: Change, present: Mapping[NoteId, StoredPassage]) -> dict[str, int]:
    """Return which candidate each note of the article is now, by the note's guid."""
    found = {each.note_id: each.candidate for each in change.passages if each.candidate is not None}
    return {old.guid: found[note_id] for note_id, old in present.items() if note_id in found}


def _wanted(
    change: Change,
    names: Names,
    present: Mapping[NoteId, StoredPassage],
    taken: Sequence[DraftCard],
    chosen: Sequence[DraftCard],
) -> list[DraftCard]:
    """Return the cards to add, without those that a note of another identity is already."""
    guids = {each.guid for each in present.values()}
    notes_of = {each.candidate for each in change.passages if each.note_id in present}
    named = {number for card in chosen for number in card.candidates}
    wanted = [card for card in taken if card.candidates[0] not in named]
    for card in chosen:
        first = card.candidates[0] if card.candidates else None
        if card.part or first is None or first not in notes_of or names.whole(first) in guids:
            wanted.append(card)
    return wanted


def _keep_text(conn: Connection, article: StoredArticle, draft: Draft, now_ms: int) -> None:
    structure = structure_of(draft, article)
    changed = draft.digest != article.digest
    address = article.address
    if draft.address and (changed or _is_gone(address)):
        address = draft.address
    if changed or address != article.address:
        text = draft.document.text
        articles.replace_text(
            conn, article.id, draft.title, address, draft.digest, structure, text, now_ms
        )
        if changed:
            carry_reading(conn, article, text)
    elif structure != article.structure:
        articles.set_structure(conn, article.id, structure, now_ms)


def _is_gone(address: str) -> bool:
    """Whether the file an article was read from is not there any more, as after a move."""
    try:
        return bool(address) and "://" not in address and not Path(address).exists()
    except OSError:
        return False


def _spared(change: PassageChange) -> Message:
    return message(
        "“{term}” has lost an item that you are learning; your card was kept.", term=change.term
    )


class _Update:
    """Gathers what an update writes, passage by passage."""

    def __init__(
        self, conn: Connection, types: StoredTypes, draft: Draft, work: Operation, tally: Tally
    ) -> None:
        self.taken: list[DraftCard] = []
        self.met: set[NoteId] = set()
        self._conn = conn
        self._types = types
        self._draft = draft
        self._now = work.now_ms
        self._tally = tally
        self._passages: list[articles.PassageUpdate] = []
        self._notes: list[tuple[str, str, int, int, int]] = []
        self._sources: list[tuple[int | None, str, int, int]] = []
        self._wanted: list[Wanted] = []
        self._suspended: list[NoteId] = []
        self._theirs: dict[NoteId, tuple[str, ...]] = {}

    def passage(
        self, change: PassageChange, old: StoredPassage | None, decision: Decision | None
    ) -> None:
        """Take in one passage; ``old`` is None for new ones, and where its note is gone."""
        if decision is not None and decision not in change.decisions:
            raise UserError(
                message(
                    "“{decision}” cannot be decided about “{term}”.",
                    decision=decision,
                    term=change.term,
                )
            )
        if change.note_id is None:
            if decision is Decision.TAKE and change.candidate is not None:
                self.taken.append(self._draft.card(change.candidate))
            return
        if old is None:
            return
        self.met.add(old.note_id)
        asked = decision is not None
        chosen = decision or next(iter(change.decisions), Decision.MINE)
        if chosen is Decision.THEIRS and self._spares(change, old, asked=asked):
            chosen, asked = Decision.MINE, False
        elif change.spends and change.state is PassageState.REWORDED and not asked:
            self._tell(_spared(change))
        takes = chosen is Decision.THEIRS and self._takes(change, old)
        if change.state is PassageState.CONFLICT and decision is None:
            self._tell(
                message(
                    "“{term}” was changed both by you and in the article; yours was kept.",
                    term=change.term,
                )
            )
        if change.state is PassageState.GONE and chosen is Decision.SUSPEND:
            self._suspended.append(old.note_id)
        if takes:
            self._tally.updated += 1
        else:
            self._tally.unchanged += 1
        self._place(change, old, takes=takes, asked=asked)

    def _spares(self, change: PassageChange, old: StoredPassage, *, asked: bool) -> bool:
        """Whether the words of a note stay after all, since the learner could not foresee this."""
        if old.fields not in (change.mine, change.theirs):
            self._tell(message("“{term}” has been edited since; yours was kept.", term=change.term))
            return True
        warned = asked and change.spends
        if warned or not spends(self._conn, self._types, old, change.theirs):
            return False
        self._tell(_spared(change))
        return True

    def _takes(self, change: PassageChange, old: StoredPassage) -> bool:
        """Note down that a note is to say what the article says now, where it can."""
        note_type = self._types.by_id[NoteTypeId(old.note_type_id)]
        # A type with more fields keeps what the learner wrote in them.
        theirs = (*change.theirs, *old.fields[len(change.theirs) :])[: len(note_type.fields)]
        wanted = places(self._types, note_type, theirs)
        if not wanted:
            self._tell(
                message(
                    "“{term}” would make no card in its new wording; the old one was kept.",
                    term=change.term,
                )
            )
            return False
        self._theirs[old.note_id] = theirs
        self._wanted.append(Wanted(old.note_id, tuple(wanted), 0))
        return True

    def _tell(self, what: Message) -> None:
        self._tally.problems.append(Problem(self._draft.title, 0, what))

    def _place(
        self, change: PassageChange, old: StoredPassage, *, takes: bool, asked: bool
    ) -> None:
        made, kind, term = old.made, old.kind, old.term
        quote = change.new_quote or old.quote
        if change.candidate is not None and (takes or old.kind != OWN):
            found = self._draft.candidates[change.candidate]
            kind, term = found.candidate.kind.value, change.term
            if quote != old.quote:
                made = change.theirs if takes else fields_for(found.card)
        # Who chose the old words has looked already; who was not asked has not.
        settled = takes or asked or not change.decisions
        marks = change.material and (takes or not asked)
        look = self._look(old, quote, marks=marks, settled=settled)
        row = (
            kind, term, json.dumps(change.heading), change.start, change.stop, quote,
            notes.stored_fields(made), *look,
        )  # fmt: skip
        before = (
            old.kind, old.term, json.dumps(old.heading), old.start, old.stop, old.quote,
            notes.stored_fields(old.made),
            int(old.fresh_look), old.former_quote, old.former_until_ms,
        )  # fmt: skip
        if row != before:
            self._passages.append((*row, self._now, old.note_id))
        heading = source_heading(self._draft.title, change.heading)
        if heading != old.source_heading:
            self._sources.append((old.source_id, heading, self._now, old.note_id))

    def _look(
        self, old: StoredPassage, quote: str, *, marks: bool, settled: bool
    ) -> tuple[int, str, int | None]:
        """Return (fresh look, former quote, former until in ms) of a passage.

        Former is what the learner looked at last, however often the article changes until then.
        Once it says that again, and the card is ``settled`` about it, there is nothing to look at.
        """
        if settled and quote != old.quote and quote == old.former_quote:
            return 0, "", None
        if old.former_quote:
            return 1, old.former_quote, old.former_until_ms
        if marks:
            return 1, old.quote, self._now
        return int(old.fresh_look), "", None

    def write(self) -> None:
        """Write what was gathered."""
        conn = self._conn
        for note in notes.get_notes(conn, list(self._theirs)):
            fields = self._theirs[note.id]
            key = notes.first_key(fields[0])
            tags = " ".join(note.tags)
            self._notes.append((notes.stored_fields(fields), tags, key, self._now, note.id))
        notes.update(conn, self._notes)
        reconcile(conn, self._wanted, self._now)
        notes.set_sources(conn, self._sources)
        articles.update(conn, self._passages)
        gone = [row[1] for row in cards.cards_of_notes(conn, self._suspended)]
        if gone:
            cards.suspend(conn, gone, True, self._now)
