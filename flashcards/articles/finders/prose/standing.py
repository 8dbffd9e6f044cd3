"""Tells whether a sentence can be understood without those around it, and how plainly it speaks."""

import re
from dataclasses import dataclass

from flashcards.articles.finders.prose.actors import read_actor
from flashcards.articles.finders.prose.language import Language
from flashcards.articles.finders.prose.splitting import Sentence
from flashcards.articles.finders.prose.stating import Stating

MOST_WORDS = 35
_FEWEST, _LONG = 7, 30
_LITTER = re.compile(
    r"\A[A-Z]:\s|[\[\]{}<>|\\=_^~#@*•→\t\n?!]|://|www\.|\.\.|…|\s[.,;]|[a-z][.,]?\d|\d[a-z]{4}|[.:;,]{2}|\(\s|\s[–—-]\s[A-Z]"
    r"|[\"“”„«»]\S+\s\S+\s\S+"
)
_CLOSED = re.compile(r"[\w)%’.。]\Z")
"""How a sentence ends, and a part of one before its semicolon."""
_MOST_COMMAS = 3
_HEDGED, _REPORTED, _TOO_LONG, _COMMAS, _ASIDE, _POINTS = -0.04, -0.12, -0.04, -0.03, -0.03, -0.03
_LONG_SUBJECT, _PALE, _DOING, _LOOSE = -0.06, -0.05, -0.08, -0.06
_LONGEST_SUBJECT = 8
_ING = re.compile(r"\w+ing\s")


@dataclass(frozen=True, slots=True)
class Standing:
    """A sentence that stands by itself."""

    start: int
    end: int
    verb: int
    """Where its verb begins, behind its subject."""
    news: int
    """Where its verb ends."""
    weight: float
    """What its wording adds to the confidence of a card; mostly below zero."""
    clear: bool
    """Whether its subject says by itself what is spoken of."""


def read_standing(
    language: Language, stating: Stating, text: str, sentence: Sentence
) -> Standing | None:
    """Return how a sentence stands by itself; None where it does not."""
    start, end = sentence.start, sentence.end
    cut = stating.cut.match(text, start, end)
    if cut:
        start = cut.end()
    said = text[start:end]
    words = said.split()
    if not _FEWEST <= len(words) <= MOST_WORDS or not _CLOSED.search(said):
        return None
    first = said[0]
    if not (first.isupper() or (cut and first.isalpha())) or _LITTER.search(said):
        return None
    if said.count("(") != said.count(")") or said.count('"') % 2:
        return None
    setting = language.setting.match(text, start, end)
    subject = setting.end() if setting else start
    opening = text[subject : subject + 1].upper() + text[subject + 1 : subject + 60]
    if stating.leans.match(opening) or stating.points.search(said):
        return None
    verb = stating.verb.search(text, subject + len(text[subject:end].split(" ", 1)[0]), end)
    news = verb.span() if verb else _told_by_form(language, text, subject, end)
    if news is None:
        return None
    names = text[subject : news[0]].split()
    loose = bool(stating.loose.match(opening) or stating.loose.match(said))
    bare = len(names) <= 2 and names[0].lower() in language.definite
    doing = language.code == "en" and bool(_ING.match(said))
    told = bool(stating.reported.search(said))
    clear = (
        not (loose or bare or doing or told)
        and len(names) <= _LONGEST_SUBJECT
        and len(words) <= _LONG
    )
    weight = _HEDGED * min(len(stating.hedges.findall(said)), 2)
    weight += _REPORTED if told else 0
    weight += _LOOSE if loose else 0
    weight += _TOO_LONG if len(words) > _LONG else 0
    weight += _COMMAS if said.count(",") > _MOST_COMMAS else 0
    weight += _ASIDE if "(" in said or ";" in said or ":" in said else 0
    weight += _POINTS if language.pronouns.intersection(said.lower().split()) else 0
    weight += _LONG_SUBJECT if len(names) > _LONGEST_SUBJECT else 0
    weight += _PALE * min(len(stating.pale.findall(said)), 2)
    weight += _DOING if doing else 0
    return Standing(start, end, *news, weight, clear)


def _told_by_form(language: Language, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where a verb stands that is in no table, as far as English word forms tell."""
    if language.code != "en":
        return None
    words = language.words(text, start, end)
    actor = read_actor(words)
    return (words[actor.after].start, words[actor.after].end) if actor else None
