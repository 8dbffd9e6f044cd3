"""Keeps articles with the notes made from them, and shows where each note comes from."""

from collections.abc import Sequence
from dataclasses import replace

from flashcards.articles.tree import Block
from flashcards.collection.articles.adding import deck_name_for
from flashcards.collection.articles.drafting import Draft
from flashcards.collection.articles.layout import unpacked
from flashcards.collection.articles.places import paragraph_around, sentences_around
from flashcards.collection.articles.read_spans import carried, size
from flashcards.collection.articles.structure import headings_of, home_in, items_of, with_lists
from flashcards.collection.files.incoming import Tally
from flashcards.model.articles import Article, ArticleRow, Passage
from flashcards.model.errors import UserError
from flashcards.model.ids import NoteId, SourceId
from flashcards.model.messages import Message, message
from flashcards.scheduling.days import from_ms
from flashcards.store import articles, cards, decks, notes, readings, undo
from flashcards.store.articles import StoredArticle, StoredPassage
from flashcards.store.operation import operation
from flashcards.store.store import Connection, Store

_LONGEST_TITLE = 60


def quoted_title(title: str) -> Message:
    """Return a title as undo names it: in quotation marks, cut where it is long."""
    shown = title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"
    return message("“{name}”", name=shown)


def new_deck_label(title: str) -> Message:
    """Return the name of the step that makes the first cards of an article."""
    return message("New deck from {article}", article=quoted_title(title))


def refuse_nothing(tally: Tally) -> None:
    """Raise UserError where cards were asked for and none could be used."""
    if tally.skipped and not tally.done:
        raise UserError(
            message("None of the cards can be used: {problem}", problem=tally.problems[0].message),
            message("Give each a question and an answer."),
        )


def deck_of(conn: Connection, source_id: int) -> str | None:
    for passage in articles.passages(conn, source_id):
        for _, card_id, _, _ in cards.cards_of_notes(conn, [passage.note_id]):
            home = cards.decks_of(conn, [card_id])[card_id]
            return next((deck.name for deck in decks.all_decks(conn) if deck.id == home), None)
    return None


def home_of(conn: Connection, article: StoredArticle) -> str:
    """Return the deck that cards of an article go to where none is named.

    That is the one the learner chose for them, if it is still there; else that of the article’s
    first card, and where it has none one of its title.
    """
    chosen = home_in(article)
    if chosen is not None and not chosen[0]:
        return chosen[1]
    deck = None if chosen is None else decks.deck_with_uid(conn, chosen[0])
    if deck is not None:
        return deck.name
    return deck_of(conn, article.id) or deck_name_for(article.title)


def forget(store: Store, source_id: int) -> None:
    """Keep an article's text no longer; its notes stay, without their passages."""
    with store.writing(message("Remove article")) as conn:
        required(conn, source_id)
        articles.forget(conn, source_id, operation(conn).now_ms)


def keep_lists(store: Store, draft: Draft) -> None:
    """Keep the lists and the layout of an article that an earlier version kept without them.

    Nothing is written where the article reads otherwise than ``draft``. No step of its own, for
    it only looks otherwise then.
    """
    with store.reading() as conn:
        found = None if draft.source_id is None else articles.get(conn, draft.source_id)
    if found is None or found.digest != draft.digest or not with_lists(found, draft):
        return
    with store.writing(message("Read article again"), undoable=False) as conn:
        now = required(conn, found.id)
        structure = with_lists(now, draft)
        if structure and now.digest == draft.digest:
            articles.set_structure(conn, now.id, structure, operation(conn).now_ms)


def carry_reading(conn: Connection, article: StoredArticle, text: str) -> None:
    """Carry over to the newer ``text`` of an article how far it was read.

    Undoing the step brings back how far that was in the older text.
    """
    found = readings.reading(conn, article.id)
    if found is None or found.read_ms is None:
        return
    undo.keep_place(conn, operation(conn).step, found.uid)
    spans, (place, top) = carried(article.text, text, found.spans, (found.position, found.top))
    before = max(0, found.week_before - size(found.spans) + size(spans))
    readings.set_place(conn, found.uid, place, top, spans, found.week, before, found.read_ms)


# Looking -----------------------------------------------------------------------


def required(conn: Connection, source_id: int) -> StoredArticle:
    """Return an article; raise UserError where it is not kept any more."""
    found = articles.get(conn, source_id)
    if found is None:
        raise UserError(message("This article is not in the collection any more."))
    return found


def sources(store: Store) -> list[ArticleRow]:
    """Return the articles kept, the one read last first."""
    with store.reading() as conn:
        found = articles.every(conn)
    return [
        ArticleRow(
            each.id,
            each.title,
            each.address,
            None if each.read_ms is None else from_ms(each.read_ms),
            characters,
            count,
        )
        for each, characters, count in found
    ]


def source(store: Store, source_id: int) -> Article:
    """Return an article as it was read last; raise UserError where it is not kept."""
    with store.reading() as conn:
        found = required(conn, source_id)
    read_at = None if found.read_ms is None else from_ms(found.read_ms)
    return Article(
        SourceId(found.id),
        found.title,
        found.address,
        found.digest,
        read_at,
        found.text,
        headings_of(found),
        items_of(found),
    )


def layout(store: Store, source_id: int) -> tuple[Block, ...]:
    """Return how an article is laid out; nothing of one that an earlier version kept.

    Raises UserError where it is not kept.
    """
    with store.reading() as conn:
        found = required(conn, source_id)
    return unpacked(found.structure, len(found.text))


def passage(store: Store, note_id: int) -> Passage | None:
    """Return where a note comes from; None when it comes from no article."""
    with store.reading() as conn:
        found = articles.passage(conn, note_id)
        if found is None:
            return None
        return _shown(found, articles.text_of(conn, found.source_id))


def named_source(store: Store, note_id: int) -> tuple[str, str]:
    """Return the title and the heading a note names as its source; each may be empty."""
    with store.reading() as conn:
        found = notes.get_notes(conn, [note_id])
        if not found:
            return "", ""
        return notes.source_title(conn, found[0].source_id), found[0].source_heading


def passages(store: Store, source_id: int) -> list[Passage]:
    """Return the passages of an article in its order, those gone from it last."""
    with store.reading() as conn:
        article = required(conn, source_id)
        found = articles.passages(conn, source_id)
    return [_shown(each, article.text) for each in found]


def _shown(found: StoredPassage, text: str) -> Passage:
    shown = Passage(
        found.note_id,
        found.source_id,
        found.kind,
        found.term,
        found.heading,
        found.start,
        found.stop,
        found.quote,
        found.fresh_look,
        found.quote,
        None,
        (0, len(found.quote)),
        found.former_quote,
        None if found.former_until_ms is None else from_ms(found.former_until_ms),
    )
    if found.start is None or found.stop is None or not text:
        return replace(shown, start=None, stop=None)
    low, high = paragraph_around(text, found.start, found.stop)
    first, last = sentences_around(text, found.start, found.stop)
    return replace(
        shown,
        paragraph=text[low:high],
        paragraph_start=low,
        sentence=(first - low, last - low),
    )


# Fresh looks -------------------------------------------------------------------


def fresh_look(store: Store) -> list[NoteId]:
    """Return the notes whose article words them otherwise now, to be looked at again."""
    with store.reading() as conn:
        return articles.fresh_looks(conn)


def clear_fresh_look(store: Store, note_ids: Sequence[int]) -> None:
    """Say that these notes have been looked at; what the article said before may go then."""
    with store.writing(message("Mark as looked at")) as conn:
        articles.clear_fresh_looks(conn, note_ids, operation(conn).now_ms)
