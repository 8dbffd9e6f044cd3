"""The words that argparse itself says, such as ``usage``, in the language of the command line."""

import argparse
import re
from typing import Final

from flashcards.cli.wording import tr
from flashcards.languages import speaking
from flashcards.model.messages import Translatable

_TEXTS: Final[tuple[Translatable, ...]] = (
    "usage: ",
    "positional arguments",
    "options",
    "show this help message and exit",
    "argument %(argument_name)s: %(message)s",
    "expected one argument",
    "expected at least one argument",
    "expected at most one argument",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "invalid %(type)s value: %(value)r",
    "the following arguments are required: %s",
    "one of the arguments %s is required",
    "not allowed with argument %s",
    "ignored explicit argument %r",
    "unrecognized arguments: %s",
    "unknown parser %(parser_name)r (choices: %(choices)s)",
)
"""As Python 3.11 to 3.13 write them; a text that is not here stays English."""
_PLACE: Final = re.compile(r"%(?:\(\w+\))?[sdr]")


def translate_argparse() -> None:
    """Let argparse speak the language in force from now on.

    It looks its words up by two functions that it took from gettext when it was loaded.
    """
    setattr(argparse, "_", _word)  # noqa: B010  (its types do not name them)
    setattr(argparse, "ngettext", _counted)  # noqa: B010  (likewise)


def _word(text: str) -> str:
    found = tr(text) if text in _TEXTS else text
    return found if sorted(_PLACE.findall(found)) == sorted(_PLACE.findall(text)) else text


def _counted(one: str, many: str, count: int) -> str:
    text = one if count == 1 else many
    return speaking.text_of(text) if text in _TEXTS else text
