"""Writes what bash offers when Tab is pressed after the command, from the command line itself."""

import argparse
from collections.abc import Iterable

from making import TEMPLATES, filled
from manual import command_line, commands


def script() -> str:
    """Return the script that bash loads when the command's name is typed."""
    parser = command_line()
    found = commands(parser)
    return filled(
        TEMPLATES / "linux" / "completion.in",
        COMMANDS="|".join(found),
        FIRST=" ".join([*found, *_options(parser)]),
        OPTIONS="\n".join(
            f'        {name}) offered="{" ".join(_options(command))}" ;;'
            for name, command in found.items()
        ),
        CHOICES="\n".join(
            f'        "{name} {option}") chosen="{" ".join(map(str, choices))}" ;;'
            for name, command in found.items()
            for option, choices in _choices(command)
        ),
    )


def _options(parser: argparse.ArgumentParser) -> list[str]:
    """Return the long names of a command's options."""
    shown = (action for action in parser._actions if action.help is not argparse.SUPPRESS)
    return sorted({name for action in shown for name in action.option_strings if name[:2] == "--"})


def _choices(parser: argparse.ArgumentParser) -> Iterable[tuple[str, Iterable[object]]]:
    """Yield the options after which one of a few words comes, with these words."""
    for action in parser._actions:
        if action.choices and action.option_strings:
            for option in action.option_strings:
                yield option, action.choices
