"""Finds out what a collection has of an article already: itself, its notes, notes like them."""

from collections.abc import Sequence
from dataclasses import replace

from flashcards.articles.candidates import Candidate
from flashcards.articles.finders.context import plain_question, without_context
from flashcards.articles.finders.wording import what_is
from flashcards.collection.articles.alike_questions import (
    other_names,
    other_questions,
    same_capitals,
)
from flashcards.collection.articles.drafting import Draft, guid_of, wording_key
from flashcards.collection.articles.matching import match
from flashcards.collection.articles.structure import seen_in
from flashcards.model.ids import NoteId, SourceId
from flashcards.store import articles, notes
from flashcards.store.articles import StoredArticle, StoredPassage
from flashcards.store.store import Connection, Store
from flashcards.text.plain import first_field_key

_SAMPLE = 200
"""Passages of a known article that are looked for in one that may be it."""
_ALIKE_AT_ADDRESS, _ALIKE_BY_TITLE = 0.25, 0.5
"""The share of them that must be in it."""


def known_to(store: Store, draft: Draft) -> Draft:
    """Return the draft with what the collection has of it: the article, its notes, like notes."""
    with store.reading() as conn:
        known = known_article(conn, draft)
        own: dict[int, NoteId] = {}
        if known is not None:
            passages = articles.passages(conn, known.id)
            matched = match(passages, known.uid, draft).candidates
            for place in sorted(matched, reverse=True):  # of a split one the first card
                own[matched[place]] = passages[place].note_id
        home = forgotten(conn, draft) if known is None else (known.id, known.uid)
        if home is not None:
            own = strays(conn, home[0], _asked(draft, home[1])) | own
        like = _duplicates(conn, draft)
    seen = _seen(known, draft)
    candidates = tuple(
        replace(
            found,
            seen=found.id in seen,
            note_id=own.get(place),
            duplicates=tuple(note for note in like[place] if note != own.get(place)),
        )
        for place, found in enumerate(draft.candidates)
    )
    return replace(
        draft,
        candidates=candidates,
        source_id=None if known is None else known.id,
        changed=known is not None and known.digest != draft.digest,
    )


def _seen(known: StoredArticle | None, draft: Draft) -> frozenset[str]:
    """Return the ids of the candidates the learner has decided about, of a text that is kept.

    An earlier version did not note them down, and kept no article without a look at all.
    """
    if known is None or known.digest != draft.digest:
        return frozenset()
    return seen_in(known) if known.structure else frozenset(each.id for each in draft.candidates)


def known_article(conn: Connection, draft: Draft) -> StoredArticle | None:
    """Return the article of the collection that ``draft`` is: of the same text, or grown from it.

    A text at the same address, or of the same title, is the same article only where some of what
    the old one said is in it. One without any cards left is taken where there is no other.
    """
    bare: StoredArticle | None = None
    for found in articles.like(conn, draft.digest, draft.address, draft.title):
        same, at_address = found.digest == draft.digest, _at_one_address(found, draft)
        passages = articles.passages(conn, found.id)[:_SAMPLE]
        needed = _ALIKE_AT_ADDRESS if at_address else _ALIKE_BY_TITLE
        if passages and (same or _likeness(passages, draft) >= needed):
            return found
        if not passages and bare is None and (same or at_address):
            bare = found
    return bare


def _at_one_address(found: StoredArticle, draft: Draft) -> bool:
    return bool(found.address) and found.address == draft.address


def forgotten(conn: Connection, draft: Draft) -> tuple[SourceId, str] | None:
    """Return (id, uid) of a source of this title whose text is not kept but whose notes are here.

    So it is with an article that was forgotten, and with notes that came in a deck file.
    """
    for source_id, uid in articles.titles_only(conn, draft.title):
        if strays(conn, source_id, _asked(draft, uid)):
            return source_id, uid
    return None


def _asked(draft: Draft, uid: str) -> list[tuple[str, str]]:
    cards = (found.card for found in draft.candidates)
    return [
        (guid_of(uid, found.id), card.cloze or card.front)
        for found, card in zip(draft.candidates, cards, strict=True)
    ]


def strays(conn: Connection, source_id: int, asked: Sequence[tuple[str, str]]) -> dict[int, NoteId]:
    """Return which of an article’s cards, by place in ``asked``, are notes without a passage.

    ``asked`` are (guid, first field). Such a note has the guid, or names the source and asks just
    the same, in the words of today or of an earlier version.
    """
    guids = {guid: place for place, (guid, _) in reversed([*enumerate(asked)])}
    firsts: dict[str, int] = {}
    for worded in (str, without_context, plain_question):  # brackets may be the author's own
        for number, (_, first) in enumerate(asked):
            firsts.setdefault(first_field_key(worded(first)), number)
    found: dict[int, NoteId] = {}
    keys = {notes.number_of(first) for first in firsts}
    for note_id, guid, first in articles.unplaced(conn, source_id, guids, keys):
        place = guids.get(guid, firsts.get(first_field_key(first)))
        if place is not None:
            found.setdefault(place, note_id)
    return found


def _likeness(passages: Sequence[StoredPassage], draft: Draft) -> float:
    terms = {(d.candidate.kind.value, wording_key(d.candidate.term)) for d in draft.candidates}
    text = draft.document.text
    alike = sum(
        (passage.kind, wording_key(passage.term)) in terms or passage.quote in text
        for passage in passages
    )
    return alike / len(passages)


def _duplicates(conn: Connection, draft: Draft) -> list[list[NoteId]]:
    """Return for each candidate the notes whose first field asks for the same.

    That is its question or its bare term, in its words or with another article or number.
    """
    asked = [_wordings(found.candidate) for found in draft.candidates]
    numbers = {words: notes.number_of(words) for each in asked for words in each}
    stored = articles.notes_with_keys(conn, numbers.values())
    return [
        sorted({
            note_id
            for words, meant in each.items()
            for note_id, first in stored.get(numbers[words], ())
            if first_field_key(first) == words and (not meant or same_capitals(meant, first))
        })
        for each in asked
    ]  # fmt: skip


def _wordings(candidate: Candidate) -> dict[str, str]:
    """Return the first fields that ask what a candidate asks, as ``first_field_key`` has them.

    Those in other words than its own come with these, for their capitals must be the same.
    A card may also have been made without the subject behind its question.
    """
    if candidate.cloze:
        texts = candidate.cloze, without_context(candidate.cloze)
        return {first_field_key(text): "" for text in texts}
    own = list(dict.fromkeys((candidate.front, without_context(candidate.front))))
    found = {other: text for text in own for other in other_questions(text)}
    if candidate.kind == "term":
        found |= dict.fromkeys(other_names(candidate.term), candidate.term)
        asked = what_is(candidate.term)
        found |= dict.fromkeys((*other_questions(asked), first_field_key(asked)), asked)
        own.append(candidate.term)
    return found | {first_field_key(text): "" for text in own}
