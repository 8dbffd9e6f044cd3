"""Finds terms where a sentence names what it has described: "... is called X", "known as X"."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from flashcards.articles.finders.prose.named_by import KNOWS, by_name
from flashcards.articles.finders.prose.splitting import Word
from flashcards.articles.finders.prose.vocabulary import (
    ARTICLES,
    BE,
    CLASSIFYING,
    CONJUNCTIONS,
    DETERMINERS,
    HEDGES,
    LOOSE_ADJECTIVES,
    NOUNS_IN_LY,
    OWN,
    POINTING,
    PREPOSITIONS,
    PRONOUNS,
    RESTRICTORS,
    VAGUE_NOUNS,
    VERBS,
    singular,
)
from flashcards.articles.finders.wording import looks_plural

_QUOTES = frozenset("\"“”‘’'`*«»„")
_NAMES_IT = frozenset({"called", "termed", "named", "dubbed", "nicknamed", "christened"})
_CALLS = frozenset({"call", "calls", "called", "term", "name"})
_OBJECTS = frozenset({"this", "that", "it", "these", "them", "such", "the", "a", "an"})
_TRIGGERS = (
    _NAMES_IT
    | _CALLS
    | KNOWS
    | {
        "said",
        "known",
        "referred",
        "described",
        "name",
        "names",
        "heading",
        "label",
        "word",
        "words",
        "terms",
    }
    | {"speak", "speaks", "talk", "talks"}
)
_LONGEST = 5
_NOT_BEHIND = frozenset(["ever", "today", "nowadays", "again", "either", "everywhere", "anyway"])
"""Adverbs that stand behind a name without belonging to it: "called X ever since"."""
_OF_SUCH = {("of", "this"), ("of", "such"), ("of", "which"), ("both", "these"), ("all", "these")}
_SUMMED = frozenset(
    ["result", "process", "effect", "outcome", "practice", "technique", "method", "procedure"]
)
"""Nouns that with "the" before them and "is called" behind them sum up what was said."""
_WISHES = frozenset({"deserve", "deserves", "like", "likes", "want", "wants", "claim", "hope"})
_ALSO = HEDGES | {"also", "or", "sometimes", "often", "formerly", "previously"}
_NEVER_INSIDE = CONJUNCTIONS | PRONOUNS | DETERMINERS - ARTICLES
_NEVER_LAST = PREPOSITIONS | ARTICLES
_POINTING_BACK = POINTING - {"i", "we", "you", "one"}
_POINTING_OR_THE = POINTING | {"the", "each"}
_NAMES_OR_KNOWN = _NAMES_IT | {"known"}
_CALLS_ORKNOWS = _CALLS | KNOWS
_OTHER_OBJECTS = _OBJECTS - ARTICLES
_SUMMED_OR_POINTED = _SUMMED | {"two", "latter", "former"}
_KINDS = VAGUE_NOUNS | CLASSIFYING | {"ideal", "arrangement", "scheme", "order", "layout"}
_NO_NAME = PREPOSITIONS | CONJUNCTIONS | BE
_ENDS_NAMES = PREPOSITIONS | BE


@dataclass(frozen=True, slots=True)
class Definition:
    """Where an article says what something is."""

    term: tuple[int, int]
    """Where the term stands in the article."""
    clause: tuple[int, int]
    """The words that define it."""
    confidence: float
    before: bool = False
    """Whether it makes sense only with the sentence in front of it."""
    aliases: tuple[tuple[int, int], ...] = ()
    plural: bool = False
    past: bool = False
    person: bool = False
    stands_for: bool = False
    determiner: str = ""
    weakly: bool = False
    """Whether the sentence in front only helps, so that it may be left out."""
    acts: bool = False
    """Whether it is no noun, so that one asks what it means: "to capsize", "dormant"."""
    if_used: bool = False
    """Whether it counts only if the article uses its words elsewhere as well."""
    if_new: bool = False
    """Whether it counts only if the article has not used the word before."""
    after: bool = False
    """Whether the sentence behind it says what the term is."""
    gloss: tuple[int, int] | None = None
    """Where an explanation set off by commas stands, if it can stand for the sentence."""
    gloss_begins: str = "is"
    """How it goes on from the term: "X is ...", "X ..." (does), "In X ..." (in)."""
    stands_for_it: tuple[int, int] | None = None
    """What a pronoun at its beginning stands for, found in the clause before."""


def read_naming(words: Sequence[Word], start: int, end: int) -> list[Definition]:
    """Find the terms a clause introduces by "called", "known as", "referred to as", "we call"."""
    found: list[Definition] = []
    points = _points_back(words)
    for index, word in enumerate(words):
        if word.lower not in _TRIGGERS:
            continue
        at = max(_behind_passive(words, index), _behind_active(words, index), by_name(words, index))
        if at < 0:
            continue
        own = at < len(words) and words[at].lower in OWN
        term = _of_the_whole(words, read_term(words, at + own))
        if term is None:
            continue
        alone = word.lower == "described" and words[term[0] - 1].lower not in ARTICLES
        first, after = term if not alone else (term[0], term[0] + 1)
        plain = words[first:after]
        confidence = _trust(word, plain, words[first - 1].lower in ARTICLES | OWN)
        if words[0].lower in ("it", "they") and _is_nickname(words, first, after):
            continue
        if confidence <= 0:
            continue
        bare = points and (
            words[1].lower in BE | HEDGES
            or words[0].lower in ("it", "they")
            or words[0].lower not in _POINTING_OR_THE
        )
        strong = bare or _object_points(words, index)
        before = points or strong or len(words) < 8
        if _is_deserved(words, index):
            continue
        if index and words[index - 1].text == "," and word.lower in _NAMES_OR_KNOWN:
            before = strong = False  # "a cleft on the surface, known as the active site"
        if word.lower == "call" and _related(words, index):
            before = strong = False
        determiner = words[first - 1].lower if first and words[first - 1].lower in ARTICLES else ""
        found.append(
            Definition(
                (plain[0].start, plain[-1].end),
                (start, end),
                confidence,
                before,
                _also(words, after),
                determiner=determiner,
                plural=_is_plural(plain[-1], determiner),
                weakly=before and not strong,
                acts=_is_adjective(plain, determiner),
            )
        )
    return found


def _is_deserved(words: Sequence[Word], index: int) -> bool:
    """Tell whether "deserves to be called" or "might be called" judges instead of naming."""
    lowers = [word.lower for word in words[max(index - 3, 0) : index]]
    if lowers[1:] == ["to", "be"] and lowers[0] in _WISHES:
        return True
    return lowers[-1:] == ["be"] and bool({"might", "could", "hardly", "would"} & set(lowers))


def _is_plural(last: Word, determiner: str) -> bool:
    """Tell whether a name is a plural; behind "the" one with a capital may be: "the Sogdians"."""
    small = determiner == "the" and last.text[1:].islower()
    return determiner not in ("a", "an") and looks_plural(last.lower if small else last.text)


def _points_back(words: Sequence[Word]) -> bool:
    lead = [word.lower for word in words[:3] if word.is_word]
    if lead[:1] in (["then"], ["here"]):
        words = words[1:]
        lead = [word.lower for word in words[:3] if word.is_word]
    if lead[:1] == ["in"] and len(words) > 3 and words[2].lower in ("it", "they", "this", "these"):
        return True  # "in English it goes by the name of X"
    if lead[:1] == ["the"] and lead[1:] in (["second", "one"], ["first", "one"], ["other", "one"]):
        return True
    if len(lead) > 2 and lead[0] == "the":
        summed = lead[1] in _SUMMED and lead[2] in BE
        return summed or lead[1] in ("latter", "former")
    opening = [word.lower for word in words[:7]]
    if any(pair in _OF_SUCH for pair in pairwise(opening)):
        return True  # "A tide of this kind is called X."
    return bool(lead) and (
        lead[0] in _POINTING_BACK
        or lead[:2] == ["each", "of"]
        or (lead[0] == "each" and len(lead) > 1 and lead[1] in ("such", "of"))
    )


def _object_points(words: Sequence[Word], index: int) -> bool:
    following = words[index + 1].lower if index + 1 < len(words) else ""
    pointing = following in ("this", "it", "these", "them", "that", "such")
    pointing = pointing or _summed_up(words, index + 1)
    return words[index].lower in _CALLS_ORKNOWS and pointing


def _behind_passive(words: Sequence[Word], index: int) -> int:
    """Index behind "called", "known as", "referred to as"; -1 if these words are not here."""
    lower = words[index].lower
    following = [word.lower for word in words[index + 1 : index + 3]]
    if lower in _NAMES_IT:
        if not index or (lower == "named" and not _names_a_kind(words, index)):
            return -1
        if words[index - 1].lower in ARTICLES or _is_aside(words, index):
            return -1  # "the called function"; "(also called X)" is another name
        if following[:1] and following[0] in _OTHER_OBJECTS:
            return -1
        return index + 1
    if lower == "known" and index:
        if following[:1] == ["as"]:
            return index + 2
        return _behind_as(words, index)
    if lower == "referred" and following == ["to", "as"]:
        return index + 3
    if lower == "described" and index and words[index - 1].lower in ("is", "are"):
        if following[1:2] in (["a"], ["an"]) and _ends_a_description(words, index):
            return index + 2
        return index + 2 if following[:1] == ["as"] and _is_one_adjective(words, index + 2) else -1
    return -1


def _behind_as(words: Sequence[Word], known: int) -> int:
    """Index behind "known (in the trade, among lawyers, collectively) as"; else -1."""
    for index in range(known + 1, min(known + 2 + _LONGEST, len(words))):
        if words[index].lower == "as":
            return index + 1
        if not words[index].is_word or words[index].lower in ("that", "for"):
            break
    return -1


def _ends_a_description(words: Sequence[Word], index: int) -> bool:
    """Tell whether "The path that ..., is described as a reflex arc." ends here."""
    lowers = [word.lower for word in words[:index]]
    related = bool({"that", "which", "who", "where"} & set(lowers[1:6]))
    return related and lowers[0] in ARTICLES and 4 <= len(words) - index <= 7


def _is_one_adjective(words: Sequence[Word], at: int) -> bool:
    """Tell whether one adjective ends the clause: "is described as inverted,"."""
    if at < len(words) and words[at].text in _QUOTES:
        at += 1
    if at + 1 > len(words) or not words[at].is_word or words[at].lower in LOOSE_ADJECTIVES:
        return False
    ends = at + 1 >= len(words) or not words[at + 1].is_word
    ends = ends or words[at + 1].lower in ("to", "of", "in")
    return ends and _is_adjective(words[at : at + 1], "")


def _is_aside(words: Sequence[Word], index: int) -> bool:
    """Tell whether "called" opens an aside with another name: "(also called X)"."""
    before = index - 1
    while before > 0 and words[before].lower in _ALSO:
        before -= 1
    return before < index - 1 and words[before].text in ("(", ",", "–", "—")


def _names_a_kind(words: Sequence[Word], index: int) -> bool:
    """Tell whether "named" follows "a(n) (adjective) noun"."""
    return any(word.lower in ("a", "an") for word in words[max(0, index - 3) : index - 1])


def _behind_active(words: Sequence[Word], index: int) -> int:
    """Index behind "economists call this" and "what tuners call"; -1 if these are not here."""
    if words[index].lower not in _CALLS or not index:
        return -1
    if words[index].lower in ("name", "term", "called") and words[index - 1].lower in (
        BE | DETERMINERS | PREPOSITIONS
    ):
        return -1
    if any(word.lower == "what" for word in words[max(0, index - 4) : index]):
        caller = words[index - 1].lower
        people = caller in ("we", "they", "you", "people", "is", "are", "was", "were", "now")
        people = people or caller.endswith("s") or words[index - 1].text[0].isupper()
        return index + 1 if people else -1
    if _related(words, index):
        return index + 1
    at = index + 1
    if _summed_up(words, at):
        return _behind_kind(words, at + 2)
    if at < len(words) and words[at].lower in ("this", "it", "these", "them", "that"):
        at += 1
        if words[at - 1].lower in ("this", "these", "that") and at + 1 < len(words):
            skipped = at
            while (
                skipped < min(at + 3, len(words))
                and words[skipped].is_word
                and words[skipped].lower not in ARTICLES
            ):
                skipped += 1
            if skipped < len(words) and words[skipped].lower in ARTICLES and skipped > at:
                return skipped
            return _behind_kind(words, at)
        return at
    return -1


def _behind_kind(words: Sequence[Word], at: int) -> int:
    """Skip the noun in "call that ideal serializability", "calls the latter kind X"."""
    kind = words[at].lower in _KINDS and at + 1 < len(words) and words[at + 1].is_word
    return at + 1 if kind and words[at + 1].lower not in _NO_NAME else at


def _related(words: Sequence[Word], index: int) -> bool:
    """Tell whether "which growers call" stands here: people who call something so."""
    lead = [word.lower for word in words[max(0, index - 3) : index]]
    caller = words[index - 1].lower
    several = (looks_plural(caller) and words[index].lower == "call") or caller in ("we", "people")
    return several and bool({"that", "which"} & set(lead[:-1])) and words[index].lower != "called"


def _summed_up(words: Sequence[Word], at: int) -> bool:
    """Tell whether "the result", "the process" stand for what was said before."""
    return (
        at + 2 < len(words)
        and words[at].lower == "the"
        and words[at + 1].lower in _SUMMED_OR_POINTED
    )


def read_term(words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """Read a name at ``words[at]``, behind its article; returns its bounds, or None."""
    while at < len(words) and (
        words[at].lower in ARTICLES
        or words[at].lower in ("simply", "either", "also")
        or words[at].text in _QUOTES
    ):
        at += 1
    end = at
    quoted = at > 0 and words[at - 1].text in _QUOTES if at < len(words) else False
    determined = at > 0 and words[at - 1].lower in ARTICLES
    while end < len(words) and end - at < _LONGEST:
        word = words[end]
        if word.text in "'’" and end > at and not quoted and _is_possessive(words, end):
            end += 1
            continue
        if not word.is_word:
            break
        if quoted:
            end += 1
            continue
        if word.lower == "of" and end > at and _goes_on(words, end):
            end += 1
            continue
        if word.lower == "to" and end > at and _ends_after(words, end + 1):
            end += 2
            break
        if word.lower in PREPOSITIONS:
            break
        if word.text == "I" and end > at:
            end += 1  # "type I error": a number
            continue
        if word.lower in _NEVER_INSIDE or word.lower in BE:
            break
        if word.lower in _NOT_BEHIND and end > at:
            break
        last = end + 1 >= len(words) or words[end + 1].text in ".;"
        last = last or (determined and not words[end + 1].is_word)
        if end > at and word.lower in VERBS and not (last and not word.lower.endswith("s")):
            break
        if end > at and word.lower in ARTICLES:
            break
        end += 1
    while end > at and words[end - 1].lower in _NEVER_LAST:
        end -= 1
    return (at, end) if end > at else None


def _is_possessive(words: Sequence[Word], at: int) -> bool:
    """Tell whether an apostrophe belongs to a plural: "members' liquidation"."""
    before = words[at - 1]
    goes_on = at + 1 < len(words) and words[at + 1].is_word
    return goes_on and before.end == words[at].start and before.lower.endswith("s")


def _of_the_whole(words: Sequence[Word], term: tuple[int, int] | None) -> tuple[int, int] | None:
    """Lengthen a name by "of the ...": "called the tragedy of the commons since"."""
    if term is None or term[1] + 2 >= len(words):
        return term
    first, after = term
    joined = words[after].lower == "and" and words[after + 1].is_word and after - first == 1
    if joined and _ends_at(words, after + 2) and words[first - 1].lower == "as":
        one = not (looks_plural(words[first].lower) or looks_plural(words[after + 1].lower))
        return (first, after + 2) if one else term
    if words[after].lower != "of" or words[after + 1].lower != "the":
        return term
    whole = read_term(words, after + 1)
    short = whole is not None and whole[1] - whole[0] == 1
    return (first, whole[1]) if whole and short and _ends_at(words, whole[1]) else term


def _ends_at(words: Sequence[Word], at: int) -> bool:
    """Tell whether a name is over where a sign or "since", "in", "by" follows."""
    return at >= len(words) or not words[at].is_word or words[at].lower in _ENDS_NAMES


def _ends_after(words: Sequence[Word], at: int) -> bool:
    """Tell whether one more word ends the phrase: "duty to mitigate."."""
    return (
        at < len(words)
        and words[at].is_word
        and words[at].lower not in DETERMINERS
        and (at + 1 == len(words) or words[at + 1].text in ".,;:)(")
    )


def _goes_on(words: Sequence[Word], of: int) -> bool:
    following = words[of + 1] if of + 1 < len(words) else None
    return following is not None and following.is_word and following.lower not in DETERMINERS


def _is_nickname(words: Sequence[Word], first: int, after: int) -> bool:
    """Tell whether a name is praise such as "the king of knots"."""
    lowers = [word.lower for word in words[first:after]]
    plain = all(word.text.islower() for word in words[first:after])
    return plain and "of" in lowers and words[first - 1].lower == "the"


def _is_adjective(term: Sequence[Word], determiner: str) -> bool:
    """Tell whether what something is called is an adjective: "dormant", "semidiurnal"."""
    last = term[-1].lower
    return (
        len(term) == 1
        and not determiner
        and last.endswith(
            ("al", "ous", "ive", "ful", "less", "able", "ible", "ant", "ent", "ed", "ic", "ary")
        )
        and not last.endswith("ment")
    )


def _trust(namer: Word, term: Sequence[Word], determined: bool) -> float:
    first, last = term[0].lower, term[-1].lower
    if term[0].text.isdigit() or (first in LOOSE_ADJECTIVES and len(term) < 2):
        return 0.0
    if len(term) == 1 and (singular(last) in VAGUE_NOUNS or first in HEDGES):
        return 0.0
    adverb = last.endswith("ly") and last not in NOUNS_IN_LY
    if not determined and (adverb or first in RESTRICTORS):
        return 0.0
    if not determined and len(term) == 1 and first in VERBS:
        return 0.0
    if namer.lower == "named" and term[0].text[0].isupper():
        return 0.0
    return 0.65 if namer.lower in ("called", "known", "termed", "referred") else 0.5


def _also(words: Sequence[Word], after: int) -> tuple[tuple[int, int], ...]:
    """Other names right behind: "called X (or Y)", "called X or Y"."""
    if (after < len(words) and words[after].text in ("(", ",")) or (
        after < len(words) and words[after].lower == "or"
    ):
        at = after + (words[after].text in ("(", ","))
        if at < len(words) and (words[at].lower == "or" or words[after].text == "("):
            term = read_term(words, at + (words[at].lower == "or"))
            closed = term and term[1] < len(words) and words[term[1]].text in "),.;"
            if term and (closed or term[1] == len(words)):
                return ((words[term[0]].start, words[term[1] - 1].end),)
    return ()
