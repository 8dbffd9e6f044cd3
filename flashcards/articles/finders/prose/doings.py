"""Judges sentences that say what a thing does instead of what it is: "A hash function maps ..."."""

from collections.abc import Callable, Sequence

from flashcards.articles.finders.prose.splitting import Word
from flashcards.articles.finders.prose.subjects import NAMED_OF, Name, head_of, is_event
from flashcards.articles.finders.prose.vocabulary import (
    ABSTRACT_ENDINGS,
    AGENTS,
    BE,
    CHARACTERISING,
    COMPARATIVES,
    DETERMINERS,
    LAW_NOUNS,
    LOOSE_ADJECTIVES,
    MODALS,
    NUMBERS,
    PALE_VERBS,
    PARTICIPLES,
    PERSON_ENDINGS,
    PERSON_NOUNS,
    PREPOSITIONS,
    TECHNICAL_HEADS,
    VAGUE_NOUNS,
    singular,
)

_HELPS = frozenset(
    {"has", "makes", "provides", "uses", "lets", "allows", "gives", "takes", "works"}
)
"""Verbs that say of "the X" what it is good for here rather than what it is."""
_FIELDS = (*ABSTRACT_ENDINGS[:-1], "graphy", "logy", "metry", "nomy", "ness", "ics")
_DEGREES = frozenset(
    {"fast", "slow", "long", "short", "high", "low", "heavy", "strong", "weak", "bright", "young"}
    | {"rich", "poor", "wide", "narrow", "thick", "thin", "single", "careful", "skilled"}
)
"""Adjectives of degree: a "fast shutter" is no term of its own."""
_FEWEST_WORDS = 7
_LONGEST_NAME = 3
_ENOUGH_WORDS = 12
_SOME = frozenset(["some", "many", "several", "most", "few", "much", "little", "up", "enough"])
_COUNTS = frozenset({"has", "have", "takes", "take", "costs", "cost", "needs", "need"})
_DIFFICULTIES = frozenset({"problem", "matter", "question", "issue", "point", "idea", "example"})
_OBJECTS = frozenset({"it", "them", "him", "her", "us", "me", "you", "everybody", "everyone"})
_MODALS_OR_BE = MODALS | BE
_PALER_VERBS = PALE_VERBS - {"has", "have", "gives", "give"}
_NO_DEFINITION = COMPARATIVES | _OBJECTS
_NOT_IN_KINDS = LOOSE_ADJECTIVES | PREPOSITIONS
_BODIES = frozenset({"government", "company", "firm", "team", "town", "city", "state", "bird"})
_NO_KINDS = AGENTS | PERSON_NOUNS | VAGUE_NOUNS
_NO_NOUN_FOLLOWS = DETERMINERS | PREPOSITIONS | LOOSE_ADJECTIVES
_LOOSE_WORDS = LOOSE_ADJECTIVES | _DEGREES
_PEOPLE = AGENTS | PERSON_NOUNS
_PALEST_VERBS = PALE_VERBS - {"has", "have", "makes"}


def says_what_it_does(
    words: Sequence[Word], name: Name, is_new: Callable[[Word], bool], heads: frozenset[str]
) -> float:
    """Judge a subject whose verb defines nothing by itself; 0 if the sentence is no definition.

    ``is_new`` tells whether the article has just begun to use a word; ``heads`` are the nouns
    by which it sorts things.
    """
    if is_event(name):
        return 0.5
    if name.after + 1 >= len(words) or not words[name.after].is_word:
        return 0.0
    short = name.words[0].text.isupper() and len(name.words[0].text) > 1
    enough = _FEWEST_WORDS - 2 * (name.determiner in ("a", "an") or short)
    kind = name.words[-1].lower.removesuffix("s") in heads and len(name.words) == 2
    if len(words) < enough - kind:
        return 0.0
    if not _characterises(words, name):
        return 0.0
    if name.contrasted and words[name.after].lower not in MODALS:
        return 0.5
    if name.aliases and words[0].start == name.start and words[name.after].lower not in BE:
        return 0.45
    verb, following = words[name.after].lower, words[name.after + 1].lower
    several = 2 <= len(name.words) <= _LONGEST_NAME and name.determiner != "the"
    sorted_by = several and singular(name.words[-1].lower) in heads
    if sorted_by and verb in BE and following.endswith(("ed", "n")) and following != "been":
        return 0.4
    if verb in ("is", "are") and _is_done_so(words, name) and all(map(is_new, name.words)):
        return 0.38
    if verb in ("is", "are"):
        return _of_adjectives(words, name, following, is_new)
    if verb in ("can", "could") and following == "be" and name.determiner in ("a", "an"):
        purpose = name.after + 3 < len(words) and words[name.after + 3].lower == "to"
        return 0.38 if purpose and is_new(name.words[-1]) else 0.0
    if sorted_by and verb in ("may", "can", "must") and following == "be":
        return 0.38 if is_new(name.words[0]) else 0.0
    into = following == "to" and words[min(name.after + 2, len(words) - 1)].lower in DETERMINERS
    if verb in ("differs", "differ") and "in that" in " ".join(
        w.lower for w in words[name.after :]
    ):
        return 0.42
    if verb in _MODALS_OR_BE or (following in ("been", "not", "to") and not into):
        return 0.0
    if sorted_by:
        return 0.0 if verb in _PALER_VERBS else 0.45
    if not any(is_new(word) for word in name.words if word.lower not in PREPOSITIONS):
        return 0.0
    if verb in CHARACTERISING:
        known = _of_known_verb(name, verb, several)
        if known:
            return known
    return _of_any_verb(words, name, verb, following, is_new)


def _is_done_so(words: Sequence[Word], name: Name) -> bool:
    """Tell whether "Drypoint is scratched directly into ..." says how a thing is made."""
    lowers = [word.lower for word in name.words]
    rest = [word.lower for word in words[name.after + 1 : name.after + 3]]
    if len(rest) < 2:
        return False
    manner = rest[1].endswith("ly") or rest[1] in COMPARATIVES
    if not (manner and (rest[0].endswith(("ed", "wn")) or rest[0] in PARTICIPLES)):
        return False
    head = singular(lowers[-1])
    if name.determiner == "the" or len(lowers) > _LONGEST_NAME or len(words) < _FEWEST_WORDS + 3:
        return False
    return head not in _NO_KINDS and not set(lowers) & _NOT_IN_KINDS


def _characterises(words: Sequence[Word], name: Name) -> bool:
    """Tell whether a sentence may say what is true of all such things, not what one does here."""
    behind = [word.lower for word in words[name.after + 1 : name.after + 4]]
    if behind[0] == "it" and behind[1:2] and behind[1] in COMPARATIVES | {"possible"}:
        return True  # "make it more likely that ..."
    if behind[0] in _NO_DEFINITION or (behind[0] in _SOME and set(behind[1:]) & _SOME):
        return False
    if words[name.after].lower in _COUNTS and behind[0] in NUMBERS | _SOME:
        return False  # "Registration takes some weeks"
    if words[name.after].lower in ("has", "have") and any(w.lower == "because" for w in words):
        return False
    head = singular(name.words[-1].lower)
    named = any(word.text[0].isupper() for word in name.words[not name.determiner :])
    body = head in _BODIES and len(name.words) == 2 and name.determiner in ("a", "an")
    if head in AGENTS and not body and not named and not name.contrasted:
        return False
    if words[-1].lower in DETERMINERS:
        return False  # the sentence breaks off
    return behind[0] != "the" or singular(behind[1]) not in _DIFFICULTIES


def _of_adjectives(
    words: Sequence[Word], name: Name, following: str, is_new: Callable[[Word], bool]
) -> float:
    """Judge "Shield volcanoes are broad and gently sloping, built up by ..."."""
    lowers = [word.lower for word in name.words]
    kind = 2 <= len(lowers) <= _LONGEST_NAME and name.determiner != "the"
    if not kind or set(lowers) & _NOT_IN_KINDS or lowers[0].endswith("ly"):
        return 0.0
    head = singular(lowers[-1])
    if head in _NO_KINDS or len(words) < _FEWEST_WORDS + 2:
        return 0.0
    if following in _NO_NOUN_FOLLOWS or following in ("not", "to"):
        return 0.0
    if following.endswith(("ed", "ly", "ing")) or not is_new(name.words[0]):
        return 0.0
    rest = {word.lower for word in words[name.after + 2 :]}
    return 0.4 if rest & {"because", "and", "but", "since", ","} else 0.0


def _of_known_verb(name: Name, verb: str, several: bool) -> float:
    lowers = [word.lower for word in name.words]
    if name.determiner == "the" and head_of(name.words) in LAW_NOUNS | NAMED_OF:
        return 0.4 if len(lowers) > 2 else 0.0
    if PREPOSITIONS & set(lowers) or lowers[0].endswith("ed"):
        return 0.0
    if name.determiner == "the":
        return 0.4 if verb not in _HELPS and _is_technical(name) else 0.0
    return 0.4 if several or name.determiner in ("a", "an") or _is_technical(name) else 0.0


def _of_any_verb(
    words: Sequence[Word], name: Name, verb: str, following: str, is_new: Callable[[Word], bool]
) -> float:
    """Judge "A hitch fastens ...", "Decomposers break down ...", "The report stage gives ..."."""
    opens = words[0].start == name.start or words[1].start == name.start
    lowers = [word.lower for word in name.words]
    if not opens or len(lowers) > _LONGEST_NAME or PREPOSITIONS & set(lowers):
        return 0.0
    if set(lowers) & _LOOSE_WORDS:
        return 0.0
    if lowers[0].endswith("ed") and (name.determiner != "a" or verb in CHARACTERISING):
        return 0.0
    if lowers[-1].endswith(("ers", "ors")) or any(w.endswith(("'s", "’s")) for w in lowers):
        return 0.0
    head = singular(lowers[-1])
    named = bool(name.determiner) and name.words[-1].text[0].isupper()
    people = head in _PEOPLE - _BODIES or head.endswith(PERSON_ENDINGS)
    if people and not named:
        return 0.0
    if head in VAGUE_NOUNS and (len(lowers) == 1 or head not in TECHNICAL_HEADS):
        return 0.0
    if not is_new(name.words[-1]) and not is_new(name.words[0]):
        return 0.0
    plural = head != lowers[-1]
    kind = name.determiner in ("a", "an") and len(lowers) > 1 and len(words) >= _ENOUGH_WORDS
    if (verb in _PALEST_VERBS and not kind) or verb.endswith("ed"):
        return 0.0
    if plural == (verb.endswith("s") and not verb.endswith("ss")):
        return 0.0
    if name.determiner in ("a", "an"):
        return 0.4
    if verb in ("has", "have") and following not in DETERMINERS:
        return 0.0
    if name.determiner == "the":
        return 0.4 if len(lowers) > 1 or named else 0.0
    if len(lowers) > 1 or (name.words[0].text.isupper() and len(lowers[0]) > 1):
        return 0.4
    return 0.4 if lowers[-1].endswith(_FIELDS) else 0.0


def _is_technical(name: Name) -> bool:
    """Tell whether "the X Y" or a single word reads as the name of a notion."""
    if name.determiner == "the":
        named = any(word.text[0].isupper() or "-" in word.text for word in name.words)
        return len(name.words) >= 2 and (named or len(name.words) >= 3 or _abstract(name))
    return len(name.words) == 1 and not name.determiner and _abstract(name)


def _abstract(name: Name) -> bool:
    return name.words[-1].lower.endswith(ABSTRACT_ENDINGS)
