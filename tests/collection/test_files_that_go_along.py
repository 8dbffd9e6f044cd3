"""What notes and note types name goes along with a deck: sounds, pictures and fonts."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection
from tests.collection.test_fonts import TTF
from tests.conftest import FixedClock

MP3 = (bytes.fromhex("fffb9064") + bytes(413)) * 3
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


@pytest.fixture
def other(tmp_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(tmp_path / "other.flashcards", fixed_clock) as opened:
        yield opened


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "deck.md"


def given(collection: Collection, file: Path, data: bytes) -> str:
    """Put a file into the collection and return what it is called there."""
    file.write_bytes(data)
    return collection.import_media(file)


def test_a_sound_goes_along_that_a_tag_names_by_its_first_name(
    collection: Collection, other: Collection, tmp_path: Path, out: Path
) -> None:
    name = given(collection, tmp_path / "song.mp3", MP3)
    collection.add_note({"Front": '<audio src="song.mp3"></audio>', "Back": "b"}, "D")
    collection.export(out)
    assert (out.parent / name).read_bytes() == MP3
    assert other.import_file(out).problems == ()
    assert other.media_path(name).read_bytes() == MP3


@pytest.mark.parametrize(
    "written",
    [
        '<img src="My cat.png">',
        '<img src="My%20cat.png">',
        "<IMG SRC=My%20cat.png>",
        '<img src="My&#32;cat.png">',
    ],
)
def test_a_picture_goes_along_in_whichever_way_its_name_is_written(
    collection: Collection, other: Collection, tmp_path: Path, out: Path, written: str
) -> None:
    name = given(collection, tmp_path / "My cat.png", PNG)
    collection.add_note({"Front": written, "Back": "b"}, "D")
    for path in (out, out.with_suffix(".csv")):
        collection.export(path)
        assert (out.parent / name).read_bytes() == PNG
        (out.parent / name).unlink()
    collection.export(out)
    other.import_file(out)
    assert other.media_path(name).read_bytes() == PNG


def test_what_a_note_type_names_goes_along_with_its_notes(
    collection: Collection, other: Collection, tmp_path: Path, out: Path
) -> None:
    font = given(collection, tmp_path / "_kai.ttf", TTF)
    logo = given(collection, tmp_path / "_logo.png", PNG)
    own = collection.note_types.duplicate(collection.note_type("basic").id, "Own")
    front = replace(own.templates[0], question='{{Front}} <img src="_logo.png">')
    css = '@font-face { font-family: k; src: url("_kai.ttf") }\n.card { font-family: k }'
    collection.note_types.save(replace(own, css=css, templates=(front,)))
    collection.add_note({"Front": "f", "Back": "b"}, "D", note_type="Own")
    collection.export(out)
    assert (out.parent / font).read_bytes() == TTF
    assert (out.parent / logo).read_bytes() == PNG
    assert other.import_file(out).problems == ()
    came = other.note_type("Own")
    assert came.css == css.replace("_kai.ttf", font)
    assert came.templates[0].question == f'{{{{Front}}}} <img src="{logo}">'
    assert other.font(font) == TTF
    assert other.media_path(logo).read_bytes() == PNG
    assert collection.import_file(out).unchanged == 1
    assert collection.note_type("Own").css == css
