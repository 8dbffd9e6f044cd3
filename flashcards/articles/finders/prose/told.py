"""Finds terms that a verb ties to their meaning: "X is a tool that", "X measures how"."""

from collections.abc import Sequence
from dataclasses import replace

from flashcards.articles.finders.prose.meanings import (
    Meaning,
    Shape,
    is_clause,
    read_meaning,
    tells_a_story,
)
from flashcards.articles.finders.prose.naming import Definition
from flashcards.articles.finders.prose.phrase_words import INTROS
from flashcards.articles.finders.prose.splitting import Word
from flashcards.articles.finders.prose.subjects import QUOTES
from flashcards.articles.finders.prose.term_phrases import (
    Term,
    is_named,
    is_said_before,
    is_several,
    term_before,
)
from flashcards.articles.finders.prose.vocabulary import (
    AGENTS,
    BE,
    HEDGES,
    PERSON_NOUNS,
    singular,
)

_CLAIMS = frozenset({"holds", "states", "says", "maintains", "claims", "asserts"})
_OCCURS = frozenset({"occurs", "happens", "arises", "occur", "happen", "arise"})
_GAUGES = frozenset({"measures", "indicates", "tells", "shows", "expresses", "gives", "says"})
_COVERS = frozenset({"describes", "denotes", "designates", "signifies", "means", "names"})
_CONSISTS = frozenset({"consists", "consist"})
_ROLES = frozenset({"serves", "serve", "acts", "act"})
_LINKS = (("defined", "as"), ("understood", "as"), ("described", "as"), ("thought", "of", "as"),
          ("seen", "as"), ("regarded", "as"))  # fmt: skip
_VERBS = BE | _CLAIMS | _OCCURS | _GAUGES | _COVERS | _CONSISTS | _ROLES | {"rests", "can", "may"}
_WHEN = frozenset({"when", "whenever", "if", "where"})
_OPENS_CLAUSE = frozenset(
    {"while", "whereas", "and", "but", "because", "since", ";", ":", "–", "—"}
)
_PEOPLE = AGENTS | PERSON_NOUNS
_ASIDE_SIGNS = frozenset({",", ")"})
_EVERYBODY = frozenset({"somebody", "someone", "nobody", "everybody", "people", "i", "my", "we"})
_PASSED_OVER = HEDGES | {"best"}
_RANKS = frozenset({"first", "second", "third", "fourth", "last", "other", "next", "former"})
_LONGEST_RANK = 6
"""Words of "The first of them, kaolin, is"."""
_LONGEST_ASIDE = 16
_SURE = 0.65
_LIKELY = 0.6
_FEWEST_BEHIND = 4


def read_told(words: Sequence[Word], start: int, end: int) -> list[Definition]:
    """Find the terms of a sentence that are the subject of a verb which says what they are."""
    found = []
    for verb, word in enumerate(words):
        if word.lower in _VERBS and 0 < verb < len(words) - 3:
            made = _at(words, verb, start, end)
            if made is not None:
                found.append(made)
    return found


def _at(words: Sequence[Word], verb: int, start: int, end: int) -> Definition | None:
    lower = words[verb].lower
    trust = _claim(words, verb) if lower in _CLAIMS else 0.0
    trust = trust or _condition(words, verb) or _purpose(words, verb)
    at = 0 if trust else _at_meaning(words, verb)
    if not (trust or at):
        return None
    term = _subject(words, verb)
    if term is None:
        return None
    if at:
        meaning = read_meaning(words, at)
        trust = _trust(words, verb, term, meaning) if meaning else 0.0
    elif lower in _CLAIMS | {"rests", "can", "may"}:
        trust = trust if _is_view(words, term) else 0.0
    elif _purpose(words, verb):
        trust = trust if term.determiner in ("a", "an") else 0.0
    else:
        trust = trust if term.determiner != "the" and not is_several(words, term) else 0.0
    if trust <= 0:
        return None
    made = Definition(
        (words[term.first].start, words[term.after - 1].end),
        (words[term.opens].start, end),
        trust,
        aliases=term.aliases,
        determiner=term.determiner,
        plural=is_several(words, term),
    )
    return replace(made, clause=(start, end)) if term.opens == 0 else made


def _claim(words: Sequence[Word], verb: int) -> float:
    """Judge "X holds that ...", "X rests on the idea that ..."."""
    return _LIKELY if words[verb + 1].lower == "that" and is_clause(words, verb + 2) else 0.0


def _purpose(words: Sequence[Word], verb: int) -> float:
    """Judge "X is used to add a liquid", "X serves to find out whether"."""
    lowers = [word.lower for word in words[verb : verb + 3]]
    used = lowers[0] in ("is", "are") and lowers[1:] == ["used", "to"]
    return _LIKELY if used or lowers[:2] in (["serves", "to"], ["serve", "to"]) else 0.0


def _condition(words: Sequence[Word], verb: int) -> float:
    """Judge "X occurs when ...", "X is when ...", "X is what happens when ..."."""
    lower = words[verb].lower
    behind = [word.lower for word in words[verb + 1 : verb + 4]]
    if lower in _OCCURS and behind[0] in _WHEN and is_clause(words, verb + 2):
        return _LIKELY if words[verb + 2].lower not in _EVERYBODY else 0.0
    if lower == "is" and behind[0] == "when" and is_clause(words, verb + 2):
        return _LIKELY if behind[1] not in _EVERYBODY else 0.0
    if lower == "is" and behind == ["what", "happens", "when"]:
        return _SURE
    if lower == "rests" and behind == ["on", "the", "idea"]:
        return _LIKELY
    return 0.0


def _at_meaning(words: Sequence[Word], verb: int) -> int:
    """Index of the meaning behind a verb that can lead to one; 0 if this one does not."""
    lower, at = words[verb].lower, verb + 1
    if lower in BE:
        return _behind_copula(words, verb)
    if lower in ("can", "may"):
        behind = _behind_copula(words, at) if words[at].lower == "be" else 0
        return behind if behind > at + 1 else 0
    if lower in _CONSISTS:
        return at + 1 if words[at].lower in ("of", "in") else 0
    if lower in _ROLES:
        return at + 1 if words[at].lower == "as" else 0
    at += lower == "tells" and words[at].lower in ("us", "you")
    return at


def _behind_copula(words: Sequence[Word], verb: int) -> int:
    at = verb + 1
    while at < len(words) - 3 and words[at].lower in _PASSED_OVER:
        at += 1
    if words[at].lower == "be":
        return 0
    for link in _LINKS:
        if tuple(word.lower for word in words[at : at + len(link)]) == link:
            return at + len(link)
    return at


def _subject(words: Sequence[Word], verb: int) -> Term | None:
    """Return the term whose sentence a verb makes: nothing but an aside stands between."""
    end = verb
    while end > 0 and words[end - 1].lower in HEDGES - {"in"}:
        end -= 1
    if end < 1:
        return None
    term = term_before(words, end)
    if words[end - 1].text in _ASIDE_SIGNS and (term is None or not term.aliases):
        term = term_before(words, _before_clause(words, end))
    if term is None or is_named(words, term) or not _begins_clause(words, term.opens):
        return None
    return term


def _before_clause(words: Sequence[Word], end: int) -> int:
    """Index behind the term that ", which is easy to spot," follows; 0 if that is not here."""
    for index in range(end - 3, max(end - _LONGEST_ASIDE, 0), -1):
        if words[index].text == ",":
            return index if words[index + 1].lower in ("which", "who") else 0
    return 0


def _begins_clause(words: Sequence[Word], at: int) -> bool:
    """Tell whether a clause can begin here: after "Put simply,", "explains that", "while"."""
    while at > 0 and words[at - 1].text in QUOTES:
        at -= 1
    if at == 0:
        return True
    before = words[at - 1].lower
    if before in _OPENS_CLAUSE:
        return True
    return is_said_before(words, at) or (before == "," and _opened(words, at - 1))


def _opened(words: Sequence[Word], comma: int) -> bool:
    """Tell whether a comma ends what opens a sentence rather than an aside or a noun."""
    opener = words[0].lower
    listed = opener == "the" and words[1].lower in _RANKS and comma < _LONGEST_RANK
    return listed or opener in INTROS or opener.endswith(("ly", "ed")) or comma == 1


def _is_view(words: Sequence[Word], term: Term) -> bool:
    head = singular(words[term.after - 1].lower)
    return (
        head not in _PEOPLE
        and (term.determiner != "the" or term.size > 1)
        and (term.determiner not in ("a", "an"))
    )


def _trust(words: Sequence[Word], verb: int, term: Term, meaning: Meaning) -> float:
    """Say how sure a sentence is that ties a term to a meaning by a verb."""
    lower, several = words[verb].lower, is_several(words, term)
    if tells_a_story(words, meaning) or (lower in BE and lower in ("was", "were")):
        return 0.0
    if meaning.shape is Shape.DEGREE:
        gauges = lower in _GAUGES or lower in BE
        return (
            _LIKELY
            if gauges and term.determiner not in ("a", "an") and _notion(words, term)
            else 0.0
        )
    if meaning.shape is Shape.DEED:
        gerund = words[term.first].lower.endswith("ing") and lower in ("means", "is")
        fits = not term.determiner and not several and not gerund
        known = lower in BE and words[term.after - 1].lower.endswith(_PRACTICE)
        return _LIKELY if (fits and lower in _CONSISTS | {"means"}) or known else 0.0
    if lower in _GAUGES - {"gives"} or several != (meaning.plural or lower in ("are", "consist")):
        return 0.0
    if lower == "means" and (meaning.article in ("a", "an") and not meaning.related):
        return 0.0
    if term.determiner == "the":
        fits = bool(term.aliases) or (
            term.size > 1 and meaning.article == "the" and not term.quoted
        )
        return _LIKELY if fits and singular(meaning.head) not in _PEOPLE else 0.0
    if meaning.plural and not meaning.related:
        return 0.0
    bare = not term.determiner and not several and term.opens == 0 and term.size == 1
    if bare and lower in BE and meaning.article in ("a", "an"):
        return 0.0
    return _SURE


_PRACTICE = ("ing", "tion", "sion", "ment")


def _notion(words: Sequence[Word], term: Term) -> bool:
    return singular(words[term.after - 1].lower) not in _PEOPLE
