"""Which languages have tables, and which of them the parts of an article are read with."""

from flashcards.articles.detecting import language_of, speaks
from flashcards.articles.finders.prose import stating_english, stating_others
from flashcards.articles.finders.prose.english import ENGLISH
from flashcards.articles.finders.prose.french import FRENCH
from flashcards.articles.finders.prose.german import GERMAN
from flashcards.articles.finders.prose.language import Language
from flashcards.articles.finders.prose.spanish import SPANISH
from flashcards.articles.finders.prose.stating import Stating
from flashcards.articles.finders.structure import Article, Section
from flashcards.articles.tree import Block

LANGUAGES = (ENGLISH, GERMAN, FRENCH, SPANISH)
_ENOUGH = 200
"""Characters of a section whose words tell its language."""
_ENOUGH_OF_ONE = 100
"""Characters of a paragraph whose words tell its language."""
_BEGINNING = 600
"""Characters of it that are looked at."""
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
    return _BY_CODE.get(code_of(article, section))


def code_of(article: Article, section: Section) -> str:
    """Return the code of a section's language."""
    code = article.language
    start = section.blocks[0].start if section.blocks else section.end
    if section.end - start >= _ENOUGH:
        code = language_of(article.text[start : section.end], code)
    return code


def tables_in(article: Article, block: Block, code: str) -> Language | None:
    """Return the tables for a paragraph's language; None where its sentences are not read.

    It is taken to be in ``code``, its section's language, unless its words clearly tell another.
    """
    if block.end - block.start >= _ENOUGH_OF_ONE:
        words = article.text[block.start : min(block.end, block.start + _BEGINNING)]
        if not speaks(words, code):
            code = language_of(words, code)
    return _BY_CODE.get(code)


def stating_for(language: Language) -> Stating | None:
    """Return the tables by which a language's statements are read; None where it has none."""
    return _STATING.get(language.code)


def has_tables(code: str) -> bool:
    """Tell whether sentences in a language are read."""
    return code in _BY_CODE
