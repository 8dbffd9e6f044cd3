"""Options that are about the program itself, and no command."""

import argparse
from typing import NoReturn

from flashcards import identity
from flashcards.cli.wording import tr


class Version(argparse.Action):
    """Prints the version, and that is all."""

    def __call__(self, *_: object, **__: object) -> NoReturn:
        from flashcards.cli.terminal import output

        output().line(f"{identity.COMMAND} {identity.VERSION}")
        raise SystemExit(0)


class Alone(argparse.Action):
    """Stands for an option that is taken before any other, and only by itself."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> NoReturn:
        parser.error(tr("{option} is given alone", option=self.option_strings[0]))
