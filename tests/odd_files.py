"""What may stand where a small file of ours is looked for, by accident or by malice."""

import os
from collections.abc import Callable
from pathlib import Path

TEXTS: dict[str, bytes] = {
    "empty": b"",
    "no JSON": b"{",
    "deep brackets": b"[" * 200_000,
    "deep objects": b'{"a":' * 200_000,
    "a list": b"[1, 2, 3]",
    "a number": b"12",
    "null": b"null",
    "beyond numbers": b'{"sequence": 1e999, "process": 1e999, "size": -1e999, "uid": NaN}',
    "huge numbers": b'{"sequence": ' + b"9" * 5_000 + b', "process": ' + b"9" * 300 + b"}",
    "bytes": bytes(range(256)),
    "UTF-16": '{"uid": "a"}'.encode("utf-16"),
    "NUL": b'{"uid": "a\\u0000b", "path": "\\u0000", "host": "a\\u0000", "drafts": ["\\u0000"]}',
    "half characters": b'{"uid": "\\ud800", "host": "\\udc80", "program": "\\ud800", "process": 1}',
    "other kinds": b'{"uid": {}, "machine": [], "path": 3, "sequence": "x", "host": null,'
    b' "process": [], "drafts": {"a": 1}, "pictures": [1, {}, null], "collection": 7}',
    "negative": b'{"sequence": -5, "size": -1, "process": -1, "changed_ns": -9}',
    "huge": b'{"uid": "' + b"a" * (3 << 20) + b'"}',
}


def _folder(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _nowhere(path: Path) -> None:
    path.symlink_to(path.with_name("not there"))


def _round(path: Path) -> None:
    path.symlink_to(path)


THINGS: dict[str, Callable[[Path], None]] = {
    "folder": _folder,
    "pipe": _pipe,
    "endless device": _endless,
    "link to nothing": _nowhere,
    "link to itself": _round,
}
"""What is no regular file. A socket is left out: the tests forbid themselves to make one."""


def put(path: Path, name: str) -> None:
    """Put one of these at ``path``."""
    if path.is_symlink() or path.exists():
        path.unlink()
    path.parent.mkdir(parents=True, exist_ok=True)
    if name in TEXTS:
        path.write_bytes(TEXTS[name])
    else:
        THINGS[name](path)
