"""What the window remembers from one start to the next: look, size, keys, last collection."""

import contextlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final, Literal, get_args

from flashcards.files import parsed_object, read_given, reason_of, write_whole
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message
from flashcards.model.syncing import is_hub
from flashcards.paths import private_dir

Mode = Literal["system", "light", "dark"]
"""Which look the window has: the desktop's own, or always the same."""
Contrast = Literal["system", "usual", "high"]
"""How far colours stand apart: as the desktop has it, or always the same."""
Motion = Literal["system", "usual", "less"]
"""How much moves by itself: as the desktop has it, or always the same."""
LARGEST_BYTES: Final = 16 << 20
OnClose = Literal["ask", "tray", "quit"]
"""What closing the window does while there is an icon in the tray."""
EVERY_DAY: Final = "1234567"
"""The days of the week, Monday to Sunday."""
TEXT_SCALES: Final = (0.7, 3.0)
"""Smallest and largest size of card text, as a multiple of the theme's own."""
READING_SCALES: Final = (0.7, 3.0)
"""Likewise of the text of an article that is read."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The window's settings; change one with ``dataclasses.replace`` and ``save`` the result."""

    language: str = ""
    """Code of the language of the window, such as ``de``; empty for the system's."""
    theme: Mode = "system"
    contrast: Contrast = "system"
    motion: Motion = "system"
    text_scale: float = 1.0
    """Size of card text as a multiple of the theme's own, within ``TEXT_SCALES``."""
    reading_scale: float = 1.0
    """Size of the text of an article that is read, within ``READING_SCALES``."""
    serif: bool = False
    """Whether cards are set in a serif face."""
    rail_collapsed: bool = False
    """Whether the rail on the left shows icons alone."""
    geometry: str = ""
    """Size and place of the main window, as Qt gives it, in base64; empty for the first time."""
    window_state: str = ""
    """Splitters and panes of the main window, likewise."""
    last_collection: str = ""
    """Path of the collection opened last; empty means the default one."""
    last_folder: str = ""
    """Folder from which a file was opened last."""
    export_folder: str = ""
    """Folder into which a file was written last."""
    shortcuts: Mapping[str, str] = field(default_factory=dict)
    """Keys the learner chose: command id to key sequence, only where it differs."""
    second_opinion: str = ""
    """Address on this computer of a language model that may check cards; empty for none."""
    second_opinion_model: str = ""
    """Name of that model, where several answer at the address."""
    lists: Mapping[str, str] = field(default_factory=dict)
    """Sort order and column widths of each list, by the list's name."""
    tables: Mapping[str, str] = field(default_factory=dict)
    """How tables were imported last, by their shape; see ``ui/importing/shapes``."""
    watched_folders: Mapping[str, str] = field(default_factory=dict)
    """Where the folders lie on this computer that collections watch, by uid."""
    sync_folders: Mapping[str, str] = field(default_factory=dict)
    """The folder over which a collection keeps in step, by the collection's real path."""
    sync_hubs: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The address, with its password, of the hub over which one does, in place of a folder."""
    sync_passphrases: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What protects what is there, likewise, once it was given."""
    sync_joining: Mapping[str, str] = field(default_factory=dict)
    """The name, empty for none, under which one has still to join there, likewise."""
    tray: bool = False
    """Whether there is an icon in the tray, as far as the desktop has one."""
    on_close: OnClose = "ask"
    """What closing the window does while there is one."""
    badge: bool = False
    """Whether the program's icon shows how many cards wait, where the desktop does that."""
    reminder: bool = False
    """Whether the learner is reminded of cards that wait."""
    reminder_minutes: int = 18 * 60
    """When, in minutes after midnight."""
    reminder_days: str = EVERY_DAY
    """On which days of the week, 1 for Monday to 7 for Sunday."""
    reminder_closed: bool = False
    """Whether also while the program is closed."""
    reminder_collection: str = ""
    """Path of the collection that is reminded of then; empty means the usual one."""
    autostart: bool = False
    """Whether the program was asked for at login, for systems that do not tell themselves."""
    other: Mapping[str, Any] = field(default_factory=dict)
    """What a newer version wrote and this one does not know; written back as it was."""

    def sync_place(self, collection: str) -> str | None:
        """Return the folder or the address of the hub over which a collection keeps in step.

        ``collection``: its real path. None where it does not.
        """
        return self.sync_hubs.get(collection) or self.sync_folders.get(collection)

    def with_place(
        self, collection: str, place: str | None, passphrase: str, joining: str | None = None
    ) -> dict[str, Any]:
        """Return the settings that change where a collection keeps in step over ``place``.

        For ``replace``. None: it does not any more. ``joining``: under which name it has still to
        join there; None where it has done so.
        """
        to_hub = place is not None and is_hub(place)
        return {
            name: {**{key: kept for key, kept in before.items() if key != collection},
                   **({collection: value} if value is not None else {})}
            for name, before, value in (
                ("sync_folders", self.sync_folders, None if to_hub else place),
                ("sync_hubs", self.sync_hubs, place if to_hub else None),
                ("sync_passphrases", self.sync_passphrases, passphrase or None),
                ("sync_joining", self.sync_joining, joining),
            )
        }  # fmt: skip


def load(path: Path) -> Settings:
    """Read the settings at ``path`` as ``load_and_tell`` does."""
    return load_and_tell(path)[0]


def load_and_tell(path: Path) -> tuple[Settings, Message | None]:
    """Read the settings at ``path``, the defaults without a file; and say what could not be read.

    A file that is not settings at all is kept aside as ``settings.json.broken`` and the defaults
    are returned; a single value of the wrong kind falls back to its own default. Raises UserError
    where the file may not be read.
    """
    stored = _stored(path)
    if stored is None:
        # Kept, since the learner's keys may still be read out of it by eye. A folder that cannot
        # be written is told about when the settings are saved.
        aside = path.with_name(path.name + ".broken")
        with contextlib.suppress(OSError):
            path.replace(aside)
        return Settings(), message(
            "The settings could not be read, and were set aside as {file}.", file=aside.name
        )
    return _fitting(stored)


def look(path: Path) -> Settings:
    """Read the settings at ``path`` where nobody would be told: a broken file stays in its place.

    Raises UserError where the file may not be read.
    """
    return _fitting(_stored(path) or {})[0]


def _stored(path: Path) -> dict[str, Any] | None:
    """Return what the file at ``path`` holds, nothing without one; None where it is no settings."""
    try:
        data = read_given(path, LARGEST_BYTES)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UserError(
            message(
                "The settings in {path} could not be read: {reason}.",
                path=path,
                reason=reason_of(error),
            ),
            message("Check that the file and its folder belong to you."),
        ) from error
    return parsed_object(data)


def _fitting(found: Mapping[str, Any]) -> tuple[Settings, Message | None]:
    stored = dict(found)
    if stored.pop("still", False) is True:  # as it was written before the desktop was asked
        stored.setdefault("motion", "less")
    known = {name: stored[name] for name, fits in _FITS.items() if fits(stored.get(name))}
    other = {name: stored[name] for name in stored if name not in _FITS}
    return Settings(**known, other=other), _misfits(_FITS.keys() & stored.keys() - known.keys())


def _misfits(names: Collection[str]) -> Message | None:
    if not names:
        return None
    return message(
        "Some settings could not be used, so their defaults hold: {names}.",
        names=", ".join(sorted(names)),
    )


def save(path: Path, settings: Settings) -> None:
    """Write ``settings`` to ``path``, whole or not at all, readable by the owner alone.

    Raises UserError where the file cannot be written; what stood there before then still stands.
    """
    stored = dict(settings.other)
    for name in _FITS:
        value = getattr(settings, name)
        stored[name] = dict(value) if isinstance(value, Mapping) else value
    # Escaped throughout: a path on Linux need not be text, and half a character has no UTF-8.
    text = json.dumps(stored, indent=2, sort_keys=True) + "\n"
    # A link, say into a folder of configuration kept in git, stays one.
    target = path.resolve()
    try:
        private_dir(target.parent)
        write_whole(target, text.encode("ascii"))
    except OSError as error:
        raise UserError(
            message(
                "The settings could not be saved in {path}: {reason}.",
                path=path,
                reason=reason_of(error),
            ),
            message("The program keeps working; make room, or check the folder’s permissions."),
        ) from error


class Keeper:
    """Writes what one window changed over what other windows have written meanwhile."""

    def __init__(self, path: Path, known: Settings) -> None:
        self._path, self._known = path, known

    def __call__(self, now: Settings) -> None:
        """Save the settings of the window as they are ``now``; raises UserError as ``save`` does.

        What the window did not change since the last time stays as the file has it.
        """
        save(self._path, _changed_over(load(self._path), self._known, now))
        self._known = now


def _changed_over(there: Settings, before: Settings, now: Settings) -> Settings:
    """Return the settings that are ``there`` with what changed from ``before`` to ``now``."""
    changes: dict[str, Any] = {}
    for each in fields(Settings):
        old, new = getattr(before, each.name), getattr(now, each.name)
        if old == new:
            continue
        if isinstance(new, Mapping):
            kept = dict(getattr(there, each.name))
            for key in old.keys() - new.keys():
                kept.pop(key, None)
            new = kept | {key: new[key] for key in new if key not in old or old[key] != new[key]}
        changes[each.name] = new
    return replace(there, **changes)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and "\0" not in value and _has_bytes(value, "strict")


def _is_path(value: object) -> bool:
    """A path on Linux need not be text."""
    return isinstance(value, str) and "\0" not in value and _has_bytes(value, "surrogateescape")


def _has_bytes(text: str, errors: str) -> bool:
    try:
        text.encode("utf-8", errors)
    except UnicodeEncodeError:
        return False
    return True


def _is_switch(value: object) -> bool:
    return isinstance(value, bool)


def _is_theme(value: object) -> bool:
    return value in get_args(Mode)


def _is_on_close(value: object) -> bool:
    return value in get_args(OnClose)


def _is_minute_of_day(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 24 * 60


def _is_days(value: object) -> bool:
    return isinstance(value, str) and len(value) <= len(EVERY_DAY) and set(value) <= set(EVERY_DAY)


def _is_contrast(value: object) -> bool:
    return value in get_args(Contrast)


def _is_motion(value: object) -> bool:
    return value in get_args(Motion)


def _is_scale(value: object, scales: tuple[float, float] = TEXT_SCALES) -> bool:
    smallest, largest = scales
    return not isinstance(value, bool) and (
        isinstance(value, int | float) and smallest <= value <= largest
    )


def _is_reading_scale(value: object) -> bool:
    return _is_scale(value, READING_SCALES)


def _is_path_by_text(value: object) -> bool:
    return isinstance(value, dict) and all(_is_path(entry) for entry in value.values())


def _is_path_by_path(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_path, (*value, *value.values())))


def _is_text_by_path(value: object) -> bool:
    return _is_text_by_text(value) and isinstance(value, dict) and all(map(_is_path, value))


def _is_text_by_text(value: object) -> bool:
    return isinstance(value, dict) and all(_is_text(entry) for entry in value.values())


_FITS: Final[Mapping[str, Callable[[object], bool]]] = {
    "language": _is_text,
    "theme": _is_theme,
    "contrast": _is_contrast,
    "motion": _is_motion,
    "text_scale": _is_scale,
    "reading_scale": _is_reading_scale,
    "serif": _is_switch,
    "rail_collapsed": _is_switch,
    "geometry": _is_text,
    "window_state": _is_text,
    "last_collection": _is_path,
    "last_folder": _is_path,
    "export_folder": _is_path,
    "shortcuts": _is_text_by_text,
    "second_opinion": _is_text,
    "second_opinion_model": _is_text,
    "lists": _is_text_by_text,
    "tables": _is_text_by_text,
    "watched_folders": _is_path_by_text,
    "sync_folders": _is_path_by_path,
    "sync_hubs": _is_text_by_path,
    "sync_passphrases": _is_text_by_path,
    "sync_joining": _is_text_by_path,
    "tray": _is_switch,
    "on_close": _is_on_close,
    "badge": _is_switch,
    "reminder": _is_switch,
    "reminder_minutes": _is_minute_of_day,
    "reminder_days": _is_days,
    "reminder_closed": _is_switch,
    "reminder_collection": _is_path,
    "autostart": _is_switch,
}
"""Whether a stored value is of the kind its field wants; names every field but ``other``."""
