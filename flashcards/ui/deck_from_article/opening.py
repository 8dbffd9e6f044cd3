"""Reads an article and makes ready all that its review shows; for a worker thread."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.store.operation import Progress
from flashcards.ui.deck_from_article import keeping
from flashcards.ui.deck_from_article.deciding import Review
from flashcards.ui.deck_from_article.keeping import Source
from flashcards.ui.deck_from_article.page import PageLine, page_lines
from flashcards.ui.deck_from_article.words import card_words

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.collection.articles.comparing import Change

MOST_MADE_READY = 8_000


@dataclass(frozen=True, slots=True)
class Opened:
    """An article ready to be shown."""

    source: Source
    review: Review
    lines: tuple[PageLine, ...]
    restored: bool
    """Whether decisions of an earlier time were brought back."""
    change: "Change | None" = None
    """What became of the article where the collection has an older text of it."""


def open_article(
    collection: "Collection", source: Source, progress: Progress, *, learns: bool = False
) -> Opened:
    """Return an article with its review, decisions kept of it included.

    Where the program ``learns``, earlier choices say which cards are likely wanted. A changed
    article comes with what became of its passages. Raises UserError.
    """
    # Else the window would have to wait for these.
    import flashcards.ui.deck_from_article.card_editor
    import flashcards.ui.deck_from_article.review_page  # noqa: F401  (loaded here, used there)
    from flashcards.collection.articles.choices import ranked

    data: Path | str = source.text if source.path is None else source.path
    if isinstance(data, str) and not data.strip():
        raise UserError(
            message("There is no text to read."),
            message("Copy an article first, then paste it here."),
        )
    draft = collection.articles.read(data, progress=progress)
    if draft.changed:
        change = collection.articles.change_of(draft)
        return Opened(source, Review(draft), (), False, change)
    review = Review(draft, ranked(draft) if learns else None)
    restored = keeping.restore(collection.path, review, source)
    for card in review.cards[:MOST_MADE_READY]:
        card_words(card.card)  # kept, so that the list need not work it out
    return Opened(source, review, page_lines(draft.document), restored)
