"""Writes what bash offers when Tab is pressed after the command, from the command line itself."""

import argparse
from collections.abc import Iterable

import bundle
from making import ROOT, TEMPLATES, filled
from manual import command_line, commands

_LANGUAGE = "--language"
"""Its choices are the languages there are; argparse is not told them."""


def script() -> str:
    """Return the script that bash loads when the command's name is typed."""
    parser = command_line()
    found = commands(parser)
    every = {"": parser, **found}
    return filled(
        TEMPLATES / "linux" / "completion.in",
        COMMANDS="|".join(f'" {name}"' for name in found),
        FIRST=" ".join([*found, *_options(parser)]),
        VALUED="|".join(
            f'"{name} {option}"' for name, command in every.items() for option in _valued(command)
        ),
        OPTIONS="\n".join(
            f'        {name}) offered="{" ".join(_options(command))}" ;;'
            for name, command in found.items()
        ),
        CHOICES="\n".join(
            f'        "{name} {option}") chosen="{" ".join(map(str, choices))}" ;;'
            for name, command in every.items()
            for option, choices in _choices(command)
        ),
    )


def _options(parser: argparse.ArgumentParser) -> list[str]:
    """Return the long names of a command's options."""
    shown = (action for action in parser._actions if action.help is not argparse.SUPPRESS)
    return sorted({name for action in shown for name in action.option_strings if name[:2] == "--"})


def _valued(parser: argparse.ArgumentParser) -> Iterable[str]:
    """Yield the options after which a word of their own comes."""
    for action in parser._actions:
        if action.nargs != 0:
            yield from action.option_strings


def _choices(parser: argparse.ArgumentParser) -> Iterable[tuple[str, Iterable[object]]]:
    """Yield the options after which one of a few words comes, with these words."""
    for action in parser._actions:
        for option in action.option_strings:
            if option == _LANGUAGE:
                yield option, sorted(bundle.languages(ROOT))
            elif action.choices:
                yield option, action.choices
