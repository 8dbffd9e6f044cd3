"""What is told of a card's source, and which words of it would give the answer away."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashcards.collection.articles.places import hidden_in
from flashcards.model.articles import Passage
from flashcards.model.enums import NoteKind
from flashcards.model.errors import UserError
from flashcards.ui.kept_articles.words import day_words, path_words, place_words, read_words
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.api import Collection

COVERED = "…"
_SHORTEST_ALIKE, _LONGEST_ALIKE = 2, 80
"""Characters of an answer that is covered wherever it stands."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a card comes from, ready to be shown."""

    title: str
    about: str
    """Where and when the article was read."""
    heading: str
    paragraph: str
    paragraph_start: int | None
    """Where the paragraph begins in the article; None once the passage is gone from it."""
    sentence: tuple[int, int]
    covers: tuple[tuple[int, int], ...]
    like: str
    """Words covered wherever they stand."""
    source_id: int
    place: int | None
    """Where the passage begins in the article; None once it is gone from it."""
    quote: str = ""
    """What the article says, of a card that is to be looked at again."""
    former: str = ""
    """What it said before; empty where that would give the answer away, or was not kept."""
    until: str = ""
    """Names what it said before."""
    marks: tuple[tuple[int, int], ...] = ()
    """Words of the paragraph that the learner highlighted."""
    notice: str = ""
    """What else is to be known."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is known of a source whose text the collection does not keep, in a line."""

    note_id: int
    named: bool
    """Whether the note names a source at all."""
    words: str


def source_of(collection: "Collection", card_id: int, *, answered: bool) -> Source | Elsewhere:
    """Return where a card comes from; until it is ``answered``, with the answer covered."""
    card = collection.card(card_id)
    passage = collection.articles.passage(card.note_id)
    if passage is None:
        return _elsewhere(collection, card.note_id)
    try:
        row = next(s for s in collection.articles.sources() if s.id == passage.source_id)
    except StopIteration:
        return _elsewhere(collection, card.note_id)
    covers, like = ((), "") if answered else _answer(collection, card_id, passage)
    notice = tr("The answer is covered until you show it.") if covers else ""
    if answered and passage.fresh_look:
        notice = tr("Changed in the article: check this card.")
    about = [place_words(row.address), read_words(row.read_at)]
    if passage.start is None:
        about.append(tr("no longer in the article"))
    return Source(
        _without(row.title, like),
        "  ·  ".join(filter(None, about)),
        _without(path_words(passage.heading), like),
        passage.paragraph,
        passage.paragraph_start,
        passage.sentence,
        covers,
        like,
        passage.source_id,
        passage.start,
        passage.quote if passage.fresh_look else "",
        passage.former_quote if answered else "",
        tr("Until {day} it said", day=day_words(passage.former_until)),
        _marks(collection, passage),
        notice,
    )


def _marks(collection: "Collection", passage: Passage) -> tuple[tuple[int, int], ...]:
    """Return which words of a passage's paragraph are highlighted."""
    low = passage.paragraph_start
    if low is None:
        return ()
    high = low + len(passage.paragraph)
    found = collection.reading.marked(passage.source_id)
    return tuple(
        (max(start, low) - low, min(stop, high) - low)
        for start, stop in found
        if start < high and stop > low
    )


def _elsewhere(collection: "Collection", note_id: int) -> Elsewhere:
    """Return what is known of the source of a note that comes from no kept article."""
    named = " › ".join(filter(None, collection.articles.named_source(note_id)))
    if named:
        words = tr(
            "From “{source}”. To read here what it says, make a deck from the article: that keeps "
            "its text.",
            source=named,
        )
        return Elsewhere(note_id, True, words)
    return Elsewhere(note_id, False, tr("This card names no source. Its note can be given one."))


def _answer(
    collection: "Collection", card_id: int, passage: Passage
) -> tuple[tuple[tuple[int, int], ...], str]:
    """Return what of a passage's paragraph says the answer of a card.

    Of a cloze the words it asks for; of every other card the whole sentence, for a question can
    be asked from either side.
    """
    card = collection.card(card_id)
    low, high = passage.sentence
    try:
        note = collection.note(card.note_id)
        note_type = collection.note_type(note.note_type_id)
    except UserError:
        return ((low, high),), ""
    kind, templates = note_type.kind, note_type.templates
    if kind is not NoteKind.CLOZE:
        backwards = card.template_uid != templates[0].uid if templates else False
        return ((low, high),), passage.term if backwards else ""
    start = passage.paragraph.find(passage.quote)
    if start < 0:
        return ((low, high),), ""
    span = start, start + len(passage.quote)
    hidden = hidden_in(
        passage.paragraph, span, passage.kind, passage.term, kind, note.fields, card.ordinal
    )
    hidden = hidden or (span,)
    words = passage.paragraph[slice(*hidden[0])].strip()
    whole = hidden == (span,)
    alike = not whole and _SHORTEST_ALIKE <= len(words) <= _LONGEST_ALIKE
    return hidden, words if alike else ""


def _without(text: str, words: str) -> str:
    """Return a text with the words of an answer left out."""
    folded = text.casefold()
    at = folded.find(words.casefold()) if words and len(folded) == len(text) else -1
    return text if at < 0 else text[:at] + COVERED + text[at + len(words) :]
