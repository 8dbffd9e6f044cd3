"""Giving keys to commands, taking them away, and the way back from each."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from flashcards.ui.commands import Command
from flashcards.ui.preferences.key_rows import listed
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def holders(window: "MainWindow", command_id: str, key: str) -> list[Command]:
    """Return the other commands that listen to a key where this one would."""
    found = window.commands.conflict(command_id, key)
    return [] if found is None else [found]


def give_keys(window: "MainWindow", command_id: str, keys: Sequence[str]) -> None:
    """Let a command listen to ``keys``, which every command in force beside it gives up."""
    commands = window.commands
    before = {command_id: _chosen(window, command_id)}
    new = {listed([key]) for key in keys} - {listed([k]) for k in commands.shortcuts(command_id)}
    for key in keys:
        while listed([key]) in new and (other := commands.conflict(command_id, key)) is not None:
            before[other.id] = _chosen(window, other.id)
            left = [own for own in commands.shortcuts(other.id) if listed([own]) != listed([key])]
            commands.set_shortcuts(other.id, left)
    if tuple(keys) == commands.row(command_id).shortcuts:
        commands.reset_shortcuts(command_id)
    else:
        commands.set_shortcuts(command_id, keys)
    text = commands.row(command_id).plain_text
    said = tr("“{command}” has no key", command=text)
    if keys:
        said = tr("“{command}”: {keys}", command=text, keys=listed(keys))
    window.toast(said, tr("Undo"), _way_back(window, before))


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
