"""Puts something else in place of what is found in texts, in bounded time and memory."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.replacing import Replacement
from flashcards.search import expressions, matching
from flashcards.search.matching_process import (
    CASE_COUNTS,
    TOO_LARGE,
    UNREADABLE,
    Numbered,
    compiled,
    request,
)
from flashcards.search.values import Value

LONGEST = 10_000
"""Characters that may be looked for, or put there."""
MOST_CHARACTERS = 200_000_000
"""In all texts that change, put together."""
_SECONDS = 20
"""Of the processor; plain text never needs them."""

Replaced = tuple[int, list[str]]
"""How often something was found in a row, and what its texts become."""


def check(what: Replacement) -> None:
    """Raise UserError for a replacement that is empty, too long or no regular expression."""
    if not what.find:
        raise UserError(message("Write what to look for."))
    for text in (what.find, what.put):
        if len(text) > LONGEST:
            raise UserError(message("This is longer than {most} characters.", most=LONGEST))
    if what.expression:
        sign = expressions.SIGN  # stands before it in a search; places are told from behind it
        expressions.check(Value(sign + what.find, -len(sign)))
        _check_whole(what)


def _check_whole(what: Replacement) -> None:
    try:
        compiled(_expression(what))
    except re.error as error:  # flags such as (?i) have to stand at the beginning
        raise UserError(
            message("The regular expression cannot be looked for as whole words."),
            message("Turn “Whole words” off, and write \\b where a word begins or ends."),
        ) from error


def replaced(
    what: Replacement, rows: Iterable[Numbered], ask: Callable[[], object]
) -> dict[int, Replaced]:
    """Return what becomes of the texts of each row that has what is looked for, by its number.

    ``ask`` is called over and over, and may raise to end the work. Raises UserError where a regular
    expression takes too long or cannot be read, and where texts would grow too large.
    """
    check(what)
    found: dict[int, Replaced] = {}
    problems: list[str] = []
    size = 0

    def hear(told: list[Any]) -> None:
        nonlocal size
        if len(told) == 1:
            problems.append(str(told[0]))
            return
        number, places, texts = told
        size += sum(map(len, texts))
        if size > MOST_CHARACTERS:
            problems.append(TOO_LARGE)
            found.clear()
        elif not problems:
            found[int(number)] = (int(places), [str(text) for text in texts])

    put = what.put if what.expression else what.put.replace("\\", r"\\")
    seconds = matching.SECONDS if what.expression else _SECONDS
    matching.converse(request(_expression(what), rows, seconds, put), hear, ask)
    if problems:
        raise _refusal(problems[0])
    return found


def _expression(what: Replacement) -> str:
    """Return the regular expression of what is looked for."""
    expression = what.find if what.expression else re.escape(what.find)
    if what.whole_words:
        expression = rf"(?<!\w)(?:{expression})(?!\w)"
    return CASE_COUNTS + expression if what.match_case else expression


def _refusal(problem: str) -> UserError:
    if problem == UNREADABLE:
        return UserError(
            message("What to put in place cannot be read."),
            message(
                "\\1 stands for what the first round brackets found, and \\\\ for a backslash."
            ),
        )
    assert problem == TOO_LARGE
    return UserError(
        message("The texts would grow too large."), message("Look for something found less often.")
    )
