"""Giving keys to commands, taking them away, and the way back from each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from flashcards.ui.commands import Command, Commands
from flashcards.ui.editor.shortcuts import WRITING
from flashcards.ui.platform_keys import key_words, types_text
from flashcards.ui.preferences.key_rows import KeyRow, listed, menu_of, name_of, where
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


MOST_NAMED = 3
"""How many commands that share a key are named before the rest is counted."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of a key before a command gets it."""

    text: str
    warning: bool = False
    possible: bool = True
    """Whether the command can have the key at all."""


@dataclass(frozen=True, slots=True)
class Holders:
    """The other commands that listen to a key."""

    losing: list[Command]
    """Those that could be in force beside the command in question, and would lose the key."""
    beside: list[Command]
    """Those that are only ever in force where it is not, and would keep it."""


def holders(commands: Commands, command_id: str, key: str) -> Holders:
    """Return who listens to a key that a command is to be given."""
    losing = commands.conflicts(command_id, key)
    found = commands.listeners(command_id, key)
    return Holders(losing, [row for row in found if row not in losing])


def verdict(window: "MainWindow", found: KeyRow, key: str) -> Verdict:
    """Say who has a key, before it is given to a command; screen by screen."""
    commands = window.commands
    name, who, menu = key_words(key), holders(commands, found.id, key), menu_of(window, key)
    if any(QKeySequence(own) == QKeySequence(key) for own in commands.shortcuts(found.id)):
        return Verdict(tr("“{command}” has this key.", command=found.text))
    if commands.screen_of(found.id) == WRITING and types_text(key):
        said = tr("{key} is needed for writing. Choose one with Ctrl or Alt.", key=name)
        return Verdict(said, warning=True, possible=False)
    if who.losing:
        others = _named(commands, who.losing)
        said = tr("{key} is used by {others}, which would lose it.", key=name, others=others)
        return Verdict(said, warning=True)
    if menu:
        said = tr("{key} opens the {menu} menu, which comes first.", key=name, menu=menu)
        return Verdict(said, warning=True)
    if who.beside:
        place, others = where(commands, commands.row(found.id)), _named(commands, who.beside)
        return Verdict(
            tr("{key} is free in {place}. Elsewhere it stays with {others}.", key=name,
               place=place, others=others)
        )  # fmt: skip
    return Verdict(tr("{key} is free.", key=name))


def _named(commands: Commands, rows: Sequence[Command]) -> str:
    """Return commands with their screens: the first few, and how many there are besides."""
    named = [
        tr("“{command}” ({place})", command=name_of(row), place=where(commands, row))
        for row in rows
    ]
    if len(named) > MOST_NAMED:
        rest = len(named) - MOST_NAMED + 1
        named = [*named[: MOST_NAMED - 1], tr("{count} others", count=rest)]
    if len(named) == 1:
        return named[0]
    return tr("{some} and {last}", some=", ".join(named[:-1]), last=named[-1])


def give_keys(window: "MainWindow", command_id: str, keys: Sequence[str]) -> None:
    """Let a command listen to ``keys``, which every command in force beside it gives up."""
    commands = window.commands
    before = {command_id: _chosen(window, command_id)}
    own = set(map(QKeySequence, commands.shortcuts(command_id)))
    for key in keys:
        if QKeySequence(key) not in own:
            for other in commands.conflicts(command_id, key):
                before.setdefault(other.id, _chosen(window, other.id))
                commands.set_shortcuts(other.id, _without(commands.shortcuts(other.id), key))
    if tuple(keys) == commands.first_keys(command_id):
        commands.reset_shortcuts(command_id)
    else:
        commands.set_shortcuts(command_id, keys)
    text = name_of(commands.row(command_id))
    said = tr("“{command}” has no key", command=text)
    if keys:
        said = tr("“{command}”: {keys}", command=text, keys=listed(keys))
    window.toast(said, tr("Undo"), _way_back(window, before))


def _without(keys: Sequence[str], taken: str) -> list[str]:
    return [key for key in keys if QKeySequence(key) != QKeySequence(taken)]


def reset_all(window: "MainWindow") -> None:
    """Give every command its first keys back."""
    before = {command_id: _chosen(window, command_id) for command_id in window.settings.shortcuts}
    for command_id in before:
        window.commands.reset_shortcuts(command_id)
    window.toast(
        tr("All shortcuts are back to their defaults"), tr("Undo"), _way_back(window, before)
    )


def _chosen(window: "MainWindow", command_id: str) -> str | None:
    return window.settings.shortcuts.get(command_id)


def _way_back(window: "MainWindow", before: dict[str, str | None]) -> Callable[[], None]:
    def take_back() -> None:
        for command_id, kept in before.items():
            if kept is None:
                window.commands.reset_shortcuts(command_id)
            else:
                window.commands.set_shortcuts(command_id, [key for key in kept.split("; ") if key])

    return take_back
