"""Finds terms that a condition defines: "A company is insolvent if ...", "X counts as Y when"."""

from collections.abc import Sequence
from dataclasses import replace

from flashcards.articles.finders.prose.endings import NO_TERM, definition
from flashcards.articles.finders.prose.naming import Definition
from flashcards.articles.finders.prose.splitting import Sentence, Word
from flashcards.articles.finders.prose.subjects import QUOTES
from flashcards.articles.finders.prose.vocabulary import (
    ABSTRACT_ENDINGS,
    AGENTS,
    ARTICLES,
    COMMON_ADJECTIVES,
    CONJUNCTIONS,
    DETERMINERS,
    HEDGES,
    LOOSE_ADJECTIVES,
    MODALS,
    POINTING,
    PREPOSITIONS,
    PRONOUNS,
    VERBS,
    singular,
)

_IF = frozenset({"if", "when", "whenever", "where", "provided"})
_SAID = frozenset(
    ["said", "called", "considered", "deemed", "held", "regarded", "treated", "taken"]
)
_AS = frozenset({"as", "to", "be"})
_COUNTS = frozenset({"counts", "count", "qualifies", "qualify", "classes", "amounts"})
_NOT = frozenset(
    ["not", "never", "only", "always", "most", "more", "less", "very", "too", "so", "such"]
)
_MOST_WORDS = 3
_LONGEST_SUBJECT = 6
_FEWEST_BEHIND = 3
_PASSED_OVER = HEDGES | _SAID | _AS - {"to"}
_POINTERS = DETERMINERS | PRONOUNS
_NO_SUBJECT = VERBS | CONJUNCTIONS | POINTING
_ENDS_SUBJECTS = PRONOUNS | CONJUNCTIONS | MODALS
_NEVER_IN_TERMS = LOOSE_ADJECTIVES | AGENTS
_NEVER_FIRST = COMMON_ADJECTIVES | VERBS


def _is_so_if(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "A company is insolvent if ...", "An outcome is efficient, ..., if ..."."""
    at = _behind_we_say(words)
    subject = _any_such(words, at)
    if subject is None:
        return None
    verb = subject
    lowers = [word.lower for word in words]
    if lowers[verb] in ("is", "are"):
        at = verb + 1
        while at < len(words) and lowers[at] in _PASSED_OVER and lowers[at] != "in":
            at += 1
        at += lowers[at : at + 2] in (["to", "be"], ["to", "have"]) and 2
    elif lowers[verb] in ("has", "have"):
        at = verb + 1
    elif lowers[verb] in _COUNTS and lowers[verb + 1 : verb + 2] in (["as"], ["to"]):
        at = verb + 2
    else:
        return None
    found = _term(words, at, owned=lowers[verb] in ("has", "have"))
    if found is None or not _condition_behind(words, found[1]):
        return None
    made = definition(words, *found, clause, 0.45, before=False)
    return replace(
        made, acts=not made.determiner and lowers[verb] not in ("has", "have"), if_new=True
    )


def _behind_we_say(words: Sequence[Word]) -> int:
    """Index behind "We (shall) say that", "One says that", else 0."""
    for index, word in enumerate(words[:6]):
        if word.lower == "that" and words[index - 1].lower in ("say", "says"):
            return index + 1
    return 0


def _any_such(words: Sequence[Word], at: int) -> int | None:
    """Index of the verb behind "A company", "Two events", "Goods": any such thing."""
    first = words[at].lower if at < len(words) else ""
    generic = first in ("a", "an", "two", "any", "such")
    plural = words[at].is_word and first.endswith("s") and first not in _POINTERS
    if not generic and not (plural and first not in _NO_SUBJECT):
        return None
    for index in range(at + 1, min(at + 1 + _LONGEST_SUBJECT, len(words) - 4)):
        lower = words[index].lower
        if lower in ("is", "are", "has", "have") or lower in _COUNTS:
            return index if index > at + generic else None
        if not words[index].is_word or lower in _ENDS_SUBJECTS:
            return None
    return None


def _term(words: Sequence[Word], at: int, owned: bool) -> tuple[int, int] | None:
    while at < len(words) and (words[at].lower in ARTICLES or words[at].text in QUOTES):
        at += 1
    at += words[at].lower == "in" if at < len(words) else 0
    end = at
    while end < len(words) and words[end].is_word and words[end].lower not in _IF:
        end += 1
    term = [word.lower for word in words[at:end]]
    if not 1 <= len(term) <= _MOST_WORDS or set(term) & (
        _NOT | PRONOUNS | PREPOSITIONS | DETERMINERS
    ):
        return None
    if len(term) > 1 and words[at - 1].lower == "in" and not set(term) & AGENTS:
        return at, end  # "is in normal form if"
    if set(term) & _NEVER_IN_TERMS or term[0] in _NEVER_FIRST:
        return None
    if term[-1].endswith("ing") or singular(term[-1]) in NO_TERM:
        return None
    determined = words[at - 1].lower in ARTICLES or words[at - 1].lower == "in"
    if owned and not (len(term) > 1 or term[0].endswith(ABSTRACT_ENDINGS)):
        return None
    if term[-1].endswith(("ed", "en")) and len(term) == 1 and not determined:
        return None
    return at, end


def _condition_behind(words: Sequence[Word], at: int) -> bool:
    """Tell whether "if ..." follows, perhaps behind an aside between commas."""
    if at < len(words) and words[at].text in QUOTES:
        at += 1
    if at < len(words) and words[at].text == ",":
        closing = next((n for n in range(at + 1, len(words)) if words[n].text == ","), -1)
        at = closing + 1 if closing > 0 else len(words)
    return at + _FEWEST_BEHIND < len(words) and words[at].lower in _IF


CONDITIONS = ((_is_so_if, frozenset[str](), _IF),)
"""The rule with the words it opens by, none for any, and the words of which it holds one."""
