"""Lays out the tables of cards in a terminal's columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from flashcards.cli.terminal import Style
from flashcards.cli.wrapping import Run, line_width, wrap

_BETWEEN = " \u2502 "
_NARROWEST = 4


@dataclass(slots=True)
class Cell:
    """One cell; ``right``: its text stands at the right end."""

    runs: list[Run] = field(default_factory=list)
    right: bool = False


def table_lines(rows: Sequence[Sequence[Cell]], columns: int) -> list[list[Run]]:
    """Return the lines of a table, its cells wrapped where it would be too wide.

    A table of more columns than can stand side by side is told row by row.
    """
    count = max((len(row) for row in rows), default=0)
    room = columns - len(_BETWEEN) * (count - 1)
    if not count:
        return []
    if room < _NARROWEST * count:
        return _told(rows, columns)
    widths = _widths(rows, count, room)
    lines: list[list[Run]] = []
    for place, row in enumerate(rows):
        lines += _row_lines(row, widths)
        if place == 0 and len(rows) > 1:
            lines.append(
                [("\u2500\u253c\u2500".join("\u2500" * size for size in widths), Style.DIM)]
            )
    return lines


def _widths(rows: Sequence[Sequence[Cell]], count: int, room: int) -> list[int]:
    """Return the columns' widths: what they need, the widest ones narrowed until all fit."""
    needed = [_NARROWEST - 3] * count
    for row in rows:
        for place, cell in enumerate(row):
            whole = wrap(cell.runs, 1_000_000)
            needed[place] = max(needed[place], *(line_width(line) for line in whole))
    if sum(needed) <= room:
        return needed
    widths = [0] * count
    left, open_places = room, sorted(range(count), key=needed.__getitem__)
    for done, place in enumerate(open_places):
        widths[place] = max(1, min(needed[place], left // (count - done)))
        left -= widths[place]
    return widths


def _row_lines(row: Sequence[Cell], widths: Sequence[int]) -> list[list[Run]]:
    cells = [*row, *(Cell() for _ in range(len(widths) - len(row)))]
    wrapped = [wrap(cell.runs, size) for cell, size in zip(cells, widths, strict=True)]
    lines: list[list[Run]] = []
    for number in range(max(map(len, wrapped))):
        line: list[Run] = []
        for place, (cell, size, parts) in enumerate(zip(cells, widths, wrapped, strict=True)):
            part = parts[number] if number < len(parts) else []
            space = (" " * max(0, size - line_width(part)), Style.PLAIN)
            line += [(_BETWEEN, Style.DIM)] if place else []
            line += [space, *part] if cell.right else [*part, space]
        lines.append(line)
    return lines


def _told(rows: Sequence[Sequence[Cell]], columns: int) -> list[list[Run]]:
    lines: list[list[Run]] = []
    for row in rows:
        runs: list[Run] = []
        for place, cell in enumerate(row):
            runs += [(_BETWEEN, Style.DIM)] if place else []
            runs += cell.runs
        lines += wrap(runs, columns)
    return lines
