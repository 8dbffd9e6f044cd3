"""Looks for a regular expression in a process of its own, within a limit of time.

A line of JSON says which, and what to put in its place, if anything; each further line holds
numbered texts. Answered is with the numbers of those that have it, or with what they become.
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
CASE_COUNTS = "(?-i)"
"""Begins an expression in which upper and lower case differ."""
LONGEST_TEXT = 1_000_000
"""Characters that a text may grow to; the same as a field may hold."""
UNREADABLE, TOO_LARGE = "unreadable", "too large"
"""What may be answered in place of texts: what is to be put in cannot be read, or is too much."""


def compiled(expression: str) -> re.Pattern[str]:
    """Return the pattern of what stands behind ``re:``; raises re.error and others.

    Upper and lower case are alike unless it begins with ``(?-i)``.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of brackets that may come to mean something else
        if expression.startswith(CASE_COUNTS):
            return re.compile(expression.removeprefix(CASE_COUNTS))
        return re.compile(expression, re.IGNORECASE)


def request(
    expression: str, rows: Iterable[Numbered], seconds: int, put: str | None = None
) -> Iterator[bytes]:
    """Yield what ``main`` is to be told; ``put`` is what to put in place of what is found."""
    yield json.dumps([expression, seconds, put]).encode() + b"\n"
    batch: list[Numbered] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _AT_ONCE:
            yield json.dumps(batch).encode() + b"\n"
            batch = []
    yield json.dumps(batch).encode() + b"\n"


def main() -> int:
    """Answer the request that comes in; return the exit code."""
    expression, seconds, put = json.loads(sys.stdin.buffer.readline())
    children.limit(seconds, _MEGABYTES)
    pattern = compiled(expression)
    for line in sys.stdin.buffer:
        if put is None:
            search = pattern.search
            found = [number for number, texts in json.loads(line) if any(map(search, texts))]
            children.answer(sys.stdout.buffer, *found)
        elif problem := _replace(pattern, put, json.loads(line)):
            children.answer(sys.stdout.buffer, problem)
            break
    children.answer(sys.stdout.buffer, "done")
    return 0


def _replace(pattern: re.Pattern[str], put: str, rows: Iterable[Numbered]) -> str:
    """Answer with (number, places, texts) of each row that changes; return what went wrong."""
    for number, texts in rows:
        try:
            done = [pattern.subn(put, text) for text in texts]
        except (re.error, IndexError):
            return UNREADABLE
        if any(len(text) > LONGEST_TEXT for text, _ in done):
            return TOO_LARGE
        places = sum(count for _, count in done)
        if places:
            children.answer(sys.stdout.buffer, number, places, [text for text, _ in done])
    return ""


if __name__ == "__main__":
    sys.exit(main())
