"""Whatever stands in the parts of a segment, it is read or refused in words."""

import contextlib
import json
import random
import re
from collections.abc import Sequence

import pytest

from flashcards.sync import bounded
from flashcards.sync.refusals import SegmentError
from flashcards.sync.segment import header_of, pack, unpack
from tests.sync.test_hostile_segments import made
from tests.sync.test_segment import sample

ODD = (
    b"-1", b"0", b"1e999", b"null", b"true", b"[]", b"{}", b'""', b'"a"', b"9223372036854775808",
    b"-9223372036854775809", b"1.5", b"[[[]]]", b'"\\ud800"', b'"\\u0000"', b"NaN", b"-0", b"1e3",
)  # fmt: skip
_VALUES = re.compile(rb'-?\d+|"[^"]*"|\[\]|null|true')
Parts = list[tuple[str, bytes]]


def parts_of(data: bytes) -> Parts:
    """Return the parts of a segment, unpacked."""
    header, found = header_of(data), []
    start = header.start
    for part in header.parts:
        found.append((part.name, bounded.expanded(data[start : start + part.packed], part.size)))
        start += part.packed
    return found


def changed(data: bytes, draw: random.Random) -> bytes:
    """Return a part with one to five things in it that do not belong there."""
    text = bytearray(data)
    for _ in range(draw.choice((1, 1, 1, 2, 5))):
        values = list(_VALUES.finditer(bytes(text)))
        place, chance = draw.randrange(len(text) + 1), draw.random()
        if values and chance < 0.7:
            value = draw.choice(values)
            text[value.start() : value.end()] = draw.choice(ODD)
        elif chance < 0.8:
            text[place : place + 1] = draw.randbytes(1)
        elif chance < 0.9:
            del text[place : place + draw.randrange(9)]
        else:
            text[place:place] = draw.randbytes(draw.randrange(9))
    return bytes(text)


def mixed(parts: Sequence[tuple[str, bytes]], draw: random.Random) -> Parts:
    """Return parts of which one is changed, missing or doubled, or all in another order."""
    found, place, chance = list(parts), draw.randrange(len(parts)), draw.random()
    if chance < 0.1:
        draw.shuffle(found)
    elif chance < 0.2:
        found.insert(draw.randrange(len(found) + 1), found[place])
    elif chance < 0.25:
        del found[place]
    else:
        name, data = found[place]
        found[place] = name, changed(data, draw)
    return found


@pytest.mark.parametrize("seed", range(20))
def test_odd_parts_are_read_as_something_that_can_be_written_or_refused(seed: int) -> None:
    draw, parts = random.Random(seed), parts_of(pack(sample()))
    refused = 0
    for _ in range(25):
        data = made(*mixed(parts, draw))
        try:
            found = unpack(data)
        except SegmentError:
            refused += 1
        else:
            assert pack(unpack(pack(found))) == pack(found)
    assert refused


def test_an_odd_head_is_read_or_refused() -> None:
    draw, data = random.Random(1), pack(sample())
    start = header_of(data).start
    head = json.loads(data[10:start])
    for _ in range(500):
        changes = json.loads(json.dumps(head))
        name = draw.choice(list(head))
        changes[name] = draw.choice((None, [], {}, -1, 1 << 70, "a" * 70, [[]], 0.5, True, "ü\n"))
        odd = made(**changes)
        with contextlib.suppress(SegmentError):
            assert header_of(odd).size
