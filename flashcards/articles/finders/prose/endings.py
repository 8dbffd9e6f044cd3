"""Judges the name at the end of a clause that says what the name stands for."""

from collections.abc import Sequence

from flashcards.articles.finders.prose.naming import Definition
from flashcards.articles.finders.prose.splitting import Sentence, Word
from flashcards.articles.finders.prose.subjects import is_superlative
from flashcards.articles.finders.prose.vocabulary import (
    ABSTRACT_ENDINGS,
    ARTICLES,
    EVALUATIONS,
    LOOSE_ADJECTIVES,
    OWN,
    TECHNICAL_HEADS,
    VAGUE_NOUNS,
    VERBS,
    singular,
)
from flashcards.articles.finders.wording import looks_plural

_NAMERS = frozenset(
    ["called", "known", "termed", "named", "call", "calls", "dubbed", "nicknamed", "labelled"]
)
NO_TERM = VAGUE_NOUNS | EVALUATIONS
"""Nouns that alone are no terms."""


def definition(
    words: Sequence[Word], at: int, end: int, clause: Sentence, confidence: float, before: bool
) -> Definition:
    """Return the definition of ``words[at:end]`` by a clause."""
    determiner = words[at - 1].lower if at and words[at - 1].lower in ARTICLES else ""
    return Definition(
        (words[at].start, words[end - 1].end),
        (clause.start, clause.end),
        confidence,
        before,
        determiner=determiner,
        plural=determiner not in ("a", "an") and looks_plural(words[end - 1].text),
    )


def at_the_end(
    words: Sequence[Word],
    found: tuple[int, int] | None,
    clause: Sentence,
    confidence: float,
    before: bool,
    sure: bool = False,
) -> Definition | None:
    """Take a short name that ends its clause."""
    if found is None:
        return None
    at, end = found
    behind = end
    if end < len(words) and words[end].text == "(":
        behind = next((n + 1 for n in range(end, len(words)) if words[n].text == ")"), end)
    if behind < len(words) and words[behind].text not in ".;:":
        return None
    term = words[at:end]
    last = singular(term[-1].lower)
    lowers = {word.lower for word in term}
    known = len(term) > 1 and (last in TECHNICAL_HEADS or last == words[1].lower)
    vague = last in NO_TERM and not known
    if any(is_superlative(word.text) for word in term):
        return None
    if len(term) > 4 or vague or lowers & (LOOSE_ADJECTIVES | VERBS | _NAMERS):
        return None
    if "of" in lowers and not term[-1].text[0].isupper():
        return None
    if term[-1].lower.endswith(("ly", "ed", "ous", "ful", "able", "ible", "less", "ive")):
        return None
    named = words[at - 1].lower in ARTICLES | OWN or last != term[-1].lower
    noun = term[-1].lower.endswith(ABSTRACT_ENDINGS) or len(term) > 1
    if not (named or noun or sure):
        return None
    if words[at - 1].lower in ("a", "an") and len(term) == 1:
        confidence -= 0.1
    return definition(words, at, end, clause, confidence, before)
