"""Reads the name that ends right before a comma or bracket: "the Han emperor sent X, a ..."."""

from collections.abc import Sequence

from flashcards.articles.finders.splitting import Word
from flashcards.articles.finders.vocabulary import (
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
_IN_SET_NAMES = frozenset({"main", "common", "general", "small", "great", "first", "full"})
"""Loose adjectives that also begin names, such as "the common law"."""
IN_NAMES = frozenset({"of", "de", "von", "van", "la", "the", "le", "da"})
ADVERBS = (OPENING_ADVERBS - PREPOSITIONS) | ADVERBS_BEHIND
NOT_IN_NAMES = (
    PREPOSITIONS | CONJUNCTIONS | PRONOUNS | DETERMINERS | MODALS | VERBS | BE | HEDGES
) - {"of"}


def name_before(words: Sequence[Word], comma: int) -> tuple[int, int] | None:
    """The noun phrase that ends right before a comma."""
    first = comma
    if words[comma - 1].text == ")":
        while first > 0 and comma - first < 8 and words[first].text != "(":
            first -= 1
        comma = first
    named = _proper_name(words, comma)
    if named >= 0:
        return named, comma
    while first > 0 and comma - first < _LONGEST_NAME:
        word = words[first - 1]
        if not word.is_word or word.text[0].isdigit():
            break
        after_article = first > 1 and words[first - 2].lower in ARTICLES and first < comma
        if word.lower in NOT_IN_NAMES and not (word.lower in VERBS - BE and after_article):
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
    if before in MODALS | {"it", "they", "we", "you", "he", "she"} and comma - first > 1:
        first += 1  # "may order specific performance": the first word is the verb
    return _without_verb(words, first, comma)


def _proper_name(words: Sequence[Word], comma: int) -> int:
    """Where a name of two capitals or more begins, as in "sent Ada Lovelace, a ..."; else -1."""
    first = comma
    while first > 0 and comma - first <= _LONGEST_NAME:
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
    return first if comma - first >= 2 and free else -1


def _without_verb(words: Sequence[Word], first: int, comma: int) -> tuple[int, int] | None:
    lead = words[first].lower
    before = words[first - 1].lower if first else ""
    if comma - first > 1 and lead.endswith(("ed", "ing")) and before not in DETERMINERS | {""}:
        first += 1
    known = words[first].lower in _IN_SET_NAMES and before == "the"
    known = known and comma + 1 < len(words) and words[comma + 1].lower in ("a", "an")
    if comma - first > 1 and words[first].lower in LOOSE_ADJECTIVES | OPENING_ADVERBS and not known:
        return None
    if comma - first == 1 and (
        words[first].lower in OPENING_ADVERBS | HEDGES | LOOSE_ADJECTIVES
        or (
            words[first].lower.endswith(("ly", "ed", "ing"))
            and not (first and words[first - 1].lower in ARTICLES)
            and words[first].lower.endswith("ly")
        )
    ):
        return None
    return _behind_verb(words, first, comma), comma


def _behind_verb(words: Sequence[Word], first: int, comma: int) -> int:
    """Cut "bacterium makes lactase" and "then adds rennet" to the noun behind the verb."""
    for index in range(comma - 2, first - 1, -1):
        lower = words[index].lower
        acts = lower.endswith("s") and singular(lower) != lower and words[index].text.islower()
        if not acts or words[index + 1].text[0].isupper():
            continue
        before = words[index - 1].lower if index else ""
        if index > first or before in HEDGES | OPENING_ADVERBS - PREPOSITIONS - CONJUNCTIONS:
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
    if determiner[:1].isdigit():
        return False
    if determiner in ("by", "in", "on", "at") and term[0].lower in SET_PHRASES and len(term) == 1:
        return False
    if head in VAGUE_NOUNS and not capital and (len(term) == 1 or determiner in DETERMINERS):
        if len(term) > 1:
            return head in TECHNICAL_HEADS
        return determiner in ("a", "an") and head not in EVALUATIONS | {"thing", "kind", "way"}
    if determiner in DETERMINERS - ARTICLES - {"its", "his", "her", "their", "whose"}:
        return False
    return not term[0].text[0].isdigit()
