"""Segments that somebody made to do harm are refused before they can."""

import hashlib
import json
import struct
import zlib
from typing import Any

import pytest

from flashcards.sync import bounded, heading, refusals
from flashcards.sync.segment import Segment, header_of, pack, unpack

SOUND = pack(Segment("laptop1", 1))
ABOUT = {"devices": [], "log": False}
FACTS = {
    "kind": "notes", "uids": ["a"], "counts": [2], "names": ["x", "y"], "fields": [0, 1],
    "values": ["one", "two"], "stamps": [5, 1], "devices": [0, 0], "bases": ["", ""],
}  # fmt: skip


def text(value: Any) -> bytes:
    return json.dumps(value).encode()


def made(*parts: tuple[str, bytes], **changes: Any) -> bytes:
    """Return a segment with these parts, sound but for what ``changes`` says of its head."""
    pieces = [zlib.compress(data) for _, data in parts]
    body = b"".join(pieces)
    head = {
        "kind": "changes", "device": "laptop1", "n": 1, "parents": [], "needs": 1, "app": "1",
        "body": len(body), "sha256": hashlib.sha256(body).hexdigest(),
        "parts": [
            [name, len(piece), len(data)]
            for (name, data), piece in zip(parts, pieces, strict=True)
        ],
    }  # fmt: skip
    return headed(json.dumps(head | changes).encode(), body)


def headed(head: bytes, body: bytes = b"") -> bytes:
    return heading.MAGIC + struct.pack("<I", len(head)) + head + body


def about(*devices: str, **more: Any) -> tuple[str, bytes]:
    return "about", text({"devices": [[each, ""] for each in devices], "log": False, **more})


def test_the_maker_of_these_segments_can_make_sound_ones() -> None:
    assert unpack(made(about("laptop1"), ("facts", text(FACTS)))).facts[1].stamp == 6


def test_nothing_is_unpacked_that_is_larger_than_it_says() -> None:
    bomb = bounded.compressed(b"\0" * (8 << 20))
    data = made(about(), ("facts", b"\0"))
    assert header_of(data).parts[1].size == 1
    with pytest.raises(refusals.DamagedError, match="sizes"):
        bounded.expanded(bomb, 1)
    with pytest.raises(refusals.DamagedError, match="sizes"):
        bounded.expanded(bomb, (8 << 20) - 1)


@pytest.mark.parametrize(
    "parts",
    [
        [["about", 1, heading.LARGEST_PART + 1]],
        [["about", 1, heading.LARGEST_PART]] * 33,
        [["about", 1 << 31, 5]],
    ],
)
def test_sizes_that_no_memory_holds_are_refused_by_the_head_alone(parts: list[Any]) -> None:
    body = sum(part[1] for part in parts)
    with pytest.raises(refusals.SegmentTooLargeError, match="larger than Flashcards reads"):
        header_of(made(parts=parts, body=body))


def test_a_long_head_is_refused_before_it_is_read() -> None:
    data = heading.MAGIC + struct.pack("<I", heading.LARGEST_HEAD + 1)
    with pytest.raises(refusals.SegmentTooLargeError, match="its head alone"):
        header_of(data)


HEADS: tuple[dict[str, Any], ...] = (
    {"device": "../laptop"}, {"device": "Laptop"}, {"device": ""}, {"device": "a" * 41},
    {"device": None}, {"n": -1}, {"n": 1.0}, {"n": True}, {"n": 1 << 41}, {"kind": "other"},
    {"parents": ["a" * 63]}, {"parents": ["A" * 64]}, {"parents": "a" * 64}, {"parents": None},
    {"parents": ["a" * 64] * 10_001}, {"needs": 0}, {"needs": None}, {"app": "a\n"},
    {"app": "a" * 41}, {"body": -1}, {"body": 10**18},
    {"parts": [["about", -1, 5]]}, {"parts": [["about", 5]]}, {"parts": [["ABOUT", 1, 5]]},
    {"parts": {}}, {"parts": [["about", 1.5, 5]]}, {"sha256": "0" * 63}, {"sha256": "g" * 64},
    {"kind": "snapshot", "covers": None}, {"kind": "snapshot", "covers": ["../a"]},
    {"kind": "snapshot", "covers": ["a" * 64] * 10_001}, {"kind": "snapshot", "covers": {}},
    {"kind": "snapshot", "heads": ["a" * 64] * 10_001}, {"kind": "snapshot", "heads": [1]},
    {"lock": None}, {"lock": []}, {"lock": ["a", "b", "c", "d"]}, {"lock": ["a", 1, 2, 3]},
)  # fmt: skip


@pytest.mark.parametrize("changes", HEADS, ids=str)
def test_a_head_that_cannot_be_right_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises((refusals.DamagedError, refusals.SegmentTooLargeError)):
        header_of(made(about(), **changes))


@pytest.mark.parametrize(
    "head",
    [
        b"", b"[]", b"null", b"{", b'"\\ud800"', b"[" * 100_000, b'{"needs":NaN}', b"\xff\xfe",
        b'{"a":1,"a":2}', b'{"n":' + b"9" * 5000 + b"}", b"[" + b"0," * 300_000 + b"0]",
    ],
)  # fmt: skip
def test_a_head_that_is_no_head_is_refused(head: bytes) -> None:
    with pytest.raises((refusals.DamagedError, refusals.SegmentTooLargeError)):
        header_of(headed(head))


CHANGES: tuple[dict[str, Any], ...] = (
    {"uids": ["a", "b"]}, {"uids": [1]}, {"uids": [""]}, {"uids": ["a" * 20_001]}, {"uids": ["\0"]},
    {"counts": [1]}, {"counts": [-1]}, {"counts": [3]}, {"counts": [True, 1], "uids": ["a", "b"]},
    {"names": ["x"]}, {"names": []}, {"fields": [0, 2]}, {"fields": [0, -1]}, {"fields": [0]},
    {"values": ["one"]}, {"values": ["one", 1 << 63]}, {"values": ["one", {"a": [1 << 64]}]},
    {"stamps": [-1, 1]}, {"stamps": [(1 << 63) - 1, 1]}, {"stamps": [5.0, 1]}, {"stamps": [5]},
    {"devices": [0, 1]}, {"devices": [0, -1]}, {"devices": [0, False]}, {"bases": ["", None]},
    {"bases": ["", "a" * 20_001]}, {"kind": ""}, {"kind": "a" * 41}, {"kind": 5}, {"more": []},
    {"stamps": 5}, {"uids": {"a": 1}},
)  # fmt: skip


@pytest.mark.parametrize("changes", CHANGES, ids=lambda changes: str(changes)[:60])
def test_facts_that_cannot_be_right_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(refusals.DamagedError, match="damaged"):
        unpack(made(about("laptop1"), ("facts", text(FACTS | changes))))


@pytest.mark.parametrize("number", [b"1e999", b"-1e999", b"NaN", b"Infinity", b"9" * 30])
def test_numbers_without_end_are_refused(number: bytes) -> None:
    data = text(FACTS).replace(b'"two"', number)
    with pytest.raises(refusals.DamagedError):
        unpack(made(about("laptop1"), ("facts", data)))
