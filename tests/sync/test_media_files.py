"""Pictures come along with the notes that show them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards.api import Collection
from flashcards.collection.syncing import syncing
from flashcards.sync import secret
from tests.sync.dots import picture
from tests.sync.machines import Clock, Shelf

Pair = tuple[Collection, Collection]


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    clock = Clock()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    with (
        flashcards.open(tmp_path / "one" / "c.flashcards", clock) as one,
        flashcards.open(tmp_path / "two" / "c.flashcards", clock) as two,
    ):
        yield one, two


def _meet(pair: Pair, shelf: Shelf, key: secret.Key | None = None) -> None:
    for each in (*pair, *pair):
        report = syncing.sync(each._store, shelf, key)
        assert report.troubles == ()


@pytest.mark.parametrize("passphrase", ["", "correct horse"])
def test_a_picture_reaches_the_other(pair: Pair, passphrase: str) -> None:
    one, two = pair
    key = secret.unlocked(passphrase, b"salt" * 4) if passphrase else None
    name = one.import_media(picture(7))
    one.add_note({"Front": f"![]({name})", "Back": "a dot"}, deck="Pictures")
    shelf = Shelf()
    _meet(pair, shelf, key)
    assert two.media_path(name).read_bytes() == picture(7)
    assert (name in shelf.pictures) == (not passphrase)
    assert two.check() == []


def test_what_is_not_what_its_name_says_is_left_alone(pair: Pair) -> None:
    one, two = pair
    name = one.import_media(picture(7))
    one.add_note({"Front": f"![]({name})", "Back": "a dot"}, deck="Pictures")
    shelf = Shelf()
    shelf.put_media(name, picture(9))
    _meet(pair, shelf)
    assert not two.media_path(name).exists()
