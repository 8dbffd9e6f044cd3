"""The passphrase for what is synced: from a file, from standard input, or asked at the terminal."""

import sys
from getpass import getpass
from pathlib import Path

from flashcards.cli.arguments import Arguments
from flashcards.cli.wording import tr
from flashcards.files import read_given, reason_of
from flashcards.model.errors import UserError
from flashcards.model.messages import message

LONGEST = 4096
"""Bytes of a file that holds one."""
_STANDARD_INPUT = "-"


def given(chosen: Arguments, *, is_new: bool = False) -> str | None:
    """Return what the options say; None where they say nothing.

    One that is typed for a new place is typed twice: nobody could tell that it was mistyped.
    """
    if chosen.passphrase_file is None:
        return None
    if chosen.passphrase_file == _STANDARD_INPUT:
        if _can_ask():
            return asked_twice() if is_new else asked()
        return _first_line(sys.stdin.readline(LONGEST), tr("Standard input"))
    path = Path(chosen.passphrase_file)
    try:
        text = read_given(path, LONGEST).decode()
    except OSError as error:
        raise UserError(
            message("{path} could not be read: {reason}.", path=path, reason=reason_of(error)),
            message("Check the name of the file."),
        ) from error
    except UnicodeDecodeError as error:
        raise UserError(
            message("{path} holds no text in UTF-8.", path=path),
            message("Write the passphrase on one line of it."),
        ) from error
    return _first_line(text, str(path))


def asked() -> str:
    """Ask at the terminal, which does not show what is typed."""
    try:
        typed = getpass(tr("Passphrase:") + " ")
    except EOFError:
        typed = ""
    return _first_line(typed, tr("The passphrase"))


def asked_twice() -> str:
    """Ask for a new one, and once more; raise UserError where the two differ."""
    typed = asked()
    try:
        again = getpass(tr("Repeat the passphrase:") + " ")
    except EOFError:
        again = ""
    if again != typed:
        raise UserError(message("The two passphrases differ."), message("Nothing was synced."))
    return typed


def lacking(refusal: UserError) -> UserError:
    """Return what to say where nobody can be asked, or it was asked in vain."""
    return UserError(
        refusal.what,
        message("Give the passphrase of your other computers with --passphrase-file."),
    )


def may_ask(chosen: Arguments) -> bool:
    """Whether somebody sits there who was not asked yet."""
    return chosen.passphrase_file is None and _can_ask()


def _can_ask() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _first_line(text: str, where: str) -> str:
    first = text.partition("\n")[0].removesuffix("\r")
    if not first:
        raise UserError(
            message("{path} is empty.", path=where),
            message("Write the passphrase on one line of it."),
        )
    return first
