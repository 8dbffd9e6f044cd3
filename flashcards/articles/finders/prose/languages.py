"""Which languages have tables, and which of them an article is read with."""

from flashcards.articles.finders.prose.english import ENGLISH
from flashcards.articles.finders.prose.language import Language
from flashcards.articles.finders.structure import Article

LANGUAGES = (ENGLISH,)


def language_of(article: Article) -> Language | None:
    """Return the tables for an article's language; None where its sentences are not read."""
    return ENGLISH if article.english else None
