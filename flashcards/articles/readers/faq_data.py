"""Questions and terms that a page declares as structured data (schema.org, JSON-LD)."""

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashcards.articles.readers.builder import Builder
from flashcards.articles.readers.decoding import cleaned
from flashcards.articles.readers.html_elements import DROPPED
from flashcards.articles.readers.html_tokens import tokens
from flashcards.articles.tree import BlockKind, Question

_LARGEST = 2_000_000
"""Characters of data that are read."""
_DEEPEST = 64
_MOST = 500
"""Questions that are taken over."""
_TERMS = ("DefinedTerm", ["DefinedTerm"])
_TYPES = ("Question", ["Question"], *_TERMS)
_NESTING = re.compile(r"[\[{]|[\]}]")


@dataclass(frozen=True, slots=True)
class Declared:
    """A question with its answer, or a term with its definition, as plain words."""

    asked: str
    answer: str
    names: bool


def declared_questions(raw: str) -> list[Declared]:
    """Return each question and term the data holds; never raises."""
    told = "Question" in raw or "DefinedTerm" in raw
    if len(raw) > _LARGEST or not told or _too_deep(raw):
        return []
    raw = raw.strip().removeprefix("<!--").removesuffix("-->")
    try:
        data = json.loads(raw, strict=False, parse_int=str, parse_constant=str)
    except ValueError:
        return []
    found = [_pair(entry) for entry in _questions(data)]
    return [pair for pair in found if pair.asked and pair.answer][:_MOST]


def place_questions(out: Builder, declared: Sequence[Declared]) -> tuple[Question, ...]:
    """Find declared questions in what was written; those that are not there are appended."""
    if not declared:
        return ()
    written = _Flat(out.text())
    placed: list[Question] = []
    for pair in {pair.asked: pair for pair in declared}.values():
        question, answer = pair.asked, pair.answer
        at = written.find(question)
        below = written.find(answer, at[1]) if at else None
        if at is None or below is None:
            at, below = _append(out, question), _append(out, answer)
        placed.append(Question(*at, *below, pair.names))
    return tuple(placed)


def _append(out: Builder, words: str) -> tuple[int, int]:
    mark = out.open(BlockKind.OTHER)
    out.write(words)
    end = out.length
    out.close(mark)
    return end - len(words), end


class _Flat:
    """A text with its white space collapsed, that knows where its words were."""

    def __init__(self, text: str) -> None:
        words = list(re.finditer(r"\S+", text))
        self._starts: list[int] = []
        self._places = [(found.start(), found.end()) for found in words]
        at = 0
        for start, end in self._places:
            self._starts.append(at)
            at += end - start + 1
        self._flat = " ".join(found[0] for found in words)

    def find(self, words: str, after: int = 0) -> tuple[int, int] | None:
        """Where ``words`` stand in the text, first after a place, then anywhere."""
        first = bisect_left(self._places, (after, 0))
        begin = self._starts[first] if first < len(self._starts) else len(self._flat)
        at = self._flat.find(words, begin)
        if at < 0:
            return None
        return self._place(at), self._place(at + len(words) - 1) + 1

    def _place(self, at: int) -> int:
        word = bisect_left(self._starts, at + 1) - 1
        return self._places[word][0] + at - self._starts[word]


def _too_deep(raw: str) -> bool:
    depth = 0
    for sign in _NESTING.finditer(raw):
        depth += 1 if sign[0] in "[{" else -1
        if depth > _DEEPEST:
            return True
    return False


def _questions(data: object) -> Iterator[dict[str, object]]:
    waiting = [data]
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, list):
            waiting.extend(reversed(entry))
        elif isinstance(entry, dict):
            if entry.get("@type") in _TYPES:
                yield entry
            else:
                waiting.extend(reversed(list(entry.values())))


def _pair(entry: dict[str, object]) -> Declared:
    if entry.get("@type") in _TERMS:
        return Declared(_plain(entry.get("name")), _plain(entry.get("description")), names=True)
    answer = entry.get("acceptedAnswer") or entry.get("suggestedAnswer")
    if isinstance(answer, list):
        answer = answer[0] if answer else None
    if isinstance(answer, dict):
        answer = answer.get("text") or answer.get("name")
    return Declared(_plain(entry.get("name") or entry.get("text")), _plain(answer), names=False)


def _plain(value: object) -> str:
    """Words of a value that may hold HTML."""
    if not isinstance(value, str):
        return ""
    words: list[str] = []
    skipped = 0
    for token in tokens(cleaned(value)):
        if token.name in DROPPED:
            skipped = max(skipped + (-1 if token.closes else 1), 0)
        elif token.name == "" and not skipped:
            words.append(token.words)
        elif token.name in ("p", "br", "li", "div", "tr", "td"):
            words.append(" ")
    return " ".join("".join(words).split())
