"""A closed file that was spoilt is refused before anything is written; an untouched one opens."""

import os
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import flashcards
from flashcards import Rating, UserError
from flashcards.store import identity, soundness

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PAGE = 4096
Damage = Callable[[bytearray, int, random.Random], None]


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection with notes, answers, long texts and freed pages, closed in order."""
    path = tmp_path_factory.mktemp("healthy") / "collection.flashcards"
    now = NOW
    with flashcards.open(path, lambda: now) as collection:
        for number in range(120):
            back = f"**{number}** " * (2_000 if number % 20 == 0 else 5)
            collection.add_note({"Front": f"What is {number}?", "Back": back}, deck="A", tags=["t"])
        collection.set_options("A", new_per_day=9_999)
        session = collection.study()
        for number in range(120):
            now += timedelta(seconds=9)
            session.next()
            session.answer(list(Rating)[number % 4])
        collection.delete_notes(collection.notes_of(collection.search()[:5]))
    return path


def free_pages(data: bytes) -> set[int]:
    """Return the pages, counted from 0, that hold nothing (fileformat.html, 1.5)."""
    found: set[int] = set()
    trunk = int.from_bytes(data[32:36])
    while trunk:
        numbers = [
            int.from_bytes(data[(trunk - 1) * PAGE + at :][:4]) for at in range(0, PAGE - 8, 4)
        ]
        found.update(number - 1 for number in numbers[2 : 2 + numbers[1]])
        trunk = numbers[0]
    return found


def zero(data: bytearray, page: int, _: random.Random) -> None:
    data[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)


def garble(data: bytearray, page: int, chance: random.Random) -> None:
    data[page * PAGE : (page + 1) * PAGE] = chance.randbytes(PAGE)


def flip(data: bytearray, page: int, chance: random.Random) -> None:
    # In the head of the page; of one that only carries a text on, the head is four bytes.
    head = 8 if page else 100
    for byte in (chance.randrange(4), *chance.sample(range(4, head), 3)):
        data[page * PAGE + byte] ^= 0xFF


def cut(data: bytearray, page: int, chance: random.Random) -> None:
    del data[page * PAGE + chance.randrange(PAGE) :]


@pytest.mark.parametrize("damage", [zero, garble, flip, cut])
def test_a_spoilt_page_of_a_closed_file_is_refused_untouched(healthy: Path, damage: Damage) -> None:
    content = healthy.read_bytes()
    known = identity.device_path(healthy).read_bytes()
    used = [page for page in range(len(content) // PAGE) if page not in free_pages(content)]
    assert len(used) > 60
    for page in used:
        data = bytearray(content)
        damage(data, page, random.Random(page))
        healthy.write_bytes(data)
        with pytest.raises(UserError, match=r"damaged|not a collection|another program|newer"):
            flashcards.open(healthy, lambda: NOW)
        assert healthy.read_bytes() == data
        assert identity.device_path(healthy).read_bytes() == known
    healthy.write_bytes(content)
    with flashcards.open(healthy, lambda: NOW) as collection:
        assert collection.check() == []


def test_a_damaged_file_is_refused_with_both_ways_to_a_backup(healthy: Path) -> None:
    content = healthy.read_bytes()
    healthy.write_bytes(content[:-PAGE])
    with pytest.raises(soundness.DamagedError) as refusal:
        flashcards.open(healthy)
    assert "File > Restore" in str(refusal.value)
    assert "flashcards restore" in str(refusal.value)
    healthy.write_bytes(content)


def test_an_untouched_file_is_not_read_whole(healthy: Path) -> None:
    flashcards.open(healthy, lambda: NOW).close()
    assert identity.is_as_left(healthy)
    content = healthy.read_bytes()
    found = healthy.stat()
    page = max(set(range(len(content) // PAGE)) - free_pages(content))
    data = bytearray(content)
    garble(data, page, random.Random(1))
    healthy.write_bytes(data)
    # As if it were untouched: that it opens now shows that it is not read whole.
    os.utime(healthy, ns=(found.st_atime_ns, found.st_mtime_ns))
    flashcards.open(healthy, lambda: NOW).close()
    healthy.write_bytes(content)
