"""Identities: local row ids for speed, guids and uids that travel between collections."""

from typing import NewType

from flashcards.digests import sha256

CardId = NewType("CardId", int)
NoteId = NewType("NoteId", int)
DeckId = NewType("DeckId", int)
PresetId = NewType("PresetId", int)
NoteTypeId = NewType("NoteTypeId", int)
SourceId = NewType("SourceId", int)
VersionId = NewType("VersionId", int)
ReviewId = NewType("ReviewId", int)
"""``device << 40 | sequence``: unique in a collection, made before the row is written. The device's
number comes from its uid, so that a row has one id everywhere and ties are decided alike."""

_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"


def new_uid(size: int = 12) -> str:
    """Return a random identity of ``size`` characters, 36 ** 12 of them by default."""
    import secrets  # late, as it brings OpenSSL

    return _digits(secrets.randbits(5 * size + 8), size)


def stable_uid(basis: str, size: int = 12) -> str:
    """Return an identity like ``new_uid``'s that is the same wherever ``basis`` is."""
    return _digits(int.from_bytes(sha256(basis)), size)


def device_number(uid: str) -> int:
    """Return the number of a device with this uid: 1 to 2 ** 23 - 1, the same in every copy."""
    return int.from_bytes(sha256(uid)[:3]) >> 1 or 1


def _digits(number: int, size: int) -> str:
    digits = []
    for _ in range(size):
        number, digit = divmod(number, 36)
        digits.append(_ALPHABET[digit])
    return "".join(digits)
