"""Readers of strangers' files, each as a function of bytes that may only return or raise UserError.

``python -m tests.hostile.fuzzed [OPTIONS OF LIBFUZZER]`` lets atheris look for bytes that a reader
stumbles over, where it is installed (`make soak` does so, and says if it is not).
"""

import io
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Final

from flashcards.formats import bounded_json, csv_table, markdown_deck, zip_list
from flashcards.formats.anki import options, wire
from flashcards.formats.anki.package import STRANGERS, Package
from flashcards.formats.kinds import KINDS
from flashcards.formats.marks import programs
from flashcards.formats.programs import quizlet
from flashcards.formats.programs.json_text import read_json
from flashcards.formats.programs.xml_text import read_xml
from flashcards.formats.wording import Problems
from flashcards.model.errors import UserError


def _package(data: bytes) -> None:
    package = Package(io.BytesIO(data), "a.apkg", STRANGERS)
    for _ in package.collection():
        pass
    for file in package.media:
        assert sum(map(len, package.media_data(file))) <= STRANGERS.file


def _options(data: bytes) -> None:
    with suppress(ValueError):  # WireError among them; whoever reads a collection tells of it
        options.note_type(1, "a", 0, data)
    with suppress(ValueError):
        options.deck(1, "a", 0, data, data)
    with suppress(ValueError):
        options.preset(1, "a", 0, data)
    with suppress(ValueError):
        list(wire.fields(data))


def _json(data: bytes) -> None:
    with suppress(ValueError):
        bounded_json.loads(data)
    read_json(data, "a.json")


def _table(data: bytes) -> None:
    decoded = csv_table.decode_table(data, "a.csv")
    preview = csv_table.sniff_text(decoded, "a.csv")
    rows = csv_table.rows(decoded, "a.csv", preview, Problems("a.csv"))
    if rows is not None:
        assert sum(1 for _ in rows) <= data.count(b"\n") + data.count(b"\r") + 1


def _list(data: bytes) -> None:
    found = zip_list.listed(io.BytesIO(data))
    assert found.entries >= 0
    assert found.size >= 0


READERS: Final[dict[str, Callable[[bytes], object]]] = {
    "packages": _package,
    "options": _options,
    "JSON": _json,
    "tables": _table,
    "lists of zips": _list,
    "Markdown": lambda data: markdown_deck.read_bytes(data, "a.md"),
    "other Markdown": lambda data: programs.read_bytes(data, "a.md", None),
    "Org": lambda data: programs.read_bytes(data, "a.org", None),
    "sets": lambda data: quizlet.read(data, "a.txt"),
    "XML": lambda data: list(read_xml(data, "a.xml", frozenset(("item", "a")))),
    "beginnings": lambda data: [kind.begins and kind.begins(data) for kind in KINDS],
}


def read(name: str, data: bytes) -> None:
    """Let a reader read; what it refuses, it has to say in words."""
    said = " "
    try:
        READERS[name](data)
    except UserError as error:
        said = str(error)
    assert said == " " or said.strip()


def main() -> None:
    """Let atheris make bytes until it is told to stop."""
    atheris = import_module("atheris")
    names = list(READERS)

    def one(data: bytes) -> None:
        if data:
            read(names[data[0] % len(names)], data[1:])

    atheris.instrument_all()
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
