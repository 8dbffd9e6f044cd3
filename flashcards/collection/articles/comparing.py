"""Compares an article with what was kept of it: what became of each passage and its card."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flashcards.articles.finders.context import context_of, plain_question
from flashcards.collection.articles.adding import OWN, fields_for
from flashcards.collection.articles.drafting import Draft
from flashcards.collection.articles.keeping import required
from flashcards.collection.articles.matching import (
    Searched,
    is_cloze,
    is_material,
    match,
    moved,
    renumbered,
    same_wording,
)
from flashcards.collection.articles.places import heading_path
from flashcards.collection.articles.structure import seen_in
from flashcards.collection.decks.cards_of import answered_card_goes, places
from flashcards.model.articles import Decision, PassageChange, PassageState
from flashcards.model.ids import NoteTypeId, SourceId
from flashcards.store import articles
from flashcards.store.articles import StoredPassage, nearest
from flashcards.store.notes import StoredTypes
from flashcards.store.store import Connection, Store
from flashcards.text.conversions import as_fields

_DECISIONS = {
    PassageState.REWORDED: (Decision.THEIRS, Decision.MINE),
    PassageState.CONFLICT: (Decision.MINE, Decision.THEIRS),
    PassageState.GONE: (Decision.MINE, Decision.SUSPEND),
    PassageState.NEW: (Decision.LEAVE, Decision.TAKE),
}
"""What can be decided of each state; the first is what happens without a decision."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an article: of each of its passages, and what is new in it."""

    source_id: SourceId
    draft: Draft
    passages: tuple[PassageChange, ...]
    """The known ones in the old order, then the new ones in the order of the article."""
    left_out: tuple[int, ...]
    """Candidates that were there before and that the learner did not take."""
    known_digest: str
    """The digest of the kept text that the draft was compared with."""

    @property
    def counts(self) -> Mapping[PassageState, int]:
        """How many passages are in each state."""
        return Counter(each.state for each in self.passages)

    @property
    def anything(self) -> bool:
        """Whether the article differs at all from what is kept.

        What is gone from a text that is the kept one has been told before.
        """
        known = PassageState.UNCHANGED, PassageState.GONE
        return self.draft.changed or any(each.state not in known for each in self.passages)


def compare(
    store: Store, types: StoredTypes, draft: Draft, source_id: int, taken: Sequence[int] = ()
) -> Change:
    """Return what became of the article ``source_id``, which ``draft`` is a newer text of.

    Three texts meet for each passage: what the article said (``made``), what it says now, and
    what the learner has made of the card since. ``taken`` are candidates the learner has decided
    to take, so none of them is left out. Raises UserError where the article is not kept.
    """
    with store.reading() as conn:
        article = required(conn, source_id)
        known = articles.passages(conn, source_id)
        matches = match(known, article.uid, draft)
        draft = replace(draft, source_id=article.id, changed=draft.digest != article.digest)
        changes = [
            _sparing(
                conn,
                types,
                passage,
                _changed(
                    types, draft, passage, matches.candidates.get(place), matches.places.get(place)
                ),
            )
            for place, passage in enumerate(known)
        ]
    known_as = set(matches.candidates.values()) | matches.known
    seen, before = seen_in(article), Searched(article.text)
    left_out: list[int] = []
    for number, each in enumerate(draft.candidates):
        if number in known_as:
            continue
        had = each.id in seen or before.find(each.candidate.quote) is not None
        if had and number not in taken:
            left_out.append(number)
        else:
            changes.append(_new(draft, number))
    passages = tuple(_with_moves(known, changes))
    return Change(article.id, draft, passages, tuple(left_out), article.digest)


def _new(draft: Draft, number: int) -> PassageChange:
    found = draft.candidates[number].candidate
    return PassageChange(
        PassageState.NEW,
        None,
        number,
        found.term,
        found.heading,
        found.start,
        found.end,
        new_quote=found.quote,
        theirs=fields_for(draft.card(number)),
        decisions=_DECISIONS[PassageState.NEW],
    )


def _changed(
    types: StoredTypes,
    draft: Draft,
    old: StoredPassage,
    number: int | None,
    place: int | None,
) -> PassageChange:
    """Return what became of one passage; whether it moved is found out from all of them."""
    if number is None:
        return _without_candidate(draft, old, place)
    found = draft.candidates[number].candidate
    theirs = fields_for(draft.card(number))
    if is_cloze(theirs) and is_cloze(old.made):
        theirs = (renumbered(_with_gaps(old), theirs[0]), *theirs[1:])
    fitting = is_cloze(theirs) == (types.by_id[_type(old)].kind == "cloze")
    uid = types.by_id[_type(old)].uid
    made, theirs = (as_fields(uid, *each[:2]) or each for each in (old.made, theirs))
    start, stop, quote = found.start, found.end, found.quote
    # Other fields from the same words come from other rules, not from another article.
    otherwise = draft.changed and quote != old.quote and not same_wording(made, theirs)
    edited = old.kind == OWN or not same_wording(_as_long(old.fields, made), made)
    if not otherwise and quote != old.quote:
        # The learner may have marked more than the candidate, as by merging two.
        place = nearest(draft.document.text, old.quote, start)
        if place is not None:
            start, stop, quote = place, place + len(old.quote), old.quote
        otherwise = place is None and edited and is_material(old.quote, quote)
    heading = heading_path(draft.headings, start) if old.kind == OWN else found.heading
    state = PassageState.UNCHANGED
    if otherwise and fitting and not same_wording(_as_long(old.fields, theirs), theirs):
        state = PassageState.CONFLICT if edited else PassageState.REWORDED
    material = otherwise and (says_otherwise(made, theirs) or is_material(old.quote, quote))
    return PassageChange(
        state,
        old.note_id,
        number,
        found.term,
        heading,
        start,
        stop,
        old.quote,
        quote,
        made,
        old.fields,
        theirs if otherwise else old.fields,
        material,
        _DECISIONS.get(state, ()),
    )


def _sparing(
    conn: Connection, types: StoredTypes, old: StoredPassage, change: PassageChange
) -> PassageChange:
    """Keep a card that is being learnt unless told otherwise, though its item left the list."""
    if Decision.THEIRS not in change.decisions or not spends(conn, types, old, change.theirs):
        return change
    return replace(change, spends=True, decisions=(Decision.MINE, Decision.THEIRS))


def spends(conn: Connection, types: StoredTypes, old: StoredPassage, theirs: Sequence[str]) -> bool:
    """Whether a note would lose a card that was answered if it said what the article says."""
    wanted = places(types, types.by_id[_type(old)], theirs)
    return bool(wanted) and answered_card_goes(conn, types, old.note_id, wanted)


def _without_candidate(draft: Draft, old: StoredPassage, place: int | None) -> PassageChange:
    state = PassageState.GONE if place is None else PassageState.UNCHANGED
    stop = None if place is None else place + len(old.quote)
    heading = old.heading if place is None else heading_path(draft.headings, place)
    return PassageChange(
        state,
        old.note_id,
        None,
        old.term,
        heading,
        place,
        stop,
        old.quote,
        "" if place is None else old.quote,
        old.made,
        old.fields,
        old.fields,
        decisions=_DECISIONS.get(state, ()),
    )


def _with_gaps(old: StoredPassage) -> str:
    """Return the field of a note that holds its clozes."""
    return next((text for text in old.fields if is_cloze((text,))), old.fields[0])


def _as_long(fields: Sequence[str], made: Sequence[str]) -> Sequence[str]:
    """Return a note's fields without empty ones beyond those the article made."""
    return fields if any(fields[len(made) :]) else fields[: len(made)]


def _type(old: StoredPassage) -> NoteTypeId:
    return NoteTypeId(old.note_type_id)


def _with_moves(
    known: Sequence[StoredPassage], changes: Sequence[PassageChange]
) -> list[PassageChange]:
    """Mark what stands under another heading now, or elsewhere among the others."""
    there = [
        place
        for place, (old, change) in enumerate(zip(known, changes, strict=False))
        if old.start is not None and change.start is not None
    ]
    strayed = {there[n] for n in moved([changes[place].start or 0 for place in there])}
    return [
        replace(change, state=PassageState.MOVED)
        if change.state is PassageState.UNCHANGED
        and (place in strayed or change.heading != known[place].heading)
        else change
        for place, change in enumerate(changes)
    ]


def says_otherwise(old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether fields may say something else, however the question is worded.

    A context that stands behind only one of the two questions, or behind both, makes no difference;
    brackets that differ do, since they may be the author's own.
    """
    one, other = (context_of("".join(fields[:1])) for fields in (old, new))
    if one and other and is_material(one, other):
        return True
    return is_material(_plain(old), _plain(new))


def _plain(fields: Sequence[str]) -> str:
    return "\n".join((plain_question(fields[0]), *fields[1:])) if fields else ""
