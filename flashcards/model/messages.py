"""What the layers below the faces say: a text with named places, and what stands in them.

A face (the window, the command line) decides how a message is worded: the window looks the text up
in the learner's language, ``str`` gives it in English, for scripts, logs and the terminal.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Final, TypeAlias

Translatable: TypeAlias = str
"""A text that is shown: ``packaging/strings.py`` finds every literal that is given for one.

Behind ABOUT it may say where it stands, for English words with two meanings that other languages
tell apart: ``Back§the name of a field``. Only translators see that.
"""
ABOUT: Final = "§"
Argument: TypeAlias = "str | int | float | Path | Message"
Translate: TypeAlias = Callable[[str, str, int], str]
"""(text, its plural or "", count) -> the text to use, its places still empty."""
Fill: TypeAlias = Callable[[str, Mapping[str, object]], str]
"""(text, value of each place) -> the text with numbers as the reader's language writes them."""

_PLACE = re.compile(r"(?<!\{)\{[a-z_]\w*(?:[:!][^{}]*)?\}(?!\})")


class Counted(int):
    """How many things there are: written with its thousands apart unless a text says how."""

    def __format__(self, spec: str) -> str:
        return super().__format__(spec or ",")


@dataclass(frozen=True, slots=True)
class Message:
    """Something to be said. Made by ``message`` and ``plural_message``."""

    id: str
    """The English text, with ``{name}`` where an argument stands; of a plural the text for one."""
    arguments: tuple[tuple[str, Argument], ...] = ()
    many: str = ""
    """The English text for any count but one; "" where nothing is counted."""
    count: int = 0

    def worded(self, translate: Translate, fill: Fill = str.format_map) -> str:
        """Return the message with its texts, and those of messages inside it, looked up."""
        text = translate(self.id, self.many, self.count)
        if not self.arguments:
            return text
        values = {
            name: value.worded(translate, fill) if isinstance(value, Message) else value
            for name, value in self.arguments
        }
        if self.many:
            values["count"] = Counted(self.count)
        return fill(text, values)

    def __str__(self) -> str:
        return self.worded(in_english)


def message(text: Translatable, /, **arguments: Argument) -> Message:
    """Return a message. Each ``{name}`` in ``text`` needs an argument; raises ValueError.

    A text without arguments stands as it is, braces and all.
    """
    _compare(text, tuple(arguments))
    return Message(text, tuple(arguments.items()))


def plural_message(
    count: int, one: Translatable, many: Translatable, /, **arguments: Argument
) -> Message:
    """Return a message about ``count`` things: ``{count}`` in both texts is that, grouped."""
    names = ("count", *arguments)
    _compare(many, names)
    _compare(one, tuple(name for name in names if f"{{{name}" in one))
    return Message(one, (("count", count), *arguments.items()), many, count)


def sentences(first: Message, *others: Message) -> Message:
    """Return messages that follow each other as one."""
    for other in others:
        first = message("{first} {next}", first=first, next=other)
    return first


def in_english(one: str, many: str, count: int) -> str:
    """Return ``one``, or ``many`` for any count but one, as it is shown."""
    return (many if many and count != 1 else one).partition(ABOUT)[0]


@lru_cache(maxsize=1024)
def _compare(text: str, names: tuple[str, ...]) -> None:
    if names:
        places = {place for _, place, _, _ in Formatter().parse(text) if place is not None}
    else:
        places = set(_PLACE.findall(text))
    if places != set(names):
        raise ValueError(f"{text!r} has places for {sorted(places)}, not for {sorted(names)}.")
