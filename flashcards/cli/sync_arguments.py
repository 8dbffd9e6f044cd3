"""The options of ``flashcards sync``."""

import argparse

from flashcards.cli.wording import tr


def add_sync(made: argparse.ArgumentParser) -> None:
    """Add which folder, and what else than a round over it."""
    made.add_argument(
        "folder",
        nargs="?",
        metavar="FOLDER",
        help=tr(
            "a folder that Syncthing, Dropbox, a USB stick or the like brings to your other "
            "computers (default: the one used last)"
        ),
    )
    ways = made.add_mutually_exclusive_group()
    ways.add_argument(
        "--status",
        action="store_true",
        help=tr("only say how the collection stands with your other computers"),
    )
    ways.add_argument(
        "--leave",
        action="store_true",
        help=tr("sync no longer; all cards and their history stay, here and on the others"),
    )
    made.add_argument(
        "--passphrase-file",
        metavar="FILE",
        help=tr(
            "a file with the passphrase that protects the folder (default: the one set in the "
            "window)"
        ),
    )
