"""Finds the pictures, sounds and videos a note names and keeps to those beside the deck file."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from flashcards.formats.wording import Problems, quoted
from flashcards.model.messages import message

_TAG_SIGNS = ("<img", "<IMG", "<audio", "<video", "<source")
FILE_SIGNS = ("![", "[sound:", *_TAG_SIGNS)
"""One of them stands before each picture or sound."""
_LONGEST_TARGET = 1000
_SOUND = re.compile(r"\[sound:([^\]<>\n]{1,300})\]")
_TAG = re.compile(
    r"""<(?:img|audio|video|source)\b(?:[^<>"']|"[^"<]*"|'[^'<]*')*?(?<![\w-])src\s*=\s*"""
    r"""(?:"([^"<>\n]{1,1000})"|'([^'<>\n]{1,1000})'|([^\s"'<>]{1,1000}))""",
    re.IGNORECASE,
)
_IN_SHEET = re.compile(r"""url\(\s*["']?([^"'()\\/\s]{1,200})""", re.IGNORECASE)
_LONGEST_ALT = 1000
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_TITLE = re.compile(r"[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*')[ \t]*\)")


def image_targets(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line within the text from 0, target) of each image or sound outside of inline code.

    The target is what stands between the round brackets, without ``<>`` and title, or behind
    ``[sound:``.
    """
    if not names_files(text):
        return
    for number, line in enumerate(text.split("\n")):
        if names_files(line):
            for _, _, target in _all_in_line(line):
                yield number, target


def names_files(text: str) -> bool:
    """Whether a text may show a picture or name a sound."""
    return any(sign in text for sign in FILE_SIGNS)


def _all_in_line(line: str) -> list[tuple[int, int, str]]:
    """Return (start, end, target) of the images and sounds of one line, in their order."""
    found = list(_in_line(line))
    if "[sound:" in line:
        found += _matching(line, _SOUND, found)
    if any(sign in line for sign in _TAG_SIGNS):
        found += _matching(line, _TAG, found)
    return sorted(found)


def _matching(
    line: str, pattern: re.Pattern[str], known: list[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    """Return what a pattern finds in a line outside of inline code and of what is known."""
    found: list[tuple[int, int, str]] = []
    last_tick, ticks, counted = line.rfind("`"), 0, 0
    ends = {start: end for start, end, _ in known}
    starts = sorted(ends)
    for each in pattern.finditer(line):
        ticks += line.count("`", counted, each.start())
        counted = each.start()
        in_code = ticks % 2 and last_tick >= each.end()
        before = bisect_left(starts, each.end())
        in_image = before > 0 and ends[starts[before - 1]] > each.start()
        if not in_code and not in_image:
            group = each.lastindex or 0
            found.append((*each.span(group), each[group].strip()))
    return found


def find_pictures(text: str, line: int, found: dict[str, str], problems: Problems) -> None:
    """Add the pictures and sounds a text names to ``found``, by target; tell of those out of reach.

    ``line`` is where the text begins in its file.
    """
    for offset, target in image_targets(text):
        path = relative_path(target)
        if path is None:
            problems.add(
                line + offset,
                message(
                    "{target} is not shown or played. Put the file beside the deck file and "
                    "write its name only.",
                    target=quoted(target),
                ),
                message("image or sound that does not lie beside the deck file"),
            )
        else:
            found[target] = path


def replace_images(text: str, names: Mapping[str, str]) -> str:
    """Return text in which images and sounds named in ``names`` (by target) have another name."""
    if not names_files(text):
        return text
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not names_files(line):
            continue
        pieces, last = [], 0
        for start, end, target in _all_in_line(line):
            if target in names:
                pieces += [line[last:start], _as_target(names[target])]
                last = end
        lines[number] = "".join([*pieces, line[last:]])
    return "\n".join(lines)


def sheet_targets(css: str) -> set[str]:
    """Return the files beside it that a style sheet names, such as fonts."""
    return set(_IN_SHEET.findall(css))


def replace_in_sheet(css: str, names: Mapping[str, str]) -> str:
    """Return a style sheet in which files named in ``names`` have another name."""
    return _IN_SHEET.sub(
        lambda found: found[0].removesuffix(found[1]) + names.get(found[1], found[1]), css
    )


def _as_target(name: str) -> str:
    return f"<{name}>" if any(sign in name for sign in " ()") else name


def _in_line(line: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, target) of the images of one line; linear in its length."""
    counted, ticks, at, last_tick = 0, 0, 0, line.rfind("`")
    while True:
        middle = line.find("](", at)
        if middle < 0:
            return
        at = middle + 2
        opening = line.rfind("![", max(counted, middle - _LONGEST_ALT), middle)
        if opening < 0:
            continue
        ticks += line.count("`", counted, opening)
        counted = opening
        if ticks % 2 and last_tick > at:
            continue
        found = _target(line, at)
        if found:
            yield found
            at = found[1]


def _target(line: str, at: int) -> tuple[int, int, str] | None:
    if line.startswith("<", at):
        end = line.find(">", at, at + _LONGEST_TARGET)
        return (at, end + 1, line[at + 1 : end]) if end > 0 else None
    depth = 0
    for end in range(at, min(len(line), at + _LONGEST_TARGET)):
        sign = line[end]
        if sign == "(":
            depth += 1
        elif sign == ")":
            if depth == 0:
                return at, end, line[at:end]
            depth -= 1
        elif sign in " \t":
            return (at, end, line[at:end]) if _TITLE.match(line, end) else None
    return None


def relative_path(target: str) -> str | None:
    """Return the path of an image beside (or in a folder beside) the deck file.

    None for anything else: an address, an absolute path, one that climbs out with ``..``.
    """
    path = unquote(target)
    if not path or not path.isprintable() or "\\" in path or _SCHEME.match(path):
        return None
    if path.startswith(("/", "~")) or ".." in path.split("/"):
        return None
    return path
