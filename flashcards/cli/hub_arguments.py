"""What can be typed after ``flashcards hub``."""

import argparse

from flashcards.cli.argument_values import whole
from flashcards.cli.wording import tr

ACTIONS = ("create", "add-learner", "new-address", "remove-learner", "quota", "status", "publish",
           "withdraw", "share", "unshare", "progress")  # fmt: skip


def add_hub(made: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    made.add_argument(
        "action",
        choices=ACTIONS,
        metavar="ACTION",
        help=tr(
            "create: make a hub in a database, or bring its rules up to date; add-learner, "
            "new-address, remove-learner: let somebody in, give them a new password, or "
            "remove them with all that is theirs there; quota: say how much a learner, or each of "
            "them, may keep there; status: say who and what is there; publish, withdraw: let "
            "everybody read a deck, or no longer; share, unshare: let teachers see from today on "
            "how many cards you answer and know in each published deck, or take all of that back; "
            "progress: what of this you may see"
        ),
    )
    made.add_argument(
        "address",
        metavar="URL",
        help=tr(
            "postgresql://… as you were given it; “-” reads it from standard input, so "
            "that no list of commands shows the password"
        ),
    )
    made.add_argument(
        "name", nargs="?", metavar="NAME", help=tr("the learner, or the deck to publish")
    )
    made.add_argument(
        "--megabytes",
        type=whole,
        metavar="N",
        help=tr("how much may be kept, for “quota” (default: 5,000 for everybody)"),
    )
    made.add_argument("--yes", action="store_true", help=tr("do not ask"))
    made.add_argument(
        "--teacher", action="store_true", help=tr("whoever is added may publish decks")
    )
