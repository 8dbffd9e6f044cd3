"""Fits the parameters of FSRS in a process of its own, which takes a request from its input.

It writes a line for each step of the search, at last one with what it found.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

import numpy as np

from flashcards import children
from flashcards.scheduling.columns import Integers
from flashcards.scheduling.fsrs_fit import fitted

_TYPES = (np.int32, np.int32, np.int8, np.int32)


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be fitted to."""

    cards: Integers
    """Per answer whose it is; a card's answers stand together."""
    elapsed_days: Integers
    ratings: Integers
    predicted: Integers
    """The rows that are predicted, oldest first."""
    prefixes: Sequence[int]
    """How many of them to fit to; each is a fit of its own."""


def packed(request: Request) -> bytes:
    """Return a request as bytes: a line of JSON, then the columns."""
    columns = (request.cards, request.elapsed_days, request.ratings, request.predicted)
    sizes = [len(column) for column in columns]
    head = json.dumps({"prefixes": list(request.prefixes), "sizes": sizes})
    parts = (column.astype(kind) for column, kind in zip(columns, _TYPES, strict=True))
    return b"".join((head.encode(), b"\n", *(part.tobytes() for part in parts)))


def unpacked(data: bytes) -> Request:
    """Return the request that ``packed`` made into bytes."""
    line, _, rest = data.partition(b"\n")
    head = json.loads(line)
    columns, start = [], 0
    for kind, size in zip(_TYPES, head["sizes"], strict=True):
        columns.append(np.frombuffer(rest, kind, size, start).astype(np.int64))
        start += size * np.dtype(kind).itemsize
    cards, elapsed_days, ratings, predicted = columns
    return Request(cards, elapsed_days, ratings, predicted, head["prefixes"])


def answer(request: Request, output: BinaryIO) -> None:
    """Fit as requested, and write how far it is (a fit and its step) and what came of it."""

    tell = partial(children.answer, output)
    found = [
        fitted(
            request.cards,
            request.elapsed_days,
            request.ratings,
            request.predicted[:prefix],
            partial(tell, number),
        )
        for number, prefix in enumerate(request.prefixes)
    ]
    tell(found)


def main() -> int:
    """Answer the request that comes in."""
    answer(unpacked(sys.stdin.buffer.read()), sys.stdout.buffer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
