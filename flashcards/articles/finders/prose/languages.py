"""Which languages have tables, and which of them the parts of an article are read with."""

from flashcards.articles.detecting import language_of
from flashcards.articles.finders.prose import stating_english, stating_others
from flashcards.articles.finders.prose.english import ENGLISH
from flashcards.articles.finders.prose.french import FRENCH
from flashcards.articles.finders.prose.german import GERMAN
from flashcards.articles.finders.prose.language import Language
from flashcards.articles.finders.prose.spanish import SPANISH
from flashcards.articles.finders.prose.stating import Stating
from flashcards.articles.finders.structure import Article, Section

LANGUAGES = (ENGLISH, GERMAN, FRENCH, SPANISH)
_ENOUGH = 200
"""Characters of a section whose words tell its language."""
_STATING = {
    "en": stating_english.ENGLISH,
    "de": stating_others.GERMAN,
    "fr": stating_others.FRENCH,
    "es": stating_others.SPANISH,
}
_BY_CODE = {language.code: language for language in LANGUAGES}


def tables_for(article: Article, section: Section) -> Language | None:
    """Return the tables for a section's language; None where its sentences are not read.

    A section is taken to be in the article's language unless its words clearly tell another.
    """
    code = article.language
    start = section.blocks[0].start if section.blocks else section.end
    if section.end - start >= _ENOUGH:
        code = language_of(article.text[start : section.end], code)
    return _BY_CODE.get(code)


def stating_for(language: Language) -> Stating | None:
    """Return the tables by which a language's statements are read; None where it has none."""
    return _STATING.get(language.code)


def has_tables(code: str) -> bool:
    """Tell whether sentences in a language are read."""
    return code in _BY_CODE
