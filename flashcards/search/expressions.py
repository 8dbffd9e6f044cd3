"""Regular expressions in a search: ``re:`` before a pattern, and what may stand behind it.

Python tries every way a pattern could match, which can take longer than anyone waits: whoever uses
one does so in a process apart, ``matching_process``. What is checked here is only whether a pattern
can be read, and that is cheap.
"""

import re

from flashcards.model.messages import message
from flashcards.search.matching_process import compiled
from flashcards.search.values import Value, refuse

SIGN = "re:"
"""Before a regular expression, in place of a pattern with ``*``."""
WITHOUT_ACCENTS = "nc:"
"""Before a text to be found whatever accents it or the field has."""
LONGEST, MOST_CLASSES = 300, 20
"""In characters, and in square brackets: reading one of those takes up to 12 ms."""


def is_expression(pattern: str) -> bool:
    """Whether a pattern is a regular expression."""
    return pattern.startswith(SIGN)


def check(value: Value) -> None:
    """Raise UserError, naming the place, for a ``re:`` that cannot be read or is too large."""
    if not is_expression(value.text):
        return
    expression, begin = value.text[len(SIGN) :], value.position + len(SIGN) + value.quoted
    if len(expression) > LONGEST:
        what = message("The regular expression is longer than {most} characters", most=LONGEST)
        raise refuse(what, begin + LONGEST)
    if expression.count("[") > MOST_CLASSES:
        what = message("The regular expression has more than {most} brackets", most=MOST_CLASSES)
        raise refuse(what, begin)
    try:
        compiled(expression)
    except re.error as error:
        hint = message("To search for such a sign itself, write a backslash before it.")
        place = begin + (error.pos or 0)
        raise refuse(message("The regular expression cannot be read"), place, hint) from error
    except (RecursionError, OverflowError, ValueError) as error:  # flags that exclude each other
        raise refuse(message("The regular expression cannot be read"), begin) from error
