r"""What stands on cards as it is written: formulas between their signs, and names of recordings.

``\(a^2\)``, ``\[a\]``, ``$$a$$`` and ``\,`` are the source of formulas; Markdown would read marks
and escapes in them. They are shown as they were typed until something draws them.
"""

import re
from collections.abc import Callable
from html import unescape
from typing import TYPE_CHECKING

from flashcards.text.clean import escape_running
from flashcards.text.notices import notice, sound, video

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_CLOSING = {"\\(": "\\)", "\\[": "\\]", "$$": "$$"}
_SPACES = ("\\,", "\\;", "\\:")
"""Small spaces of formulas; no Markdown has a reason to escape these signs."""

_MOST_LINES = 200
"""How many lines a formula that stands by itself may have."""
_SIGN = re.compile(r"\\.|\$\$", re.DOTALL)
_RECORDING = re.compile(
    r"\.(?:(mp3|wav|ogg|oga|opus|m4a|flac|aac|wma|aiff?)|mp4|webm|mov|mkv|avi|ogv)$", re.I
)
_BROKEN = re.compile(r"\[\u200b?(?:\u200b?[sound]){5}\u200b?:[^\[\]<>\n]{1,310}\]")
_SOUND = re.compile(r"(<[^>]*>)|\[sound:([^\[\]<>\n]{1,300})\]")


def recording(name: str) -> str:
    """Return what stands on a card for a recording, as safe HTML; empty for any other file."""
    found = _RECORDING.search(name)
    if found is None:
        return ""
    return notice(sound if found[1] else video, re.split(r"[/\\]", name)[-1][:120])


def name_sounds(html: str) -> str:
    """Return safe HTML in which ``[sound:x.mp3]`` names the recording."""
    if "\u200b" in html:  # recordings side by side count as one long word, which may be broken
        html = _BROKEN.sub(lambda found: found[0].replace("\u200b", ""), html)
    if "[sound:" not in html:
        return html
    return _SOUND.sub(_named, html)


def _named(found: re.Match[str]) -> str:
    if found[1] is not None:
        return found[1]
    return notice(sound, unescape(found[2].strip()))


def map_formulas(text: str, change: Callable[[str], str]) -> str:
    """Return ``text`` with each formula, its signs included, changed; linear in the length."""
    kept: list[str] = []
    absent: set[str] = set()
    at = 0
    while (sign := _SIGN.search(text, at)) is not None:
        closing, end = _CLOSING.get(sign[0]), sign.end()
        if closing is not None and closing not in absent:
            found = text.find(closing, end)
            if found < 0:
                absent.add(closing)
            elif found > end:
                end = found + 2
        is_formula = end > sign.end() or sign[0] in _SPACES
        kept += text[at : sign.start()], change(text[sign.start() : end]) if is_formula else sign[0]
        at = end
    return "".join((*kept, text[at:]))


def keep_formulas(parser: "MarkdownIt") -> None:
    """Let a Markdown parser leave formulas as they are."""
    parser.inline.ruler.before("escape", "formula", _inline)
    parser.block.ruler.before(
        "fence", "formula", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.add_render_rule("formula", _render)


def _render(
    _self: object, tokens: "Sequence[Any]", index: int, _options: object, _env: object
) -> str:
    token = tokens[index]
    lines = "<br>".join(escape_running(line.strip()) for line in token.content.split("\n"))
    return f"<p>{lines}</p>\n" if token.block else lines


def _inline(state: "StateInline", silent: bool) -> bool:
    source, start = state.src, state.pos
    opening = source[start : start + 2]
    end = start + 2 if opening in _SPACES else _end_of(state, opening, start + 2)
    if end < 0:
        return False
    if not silent:
        token = state.push("formula", "", 0)
        token.content = source[start:end]
    state.pos = end
    return True


def _end_of(state: "StateInline", opening: str, start: int) -> int:
    """Return where the formula that was opened ends; -1 where none is, or one without content."""
    closing = _CLOSING.get(opening)
    if closing is None:
        return -1
    absent = state.env.setdefault("formulas that do not end", {})
    if absent.get(closing) is state.src:
        return -1  # found out further ahead: looking again would take ever longer
    end = state.src.find(closing, start)
    if end < 0:
        absent[closing] = state.src
    return end + 2 if end > start else -1


def _block(state: "StateBlock", first: int, last: int, silent: bool) -> bool:
    r"""Take lines from one that begins with ``$$`` or ``\[`` to the one that ends it."""
    if state.is_code_block(first):
        return False
    begin = state.bMarks[first] + state.tShift[first]
    opening = state.src[begin : begin + 2]
    closing = {"\\[": "\\]", "$$": "$$"}.get(opening)
    if closing is None:
        return False
    line, at = first, begin + 2
    while True:
        text = state.src[at : state.eMarks[line]].rstrip()
        place = text.find(closing)
        if place >= 0:
            if place + 2 != len(text) or (line == first and place == 0):
                return False  # words follow: it stands in a paragraph
            break
        line += 1
        if line >= last or line - first > _MOST_LINES:
            return False
        at = state.bMarks[line]
    if silent:
        return True
    state.line = line + 1
    token = state.push("formula", "", 0)
    token.block = True
    token.content = state.getLines(first, line + 1, state.blkIndent, False).strip()
    token.map = [first, line + 1]
    return True
