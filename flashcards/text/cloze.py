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
_OPEN_OTHER = "\U0010fffa\u2e28"
_CLOSE_OTHER = "\u2e29\U0010fffb"
_FIRST_HIDDEN = 0x100000
_MOST_HIDDEN = 60_000
_PRIVATE = re.compile("[\U00100000-\U0010ffff]")
_OPENS, _CLOSES = _OPEN[0] + _OPEN_OTHER[0], _CLOSE[1] + _CLOSE_OTHER[1]
_MARK = re.compile(f"[{_OPENS}]\u2e28|\u2e29[{_CLOSES}]|[\U00100000-\U0010ea5f]")
_PIECE = re.compile(
    f"(<[^>]*>)|([{_OPENS}])\u2e28?|\u2e29?([{_CLOSES}])|([\U00100000-\U0010ea5f])|([^<\U00100000-\U0010ffff\u2e29]+|.)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class MarkedText:
    """Text with private characters where clozes are, and the hints of the hidden ones."""

    text: str
    hints: tuple[str, ...] = ()


def hidden(text: str, number: int, *, others: bool = False) -> MarkedText:
    """Return ``text`` with the clozes of ``number`` taken out and all others shown.

    ``others`` marks these as well, so that a sheet can dress them.
    """
    parts: list[str] = []
    hints: list[str] = []
    inside = 0
    for event in parse(_PRIVATE.sub("\ufffd", clean(text))):
        if isinstance(event, str):
            if not inside:
                parts.append(event)
        elif event is None:
            if not inside and others:
                parts.append(_CLOSE_OTHER)
            inside -= inside > 0
        elif inside:
            inside += 1
        elif number not in event.numbers:
            if others:
                parts.append(_OPEN_OTHER)
        else:
            inside = 1
            parts.append(chr(_FIRST_HIDDEN + min(len(hints), _MOST_HIDDEN - 1)))
            hints.append(event.hint or "")
    return MarkedText("".join(parts), tuple(hints))


def shown(text: str, number: int, *, others: bool = False) -> MarkedText:
    """Return ``text`` with the clozes of ``number`` marked; ``others`` as for ``hidden``."""
    parts: list[str] = []
    active: list[bool] = []
    for event in parse(_PRIVATE.sub("\ufffd", clean(text))):
        if isinstance(event, str):
            parts.append(event)
        elif event is None:
            if active.pop():
                parts.append(_CLOSE)
            elif others:
                parts.append(_CLOSE_OTHER)
        else:
            active.append(number in event.numbers)
            if active[-1]:
                parts.append(_OPEN)
            elif others:
                parts.append(_OPEN_OTHER)
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
    depth = {_OPEN[0]: 0, _OPEN_OTHER[0]: 0}
    for tag, opens, closes, token, text in _PIECE.findall(html):
        if tag:
            out.append(_PRIVATE.sub("", tag))
        elif opens:
            depth[opens] += 1
        elif closes:
            begun = _OPENS[_CLOSES.index(closes)]
            depth[begun] -= depth[begun] > 0
        elif token:
            place = ord(token) - _FIRST_HIDDEN
            hint = marked.hints[place] if place < len(marked.hints) else ""
            out.append(f'<span class="cloze">[{said(hint) or "..."}]</span>')
        elif any(depth.values()) and not text.isspace():
            # Each run of text by itself: a cloze may reach over tags and paragraphs.
            kind = "cloze" if depth[_OPEN[0]] else "cloze-inactive"
            out.append(f'<span class="{kind}">{text}</span>')
        else:
            out.append(text)
    return "".join(out)
