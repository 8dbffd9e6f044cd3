"""The options of ``flashcards export``."""

import argparse


def add_export(made: argparse.ArgumentParser) -> None:
    """Add what is written, and how."""
    made.add_argument(
        "out",
        metavar="OUT",
        help="the file to write: .md, .csv, .tsv, .apkg, .colpkg, .pdf, or, with everything there "
        "is, .cards.zip or .json",
    )
    made.add_argument("--deck", metavar="NAME", help="only this deck and its subdecks")
    made.add_argument(
        "--formulas",
        action="store_true",
        help="in a table, do not protect cells that a spreadsheet would run as formulas",
    )
    anki = made.add_argument_group("what goes to Anki (.apkg, .colpkg)")
    anki.add_argument(
        "--as-new",
        action="store_true",
        help="leave schedule, flags, history and deck options out: for sharing a deck",
    )
    anki.add_argument("--no-media", action="store_true", help="leave pictures and sounds out")
    anki.add_argument(
        "--older", action="store_true", help="write for Anki before 2.1.50; this takes longer"
    )
    paper = made.add_argument_group("cards on paper (.pdf)")
    paper.add_argument(
        "--layout",
        choices=("cut", "fold", "sheet"),
        default="cut",
        help="cards to cut out with the answers behind them (default), to fold, or a study sheet",
    )
    paper.add_argument("--paper", choices=("a4", "letter"), default="a4", help="(default: a4)")
    paper.add_argument(
        "--grid", default="2x4", metavar="2x4", help="cards across and down (default: 2x4)"
    )
    paper.add_argument(
        "--flip",
        choices=("long", "short"),
        default="long",
        help="the edge around which the printer turns a sheet (default: long)",
    )
