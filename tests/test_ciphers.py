"""What is sealed can be opened by whoever has the key, with either library."""

from typing import Any

import pytest

from flashcards import ciphers

MACHINES = [ciphers._Cryptography, ciphers._Pycryptodome]
KEY = bytes.fromhex("feffe9928665731c6d6a8f9467308308" * 2)
NONCE = bytes.fromhex("cafebabefacedbaddecaf888")
PLAIN = bytes.fromhex(
    "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
    "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
)
BESIDE = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
SEALED = bytes.fromhex(
    "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
    "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
    "76fc6ece0f4e1768cddf8853bb2d551b"
)
"""Test case 16 of McGrew and Viega, The Galois/Counter Mode of Operation."""


@pytest.fixture(params=MACHINES)
def machine(request: pytest.FixtureRequest) -> Any:
    try:
        return request.param(KEY)
    except ImportError:
        pytest.skip("the library is not installed")


def test_the_published_example_comes_out(machine: Any) -> None:
    assert machine.seal(NONCE, PLAIN, BESIDE) == SEALED
    assert machine.unseal(NONCE, SEALED, BESIDE) == PLAIN


@pytest.mark.parametrize("place", range(len(SEALED)))
def test_every_changed_byte_is_noticed(machine: Any, place: int) -> None:
    changed = bytearray(SEALED)
    changed[place] ^= 1
    with pytest.raises(ciphers.ForgedError):
        machine.unseal(NONCE, bytes(changed), BESIDE)


def test_what_stands_beside_is_sealed_too(machine: Any) -> None:
    for data, beside in ((SEALED, BESIDE + b"\0"), (SEALED[:-1], BESIDE), (b"", b"")):
        with pytest.raises(ciphers.ForgedError):
            machine.unseal(NONCE, data, beside)


def test_one_of_the_libraries_is_there() -> None:
    assert ciphers.unseal(KEY, NONCE, ciphers.seal(KEY, NONCE, b"", b""), b"") == b""
