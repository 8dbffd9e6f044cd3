"""Turns what only Obsidian understands into plain Markdown: embedded files, links, comments."""

import re
from itertools import groupby

from flashcards.formats.fences import fence_map
from flashcards.formats.marks.page import code_spans

_EMBED = re.compile(r"!\[\[([^\[\]\n|]{1,500})((?:\|[^\[\]\n|]{0,200}){0,3})\]\]")
_LINK = re.compile(r"(?<!!)\[\[([^\[\]\n|]{1,500})(?:\|([^\[\]\n]{1,500}))?\]\]")
_BLOCK_ID = re.compile(r"(?:^|[ \t])\^[A-Za-z0-9-]{1,100}[ \t]*$", re.MULTILINE)
_SOUNDS = ("mp3", "wav", "m4a", "ogg", "oga", "opus", "3gp", "flac", "webm", "mp4", "mov", "mkv")
_WIDTH = re.compile(r"(\d{1,4})(?:x\d{1,4})?")


def tidied(text: str) -> str:
    """Return a text as Markdown; code in it stays as it is."""
    if not any(sign in text for sign in ("[[", "%%", "^", "<!--")):
        return text
    if "`" not in text and "~~~" not in text:
        return _tidy(text)
    lines = text.split("\n")
    inside, _ = fence_map(lines, after_markers=False)
    done: list[str] = []
    for code, group in groupby(range(len(lines)), lambda at: bool(inside[at])):
        part = "\n".join(lines[at] for at in group)
        done.append(part if code else _around_code(part))
    return "\n".join(done)


def _around_code(text: str) -> str:
    pieces, last = [], 0
    for start, end in code_spans(text):
        pieces += [_tidy(text[last:start]), text[start:end]]
        last = end
    return "".join([*pieces, _tidy(text[last:])])


def _without(text: str, opening: str, closing: str) -> str:
    """Return a text without what stands between two signs; one that is never closed stays."""
    pieces, last = [], 0
    while (start := text.find(opening, last)) >= 0:
        end = text.find(closing, start + len(opening))
        if end < 0:
            break
        pieces.append(text[last:start])
        last = end + len(closing)
    return "".join([*pieces, text[last:]])


def _tidy(text: str) -> str:
    text = _without(text, "%%", "%%") if "%%" in text else text
    text = _without(text, "<!--", "-->") if "<!--" in text else text
    text = _BLOCK_ID.sub("", text) if "^" in text else text
    if "[[" in text:
        text = _LINK.sub(_shown, _EMBED.sub(_embedded, text))
    return text


def _embedded(found: re.Match[str]) -> str:
    target = found[1].strip()
    options = [option.strip() for option in found[2].split("|") if option.strip()]
    name, _, ending = target.rpartition(".")
    if not name:
        return found[0].removeprefix("!")  # another page, which cannot come along
    if ending.lower() in _SOUNDS:
        return f"[sound:{target}]"
    width = next((size[1] for each in options if (size := _WIDTH.fullmatch(each))), "")
    alt = next((each for each in options if not _WIDTH.fullmatch(each)), "")
    if width and '"' not in target:
        return f'<img src="{target}" alt="{alt.replace(chr(34), "")}" width="{width}">'
    bracketed = f"<{target}>" if any(sign in target for sign in " ()") else target
    return f"![{alt}]({bracketed})"


def _shown(found: re.Match[str]) -> str:
    """Return what a link to another page shows."""
    if found[2]:
        return found[2].strip()
    return found[1].strip().lstrip("#^").replace("#", " > ")
