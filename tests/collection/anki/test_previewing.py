"""What a package of Anki's would bring is told before anything is changed."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection
from flashcards.collection.anki import previewing
from flashcards.formats.anki.package import Limits
from flashcards.model.anki import ComingDeck, ComingType, TooMuchError
from flashcards.model.errors import CancelledError
from tests.conftest import FixedClock
from tests.effort import PATIENCE_S
from tests.formats.anki import making

NOTES = [
    making.note(1, "dog", "Hund"),
    making.note(2, "cat", "Katze"),
    making.note(3, "cow", '<div style="display: none">Kuh</div>'),
    making.note(4, "no card", ""),
    making.note(5, "sum", "", type_id=30),
]
CARDS = [
    making.card(11, 1, did=5),
    making.card(12, 2, did=8, odid=5, type=2, queue=2, ivl=3, due=9),
    making.card(13, 3),
    making.card(15, 5),
]
LOG = [(1_600_000_000_000, 12, 0, 3, 1, 1, 2500, 4_000, 0)]


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with a nested deck, a filtered one, a type with a script and odd media."""
    script = making.note_type(30, "Dice")
    script["tmpls"][0]["qfmt"] += "<script>roll()</script>"
    bare = making.database(
        tmp_path / "made.anki2", NOTES, CARDS, LOG,
        note_types=[making.note_type(), script],
        decks=[making.deck(), making.deck(5, "Animals::Wild"), making.deck(8, "Cram", dyn=1)],
        presets=[making.preset(), making.preset(2, "Slow")],
        config={"rollover": 3},
    )  # fmt: skip
    media = {"a.mp3": b"x", "run.exe": b"MZ"}
    return making.package(tmp_path / "made.apkg", bare, media)


def test_a_preview_tells_decks_types_and_what_looks_different(
    collection: Collection, package: Path
) -> None:
    told = collection.preview_anki(package)
    assert (told.notes, told.known, told.cards, told.new, told.answers) == (4, 0, 4, 3, 1)
    assert told.decks == (ComingDeck("Animals::Wild", 2, 1), ComingDeck("Default", 2, 2))
    assert told.types == (ComingType("Simple", 3, 1, False), ComingType("Dice", 1, 1, True))
    assert (told.filtered, told.presets, told.day_start_hour) == (1, ("Slow",), 3)
    assert (told.media, told.left_media, told.left_out) == (2, 1, 1)
    assert [str(each.message) for each in told.problems] == [
        "“no card” cannot be used and would be left out."
    ]
    assert told.size > 10_000
    assert collection.search("") == []
    assert collection.deck_names() == []


def test_a_preview_knows_what_is_here_already(collection: Collection, package: Path) -> None:
    collection.import_file(package)
    assert collection.preview_anki(package).known == 4


def test_a_preview_can_be_stopped(collection: Collection, package: Path) -> None:
    with pytest.raises(CancelledError):
        collection.preview_anki(package, progress=lambda done, total: False)


def test_a_large_package_is_looked_at_once_its_owner_says_so(
    collection: Collection, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(previewing, "STRANGERS", Limits(10_000, 10_000, 10_000, 10))
    with pytest.raises(TooMuchError):
        collection.preview_anki(package)
    assert collection.preview_anki(package, own=True).notes == 4


def test_a_bare_collection_is_limited_like_a_package(
    collection: Collection, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(previewing, "STRANGERS", Limits(10_000, 10_000, 10_000, 10))
    with pytest.raises(TooMuchError):
        collection.preview_anki(package.with_suffix(".anki2"))
    assert collection.preview_anki(package.with_suffix(".anki2"), own=True).notes == 4


def test_decks_are_told_as_an_import_makes_them(collection: Collection, package: Path) -> None:
    told = {each.name for each in collection.preview_anki(package).decks}
    collection.import_file(package)
    assert told <= set(collection.deck_names())


_KILLED = """
import os, sys
import flashcards
with flashcards.open(sys.argv[1]) as collection:
    collection.preview_anki(sys.argv[2], progress=lambda done, total: os._exit(9))
"""


def test_what_a_killed_process_had_unpacked_goes_at_the_next_start(
    collection_path: Path, package: Path
) -> None:
    arguments = [sys.executable, "-c", _KILLED, str(collection_path), str(package)]
    assert subprocess.run(arguments, check=False, timeout=PATIENCE_S).returncode == 9
    folder = collection_path.parent
    assert [each for each in folder.iterdir() if each.name.endswith(".part")]
    with flashcards.open(collection_path):
        assert not [each for each in folder.iterdir() if each.name.endswith(".part")]
