"""Zstandard reads and writes the same by whichever library a system has."""

import random
from collections.abc import Iterator
from types import ModuleType

import pytest

from flashcards.formats.anki import zstandard, zstandard_library

_USUAL = zstandard.zstd
_TEXT = b"".join(b"%d cells divide. " % number for number in range(30_000))
_CHANCE = random.Random(7).randbytes(300_000)
_BOTH = pytest.mark.parametrize(
    "library", [_USUAL, zstandard_library], ids=["Python's words", "Debian's library"]
)


@pytest.fixture(params=[_USUAL, zstandard_library], ids=["usual", "Debian's"])
def reading(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The library that unpacks."""
    library = request.param
    assert isinstance(library, ModuleType)
    monkeypatch.setattr(zstandard, "zstd", library)
    monkeypatch.setattr(zstandard, "ZstdError", library.ZstdError)
    return library


def _cut(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


@_BOTH
@pytest.mark.parametrize("data", [b"", b"a", _TEXT, _CHANCE], ids=["nothing", "a", "text", "noise"])
@pytest.mark.parametrize("size", [1 << 16, 999])
def test_what_one_library_packed_the_other_unpacks(
    reading: ModuleType, library: ModuleType, data: bytes, size: int
) -> None:
    pieces = list(zstandard.unpacked(_cut(library.compress(data), size)))
    assert b"".join(pieces) == data
    assert all(0 < len(piece) <= 1 << 16 for piece in pieces)


@_BOTH
def test_what_is_packed_bit_by_bit_says_how_large_it_is(
    reading: ModuleType, library: ModuleType
) -> None:
    options = {int(library.CompressionParameter.content_size_flag): 1}
    packer = library.ZstdCompressor(options=options)
    packer.set_pledged_input_size(len(_TEXT))
    packed = b"".join([*(packer.compress(part) for part in _cut(_TEXT, 4096)), packer.flush()])
    assert b"".join(zstandard.unpacked([packed])) == _TEXT
    assert len(_TEXT).to_bytes(4, "little") in packed[:12]


def test_frames_one_after_the_other_are_one_text(reading: ModuleType) -> None:
    packed = reading.compress(b"one ") + reading.compress(_TEXT) + reading.compress(b" three")
    for size in (1, 13, 1 << 20):
        assert b"".join(zstandard.unpacked(_cut(packed, size))) == b"one " + _TEXT + b" three"


def test_what_is_cut_off_is_not_taken_for_the_whole(reading: ModuleType) -> None:
    packed = reading.compress(_TEXT)
    for length in (0, 3, 9, len(packed) // 2, len(packed) - 1):
        with pytest.raises(EOFError):
            list(zstandard.unpacked([packed[:length]]))


def test_what_is_no_zstandard_is_refused(reading: ModuleType) -> None:
    for data in (b"PK\x03\x04 and so on", reading.compress(b"a") + b"rubbish at the end"):
        with pytest.raises(reading.ZstdError):
            list(zstandard.unpacked([data]))


def test_very_many_frames_of_nothing_are_refused(reading: ModuleType) -> None:
    with pytest.raises(reading.ZstdError):
        list(zstandard.unpacked(_cut(reading.compress(b"") * 5_000, 1 << 16)))


def test_a_window_beyond_the_limit_is_refused(reading: ModuleType) -> None:
    for exponent in (25, 26, 27):
        # A frame without its size, which says instead how much must be kept; one block as it is.
        packed = zstandard.MAGIC + bytes([0, (exponent - 10) << 3]) + b"\x09\0\0x"
        if exponent == 25:
            assert list(zstandard.unpacked([packed])) == [b"x"]
            continue
        with pytest.raises(reading.ZstdError):
            list(zstandard.unpacked([packed]))


def test_little_that_unpacks_to_very_much_is_given_out_in_pieces(reading: ModuleType) -> None:
    packed = reading.compress(bytes(200 << 20))
    assert len(packed) < 1 << 15
    pieces = zstandard.unpacked([packed])
    assert len(next(pieces)) == 1 << 16
    assert sum(len(piece) for piece in pieces) == (200 << 20) - (1 << 16)
