"""Tells which cards of an article are notes already, those it was split into one by one."""

from collections.abc import Sequence

from flashcards.collection.articles.adding import Names, fields_for
from flashcards.collection.articles.drafting import Draft
from flashcards.model.articles import DraftCard
from flashcards.model.errors import UserError
from flashcards.model.ids import NoteId
from flashcards.store import articles, notes
from flashcards.store.store import Store


def notes_added(store: Store, draft: Draft, cards: Sequence[DraftCard]) -> list[NoteId | None]:
    """Return for each card the note it has become; None for those that were not added.

    One that is whole is known by its passage as well, whatever became of that.
    """
    guids = _guids(store, draft, cards)
    with store.reading() as conn:
        found = notes.notes_with_guids(conn, [guid for guid in guids if guid])
    added: list[NoteId | None] = []
    for card, guid in zip(cards, guids, strict=True):
        note = found.get(guid)
        if note is not None:
            added.append(note.id)
        elif card.candidates and not card.part:
            added.append(draft.candidates[card.candidates[0]].note_id)
        else:
            added.append(None)
    return added


def _guids(store: Store, draft: Draft, cards: Sequence[DraftCard]) -> list[str]:
    """Return the identities of the cards; empty for what no note can hold, or no article has."""
    if draft.source_id is None:
        return [""] * len(cards)
    with store.reading() as conn:
        article = articles.get(conn, draft.source_id)
        present = {each.note_id: each for each in articles.passages(conn, draft.source_id)}
    if article is None:  # forgotten meanwhile
        return [""] * len(cards)
    candidates = {
        present[each.note_id].guid: place
        for place, each in enumerate(draft.candidates)
        if each.note_id is not None and each.note_id in present
    }
    guids = []
    for card in cards:
        try:
            # Each on its own: which others are added with it does not change what it is.
            guids.append(Names(article.uid, draft, candidates).guid(card, fields_for(card)))
        except UserError:
            guids.append("")
    return guids
