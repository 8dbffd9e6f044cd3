"""Packs a collection of Anki's with its media: the new form of packages, or the older one."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from flashcards.formats.anki import wire
from flashcards.formats.anki.wire import BYTES, NUMBER, TEXT, Entry, list_of
from flashcards.formats.anki.zstandard import zstd

_NEW_FORM, _OLDER_FORM = 3, 2
_META: Final = (Entry(1, "version", NUMBER),)
_FILE: Final = (Entry(1, "name", TEXT), Entry(2, "size", NUMBER), Entry(3, "sha1", BYTES))
MAP: Final = (Entry(1, "entries", list_of(_FILE)),)
_AT_ONCE: Final = 1 << 20
_LARGE: Final = 1 << 30
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
"""The time that all parts bear, so that a package depends on nothing but its content."""

MediaReader = tuple[str, Callable[[], bytes | None]]
"""What notes call a file, and how it is read; None for one that is gone."""


def write_package(
    stream: BinaryIO,
    collection: Path,
    stub: bytes,
    media: Sequence[MediaReader],
    *,
    newer: bool,
    tick: Callable[[], None],
) -> None:
    """Write a package with the ``collection``, a database, and the media that notes name.

    ``stub`` is the collection that versions see to which the other one means nothing; ``tick`` is
    called now and then and may raise.
    """
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        version = _NEW_FORM if newer else _OLDER_FORM
        _put(archive, "meta", wire.encoded({"version": version}, _META))
        if newer:
            _put_compressed(archive, "collection.anki21b", collection, tick)
        else:
            _put_deflated(archive, "collection.anki21", collection, tick)
        _put(archive, "collection.anki2", stub)
        files = list(_put_media(archive, media, newer=newer, tick=tick))
        if newer:
            _put(archive, "media", zstd.compress(wire.encoded({"entries": files}, MAP)))
        else:
            names = {str(place): each["name"] for place, each in enumerate(files)}
            _put(archive, "media", json.dumps(names, ensure_ascii=False).encode())


def _put_media(
    archive: zipfile.ZipFile,
    media: Sequence[MediaReader],
    *,
    newer: bool,
    tick: Callable[[], None],
) -> Iterator[dict[str, object]]:
    place = 0
    for name, read in media:
        tick()
        data = read()
        if data is None:
            continue
        _put(archive, str(place), zstd.compress(data) if newer else data)
        place += 1
        digest = hashlib.sha1(data, usedforsecurity=False).digest()
        yield {"name": name, "size": len(data), "sha1": digest}


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(_part(name), data)


def _put_compressed(
    archive: zipfile.ZipFile, name: str, path: Path, tick: Callable[[], None]
) -> None:
    options = {int(zstd.CompressionParameter.content_size_flag): 1}
    packer = zstd.ZstdCompressor(options=options)
    packer.set_pledged_input_size(path.stat().st_size)
    with (
        path.open("rb") as source,
        archive.open(_part(name), "w", force_zip64=path.stat().st_size >= _LARGE) as part,
    ):
        while data := source.read(_AT_ONCE):
            tick()
            part.write(packer.compress(data))
        part.write(packer.flush())


def _put_deflated(
    archive: zipfile.ZipFile, name: str, path: Path, tick: Callable[[], None]
) -> None:
    part = _part(name)
    part.compress_type = zipfile.ZIP_DEFLATED
    with (
        path.open("rb") as source,
        archive.open(part, "w", force_zip64=path.stat().st_size >= _LARGE) as written,
    ):
        while data := source.read(_AT_ONCE):
            tick()
            written.write(data)


def _part(name: str) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name, _MOMENT)
    part.external_attr = 0o644 << 16
    return part
