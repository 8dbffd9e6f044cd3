"""Segments come back as they were written, and nothing else is taken for one."""

import contextlib
import random
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from flashcards.sync import fact_columns, log_columns, log_parts, refusals
from flashcards.sync.heading import READS
from flashcards.sync.segment import (
    SNAPSHOT,
    Column,
    Fact,
    LogBlock,
    Segment,
    SegmentReader,
    SegmentWriter,
    hash_of,
    header_of,
    name_of,
    pack,
    unpack,
)  # fmt: skip

VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 2**63 - 1, -(2**63), 0.1, -1e300, "", "käse\n\x1f\0", "😀",
    [1, ["a"]], {"a": {"b": None}, "": 1},
)  # fmt: skip


def sample(seed: int = 1) -> Segment:
    """Return a segment with some of everything."""
    draw = random.Random(seed)
    facts = [
        Fact(
            draw.choice(["notes", "decks"]), f"uid{draw.randrange(20)}", draw.choice("abc"), value,
            draw.randrange(2**63), draw.randrange(3), draw.choice(["", "1.laptop.abc"]),
        )
        for value in VALUES * 5
    ]  # fmt: skip
    devices = [("laptop1", "Anna's laptop"), ("anki:1700000000", "Anki"), ("phone2", "手机")]
    return Segment(
        "laptop1", 7, parents=("a" * 64, "b" * 64), app="1.2.3", devices=devices, facts=facts,
        log=log(draw), extra={"later": [1, {"x": "y"}]},
    )  # fmt: skip


def log(draw: random.Random, count: int = 300) -> LogBlock:
    """Return a log of some rows, as odd as rows may be."""
    rows = np.array(
        [
            [
                draw.randrange(40), draw.randrange(3), draw.randrange(2**40),
                draw.randrange(-(10**13), 10**14), draw.randrange(-1439, 1440), draw.randrange(128),
                draw.randrange(6), draw.randrange(2**40), draw.randrange(-1, 2),
                draw.randrange(10**9),
            ]
            for _ in range(count)
        ],
        np.int64,
    )  # fmt: skip
    cards = [(f"guid{number}", f"template{number % 3}", number) for number in range(40)]
    versions = [("sm2", "{}", 240), ("fsrs", '{"w":[0.1,2]}', 0)]
    return LogBlock(
        cards,
        versions,
        rows,
        {3: (1, 17, 10**12), 9: (0, 1, -5)},
        {5: "plan1"},
        {4: '{"ease":250}'},
    )


def test_a_segment_comes_back_as_it_was_written() -> None:
    segment = sample()
    found = unpack(pack(segment))
    assert len(found.facts) == len(segment.facts)
    assert all(fact in segment.facts for fact in found.facts)
    assert found.log is not None
    assert segment.log is not None
    assert sorted(told(found.log), key=str) == sorted(told(segment.log), key=str)
    assert [row[1:3] for row in told(found.log)] == sorted(row[1:3] for row in told(found.log))
    assert replace(found, facts=[], log=None) == replace(segment, facts=[], log=None)


def test_a_log_whose_cards_stand_as_rows_name_them_comes_back_to_the_letter() -> None:
    first = unpack(pack(sample()))
    assert unpack(pack(first)) == first


def test_a_log_of_several_parts_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    segment = sample()
    assert segment.log is not None
    whole = sorted(told(segment.log), key=lambda row: row[1:3])
    for module in (log_columns, log_parts):
        monkeypatch.setattr(module, "PART_ROWS", 7)
    monkeypatch.setattr(log_parts, "_PART_NAMES", 11)
    monkeypatch.setattr(log_parts, "_PART_MARKS", 1)
    found = unpack(pack(segment)).log
    assert found is not None
    assert told(found) == whole
    blocks = list(SegmentReader(pack(segment)).log())
    assert [len(block.rows) for block in blocks] == [7] * 42 + [6]
    assert [row for block in blocks for row in told(block)] == whole


def test_what_is_written_in_pieces_is_read_as_one() -> None:
    draw = random.Random(5)
    segment, blocks = sample(), [log(draw), LogBlock(), log(draw, 20)]
    writer = SegmentWriter(segment)
    for start in range(0, len(segment.facts), 30):
        writer.add_facts(segment.facts[start : start + 30])
    for block in blocks:
        writer.add_log(block)
    found = unpack(writer.finish())
    assert len(found.facts) == len(segment.facts)
    assert found.log is not None
    rows = [sorted(told(block), key=lambda row: row[1:3]) for block in blocks]
    assert told(found.log) == [row for block in rows for row in block]


def told(log: LogBlock) -> list[Any]:
    """Return what a log says, whatever the order of its cards."""
    return [
        (
            log.cards[row[Column.CARD]], *row[1 : Column.VERSION],
            log.versions[row[Column.VERSION]] if row[Column.VERSION] >= 0 else None,
            row[Column.INTERVAL_MINUTES], log.targets.get(place), log.plans.get(place),
            log.memories.get(place),
        )
        for place, row in enumerate(log.rows.tolist())
    ]  # fmt: skip


def test_equal_segments_have_the_same_bytes_whatever_the_order() -> None:
    segment, other = sample(), sample()
    random.Random(2).shuffle(other.facts)
    assert segment.log is not None
    assert other.log is not None
    other.log = LogBlock(other.log.cards, other.log.versions, other.log.rows[::-1])
    segment.log = LogBlock(segment.log.cards, segment.log.versions, segment.log.rows)
    assert pack(segment) == pack(other)
    assert pack(unpack(pack(segment))) == pack(segment)


def test_many_facts_are_ordered_looked_at_and_written_piece_by_piece_as_if_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = sample()
    twins = [fact._replace(value=value) for fact in one.facts for value in ("b", "a", None)]
    whole = replace(one, facts=one.facts + twins)
    impossible = replace(whole, facts=[*whole.facts, whole.facts[0]._replace(device=99)])
    at_once = pack(whole)
    monkeypatch.setattr(fact_columns, "_AT_ONCE", 3)
    random.Random(3).shuffle(whole.facts)
    assert pack(whole) == at_once
    assert pack(unpack(at_once)) == at_once
    assert len(unpack(at_once).facts) == len(whole.facts)
    with pytest.raises(refusals.SegmentError):
        pack(impossible)


def test_a_segment_without_a_log_and_one_with_an_empty_log_stay_apart() -> None:
    bare = Segment("laptop1", 1)
    assert unpack(pack(bare)).log is None
    bare.log = LogBlock()
    found = unpack(pack(bare)).log
    assert found == LogBlock()
    assert found is not None
    assert found.rows.shape == (0, len(Column))


def test_a_snapshot_says_what_it_covers() -> None:
    segment = Segment("laptop1", 9, SNAPSHOT, covers=("c" * 64,), heads=("d" * 64,))
    header = header_of(pack(segment))
    assert (header.covers, header.heads) == (segment.covers, segment.heads)
    assert unpack(pack(segment)) == segment


def test_a_name_says_device_number_and_hash_in_small_letters() -> None:
    data = pack(Segment("laptop1", 12))
    assert name_of(header_of(data), hash_of(data)) == f"laptop1-12-{hash_of(data)[:16]}.seg"
    snapshot = Segment("laptop1", 12, SNAPSHOT)
    assert name_of(snapshot, "ab" * 32) == "laptop1-snapshot-abababababababab.seg"


def test_the_head_is_known_as_soon_as_it_is_here() -> None:
    data = pack(sample())
    whole = header_of(data)
    assert whole.size == len(data)
    assert header_of(data[: whole.start]) == whole
    for length in (0, 3, 6, 9, whole.start - 1):
        with pytest.raises(refusals.IncompleteError):
            header_of(data[:length])


@pytest.mark.parametrize("missing", [1, 100])
def test_a_segment_that_has_arrived_in_part_is_not_here_yet(missing: int) -> None:
    with pytest.raises(refusals.IncompleteError, match="not arrived"):
        unpack(pack(sample())[:-missing])


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"FLSG2\n", b"\0" * 100, b"FLSF"])
def test_what_is_something_else_is_no_segment(data: bytes) -> None:
    with pytest.raises(refusals.NotASegmentError, match="not written by Flashcards"):
        unpack(data)


def test_every_changed_byte_is_noticed() -> None:
    data = pack(sample())
    draw = random.Random(3)
    for _ in range(300):
        place = draw.randrange(len(data))
        changed = bytearray(data)
        changed[place] ^= 1 << draw.randrange(8)
        if place >= header_of(data).start:
            with pytest.raises(refusals.DamagedError, match="not what was written"):
                unpack(bytes(changed))
            continue
        with contextlib.suppress(refusals.SegmentError):  # one name is as good as another
            assert unpack(bytes(changed)).facts == unpack(data).facts


def test_a_segment_of_a_later_version_waits_and_says_so() -> None:
    segment = sample()
    segment.needs = READS + 1
    segment.app = "9.0"
    data = pack(segment)
    header = header_of(data)
    assert not header.is_readable
    assert (header.device, header.size) == ("laptop1", len(data))
    with pytest.raises(refusals.NewerError, match=r"9\.0, a later version"):
        unpack(data)
