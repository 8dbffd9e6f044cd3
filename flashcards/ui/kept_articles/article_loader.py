"""An article opened to be answered, read in the background."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashcards.model.articles import Article, Blank
from flashcards.model.errors import CancelledError
from flashcards.study.session import StudySession
from flashcards.ui.deck_from_article.page import PageLine
from flashcards.ui.kept_articles.kept_lines import kept_lines

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.store.operation import Progress


@dataclass(frozen=True, slots=True)
class Opened:
    """An article opened to be answered."""

    article: Article
    lines: tuple[PageLine, ...]
    blanks: list[Blank]
    session: StudySession


def read_article(collection: "Collection", source_id: int, progress: "Progress") -> Opened:
    """Read an article and what of it can be answered now."""
    articles = collection.articles
    article = articles.source(source_id)
    lines = kept_lines(article, articles.passages(source_id), articles.layout(source_id))
    blanks = articles.in_article(source_id)
    if not progress(1, 1):
        raise CancelledError
    return Opened(article, lines, blanks, articles.study(source_id))
