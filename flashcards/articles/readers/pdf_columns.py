"""Puts what stands on a PDF page into the order in which it is read, column by column."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from flashcards.articles.readers.pdf_pieces import Line, add, pieces_of

if TYPE_CHECKING:
    from pypdf import PageObject

_SAME = 0.3
"""How much of its height a word may stand higher or lower than its line."""
_LONG = 8
"""How many times wider than high a line is from which the columns are told."""
_FEWEST_LINES = 6
_SHARE = 0.1
"""Share of such lines that begin where a column does."""
_APART = 0.27
"""Share of the page's width that columns lie apart at least."""
_EDGE = 3.0
"""Points by which beginnings of lines at one margin differ."""
_FULL = 0.95
"""Share of the way to the next column that a full line takes."""
_AS_WIDE = (0.75, 1.25)
"""How far full lines may seem shorter or longer than their column."""
_MOST_OF = 0.55
"""Share of its column that a full line of the last one takes at least."""

_MOST_TURNS = 6
"""How often a file may go on in another column of a page where it goes column by column."""

_FILLED = 0.7
"""Share of its column that most lines of a text take."""


def page_lines(page: "PageObject") -> list[Line]:
    """Return the lines of a page in reading order; raises what the library raises."""
    pieces = pieces_of(page)
    columns = _columns(_joined(pieces, _apart))
    lines = _joined(pieces, columns.part if columns else None)
    if columns and columns.are_mixed(lines):
        lines = columns.in_order(lines)
    for line in lines:
        line.size = line.weights.most_common(1)[0][0]
    return lines


def _joined(pieces: Sequence[Line], parted: Callable[[Line, Line], bool] | None) -> list[Line]:
    """Join what stands at the same height unless it is parted."""
    lines: list[Line] = []
    for piece in pieces:
        line = lines[-1] if lines else None
        if line and _goes_on(line, piece) and not (parted and parted(line, piece)):
            add(line, piece)
        else:
            lines.append(replace(piece, weights=piece.weights.copy()))
    return lines


def _goes_on(line: Line, piece: Line) -> bool:
    return not piece.fresh or _level(line, piece)


def _level(line: Line, piece: Line) -> bool:
    return abs(line.place - piece.place) < _SAME * max(line.weights)


def _apart(line: Line, piece: Line) -> bool:
    gap = piece.left - line.right
    return gap > max(line.weights) * 0.6 or piece.left < line.left


def _columns(lines: Sequence[Line]) -> "_Columns | None":
    """Return the columns of a page; None if it has one."""
    long = [line for line in lines if line.right - line.left > _LONG * max(line.weights)]
    if len(long) < 2 * _FEWEST_LINES:
        return None
    long.sort(key=lambda line: line.left)
    least = max(_FEWEST_LINES, len(long) * _SHARE)
    span = max(line.right for line in long) - long[0].left
    counts = _counts([line.left for line in long])
    starts: list[float] = []
    for left, count in sorted(counts, key=lambda pair: -pair[1]):
        if count >= least and all(abs(left - start) > _APART * span for start in starts):
            starts.append(left)
    starts = sorted(_margin(counts, start, span) for start in starts)
    scales = [_scale(long, *pair) for pair in pairwise(starts)]
    if not scales or not all(_AS_WIDE[0] < 1 / scale < _AS_WIDE[1] for scale in scales):
        return None
    scale = sum(scales) / len(scales)
    last = _widths([line for line in long if line.left >= starts[-1] - _EDGE])
    if last * scale < _MOST_OF * (starts[-1] - starts[-2]):
        return None
    return _Columns(starts, scale)


def _counts(lefts: Sequence[float]) -> list[tuple[float, int]]:
    """Return beginnings of lines, in order, and how many lines begin there or just behind."""
    counts: list[tuple[float, int]] = []
    end = 0
    for at, left in enumerate(lefts):
        while end < len(lefts) and lefts[end] <= left + _EDGE:
            end += 1
        counts.append((left, end - at))
    return counts


def _margin(counts: Sequence[tuple[float, int]], start: float, span: float) -> float:
    """The margin of a column most of whose lines may be indented."""
    near = (left for left, count in counts if start - span * 0.08 <= left <= start and count > 1)
    return min(near, default=start)


def _scale(lines: Sequence[Line], start: float, following: float) -> float:
    """How much wider the lines of a column are than they seem, going by its full ones."""
    beside = [line.place for line in lines if abs(line.left - following) < _EDGE]
    low, high = min(beside), max(beside)
    own = [line for line in lines if start - _EDGE <= line.left < start + 0.1 * (following - start)]
    width = _widths([line for line in own if low <= line.place <= high])
    return _FULL * (following - start) / width if width else 100.0


def _widths(lines: Sequence[Line]) -> float:
    """The width that four of five lines have at most."""
    widths = sorted(line.right - line.left for line in lines)
    return widths[len(widths) * 4 // 5] if widths else 0.0


@dataclass(frozen=True, slots=True)
class _Columns:
    starts: Sequence[float]
    scale: float
    """How much wider lines are than they seem."""

    def of(self, line: Line) -> int:
        """The number of the column in which a line begins."""
        return sum(line.left >= start - 2 * _EDGE for start in self.starts[1:])

    def part(self, line: Line, piece: Line) -> bool:
        """Whether a line ends where another of the next column begins at the same height."""
        at = self.of(piece)
        return at > self.of(line) and self._end(line) < self.starts[at]

    def are_mixed(self, lines: Sequence[Line]) -> bool:
        """Whether the file has lines of several columns by turns."""
        own = [line for line in lines if not self.go_across(line)]
        places = [self.of(line) for line in own]
        turns = sum(a != b for a, b in pairwise(places))
        if turns <= _MOST_TURNS or turns * 3 <= min(places.count(0), len(places) // 2):
            return False
        pitch = min(b - a for a, b in pairwise(self.starts))
        full = sum(self._end(line) - line.left > _FILLED * pitch for line in own)
        return full * 2 > len(own)  # cells of a table are shorter

    def go_across(self, line: Line) -> bool:
        """Whether a line reaches far into the next column."""
        at = self.of(line)
        if at + 1 >= len(self.starts):
            return False
        pitch = self.starts[at + 1] - self.starts[at]
        centred = line.left > self.starts[at] + 0.25 * pitch
        return self._end(line) - self.starts[at + 1] > (0.04 if centred else 0.2) * pitch

    def in_order(self, lines: Sequence[Line]) -> list[Line]:
        """The lines of one column after another, between those that go over several columns."""
        columns: list[list[Line]] = [[] for _ in self.starts]
        across: list[Line] = []
        for line in lines:
            (across if self.go_across(line) else columns[self.of(line)]).append(line)
        held = [_rows(column) for column in columns]
        ordered: list[Line] = []
        for over in _rows(across):
            for column in held:
                above = sum(line.place > over.place for line in column)
                ordered += column[:above]
                del column[:above]
            ordered.append(over)
        return ordered + [line for column in held for line in column]

    def _end(self, line: Line) -> float:
        return line.left + (line.right - line.left) * self.scale


def _rows(lines: Sequence[Line]) -> list[Line]:
    """Lines from top to bottom; what stands at the same height becomes one."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.place):
        if rows and _level(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_joined_row(row) for row in rows]


def _joined_row(row: list[Line]) -> Line:
    row.sort(key=lambda line: line.left)
    for more in row[1:]:
        add(row[0], more)
    return row[0]
