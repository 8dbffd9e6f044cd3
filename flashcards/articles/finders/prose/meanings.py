"""Reads the words that say what a term means: "a tool that ...", "cutting ...", "how much ..."."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from flashcards.articles.finders.prose.everyday import ACTIONS
from flashcards.articles.finders.prose.phrase_words import PAST, SPEAKERS
from flashcards.articles.finders.prose.splitting import Word
from flashcards.articles.finders.prose.vocabulary import (
    ADVERBS_BEHIND,
    BE,
    COMMON_ADJECTIVES,
    CONJUNCTIONS,
    DETERMINERS,
    EVALUATIONS,
    FINITE,
    JUDGING_OR_NAMING,
    LOOSE_ADJECTIVES,
    MODALS,
    OPENING_ADVERBS,
    PARTICIPLES,
    PREPOSITIONS,
    PRONOUNS,
    RESTRICTORS,
    SUMMING_NOUNS,
    SUPERLATIVES,
    VERBS,
    singular,
)
from flashcards.articles.finders.wording import looks_plural

_MOST_BEFORE_NOUN = 8
_FEWEST_OF_DEED = 3
_LONGEST_DEED = 12
_FEWEST_OF_CLAUSE = 4
_RELATIVES = frozenset({"that", "which", "who", "whose", "where", "when", "whom", "whereby"})
_ASK_ON = _RELATIVES | {"what", "whatever", "how", "whether", "why"}
_OPEN = frozenset(["someone", "somebody", "anyone", "anybody", "something", "anything", "whatever"])
_OPEN_PLURAL = frozenset({"those", "people", "persons"})
_HOW_FOLLOWED = frozenset(
    ["much", "many", "often", "far", "long", "well", "fast", "high", "deep", "likely", "quickly"]
)
_NEVER_IN_NOUNS = (PRONOUNS | BE | MODALS | FINITE | CONJUNCTIONS - {"and", "or"}) - {"one"}
_FOLLOWS_PARTICIPLE = PREPOSITIONS | DETERMINERS | {"when", "and", "to", "so", "only", "not"}
_NEVER_FIRST = (
    DETERMINERS | PREPOSITIONS | _NEVER_IN_NOUNS | ADVERBS_BEHIND | OPENING_ADVERBS | VERBS
) | {"and", "or", "not", "no", "one", "just", "even"}
_PLURALS = frozenset({"species", "series", "people", "men", "women", "means", "data", "bacteria"})
_NO_ADJECTIVES = DETERMINERS | PREPOSITIONS | _NEVER_IN_NOUNS | {"and", "or"}
_MAKES_CLAUSES = (BE | MODALS | FINITE) - {"to"}
_DEFINITE = DETERMINERS - {"a", "an", "each", "every"}
_BEGIN_CLAUSES = frozenset({"a", "an", "the", "we", "you", "they"})
_NAMERS = frozenset({"called", "named", "termed", "dubbed", "known"})
_NO_DEED_FOLLOWS = MODALS | {"that", "which", "who", "of"}
_NO_DEED = frozenset(
    ["during", "nothing", "something", "anything", "everything", "according", "including", "being"]
) | {"owing", "regarding", "concerning", "following", "depending", "having", "considering"}
_EMPTY_HEADS = frozenset({"one", "ones", "thing", "lot", "bit", "few", "third", "rest", "fact"})
_JUDGING = (EVALUATIONS - JUDGING_OR_NAMING - {"source", "moment", "point", "time", "day"}) | (
    _EMPTY_HEADS
)
_NARROWER = frozenset({"of", "to", "that", "for", "which", "in", "at"})
_NO_PAST = frozenset({"need", "embed", "exceed", "succeed", "proceed", "feed", "bleed", "breed"})
_WITHIN_TELLING = 7
SUMMING = SUMMING_NOUNS - {"practice", "belief", "idea", "development"} | {
    "circumstance", "event", "gesture", "fate",
}  # fmt: skip
"""Nouns that behind a comma sum up a clause: "he left early, a circumstance that ..."."""


class Shape(StrEnum):
    """How the words are built that say what a term means."""

    THING = "thing"
    """A noun with what narrows it: "a tool that cuts"."""
    DEED = "deed"
    """ "Cutting a tree down to the stump"."""
    DEGREE = "degree"
    """ "How much light a surface sends back"."""
    PEOPLE = "people"
    """ "Those who ...", "someone who ..."."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a term means, as far as the first words tell."""

    shape: Shape
    at: int
    """Index of its first word."""
    limit: int
    """Index of the word that narrows it down."""
    head: str = ""
    """The noun that says what kind of thing it is, as written, in small letters."""
    article: str = ""
    plural: bool = False
    related: bool = False
    """Whether a clause narrows it: "that ...", "in which ...", rather than "of" or "with"."""


def read_meaning(words: Sequence[Word], at: int) -> Meaning | None:
    """Return what begins at ``words[at]`` if it can say what a term means, else None."""
    if at + 2 >= len(words) or not words[at].is_word:
        return None
    first = words[at].lower
    if first == "how":
        return _degree(words, at)
    if first in _OPEN or first in _OPEN_PLURAL:
        return _open(words, at)
    if first == "what" and words[at + 1].lower in ("happens", "remains", "follows", "results"):
        return Meaning(Shape.DEED, at, at + 1)
    if _is_deed(words, at):
        return Meaning(Shape.DEED, at, at + 1)
    return _thing(words, at)


def tells_a_story(words: Sequence[Word], meaning: Meaning) -> bool:
    """Tell whether a meaning is about one thing in a tale: "a loaf that we had bought"."""
    behind = words[meaning.limit : meaning.limit + _WITHIN_TELLING]
    for number, word in enumerate(behind):
        if number and not word.is_word:
            break
        if word.lower in SPEAKERS:
            return True
        if number and words[meaning.limit].lower in _RELATIVES and _is_past(behind, number):
            return True
    return False


def is_clause(words: Sequence[Word], at: int) -> bool:
    """Tell whether a clause of some length begins here, so that it can say what holds."""
    inside = []
    for word in words[at:]:
        if word.text in ".;:()–—":
            break
        inside.append(word)
    if len(inside) < _FEWEST_OF_CLAUSE or inside[0].lower in SPEAKERS | {"it"}:
        return False
    return inside[0].is_word and inside[0].lower not in BE | MODALS


def _degree(words: Sequence[Word], at: int) -> Meaning | None:
    following = words[at + 1].lower
    adjective = following in _HOW_FOLLOWED or words[at + 2].lower in DETERMINERS | {"of"}
    clause = following in DETERMINERS or looks_plural(following)
    if not (adjective or clause) or len(words) - at <= _FEWEST_OF_CLAUSE:
        return None
    return Meaning(Shape.DEGREE, at, at + 1)


def _open(words: Sequence[Word], at: int) -> Meaning | None:
    first, following = words[at].lower, words[at + 1].lower
    if following not in _RELATIVES:
        return None
    plural = first in _OPEN_PLURAL
    return Meaning(Shape.PEOPLE, at, at + 1, first, plural=plural, related=True)


def _is_deed(words: Sequence[Word], at: int) -> bool:
    """Tell whether a deed begins here: "cooling melted chocolate slowly until ..."."""
    first = words[at].lower
    if not first.endswith("ing") or len(first) < 5 or first in _NO_DEED:
        return False
    inside = 0
    for word in words[at : at + _LONGEST_DEED]:
        if not word.is_word or word.lower in _RELATIVES:
            break
        if word.lower in BE:
            return False  # "ignoring the line is a common cause"
        inside += 1
    return inside >= _FEWEST_OF_DEED and words[at + 1].lower not in _NO_DEED_FOLLOWS


def _thing(words: Sequence[Word], at: int) -> Meaning | None:
    article = words[at].lower if words[at].lower in ("a", "an", "the", "any") else ""
    if not article and words[at].lower in _NEVER_FIRST:
        return None
    head, limit = _head(words, at + bool(article))
    if limit < 0 or not head or (limit == at + 1 and article):
        return None
    narrower = words[limit].lower
    if singular(head) in _JUDGING and not (article == "the" and narrower in _NARROWER - {"to"}):
        return None
    if head == "business" and not words[limit + 1].lower.endswith("ing"):
        return None
    if singular(head) in _EMPTY_HEADS or _judges(words[at:limit]):
        return None
    related = narrower in _RELATIVES or (
        words[min(limit + 1, len(words) - 1)].lower in ("which", "whom", "whose")
    )
    if narrower in _BEGIN_CLAUSES:
        related = bool(article)  # "the energy a body uses": the relative is left out
        if not article:
            return None
    plural = not article and (looks_plural(head) or head in _PLURALS)
    if not article and not _stands_alone(words, at, limit, related, plural):
        return None
    if not related and _is_subject(words, limit):
        return None
    behind = [word.lower for word in words[limit : limit + _WITHIN_TELLING]]
    if not _NAMERS.isdisjoint(behind) or ("name", "of") in pairwise(behind):
        return None  # "a manoeuvre that goes by the name of": the name is still to come
    return Meaning(Shape.THING, at, limit, head, article, plural, related)


def _stands_alone(words: Sequence[Word], at: int, limit: int, related: bool, plural: bool) -> bool:
    """Tell whether a noun without an article says what something is: "customers who buy"."""
    lowers = {word.lower for word in words[at:limit]}
    head, narrower = words[limit - 1].lower, words[limit].lower
    if lowers & {"and", "or"} or head.endswith(("ed", "ing", "ly")) or lowers & COMMON_ADJECTIVES:
        return False
    if plural:
        return related or narrower in ("of", "made") or narrower.endswith("ed")
    return related and narrower in ("that", "which", "who", "whose")


def _is_subject(words: Sequence[Word], limit: int) -> bool:
    """Tell whether a noun with "of ..." is what a clause speaks of: "the cost of bread is"."""
    for word, following in pairwise(words[limit + 1 : limit + 12]):
        if not word.is_word or word.lower in _ASK_ON:
            return False
        if word.lower in _MAKES_CLAUSES:
            return True
        does = singular(word.lower) in ACTIONS and singular(word.lower) != word.lower
        if does and (following.lower in DETERMINERS or following.lower.endswith("ing")):
            return True  # "the coral on its flanks keeps growing"
        if following.lower in _DEFINITE and singular(word.lower) != word.lower:
            return True  # "the weight above squeezes the grains"
    return False


def _head(words: Sequence[Word], at: int) -> tuple[str, int]:
    """The last noun of a phrase and the index of the word that narrows it down; -1 for none."""
    last = ""
    for index in range(at, min(at + _MOST_BEFORE_NOUN, len(words) - 1)):
        word, lower = words[index], words[index].lower
        if not word.is_word:
            if word.text == "," and last and _more_adjectives(words, index):
                continue
            return last, -1
        if index > at and last and _narrows(words, index):
            return last, index
        if lower in ("and", "or"):
            continue
        if lower in _NO_ADJECTIVES:
            return last, -1
        last = lower
    return last, -1


def _more_adjectives(words: Sequence[Word], comma: int) -> bool:
    """Tell whether a comma parts adjectives: "a broad, high-sided ship that"."""
    following = words[comma + 1].lower
    return words[comma + 1].is_word and following not in _NO_ADJECTIVES


def _narrows(words: Sequence[Word], index: int) -> bool:
    lower, following = words[index].lower, words[index + 1].lower
    if lower in _RELATIVES or lower in PREPOSITIONS:
        return True
    if lower in RESTRICTORS or lower in PARTICIPLES:
        return following in _FOLLOWS_PARTICIPLE or following.endswith("ly")
    if lower in _BEGIN_CLAUSES:
        return words[index + 1].is_word and words[index - 1].lower not in ("and", "or")
    if lower.endswith(("ed", "ing")) and len(lower) > 3:
        return following in _FOLLOWS_PARTICIPLE or following.endswith("ly")
    return False


def _judges(noun: Sequence[Word]) -> bool:
    lowers = {word.lower for word in noun}
    ranked = lowers & SUPERLATIVES and noun[0].lower != "the"
    return bool(ranked) or (bool(lowers & LOOSE_ADJECTIVES) and bool(lowers & _EMPTY_HEADS))


def _is_past(behind: Sequence[Word], number: int) -> bool:
    lower, before = behind[number].lower, behind[number - 1].lower
    if lower in PAST and number < 3:
        return True
    ends = lower.endswith("ed") and len(lower) > 4 and lower not in _NO_PAST
    return ends and number == 1 and before in _RELATIVES
