"""What may lie in the place of a small file beside a collection: odd content, links, devices."""

import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

from flashcards import settings
from flashcards.ui.editor.drafts import NEW_NOTE, Drafts, drafts_path, trouble
from tests.hostile.case import ANYTHING, NOT_QUIET, Act, Case, Place
from tests.hostile.prepared import closed_here, used
from tests.hostile.stock import INVISIBLE, PLAIN

_CONTENT: dict[str, bytes | Callable[[], bytes]] = {
    "nothing": b"",
    "zeros": bytes(4_000),
    "deep brackets": b"[" * 100_000,
    "deep braces": b'{"a":' * 50_000,
    "a number beyond all": b'{"sequence": 1e999, "size": 1e999}',
    "a number without end": b'{"sequence": ' + b"9" * 50_000 + b"}",
    "no number": b'{"sequence": NaN, "size": -Infinity}',
    "a list": b"[1, 2, 3]",
    "a text": b'"x"',
    "half characters": b'{"uid": "\\ud800", "host": "\\udfff"}',
    "NUL in texts": b'{"uid": "a\\u0000b", "path": "\\u0000", "drafts": ["\\u0000"]}',
    "bytes that are no text": b'{"uid": "\xff\xfe"}',
    "a byte order mark": b'\xef\xbb\xbf{"uid": "x"}',
    "an open string": b'{"uid": "x',
    "a key a thousand times": b"{" + b'"uid": "x",' * 1_000 + b'"uid": "y"}',
    "twenty megabytes": lambda: b"x" * (20 << 20),
    "wrong kinds": b'{"uid": [], "machine": {}, "path": 7, "sequence": "1", "size": true}',
    "names elsewhere": b'{"drafts": ["/etc/passwd", "../../outside/secret.txt", ".x-0.part"], '
    b'"pictures": ["../../outside/secret.txt", "/etc/passwd", "."]}',
}
_PLACES = (
    *(".device", ".lock", ".unfinished-abc", ".unfinished-", "-journal", "-wal", "-shm"),
    *(".device.partial", ".raise", ".restoring"),
)
_FOLDERS = ("backups", "backups/collection", "backups/collection/index.json", "collection.media")


def _names(place: Place) -> list[Path]:
    beside = [place.path.with_name(place.path.name + end) for end in _PLACES]
    return beside + [place.home / name for name in _FOLDERS]


def _cleared(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        path.rename(path.with_name(path.name + ".away"))
    with suppress(OSError):
        path.unlink()
    path.parent.mkdir(parents=True, exist_ok=True)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made, suppress(OSError):
        before = Path.cwd()
        os.chdir(path.parent)  # the address of a socket may not be long
        try:
            made.bind(path.name)
        finally:
            os.chdir(before)


_THINGS: dict[str, Callable[[Path, Place], object]] = {
    "a link to what nobody named": lambda at, p: at.symlink_to(p.outside / "secret.txt"),
    "a link to a folder elsewhere": lambda at, p: at.symlink_to(p.outside),
    "a link to nowhere": lambda at, p: at.symlink_to(p.outside / "nothing"),
    "a link to itself": lambda at, _: at.symlink_to(at.name),
    "an endless device": lambda at, _: at.symlink_to("/dev/zero"),
    "a device that is full": lambda at, _: at.symlink_to("/dev/full"),
    "a device that swallows": lambda at, _: at.symlink_to("/dev/null"),
    "a second name": lambda at, p: at.hardlink_to(p.outside / "secret.txt"),
    "a pipe": lambda at, _: os.mkfifo(at),
    "a folder": lambda at, _: at.mkdir(),
    "a full folder": lambda at, _: (at / "x" / "y").mkdir(parents=True),
    "a socket": lambda at, _: _socket(at),
}


_ELSEWHERE = ("a link to a folder elsewhere", "a link to nowhere")


def _put(number: int, thing: Callable[[Path, Place], object]) -> Callable[[Place], None]:
    def make(place: Place) -> None:
        closed_here(place)
        at = _names(place)[number]
        _cleared(at)
        thing(at, place)

    return make


def _with_content(number: int, content: bytes | Callable[[], bytes]) -> Callable[[Place], None]:
    data = content() if callable(content) else content
    return _put(number, lambda at, _: at.write_bytes(data))


def _settings(place: Place) -> list[str]:
    _found, told = settings.load_and_tell(place.home / "settings.json")
    settings.save(place.home / "settings.json", settings.Settings())
    return [str(told)] if told else []


def _drafts(place: Place) -> list[str]:
    told = trouble(place.path)
    Drafts(place.path).get(NEW_NOTE)
    Drafts(place.path).put(NEW_NOTE, {"fields": {"Front": "x"}})
    assert Drafts(place.path).get(NEW_NOTE) == {"fields": {"Front": "x"}}
    return [str(told)] if told else []


def _own(name: str, content: bytes | Callable[[], bytes]) -> Callable[[Place], object]:
    data = content() if callable(content) else content

    def make(place: Place) -> None:
        at = place.home / "settings.json" if name == "settings" else drafts_path(place.path)
        at.write_bytes(data)

    return make


def _random_object(random: Random) -> bytes:
    keys = ("uid", "machine", "path", "sequence", "size", "host", "process", "drafts", "pictures")
    values: tuple[object, ...] = (
        0,
        -1,
        2**70,
        1.5,
        None,
        True,
        [],
        {},
        "",
        *INVISIBLE.values(),
        *PLAIN.values(),
    )
    found = {random.choice(keys): random.choice(values) for _ in range(random.randrange(9))}
    return json.dumps(found).encode()


def _each() -> Iterator[Case]:
    """Yield each content of the window's own files, and each thing in each place."""
    own: tuple[tuple[str, Act], ...] = (("settings", _settings), ("drafts", _drafts))
    for name, act in own:
        for what, content in _CONTENT.items():
            fine = {"names elsewhere", "a key a thousand times", "a byte order mark"}
            fine |= {"half characters", "NUL in texts", "wrong kinds", "no number"}
            fine |= {"a number beyond all", "a number without end"}
            allowed = ANYTHING if what in fine else NOT_QUIET
            yield Case(f"{name} with {what}", act, allowed, _own(name, content))
    for number in range(len(_PLACES) + len(_FOLDERS)):
        for what, thing in _THINGS.items():
            if number >= len(_PLACES) and what in _ELSEWHERE:
                continue  # how a learner keeps backups and pictures on another drive
            yield Case(f"{what} at place {number}", used, ANYTHING, _put(number, thing))


def cases(random: Random, count: int) -> Iterator[Case]:
    """Yield things that are tried once, up to three quarters of the cases, then mixtures."""
    each = list(_each())
    random.shuffle(each)
    once = each[: count * 3 // 4]
    yield from once
    for made in range(len(once), count):
        number = random.randrange(len(_PLACES) + len(_FOLDERS))
        if made % 2:
            what, content = random.choice(list(_CONTENT.items()))
        else:
            what, content = "an object", _random_object(random)
        yield Case(f"{what} at place {number}", used, ANYTHING, _with_content(number, content))
