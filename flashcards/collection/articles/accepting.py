"""Makes the chosen cards of a new article notes, or updates the article that is kept already."""

from collections.abc import Sequence

from flashcards.collection.articles.adding import Kept, add_notes, deck_name_for
from flashcards.collection.articles.comparing import compare
from flashcards.collection.articles.drafting import Draft
from flashcards.collection.articles.keeping import new_deck_label, refuse_nothing
from flashcards.collection.articles.known import forgotten, known_article
from flashcards.collection.articles.pictures import kept_pictures
from flashcards.collection.articles.structure import structure_of
from flashcards.collection.articles.updating import apply
from flashcards.collection.files.incoming import Tally, TriedOutError
from flashcards.model.articles import DraftCard
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.parsed import ImportReport
from flashcards.store import articles
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import Progress, operation
from flashcards.store.store import Connection, Store


def accept(
    store: Store,
    types: StoredTypes,
    draft: Draft,
    chosen: Sequence[DraftCard],
    deck: str | None = None,
    progress: Progress | None = None,
    *,
    try_out: bool = False,
) -> ImportReport:
    """Make the chosen cards of a draft notes of ``deck``, and keep the article with them.

    Cards that are notes already are not added again. Where the collection has an older text of
    the article, that is updated too, as ``updating.apply`` does without decisions. One
    undo takes all of it back. Raises UserError, and changes nothing, when no card can be used.
    With ``try_out`` nothing of it is kept: the report says what would be done.
    """
    try:
        return _accept(store, types, draft, chosen, deck, progress, try_out)
    except TriedOutError as tried:
        return tried.report


def _accept(
    store: Store,
    types: StoredTypes,
    draft: Draft,
    chosen: Sequence[DraftCard],
    deck: str | None,
    progress: Progress | None,
    try_out: bool,
) -> ImportReport:
    if not chosen:
        raise UserError(
            message("No card was chosen."), message("Choose at least one of the article’s cards.")
        )
    with store.reading() as conn:
        known = known_article(conn, draft)
    if known is not None:
        change = compare(store, types, draft, known.id)
        return apply(store, types, change, {}, chosen, deck, progress, try_out=try_out)
    tally = Tally()
    name = deck or deck_name_for(draft.title)
    with (
        kept_pictures(store, draft.pictures, chosen, try_out=try_out),
        store.writing(new_deck_label(draft.title), progress=progress) as conn,
    ):
        work = operation(conn)
        kept = keep_text(conn, draft, structure_of(draft), work.now_ms)
        add_notes(conn, work, types, draft, kept, chosen, name, tally)
        refuse_nothing(tally)
        if try_out:
            raise TriedOutError(tally.report(name))
    return tally.report(name)


def keep_text(conn: Connection, draft: Draft, structure: str, now_ms: int) -> Kept:
    """Keep the text of an article the collection does not have, or has forgotten."""
    title, address, text = draft.title, draft.address, draft.document.text
    home = forgotten(conn, draft)
    if home is None:
        home = articles.add(conn, title, address, draft.digest, structure, text, now_ms)
    else:
        articles.replace_text(conn, home[0], title, address, draft.digest, structure, text, now_ms)
    return Kept(*home)
