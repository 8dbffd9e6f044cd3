"""Reads the words that say what kind of thing something is: "a tool that cuts wood"."""

from collections.abc import Sequence

from flashcards.articles.finders.prose.language import Language
from flashcards.articles.finders.prose.splitting import Word

_MOST_BEFORE_NOUN = 8
_FEWEST_BEHIND = 1
_FEWEST_UNNARROWED = 3
CLEAR, FAIR, POOR, PRAISED, HARDLY, NONE = 1.0, 0.9, 0.75, 0.7, 0.5, 0.0


def kind_at(language: Language, words: Sequence[Word], at: int) -> tuple[float, str]:
    """Return how well a kind of thing is told at ``words[at]``, 0 to 1, and its noun."""
    if at >= len(words):
        return NONE, ""
    first = words[at].lower
    has_article = first in language.indefinite | language.definite
    begin = at + has_article
    limit = _limit(language, words, begin)
    if limit == begin:
        return NONE, ""
    if first in language.open_nouns:
        return (FAIR if limit < len(words) and _is_relative(language, words[limit]) else NONE), ""
    noun = [word.lower for word in words[begin:limit] if word.is_word]
    head = noun[0 if language.noun_first else -1]
    narrowing = _behind_brackets(words, limit)
    behind = len(words) - narrowing
    relative = (
        behind > 1
        and words[narrowing].text == ","
        and words[narrowing + 1].lower in language.behind_comma
    )
    narrowed = relative or (behind > _FEWEST_BEHIND and words[narrowing].is_word)
    judging = language.judging.intersection(noun)
    if _is_end(language, words, narrowing):
        judging -= language.ends
    praised = bool(judging) and judging <= language.praising and head not in judging
    judged = (bool(judging) and not praised) or _counts(language, words, noun, first, limit)
    follows = words[narrowing].lower if narrowed else ""
    if head in language.opining:
        judged = judged or (first in language.indefinite and follows in language.of)
    if judged or (_is_superlative(language, noun[0]) and not _is_narrowest(language, words, limit)):
        return NONE, head
    if any(
        lower in language.never | language.verbs and lower not in language.within
        for lower in noun[:-1]
    ):
        return NONE, head
    if first in language.indefinite:
        if narrowed:
            loose = relative and not language.capital_nouns and len(noun) < _FEWEST_UNNARROWED - 1
            return (PRAISED if praised or loose else CLEAR), head
        return (POOR if len(noun) >= _FEWEST_UNNARROWED else NONE), head
    if first in language.definite:
        return (FAIR if narrowed else NONE), head
    narrower = words[narrowing + (relative and language.capital_nouns)].lower if narrowed else ""
    if not (narrowed and language.is_noun(words[begin if language.noun_first else limit - 1].text)):
        return NONE, head
    return _bare(language, noun, narrower), head


def _behind_brackets(words: Sequence[Word], at: int) -> int:
    """Index behind brackets that begin at ``at``: "the fraction (0 to 1) of"."""
    if at >= len(words) or words[at].text != "(":
        return at
    return next((n + 1 for n in range(at + 1, len(words)) if words[n].text == ")"), at)


def _is_end(language: Language, words: Sequence[Word], at: int) -> bool:
    """Tell whether "first" and "last" say which part of any such thing: "of a paragraph"."""
    lowers = [word.lower for word in words[at : at + 2]]
    return len(lowers) > 1 and lowers[0] in language.of and lowers[1] in language.indefinite


def _counts(
    language: Language, words: Sequence[Word], noun: Sequence[str], first: str, limit: int
) -> bool:
    """Tell whether a noun is only counted: "a third method", "the fourth state to ratify"."""
    if noun[0] not in language.counting:
        return False
    if len(noun) > 1 and _is_superlative(language, noun[1]):
        return True  # "the third largest maker of"
    return first in language.indefinite or (limit < len(words) and words[limit].lower == "to")


def _bare(language: Language, noun: Sequence[str], narrower: str) -> float:
    """Judge a noun without an article: "animals that eat plants", "rock formed by heat"."""
    head = noun[-1]
    if len(noun) == 1 and (head in language.not_last or _is_participle(language, head)):
        return NONE
    if (language.never | language.verbs) & {head, noun[0]}:
        return NONE
    tells = narrower in language.relatives or _is_participle(language, narrower, 1)
    tells = tells or narrower in language.narrowing - language.never
    if language.is_plural(head):
        return FAIR if tells or narrower in language.within | {"who"} else NONE
    return POOR if tells else NONE


def _is_participle(language: Language, word: str, kinds: int | None = None) -> bool:
    """Tell by its ending whether a word may be a participle, of the first kinds there are."""
    endings = language.participles[:kinds]
    return bool(endings) and word.endswith(endings)


def _is_superlative(language: Language, word: str) -> bool:
    return bool(language.superlative) and word.endswith(language.superlative)


def _limit(language: Language, words: Sequence[Word], begin: int) -> int:
    """Index behind the noun phrase that begins at ``begin``; ``begin`` where there is none."""
    for index in range(begin, min(begin + _MOST_BEFORE_NOUN, len(words))):
        word = words[index]
        if not word.is_word:
            if word.text in "-’'\"“”*`" or (word.text == "," and _goes_on(language, words, index)):
                continue
            return index
        if index == begin:
            continue
        if word.lower in language.narrowing or _leaves_out(language, words, begin, index):
            return index
        if word.lower in language.finite:
            return begin
        if _is_participle(language, word.lower) and _follows(language, words, index):
            return index
    return begin


def _is_relative(language: Language, word: Word) -> bool:
    return word.lower in language.relatives | {"who", "whose", "where"}


def _leaves_out(language: Language, words: Sequence[Word], begin: int, index: int) -> bool:
    """Tell whether a clause begins without its relative: "the energy a body uses"."""
    articles = language.indefinite | language.definite
    definite = begin > 0 and words[begin - 1].lower in language.definite
    return definite and words[index].lower in articles | {"we", "you", "they", "it"}


def _is_narrowest(language: Language, words: Sequence[Word], limit: int) -> bool:
    """Tell whether a superlative defines: "the smallest unit that carries meaning"."""
    clause = language.relatives | {"we", "you", "they", "it"}
    return limit < len(words) and words[limit].lower in clause


def _goes_on(language: Language, words: Sequence[Word], comma: int) -> bool:
    """Tell whether a comma parts adjectives: "a broad, high ship"."""
    if comma + 2 >= len(words) or not words[comma + 1].is_word:
        return False
    following = words[comma + 1].lower
    return following not in language.never and not following.endswith("ing")


def _follows(language: Language, words: Sequence[Word], index: int) -> bool:
    """Tell whether a participle narrows the noun before it: "paper made of rags"."""
    following = words[index + 1].lower if index + 1 < len(words) else ""
    articles = language.indefinite | language.definite
    return following in language.narrowing | language.never | articles or following.endswith("ly")
