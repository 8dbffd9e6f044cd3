"""A foreign file's lines with what every reader asks of them: settings, code, headings, tags."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flashcards.formats.fences import fence_map

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
TAG = re.compile(
    r"(?<![^\s(])#([^\s#,;.:!?()\[\]{}\"'`<>=|\\]*[^\W\d_][^\s#,;.:!?()\[\]{}\"'`<>=|\\]*)"
)
"""A tag of Obsidian's: it holds a letter."""
_SETTING = re.compile(r"([A-Za-z][\w -]{0,40}?)[ \t]*[:=](?:[ \t]+(.*)|[ \t]*)$")
_MOST_SETTINGS = 400
_TICKS = re.compile(r"`+")
_LONGEST_FORMULA = 1_000


@dataclass(frozen=True, slots=True)
class Page:
    """A file as its lines."""

    lines: Sequence[str]
    start: int
    """Index of the first line after the settings at the top."""
    settings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Name in small letters -> values."""
    inside: bytes = b""
    """For each line, whether it belongs to a code fence."""

    @staticmethod
    def of(lines: Sequence[str]) -> "Page":
        """Return a file's lines as a page."""
        settings, start = _settings(lines)
        inside, _ = fence_map(lines, after_markers=False)
        return Page(lines, start, settings, bytes(inside))

    def plain(self) -> Iterator[tuple[int, str]]:
        """Yield (index, line) of the lines that are neither settings nor code."""
        for at in range(self.start, len(self.lines)):
            if not self.inside[at]:
                yield at, self.lines[at]

    def setting(self, name: str) -> str:
        """Return the first value of a setting, empty where there is none."""
        return next(iter(self.settings.get(name, ())), "")


def heading(line: str) -> tuple[int, str] | None:
    """Return level and text of a line that is a heading."""
    found = _HEADING.match(line) if "#" in line[:4] else None
    if found is None:
        return None
    text = line[found.end() :].strip()
    bare = text.rstrip("#")
    return len(found[1]), bare.rstrip() if bare != text and bare[-1:] in ("", " ", "\t") else text


def masked(line: str, sign: str = " ") -> str:
    """Return a line of the same length in which code and formulas within it are ``sign``."""
    spans = code_spans(line) if "`" in line else []
    line = _blanked(line, spans, sign)
    return _blanked(line, _formula_spans(line), sign) if "$" in line else line


def code_spans(text: str) -> list[tuple[int, int]]:
    """Return where code stands within a text, its ticks included; in linear time."""
    runs = [(found.start(), found.end()) for found in _TICKS.finditer(text)]
    later: dict[int, list[int]] = {}
    for number in range(len(runs) - 1, -1, -1):
        later.setdefault(runs[number][1] - runs[number][0], []).append(number)
    spans, at = [], 0
    while at < len(runs):
        start, end = runs[at]
        same = later[end - start]
        while same and same[-1] <= at:
            same.pop()
        if same:
            at = same[-1]
            spans.append((start, runs[at][1]))
        at += 1
    return spans


def _formula_spans(line: str) -> list[tuple[int, int]]:
    """Return where formulas between dollars stand in a line, as ``text/formulas`` takes them."""
    spans, at = [], line.find("$")
    while at >= 0:
        mark = "$$" if line.startswith("$$", at) else "$"
        size = len(mark)
        end = line.find(mark, at + size, at + _LONGEST_FORMULA)
        inside = line[at + size : end]
        fits = end > at + size and (size == 2 or (inside[0] != " " and inside[-1] != " "))
        if fits and not line[end + size : end + size + 1].isalnum():
            spans.append((at, end + size))
            at = end
        at = line.find("$", at + size)
    return spans


def _blanked(line: str, spans: Sequence[tuple[int, int]], sign: str) -> str:
    if not spans:
        return line
    pieces, last = [], 0
    for start, end in spans:
        pieces += [line[last:start], sign * (end - start)]
        last = end
    return "".join([*pieces, line[last:]])


def tags_in(line: str) -> list[str]:
    """Return the tags of a line, without ``#``."""
    return TAG.findall(masked(line)) if "#" in line else []


def without_tags(line: str) -> str:
    """Return a line without its tags."""
    if "#" not in line:
        return line
    cover = masked(line)
    kept, last = [], 0
    for found in TAG.finditer(cover):
        kept.append(line[last : found.start()])
        last = found.end()
    return "".join([*kept, line[last:]]).strip() if last else line


def listed(value: str) -> tuple[str, ...]:
    """Return the entries of a value: ``[a, b]``, ``a, b`` or one."""
    if value.startswith("[") and value.endswith("]"):
        value = value[1:-1]
    entries = (_bare(entry.strip()) for entry in value.split(","))
    return tuple(entry for entry in entries if entry)


def _settings(lines: Sequence[str]) -> tuple[dict[str, tuple[str, ...]], int]:
    """Return the settings between two ``---`` (or ``+++``) at the top, whatever they are."""
    first = next((at for at, line in enumerate(lines[:20]) if line.strip()), 0)
    mark = lines[first].rstrip() if lines else ""
    if mark not in ("---", "+++"):
        return {}, 0
    found: dict[str, tuple[str, ...]] = {}
    name = ""
    for at in range(first + 1, min(len(lines), first + _MOST_SETTINGS)):
        line = lines[at].rstrip()
        if line == mark or (mark == "---" and line == "..."):
            return found, at + 1
        if line.lstrip().startswith("- ") and name:
            found[name] = (*found[name], _bare(line.lstrip()[2:].strip()))
        elif setting := _SETTING.match(line):
            name = setting[1].strip().lower()
            value = (setting[2] or "").strip()
            found[name] = (
                listed(value) if name in ("tags", "tag") else (_bare(value),) * bool(value)
            )
        elif line and line[0] not in " \t#[":
            return {}, 0  # a rule, with text below it
    return {}, 0


def _bare(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
