"""Reads the words by which a sentence says that a name follows: "by the name of", "the term"."""

from collections.abc import Sequence

from flashcards.articles.finders.prose.splitting import Word
from flashcards.articles.finders.prose.subjects import QUOTES
from flashcards.articles.finders.prose.vocabulary import OWN

KNOWS = frozenset(["know", "knows", "describe", "describes", "refer", "refers"])
_USES = frozenset(["use", "uses", "used", "give", "gives", "prefer", "coined", "introduced"])
_MEANS = frozenset({"mean", "describe", "denote", "name", "indicate"})


def by_name(words: Sequence[Word], index: int) -> int:
    """Index behind "by the name of", "under the heading of", "know this as"; else -1."""
    lower = words[index].lower
    following = [word.lower for word in words[index + 1 : index + 10]]
    if lower in ("name", "heading", "label", "names"):
        opener = [word.lower for word in words[max(0, index - 2) : index]]
        verbs = {"by", "under", "bears", "bear", "given", "has", "have", "gets", "get", "receives"}
        known = lower == "name" and _is_known_by(words, index)
        if known or (opener[1:] == ["the"] and opener[0] in verbs):
            return index + 1 + (following[:1] == ["of"])
        if lower != "name" or not _uses(words, index):
            return -1
    if lower in ("speak", "speaks", "talk", "talks") and following[:1] in (["of"], ["about"]):
        ends = index + 3 < len(words) and words[min(index + 4, len(words) - 1)].text in ".,;"
        quoted = index + 2 < len(words) and words[index + 2].text in QUOTES
        return index + 2 if ends or quoted or len(words) < index + 6 else -1
    if lower in ("word", "term", "name", "words", "terms") and _uses(words, index):
        return _word_for(words, index + 1)
    if lower == "said" and following[:2] == ["to", "be"]:
        return _adjective_defined(words, index + 3)
    if lower in ("refer", "refers") and following[:2] == ["to", "as"]:
        return index + 3
    if lower in KNOWS:
        for place, word in enumerate(following):
            if word == "as":
                told = set(following[:place]) & {"this", "it", "these", "them", "such", "that"}
                return index + place + 2 if told else -1
    return -1


def _is_known_by(words: Sequence[Word], index: int) -> bool:
    """Tell whether "known by its Italian name" or "under its Latin name" ends here."""
    lead = [word.lower for word in words[max(index - 5, 0) : index]]
    return bool({"by", "under"} & set(lead)) and bool(OWN & set(lead)) and "known" in lead


def _uses(words: Sequence[Word], index: int) -> bool:
    """Tell whether "the term" is what somebody uses: "ecologists use the term X for ..."."""
    lead = [word.lower for word in words[max(0, index - 3) : index]]
    return lead[-1:] == ["the"] and bool(_USES & set(lead))


def _word_for(words: Sequence[Word], at: int) -> int:
    """Index of X in "the word X for ...", "the term X to mean ..."; else -1."""
    for index in range(at + 1, min(at + 6, len(words) - 1)):
        if words[index].lower == "for":
            return at
        if words[index].lower == "to" and words[index + 1].lower in _MEANS:
            return at
        if not words[index].is_word and words[index].text not in QUOTES:
            break
    return -1


def _adjective_defined(words: Sequence[Word], at: int) -> int:
    """ "... is said to be dormant if ...": an adjective with the condition behind it."""
    at += at < len(words) and words[at].text in QUOTES
    for index in range(at + 1, min(at + 3, len(words))):
        if words[index].lower in ("if", "when") or words[index].text == ".":
            return at
    return -1
