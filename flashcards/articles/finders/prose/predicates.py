"""Reads what an English sentence says of its subject, and judges whether that defines it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flashcards.articles.finders.prose.splitting import Word
from flashcards.articles.finders.prose.subjects import DEFINING, QUOTES, Name, head_of
from flashcards.articles.finders.prose.vocabulary import (
    ARTICLES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    EVALUATIONS,
    HEDGES,
    JUDGING_OR_NAMING,
    LAW_NOUNS,
    LOOSE_ADJECTIVES,
    NOUNS_IN_EST,
    PARTICIPLES,
    PERSON_ENDINGS,
    PERSON_NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    RESTRICTORS,
    SUPERLATIVES,
    VAGUE_NOUNS,
    VERBS,
    singular,
)

_NEEDED_NEXT = {
    "refers": ("to",),
    "refer": ("to",),
    "stands": ("for",),
    "stand": ("for",),
    "occurs": ("when", "if", "where"),
    "arises": ("when", "if", "where"),
    "happens": ("when", "if"),
    "consists": ("of", "in"),
    "consist": ("of", "in"),
    "deals": ("with",),
    "deal": ("with",),
    "states": ("that",),
    "holds": ("that",),
    "says": ("that",),
}

_CASES = frozenset(
    ["case", "example", "sign", "decision", "change", "step", "choice", "result", "moment", "event"]
) | {"act", "exception", "fact", "truth", "source", "risk", "question"}
"""Nouns that judge, unless a clause says of which kind: "a case that shows ..."."""
_NARROWING = frozenset({"that", "which", "in", "by", "where", "whose"})
_JOINING = CONJUNCTIONS - {"and", "or", "so", "yet", "also", "too"}
_AS_EVER = frozenset({"usual", "obvious", "famous", "classic", "standard", "typical"})
_SOMEBODY = frozenset(["man", "woman", "person", "boy", "girl", "fellow", "people", "friend"])
_NOUNS_WITH_THE = frozenset({"source", "time", "point", "step", "idea", "matter", "case", "sign"})
_HAPPENS = frozenset(
    [
        "comes",
        "come",
        "exists",
        "exist",
        "results",
        "result",
        "develops",
        "develop",
        "forms",
        "form",
    ]
) | {"takes", "take", "is", "are", "begins", "appears", "appear", "arise", "occur", "happen"}
_MADE = frozenset({"formed", "created", "produced", "made", "caused", "generated", "released"})
_HOW = frozenset({"into", "about", "place"})
_WHEN = frozenset({"when", "whenever", "if", "where"})
_HOW_OR_WHEN = _HOW | _WHEN
_MASS = ("tion", "sion", "ment", "ness", "ance", "ence", "ty", "ism", "ship", "ure", "age", "ing")
"""Endings of nouns that stand without an article: "is difficulty in falling asleep"."""
_PLACES = frozenset({"way", "point", "moment", "day", "step", "event", "sign"})
_PLACED = frozenset({"of", "to", "in", "at", "on", "where", "when", "that", "which"})
_OTHER_PRONOUNS = PRONOUNS - {"one", "ones"}
_GOES_ON = PREPOSITIONS | DETERMINERS
_JOINS_ON = PREPOSITIONS | CONJUNCTIONS


@dataclass(frozen=True, slots=True)
class Predicate:
    """How a sentence goes on behind its subject."""

    confidence: float
    past: bool = False
    plural: bool = False
    person: bool = False
    stands_for: bool = False


def read_predicate(words: Sequence[Word], name: Name, is_name: bool) -> Predicate | None:
    """Judge what stands behind a subject; None unless it says what the subject is."""
    at = name.after
    while at < len(words) and words[at].lower in HEDGES and words[at].lower != "in":
        at += 1
    if at >= len(words):
        return None
    verb = words[at].lower
    if verb in ("can", "may", "could") and at + 2 < len(words) and words[at + 1].lower == "be":
        if words[at + 2].lower in ("defined", "described", "thought", "understood"):
            return Predicate(0.7)
        return None
    if verb in DEFINING:
        return _defining(words, at, name)
    if _comes_about(words, at):
        return Predicate(0.55, plural=not verb.endswith("s"))
    if verb in BE:
        return _copula(words, at, name, is_name)
    return None


def _comes_about(words: Sequence[Word], at: int) -> bool:
    """Tell whether "comes into being when", "is formed where", "exists if" follows."""
    verb = words[at].lower
    if verb not in _HAPPENS:
        return False
    lowers = [word.lower for word in words[at + 1 : at + 6]]
    if "," in lowers:
        lowers = lowers[: lowers.index(",")]
    if verb in BE and not (lowers and lowers[0] in _MADE):
        return False
    if verb not in BE | {"forms", "form", "develops"} and not _HOW_OR_WHEN & set(lowers[:1]):
        return False
    return bool(_WHEN & set(lowers)) and len(words) - at > 5


def _defining(words: Sequence[Word], at: int, name: Name) -> Predicate | None:
    verb = words[at].lower
    needed = _NEEDED_NEXT.get(verb)
    after = words[at + 1].lower if at + 1 < len(words) else ""
    if needed and after not in needed:
        return None
    if verb in ("refer", "refers") and any(word.lower == "as" for word in words[at + 2 : at + 12]):
        return None  # "historians refer to this as X"
    if len(words) - at < 4 or (verb == "stand" and name.words[-1].lower in ("letters", "initials")):
        return None
    if verb in ("covers", "describes", "describe") and not (name.announced or name.quoted):
        return None
    if verb in ("states", "says", "holds") and head_of(name.words) not in LAW_NOUNS:
        return None
    return Predicate(
        DEFINING[verb], plural=not verb.endswith("s"), stands_for=verb in ("stands", "stand")
    )


def _copula(words: Sequence[Word], at: int, name: Name, is_name: bool) -> Predicate | None:
    verb = words[at].lower
    past, plural = verb in ("was", "were"), verb in ("are", "were")
    at += 1
    while at < len(words) and (words[at].lower in HEDGES or words[at].text == ","):
        intro = _short_intro(words, at)
        if words[at].lower == "in" and not intro:
            break
        at += intro or 1
    at = _behind_no_more(words, at)
    rest = words[at:]
    if len(rest) < 3:
        return None
    first = rest[0].lower
    confidence, stands_for = 0.0, False
    if first in ("short", "an") and _expands(rest):
        confidence, stands_for = 0.8, first == "short"
    elif first in ("defined", "understood", "taken"):
        confidence = 0.8
    elif first == "made" and rest[1].lower == "by" and rest[2].lower.endswith("ing"):
        confidence = 0.5
    elif first in ("made", "composed") and "of" in (rest[1].lower, rest[2].lower):
        confidence = 0.55 if name.determiner != "the" else 0.0
    elif first in ("meant", "intended", "designed") and rest[1].lower == "to":
        confidence = 0.5
    elif first == "concerned" and rest[1].lower == "with":
        confidence = 0.6 if not name.determiner else 0.0
    elif first in ("a", "an"):
        confidence = _with_article(rest[1:])
        if name.determiner == "the" and _SOMEBODY & {word.lower for word in rest[1:5]}:
            confidence = 0.0  # "the caretaker is a busy man"
        if past and name.determiner == "the" and len(name.words) == 1:
            narrows = {"that", "which", "who", "of", "for", "in", "to", "whose", "by", "with"}
            if not narrows & {word.lower for word in rest[1:8]}:
                confidence = 0.0  # "the sleeper was a lamp turned down"
    elif first == "the" and rest[1].lower in ("one", "ones"):
        confidence = _one_of(rest[1:])
    elif first == "the":
        confidence = _with_the_genus(rest[1:], is_name, len(name.words))
    elif first in ("any", "anything", "something", "whatever", "whichever", "someone", "anyone"):
        confidence = 0.65
    elif first in ("what", "when", "where", "how"):
        told = {"like", "says", "say", "sounds", "sound", "looks", "look"}
        empty = name.quoted and first == "how"
        confidence = 0.0 if empty or told & {word.lower for word in rest[-4:]} else 0.5
    elif first.endswith("ing") and name.words[-1].lower.endswith("ing") and not name.determiner:
        confidence = 0.6  # "Splicing is joining ..."
    elif first == "one" or first == "those":
        confidence = _one_of(rest)
    elif rest[0].is_word and first not in VERBS:
        confidence = _without_article(rest, plural)
    if confidence <= 0.0:
        return None
    return Predicate(confidence, past, plural, is_name and _is_person(rest), stands_for)


def _behind_no_more(words: Sequence[Word], at: int) -> int:
    """Skip "no more than", "nothing but" in "a licence is no more than a permission"."""
    lowers = [word.lower for word in words[at : at + 3]]
    if lowers[:1] == ["nothing"] and lowers[1:2] in (["but"], ["except"]):
        return at + 2
    for adverb in ("no", "nothing", "little", "not", "nothing"):
        if lowers[:1] == [adverb] and lowers[1:] in (["more", "than"], ["other", "than"]):
            return at + 3
    return at


def _short_intro(words: Sequence[Word], at: int) -> int:
    """Length of "in law," or "in short," between verb and noun; 0 if there is none."""
    if words[at].lower != "in":
        return 0
    if at + 1 < len(words) and words[at + 1].lower in ("fact", "reality", "truth", "essence"):
        return 2
    for size in (2, 3):
        if at + size < len(words) and words[at + size].text == ",":
            return size + 1
    return 0


def _expands(rest: Sequence[Word]) -> bool:
    lowers = [word.lower for word in rest[:3]]
    return lowers[:2] == ["short", "for"] or (
        lowers[1] in ("acronym", "abbreviation", "initialism") and lowers[2] in ("for", "of")
    )


def _genus(rest: Sequence[Word]) -> tuple[str, int]:
    """The noun that says what kind of thing something is, and where it is limited further."""
    last = ""
    for index, word in enumerate(rest[:12]):
        lower = word.lower
        if not word.is_word and word.text not in QUOTES and word.text != ",":
            return last, index
        if word.text == "," and index + 1 < len(rest) and rest[index + 1].lower in _JOINING:
            return last, index
        if word.text == "," and index + 2 < len(rest) and rest[index + 2].lower in BE:
            return last, index  # "the blue bin, glass is the green one"
        if index and (lower in RESTRICTORS or lower in PREPOSITIONS or lower in BE):
            return last, index
        if index and lower in _OTHER_PRONOUNS:
            return last, index  # "the example everybody gives"
        if index and lower.endswith("ing") and last.endswith("s") and not last.endswith("ss"):
            return last, index  # "corridors running along"
        if index and _is_participle(lower) and last and last not in LOOSE_ADJECTIVES:
            following = rest[index + 1].lower if index + 1 < len(rest) else ""
            if following in _GOES_ON or following.endswith("ly"):
                return last, index
            if following in ("when", "and", "as", "so", "once", "twice", ",", "."):
                return last, index
        if index and lower in ("and", "or") and not _more_adjectives(rest, index):
            return last, index
        if word.is_word:
            last = lower
    return last, min(len(rest), 12)


def _more_adjectives(rest: Sequence[Word], index: int) -> bool:
    """Tell whether "and" joins adjectives before the noun: "a signed and witnessed document"."""
    return (
        index + 2 < len(rest)
        and rest[index + 2].is_word
        and (rest[index + 2].lower not in PREPOSITIONS and rest[index + 1].lower not in ARTICLES)
    )


def _is_participle(lower: str) -> bool:
    return (lower.endswith("ed") and len(lower) > 4) or lower in PARTICIPLES


def _limited(rest: Sequence[Word], index: int) -> bool:
    """Tell whether something behind the noun narrows it down, as a definition does."""
    return index < len(rest) and rest[index].text not in ".!?"


def _with_article(rest: Sequence[Word]) -> float:
    noun, index = _genus(rest)
    if not noun or (noun == "stroke" and index < len(rest) and rest[index].lower == "of"):
        return 0.0
    if singular(noun) in _PLACES and index == 1 and rest[index].lower in _PLACED:
        return 0.65  # "a way of doing it", "a point at which ..."
    if singular(noun) in _CASES and index < len(rest) and rest[index].lower in _NARROWING:
        return 0.5
    if singular(noun) in EVALUATIONS or _is_judgement(rest, index):
        return 0.45 if _says_it_later(rest, index) else 0.0
    if rest[0].lower == "little" and rest[1].lower.endswith("er"):
        return 0.0
    if rest[0].lower in ("little", "few", "bit", "lot", "great", "kind", "sort") and index == 1:
        return 0.75 if rest[0].lower in ("kind", "sort") else 0.0
    if not _limited(rest, index):
        return 0.5 if index >= 2 or len(rest) > 3 else 0.35
    return 0.75


def _says_it_later(rest: Sequence[Word], index: int) -> bool:
    """Tell whether a colon leads to what the sentence began by judging."""
    after = next((n for n, word in enumerate(rest) if word.text == ":" and n >= index), -1)
    return after > 0 and len(rest) - after > 6


def _is_judgement(rest: Sequence[Word], index: int) -> bool:
    words = {word.lower for word in rest[:index]}
    named = words & {"term", "word", "name"}
    return bool(words & LOOSE_ADJECTIVES and words & VAGUE_NOUNS) and not named


def _with_the_genus(rest: Sequence[Word], is_name: bool, name_size: int) -> float:
    noun, index = _genus(rest)
    narrowed = index < len(rest) and rest[index].lower in ("to", "of", "that", "for")
    if noun == "business" and narrowed and not rest[index + 1].lower.endswith("ing"):
        return 0.0
    good = _NOUNS_WITH_THE | JUDGING_OR_NAMING if narrowed else _NOUNS_WITH_THE
    if not noun or singular(noun) in EVALUATIONS - good:
        return 0.0
    headless = (noun.endswith("est") and noun not in NOUNS_IN_EST) or noun in SUPERLATIVES
    bare = not _limited(rest, index) or not rest[index].is_word or rest[index].lower in PRONOUNS
    if headless and (bare or rest[index].lower == "known"):
        return 0.0  # "the commonest, but ..."
    if {word.lower for word in rest[: max(index - 1, 0)]} & _AS_EVER:
        return 0.0
    if {word.lower for word in rest[:3]} & SUPERLATIVES or (
        any(word.lower.endswith("est") for word in rest[:3])
    ):
        if _limited(rest, index):
            return 0.55 if is_name else 0.45
        return 0.5 if is_name and len(rest) > 6 else 0.0
    if rest[0].lower.endswith("s") and index == 1 and not _limited(rest, index):
        return 0.45  # "Drones are the males."
    if is_name and name_size > 1 and index > 1 and not _limited(rest, index):
        return 0.5  # "The House of Lords is the upper chamber."
    if _limited(rest, index) and rest[index].text == ",":
        return 0.65 if rest[index + 1].lower in RESTRICTORS else 0.4
    return 0.65 if _limited(rest, index) and index + 2 < len(rest) else 0.0


def _one_of(rest: Sequence[Word]) -> float:
    second = rest[1].lower
    if second in ("of", "in", "whose", "that", "which", "who", "with", "for", "to", "where"):
        return 0.0 if {w.lower for w in rest[2:7]} & EVALUATIONS else 0.55
    noun, index = _genus(rest[1:])
    return 0.55 if noun and singular(noun) not in EVALUATIONS and _limited(rest[1:], index) else 0.0


def _without_article(rest: Sequence[Word], plural: bool) -> float:
    """Judge "are small pores that ..." and "is cod dried in ...": a noun, not an adjective."""
    first = rest[0].lower
    if first in PREPOSITIONS or first in DETERMINERS or first in CONJUNCTIONS or first == "not":
        return 0.0
    if first.endswith("ing") and not plural:
        return 0.0
    if _is_participle(first) and rest[1].lower in _JOINS_ON:
        return 0.0
    noun, index = _genus(rest)
    if not noun or singular(noun) in EVALUATIONS or not _limited(rest, index) or index == 0:
        return 0.0
    limit = rest[index].lower
    if plural:
        is_noun = noun.endswith("s") or noun in ("people", "men", "women", "bacteria", "data")
        return 0.7 if is_noun and not noun.endswith(("ous", "ss", "less")) else 0.0
    adjective = noun.endswith(
        ("ful", "ous", "ive", "al", "able", "ible", "ic", "less", "ent", "ant")
    )
    if adjective or noun in LOOSE_ADJECTIVES or noun.endswith("ly") or _is_participle(noun):
        return 0.0
    if limit in ("that", "which", "whose") or _is_participle(limit):
        return 0.5
    mass = noun.endswith(_MASS) and len(noun) > 5
    return 0.45 if mass and limit in ("in", "of", "by", "between", "from", "with") else 0.0


def _is_person(rest: Sequence[Word]) -> bool:
    noun, _ = _genus(rest[1:] if rest[0].lower in ARTICLES else rest)
    return singular(noun) in PERSON_NOUNS or singular(noun).endswith(PERSON_ENDINGS)
