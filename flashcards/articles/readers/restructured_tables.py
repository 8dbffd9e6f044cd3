"""Reads the tables of reStructuredText into rows of cells: drawn, as lists, as values."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flashcards.articles.readers.lines import is_blank

_GRID = re.compile(r"\+(?:[-=]+\+)+$")
_SIMPLE = re.compile(r"={2,}(?: +={2,})+$")
_UNDERLINE = re.compile(r"-{2,}(?: +-{2,})*$")
_MOST_COLUMNS = 200
_OPTION = re.compile(r":([\w-]{1,40}):[ \t]*(.*)$")
_LIST_CELL = re.compile(r"(\*\s+-|\s+-)(?:\s|$)")
_DELIMITERS = {"tab": "\t", "space": " "}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, how many of them are headings, and the line after the table."""

    rows: list[list[str]]
    heads: int
    end: int


def table_at(lines: Sequence[str], at: int) -> Table | None:
    """Return the table that begins at a line, if one does."""
    bare = lines[at].rstrip()
    if _GRID.match(bare) and bare.count("+") < _MOST_COLUMNS:
        return _grid(lines, at)
    if _SIMPLE.match(bare) and bare.count(" =") < _MOST_COLUMNS:
        return _simple(lines, at)
    return None


def options_of(lines: Sequence[str]) -> dict[str, str]:
    """Return the options of a directive by their names."""
    found = (_OPTION.match(line.strip()) for line in lines)
    return {option[1].lower(): option[2].strip() for option in found if option}


def heading_rows(options: Mapping[str, str], rows: int) -> int:
    """Return how many rows on top are a heading; a directive that says nothing has none."""
    given = options.get("header-rows", "")
    return min(int(given), rows) if given.isdecimal() and len(given) < 4 else 0


def list_rows(content: Sequence[str]) -> list[list[str]]:
    """Return the rows of a ``list-table``: a list of lists."""
    rows: list[list[str]] = []
    for line in content:
        found = _LIST_CELL.match(line)
        if found is None:
            if rows and rows[-1] and not is_blank(line):
                rows[-1][-1] += "\n" + line.strip()
            continue
        if line[0] == "*":
            rows.append([])
        if rows:
            rows[-1].append(line[found.end() :].strip())
    return rows


def csv_rows(options: Mapping[str, str], content: Sequence[str]) -> tuple[list[list[str]], int]:
    """Return the rows of a ``csv-table``, and how many of them are headings."""
    given = options.get("delim", ",")
    delimiter = _DELIMITERS.get(given.lower(), given[:1]) or ","
    lines = [line for line in content if not is_blank(line)]
    heads = heading_rows(options, len(lines))
    if "header" in options:
        # The heading is separated by commas, whatever separates the cells (docutils, csv-table).
        first = _separated([options["header"]], "," if "," in options["header"] else delimiter)
    else:
        first = []
    rows = [*first, *_separated(lines, delimiter)]
    return rows, min(heads + len(first), len(rows))


def _separated(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    try:
        kept = [f"{line}\n" for line in lines]
        rows = list(csv.reader(kept, delimiter=delimiter, skipinitialspace=True))
    except (csv.Error, TypeError, ValueError):
        return []
    return [[cell.strip() for cell in row] for row in rows if row]


def _grid(lines: Sequence[str], at: int) -> Table:
    rows: list[list[str]] = []
    heads = 0
    borders = _places(lines[at], "+")
    cells: list[list[str]] | None = None
    at += 1
    while at < len(lines) and lines[at][:1] in ("+", "|"):
        line = lines[at].rstrip()
        if line[0] == "+" and ("-" in line or "=" in line):
            if cells is not None:
                rows.append(_joined(cells))
            cells = None
            if "=" in line and not heads:
                heads = len(rows)
        else:
            cells = _add_line(cells, line, borders)
        at += 1
    if cells is not None:
        rows.append(_joined(cells))
    return Table(rows, heads, at)


def _add_line(cells: list[list[str]] | None, line: str, borders: list[int]) -> list[list[str]]:
    """Add a line of the grid to the row; a cell that spans columns is kept whole."""
    walls = [0] + [place for place in borders[1:] if line[place : place + 1] == "|"]
    pieces = [line[a + 1 : b].strip() for a, b in pairwise(walls)]
    if cells is None or len(cells) != len(pieces):
        kept = cells or []
        return [[*old, new] for old, new in zip(kept, pieces, strict=False)] + [
            [piece] for piece in pieces[len(kept) :]
        ]
    for cell, piece in zip(cells, pieces, strict=True):
        cell.append(piece)
    return cells


def _joined(cells: list[list[str]]) -> list[str]:
    return ["\n".join(cell).strip() for cell in cells]


def _simple(lines: Sequence[str], at: int) -> Table | None:
    starts = [found.start() for found in re.finditer(r"=+", lines[at])]
    border_at: list[int] = []
    end = at + 1
    while end < len(lines):
        if _SIMPLE.match(lines[end].rstrip()):
            border_at.append(end)
            if len(border_at) == 2 or end + 1 >= len(lines) or is_blank(lines[end + 1]):
                break
        end += 1
        if not border_at and end - at > 60:
            return None
    if not border_at:
        return None
    last = border_at[-1]
    rows: list[list[str]] = []
    heads = 0
    for number in range(at + 1, last):
        line = lines[number]
        if number == border_at[0]:
            heads = len(rows)
        elif not is_blank(line) and not _UNDERLINE.match(line.strip()):
            cells = [
                line[start:stop].strip()
                for start, stop in zip(starts, [*starts[1:], None], strict=True)
            ]
            if cells[0] or not rows:
                rows.append(cells)
            else:
                pairs = zip(rows[-1], cells, strict=True)
                rows[-1] = [f"{old}\n{new}".strip() for old, new in pairs]
    return Table(rows, heads, last + 1)


def _places(line: str, sign: str) -> list[int]:
    return [at for at, found in enumerate(line) if found == sign]
