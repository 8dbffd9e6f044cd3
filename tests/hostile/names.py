"""Hostile file names and things that are no files, for every way a file comes in."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

from tests.hostile.anki_files import package
from tests.hostile.case import (
    ANYTHING,
    ONLY_REFUSED,
    Act,
    Case,
    Place,
    importing,
    previewing,
    reading,
    showing_picture,
)
from tests.hostile.stock import any_text

_TABLE = b"front;back\nsea;water\ntide;wave\n"
_DECK = b"Q: a\nA: b\n"
_ARTICLE = b"# Tides\n\n**Tide**: the rise of the sea.\n"
_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
_WAYS: dict[str, tuple[str, bytes, Callable[[str], Act]]] = {
    "a table": ("csv", _TABLE, importing),
    "a table looked at": ("csv", _TABLE, previewing),
    "a deck": ("md", _DECK, importing),
    "an article": ("md", _ARTICLE, reading),
    "a page": ("html", b"<p>A tide is a wave.", reading),
    "a picture": ("png", _PICTURE, showing_picture),
    "a package": ("apkg", package(), importing),
}
_STEMS: dict[str, bytes] = {
    "that is not UTF-8": b"caf\xe9 \xff\xfe",
    "with an escape code": b"a\x1b[31mred\x07",
    "turned round": "photo\u202egnp".encode(),
    "with a line end": b"two\nlines\r\n",
    "of spaces": b"   ",
    "of dots": b"...",
    "with formats": b"%s %n {0} {name} $(id)",
    "that is an option": b"--help",
    "that is a tag": b"<img src=x>",
    "that is a path coded": b"..%2f..%2fsecret",
    "with backslashes": b"..\\..\\secret",
    "with a drive": b"C:evil",
    "of colons": b"a::b::::c",
    "of a device elsewhere": b"CON",
    "as long as can be": b"n" * 240,
    "of many bytes a letter": "𠜎".encode() * 60,
    "that is decomposed": "u\u0308ber".encode(),
    "with invisible signs": "a\u200b\u2060b\ufeff".encode(),
    "of combining marks": "z\u0301".encode() * 70,
}


def _named(what: str, way: str, stem: bytes) -> Case:
    ending, data, act = _WAYS[way]
    name = os.fsdecode(stem[: 250 - len(ending)] + b"." + ending.encode())

    def make(place: Place) -> None:
        (place.given / name).write_bytes(data)

    return Case(f"{way} with a name {what}", act(name), ANYTHING, make)


def _link(target: str) -> Callable[[Path], object]:
    return lambda path: path.symlink_to(target)


def _round(path: Path) -> None:
    path.symlink_to(path.name)


_THINGS: dict[str, Callable[[Path], object]] = {
    "that is a pipe": lambda path: os.mkfifo(path),
    "that is a folder": lambda path: path.mkdir(),
    "that links to zeros": _link("/dev/zero"),
    "that links to nothing": _link("/dev/null"),
    "that links to noise": _link("/dev/random"),
    "that links to a terminal": _link("/dev/tty"),
    "that links to itself": _round,
    "that links nowhere": _link("not there"),
    "that links to memory": _link("/proc/self/mem"),
    "that is not there": lambda _path: None,
}
"""What is no regular file; nothing of it may be read."""


def _thing(what: str, way: str) -> Case:
    ending, _, act = _WAYS[way]
    name = f"thing.{ending}"
    made = _THINGS[what]
    refused = act(name)

    def acted(place: Place) -> Sequence[str]:
        return refused(place)

    def make(place: Place) -> None:
        made(place.given / name)

    allowed = ANYTHING if what == "that links to memory" else ONLY_REFUSED
    return Case(f"{way} {what}", acted, allowed, make)


def _unreadable(way: str) -> Case:
    """Return the case of a name no file can have: the program is given it all the same."""
    ending, _, act = _WAYS[way]
    return Case(f"{way} with a name that holds NUL", act(f"a\0b.{ending}"), ONLY_REFUSED)


def cases(random: Random, count: int) -> Iterator[Case]:
    """Yield every name and thing by every way in, then any names."""
    known = [_named(what, way, stem) for what, stem in _STEMS.items() for way in _WAYS]
    known += [_thing(what, way) for what in _THINGS for way in _WAYS]
    known += [_unreadable(way) for way in _WAYS]
    yield from known
    for _ in range(count - len(known)):
        stem = any_text(random, 30).replace("/", "").replace("\0", "").encode()[:200]
        if random.random() < 0.3:
            stem = random.randbytes(20).replace(b"/", b"").replace(b"\0", b"")
        yield _named("of any signs", random.choice(list(_WAYS)), stem or b"x")
