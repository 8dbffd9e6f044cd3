"""Looks for a regular expression in a process of its own, within a limit of time.

A line of JSON says which; each further line holds numbered texts. Answered is with the numbers of
those that have it.
"""

import json
import re
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence

from flashcards import children

Numbered = tuple[int, Sequence[str]]
_AT_ONCE = 2_000
_MEGABYTES = 512
_CASE_COUNTS = "(?-i)"


def compiled(expression: str) -> re.Pattern[str]:
    """Return the pattern of what stands behind ``re:``; raises re.error and others.

    Upper and lower case are alike unless it begins with ``(?-i)``.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of brackets that may come to mean something else
        if expression.startswith(_CASE_COUNTS):
            return re.compile(expression.removeprefix(_CASE_COUNTS))
        return re.compile(expression, re.IGNORECASE)


def request(expression: str, rows: Iterable[Numbered], seconds: int) -> Iterator[bytes]:
    """Yield what ``main`` is to be told."""
    yield json.dumps([expression, seconds]).encode() + b"\n"
    batch: list[Numbered] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _AT_ONCE:
            yield json.dumps(batch).encode() + b"\n"
            batch = []
    yield json.dumps(batch).encode() + b"\n"


def main() -> int:
    """Answer the request that comes in; return the exit code."""
    expression, seconds = json.loads(sys.stdin.buffer.readline())
    children.limit(seconds, _MEGABYTES)
    search = compiled(expression).search
    for line in sys.stdin.buffer:
        found = [number for number, texts in json.loads(line) if any(map(search, texts))]
        children.answer(sys.stdout.buffer, *found)
    children.answer(sys.stdout.buffer, "done")
    return 0


if __name__ == "__main__":
    sys.exit(main())
