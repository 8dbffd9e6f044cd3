"""Reads the tables of AsciiDoc into rows of cells: cells with their bars, or separated values."""

import csv
import re
from collections.abc import Sequence

_CELL = re.compile(r"(?:^|(?<=\s)|(?<=\|))(?:\d{0,3}(?:\.\d{1,3})?[+*])?[<^>]?(?:\.[<^>])?[a-z]?\|")
_FORMAT = re.compile(r"format=\"?(csv|tsv|dsv)")
_SEPARATOR = re.compile(r"separator=\"?([^\",\]\s]|\\t)")
_USUAL = {"csv": ",", "tsv": "\t", "dsv": ":"}


def table_rows(lines: Sequence[str], style: str, sign: str) -> list[list[str]]:
    """Return the rows of a table; ``sign`` is what its fence begins with.

    A fence of commas or colons, or ``format=``, means separated values (AsciiDoc, Tables).
    """
    given = _FORMAT.search(style)
    written = given[1] if given else {",": "csv", ":": "dsv"}.get(sign, "")
    if not written:
        return _cells(lines, style)
    separator = _SEPARATOR.search(style)
    delimiter = separator[1].replace("\\t", "\t") if separator else _USUAL[written]
    try:
        kept = [f"{line}\n" for line in lines if line.strip()]
        rows = list(csv.reader(kept, delimiter=delimiter, skipinitialspace=True))
    except (csv.Error, TypeError, ValueError):
        return _cells(lines, style)
    return [[cell.strip() for cell in row] for row in rows]


def _cells(lines: Sequence[str], style: str) -> list[list[str]]:
    """Cells by rows: as many as the first line has, or as ``cols`` says."""
    cells: list[str] = []
    first = 0
    for line in lines:
        bounds = [found.span() for found in _CELL.finditer(line)]
        if not bounds:
            if cells:
                cells[-1] += f"\n{line}"
            continue
        if cells and bounds[0][0] > 0:
            cells[-1] += f"\n{line[: bounds[0][0]]}"
        starts = [end for _, end in bounds]
        ends = [start for start, _ in bounds[1:]] + [len(line)]
        cells += [line[start:end].strip() for start, end in zip(starts, ends, strict=True)]
        first = first or len(bounds)
    columns = re.search(r"cols=\"?([^\"\]]{1,200})", style)
    if columns:
        counted = [re.match(r"\s*(\d{1,3})\*", part) for part in columns[1].split(",")]
        first = sum(int(found[1]) if found else 1 for found in counted)
    first = max(first, 1)
    return [cells[at : at + first] for at in range(0, len(cells), first)]
