"""Reads names that follow what they name, set off by commas: "a cluster of cells, the X, ..."."""

from collections.abc import Sequence

from flashcards.articles.finders.prose.nouns import ADVERBS, NOT_IN_NAMES
from flashcards.articles.finders.prose.splitting import Word
from flashcards.articles.finders.prose.subjects import QUOTES
from flashcards.articles.finders.prose.vocabulary import (
    ARTICLES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    EVALUATIONS,
    LOOSE_ADJECTIVES,
    PREPOSITIONS,
    VAGUE_NOUNS,
    VERBS,
    singular,
)

_NAMED_BY = frozenset({"the", "your", "their", "its"})

_EMPTY_NOUNS = VAGUE_NOUNS | EVALUATIONS
_NO_NAME_FOLLOWS = (CONJUNCTIONS - {"which", "where"}) | ARTICLES
_NEVER_NAMED = NOT_IN_NAMES | ADVERBS
_BEHIND_NAMES = PREPOSITIONS | VERBS | BE


def is_past(words: Sequence[Word]) -> bool:
    """Tell whether words tell of the past, as far as endings go."""
    return any(word.lower in ("was", "were", "had") or word.lower[-2:] == "ed" for word in words)


def named_behind(words: Sequence[Word], comma: int) -> tuple[int, int, float, bool] | None:
    """ "The thick fluid around the stacks, the stroma, ...": the name follows what it is."""
    if words[comma].text != "," or words[comma + 1].lower not in _NAMED_BY or comma < 2:
        return None
    begin = end = comma + 2 + (comma + 2 < len(words) and words[comma + 2].text in QUOTES)
    while end < len(words) and end - begin < 3 and words[end].is_word:
        if words[end].lower in NOT_IN_NAMES or words[end].lower == "of":
            return None
        end += 1
    after = end
    end += begin > comma + 2 and words[end : end + 1] != [] and words[end].text in QUOTES
    if end >= len(words) or not 1 <= after - begin <= 3:
        return None
    if words[end].text != "," and not _names_at_the_end(words, comma, end):
        return None
    opener = max((i for i in range(comma) if words[i].lower in DETERMINERS), default=-1)
    first = min((i for i in range(comma) if words[i].lower in DETERMINERS), default=-1)
    points = first == 0 and words[0].lower in ("this", "these", "that", "those", "such")
    if first < 0 or comma - first < 3 - points or opener < 0:
        return None
    if first > 4 and words[end].text == "," and begin == comma + 2:
        return None
    if any(words[i].text == "," for i in range(first, comma)):
        return None
    head = singular(words[after - 1].lower)
    if head in _EMPTY_NOUNS or words[comma + 2].lower in LOOSE_ADJECTIVES:
        return None
    following = words[end + 1].lower if end + 1 < len(words) else ""
    if following in _NO_NAME_FOLLOWS:
        return None
    return begin, after, 0.5, False


def _names_at_the_end(words: Sequence[Word], comma: int, end: int) -> bool:
    """Tell whether a sentence ends with the name of "a cluster of cells ..., the X."."""
    if words[end].text != "." or end + 1 < len(words) or words[comma + 1].lower != "the":
        return False
    if is_past(words) or any(word.text in ",;:" for word in words[:comma]):
        return False
    near = [word.lower for word in words[max(0, comma - 14) : comma]]
    return bool({"a", "an"} & set(near)) and bool({"of", "that", "which"} & set(near))


def called_aside(words: Sequence[Word], comma: int) -> tuple[int, int, float, bool] | None:
    """ "turns the milk sugar, lactose, into": a single word that gives a phrase its name."""
    if words[comma].text != "," or comma + 2 >= len(words) or words[comma + 2].text != ",":
        return None
    word = words[comma + 1]
    lower = word.lower
    if not word.is_word or not word.text.islower() or lower in _NEVER_NAMED:
        return None
    if lower.endswith(("ly", "ed", "ing", "en")) or lower in LOOSE_ADJECTIVES:
        return None
    first = comma
    while first > 0 and comma - first < 4 and words[first - 1].is_word:
        if words[first - 1].lower in DETERMINERS:
            break
        first -= 1
    if comma - first < 2 or first == 0 or words[first - 1].lower not in ("the", "this", "a", "an"):
        return None
    if {w.lower for w in words[first:comma]} & (VERBS | BE | CONJUNCTIONS | PREPOSITIONS):
        return None
    following = words[comma + 3].lower if comma + 3 < len(words) else ""
    goes_on = following in _BEHIND_NAMES or following.endswith(("s", "ed"))
    return (comma + 1, comma + 2, 0.5, False) if goes_on else None
