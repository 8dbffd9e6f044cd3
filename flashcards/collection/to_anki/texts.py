"""What fields say, as Anki shows it: Markdown as HTML, formulas and sounds in its signs."""

import re
from collections.abc import Callable
from html import escape
from typing import Final

from flashcards.collection.anki.own_types import WHOLE_LIST
from flashcards.model.clozes import SIGN, Cloze, parse
from flashcards.text.file_names import CODED, referred
from flashcards.text.filters import without_paragraph
from flashcards.text.formulas import split
from flashcards.text.items import items
from flashcards.text.markdown import to_html

_FIRST: Final = 0x10F000
_MOST: Final = 0xB00
_HELD: Final = re.compile("\u2e29?([\U0010f000-\U0010fb00])\u2e28?")
"""Private signs that hold the place of the signs of clozes while Markdown is read; each with a
bracket, so that Markdown takes what stands inside for a word of its own."""
_PICTURE: Final = re.compile(rf'src="({CODED}[^"]*)"')
_FORMULA: Final = re.compile(
    r'(<p align="center">)?<span class="formula">(.*?)</span>(?(1)</p>)', re.DOTALL
)
_PLAYER: Final = re.compile(
    r"""<(video|audio)\b[^<>]*?\bsrc\s*=\s*["']?([^\s"'<>]+)["']?[^<>]*>(?:\s*</\1>)?""",
    re.IGNORECASE,
)
_PLAIN: Final = re.compile(r"[\w ,.;!?()'’“”äöüßéèáàâêîôûçñ]*", re.UNICODE)
_DISPLAYED: Final = ("$$", "\\[", "[$$]")


def as_html(text: str) -> str:
    """Return Markdown as HTML that says the same in Anki; clozes stay clozes."""
    if _PLAIN.fullmatch(text) and not text[:1].isdigit():
        return text.strip()
    signs: list[str] = []
    held = _with_signs_held(text, signs) if SIGN in text else text
    html = without_paragraph(to_html(_PLAYER.sub(r"[sound:\2]", held)))
    html = _FORMULA.sub(_formula, html)
    if CODED in html:
        html = _PICTURE.sub(lambda found: f'src="{escape(referred(found[1]))}"', html)
    return _HELD.sub(lambda found: _sign(found[1], signs), html) if signs else html


def as_list(text: str, markup: str, *, whole: bool) -> str:
    """Return a list whose items are clozes; ``whole`` puts one more cloze around all of them."""
    lines = items(text, markup)
    shown = "".join(f"<li>{_item(line, markup)}</li>" for line in lines)
    made = f"<ol>{shown}</ol>"
    return f"{{{{c{WHOLE_LIST}::{made}}}}}" if whole and lines else made


def as_options(texts: list[str], markup: str, order: Callable[[str], int]) -> str:
    """Return what may be chosen as a list, in an ``order`` that does not tell what is right."""
    found = {_item(line, markup) for text in texts for line in items(text, markup)}
    return f"<ul>{''.join(f'<li>{each}</li>' for each in sorted(found, key=order))}</ul>"


def _item(line: str, markup: str) -> str:
    return line if markup == "html" else without_paragraph(as_html(line))


def _with_signs_held(text: str, signs: list[str]) -> str:
    """Return a text in which private signs stand for the signs of clozes, added to ``signs``."""
    parts: list[str] = []
    open_: list[Cloze] = []
    for event in parse(_HELD.sub("\ufffd", text)):
        if isinstance(event, str):
            parts.append(event.replace("}}", "} }") if open_ else event)
        elif len(signs) >= _MOST:
            parts.append("}}" if event is None else event.opener)
        elif event is None:
            hint = open_.pop().hint if open_ else None
            end = "}}" if hint is None else f"::{escape(hint, quote=False)}}}}}"
            parts.append("\u2e29" + _hold(signs, end))
        else:
            open_.append(event)
            parts.append(_hold(signs, event.opener) + "\u2e28")
    return "".join(parts)


def _hold(signs: list[str], sign: str) -> str:
    signs.append(sign)
    return chr(_FIRST + len(signs) - 1)


def _sign(held: str, signs: list[str]) -> str:
    place = ord(held) - _FIRST
    return signs[place] if place < len(signs) else ""


def _formula(found: re.Match[str]) -> str:
    opening, inside, _ = split(found[2])
    if opening in ("[latex]", ""):
        return found[2]
    begin, end = ("\\[", "\\]") if opening in _DISPLAYED else ("\\(", "\\)")
    return f"{begin}{inside}{end}"
