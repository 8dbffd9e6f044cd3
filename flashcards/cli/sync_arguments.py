"""The options of ``flashcards sync``."""

import argparse

from flashcards.cli.wording import tr


def add_sync(made: argparse.ArgumentParser) -> None:
    """Add over what, and what else than a round."""
    made.add_argument(
        "place",
        nargs="?",
        metavar="FOLDER|URL",
        help=tr(
            "a folder that Syncthing, Dropbox, a USB stick or the like brings to your other "
            "computers, or the address of a hub, postgresql://… (default: what was used last); "
            "“-” reads it from standard input, so that no list of commands shows a password"
        ),
    )
    ways = made.add_mutually_exclusive_group()
    ways.add_argument(
        "--status",
        action="store_true",
        help=tr("only say how the collection stands with your other computers"),
    )
    ways.add_argument(
        "--conflicts",
        action="store_true",
        help=tr("list what was changed on two computers at once, with what lost"),
    )
    ways.add_argument(
        "--take-back",
        type=int,
        metavar="NUMBER",
        help=tr("let a name or setting stand that lost, by its number in --conflicts"),
    )
    ways.add_argument(
        "--dismiss",
        action="store_true",
        help=tr("keep all as it is, and put away what --conflicts lists"),
    )
    ways.add_argument(
        "--leave",
        action="store_true",
        help=tr("sync no longer; all cards and their history stay, here and on the others"),
    )
    ways.add_argument(
        "--name",
        metavar="NAME",
        help=tr("what this computer is called on the others, from now on"),
    )
    made.add_argument(
        "--passphrase-file",
        metavar="FILE",
        help=tr(
            "a file with the passphrase that protects what is synced; “-” reads it from standard "
            "input, or asks for it at a terminal (default: the one used last, which is kept in the "
            "settings, else asked for where it is needed)"
        ),
    )
