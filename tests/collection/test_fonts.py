"""A font of a note type is kept by what it is, and found by the name its sheet gives it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, UserError
from flashcards.model.fonts import LARGEST_FONT, font_kind
from tests.conftest import FixedClock

TTF = b"\0\1\0\0" + b"\0\1" + bytes(6) + b"cmap" + bytes(12)


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


def test_a_font_is_found_by_the_name_of_its_file(collection: Collection, tmp_path: Path) -> None:
    file = tmp_path / "_kai.ttf"
    file.write_bytes(TTF)
    name = collection.import_media(file)
    assert name.endswith(".ttf")
    assert collection.font("_kai.ttf") == collection.font(name) == TTF


@pytest.mark.parametrize(
    "named", ["_other.ttf", "../_kai.ttf", "/etc/passwd", "", "a" * 24 + ".ttf"]
)
def test_no_other_file_is_read(collection: Collection, tmp_path: Path, named: str) -> None:
    file = tmp_path / "_kai.ttf"
    file.write_bytes(TTF)
    collection.import_media(file)
    assert collection.font(named) is None


def test_what_is_no_font_is_none_whatever_it_is_called(
    collection: Collection, tmp_path: Path
) -> None:
    file = tmp_path / "_fake.ttf"
    file.write_bytes(b"<html>" * 20)
    with pytest.raises(UserError):
        collection.import_media(file)
    name = collection.import_media(TTF)
    collection.media_path(name).write_bytes(b"<html>" * 20)
    assert collection.font(name) is None


def test_a_font_that_is_too_large_is_not_read(collection: Collection) -> None:
    name = collection.import_media(TTF)
    collection.media_path(name).write_bytes(TTF + bytes(LARGEST_FONT))
    assert collection.font(name) is None


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (TTF, "ttf"),
        (b"OTTO" + TTF[4:], "otf"),
        (b"ttcf" + TTF[4:], "ttc"),
        (TTF[:-1], None),
        (TTF[:4] + b"\0\0" + TTF[6:], None),
        (TTF[:4] + b"\xff\xff" + TTF[6:], None),
        (b"wOFF" + TTF[4:], None),
        (b"", None),
    ],
)
def test_a_font_is_known_by_its_beginning(data: bytes, kind: str | None) -> None:
    assert font_kind(data) == kind
