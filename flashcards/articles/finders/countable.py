"""Asks for a thing of which there are several with its article: "What is a drone?"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.prose.vocabulary import (
    ABSTRACT_ENDINGS,
    BE,
    CLASSIFYING,
    CONJUNCTIONS,
    DETERMINERS,
    HEDGES,
    LAW_NOUNS,
    MODALS,
    PERSON_NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    RESTRICTORS,
    VERBS,
    singular,
)
from flashcards.articles.finders.structure import Article
from flashcards.articles.finders.wording import looks_plural, what_is, what_means

_LONGEST = 4
"""Words of a name; longer ones are hardly ever met again in the same words."""
_ONE = re.compile(r"\b(an?|each|every|another)[^\S\n]*\s(?=[a-z])", re.IGNORECASE)
_SEVERAL = re.compile(r"\b[a-z][a-z-]*s\b")
_NEXT = re.compile(r"[*_`\"”’]{0,3}(?:(\s[^\S\n]*)(\w+)|[-/])?")
_WORD = re.compile(r"[\w/'’-]+")
_OPENS = re.compile(
    r"(?:> )?(?:(?:an?|any)\s|(?:anything|something|anyone|anybody|someone|somebody)\b|"
    r"one\s(?=who|that|which))",
    re.IGNORECASE,
)
_GOES_ON = (
    PREPOSITIONS | CONJUNCTIONS | PRONOUNS | VERBS | MODALS | DETERMINERS | HEDGES
) - frozenset(["and", "or", "but", "nor", "yet"])
"""Words after which a noun was whole: "a drone is" and "a drone of", but not "a drone cell"."""
_BEFORE_SEVERAL = PREPOSITIONS | DETERMINERS - frozenset(
    ["a", "an", "this", "that", "each", "every", "another", "one", "either", "neither", "much"]
)
_BEHIND_SEVERAL = frozenset(["are", "were", "have", "which", "whose", "themselves"])
_NO_COUNT = CLASSIFYING | LAW_NOUNS | PERSON_NOUNS
_MASS = (
    "ing", "ism", "ysis", "esis", "ance", "ence", "ship", "ity", "ness", "logy", "graphy", "nomy",
    "ics", "cy", "dom", "hood", "ware", "ium", "pressure", "water", "light", "power", "energy",
    "data", "money", "management", "education", "medicine", "science", "sty", "alty",
)  # fmt: skip
"""Endings of what is not counted."""
_COUNTED = frozenset([
    "reference", "sentence", "sequence", "difference", "audience", "conference", "residence",
    "consequence", "instance", "substance", "alliance", "appliance", "entrance", "entity",
    "identity", "city", "university", "community", "quantity", "setting", "building", "meeting",
    "string", "ring", "king", "thing", "heading", "finding", "painting", "drawing", "ship",
    "relationship", "policy", "currency", "agency", "pharmacy", "frequency", "stadium", "medium",
    "premium", "light",
])  # fmt: skip
"""Words with such an ending that are counted."""
_OF_PLACES = ("ian", "ean", "ish", "ese")
"""Endings of words that may be a name in front of a noun."""
_UNCOUNTED = (
    *ABSTRACT_ENDINGS[:-1], *_MASS, "control", "ose", "ase", "al", "ic", "ive", "able", "ible",
    "ous", "ary", "ful", "less", "ed", "ly", "ish",
)  # fmt: skip
"""Endings of what is not counted and of adjectives; only the article's own words count these."""


@dataclass(slots=True)
class _Usage:
    """How an article uses the names it explains."""

    counted: dict[str, str] = field(default_factory=dict)
    """By the name in lower case, the name with its article, as the text writes it."""
    lower: set[str] = field(default_factory=set)
    """Names that the text writes in lower case somewhere."""


def with_articles(article: Article, candidates: list[Candidate]) -> list[Candidate]:
    """Return the candidates, those for a common noun asked for as "a noun".

    Whether a noun is counted is told by the article's own use of it ("a drone", "the drones") or
    else by a definition that opens as one of a thing that is counted ("a bee that ..."). Names,
    abbreviations, plurals and what is not counted stay as they are. Linear in the text.
    """
    asked = [at for at, candidate in enumerate(candidates) if _bare(candidate)]
    if not asked or not article.english:
        return candidates
    usage = _usage(article.text, {_folded(candidates[at].term) for at in asked})
    result = list(candidates)
    for at in asked:
        name = usage.counted.get(_folded(candidates[at].term)) or _by_meaning(candidates[at], usage)
        front = what_is(name) if name else _without_article(article, candidates[at], usage)
        result[at] = replace(candidates[at], front=front)
    return result


def _without_article(article: Article, candidate: Candidate, usage: _Usage) -> str:
    """Ask for a term of which it cannot be told whether it takes an article.

    A sentence that begins with it shows that it takes none. A name stays as it is; of a word it
    is asked what it means, for which grammar does not matter.
    """
    term, last = candidate.term, candidate.term.split()[-1].lower()
    said = candidate.back.lstrip('*_`"“').casefold().startswith(term.casefold())
    common = _is_common(article, term, usage) and not (said and term in article.names)
    written = _small(term) if common else term
    mass = last.endswith(_MASS) and last.rpartition("-")[2] not in _COUNTED
    if said or (mass and " and " not in term):
        return what_is(written)
    named = common or (" " in term and last in article.lower_words)
    return what_means(written) if named and _is_label(candidate) else candidate.front


def _small(term: str) -> str:
    """Write a term as within a sentence."""
    if term[1:2].isupper():
        return term
    return term.lower() if " " in term and term.istitle() else f"{term[0].lower()}{term[1:]}"


def _is_common(article: Article, term: str, usage: _Usage) -> bool:
    """Tell whether a term is a common noun, whose capital comes of standing at the beginning."""
    first, *others = term.split()
    if not first[0].isupper() or _folded(term) in usage.lower:
        return True
    if first in article.names and first.lower() not in article.lower_words:
        return False
    if others:
        return term[1:].islower() and not first.lower().endswith(_OF_PLACES)
    return first[1:].islower()


def _is_label(candidate: Candidate) -> bool:
    """Tell whether a term stands apart before what is said of it, and is no name of a class."""
    label = candidate.quote.lstrip('*_`#-•·|"“ \t').startswith(candidate.term)
    opens = _OPENS.match(candidate.back)
    classed = opens is not None and not _NO_COUNT.isdisjoint(
        _described(candidate.back[opens.end() :])
    )
    return label and not (classed and candidate.term[0].isupper())


def _bare(candidate: Candidate) -> bool:
    """Tell whether a candidate asks for a term without an article that may want one."""
    term = candidate.term
    words = term.split()
    return (
        candidate.kind is CandidateKind.TERM
        and candidate.front == what_is(term)
        and 0 < len(words) <= _LONGEST
        and words[-1].isascii()
        and words[-1].replace("-", "").isalpha()
        and not words[-1][1:].isupper()
        and words[-1][1:].islower()
        and words[0].lower() not in DETERMINERS
        and not looks_plural(term.lower())
    )


def _folded(term: str) -> str:
    return " ".join(term.split()).lower()


def _usage(text: str, names: set[str]) -> _Usage:
    usage = _Usage()
    plurals = {_plural(name): name for name in names}
    lasts = {plural.rsplit(" ", 1)[-1] for plural in plurals}
    firsts = {name.split()[0] for name in names}
    for match in _ONE.finditer(text):
        for name, written, end in _names_at(text, match.end(), names, firsts):
            if _whole(text, end):
                _note(usage, name, written, match[1].lower())
    for match in _SEVERAL.finditer(text):
        if match[0] not in lasts:
            continue
        before = text[max(0, match.start() - 80) : match.start()].split()
        for count in range(min(_LONGEST, len(before) + 1)):
            words = [*before[len(before) - count :], match[0]]
            name = plurals.get(" ".join(words), "")
            previous = before[-1 - count].lower() if len(before) > count else ""
            if name and (count or _several(text, previous, match.end())):
                _note(usage, name, name, "")
    for match in _WORD.finditer(text):
        if match[0] in firsts:
            usage.lower.update(n for n, _, _ in _names_at(text, match.start(), names, firsts))
    return usage


def _names_at(
    text: str, start: int, names: set[str], firsts: set[str]
) -> Iterator[tuple[str, str, int]]:
    """Yield the names that stand at a place, as they are known, as written, and their ends."""
    words: list[str] = []
    at = start
    while len(words) < _LONGEST:
        word = _WORD.match(text, at)
        if word is None or (not words and word[0].lower() not in firsts):
            return
        words.append(word[0])
        written = " ".join(words)
        if written.lower() in names:
            yield written.lower(), written, word.end()
        at = word.end() + 1
        if not text[word.end() : at].isspace():
            return


def _whole(text: str, end: int) -> bool:
    """Tell whether a noun ends here, so that it is no part of a longer name."""
    behind = _NEXT.match(text, end)
    if behind is None or not behind[0]:
        return True
    return bool(behind[2]) and behind[2].lower() in _GOES_ON


def _several(text: str, previous: str, end: int) -> bool:
    """Tell a plural noun from a verb: "the drifts", "drifts are", but not "it drifts"."""
    behind = _NEXT.match(text, end)
    following = (behind[2] or "").lower() if behind else ""
    return previous in _BEFORE_SEVERAL or following in _BEHIND_SEVERAL


def _note(usage: _Usage, name: str, written: str, article: str) -> None:
    """Remember a use; one in lower case counts for more than one with capitals."""
    if name in usage.counted and (written != name or usage.counted[name].endswith(name)):
        return
    usage.counted[name] = f"{article if article in ('a', 'an') else _article(written)} {written}"


def _plural(name: str) -> str:
    if name.endswith(("s", "x", "z", "ch", "sh")):
        return name + "es"
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return name[:-1] + "ies"
    return name + "s"


def _article(name: str) -> str:
    first = name.split()[0]
    if len(first) > 1 and first[:2].isupper():
        return "an" if first[0] in "AEFHILMNORSX" else "a"
    if re.match(r"(?:uni|use|usu|eu|ut[ei]|one\b|once)", first.lower()):
        return "a"
    return (
        "an"
        if first[0].lower() in "aeiou" or first.startswith(("hour", "heir", "hono", "hones"))
        else "a"
    )


def _by_meaning(candidate: Candidate, usage: _Usage) -> str:
    """Return the name with its article where its definition says "a thing that ...", or ""."""
    term = candidate.term
    opens = _OPENS.match(candidate.back)
    label = candidate.quote.lstrip('*_`#-•·|"“ \t').startswith(term)
    last = singular(term.split()[-1].lower())
    if opens is None or not label or last.endswith(_UNCOUNTED):
        return ""
    described = list(_described(candidate.back[opens.end() :]))
    if not _NO_COUNT.isdisjoint(described) or not BE.isdisjoint(described):
        return ""
    if _folded(term) in usage.lower:
        return f"{_article(term.lower())} {term.lower()}"
    # A name in one word, or written like a sentence, may be a common noun with a capital.
    first, *others = term.split()
    if any(letter.isupper() for word in others for letter in word):
        return ""
    name = term if first.isupper() else f"{term[0].lower()}{term[1:]}"
    return f"{_article(name)} {name}"


def _described(back: str) -> Iterable[str]:
    """Yield the words a definition opens with, up to what narrows them; "is" of a sentence too."""
    for word in _WORD.findall(back.split(",")[0].split(".")[0][:120]):
        lower = word.lower()
        if lower in BE:
            yield lower
        if lower in RESTRICTORS or lower in VERBS:
            return
        yield singular(lower)
