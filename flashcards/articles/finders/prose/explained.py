"""Finds terms whose meaning follows: "X, a tool that ...", "X (cutting ...)", "X, that is, ..."."""

from collections.abc import Sequence

from flashcards.articles.finders.prose.everyday import NOUNS
from flashcards.articles.finders.prose.meanings import (
    SUMMING,
    Meaning,
    Shape,
    is_clause,
    read_meaning,
    tells_a_story,
)
from flashcards.articles.finders.prose.naming import Definition
from flashcards.articles.finders.prose.phrase_words import PAST, TRANSITIVE
from flashcards.articles.finders.prose.splitting import Word
from flashcards.articles.finders.prose.subjects import QUOTES
from flashcards.articles.finders.prose.term_phrases import (
    Term,
    is_named,
    is_several,
    term_before,
)
from flashcards.articles.finders.prose.vocabulary import (
    AGENTS,
    ARTICLES,
    BE,
    CLASSIFYING,
    DETERMINERS,
    LAW_NOUNS,
    PERSON_NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    VERBS,
    singular,
)

_SIGNS = frozenset({",", "(", "–", "—", ":"})
_IN_OTHER_WORDS = (
    ("that", "is", "to", "say"),
    ("that", "is", ","),
    ("which", "is", "to", "say"),
    ("in", "other", "words"),
    ("i.e", "."),
    ("i.e",),
    ("namely",),
    ("meaning",),
    ("or", "rather"),
)
"""What leads from a term to its meaning and shows that it is one."""
_WHICH_IS = (("which", "is"), ("which", "are"), ("which", "means"), ("which", "denotes"))
_WHERE = (
    ("whereby",),
    ("according", "to", "which"),
    ("under", "which"),
    ("in", "which"),
    ("where",),
    ("meaning", "that"),
    ("which", "says", "that"),
    ("which", "states", "that"),
    ("which", "holds", "that"),
)
"""What leads from a term to a clause that says what holds under it."""
_FIRST = {phrase[0] for phrase in (*_IN_OTHER_WORDS, *_WHICH_IS, *_WHERE)}
_OF_VIEWS = frozenset({"whereby", "according", "under"})
_PEOPLE = AGENTS | PERSON_NOUNS
_ABSTRACT = CLASSIFYING | LAW_NOUNS
_POINTERS = frozenset({"this", "that", "these", "those"})
_STEPS_IN = (["comes", "in"], ["steps", "in"], ["come", "in"], ["step", "in"])
_LISTED = frozenset({"and", "or"})
_VERBAL = VERBS | BE | TRANSITIVE
_MOST_SIGNS = 16
"""Commas and the like of one sentence; one with more is a list."""
_SURE = 0.65
_LIKELY = 0.6
_UNSURE = 0.45


def read_explained(words: Sequence[Word], start: int, end: int) -> list[Definition]:
    """Find the terms of a sentence with their meaning behind a comma, dash, colon or bracket."""
    found: list[Definition] = []
    signs = [n for n, word in enumerate(words) if word.text in _SIGNS and 0 < n < len(words) - 3]
    for sign in signs[:_MOST_SIGNS]:
        made = _at(words, sign, start, end)
        if made is not None:
            found.append(made)
    return found


def _at(words: Sequence[Word], sign: int, start: int, end: int) -> Definition | None:
    term = None
    if words[sign + 1].lower in _FIRST:
        where = _behind(words, sign + 1, _WHERE)
        if where and words[sign].text != ":" and is_clause(words, where):
            term = term_before(words, sign)
            if term and _may_hold(words, term, sign):
                return _made(words, term, start, end, _LIKELY, None)
    if _tells_what_it_does(words, sign):
        term = term_before(words, sign)
        known = term is not None and bool(term.aliases) and not is_named(words, term)
        return _made(words, term, start, end, _LIKELY, None) if term and known else None
    at, surely = _at_meaning(words, sign)
    ending = _behind_term(words, sign)
    surely = surely or ending == sign - 2
    meaning = read_meaning(words, at) if at else None
    if meaning is None:
        return _announced(words, sign, at, start, end) if surely else None
    term = term_before(words, ending)
    if term is None or not (surely or _agree(words, term, meaning)):
        return None
    confidence = _SURE if surely else _trust(words, sign, term, meaning)
    if confidence <= 0:
        return None
    return _made(words, term, start, end, confidence, _gloss(words, sign, at, meaning))


def _announced(
    words: Sequence[Word], sign: int, at: int, start: int, end: int
) -> Definition | None:
    """Take for a meaning what "that is to say" announces, if it begins like a noun."""
    behind = [word for word in words[at : at + 3] if word.is_word]
    if len(behind) < 3 or behind[0].lower not in ARTICLES | {"any", "when", "that"}:
        return None
    term = term_before(words, sign)
    named = term is not None and not is_named(words, term)
    return _made(words, term, start, end, _LIKELY, None) if term and named else None


def _tells_what_it_does(words: Sequence[Word], sign: int) -> bool:
    """Tell whether ", which averages the efficiency" follows."""
    verb, following = words[sign + 2].lower, words[sign + 3].lower
    acts = singular(verb) != verb and verb not in VERBS and following in DETERMINERS
    return words[sign].text == "," and words[sign + 1].lower == "which" and acts


def _behind_term(words: Sequence[Word], sign: int) -> int:
    """Index behind the term where "comes in" or "first" stands between it and its sign."""
    lowers = [word.lower for word in words[max(sign - 2, 0) : sign]]
    if lowers in _STEPS_IN:
        return sign - 2
    return sign - (lowers[-1:] in (["first"], ["next"], ["instead"]) and words[sign].text == ":")


def _behind(words: Sequence[Word], at: int, phrases: Sequence[tuple[str, ...]]) -> int:
    """Index behind the first of the phrases that stands at ``at``; 0 if none does."""
    for phrase in phrases:
        size = len(phrase)
        if tuple(word.lower for word in words[at : at + size]) == phrase:
            return at + size
    return 0


def _at_meaning(words: Sequence[Word], sign: int) -> tuple[int, bool]:
    """Where the meaning begins behind a sign, and whether words announce it."""
    at = sign + 1
    if words[at].lower in _FIRST:
        behind = _behind(words, at, _IN_OTHER_WORDS)
        if behind:
            behind += behind < len(words) and words[behind].text == ","
            return behind, True
        behind = _behind(words, at, _WHICH_IS)
        if behind:
            return behind, False
    if words[at].lower == "or" and words[sign].text in (",", "–", "—"):
        return at + 1, False
    while at < len(words) and (words[at].lower in ("simply", "basically", "essentially")):
        at += 1
    return at, False


def _may_hold(words: Sequence[Word], term: Term, sign: int) -> bool:
    """Tell whether "X, whereby ..." can say what X is: no place, and no name."""
    opener = words[sign + 1].lower
    if is_named(words, term) or term.opens == 0 or _tells_past(words[:sign]):
        return False
    if opener in _OF_VIEWS or opener in ("meaning", "which"):
        return True
    placed = words[term.opens - 1].lower
    if placed in _LISTED:
        return False
    head = words[term.after - 1].lower
    indefinite = term.determiner != "the"
    return indefinite and placed not in ("in", "at", "near", "to") and singular(head) not in _PEOPLE


def _agree(words: Sequence[Word], term: Term, meaning: Meaning) -> bool:
    """Tell whether a meaning can be that of a term: both are one or several, a deed or a thing."""
    several = is_several(words, term)
    if meaning.shape is Shape.DEED:
        return term.determiner not in ("a", "an") and not several
    if meaning.shape is Shape.DEGREE:
        return term.determiner not in ("a", "an")
    if meaning.plural:
        rare = not term.determiner and term.size == 1 and _is_rare(words, term)
        return several or (rare and meaning.limit - meaning.at == 1)
    if meaning.article in ("a", "an"):
        return not several or words[term.after - 1].lower.endswith("ics")
    if not meaning.article and term.determiner in ("a", "an"):
        return False  # "a dense, firm edge that": the comma parts adjectives
    return not several or not meaning.article


def _trust(words: Sequence[Word], sign: int, term: Term, meaning: Meaning) -> float:
    """Say how sure an explanation is that only a sign sets off."""
    if is_named(words, term) or tells_a_story(words, meaning):
        return 0.0
    if _in_enumeration(words, sign, meaning) or _in_opening(words, sign, term):
        return 0.0
    colon = any(word.text == ":" for word in words[: term.opens - 1])
    if colon and not meaning.related:
        return 0.0
    if words[sign].text == ":" and not term.quoted and _tells_past(words[:sign]):
        return _UNSURE if meaning.related and _is_rare(words, term) else 0.0
    if singular(meaning.head) in SUMMING and meaning.article in ("a", "an"):
        return 0.0
    if term.determiner in ("its", "their") and not meaning.related:
        return 0.0
    if term.determiner == "the" and not term.quoted:
        return _with_the(words, term, meaning)
    if term.size == 1 and not term.quoted and not _is_rare(words, term):
        return 0.0
    if meaning.shape is Shape.DEED and words[sign].text == ",":
        is_or = words[sign + 1].lower == "or"
        return _LIKELY if is_or and words[term.after - 1].lower.endswith("ing") else 0.0
    return _LIKELY


def _with_the(words: Sequence[Word], term: Term, meaning: Meaning) -> float:
    """Judge "the bounce rate, the share of ...": one that was spoken of, or a notion."""
    if meaning.shape is Shape.DEGREE:
        return _LIKELY
    if term.aliases:
        return _SURE
    if singular(meaning.head) in _PEOPLE:
        return 0.0
    if term.size < 2:
        told = meaning.related or meaning.article in ("a", "an")
        told = told and bool(meaning.article) and meaning.shape is Shape.THING
        return _UNSURE if told and _is_rare(words, term) else 0.0
    if meaning.article == "the" or singular(meaning.head) in _ABSTRACT or meaning.related:
        return _LIKELY
    return _UNSURE if _is_rare(words, term) else 0.0


def _is_rare(words: Sequence[Word], term: Term) -> bool:
    """Tell whether a term is not about something that everyone knows."""
    return singular(words[term.after - 1].lower) not in NOUNS


def _in_enumeration(words: Sequence[Word], sign: int, meaning: Meaning) -> bool:
    """Tell whether a comma parts the members of a list: "bread, a pound of butter and milk"."""
    if words[sign].text != ",":
        return False
    for index in range(meaning.limit, min(meaning.limit + 14, len(words) - 2)):
        if words[index].text == "," and words[index + 1].lower in _LISTED:
            clause = words[index + 2].lower in PRONOUNS
            return not (clause or any(word.lower in BE for word in words[index + 1 : index + 9]))
        if words[index].text in ".;":
            break
    return False


def _in_opening(words: Sequence[Word], sign: int, term: Term) -> bool:
    """Tell whether a comma ends what opens a sentence: "When it rains, ...", "In a town, ..."."""
    if words[sign].text != "," or any(word.text in _SIGNS for word in words[:sign]):
        return False
    opener = words[0].lower
    if opener in SUBORDINATORS and (opener == "as" or opener not in PREPOSITIONS):
        return True
    inside = {word.lower for word in words[1 : term.opens]}
    return opener in PREPOSITIONS and not (
        inside & _VERBAL or any(lower.endswith("ed") for lower in inside)
    )


def _tells_past(words: Sequence[Word]) -> bool:
    return any(word.lower in PAST or word.lower.endswith("ed") for word in words)


def _gloss(words: Sequence[Word], sign: int, at: int, meaning: Meaning) -> tuple[int, int] | None:
    """Where the meaning stands alone, if it can be put as "X is ..."."""
    if meaning.shape not in (Shape.THING, Shape.PEOPLE) or words[at - 1].lower in QUOTES:
        return None
    close = ")" if words[sign].text == "(" else words[sign].text
    for index in range(meaning.limit, len(words)):
        if words[index].text == close or words[index].text in ".;)":
            return words[at].start, words[index - 1].end
    return words[at].start, words[-1].end


def _made(
    words: Sequence[Word],
    term: Term,
    start: int,
    end: int,
    confidence: float,
    gloss: tuple[int, int] | None,
) -> Definition:
    points = term.opens == 2 and words[0].lower in _POINTERS and words[1].lower in BE
    return Definition(
        (words[term.first].start, words[term.after - 1].end),
        (start, end),
        confidence,
        before=points,
        aliases=term.aliases,
        determiner=term.determiner,
        plural=is_several(words, term),
        gloss=None if points else gloss,
    )
