"""Finds terms that two sentences define: "The last one is a lathe. It is a tool that ..."."""

from collections.abc import Sequence

from flashcards.articles.finders.prose.meanings import Meaning, Shape, read_meaning, tells_a_story
from flashcards.articles.finders.prose.named import ends_at, find_meaning, term_at
from flashcards.articles.finders.prose.naming import Definition
from flashcards.articles.finders.prose.phrase_words import ANNOUNCING, PAST
from flashcards.articles.finders.prose.splitting import Word
from flashcards.articles.finders.prose.term_phrases import Term, is_named, is_several, term_before
from flashcards.articles.finders.prose.vocabulary import (
    AGENTS,
    ARTICLES,
    BE,
    HEDGES,
    PERSON_NOUNS,
    PREPOSITIONS,
    singular,
)
from flashcards.articles.finders.wording import looks_plural

POINTERS = ("It ", "They ", "This ", "These ", "That ", "Those ", "The former ", "The latter ")
"""How a sentence begins that goes on about what the one before it brought up."""
_PRONOUNS = frozenset({"it", "they", "this", "these", "that", "those"})
_GAUGES = frozenset({"measures", "measure", "indicates", "tells", "tell", "shows"})
_MEANS = frozenset({"means", "mean", "refers", "refer", "denotes", "consists", "consist"})
_COMES_NEXT = (("comes", "next"), ("come", "next"), ("comes", "first"), ("is", "next"))
_PAIRED = frozenset({"and", "from", "or"})
_PEOPLE = AGENTS | PERSON_NOUNS
_LONGEST_PAIR = 400
_LIKELY = 0.6


def read_across(before: Sequence[Word], words: Sequence[Word]) -> Definition | None:
    """Return what a sentence says of the term with which the sentence before it ends or begins."""
    if len(words) < 5 or len(before) < 3:
        return None
    opener = words[0].lower
    if opener == "the" and words[1].lower in ("former", "latter"):
        return _of_a_pair(before, words)
    if opener not in _PRONOUNS:
        return None
    meaning = _meaning(words, 1)
    if meaning is None or tells_a_story(words, meaning):
        return None
    term = _left_open(before)
    if term is None or not _agree(before, term, meaning, opener):
        return None
    return _made(before, words, term)


def read_named_behind(before: Sequence[Word], words: Sequence[Word]) -> Definition | None:
    """Return the name that "That is a lathe." or "We call this grafting." gives a meaning."""
    end = len(before) - (before[-1].text == ".")
    at = _behind_pointer(words)
    term = term_at(words, at) if at else None
    if term is None or not ends_at(words, term):
        return None
    by_experts = words[0].lower not in _PRONOUNS | {"we", "people"}
    if not by_experts and find_meaning(before, end) is None:
        return None
    return Definition(
        (words[term.first].start, words[term.after - 1].end),
        (words[0].start, words[-1].end),
        _LIKELY,
        before=True,
        plural=is_several(words, term),
        determiner=term.determiner if term.determiner in ARTICLES else "",
    )


def _behind_pointer(words: Sequence[Word]) -> int:
    """Index of the name in "That is X", "We call this X"; 0 if the sentence names nothing."""
    lowers = [word.lower for word in words[:5]]
    if lowers[0] == "the" and lowers[1] in ANNOUNCING and lowers[2:] == ["for", "this", "is"]:
        return 5
    if lowers[0] in _PRONOUNS and lowers[1] in ("is", "are"):
        return 2 if lowers[2] in ("a", "an") else 0
    called = lowers[1:3] in (["call", "this"], ["call", "it"], ["call", "these"], ["call", "that"])
    return 3 if called and (looks_plural(lowers[0]) or lowers[0] in ("we", "people")) else 0


def _meaning(words: Sequence[Word], verb: int) -> Meaning | None:
    """Return the meaning behind the verb of a sentence that begins with a pronoun."""
    lower, at = words[verb].lower, verb + 1
    if lower in _GAUGES:
        at += words[at].lower in ("us", "you")
        meaning = read_meaning(words, at)
        return meaning if meaning and meaning.shape is Shape.DEGREE else None
    if lower in _MEANS:
        at += words[at].lower in ("to", "of", "in")
    elif lower not in ("is", "are"):
        return None
    while at < len(words) - 3 and words[at].lower in HEDGES:
        at += 1
    meaning = read_meaning(words, at)
    if meaning is None or meaning.shape is Shape.DEED:
        return meaning if lower in _MEANS else None
    return meaning if meaning.related or meaning.article == "the" else None


def _left_open(before: Sequence[Word]) -> Term | None:
    """Return the term that a sentence brings up and says no more of."""
    end = len(before) - (before[-1].text == ".")
    if any(word.text in ",;:()–—" for word in before[:end]):
        return None
    for phrase in _COMES_NEXT:
        if tuple(word.lower for word in before[end - 2 : end]) == phrase:
            term = term_before(before, end - 2)
            return term if term and term.opens == 0 else None
    term = term_before(before, end)
    if term is None or is_named(before, term) or term.opens == 0:
        return None
    led = before[term.opens - 1].lower
    told = led in BE | PREPOSITIONS or led in ("called", "as")
    past = any(word.lower in PAST - {"had", "heard"} for word in before[: term.opens])
    return term if told and not past and led not in ("at", "by", "with", "from") else None


def _agree(before: Sequence[Word], term: Term, meaning: Meaning, opener: str) -> bool:
    several = is_several(before, term)
    if several != (opener in ("they", "these", "those")) or several != meaning.plural:
        return False
    if meaning.shape in (Shape.DEED, Shape.DEGREE):
        return term.determiner not in ("a", "an")
    if term.determiner == "the" and term.size < 2:
        return False
    return singular(before[term.after - 1].lower) not in _PEOPLE


def _of_a_pair(before: Sequence[Word], words: Sequence[Word]) -> Definition | None:
    """ "We have a poll tax and a land tax. The former is a sum that every adult pays."."""
    meaning = _meaning(words, 2)
    end = len(before) - (before[-1].text == ".")
    joint = next((n for n in range(end - 2, 0, -1) if before[n].lower in _PAIRED), 0)
    latter = words[1].lower == "latter"
    if meaning is None or not (joint or latter):
        return None
    term = term_before(before, end if latter else joint)
    if term is None or is_named(before, term):
        return None
    return _made(before, words, term)


def _made(before: Sequence[Word], words: Sequence[Word], term: Term) -> Definition:
    whole = words[-1].end - before[0].start <= _LONGEST_PAIR
    at = (before[term.first].start, before[term.after - 1].end)
    put_in = words[0].lower in ("it", "they")
    return Definition(
        at,
        (words[0].start if put_in or not whole else before[0].start, words[-1].end),
        _LIKELY,
        plural=is_several(before, term),
        determiner=term.determiner if term.determiner in ARTICLES else "",
        stands_for_it=at if put_in else None,
    )
