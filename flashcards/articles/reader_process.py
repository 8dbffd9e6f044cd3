"""Reads an article in a process of its own, within limits of time and memory.

A line of JSON says what the article is called and what may be used; its bytes follow.
"""

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from flashcards import children
from flashcards.articles import wire
from flashcards.articles.worth import worth_of
from flashcards.model.errors import UserError

_USUALLY_LOADED_IN_S = 0.4
"""Twice what it takes on a computer of 2024."""


def request(data: bytes | str, name: str, seconds: int, megabytes: int) -> list[bytes]:
    """Return what ``main`` is to be told."""
    text = isinstance(data, str)
    head = {"name": name, "text": text, "seconds": seconds, "megabytes": megabytes}
    body = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return [json.dumps(head).encode() + b"\n", body]


def main() -> int:
    """Answer the request that comes in; return the exit code."""
    head = json.loads(sys.stdin.buffer.readline())
    tell = partial(children.answer, sys.stdout.buffer)
    seconds = _in_the_time_of_this_computer(head["seconds"])
    tell("seconds", seconds)
    children.limit(seconds, head["megabytes"])
    if not _answered(head["name"], tell, text=head["text"]):
        tell("too much", None)  # only now is there room for it
    return 0


def _answered(name: str, tell: Callable[[str, Any], None], *, text: bool) -> bool:
    """Tell what the article is worth, or why it is refused; False where the memory is too small."""
    try:
        read = sys.stdin.buffer.read()
        data = read.decode("utf-8", "surrogatepass") if text else read
        for what, value in wire.lines(worth_of(data, name, partial(tell, "at"))):
            tell(what, value)
        tell("done", None)
    except UserError as error:
        tell(*wire.refusal(error))
    except (MemoryError, RecursionError):
        return False
    return True


def _in_the_time_of_this_computer(seconds: int) -> int:
    """Return more seconds on a slow computer, known by how long it took to load the program."""
    from flashcards.articles import checking, finding, reading  # noqa: F401  (how long it takes)

    return round(seconds * max(1.0, time.process_time() / _USUALLY_LOADED_IN_S))


if __name__ == "__main__":
    sys.exit(main())
