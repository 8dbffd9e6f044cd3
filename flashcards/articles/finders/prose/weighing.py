"""Weighs how likely a reader wants the card of a definition, by how its words are set."""

from flashcards.articles.finders.prose.definition import Term
from flashcards.articles.finders.prose.language import Language, Meaning, Pattern

_LONG, _LONG_CLOZE = 280, 200
"""Characters of what is quoted."""
_MARKED, _POINTS, _PAST, _TOO_LONG, _NAME, _NARROWER = 0.14, -0.16, -0.15, -0.12, -0.04, -0.1
_CIRCULAR = -0.16
_NEAR = 12
"""Words of a meaning within which those of the term make it circular."""
_SHARE = 0.6


def weight(
    language: Language,
    text: str,
    pattern: Pattern,
    term: Term,
    stretch: tuple[int, int],
    cue: tuple[int, int],
    marked: bool,
) -> float:
    """Return what the wording adds to the confidence of a pattern, mostly less than nothing.

    ``stretch`` is what would be quoted, ``cue`` the words between the term and its meaning.
    """
    start, end = stretch
    name = text[term.start : term.end]
    around = text[start : term.start] + text[term.end : end]
    asks = bool(pattern.question[0])
    added = _MARKED if marked else 0.0
    pointing = language.pointing.search(around) or language.also & set(text[slice(*cue)].split())
    added += _POINTS if pointing or (not asks and language.telling.search(around)) else 0
    added += _CIRCULAR if asks and _is_circular(language, name, text[term.end : end]) else 0
    added += _PAST if pattern.past[0] and language.past_verbs.search(text, *cue) else 0
    added += _TOO_LONG if end - start > (_LONG if asks else _LONG_CLOZE) else 0
    added += _NAME if name[-1].isupper() and not marked else 0
    if term.determiner in language.definite and not language.definite_for_all:
        added += _NARROWER if " " not in name else 0
        meant = text[cue[1] : end].split(" ", 1)[0]
        kind = pattern.meaning is Meaning.KIND
        added += _NARROWER if kind and asks and meant in language.definite and not marked else 0
    return added


def _is_circular(language: Language, name: str, meaning: str) -> bool:
    """Tell whether a meaning repeats the words of its term: "zone ID is the ID of the zone"."""
    words = {language.singular(word) for word in name.lower().split()} - language.within
    if len(words) < 2:
        return False
    near = {language.singular(word.strip(".,;:")) for word in meaning.lower().split()[:_NEAR]}
    return len(words & near) > _SHARE * len(words)
