"""Fits the parameters of FSRS in a process of its own: the window goes on, and may stop it.

Run by ``optimising`` as ``python -m flashcards.scheduling.fitting``, which takes a request from its
input and writes the answer to its output. The library that does the work lets no other thread run
meanwhile, and cannot be told to stop.
"""

import json
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

_NUMBER = "i"


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be fitted to: a log in which equal answers are written once.

    All columns hold whole numbers of four bytes.
    """

    answers: Sequence[Sequence[int]]
    """The answers that occur: rating 1-4 and days since the one before."""
    log: bytes
    """Per answer in the log, each card's together: its place in ``answers``."""
    firsts: bytes
    """Per answer to be predicted, in order of time: the row of its card's first answer."""
    rows: bytes
    """Per answer to be predicted: its row."""
    prefixes: Sequence[int]
    """How many of the answers to be predicted to fit to; each is a fit of its own."""
    relearning_steps: int


def packed(request: Request) -> bytes:
    """Return a request as bytes: a line of JSON, then the columns."""
    columns = (request.log, request.firsts, request.rows)
    head = {
        "answers": request.answers,
        "prefixes": request.prefixes,
        "relearning_steps": request.relearning_steps,
        "sizes": [len(column) for column in columns],
    }
    return b"".join((json.dumps(head).encode(), b"\n", *columns))


def unpacked(data: bytes) -> Request:
    """Return the request that ``packed`` made into bytes."""
    line, _, rest = data.partition(b"\n")
    head = json.loads(line)
    columns = []
    for size in head["sizes"]:
        columns.append(rest[:size])
        rest = rest[size:]
    log, firsts, rows = columns
    return Request(head["answers"], log, firsts, rows, head["prefixes"], head["relearning_steps"])


def fitted(request: Request) -> list[list[float]]:
    """Return the parameters that fit best, per prefix. Raises ImportError without the library."""
    import fsrs_rs_python as library

    reviews = [library.FSRSReview(rating, days) for rating, days in request.answers]
    log = [reviews[place] for place in _numbers(request.log)]
    longest = max(request.prefixes)
    firsts = _numbers(request.firsts)[:longest]
    items = [
        library.FSRSItem(log[first : row + 1])
        for first, row in zip(firsts, _numbers(request.rows), strict=False)
    ]
    cards = firsts.tolist()
    return [
        _fit(library, items[:prefix], cards[:prefix], request.relearning_steps)
        for prefix in request.prefixes
    ]


def _fit(
    library: ModuleType, items: list[Any], cards: list[int], relearning_steps: int
) -> list[float]:
    """Return what fits best; the defaults where too little varies, as the library itself does."""
    model = library.FSRS(library.DEFAULT_PARAMETERS)
    try:
        found = model.compute_parameters(items, cards, num_relearning_steps=relearning_steps)
    except ValueError:
        found = library.DEFAULT_PARAMETERS
    return list(found)


def answered(data: bytes) -> bytes:
    """Return the answer (JSON) to a packed request. Raises ImportError without the library."""
    return json.dumps(fitted(unpacked(data))).encode()


def main() -> int:
    """Answer the request that comes in."""
    sys.stdout.buffer.write(answered(sys.stdin.buffer.read()))
    return 0


def _numbers(column: bytes) -> "array[int]":
    found = array(_NUMBER)
    found.frombytes(column)
    return found


if __name__ == "__main__":
    sys.exit(main())
