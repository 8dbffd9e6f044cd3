"""Clozes on cards: hides them and shows them; their syntax is in ``model.clozes``.

The text of a hidden cloze is taken out before Markdown sees it, so that nothing of it can show
through, in code as little as elsewhere. Private characters hold its place until the HTML is made.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from flashcards.model.clozes import parse
from flashcards.text.clean import clean, escape

# Beside the private character stands a bracket, so that Markdown takes what follows for the
# beginning of a word, whatever stands before.
_OPEN = "\U0010fffc\u2e28"
_CLOSE = "\u2e29\U0010fffd"
_FIRST_HIDDEN = 0x100000
_MOST_HIDDEN = 60_000
_PRIVATE = re.compile("[\U00100000-\U0010ffff]")
_MARK = re.compile(f"{_OPEN}|{_CLOSE}|[\U00100000-\U0010ea5f]")
_PIECE = re.compile(
    f"(<[^>]*>)|({_OPEN[0]}\u2e28?)|(\u2e29?{_CLOSE[1]})|([\U00100000-\U0010ea5f])|([^<\U00100000-\U0010ffff\u2e29]+|.)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class MarkedText:
    """Text with private characters where clozes are, and the hints of the hidden ones."""

    text: str
    hints: tuple[str, ...] = ()


def hidden(text: str, number: int) -> MarkedText:
    """Return ``text`` with the clozes of ``number`` taken out and all others shown."""
    parts: list[str] = []
    hints: list[str] = []
    inside = 0
    for event in parse(_PRIVATE.sub("\ufffd", clean(text))):
        if isinstance(event, str):
            if not inside:
                parts.append(event)
        elif event is None:
            inside -= inside > 0
        elif inside:
            inside += 1
        elif number in event.numbers:
            inside = 1
            parts.append(chr(_FIRST_HIDDEN + min(len(hints), _MOST_HIDDEN - 1)))
            hints.append(event.hint or "")
    return MarkedText("".join(parts), tuple(hints))


def shown(text: str, number: int) -> MarkedText:
    """Return ``text`` with the clozes of ``number`` marked and all others plain."""
    parts: list[str] = []
    active: list[bool] = []
    for event in parse(_PRIVATE.sub("\ufffd", clean(text))):
        if isinstance(event, str):
            parts.append(event)
        elif event is None:
            if active.pop():
                parts.append(_CLOSE)
        else:
            active.append(number in event.numbers)
            if active[-1]:
                parts.append(_OPEN)
    return MarkedText("".join(parts))


def only(text: str, number: int) -> str:
    """Return what the clozes of ``number`` say, separated by commas."""
    return ", ".join(filter(None, answers(text, number)))


def answers(text: str, number: int) -> list[str]:
    """Return what each cloze of ``number`` says; one within another of them is part of it."""
    said: list[str] = []
    depth = 0
    for event in parse(clean(text)):
        if isinstance(event, str):
            if depth:
                said[-1] += event
        elif event is None:
            depth -= depth > 0
        elif depth or number in event.numbers:
            if not depth:
                said.append("")
            depth += 1
    return said


def pieces(text: str, number: int) -> list[str]:
    """Return ``text`` in pieces: one between clozes of ``number``, one inside, and so on."""
    return re.split(f"{_OPEN}|{_CLOSE}", shown(text, number).text)


def plainly(marked: MarkedText) -> str:
    """Return a text with its gaps as words: ``[...]`` or the hint."""

    def gap(token: re.Match[str]) -> str:
        place = ord(token[0][0]) - _FIRST_HIDDEN
        return f"[{marked.hints[place] or '...'}]" if 0 <= place < len(marked.hints) else ""

    return _MARK.sub(gap, marked.text)


def finish(html: str, marked: MarkedText, said: Callable[[str], str] = escape) -> str:
    """Return the HTML made of ``marked.text`` with a span in place of each private character.

    ``said`` makes safe HTML of a hint.
    """
    out: list[str] = []
    depth = 0
    for tag, opens, closes, token, text in _PIECE.findall(html):
        if tag:
            out.append(_PRIVATE.sub("", tag))
        elif opens:
            depth += 1
        elif closes:
            depth -= depth > 0
        elif token:
            place = ord(token) - _FIRST_HIDDEN
            hint = marked.hints[place] if place < len(marked.hints) else ""
            out.append(f'<span class="cloze">[{said(hint) or "..."}]</span>')
        elif depth and not text.isspace():
            # Each run of text by itself: a cloze may reach over tags and paragraphs.
            out.append(f'<span class="cloze">{text}</span>')
        else:
            out.append(text)
    return "".join(out)
