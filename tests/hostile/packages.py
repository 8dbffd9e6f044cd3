"""Hostile packages of Anki's: bombs, lies, names that climb, maps of media that do not fit."""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from random import Random

from flashcards.formats.anki.zstandard import zstd
from tests.hostile.anki_files import (
    META,
    NEW,
    PNG,
    entries_changed,
    entry,
    media_map,
    package,
    sound,
    varint,
)
from tests.hostile.bringing import bringing
from tests.hostile.case import (
    ANYTHING,
    BOMB_MB,
    NOT_QUIET,
    ONLY_REFUSED,
    Act,
    Case,
    Outcome,
    file_case,
)
from tests.hostile.packed import _many_entries
from tests.hostile.stock import mutated

_EMPTY_FRAME = bytes.fromhex("28b52ffd2000010000")
_NAMES: dict[str, str] = {
    "climbing out": "../../outside/x.png",
    "climbing out of Windows": "..\\..\\outside\\x.png",
    "from the root": "/etc/x.png",
    "of a drive": "C:\\x.png",
    "of a drive alone": "C:x.png",
    "of a share": "\\\\server\\share\\x.png",
    "of this folder": ".",
    "of the folder above": "..",
    "with NUL": "a\0b.png",
    "of a device": "CON",
    "of a device with an ending": "aux.png",
    "of another device": "COM1.txt",
    "turned round": "photo\u202egnp.exe",
    "with an end of line": "a\nb.png",
    "with an escape code": "a\x1b[31m.png",
    "of an option": "--script=evil.lua",
    "hidden": ".bashrc",
    "of a stream": "a.png::$DATA",
    "ending in a dot": "a.png.",
    "ending in a space": "a.png ",
    "of spaces": "   ",
    "longer than can be": "n" * 5_000 + ".png",
    "of many bytes": "\U0001f600" * 90 + ".png",
    "decomposed": "u\u0308ber.png",
    "of half a character": "\ud800.png",
    "of a tag": '<img src="file:///etc/passwd">.png',
    "that looks coded": "%2e%2e%2fx.png",
    "of our own kind": "0123456789abcdef01234567.png",
    "of the collection": "collection.anki2",
    "of the media folder": "_media/../a.png",
}
_EVIL: dict[str, bytes] = {
    "a program": b"\x7fELF" + bytes(200),
    "a program of Windows": b"MZ" + bytes(200),
    "a script": b"#!/bin/sh\nrm -rf ~\n",
    "a playlist": b"#EXTM3U\nfile:///etc/passwd\n",
    "a page": b"<html><script>alert(1)</script>",
    "a drawing that runs": b'<svg xmlns="x"><script>alert(1)</script></svg>',
    "nothing": b"",
    "a picture and a zip": PNG + b"PK\x03\x04" + bytes(60),
    "a film that refers": b"\0\0\0\x18ftypqt  " + bytes(20) + b"rmra/etc/passwd",
    "a playlist behind a tag": b"ID3\x03\0\0\0\0\0\x0a" + bytes(10) + b"#EXTM3U\n/etc/passwd",
}


def _zip(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def _frame(size: int, level: int = 3) -> bytes:
    """Return so many zeros, compressed piece by piece."""
    packer = zstd.ZstdCompressor(level)
    parts = [packer.compress(bytes(1 << 20)) for _ in range(size >> 20)]
    return b"".join((*parts, packer.flush()))


def _window(log: int) -> bytes:
    """Return a frame that wants its reader to remember two to this power of bytes."""
    options = {int(zstd.CompressionParameter.window_log): log}
    packer = zstd.ZstdCompressor(options=options)
    return packer.compress(sound(NEW)) + packer.flush()


def _linked() -> zipfile.ZipInfo:
    """Return the head of a part that is a link."""
    made = zipfile.ZipInfo("0")
    made.create_system, made.external_attr = 3, 0o120777 << 16
    return made


def _overlapping(times: int) -> bytes:
    """Return a package whose list names one part many times."""
    data = bytearray(package(media={}))
    end = data.rfind(b"PK\5\6")
    start = struct.unpack_from("<I", data, end + 16)[0]
    name = struct.unpack_from("<H", data, start + 28)[0]
    first = data[start : start + 46 + name]
    listed = data[start:end] + first * times
    count = struct.unpack_from("<H", data, end + 10)[0] + times
    tail = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(listed), start, 0)
    return bytes(data[:start] + listed + tail)


def _quoted(files: int) -> bytes:
    """Return a zip whose parts quote the heads of each other and share one kernel of zeros."""
    kernel = zlib.compressobj(9, wbits=-15)
    packed = kernel.compress(bytes(4 << 20)) + kernel.flush()
    crc = zlib.crc32(bytes(4 << 20))
    body, listed, places = bytearray(), bytearray(), []
    heads = []
    for number in reversed(range(files)):
        name = str(number).encode()
        heads.append(
            struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(packed), 4 << 20,
                len(name), 0) + name
        )  # fmt: skip
    for head in reversed(heads):
        places.append(len(body))
        body += head
        body += b"\0" + struct.pack("<HH", len(head), len(head) ^ 0xFFFF)
    body += packed
    for number, place in enumerate(places):
        name = str(number).encode()
        size = len(body) - place - 30 - len(name)
        listed += struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0, crc, size, 4 << 20,
            len(name), 0, 0, 0, 0, 0, place) + name  # fmt: skip
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, files, files, len(listed), len(body), 0)
    return bytes(body + listed + end)


_LIE = [(20, "<I", 0xFFFFFFF0), (24, "<I", 0xFFFFFFF0)]
_SMALL = [(24, "<I", 10)]
_BOMBS: dict[str, Callable[[], bytes]] = {
    "a collection of zeros": lambda: package(bytes(24 << 20)),
    "a newer collection of zeros": lambda: _zip(
        {"meta": META, "collection.anki21b": _frame(48 << 20), "media": b""}
    ),
    "zeros compressed twice": lambda: _zip(
        {"meta": META, "collection.anki21b": zstd.compress(_frame(256 << 20)), "media": b""}
    ),
    "a frame that remembers much": lambda: _zip(
        {"meta": META, "collection.anki21b": _window(30), "media": b""}
    ),
    "two hundred thousand empty frames": lambda: _zip(
        {"meta": META, "collection.anki21b": _EMPTY_FRAME * 200_000, "media": b""}
    ),
    "a picture of 200 MB of zeros": lambda: package(media={"a.png": PNG + bytes(24 << 20)}),
    "a newer picture of zeros": lambda: package(new=True, media={"a.png": PNG + bytes(24 << 20)}),
    "twenty pictures of zeros": lambda: package(
        media={f"{n}.png": PNG + bytes(2 << 20) for n in range(20)}
    ),
    "a map of zeros": lambda: package(map=bytes(24 << 20)),
    "a map of lists": lambda: package(map=b'{"0": [' + b"[]," * 3_000_000 + b"[]]}"),
    "a map of names": lambda: package(
        map=b"{" + b",".join(b'"%d":"a"' % n for n in range(600_000)) + b"}"
    ),
    "a deep map": lambda: package(map=b'{"a":' * 900_000),
    "a newer map of nothing": lambda: package(new=True, map=zstd.compress(b"\x0a\0" * 4_000_000)),
    "a newer map of fields": lambda: package(
        new=True, map=zstd.compress(b"\x0a" + varint(8 << 20) + b"\x10\x01" * (4 << 20))
    ),
    "a newer map of zeros": lambda: package(new=True, map=_frame(48 << 20)),
    "a version of zeros": lambda: package(new=True, meta=_frame(48 << 20)),
    "1,400,000 parts": lambda: _many_entries(1_400_000),
    "21,000 parts": lambda: package(parts=[(f"x{n}", b"") for n in range(21_000)]),
    "one part 30,000 times": lambda: _overlapping(30_000),
    "parts that quote each other": lambda: _quoted(200),
    "a collection packed in itself": lambda: package(package(package(bytes(4 << 20)))),
    "a bare frame of zeros": lambda: _frame(300 << 20),
}

_BROKEN: dict[str, bytes | Callable[[], bytes]] = {
    "nothing": b"",
    "two letters": b"PK",
    "a zip of nothing": b"PK\5\6" + bytes(18),
    "a zip of a text": lambda: _zip({"a.txt": b"x"}),
    "a package cut short": lambda: package()[:-40],
    "a package cut in the middle": lambda: package()[:500],
    "a package without its list": lambda: package().replace(b"PK\1\2", b"XX\1\2"),
    "a package that begins later": lambda: package()[4:],
    "a collection in capitals": lambda: _zip({"COLLECTION.ANKI2": sound(), "media": b"{}"}),
    "a collection in a folder": lambda: _zip({"a/collection.anki2": sound(), "media": b"{}"}),
    "a folder for a collection": lambda: _zip({"collection.anki2/": b"", "media": b"{}"}),
    "a collection of nothing": lambda: package(b""),
    "a collection of text": lambda: package(b"please update"),
    "a collection of another program": lambda: package(b"SQLite format 3\0" + bytes(4_080)),
    "a newer collection that is not compressed": lambda: _zip(
        {"meta": META, "collection.anki21b": b"x" * 900, "media": b""}
    ),
    "a newer collection cut short": lambda: _zip(
        {"meta": META, "collection.anki21b": zstd.compress(sound(NEW))[:-9], "media": b""}
    ),
    "a version to come": lambda: package(new=True, meta=b"\x08\x63"),
    "a version that is none": lambda: package(new=True, meta=b"\xff\xff\xff"),
    "a version of text": lambda: package(new=True, meta=b"\x0a\x01x"),
    "a map that is a list": lambda: package(map=b"[1, 2]"),
    "a map that is no JSON": lambda: package(map=b"{nonsense"),
    "a newer map that is cut": lambda: package(new=True, map=zstd.compress(b"\x0a\x7fabc")),
    "a newer map that is no frame": lambda: package(new=True, map=b"\xff\xfe\xfd"),
    "a locked package": lambda: entries_changed(package(), b"collection.anki2", [(8, "<H", 1)]),
    "a way of packing nobody knows": lambda: entries_changed(
        package(), b"collection.anki2", [(10, "<H", 97)]
    ),
    "packed with bzip2": lambda: package(method=zipfile.ZIP_BZIP2),
    "packed with LZMA": lambda: package(method=zipfile.ZIP_LZMA),
    "a collection that lies large": lambda: entries_changed(package(), b"collection.anki2", _LIE),
    "a collection that lies small": lambda: entries_changed(package(), b"collection.anki2", _SMALL),
    "another check sum": lambda: entries_changed(package(), b"collection.anki2", [(16, "<I", 7)]),
    "a part that begins elsewhere": lambda: entries_changed(
        package(), b"collection.anki2", [(42, "<I", 99)]
    ),
}

_ODD: dict[str, tuple[Callable[[], bytes], frozenset[Outcome]]] = {
    "no map of media": (lambda: package(map=None), NOT_QUIET),
    "a map of nothing": (lambda: package(map=b""), NOT_QUIET),
    "a map of files that are not there": (lambda: package(map=b'{"7": "b.png"}'), NOT_QUIET),
    "a map of numbers": (lambda: package(map=b'{"0": 7}'), NOT_QUIET),
    "a map that names one twice": (
        lambda: package(media={"a.png": PNG, "b.png": PNG}, map=b'{"0": "a.png", "1": "a.png"}'),
        NOT_QUIET,
    ),
    "a file that no map names": (lambda: package(parts=[("evil.exe", b"MZ")]), NOT_QUIET),
    "files of names in two cases": (
        lambda: package(media={"a.png": PNG, "A.PNG": PNG + b"x"}), ANYTHING,
    ),
    "names decomposed and not": (
        lambda: package(media={"\u00fc.png": PNG, "u\u0308.png": PNG + b"x"}), NOT_QUIET,
    ),
    "a link in the package": (
        lambda: package(map=b'{"0": "a.png"}', media={}, parts=[(_linked(), b"/etc/passwd")]),
        NOT_QUIET,
    ),
    "folders for media": (
        lambda: package(map=b'{"0": "a.png"}', media={}, parts=[("0/", b"")]), NOT_QUIET,
    ),
    "two collections": (lambda: package(parts=[("collection.anki21", sound())]), ANYTHING),
    "an older collection that is whole": (
        lambda: package(new=True, parts=[("collection.anki2", sound())]), ANYTHING,
    ),
    "the same part twice": (
        lambda: package(parts=[("collection.anki2", sound())]), NOT_QUIET,
    ),
    "no version": (lambda: package(new=True, meta=None), ANYTHING),
    "an old map in a new package": (
        lambda: package(new=True, map=zstd.compress(b'{"0": "a.png"}')), ANYTHING,
    ),
    "a new map in an old package": (
        lambda: package(map=entry("a.png", len(PNG))), ANYTHING,
    ),
    "media that are not compressed": (
        lambda: package(new=True, media={}, map=media_map({"a.png": PNG}), parts=[("0", PNG)]),
        NOT_QUIET,
    ),
    "a size that lies": (
        lambda: package(new=True, map=zstd.compress(entry("a.png", 2**62))), ANYTHING,
    ),
    "a size below nought": (
        lambda: package(new=True, map=zstd.compress(entry("a.png", -1))), ANYTHING,
    ),
    "a name that is no UTF-8": (
        lambda: package(new=True, map=zstd.compress(entry(b"\xff\xfe.png", 9))), ANYTHING,
    ),
    "a thousand files of one name": (
        lambda: package(
            media={f"{n}.png": PNG + b"%d" % n for n in range(1_000)},
            map=json.dumps({str(n): "a.png" for n in range(1_000)}).encode(),
        ), NOT_QUIET,
    ),
    "a comment of 60 KB": (lambda: _commented(package()), ANYTHING),
    "a program in front": (lambda: b"MZ" + bytes(998) + package(), ONLY_REFUSED),
    "a collection beside a tail": (lambda: package() + bytes(3_000), ANYTHING),
}  # fmt: skip


def _commented(data: bytes) -> bytes:
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a") as archive:
        archive.comment = b"c" * 60_000
    return made.getvalue()


def _own(name: str) -> Act:
    return bringing(name, own=True)


def _named() -> Iterator[Case]:
    for what, name in _NAMES.items():
        old = package(media={}, map=json.dumps({"0": name}).encode(), parts=[("0", PNG)])
        yield file_case(f"media {what}", "a.apkg", old, bringing, ANYTHING)
        coded = name.encode("utf-8", "surrogatepass")
        new = package(
            new=True,
            media={},
            map=zstd.compress(entry(coded, 9)),
            parts=[("0", zstd.compress(PNG))],
        )
        yield file_case(f"newer media {what}", "a.apkg", new, bringing, ANYTHING)
    for what, content in _EVIL.items():
        harmless = what in ("a picture and a zip", "a drawing that runs", "a film that refers")
        allowed = ANYTHING if harmless else NOT_QUIET
        data = package(media={"a.png": content})
        yield file_case(f"media that hold {what}", "a.apkg", data, bringing, allowed)


def cases(random: Random, count: int) -> Iterator[Case]:
    """Yield sound packages, bombs, broken and odd ones, names of media, then random changes."""
    made: list[Case] = [
        file_case("nothing odd", "a.apkg", package(), bringing, ANYTHING),
        file_case("nothing odd, newer", "a.apkg", package(new=True), bringing, ANYTHING),
        file_case("a whole collection", "a.colpkg", package(), bringing, ANYTHING),
        file_case("a newer whole one", "a.colpkg", package(new=True), _own, ANYTHING),
        file_case("without media", "a.apkg", package(media={}), bringing, ANYTHING),
        file_case("stored", "a.apkg", package(method=zipfile.ZIP_STORED), bringing, ANYTHING),
    ]
    for what, bomb in _BOMBS.items():
        ending = "anki21b" if "bare" in what else "apkg"
        made.append(
            file_case(what, f"a.{ending}", bomb, bringing, ONLY_REFUSED, heavy=True,
                most_mb=BOMB_MB)
        )  # fmt: skip
    for what, bomb in list(_BOMBS.items())[:3]:
        made.append(
            file_case(f"one's own {what}", "a.colpkg", bomb, _own, ONLY_REFUSED, heavy=True,
                most_mb=BOMB_MB)
        )  # fmt: skip
    for what, broken in _BROKEN.items():
        made.append(file_case(what, "a.apkg", broken, bringing, ONLY_REFUSED))
    for what, (odd, allowed) in _ODD.items():
        made.append(file_case(what, "a.apkg", odd, bringing, allowed))
    made += _named()
    yield from made
    for number in range(count - len(made)):
        new = number % 2 == 1
        data = mutated(random, package(new=new), 6, cut=30, signs=(b"PK\1\2", b"\xff\xff"))
        yield file_case(
            f"a change {'newer' if new else 'older'}", "a.apkg", data, bringing, ANYTHING
        )
