"""Whether two questions ask the same in other words: a typing mistake, another order, a word more.

Two that differ in one word that matters (the capital of France, of Spain) do not.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from flashcards.text.plain import cjk_spaced, first_field_key

LONGEST = 400
"""Characters of a question that are looked at."""
MOST_WORDS = 30
FEWEST_MISTYPED = 3
"""In a question of fewer words another letter makes another question: a chat, two chats."""
LIKE = 0.8
"""From this ratio on two words count as one, mistyped."""
_WORD = re.compile(r"\w+")
_SMALL_WORDS = (
    "what which who whom whose when where why how does did the and for are was were has have had "
    "can name with from that this these those its his her their you your into about is do in on of "
    "to a an or as at by be it"
)
_SMALL = frozenset(_SMALL_WORDS.split())


def telling_words(question: str) -> list[str]:
    """Return the words of a question that tell what it asks, each once, in their order."""
    words = _WORD.findall(cjk_spaced(first_field_key(question[: 4 * LONGEST]))[:LONGEST])
    telling = [word for word in words if word not in _SMALL]
    return list(dict.fromkeys(telling))[:MOST_WORDS]


def ask_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two questions, given by their telling words, are likely to ask the same."""
    if not one or not other or abs(len(one) - len(other)) > 1:
        return False
    left = list(other)
    missing = 0
    mistyped = min(len(one), len(other)) >= FEWEST_MISTYPED
    for word in one:
        found = _find(word, left) if mistyped else word if word in left else None
        if found is None:
            missing += 1
        else:
            left.remove(found)
    # A word more is the same question; one word for another, missing on both sides, is not.
    return missing + len(left) <= mistyped


def _find(word: str, words: Sequence[str]) -> str | None:
    if word in words:
        return word
    for other in words:
        if abs(len(word) - len(other)) <= 2 and min(len(word), len(other)) >= 4:
            matcher = SequenceMatcher(None, word, other, autojunk=False)
            if matcher.quick_ratio() >= LIKE and matcher.ratio() >= LIKE and not _numbers(word):
                return other
    return None


def _numbers(word: str) -> bool:
    """Whether a word holds digits: another number is another question."""
    return any(character.isdigit() for character in word)
