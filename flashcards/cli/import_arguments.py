"""The options of ``flashcards import`` for what comes from Anki and for tables."""

import argparse

from flashcards.cli.argument_values import column, delimiter, meanings, quote, whole
from flashcards.cli.wording import tr


def add_anki(made: "argparse._ArgumentGroup") -> None:
    """Add what is decided of what comes from Anki."""
    made.add_argument(
        "--own", action="store_true", help=tr("the package is my own collection, however large")
    )
    made.add_argument(
        "--as-new", action="store_true", help=tr("leave schedule, flags and history out")
    )
    made.add_argument(
        "--tag",
        action="append",
        dest="added_tags",
        default=[],
        metavar="TAG",
        help=tr("add a tag to new notes; it works for tables, too"),
    )
    made.add_argument(
        "--options",
        action="store_true",
        dest="deck_options",
        help=tr("take over deck options and when a day begins"),
    )


def add_table(made: "argparse._ArgumentGroup") -> None:
    """Add how tables are read."""
    made.add_argument(
        "--encoding", metavar="NAME", help=tr("the encoding: utf-8, cp1252, cp1251, utf-16, ...")
    )
    made.add_argument(
        "--delimiter",
        type=delimiter,
        metavar="SIGN",
        help=tr("the character between columns, or a name such as “tab”"),
    )
    made.add_argument(
        "--quote",
        type=quote,
        metavar="SIGN",
        help=tr("the character around cells, or “none” for no quoting"),
    )
    made.add_argument(
        "--header",
        action=argparse.BooleanOptionalAction,
        help=tr("whether the first row contains column names"),
    )
    made.add_argument(
        "--front",
        type=whole,
        metavar="N",
        help=tr("the column of fronts, counted from 1"),
    )
    made.add_argument("--back", type=whole, metavar="N", help=tr("the column of backs"))
    made.add_argument("--tags", type=column, metavar="N", help=tr("the column of tags, or “none”"))
    made.add_argument(
        "--note-type", metavar="TYPE", help=tr("the note type of all rows (see flashcards types)")
    )
    made.add_argument(
        "--columns",
        type=meanings,
        metavar="LIST",
        help=tr(
            "what the columns become, in their order, separated by commas: the name of a field, "
            "tags, deck, guid or type, and nothing for a column to leave out"
        ),
    )
    made.add_argument(
        "--html",
        action=argparse.BooleanOptionalAction,
        help=tr("whether cells hold HTML and Markdown; if not, every sign is shown as it is"),
    )
    made.add_argument(
        "--existing",
        choices=("update", "keep", "add"),
        help=tr(
            "what to do with notes that are there already: update them, keep them as they are, "
            "or add every row as a new note (default: update)"
        ),
    )
    made.add_argument(
        "--match",
        choices=("guid", "deck", "type"),
        help=tr(
            "by what a note is known: its guid alone, or also the same first field in the same "
            "deck, or in any note of the type"
        ),
    )
