"""The options of ``flashcards export``."""

import argparse

from flashcards.cli.wording import tr


def add_export(made: argparse.ArgumentParser) -> None:
    """Add what is written, and how."""
    made.add_argument(
        "out",
        metavar="OUT",
        help=tr(
            "the file to write: .md, .csv, .tsv, .apkg, .colpkg, .pdf, or, with everything there "
            "is, .cards.zip or .json"
        ),
    )
    made.add_argument("--deck", metavar="NAME", help=tr("only this deck and its subdecks"))
    made.add_argument(
        "--formulas",
        action="store_true",
        help=tr("in a table, do not protect cells that a spreadsheet would run as formulas"),
    )
    anki = made.add_argument_group(tr("what goes to Anki (.apkg, .colpkg)"))
    anki.add_argument(
        "--as-new",
        action="store_true",
        help=tr("leave schedule, flags, history and deck options out: for sharing a deck"),
    )
    anki.add_argument("--no-media", action="store_true", help=tr("leave pictures and sounds out"))
    anki.add_argument(
        "--older", action="store_true", help=tr("write for Anki before 2.1.50; this takes longer")
    )
    paper = made.add_argument_group(tr("cards on paper (.pdf)"))
    paper.add_argument("--search", metavar="QUERY", help=tr("only cards that match this search"))
    paper.add_argument(
        "--layout",
        choices=("cut", "fold", "sheet"),
        default="cut",
        help=tr(
            "cards to cut out with the answers behind them (default), to fold, or a study sheet"
        ),
    )
    paper.add_argument("--paper", choices=("a4", "letter"), default="a4", help=tr("(default: a4)"))
    paper.add_argument(
        "--grid", default="2x4", metavar="2x4", help=tr("cards across and down (default: 2x4)")
    )
    paper.add_argument(
        "--flip",
        choices=("long", "short"),
        default="long",
        help=tr("the edge around which the printer turns a sheet (default: long)"),
    )
