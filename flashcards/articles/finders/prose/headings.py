"""Reads the sentence below a heading that says what the thing named by the heading does."""

import re

from flashcards.articles.finders.prose.actors import read_actor
from flashcards.articles.finders.prose.definition import Definition, Term
from flashcards.articles.finders.prose.language import Language, Meaning, Pattern, Side
from flashcards.articles.finders.prose.reading import Clause
from flashcards.articles.finders.prose.vocabulary import (
    BE,
    HEDGES,
    MODALS,
    PALE_VERBS,
    PREPOSITIONS,
)
from flashcards.articles.finders.structure import Section

_DOES = Pattern("X does", re.compile(r"(?!)"), Side.BEFORE, Meaning.SUBJECT, 0.45)
_NO_ACTION = (
    BE | MODALS | PALE_VERBS | PREPOSITIONS | HEDGES | {"have", "do", "been", "allow", "allows"}
)
_LONGEST = 200
_FEWEST_BEHIND = 4


def read_below_heading(language: Language, section: Section, clause: Clause) -> Definition | None:
    """Return what the first sentence says that the thing does: "Chemotherapy uses drugs to ..."."""
    text, title = clause.text, section.title.strip()
    if section.heading is None or not title or clause.end - clause.start > _LONGEST:
        return None
    if text[clause.end - 1] != "." or language.pointing.search(text, clause.start, clause.end):
        return None
    if language.telling.search(text, clause.start, clause.end):
        return None
    words = language.words(text, clause.start, clause.end)
    name = read_actor(words)
    if name is None or text[name.start : name.end].casefold() != title.casefold():
        return None
    verb = words[name.after]
    if text[name.end : verb.start].strip():
        return None
    if verb.lower in _NO_ACTION or verb.lower.endswith(("ed", "ly", "ing")) or "?" in title:
        return None
    if len(words) - name.after < _FEWEST_BEHIND or language.doubt.search(
        text, clause.start, verb.end + 20
    ):
        return None
    term = Term(name.start, name.end, clause.start, name.determiner, 0, name.aliases)
    return Definition(
        term, _DOES, clause.start, clause.end, _DOES.confidence,
        marked=False, several=False, past=False, person=False,
    )  # fmt: skip
