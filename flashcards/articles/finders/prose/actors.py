"""Reads who does something in an English sentence: the subject up to a verb of any kind."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from flashcards.articles.finders.prose.splitting import Word
from flashcards.articles.finders.prose.subjects import DEFINING, Name, skip_opening, with_asides
from flashcards.articles.finders.prose.vocabulary import (
    ARTICLES,
    BE,
    CHARACTERISING,
    CONJUNCTIONS,
    DETERMINERS,
    HEDGES,
    LOOSE_ADJECTIVES,
    MODALS,
    OPENING_ADVERBS,
    PREPOSITIONS,
    PRONOUNS,
    VAGUE_NOUNS,
    VERBS,
    singular,
)

_LONGEST = 5
_VERBAL = (
    VERBS | BE | MODALS | frozenset(DEFINING) | {"feels", "seems", "sounds", "tastes", "smells"}
)
_NUMBERS = frozenset({"one", "two", "three", "four", "five", "all", "only"})
_AFTER_VERB = _NUMBERS | DETERMINERS | PREPOSITIONS | PRONOUNS | frozenset({"how", "when", "that"})
_ACTS = _VERBAL | CHARACTERISING
_NOT_IN_KINDS = LOOSE_ADJECTIVES | PREPOSITIONS


def read_actor(words: Sequence[Word]) -> Name | None:
    """Return the subject of a clause; ``after`` is the index of its verb. None if unsure.

    Without a dictionary the verb is told by its ending and by what follows it: after a
    singular noun "divides the ..." is a verb, after a plural noun the next word is one.
    """
    at = skip_opening(words, 0)
    determiner = words[at].lower if at < len(words) else ""
    if determiner in DETERMINERS:
        if determiner not in ARTICLES:
            return None
        at += 1
    else:
        determiner = ""
    taken: list[Word] = []
    while at < len(words) and len(taken) <= _LONGEST:
        word = words[at]
        if not word.is_word or (taken and _is_verb(words, at, taken, determiner)):
            break
        if word.lower in HEDGES and taken and word.lower not in PREPOSITIONS:
            at += 1
            break
        if not _may_stand(word, taken):
            return None
        taken.append(word)
        at += 1
    if not taken or len(taken) > _LONGEST or at >= len(words):
        return None
    name = with_asides(words, at, Name(tuple(taken), determiner, at))
    verb = words[name.after] if name.after < len(words) else None
    return name if verb and verb.is_word and verb.lower not in CONJUNCTIONS else None


def _may_stand(word: Word, taken: list[Word]) -> bool:
    lower = word.lower
    if lower in ("of", "against"):
        return bool(taken)
    lower = lower.replace("’", "'")
    if lower.endswith("n't") or lower.partition("'")[0] in PRONOUNS:
        return False
    if lower in PREPOSITIONS or lower in PRONOUNS or lower in CONJUNCTIONS or lower in DETERMINERS:
        return False
    return bool(taken) or (lower not in _VERBAL and lower not in OPENING_ADVERBS)


def _is_verb(words: Sequence[Word], at: int, taken: list[Word], determiner: str) -> bool:
    word = words[at].lower
    following = words[at + 1].lower if at + 1 < len(words) else ""
    if word in _VERBAL:
        return True
    if taken[-1].lower == "of" or word in PREPOSITIONS:
        return False
    named = taken[-1].text[0].isupper() and (len(taken) > 1 or bool(determiner))
    plural = singular(taken[-1].lower) != taken[-1].lower and not named
    if plural and determiner not in ("a", "an"):
        return not word.endswith("s")
    if word.endswith("ed"):
        return following in _AFTER_VERB
    if not word.endswith("s") or word.endswith(("ss", "us", "is")) or singular(word) == word:
        return False
    if determiner in ("a", "an") or word in CHARACTERISING:
        return True
    if following in _AFTER_VERB or following.endswith("ly"):
        return not (named and following in PREPOSITIONS)
    if following in _ACTS or len(taken) > 3:
        return False
    if determiner != "the":
        return following.endswith("s") and following not in BE
    return following.isalpha() and not following.endswith("ed")


def series(subjects: Iterable[Name]) -> frozenset[str]:
    """Return the nouns that occur with different words before them, as in a classification.

    Where an article has "equal temperament" and "meantone temperament" as subjects, each of
    them is likely to be explained where it is the subject.
    """
    kinds: dict[str, set[str]] = defaultdict(set)
    for name in subjects:
        lowers = [word.lower for word in name.words]
        if not 2 <= len(lowers) <= 3 or set(lowers) & _NOT_IN_KINDS:
            continue
        head = singular(lowers[-1])
        if head not in VAGUE_NOUNS and not lowers[0].endswith("ly"):
            kinds[head].add(lowers[-2])
    return frozenset(head for head, words in kinds.items() if len(words) > 1)
