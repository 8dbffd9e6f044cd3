"""Splits paragraphs into sentences, clauses and words, in linear time and in any script."""

import re
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import NamedTuple

LONGEST_SENTENCE = 600
"""Characters; what is longer is no sentence a card could quote."""

_END = re.compile(
    r"(?P<mark>[.!?…]{1,3}[\"”’»)\]]{0,3})(?=\s|$)|[。！？｡][”’」』）]{0,2}|\n(?=\s{0,3}\S)"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[])(?:e\.g|i\.e|cf|vs?|ca|c|approx|etc|al|"
    r"mr|mrs|ms|dr|prof|st|sr|jr|gen|col|capt|rev|hon|inc|ltd|co|corp|dept|univ|jan|feb|mar|apr|"
    r"aug|sept?|oct|nov|dec|bzw|z\.b|d\.h|usw|[A-Z]|(?:[A-Za-z]\.){1,4}[A-Za-z])\.$",
    re.IGNORECASE,
)
_BEFORE_NUMBER = re.compile(r"(?:^|[\s(])(?:nos?|figs?|vol|ch|sec|pp?|eds?)\.$", re.IGNORECASE)
_SINGLE = re.compile(r"(?:^|[\s(])[A-Za-z]\.$")
_TOKEN = re.compile(r"\w+(?:(?:['’./+\-–#]|\([a-z]{1,2}\))\w+)*\+{0,2}|[^\w\s]")
_SPLIT = re.compile(
    r";\s|,\s(?=(?:whereas|while|whilst)\s)|,\sbut\s(?=(?:an?|the|in)\s)|(?<=\S)\s[—–]\s"
    r"|(?<=[,.][\"”])\s(?=(?:whereas|while|whilst)\s)"
    r"|,?\sand\s(?=[\"“][^\"“”]{2,40}[\"”]\s(?:is|are|means|refers)\s)"
    r"|:\s(?=(?:the|an?)\s(?:\w+\s){1,5}(?:is|are|means)\s)"
    r"|:\s(?=(?:this|these|that)(?:\s(?:is|are)|['’]s)\s)"
    r"|,\sand\s(?=(?:an?|the|its|this|it|they)\s\w+\s\w)"
    r"|,\sand\s(?=(?:this|that|these)\s(?:is|are)\s|(?:if|when|where)\s)"
    r"|,\sand\s(?=(?:anything|everything|whatever|whoever|anyone|those)\s\w)"
    r"|,\s(?:and|but)\s(?=\w{2,20}s\sare\s(?:those|the|what|called|known)\s)"
    r"|,\s(?:because|since|for)\s(?=an?\s\w+(?:\s\w+)?\sis\s)"
)
_BRACKETS = re.compile(r"\([^()\n]{1,300}\)|\[[^\[\]\n]{1,300}\]")
_SHORTENED = re.compile(r"\b(?:(?:it|that|there|here)['’]s|(?:they|these)['’]re)\b", re.IGNORECASE)
_MOST_WORDS = 110
_NO_ABBREVIATION = 8
"""Letters with their full stop; the longest abbreviation, "approx.", has one fewer."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text[start:end]``, without white space around it."""

    start: int
    end: int


class Word(NamedTuple):
    """A word or sign with its place in the article; made by the million, hence a plain tuple."""

    text: str
    lower: str
    start: int
    end: int
    is_word: bool
    """Whether it begins with a letter or digit."""


_made = partial(tuple.__new__, Word)
"""Makes a word without the detour over its own constructor, which would take twice as long."""


def split_sentences(text: str, start: int, end: int) -> list[Sentence]:
    """Return the sentences of ``text[start:end]`` in order; none ends inside a bracket."""
    sentences: list[Sentence] = []
    begin = start
    brackets = _BRACKETS.finditer(text, start, end)
    bracket = next(brackets, None)
    for found in _END.finditer(text, start, end):
        while bracket and bracket.end() < found.end():
            bracket = next(brackets, None)
        if bracket and begin < bracket.start() < found.start() and found.end() < bracket.end():
            continue
        if found["mark"] and not _ends_here(text, begin, found.start(), found.end(), end):
            continue
        _add(sentences, text, begin, found.end())
        begin = found.end()
    _add(sentences, text, begin, end)
    return sentences


def clauses(text: str, sentence: Sentence) -> list[Sentence]:
    """Return the parts of a sentence that could stand alone: at semicolons, whereas, while."""
    parts: list[Sentence] = []
    begin = sentence.start
    for found in _SPLIT.finditer(text, sentence.start, sentence.end):
        _add(parts, text, begin, found.start())
        begin = found.end()
    _add(parts, text, begin, sentence.end)
    return parts


def words_in(text: str, start: int, end: int) -> list[Word]:
    """Return the words and signs of ``text[start:end]``, at most some hundred."""
    found = _TOKEN.finditer(text, start, min(end, start + 2 * LONGEST_SENTENCE))
    words = [
        _made((word := token[0], word.lower(), *token.span(), word[0].isalnum()))
        for token in islice(found, _MOST_WORDS)
    ]
    if _SHORTENED.search(text, start, end):
        return [part for word in words for part in _in_full(word)]
    return words


def _in_full(word: Word) -> list[Word]:
    """Read "that's" and "they're" as two words."""
    if not _SHORTENED.fullmatch(word.text):
        return [word]
    at = max(word.text.find("'"), word.text.find("’"))
    verb = "are" if word.lower.endswith("re") else "is"
    first = Word(word.text[:at], word.lower[:at], word.start, word.start + at, True)
    return [first, Word(word.text[at:], verb, word.start + at, word.end, True)]


def _ends_here(text: str, begin: int, at: int, after: int, end: int) -> bool:
    """Tell whether the sign at ``at`` ends a sentence and not an abbreviation."""
    following = text[after : min(after + 4, end)].lstrip()
    if text[at] != "." or after - at > 1:
        return not following or not following[0].islower()
    tail = text[max(begin, at - 14) : at + 1]
    if tail[-_NO_ABBREVIATION:-1].isalnum() and len(tail) > _NO_ABBREVIATION:
        return not following or not following[0].islower()
    if _BEFORE_NUMBER.search(tail) and following[:1].isdigit():
        return False
    if _ABBREVIATION.search(tail):
        if _SINGLE.search(tail):
            return bool(following) and text[max(begin, at - 2) : at].isdigit()
        return not following or (following[:1].isupper() and tail.lower().endswith(("etc.", "al.")))
    return not following or not following[0].islower()


def _add(sentences: list[Sentence], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        sentences.append(Sentence(start, end))
