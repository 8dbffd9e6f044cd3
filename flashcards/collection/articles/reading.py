"""Reads articles first: keeps them without any card, marks words, and makes cards on the way."""

from collections.abc import Sequence
from dataclasses import replace

from flashcards.collection.articles.accepting import keep_text
from flashcards.collection.articles.adding import Kept, add_notes, fields_for
from flashcards.collection.articles.coverage import due_in_article
from flashcards.collection.articles.drafting import (
    Draft,
    draft_kept,
    guid_of,
    wording_key,
)
from flashcards.collection.articles.keeping import (
    carry_reading,
    home_of,
    quoted_title,
    refuse_nothing,
    required,
)
from flashcards.collection.articles.pictures import kept_pictures
from flashcards.collection.articles.read_spans import size
from flashcards.collection.articles.structure import (
    Home,
    home_in,
    left_in,
    structure_unseen,
    with_home,
    with_left,
)
from flashcards.collection.articles.under_way import required_reading
from flashcards.collection.cleaning import clean_deck_name
from flashcards.collection.files.incoming import Tally
from flashcards.model.articles import DraftCard
from flashcards.model.errors import UserError
from flashcards.model.ids import SourceId
from flashcards.model.messages import Message, message
from flashcards.model.parsed import ImportReport
from flashcards.model.reading import Highlight, Priority, ReadingSummary
from flashcards.scheduling.days import from_ms, learner_day
from flashcards.store import articles, decks, notes, readings
from flashcards.store.articles import StoredArticle
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import operation
from flashcards.store.store import Connection, Store

# What is under way -----------------------------------------------------------------


def keep(store: Store, draft: Draft) -> SourceId:
    """Keep an article without any card, as one that is being read; return its id.

    Of one that is kept already nothing changes, unless no card comes from it and it reads
    otherwise now: then its newer text takes the place. One undo takes it back.
    """
    with store.writing(message("Read {article}", article=quoted_title(draft.title))) as conn:
        work = operation(conn)
        source_id = draft.source_id
        if source_id is None:
            kept = keep_text(conn, draft, structure_unseen(draft), work.now_ms)
            source_id = kept.id
        elif draft.changed and not articles.passages(conn, source_id):
            _renew(conn, source_id, draft, work.now_ms)
        _start(conn, source_id, work.now_ms)
    return source_id


def _renew(conn: Connection, source_id: SourceId, draft: Draft, now_ms: int) -> None:
    before, text = required(conn, source_id), draft.document.text
    structure = structure_unseen(draft, before)
    articles.replace_text(
        conn, source_id, draft.title, draft.address or before.address, draft.digest, structure,
        text, now_ms,
    )  # fmt: skip
    carry_reading(conn, before, text)
    articles.realign(conn, now_ms, source_id)


def _start(conn: Connection, source_id: int, now_ms: int) -> None:
    found = required_reading(conn, source_id)
    if not found.started or found.finished_ms is not None:
        readings.decide(conn, found.uid, found.priority, found.portion, None, now_ms)


def start(store: Store, source_id: int) -> None:
    """Count a kept article among those that are read; no step to be taken back.

    One that was put away stays so.
    """
    with store.reading() as conn:
        if required_reading(conn, source_id).started:
            return
    with store.writing(message("Read article"), undoable=False) as conn:
        _start(conn, source_id, operation(conn).now_ms)


def decide(
    store: Store,
    source_id: int,
    label: Message,
    *,
    priority: Priority | None = None,
    portion: int | None = None,
    finished: bool | None = None,
) -> None:
    """Decide about reading an article, as one step called ``label``; the rest stays as it is."""
    with store.writing(label) as conn:
        found, now_ms = required_reading(conn, source_id), operation(conn).now_ms
        ended = found.finished_ms
        if finished is not None:
            ended = now_ms if finished else None
        readings.decide(
            conn,
            found.uid,
            found.priority if priority is None else priority,
            found.portion if portion is None else portion,
            ended,
            now_ms,
        )


# Highlights ------------------------------------------------------------------------


def highlights(store: Store, source_id: int) -> list[Highlight]:
    """Return the words marked in an article in its order, those gone from it last."""
    with store.reading() as conn:
        found = readings.highlights(conn, source_id)
    return [
        Highlight(each.id, each.start, each.stop, each.quote, from_ms(each.made_ms))
        for each in found
    ]


def highlight(store: Store, source_id: int, start: int, stop: int) -> None:
    """Mark ``text[start:stop]``; marks it overlaps become one with it."""
    with store.writing(message("Highlight")) as conn:
        text = articles.text_of(conn, source_id)
        over = [
            each
            for each in readings.highlights(conn, source_id)
            if each.start is not None
            and each.stop is not None
            and each.start < stop
            and each.stop > start
        ]
        for each in over:
            assert each.start is not None
            assert each.stop is not None
            start, stop = min(start, each.start), max(stop, each.stop)
        if not 0 <= start < stop <= len(text):
            raise UserError(message("There are no words to mark."))
        readings.delete_highlights(conn, [each.id for each in over])
        now_ms = operation(conn).now_ms
        readings.add_highlight(conn, source_id, start, stop, text[start:stop], now_ms)


def remove_highlights(store: Store, ids: Sequence[int]) -> None:
    """Take marks away."""
    with store.writing(message("Remove highlight")) as conn:
        readings.delete_highlights(conn, ids)


# Cards -----------------------------------------------------------------------------


def candidates(store: Store, source_id: int) -> Draft:
    """Return a kept article with the cards it could become; raise UserError where it is gone."""
    with store.reading() as conn:
        article = required(conn, source_id)
    return draft_kept(article)


def add_cards(
    store: Store,
    types: StoredTypes,
    source_id: int,
    cards: Sequence[DraftCard],
    draft: Draft | None = None,
    deck: str | None = None,
) -> ImportReport:
    """Make cards of an article notes, each with its passage; one step.

    ``draft`` is that of ``candidates``, for cards that come from one. Without ``deck`` they go
    where ``home`` says. Raises UserError where no card can be used.
    """
    tally = Tally()
    pictures = {} if draft is None else draft.pictures
    with (
        kept_pictures(store, pictures, cards, try_out=False),
        store.writing(message("Add card")) as conn,
    ):
        article = required(conn, source_id)
        if draft is None or draft.digest != article.digest:
            cards = [replace(each, candidates=()) for each in cards]
            draft = replace(draft_kept(article, find=False), pictures=pictures)
        kept = Kept(article.id, article.uid)
        wanted = [_told_apart(conn, article.uid, each) for each in cards]
        name, work = deck or home_of(conn, article), operation(conn)
        add_notes(conn, work, types, draft, kept, wanted, name, tally)
        refuse_nothing(tally)
        _settle_home(conn, article, work.now_ms)
    return tally.report(name)


def left_out(store: Store, source_id: int) -> frozenset[str]:
    """Return the ids of the candidates the learner left out; raise UserError for a gone article."""
    with store.reading() as conn:
        return left_in(required(conn, source_id))


def leave_out(store: Store, source_id: int, candidate_id: str) -> None:
    """Offer a candidate no more while the article is read."""
    with store.writing(message("Leave out card")) as conn:
        article = required(conn, source_id)
        structure = with_left(article, candidate_id)
        articles.set_structure(conn, source_id, structure, operation(conn).now_ms)


def home(store: Store, source_id: int) -> str:
    """Return the full name of the deck that cards of an article go to; it may not exist yet.

    Raises UserError where the article is gone.
    """
    with store.reading() as conn:
        return home_of(conn, required(conn, source_id))


def set_home(store: Store, source_id: int, deck: str) -> None:
    """Let the cards made of an article go to a deck from now on; it is added with the first one.

    The deck is known by its uid, so renaming it changes nothing. Empty for where they would go
    without a choice. Raises UserError for what is no name of a deck.
    """
    with store.writing(message("Choose deck of article")) as conn:
        article = required(conn, source_id)
        chosen = _home_named(conn, clean_deck_name(deck)) if deck.strip() else None
        structure = with_home(article, chosen)
        articles.set_structure(conn, source_id, structure, operation(conn).now_ms)


def _home_named(conn: Connection, name: str) -> Home:
    found = decks.deck_named(conn, name)
    return ("", name) if found is None else (found.uid, found.name)


def _settle_home(conn: Connection, article: StoredArticle, now_ms: int) -> None:
    """Know a deck that was chosen before it existed by its uid, once it does."""
    chosen = home_in(article)
    if chosen is not None and not chosen[0]:
        found = _home_named(conn, chosen[1])
        if found[0]:
            articles.set_structure(conn, article.id, with_home(article, found), now_ms)


def _told_apart(conn: Connection, source_uid: str, card: DraftCard) -> DraftCard:
    """Return a card of the learner's own with a name that no other note of the article has.

    Names are made from letters and digits alone, and another gap in the same sentence has them
    too. One that says just the same keeps its name, for it is that note.
    """
    if card.candidates:
        return card
    fields = fields_for(card)
    name = wording_key(fields[0])
    while True:
        found = notes.notes_with_guids(conn, [guid_of(source_uid, name, card.part)])
        if all(note.fields[: len(fields)] == fields for note in found.values()):
            return card
        card = replace(card, part=card.part + 1)


def summary(
    store: Store, types: StoredTypes, source_id: int, day_start_minutes: int
) -> ReadingSummary:
    """Return what reading an article has come to; raise UserError where it is not kept."""
    now = store.now()
    waiting = due_in_article(store, types, source_id, now, day_start_minutes)
    with store.reading() as conn:
        found = required_reading(conn, source_id)
        marks = readings.highlights(conn, source_id)
        made = articles.passage_cards(conn, source_id, learner_day(now, day_start_minutes))
    share = size(found.spans) / max(1, found.characters)
    return ReadingSummary(share, len(marks), len(made), len(waiting))
