"""Splits the lines of a table into rows of cells, surviving quotes that nobody closed."""

import csv
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from itertools import islice

from flashcards.formats.csv_preview import CsvPreview
from flashcards.formats.decoding import Decoded
from flashcards.formats.wording import MAX_FIELD_CHARACTERS, Problems
from flashcards.model.messages import Message, message

MAX_COLUMNS = 1_000
"""Columns after the thousandth are not read."""
_MANY_LINES = 30
"""A quoted cell of more lines than this is looked at with suspicion."""
_MOST_PASSES = 8
"""Open quotes are mended one by one until their lines, read again, add up to this many files."""

# The default of 131,072 is process-wide and lower than what this program takes; only raise it.
csv.field_size_limit(max(csv.field_size_limit(), MAX_FIELD_CHARACTERS))


def split_rows(
    lines: Sequence[str], preview: CsvPreview, problems: Problems, start: int = 0
) -> Iterator[tuple[int, list[str]]]:
    """Yield (line number from 1, cells) of the rows from the line with index ``start`` on.

    A quote that is never closed, or that swallows row after row, is told as a problem and its
    line is read again without quoting.
    """
    read_again, most = 0, _MOST_PASSES * len(lines)
    while preview.quote and start < len(lines):
        if read_again > most:
            what = message(
                "Too many quotation marks are never closed; from here on they are read as "
                "plain text."
            )
            problems.add(start + 1, what)
            break
        broken = yield from _quoted_rows(lines, preview, problems, start)
        if broken is None:
            return
        at, end = broken
        yield at + 1, lines[at].split(preview.delimiter, MAX_COLUMNS)
        read_again += end - at - 1
        start = at + 1
    for at in range(start, len(lines)):
        yield at + 1, lines[at].split(preview.delimiter, MAX_COLUMNS)


class _Feed:
    """Hands lines to the csv reader and remembers whether it asked for one too many."""

    def __init__(self, lines: Sequence[str], start: int) -> None:
        self._lines = lines
        self.at = start
        self.ran_out = False

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        if self.at >= len(self._lines):
            self.ran_out = True
            raise StopIteration
        self.at += 1
        return self._lines[self.at - 1] + "\n"


def _quoted_rows(
    lines: Sequence[str], preview: CsvPreview, problems: Problems, start: int
) -> Generator[tuple[int, list[str]], None, tuple[int, int] | None]:
    """Yield rows until one has a broken quote.

    Returns the index of its line and the one up to which it was followed, None at the end.
    """
    feed = _Feed(lines, start)
    reader = csv.reader(
        feed,
        delimiter=preview.delimiter,
        quotechar=preview.quote,
        skipinitialspace=preview.delimiter != " " and not preview.own,
        strict=True,
    )
    while True:
        first = feed.at
        try:
            row = next(reader)
        except StopIteration:
            return None
        except csv.Error:
            # Quotation marks of prose, such as "this" one, are common and no reason to worry.
            if feed.at - first > 1 or max(map(len, lines[first : feed.at])) > MAX_FIELD_CHARACTERS:
                problems.add(first + 1, _broken_quote(feed), _BROKEN)
            return first, feed.at
        many = feed.at - first > _MANY_LINES and not preview.own
        if many and _swallows_rows(lines[first + 1 : feed.at - 1], preview.delimiter):
            problems.add(first + 1, _broken_quote(feed), _BROKEN)
            return first, feed.at
        yield first + 1, row


_BROKEN = message("row with a quotation mark that is not closed")


def _broken_quote(feed: _Feed) -> Message:
    if feed.ran_out:
        return message(
            "A quotation mark opens here and is never closed; the row was read without quoting."
        )
    return message(
        "A quotation mark opens here and closes nowhere before line {line:,}; the row was read "
        "without quoting.",
        line=feed.at,
    )


def _swallows_rows(lines: Sequence[str], delimiter: str) -> bool:
    """Whether lines inside one cell look like the table's rows: nearly all split alike."""
    counts = Counter(line.count(delimiter) for line in lines if line.strip())
    alike = max((many for width, many in counts.items() if width), default=0)
    return alike > 0.8 * counts.total()


def count_rows(decoded: Decoded, preview: CsvPreview) -> int:
    """Return how many rows hold something, without comments and header."""
    if not preview.quote:
        no_cells = preview.delimiter + " \t"
        count = sum(
            1
            for line in islice(decoded.each_line(), preview.comment_lines, None)
            if line.strip(no_cells) and not line.isspace()
        )
    else:
        rows = split_rows(decoded.lines(), preview, Problems(""), preview.comment_lines)
        count = sum(1 for _, row in rows if any(map(str.strip, row)))
    return max(0, count - preview.has_header)
