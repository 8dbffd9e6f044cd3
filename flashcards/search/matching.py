"""Finds which texts have a regular expression, in bounded time and memory."""

import time
from collections.abc import Callable, Iterable
from typing import Any

from flashcards import children
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.search.expressions import SIGN
from flashcards.search.matching_process import Numbered, request

SECONDS = 5
"""Processor time that a regular expression may take."""
_LONGEST_WAIT_S = 60
"""For a computer that sets no limits, or has no time for us."""
_LOOK_AGAIN_S = 0.02


class _Talk:
    """Hands on what the process answers, until it says that this was all."""

    def __init__(self, hear: Callable[[list[Any]], object]) -> None:
        self._hear = hear
        self.complete = False

    def hear(self, told: Any) -> None:
        if told == ["done"]:
            self.complete = True
        else:
            self._hear(told)


def matching(pattern: str, rows: Iterable[Numbered], ask: Callable[[], object]) -> list[int]:
    """Return the numbers of the rows of which some text has the expression behind ``re:``.

    ``ask`` is called over and over, and may raise to end the search. Raises UserError where it
    takes too long or breaks off, as for want of memory.
    """
    found: list[int] = []
    told = request(pattern.removeprefix(SIGN), rows, SECONDS)
    converse(told, lambda numbers: found.extend(map(int, numbers)), ask)
    return found


def converse(
    told: Iterable[bytes], hear: Callable[[list[Any]], object], ask: Callable[[], object]
) -> None:
    """Tell a process of its own what to look for; ``hear`` gets each answer, in another thread.

    Raises as ``matching`` does.
    """
    talk = _Talk(hear)
    try:
        helper = children.Helper(children.MATCHING, told, talk.hear)
    except OSError as error:
        raise UserError(
            message("The regular expression was not looked for: no process could be started."),
            message("Close other programs and try again."),
        ) from error
    latest = time.monotonic() + _LONGEST_WAIT_S
    try:
        while helper.running and time.monotonic() < latest:
            ask()
            helper.wait(_LOOK_AGAIN_S)
        too_late = helper.running
    finally:
        helper.stop()
    if too_late or helper.ending is children.Ending.TOO_LONG:
        raise UserError(
            message("The regular expression takes too long."),
            message("Repeat less in it, such as + or * within another, or write words beside it."),
        )
    if not talk.complete or helper.ending is not children.Ending.DONE:
        raise UserError(
            message("The search for the regular expression broke off."),
            message("Write a simpler one, or words beside it."),
        )
