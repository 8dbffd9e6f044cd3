"""Finds terms explained in passing: "chlorophyll, a pigment that ...", "X, that is, ..."."""

from collections.abc import Sequence

from flashcards.articles.finders.naming import Definition
from flashcards.articles.finders.splitting import Word
from flashcards.articles.finders.vocabulary import (
    ARTICLES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    EVALUATIONS,
    HEDGES,
    LOOSE_ADJECTIVES,
    MODALS,
    OPENING_ADVERBS,
    PERSON_NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    RESTRICTORS,
    SUPERLATIVES,
    VAGUE_NOUNS,
    VERBS,
    singular,
)

_LONGEST_NAME = 4
_LONGEST_GENUS = 7
_NOT_IN_NAMES = (
    PREPOSITIONS | CONJUNCTIONS | PRONOUNS | DETERMINERS | MODALS | VERBS | BE | HEDGES
) - {"of"}
_PLURAL_LIMITS = frozenset({"that", "which", "who", "whose", "by", "in", "of", "used", "for"})


def read_appositions(words: Sequence[Word], start: int, end: int) -> list[Definition]:
    """Find terms with an explanation set off by commas. Linear in the number of words."""
    found: list[Definition] = []
    for index, word in enumerate(words):
        if word.text not in (",", "(", "–", "—") or not 0 < index < len(words) - 3:
            continue
        made = (
            _that_is(words, index)
            or _explained(words, index)
            or _named_behind(words, index)
            or _which_means(words, index)
        )
        if made is None:
            continue
        first, after, confidence, person = made
        term = words[first:after]
        before = words[first - 1].lower if first else ""
        found.append(
            Definition(
                (term[0].start, term[-1].end),
                (start, end),
                confidence,
                person=person,
                determiner=before if before in ARTICLES else "",
                plural=singular(term[-1].lower) != term[-1].lower and before not in ("a", "an"),
            )
        )
    return found


def _name_before(words: Sequence[Word], comma: int) -> tuple[int, int] | None:
    """The noun phrase that ends right before a comma."""
    first = comma
    if words[comma - 1].text == ")":
        while first > 0 and comma - first < 8 and words[first].text != "(":
            first -= 1
        comma = first
    while first > 0 and comma - first < _LONGEST_NAME:
        word = words[first - 1]
        if not word.is_word or word.lower in _NOT_IN_NAMES:
            break
        if word.lower == "of" and not (first < comma and words[first].text[0].isupper()):
            break
        if word.lower.endswith("ly") and not word.text[0].isupper():
            break
        first -= 1
    while first < comma and words[first].lower in PREPOSITIONS:
        first += 1
    if first == comma:
        return None
    before = words[first - 1].lower if first else ""
    if before in MODALS and comma - first > 1:
        first += 1  # "may order specific performance": the first word is the verb
    return _without_verb(words, first, comma)


def _without_verb(words: Sequence[Word], first: int, comma: int) -> tuple[int, int] | None:
    lead = words[first].lower
    before = words[first - 1].lower if first else ""
    if comma - first > 1 and lead.endswith(("ed", "ing")) and before and before not in ARTICLES:
        first += 1
    if comma - first > 1 and words[first].lower in LOOSE_ADJECTIVES | OPENING_ADVERBS:
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
    return first, comma


def _good_name(words: Sequence[Word], first: int, after: int) -> bool:
    term = words[first:after]
    determiner = words[first - 1].lower if first else ""
    capital = any(word.text[0].isupper() for word in term)
    head = singular(term[-1].lower)
    if head in VAGUE_NOUNS and not capital and (len(term) == 1 or determiner in DETERMINERS):
        return False
    if determiner in DETERMINERS - ARTICLES - {"its", "his", "her", "their", "whose"}:
        return False
    return not term[0].text[0].isdigit()


def _explained(words: Sequence[Word], comma: int) -> tuple[int, int, float, bool] | None:
    """ "X, a Y that ..." and "Xs, small Ys that ..."."""
    name = _name_before(words, comma)
    if name is None or not _good_name(words, *name):
        return None
    at = comma + 1
    if words[at].lower == "in" and words[at + 2 :] and words[at + 2].lower in ARTICLES:
        at += 2
    article = words[at].lower
    if article in ("a", "an", "the", "any", "one"):
        return _with_genus(words, name, at + 1, article, comma)
    if words[at].is_word and article not in _NOT_IN_NAMES | OPENING_ADVERBS:
        return _with_plural_genus(words, name, at)
    return None


def _with_genus(
    words: Sequence[Word], name: tuple[int, int], at: int, article: str, comma: int
) -> tuple[int, int, float, bool] | None:
    noun, limit = _genus(words, at)
    if limit < 0 or singular(noun) in EVALUATIONS - {"step", "fact"} or not noun:
        return None
    if {word.lower for word in words[at : at + 3]} & SUPERLATIVES and article == "the":
        capital = words[name[0]].text[0].isupper()
        if not capital:
            return None
    if _in_enumeration(words, comma, limit):
        return None
    person = singular(noun) in PERSON_NOUNS and words[name[0]].text[0].isupper()
    return (*name, 0.5 if article == "the" else 0.6, person)


def _with_plural_genus(
    words: Sequence[Word], name: tuple[int, int], at: int
) -> tuple[int, int, float, bool] | None:
    noun, limit = _genus(words, at)
    if limit < 0 or singular(noun) == noun or not words[name[1] - 1].lower.endswith("s"):
        return None
    if words[limit].lower not in ("that", "which", "who", "whose", "used", "by", "made"):
        return None
    return (*name, 0.5, False)


def _genus(words: Sequence[Word], at: int) -> tuple[str, int]:
    """The noun behind an article and where it is narrowed down; -1 if it is not."""
    last = ""
    for index in range(at, min(at + _LONGEST_GENUS, len(words))):
        word = words[index]
        if word.text == "," and index + 1 < len(words) and index - at < 2:
            continue  # "a broad, high-sided ship"
        if not word.is_word:
            return last, -1
        lower = word.lower
        if index > at and (
            lower in RESTRICTORS or lower in PREPOSITIONS or (lower.endswith("ed") and last)
        ):
            following = words[index + 1].lower if index + 1 < len(words) else ""
            narrows = lower in RESTRICTORS or following in PREPOSITIONS | {"when", "as"}
            if lower.endswith("ed") and not narrows:
                last = lower
                continue
            return last, index
        if lower in ("and", "or") and index + 1 < len(words):
            if words[index + 1].lower in DETERMINERS:
                return last, -1
            continue
        if lower in BE or lower in PRONOUNS:
            return last, -1
        last = lower
    return last, -1


def _in_enumeration(words: Sequence[Word], comma: int, limit: int) -> bool:
    """Tell whether commas part the members of a list: "a horse, a cart and a dog"."""
    for index in range(limit, min(limit + 14, len(words) - 1)):
        if words[index].text == "," and words[index + 1].lower in ("and", "or"):
            return (
                index + 2 < len(words)
                and words[index + 2].lower in ARTICLES
                and (not any(w.lower in VERBS for w in words[index + 2 : index + 8]))
            )
        if words[index].text in ";.":
            return False
    return False


def _that_is(words: Sequence[Word], comma: int) -> tuple[int, int, float, bool] | None:
    """ "X, that is, ...", "X (i.e. ...)", "X, meaning that ..."."""
    following = tuple(word.lower for word in words[comma + 1 : comma + 4])
    if not (
        (following[:2] == ("that", "is") and (following[2:] in ((",",), ("to",))))
        or following[:1] == ("i.e",)
        or following[:3] == ("in", "other", "words")
        or following[:2] in (("meaning", "that"), ("which", "means"), ("meaning", "the"))
    ):
        return None
    name = _name_before(words, comma)
    if name is None or not _good_name(words, *name):
        return None
    return (*name, 0.6, False)


def _named_behind(words: Sequence[Word], comma: int) -> tuple[int, int, float, bool] | None:
    """ "The thick fluid around the stacks, the stroma, ...": the name follows what it is."""
    if words[comma].text != "," or words[comma + 1].lower != "the" or comma < 3:
        return None
    end = comma + 2
    while end < len(words) and end - comma < 5 and words[end].is_word:
        if words[end].lower in _NOT_IN_NAMES or words[end].lower == "of":
            return None
        end += 1
    if end >= len(words) or words[end].text != "," or not 1 <= end - comma - 2 <= 3:
        return None
    opener = max((i for i in range(comma) if words[i].lower in DETERMINERS), default=-1)
    first = min((i for i in range(comma) if words[i].lower in DETERMINERS), default=-1)
    if first < 0 or comma - first < 3 or opener < 0 or first > 4:
        return None
    if any(words[i].text == "," for i in range(first, comma)):
        return None
    head = singular(words[end - 1].lower)
    if head in VAGUE_NOUNS | EVALUATIONS or words[comma + 2].lower in LOOSE_ADJECTIVES:
        return None
    following = words[end + 1].lower if end + 1 < len(words) else ""
    if following in CONJUNCTIONS | ARTICLES:
        return None
    return comma + 2, end, 0.5, False


def _which_means(words: Sequence[Word], comma: int) -> tuple[int, int, float, bool] | None:
    """ "an invitation to treat, which is merely a ...", "X, which compels ..." """
    following = [word.lower for word in words[comma + 1 : comma + 6]]
    if following[:1] != ["which"] or len(following) < 4:
        return None
    verb = following[1]
    rest = [word for word in following[2:] if word not in HEDGES]
    if verb in ("is", "are") and rest and rest[0] in ARTICLES:
        confidence = 0.5
    elif verb in ("refers", "means", "denotes"):
        confidence = 0.55
    else:
        return None
    name = _name_before(words, comma)
    if name is None or not _good_name(words, *name):
        return None
    noun = following[-1]
    return None if singular(noun) in EVALUATIONS else (*name, confidence, False)
