"""What the window can be started for, and the options of ``flashcards remind``."""

import argparse

from flashcards.cli.wording import tr
from flashcards.desktop import wishes


def add_wishes(top: argparse.ArgumentParser) -> None:
    """Add what can be wished for without a command; one thing at a time."""
    group = top.add_argument_group(tr("what the window does at once (one that is open does it)"))
    choices = group.add_mutually_exclusive_group()
    choices.add_argument(
        "--minimised",
        dest="wish",
        default=argparse.SUPPRESS,
        action="store_const",
        const=wishes.QUIET,
        help=tr("stay minimised, or in the tray where its icon is on"),
    )
    choices.add_argument(
        "--study",
        dest="wish",
        default=argparse.SUPPRESS,
        action="store_const",
        const=wishes.STUDY,
        help=tr("study what waits"),
    )
    choices.add_argument(
        "--minutes",
        dest="wish",
        default=argparse.SUPPRESS,
        type=_minutes,
        metavar="N",
        help=tr("study for N minutes"),
    )
    choices.add_argument(
        "--add-note",
        dest="wish",
        default=argparse.SUPPRESS,
        action="store_const",
        const=wishes.ADD_NOTE,
        help=tr("begin a new note"),
    )


def _minutes(text: str) -> str:
    if text.isascii() and text.isdigit() and 0 < int(text[:9]) <= wishes.MOST_MINUTES:
        return wishes.for_minutes(int(text))
    raise argparse.ArgumentTypeError(
        tr(
            "“{word}” is not a number of minutes from 1 to {most}",
            word=text,
            most=wishes.MOST_MINUTES,
        )
    )


def add_remind(made: argparse.ArgumentParser) -> None:
    """Add what the reminder's timer says."""
    made.add_argument(
        "--notify",
        action="store_true",
        help=tr(
            "say it by a notification, and only if a reminder is due by your preferences: the "
            "timer that Preferences sets up says this"
        ),
    )
