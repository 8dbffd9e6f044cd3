"""Finds the words of a sentence that are its news, and so worth hiding."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashcards.articles.finders.prose.language import Language
from flashcards.articles.finders.prose.splitting import Word
from flashcards.articles.finders.prose.stating import Stating
from flashcards.articles.finders.wording import key
from flashcards.articles.tree import Span

_MOST_WORDS = 5
_FEWEST_LETTERS = 4
_JOINS = frozenset({"and", "or", "und", "oder", "et", "ou", "y", "o", "e", "u"})
_SIGNS = re.compile(r"[\"“”„«»()\[\]{}/:;=]")
_IN_NAME = re.compile(r"(?:^|\s)[A-Z][\w-]*\s\Z(?<!\bIn\s)(?<!\bSince\s)(?<!\bBy\s)(?<!\bOn\s)")
"""A word with a capital before a number, which then is part of a name: "Windows 8"."""
_RANGE = re.compile(r"\d\S*(?:\s\w+)?,?\s(?:and|to|or)\s\Z|\b[Nn]o\.\s\Z|\(\Z")
"""What stands before the second number of a range, and before a number in brackets."""
_YEAR = re.compile(r"(?<!\d)[12]\d{3}\Z|[A-Z][a-z]+ \d")
_NUMBER, _BARE_NUMBER, _CROWDED, _DATE, _DATE_OF_EVENT = 0.16, 0.1, 0.04, 0.06, 0.14
_PLAIN, _AT_END, _NAMED, _PHRASE, _OPEN_LIST, _OF_CLAUSE = 0.03, 0.03, 0.04, 0.02, -0.08, -0.06
_ONE_WORD = -0.05
_MANY_NUMBERS = 4
_SHARED_LETTERS = 5
_SPENT = "-"
"""Stands for a verb behind which no other can follow at once."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Words to hide, and what they add to the confidence of their card."""

    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence in which gaps are looked for."""

    text: str
    start: int
    end: int
    news: int
    """Where its verb ends; what the sentence is about stands before it."""
    spans: Sequence[Span]
    known: frozenset[str]
    """Words nobody has to recall: those of the title."""


def best_gap(language: Language, stating: Stating, said: Said) -> Gap | None:
    """Return the gap most worth recalling; the later one among equals. None if all are poor."""
    words = language.words(said.text, said.start, said.end)
    gaps = [*_numbers(stating, said), *_phrases(language, stating, said, words)]
    fair = [gap for gap in gaps if _is_fair(language, stating, said, words, gap)]
    return max(fair, key=lambda gap: (round(gap.weight, 3), gap.start), default=None)


def _numbers(stating: Stating, said: Said) -> Iterator[Gap]:
    """Yield the numbers with their units, and the dates of what happened once."""
    found = list(stating.number.finditer(said.text, said.start + 1, said.end))
    for number in found:
        before = said.text[said.start : number.start()]
        if before[-1] not in " (~≈" or _IN_NAME.search(before) or _of_name(said, number.end()):
            continue
        hidden = number[0]
        if _YEAR.search(hidden):
            told = stating.events.search(said.text, said.start, said.end)
            weight = _DATE_OF_EVENT if told else _DATE
        else:
            with_unit = hidden[-1].isalpha() or hidden[0] in "$€£U" or hidden[-1] == "%"
            weight = _NUMBER if with_unit else _CROWDED if len(hidden) < 2 else _BARE_NUMBER
        if len(found) >= _MANY_NUMBERS or _RANGE.search(before):
            weight = min(weight, _CROWDED)
        yield Gap(number.start(), number.end(), weight)


def _of_name(said: Said, at: int) -> bool:
    """Tell whether a number belongs to the name behind it: "2022 World Cup"."""
    behind = said.text[at : min(at + 2, said.end)]
    return len(behind) > 1 and behind[0] == " " and behind[1].isupper()


def _phrases(
    language: Language, stating: Stating, said: Said, words: Sequence[Word]
) -> Iterator[Gap]:
    """Yield the noun phrases behind the verb, those behind a cue with what the cue adds."""
    cued: dict[int, float] = {}
    for cue in stating.cues:
        for found in cue.words.finditer(said.text, said.start + 1, said.end):
            if found.end() >= said.news:
                cued[found.end()] = max(cued.get(found.end(), 0.0), cue.weight)
    reached, introduced = 0.0, False
    at = next((n for n, word in enumerate(words) if word.start >= said.news), len(words))
    verb = words[at - 1].lower if at else ""
    while at < len(words):
        word = words[at]
        reached = cued.get(word.start, reached)
        first = _behind_article(language, words, at)
        introduced = introduced or first > at
        last = _end_of_phrase(language, stating, words, first)
        if last > first and first == at and _is_verb(stating, verb, word):
            last = first  # "has been treated"
        if last == first:
            if not word.is_word:
                reached = 0.0
            introduced = word.lower in stating.introducing
            verb = word.lower if word.lower in stating.auxiliaries or verb == "" else _SPENT
            at = max(first, at) + 1
            continue
        if introduced or reached or not (verb == _SPENT or verb in stating.auxiliaries):
            yield _weighed(language, stating, said, words, first, last, reached)
        reached, introduced, verb = 0.0, False, _SPENT
        at = last


def _is_verb(stating: Stating, before: str, word: Word) -> bool:
    """Tell whether a word goes on with the verb before it."""
    if before not in stating.auxiliaries:
        return False
    return bool(stating.participles.match(word.lower))


def _behind_article(language: Language, words: Sequence[Word], at: int) -> int:
    word = words[at].lower if at < len(words) else ""
    return at + 1 if word in language.indefinite or word in language.definite else at


def _end_of_phrase(language: Language, stating: Stating, words: Sequence[Word], at: int) -> int:
    """Return the index behind the noun phrase that begins at ``at``; ``at`` if none does."""
    never, verbs, stops = language.never, language.verbs, stating.stops
    end = at
    while end < len(words) and end - at <= _MOST_WORDS:
        word = words[end]
        if not word.is_word:
            if word.text in "-’'" and end > at:
                end += 1
                continue
            break
        if word.lower in never or word.lower in verbs or word.lower in stops:
            break
        if word.lower.endswith("ly") and language.code == "en":
            break
        if end > at and language.code == "en" and word.lower.endswith("ed"):
            break
        if (
            end > at
            and word.lower.endswith("ing")
            and words[end - 1].text[0].isupper() > (word.text[0].isupper())
        ):
            break  # "Earth boasting liquids"
        end += 1
    return end


def _weighed(
    language: Language,
    stating: Stating,
    said: Said,
    words: Sequence[Word],
    first: int,
    last: int,
    cue: float,
) -> Gap:
    weight = cue or _PLAIN
    following = words[last].lower if last < len(words) else "."
    if following in language.of and last - first < _MOST_WORDS - 1:
        behind = _behind_article(language, words, last + 1)
        end = _end_of_phrase(language, stating, words, behind)
        if behind < end <= first + _MOST_WORDS:
            last = end
            following = words[last].lower if last < len(words) else "."
        else:
            weight += _OF_CLAUSE
    if following in language.of:
        weight += _OF_CLAUSE
    if following in _JOINS:
        end = _end_of_phrase(language, stating, words, last + 1)
        closes = end >= len(words) or not words[end].is_word
        if last + 1 < end <= first + _MOST_WORDS and closes:
            last = end
            following = words[last].lower if last < len(words) else "."
        else:
            weight += _OPEN_LIST
    elif following == "," and any(word.lower in _JOINS for word in words[last : last + 6]):
        weight += _OPEN_LIST
    elif following in language.verbs:
        weight += _OF_CLAUSE
    if following == ".":
        weight += _AT_END
    if any(word.lower in _JOINS for word in words[max(first - 2, 0) : first]):
        weight += _OPEN_LIST
    start, end = words[first].start, words[last - 1].end
    if words[first].text[0].isupper() and not language.capital_nouns:
        weight += _NAMED
    if 2 <= last - first <= 4:
        weight += _PHRASE
    elif last - first == 1 and not (words[first].text[0].isupper()):
        weight += _ONE_WORD
    return Gap(start, end, weight)


def _is_fair(
    language: Language, stating: Stating, said: Said, words: Sequence[Word], gap: Gap
) -> bool:
    """Tell whether what a gap hides is one thing that the rest neither shows nor lets guess."""
    hidden = said.text[gap.start : gap.end]
    if _splits_a_mark(said.spans, gap):
        return False
    if hidden[-1].isdigit() or hidden[0].isdigit() or hidden[0] in "$€£":
        return said.text.count(hidden, said.start, said.end) == 1
    if _SIGNS.search(hidden) or stating.pale.search(hidden):
        return False
    if language.capital_nouns and not hidden.split()[-1][0].isupper():
        return False
    inside = [w.lower for w in words if gap.start <= w.start < gap.end and w.is_word]
    around = {w.lower for w in words if not gap.start <= w.start < gap.end and len(w.lower) > 3}
    if not 1 <= len(inside) <= _MOST_WORDS or len(hidden) < _FEWEST_LETTERS:
        return False
    if all(word in stating.common for word in inside) or inside[-1] in language.not_last:
        return False
    if len(inside) == 1 and (inside[0] in language.not_alone or inside[0] in stating.common):
        return False
    tops = [word for word in inside if word not in stating.common and len(word) > 3]
    if any(key(word) in said.known for word in tops) and len(tops) < 3:
        return False
    shown = {word[:_SHARED_LETTERS] for word in around}
    return not any(word[:_SHARED_LETTERS] in shown for word in tops)


def _splits_a_mark(spans: Sequence[Span], gap: Gap) -> bool:
    for span in spans:
        if span.mark == "link" or span.end <= gap.start or span.start >= gap.end:
            continue
        if not (gap.start <= span.start and span.end <= gap.end):
            return True
    return False
