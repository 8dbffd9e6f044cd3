"""Finds terms that a clause arrives at: "The inside of a loaf is the X.", "Its name is X."."""

from collections.abc import Sequence
from dataclasses import replace

from flashcards.articles.finders.prose.endings import NO_TERM, at_the_end, definition
from flashcards.articles.finders.prose.naming import Definition, read_term
from flashcards.articles.finders.prose.splitting import Sentence, Word
from flashcards.articles.finders.prose.subjects import QUOTES
from flashcards.articles.finders.prose.vocabulary import (
    ARTICLES,
    BE,
    DETERMINERS,
    EVALUATIONS,
    LOOSE_ADJECTIVES,
    OPENING_ADVERBS,
    OWN,
    POINTING,
    SUBORDINATORS,
    VERBS,
    singular,
)

_NAME_NOUNS = frozenset({"name", "term", "word", "expression", "phrase"})
_STAGES = frozenset(
    ["phase", "step", "stage", "part", "task", "kind", "type", "class", "layer", "level", "form"]
)
_BEGINS = frozenset({"begins", "starts", "opens", "ends"})
_BECOMES = frozenset({"is", "are", "becomes", "become"})
_NARROWS = frozenset(
    {"of", "in", "that", "which", "who", "where", "between", "at", "with", "from", "whom"}
)
_WHATEVER = frozenset(["anything", "everything", "what", "whatever", "whoever", "someone", "how"])
_PIECES = frozenset(
    ["part", "kind", "end", "side", "piece", "layer", "half", "type", "version", "member", "bit"]
)
"""Nouns for a part of what was spoken of: "the living part is the X"."""
_NO_SUBJECT = (EVALUATIONS - {"end", "start", "beginning", "point", "source"}) | frozenset(
    {"aim", "goal", "purpose", "answer", "result", "cause", "difference", "key", "trick"}
    | {"trouble", "price", "cost", "effect", "opposite", "rest", "catch", "secret"}
)
"""Nouns of which a sentence says what they are without giving it a name."""
_LONGEST_SUBJECT = 22
_COUNTS = LOOSE_ADJECTIVES | OPENING_ADVERBS
_NEVER_IN_TERMS = VERBS | LOOSE_ADJECTIVES | DETERMINERS


def _name_for(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "The legal name for this power is X."."""
    lowers = [word.lower for word in words]
    noun = next((n for n, lower in enumerate(lowers[:5]) if lower in _NAME_NOUNS), -1)
    if noun < 1 or lowers[0] not in ("the", "a", "another", "their", "its"):
        return None
    if lowers[noun + 1 : noun + 2] not in (["for"], ["of"]):
        return None
    verb = next((n for n in range(noun + 2, min(len(lowers), noun + 14)) if lowers[n] in BE), -1)
    if verb < 0:
        return None
    points = bool({"this", "these", "it", "such", "that"} & set(lowers[noun + 2 : verb]))
    return at_the_end(words, read_term(words, verb + 1), clause, 0.6, points, sure=True)


def _described_is(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "The inside of a loaf is the X.", "A cell's centre is its X."."""
    lowers = [word.lower for word in words]
    open_ended = lowers[0] in _WHATEVER
    several = lowers[0].endswith("s") and lowers[1] in ("of", "that", "which", "who", "in")
    if lowers[0] not in ARTICLES and not _owned(words, 4) and not (open_ended or several):
        return None
    if len(words) < 6 or lowers[1] in LOOSE_ADJECTIVES:
        return None
    if singular(lowers[1]) in _NO_SUBJECT and not _measures(lowers):
        return None
    verbs = [n for n, lower in enumerate(lowers[: _LONGEST_SUBJECT + 1]) if lower in BE]
    if not verbs or verbs[-1] < 3 or verbs[-1] + 2 > len(words):
        return None
    verb = verbs[-1]
    defined = lowers[verb + 1] in OWN | {"the"} or (open_ended and lowers[verb + 1] in ("a", "an"))
    if not defined:
        return None
    if len(verbs) > 1 and not {"that", "which", "who", "where"} & set(lowers[: verbs[-2]]):
        return None
    piece = verb <= 4 and singular(lowers[verb - 1]) in _PIECES
    if not (_NARROWS & set(lowers[1:verb]) or _owned(words, verb) or piece):
        return None
    signs = [n for n in range(verb) if not words[n].is_word]
    if signs not in ([], [2]) or _compares(lowers):
        return None
    found = read_term(words, verb + 1 + (lowers[verb + 1] in OWN))
    if open_ended and found and found[1] < len(words) and words[found[1]].text == ",":
        words = words[: found[1]]
    return at_the_end(words, found, clause, 0.45, False)


def _measures(lowers: Sequence[str]) -> bool:
    """Tell whether a difference between two things is what has a name: "... is the tidal range"."""
    return lowers[1] == "difference" and lowers[2] in ("in", "between") and len(lowers) > 9


def _owned(words: Sequence[Word], end: int) -> bool:
    return any(word.lower.endswith(("'s", "’s")) for word in words[:end])


def _compares(lowers: Sequence[str]) -> bool:
    """Tell whether a superlative makes the sentence one about size or age, not about a name."""
    return lowers[1].endswith("est") or lowers[1] == "most"


def _when_it_is(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "When the roof falls in, the basin that remains is an X."."""
    lowers = [word.lower for word in words]
    if lowers[0] not in SUBORDINATORS | {"where"}:
        return None
    verbs = [n for n, lower in enumerate(lowers) if lower in _BECOMES]
    if not verbs or not 2 <= len(words) - verbs[-1] <= 6:
        return None
    if lowers[verbs[-1] - 1] in ("there", "it") and lowers[verbs[-1] + 1] in ("a", "an"):
        pronoun = lowers[verbs[-1] - 1] == "it"
        return at_the_end(words, read_term(words, verbs[-1] + 1), clause, 0.5, before=pronoun)
    comma = max((n for n in range(verbs[-1]) if lowers[n] == ","), default=-1)
    subject = lowers[comma + 1 : verbs[-1]]
    if comma < 3 or subject[:1] != ["the"] or len(subject) < 2:
        return None
    if not ({"that", "which"} & set(subject) or "result" in subject):
        return None
    return at_the_end(words, read_term(words, verbs[-1] + 1), clause, 0.5, False)


def _stage_is(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "The first phase is X." with a sentence behind it that says what happens there."""
    lowers = [word.lower for word in words[:10]]
    if len(words) > 9 or len(words) < 5:
        return None
    verb = next((n for n in (2, 3) if lowers[n] in BE), -1)
    counted = lowers[0] == "the" and lowers[1] in _COUNTS
    if verb == 3 and lowers[2] not in _STAGES:
        return None
    if not counted or verb < 0:
        verb = next((n for n in range(1, len(lowers) - 2) if lowers[n] in _BEGINS), -1)
        if verb < 1 or lowers[verb + 1] != "with" or lowers[0] in POINTING:
            return None
        verb += 1
    made = at_the_end(words, read_term(words, verb + 1), clause, 0.5, False, sure=True)
    return replace(made, after=True) if made else None


def _latter(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "The latter task, X, is ...", "This step, X, ..."."""
    lowers = [word.lower for word in words[:10]]
    comma = lowers.index(",") if "," in lowers else -1
    if not 2 <= comma <= 3 or lowers[0] not in ("the", "this", "that", "these"):
        return None
    if lowers[0] == "the" and lowers[1] not in ("latter", "former", "resulting"):
        return None
    found = read_term(words, comma + 1)
    if found is None or found[1] >= len(words) or words[found[1]].text != ",":
        return None
    term = words[found[0] : found[1]]
    if {word.lower for word in term} & _NEVER_IN_TERMS:
        return None
    if term[-1].lower.endswith("ly") or singular(term[-1].lower) in NO_TERM:
        return None
    return definition(words, *found, clause, 0.5, before=True)


def _call_such(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "Musicians call a tune that everyone knows a X."."""
    lowers = [word.lower for word in words]
    call = next((n for n, lower in enumerate(lowers[:5]) if lower in ("call", "calls")), -1)
    if call < 1 or lowers[call + 1 : call + 2] not in (["a"], ["an"]):
        return None
    last = max((n for n in range(call + 3, len(words)) if lowers[n] in ("a", "an")), default=-1)
    if last < call + 4 or len(words) - last > 5:
        return None
    if not {"that", "which", "who", "whose", "with", "in", "of"} & set(lowers[call + 2 : last]):
        return None
    return at_the_end(words, read_term(words, last + 1), clause, 0.6, False, sure=True)


def _to_do_so(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "To capsize a knot is to ...", "To use exposure compensation means to ..."."""
    lowers = [word.lower for word in words[:12]]
    if lowers[0] != "to" or len(words) < 8:
        return None
    verb = next((n for n in range(2, len(lowers) - 1) if lowers[n] in ("is", "means")), -1)
    if verb < 2 or lowers[verb + 1] != "to":
        return None
    quoted = lowers[1] in QUOTES
    if lowers[1] in ("use", "apply", "make", "do") and verb > 3:
        found = read_term(words, 2)
        return definition(words, *found, clause, 0.5, before=False) if found else None
    at = 1 + quoted
    if not words[at].is_word:
        return None
    made = definition(words, at, at + 1, clause, 0.55, before=False)
    return replace(made, acts=True)


_ANY: frozenset[str] = frozenset()
CONCLUSIONS = (
    (_name_for, frozenset({"the", "a", "another", "their", "its"}), _NAME_NOUNS),
    (_stage_is, _ANY, BE | _BEGINS),
    (_latter, frozenset({"the", "this", "that", "these"}), frozenset({","})),
    (_to_do_so, frozenset({"to"}), frozenset({"is", "means"})),
    (_call_such, _ANY, frozenset({"call", "calls"})),
    (_when_it_is, SUBORDINATORS | {"where"}, _BECOMES),
    (_described_is, _ANY, BE),
)
"""The rules of this kind, surest first, with the words they open by and hold, none for any."""
