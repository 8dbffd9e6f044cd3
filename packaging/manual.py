"""Writes the manual page from what the command line itself knows, so that it cannot go stale."""

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from making import ROOT, TEMPLATES, filled, identity

_WIDE = 100_000
"""Columns of a line that is never broken; whoever shows the page breaks it."""

_EVERYWHERE = frozenset(("help", "collection"))
"""What every command takes; told once."""


def page(epoch: int) -> str:
    """Return the manual page in the language of man(7), dated by the seconds ``epoch``."""
    day = datetime.fromtimestamp(epoch, UTC).date().isoformat()
    parser = command_line()
    return filled(
        TEMPLATES / "linux" / "manual.in",
        DATE=day,
        TITLE=identity()["COMMAND"].upper(),
        LINE=_plain(identity()["SUMMARY"]),
        OPTIONS="\n".join(_options(parser)),
        COMMANDS="\n".join(_commands(parser)),
    )


def commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the parser of each command by its name."""
    (found,) = (
        action for action in parser._actions if isinstance(action, argparse._SubParsersAction)
    )
    return dict(found.choices)


def command_line() -> argparse.ArgumentParser:
    """Return the parser of all that can be typed."""
    sys.path.insert(0, str(ROOT))
    try:
        from flashcards.cli.arguments import parser
    finally:
        sys.path.remove(str(ROOT))
    return parser()


def _commands(parser: argparse.ArgumentParser) -> Iterator[str]:
    for name, command in commands(parser).items():
        yield f'.SS "{_plain(name)}"'
        yield f".B {_plain(_usage(command))}"
        yield ".PP"
        yield _plain(command.description or "")
        yield from _options(command, without=_EVERYWHERE)
        if command.epilog:
            yield ".PP"
            yield _plain(command.epilog)


def _usage(parser: argparse.ArgumentParser) -> str:
    """Return how a command is typed, on one line."""
    made = argparse.HelpFormatter(parser.prog, width=_WIDE)
    made.add_usage(parser.usage, parser._actions, parser._mutually_exclusive_groups, prefix="")
    return made.format_help().strip()


def _options(
    parser: argparse.ArgumentParser, without: frozenset[str] = frozenset()
) -> Iterator[str]:
    """Yield what can be given to a command, group by group, but what ``without`` names."""
    for group in parser._action_groups:
        shown = [
            action
            for action in group._group_actions
            if action.help is not argparse.SUPPRESS
            and action.dest not in without
            and not isinstance(action, argparse._SubParsersAction)
        ]
        if shown and group not in (parser._positionals, parser._optionals):
            yield ".PP"
            yield f".I {_plain(_upper(group.title or ''))}"
        for action in shown:
            yield ".TP"
            yield _called(action)
            yield _plain(_sentence(_help(parser, action)))


def _called(action: argparse.Action) -> str:
    """Return how an option is typed, with what follows it."""
    formatter = argparse.HelpFormatter("")
    if not action.option_strings:
        return f"\\fI{_plain(formatter._format_args(action, action.dest.upper()))}\\fR"
    names = ", ".join(f"\\fB{_plain(name)}\\fR" for name in action.option_strings)
    if action.nargs == 0:
        return names
    follows = formatter._format_args(action, action.dest.upper())
    return f"{names} \\fI{_plain(follows)}\\fR"


def _help(parser: argparse.ArgumentParser, action: argparse.Action) -> str:
    made = argparse.HelpFormatter(parser.prog, width=_WIDE)
    return made._expand_help(action) if action.help else ""


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    return _upper(text) + ("" if text[-1:] in ("", ".", ":", ")") else ".")


def _plain(text: str) -> str:
    """Return words that man(7) shows as they are, on one line."""
    line = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{line}" if line[:1] in (".", "'") else line
