"""Finds words with readings above them in a card’s HTML: ``<ruby>字<rt>じ</rt></ruby>``."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

MOST = 500
"""Words with readings that are drawn so on one card; those behind them show the reading beside."""

_RUBY = re.compile(r"<ruby\b[^<>]*>((?:(?!</?ruby\b).)*)</ruby>", re.DOTALL)
_READING = re.compile(r"<rt\b[^<>]*>(.*?)(?:</rt>|\Z)", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Ruby:
    """A word, or several in a row, each with what is read above it."""

    pairs: tuple[tuple[str, str], ...]
    is_gap: bool
    """Whether it is the answer to a gap."""

    @property
    def source(self) -> str:
        """How it is written in a field."""
        return "".join(f"{word}[{reading}]" if reading else word for word, reading in self.pairs)


def rubies(html: str, drawn: Callable[[Ruby], str]) -> str:
    """Return HTML with what ``drawn`` makes of each word with a reading."""
    count = 0

    def made(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        ruby = _read(found[1])
        if count > MOST or len(ruby.source) > _LONGEST or not ruby.pairs:
            return _beside(found[1])
        return drawn(ruby)

    return _RUBY.sub(made, html)


def _read(html: str) -> Ruby:
    pairs: list[tuple[str, str]] = []
    done = 0
    for reading in _READING.finditer(html):
        pairs.append((_words(html[done : reading.start()]), _words(reading[1])))
        done = reading.end()
    rest = _words(html[done:])
    if rest:
        pairs.append((rest, ""))
    return Ruby(tuple(pair for pair in pairs if any(pair)), 'class="cloze"' in html)


def _words(html: str) -> str:
    return " ".join(unescape(_TAG.sub("", html)).split())


def _beside(html: str) -> str:
    return _READING.sub(r"<sup>\1</sup>", html)
