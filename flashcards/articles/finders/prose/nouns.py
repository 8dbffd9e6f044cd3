"""Reads the name that ends right before a comma or bracket: "the Han emperor sent X, a ..."."""

from collections.abc import Sequence

from flashcards.articles.finders.prose.splitting import Word
from flashcards.articles.finders.prose.subjects import QUOTES
from flashcards.articles.finders.prose.vocabulary import (
    ADVERBS_BEHIND,
    ARTICLES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    EVALUATIONS,
    HEDGES,
    LOOSE_ADJECTIVES,
    MODALS,
    NOUNS_IN_LY,
    NUMBERS,
    OPENING_ADVERBS,
    PREPOSITIONS,
    PRONOUNS,
    SET_PHRASES,
    TECHNICAL_HEADS,
    VAGUE_NOUNS,
    VERBS,
    singular,
)

_LONGEST_NAME = 4
_SIDES = frozenset({"contrary", "hand", "whole"})
_CLOSING_QUOTES = frozenset('"”’»*')
_IN_SET_NAMES = frozenset({"main", "common", "general", "small", "great", "first", "full"})
"""Loose adjectives that also begin names, such as "the common law"."""
IN_NAMES = frozenset({"of", "de", "von", "van", "la", "the", "le", "da"})
ADVERBS = (OPENING_ADVERBS - PREPOSITIONS) | ADVERBS_BEHIND
NOT_IN_NAMES = (
    PREPOSITIONS | CONJUNCTIONS | PRONOUNS | DETERMINERS | MODALS | VERBS | BE | HEDGES
) - {"of"}
_OTHER_VERBS = VERBS - BE
_BEFORE_VERBS = MODALS | {"it", "they", "we", "you", "he", "she"}
_DETERMINERS_OR_NONE = DETERMINERS | {""}
_LOOSE_WORDS = LOOSE_ADJECTIVES | OPENING_ADVERBS
_HEDGES_OR_BE = HEDGES | BE
_BY_THE_WAY = OPENING_ADVERBS | HEDGES | LOOSE_ADJECTIVES
_ADVERBS_BEFORE = HEDGES | OPENING_ADVERBS - PREPOSITIONS - CONJUNCTIONS
_EMPTY_HEADS = EVALUATIONS | {"thing", "kind", "way"}
_POINTERS = DETERMINERS - ARTICLES - {"its", "his", "her", "their", "whose"}


def name_before(words: Sequence[Word], comma: int) -> tuple[int, int] | None:
    """The noun phrase that ends right before a comma."""
    first = comma
    if words[comma - 1].text == ")":
        while first > 0 and comma - first < 8 and words[first].text != "(":
            first -= 1
        comma = first
    if words[comma - 1].text in _CLOSING_QUOTES:
        return _quoted_name(words, comma)
    named = _proper_name(words, comma)
    if named >= 0:
        return named, comma
    while first > 0 and comma - first < _LONGEST_NAME:
        word = words[first - 1]
        if not word.is_word or word.text[0].isdigit():
            break
        after_article = first > 1 and words[first - 2].lower in ARTICLES and first < comma
        if word.lower in NOT_IN_NAMES and not (word.lower in _OTHER_VERBS and after_article):
            break
        if word.lower == "of" and not (first < comma and words[first].text[0].isupper()):
            break
        adverb = word.lower.endswith("ly") and word.lower not in NOUNS_IN_LY
        if adverb and not word.text[0].isupper():
            break
        first -= 1
    while first < comma and words[first].lower in PREPOSITIONS:
        first += 1
    if first == comma:
        return None
    if comma - first == 1 and first > 2 and words[first - 1].lower == "to":
        earlier = first - 2  # "an invitation to treat"
        if words[earlier - 1].lower in ARTICLES and words[earlier].lower not in VERBS:
            first = earlier
    before = words[first - 1].lower if first else ""
    adjective = words[first].lower.endswith(("al", "ic", "ive", "ous", "ary", "ent", "ant"))
    if before == "to" and adjective:
        return _behind_verb(words, first, comma), comma
    if before in _BEFORE_VERBS and comma - first > 1:
        first += 1  # "may order specific performance": the first word is the verb
    return _without_verb(words, first, comma)


def _quoted_name(words: Sequence[Word], after: int) -> tuple[int, int] | None:
    """The name between quotation marks or stars that end at ``after``: the "whumpf", ..."."""
    for first in range(after - 2, max(after - 3 - _LONGEST_NAME, -1), -1):
        if words[first].text in QUOTES:
            return (first + 1, after - 1) if first + 1 < after - 1 else None
        if not words[first].is_word:
            break
    return None


def _proper_name(words: Sequence[Word], comma: int) -> int:
    """Where a name of two capitals or more begins, as in "sent Ada Lovelace, a ..."; else -1."""
    first = comma
    while first > 0 and sum(w.text[0].isupper() for w in words[first:comma]) < _LONGEST_NAME:
        if first > 1 and words[first - 1].text == "." and len(words[first - 2].text) == 1:
            first -= 2  # "J. L. Austin"
            continue
        joins = words[first - 1].lower in IN_NAMES and first < comma and first > 1
        if not (words[first - 1].text[0].isupper() or joins):
            break
        first -= 1
    while first < comma and words[first].lower in IN_NAMES:
        first += 1
    free = first == 0 or (words[first - 1].lower not in ARTICLES and words[first - 1].is_word)
    free = free or any(word.lower == "of" for word in words[first:comma])
    return first if comma - first >= 2 and free else -1


def _without_verb(words: Sequence[Word], first: int, comma: int) -> tuple[int, int] | None:
    lead = words[first].lower
    before = words[first - 1].lower if first else ""
    if comma - first == 1 and before in ("it", "they", "we", "you", "he", "she", "who"):
        return None  # "as long as she lives, ..."
    kept = before in BE and lead not in ("called", "named", "termed", "labelled", "dubbed")
    if comma - first > 1 and lead.endswith(("ed", "ing")) and before not in _DETERMINERS_OR_NONE:
        first += not kept  # "may be called erosion", but "is accelerated erosion"
    known = words[first].lower in _IN_SET_NAMES and before == "the"
    known = known and comma + 1 < len(words) and words[comma + 1].lower in ("a", "an")
    if comma - first > 1 and words[first].lower in _LOOSE_WORDS and not known:
        return None
    if comma - first == 1 and lead.endswith("ing") and before in _HEDGES_OR_BE:
        return None  # "grains that are merely touching"
    if comma - first == 1 and (
        words[first].lower in _BY_THE_WAY
        or (
            words[first].lower.endswith(("ly", "ed", "ing"))
            and not (first and words[first - 1].lower in ARTICLES)
            and words[first].lower.endswith("ly")
        )
    ):
        return None
    begins = _behind_verb(words, first, comma)
    return (_with_both(words, begins) if begins == first else begins), comma


def _with_both(words: Sequence[Word], first: int) -> int:
    """Take in the first half of "a health and welfare policy"."""
    if first > 2 and words[first - 1].lower == "and" and words[first - 3].lower in ("a", "an"):
        return first - 2
    return first


def _behind_verb(words: Sequence[Word], first: int, comma: int) -> int:
    """Cut "bacterium makes lactase" and "then adds rennet" to the noun behind the verb."""
    for index in range(comma - 2, first - 1, -1):
        lower = words[index].lower
        acts = lower.endswith("s") and singular(lower) != lower and words[index].text.islower()
        if not acts or words[index + 1].text[0].isupper():
            continue
        before = words[index - 1].lower if index else ""
        if index > first or before in _ADVERBS_BEFORE:
            return index + 1
    return first


def is_good_name(words: Sequence[Word], first: int, after: int) -> bool:
    """Tell whether ``words[first:after]`` read as the name of a thing to learn."""
    term = words[first:after]
    determiner = words[first - 1].lower if first else ""
    capital = any(word.text[0].isupper() for word in term)
    head = singular(term[-1].lower)
    if not capital and any(w.lower in ADVERBS for w in term):
        return False
    if determiner[:1].isdigit() or term[0].text in NUMBERS:
        return False
    earlier = words[first - 2].lower if first > 1 else ""
    if earlier == "such" or (earlier == "on" and head in _SIDES and len(term) < 3):
        return False
    if determiner in ("by", "in", "on", "at") and term[0].lower in SET_PHRASES and len(term) == 1:
        return False
    if head in VAGUE_NOUNS and not capital and (len(term) == 1 or determiner in DETERMINERS):
        if len(term) > 1:
            return head in TECHNICAL_HEADS
        return determiner in ("a", "an") and head not in _EMPTY_HEADS
    if determiner in _POINTERS:
        return False
    return not term[0].text[0].isdigit()
