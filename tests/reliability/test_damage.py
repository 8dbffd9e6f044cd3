"""Flipped bits, zeroed pages, a missing end: a damaged file is refused untouched, or noticed."""

import contextlib
import random
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating, UserError
from tests.reliability.harness import kills
from tests.reliability.using import study, try_each

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=2)
PAGE = 4096


def clock() -> datetime:
    return LATER


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A collection with notes, clozes, tags, presets, answers, undone ones too."""
    path = tmp_path_factory.mktemp("healthy") / "collection.flashcards"
    now = NOW
    with flashcards.open(path, lambda: now) as collection:
        for number in range(150):
            front = {"Front": f"What is {number}? été 日月", "Back": f"**{number}** " * 5}
            collection.add_note(front, deck=f"D::{number % 3}", tags=["t::u", f"n{number % 9}"])
        collection.add_note({"Text": "A {{c1::b}} c"}, deck="D", note_type="cloze")
        collection.set_options("D", new_per_day=9_999)
        session = collection.study()
        for number in range(200):
            now += timedelta(seconds=9)
            session.next()
            session.answer(list(Rating)[number % 4], taken_ms=1_000)
            if number % 9 == 0:
                collection.undo()
    return path.read_bytes()


def flip_bits(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice([1, 1, 2, 10, 100])):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def zero_page(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data) // PAGE) * PAGE
    data[start : start + PAGE] = bytes(PAGE)


def cut_off(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def swap_pages(data: bytearray, chance: random.Random) -> None:
    one, other = (chance.randrange(1, len(data) // PAGE) * PAGE for _ in range(2))
    data[one : one + PAGE], data[other : other + PAGE] = (
        data[other : other + PAGE],
        data[one : one + PAGE],
    )


def write_noise(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    data[start : start + 512] = chance.randbytes(len(data[start : start + 512]))


def spoil_head(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(100)] ^= 1 << chance.randrange(8)


def spoil_list_of_tables(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(100, PAGE)] ^= 1 << chance.randrange(8)


DAMAGES = (
    flip_bits, zero_page, cut_off, swap_pages, write_noise, spoil_head, spoil_list_of_tables,
)  # fmt: skip


def use(collection: Collection) -> None:
    """Do what a window does on its screens; each of it may be refused in words."""
    cards: list[int] = []
    with contextlib.suppress(UserError):
        cards = list(collection.search())
    actions = (
        lambda: collection.deck_tree(),
        lambda: collection.overview(),
        lambda: collection.card_rows(cards[:100]),
        lambda: [collection.note(note) for note in collection.notes_of(cards[:20])],
        lambda: collection.search("What tag:n1"),
        lambda: collection.statistics(),
        lambda: collection.why(cards[0]) if cards else None,
        lambda: study(collection),
        lambda: collection.add_note({"Front": "new", "Back": "b"}, deck="D"),
        lambda: collection.undo(),
        lambda: collection.export(collection.path.with_name("out.md")),
        lambda: collection.backup(),
    )
    try_each(actions)


def damage_once(folder: Path, healthy: bytes, number: int) -> str:
    """Damage a copy, use it, and return how it went."""
    chance = random.Random(number)
    data = bytearray(healthy)
    DAMAGES[number % len(DAMAGES)](data, chance)
    path = folder / f"{number}" / "collection.flashcards"
    path.parent.mkdir()
    path.write_bytes(data)
    try:
        collection = flashcards.open(path, clock)
    except UserError as error:
        assert path.read_bytes() == data
        beside = {file.suffix for file in path.parent.iterdir()} - {".lock", ".device"}
        assert beside == {path.suffix}
        return "refused" if error.hint else f"no hint: {error}"
    try:
        found: Sequence[object] = []
        with contextlib.suppress(UserError):
            found = ["nothing"]
            found = collection.check()
        use(collection)
    finally:
        with contextlib.suppress(UserError):
            collection.close()
    return "noticed" if found else "harmless"


def damage(folder: Path, healthy: bytes, times: int) -> Counter[str]:
    tally = Counter(damage_once(folder, healthy, number) for number in range(times))
    print(dict(tally))
    return tally


def test_damage_is_refused_untouched_or_noticed_and_never_a_traceback(
    tmp_path: Path, healthy: bytes
) -> None:
    tally = damage(tmp_path, healthy, 70)
    assert set(tally) <= {"refused", "noticed", "harmless"}
    assert tally["refused"] > 20


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_much_damage_is_refused_untouched_or_noticed(tmp_path: Path, healthy: bytes) -> None:
    tally = damage(tmp_path, healthy, kills(500))
    assert set(tally) <= {"refused", "noticed", "harmless"}
