"""With a passphrase nobody else learns what lies in the folder, or changes it unnoticed."""

import random
import secrets

import pytest

from flashcards.sync import refusals, secret
from flashcards.sync.secret import Key, Keys, media_name, opened_media, sealed_media
from flashcards.sync.segment import Fact, Segment, header_of, pack, unpack

SALT = bytes(range(16))
KEY = Key(SALT, b"k" * 32)
SEGMENT = Segment(
    "laptop1", 3, parents=("a" * 64,), app="1.0", devices=[("laptop1", "Anna's laptop")],
    facts=[Fact("notes", "guid1", "field1", "the word nobody may read", 5, 0)],
)  # fmt: skip


def test_a_protected_segment_comes_back_with_its_key() -> None:
    assert unpack(pack(SEGMENT, KEY), KEY) == SEGMENT


def test_nothing_a_person_wrote_can_be_read_and_no_two_are_alike() -> None:
    plain, hidden = pack(SEGMENT), pack(SEGMENT, KEY)
    assert b"Anna" not in hidden
    assert b"notes" not in hidden
    body = header_of(hidden).start
    assert hidden[body:] != pack(SEGMENT, KEY)[body:]
    assert len(hidden[body:]) == len(plain) - header_of(plain).start + 16


def test_without_a_passphrase_and_with_another_one_it_is_said_which() -> None:
    data = pack(SEGMENT, KEY)
    with pytest.raises(refusals.NeedsPassphraseError, match="protected with a passphrase"):
        unpack(data)
    with pytest.raises(refusals.WrongPassphraseError, match="does not fit"):
        unpack(data, Key(SALT, b"x" * 32))


def test_what_anybody_could_have_put_there_is_refused_with_a_key() -> None:
    with pytest.raises(refusals.NotEncryptedError, match="not protected"):
        unpack(pack(SEGMENT), KEY)


def test_a_head_changed_without_the_passphrase_is_noticed() -> None:
    data = pack(SEGMENT, KEY)
    for old, new in ((b'"n":3', b'"n":4'), (b"laptop1", b"laptop2"), (b"aaaa", b"baaa")):
        assert old in data
        with pytest.raises(refusals.DamagedError, match="without the passphrase"):
            unpack(data.replace(old, new, 1), KEY)


def test_a_body_changed_without_the_passphrase_is_noticed() -> None:
    """Even where the one who did it wrote the new sum into the head."""
    data = pack(SEGMENT, KEY)
    start = header_of(data).start
    from flashcards.sync.segment import hash_of

    body = data[start:-1] + bytes([data[-1] ^ 1])
    forged = data[:start].replace(hash_of(data[start:]).encode(), hash_of(body).encode()) + body
    with pytest.raises(refusals.DamagedError, match="without the passphrase"):
        unpack(forged, KEY)


def test_the_same_passphrase_gives_the_same_key_however_it_is_typed() -> None:
    key = Keys("caf\u00e9", SALT).of(SALT)
    assert key == Keys("cafe\u0301", SALT).of(SALT)
    assert key.secret.hex() == EXPECTED
    assert unpack(pack(SEGMENT, key), Keys("café", SALT, [key])) == SEGMENT
    assert "secret" not in repr(key)


EXPECTED = "49cd84ccb50b00c5fe2260bb0cd02ec84e4b80ed1e8b18b72770febed3fb12e4"
"""By another program: scrypt of the passphrase in UTF-8, N 65,536, r 8, p 2."""


def test_a_device_takes_the_salt_that_is_in_the_folder() -> None:
    mine, other = (Keys("caf\u00e9", salt).own for salt in (SALT, b"z" * 16))
    stray = Key(b"a" * 16, b"o" * 32)
    headers = [header_of(pack(SEGMENT, key)) for key in (None, stray, other, mine)]
    assert secret.keys_for("caf\u00e9", headers).own == mine
    assert secret.keys_for("caf\u00e9", headers[:3]).own == other
    assert secret.keys_for("caf\u00e9", [*headers, headers[2]]).own == other
    with pytest.raises(refusals.WrongPassphraseError):
        secret.keys_for("caf\u00e9", headers[:2])


def test_a_device_that_finds_no_salt_takes_one_that_nobody_has() -> None:
    headers = [header_of(pack(SEGMENT, None))]
    assert len({secret.keys_for("caf\u00e9", headers).own.salt for _ in range(2)}) == 2


def test_each_file_is_opened_with_the_key_it_was_locked_with() -> None:
    other = Key(b"z" * 16, b"o" * 32)
    keys = Keys("passphrase", SALT, [KEY, other])
    for key in (KEY, other):
        assert unpack(pack(SEGMENT, key), keys) == SEGMENT
    header = header_of(pack(SEGMENT, keys))
    assert header.lock is not None
    assert header.lock.salt == SALT
    assert opened_media(sealed_media(b"a picture", other), keys) == b"a picture"


def test_a_folder_full_of_salts_does_not_keep_the_computer_busy() -> None:
    known = [Key(secrets.token_bytes(16), b"k" * 32) for _ in range(secret.MOST_SALTS)]
    with pytest.raises(refusals.DamagedError, match="too many keys"):
        Keys("passphrase", SALT, known).of(SALT)


def test_a_lock_of_a_later_version_waits_and_an_odd_one_is_refused() -> None:
    data = pack(SEGMENT, KEY)
    cipher = secret.CIPHER.encode()
    with pytest.raises(refusals.NewerError):
        unpack(data.replace(cipher, b"x" * len(cipher)), KEY)
    salt = SALT.hex().encode()
    with pytest.raises(refusals.DamagedError):
        unpack(data.replace(b'"' + salt + b'"', b'""' + b" " * len(salt)), KEY)


def test_media_have_names_and_content_that_tell_nothing() -> None:
    draw = random.Random(1)
    for content in (b"", b"a picture", draw.randbytes(100_000)):
        sealed = sealed_media(content, KEY)
        assert sealed == sealed_media(content, KEY)
        assert opened_media(sealed, KEY) == content
        assert not content or content not in sealed
        assert secret.salt_of_media(sealed) == SALT
    name = media_name("0123456789abcdef01234567.png", KEY)
    assert name != media_name("0123456789abcdef01234568.png", KEY)
    assert name == media_name("0123456789abcdef01234567.png", KEY)
    assert name != media_name("0123456789abcdef01234567.png", Key(SALT, b"x" * 32))
    assert len(name) == 28
    assert name.endswith(".bin")


def test_media_changed_without_the_passphrase_are_refused() -> None:
    sealed = sealed_media(b"a picture", KEY)
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(refusals.DamagedError):
            opened_media(bytes(changed), KEY)
    for data in (b"", b"GIF89a", sealed[:40], sealed + b"\0", sealed_media(b"x", Key(SALT, b"y"))):
        with pytest.raises(refusals.DamagedError):
            opened_media(data, KEY)


def test_two_files_of_one_key_never_share_what_hides_them() -> None:
    one, other = sealed_media(bytes(64), KEY), sealed_media(bytes(63) + b"\1", KEY)
    assert one[38:70] != other[38:70]
