"""Logs that somebody made to do harm, and logs that a mistake made, are refused whole."""

import struct
from typing import Any

import numpy as np
import pytest

from flashcards.sync import log_columns, reading, refusals
from flashcards.sync.segment import Column, LogBlock, Segment, SegmentReader, pack, unpack
from tests.sync.test_hostile_segments import about, made, text

CARDS = {"guids": ["a", "b"], "templates": ["t"], "template": [0, 0], "ordinals": [0, 1]}
MARKS: dict[str, list[Any]] = {"targets": [], "plans": [], "memories": []}
VERSIONS = ("versions", text([["sm2", "{}", 240]]))
ROWS = np.array([[0, 0, 1, 1000, 60, 0, 4, 900, 0, 1440], [1, 0, 2, 5000, 60, 0, 5, 800, 0, 5]])


def bytes_of(rows: Any) -> bytes:
    return log_columns.packed(np.array(rows, np.int64), 0, [False])


def logged(
    rows: bytes | None = None, cards: Any = None, marks: Any = None, versions: Any = None
) -> bytes:
    """Return a segment whose log has these parts, the others being sound."""
    parts = [
        VERSIONS if versions is None else ("versions", text(versions)),
        ("cards", text(CARDS if cards is None else cards)),
        ("rows", bytes_of(ROWS) if rows is None else rows),
        ("marks", text(MARKS if marks is None else MARKS | marks)),
    ]
    return made(about("laptop1", log=True), *parts)


def test_the_maker_of_these_logs_can_make_sound_ones() -> None:
    marks = {"targets": [[1, 0, 1, 1000]], "plans": [[0, "p"]], "memories": [[1, "[1]"]]}
    log = unpack(logged(marks=marks)).log
    assert log is not None
    assert (log.targets, log.plans, log.memories) == ({1: (0, 1, 1000)}, {0: "p"}, {1: "[1]"})
    assert log.rows.tolist() == ROWS.tolist()


@pytest.mark.parametrize("column", Column)
@pytest.mark.parametrize("number", [-2, -(1 << 62), 1 << 61])
def test_a_row_with_a_number_that_none_can_have_is_refused(column: Column, number: int) -> None:
    rows = ROWS.copy()
    rows[1, column] = number
    log = LogBlock([("a", "t", 0), ("b", "t", 1)], [("sm2", "{}", 240)], rows)
    segment = Segment("laptop1", 1, devices=[("laptop1", "")], log=log)
    if number == -2 and column in (Column.AT_MS, Column.OFFSET_MINUTES):
        assert unpack(pack(segment)).log == log  # before 1970, west of Greenwich
        return
    with pytest.raises(refusals.DamagedError, match="about a review"):
        pack(segment)
    if column not in (Column.CARD, Column.DEVICE):
        with pytest.raises(refusals.DamagedError, match="about a review"):
            unpack(logged(bytes_of(rows)))


def head(count: int, *widths: int) -> bytes:
    return struct.pack("<I", count) + bytes(widths)


@pytest.mark.parametrize(
    "rows",
    [
        b"", b"\1\0\0\0", head(0, *[0] * 10), head(1, *[0] * 9), head(1, *[1] * 10),
        head(1, *[0] * 9, 9) + bytes(9), head(2**32 - 1, *[0] * 10), head(1, *[0] * 10) + b"\0",
        head(log_columns.PART_ROWS + 1, *[0] * 10), head(1, 1, *[0] * 9) + b"\2",
        head(1, *[0] * 6, 8, 0, 0, 0) + b"\xff" * 8, head(3, *[0] * 10),
    ],
    ids=range(12),
)  # fmt: skip
def test_bytes_that_are_no_rows_are_refused(rows: bytes) -> None:
    with pytest.raises(refusals.DamagedError, match="about a review"):
        unpack(logged(rows))


@pytest.mark.parametrize(
    "changes",
    [
        {"cards": CARDS | {"guids": ["a"]}}, {"cards": CARDS | {"template": [0, 1]}},
        {"cards": CARDS | {"ordinals": [0, -1]}}, {"cards": CARDS | {"guids": ["a", ""]}},
        {"cards": CARDS | {"guids": ["a", "b" * 20_001]}}, {"cards": CARDS | {"more": []}},
        {"cards": []}, {"cards": CARDS | {"templates": "t"}}, {"cards": {**CARDS, "guids": 2}},
        {"versions": {}}, {"versions": [["sm2", "{}"]]}, {"versions": [["sm2", "{", 0]]},
        {"versions": [["sm2", "{}", 1440]]}, {"versions": [["", "{}", 0]]}, {"versions": []},
        {"versions": [["sm2", "[" * 1000 + "]" * 1000, 0]]}, {"versions": [["sm2", "NaN", 0]]},
        {"marks": {"targets": [[2, 0, 1, 1]]}}, {"marks": {"targets": [[0, 1, 1, 1]]}},
        {"marks": {"targets": [[0, 0, 1 << 40, 1]]}}, {"marks": {"targets": [[0, 0, 1, 1 << 60]]}},
        {"marks": {"targets": [[0, 0, 1]]}}, {"marks": {"plans": [[-1, "p"]]}},
        {"marks": {"plans": [[0, ""]]}}, {"marks": {"memories": [[0, "{"]]}},
        {"marks": {"memories": [[0, None]]}}, {"marks": {"others": []}},
        {"marks": {"memories": [[0, '"' + "a" * (1 << 20) + '"']]}}, {"marks": {"plans": {}}},
    ],
    ids=lambda changes: str(changes)[:70],
)  # fmt: skip
def test_names_and_marks_that_cannot_be_right_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(refusals.DamagedError, match="damaged"):
        unpack(logged(**changes))


@pytest.mark.parametrize("limit", ["_ROWS_OF_CHANGES", "_FREE_ROWS"])
def test_rows_that_take_no_room_in_the_file_are_counted(
    monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(reading, limit, 3 if limit == "_ROWS_OF_CHANGES" else -1_000_000)
    with pytest.raises(refusals.SegmentTooLargeError, match="too many answers"):
        unpack(made(about("laptop1", log=True), VERSIONS, ("cards", text(CARDS)),
                    *[("rows", bytes_of(ROWS))] * 2))  # fmt: skip


def test_cards_are_named_before_their_rows() -> None:
    parts = [VERSIONS, ("cards", text(CARDS)), ("rows", bytes_of(ROWS)), ("cards", text(CARDS))]
    with pytest.raises(refusals.DamagedError, match="about a review"):
        unpack(made(about("laptop1", log=True), *parts))


def test_a_segment_that_denies_its_log_is_refused() -> None:
    with pytest.raises(refusals.DamagedError, match="about itself"):
        SegmentReader(made(about("laptop1"), VERSIONS))
