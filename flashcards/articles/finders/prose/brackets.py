"""Reads what a sentence says of a term in brackets: "version lock (the inability to ...)"."""

import re
from collections.abc import Iterator

from flashcards.articles.finders.prose.definition import Definition, Term
from flashcards.articles.finders.prose.kinds import FAIR, kind_at
from flashcards.articles.finders.prose.language import Language, Meaning, Pattern, Side
from flashcards.articles.finders.prose.noun_phrases import could_be_term, is_marked
from flashcards.articles.finders.prose.reading import Clause
from flashcards.articles.finders.prose.splitting import Word
from flashcards.articles.finders.prose.uses import Uses

_CUE = re.compile(r"\s\((?=(?:an?|the)\s[a-z][^()]{15,160}\))")
_NARROWS = re.compile(r"\s(?:that|which|who|whose|where|in\swhich|by\swhich|to|of|used|made)\s")
_IN_BRACKETS = Pattern("X (M)", _CUE, Side.BEFORE, Meaning.SUBJECT, 0.5)
_MOST_WORDS = 4
_LONGEST = 220
_SHORTEST_WORD = 8
"""Letters of a single word that may be a technical term, where nothing sets it apart."""


def read_brackets(language: Language, clause: Clause, uses: Uses) -> Iterator[Definition]:
    """Yield the technical terms that a sentence explains in brackets, as the author's sentence.

    Such a term is marked, or stands in a heading, or is used again; else it is only a word.
    """
    text = clause.text
    if clause.end - clause.start > _LONGEST:
        return
    first = text[clause.start : clause.end].split(" ", 1)[0].lower()
    if first in language.pronouns or language.pointing.search(text, clause.start, clause.end):
        return
    for cue in _CUE.finditer(text, clause.start, clause.end):
        words = language.words(text, cue.end(), clause.end)
        strength, head = kind_at(language, words, 0)
        if strength < FAIR or head in language.persons:
            continue
        if not _NARROWS.search(text, cue.end(), min(cue.end() + 60, clause.end)):
            continue
        term = _term_before(language, clause, cue.start(), uses)
        if term is not None:
            marked = is_marked(clause.spans, term.start, term.end, code=False)
            yield Definition(
                term, _IN_BRACKETS, clause.start, clause.end, _IN_BRACKETS.confidence,
                marked, several=False, past=False, person=False,
            )  # fmt: skip


def _term_before(language: Language, clause: Clause, cue: int, uses: Uses) -> Term | None:
    """Return the longest term that ends at ``cue`` and is known as one."""
    text = clause.text
    words: list[Word] = language.words(text, clause.start, cue)
    for word in words[-_MOST_WORDS:]:
        name = text[word.start : cue]
        if not could_be_term(language, text, word.start, cue, "", marked=False):
            continue
        marked = is_marked(clause.spans, word.start, cue, code=False)
        if marked or uses.in_heading(name):
            return Term(word.start, cue, word.start)
        known = uses.times(name) > 1 and name.islower()
        if known and (" " in name or len(name) >= _SHORTEST_WORD):
            return Term(word.start, cue, word.start)
    return None
