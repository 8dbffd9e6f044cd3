"""Protects what lies in a sync folder with a passphrase, if the learner chose one.

The key comes from the passphrase by scrypt, slowly by intent, once for each salt; the body of a
segment is hidden and sealed with AES-256-GCM, its head sealed with it. Heads stay readable: they
hold random names and sizes, and no name that a person gave.
"""

import hashlib
import hmac
import secrets
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from flashcards import ciphers
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.sync.heading import Header, Lock
from flashcards.sync.refusals import (
    DamagedError,
    NeedsPassphraseError,
    NewerError,
    WrongPassphraseError,
)

CIPHER: Final = "scrypt-16-8-2 aes-256-gcm"
"""Says how, with the costs of scrypt: 2 ** 16 rounds of 8 blocks, twice over, in 64 MB."""
SALT_BYTES: Final = 16
CHECK_BYTES: Final = 8
MOST_SALTS: Final = 64
"""Of one folder; each costs a third of a second, and there is one for a device at most."""
_MOST_TRIED: Final = 8
"""So many salts are tried of a folder that is new, those of most files first."""
_ROUNDS, _BLOCKS, _LANES = 1 << 16, 8, 2
_MOST_MEMORY: Final = 80 << 20

_MEDIA_MAGIC: Final = b"FLSM1\n"
_MEDIA_ID_BYTES: Final = 16
_MEDIA_EXTENSION: Final = "bin"
_NO_NONCE: Final = bytes(ciphers.NONCE_BYTES)
"""Serves where a key seals one content only."""


@dataclass(frozen=True, slots=True)
class Key:
    """What opens everything that was locked with one passphrase and one salt."""

    salt: bytes
    secret: bytes = field(repr=False)

    def part(self, purpose: str, about: bytes = b"") -> bytes:
        """Return 32 bytes that serve one purpose alone and tell nothing about the others."""
        return hmac.digest(self.secret, purpose.encode() + b"\0" + about, "sha256")

    @property
    def check(self) -> bytes:
        """What tells whether a passphrase is the right one."""
        return self.part("check")[:CHECK_BYTES]


def unlocked(passphrase: str, salt: bytes) -> Key:
    """Return the key; takes a third of a second and 64 MB, so keep it for each salt.

    Letters with accents are the same however a keyboard puts them together.
    """
    made = hashlib.scrypt(
        unicodedata.normalize("NFC", passphrase).encode(), salt=salt, n=_ROUNDS, r=_BLOCKS,
        p=_LANES, maxmem=_MOST_MEMORY, dklen=32,
    )  # fmt: skip
    return Key(salt, made)


class Keys:
    """The keys that one passphrase gives, each made once.

    ``salt``: what this device protects its own files with, see ``keys_for``. ``known``: keys that
    were made before.
    """

    def __init__(self, passphrase: str, salt: bytes, known: Iterable[Key] = ()) -> None:
        if not passphrase:
            raise ValueError("no passphrase")
        self._salt = salt
        self._passphrase = passphrase
        self._made = {key.salt: key for key in known}

    @property
    def own(self) -> Key:
        """The key for what this device writes."""
        return self.of(self._salt)

    def of(self, salt: bytes) -> Key:
        """Return the key for a salt; a new one takes a third of a second and 64 MB."""
        if salt not in self._made:
            if len(self._made) >= MOST_SALTS:
                raise DamagedError(message("there are too many keys in this folder"))
            self._made[salt] = unlocked(self._passphrase, salt)
        return self._made[salt]

    def known(self) -> list[Key]:
        """Return the keys made so far."""
        return list(self._made.values())


Secret: TypeAlias = Key | Keys
"""What opens a folder; ``Keys`` also what a device protects that found no salt there."""


def keys_for(passphrase: str, headers: Iterable[Header]) -> Keys:
    """Return the keys of a device that begins to protect what it writes, with a salt for ever.

    It is one that is in the folder already, so that there is one key to make and a media file
    has one name; a new one where there is none. Files that somebody put there by mistake, under
    another passphrase, do not count as long as there are others.

    Raises WrongPassphraseError where the passphrase opens none of those that are protected.
    """
    locks = [header.lock for header in headers if header.lock is not None]
    checks = {(lock.salt, lock.check) for lock in locks}
    often = Counter(lock.salt for lock in locks if len(lock.salt) == SALT_BYTES)
    for salt in sorted(often, key=lambda salt: (-often[salt], salt))[:_MOST_TRIED]:
        key = unlocked(passphrase, salt)
        if (salt, key.check) in checks:
            return Keys(passphrase, salt, [key])
    if locks:
        raise WrongPassphraseError
    return Keys(passphrase, new_salt())


def new_salt() -> bytes:
    """Return a salt that nobody has."""
    return secrets.token_bytes(SALT_BYTES)


def own_key(secret: Secret | None) -> Key | None:
    """Return what a device protects its own files with; None for nothing."""
    return secret.own if isinstance(secret, Keys) else secret


# Segments -----------------------------------------------------------------------


def new_lock(key: Key) -> Lock:
    """Return how a new segment is encrypted."""
    return Lock(CIPHER, key.salt, secrets.token_bytes(ciphers.NONCE_BYTES), key.check)


def encrypted(body: bytes, key: Key, lock: Lock, head: bytes) -> bytes:
    """Return a body that only the key opens, and only under the same head."""
    return _sealed(key.part("segments"), lock.nonce, body, head)


def decrypted(body: bytes, keys: Secret | None, header: Header) -> bytes:
    """Return the body of an encrypted segment; raises SegmentError."""
    lock = header.lock
    if lock is None or lock.cipher != CIPHER:
        raise NewerError(header.app)
    lengths = len(lock.salt), len(lock.nonce), len(lock.check)
    if lengths != (SALT_BYTES, ciphers.NONCE_BYTES, CHECK_BYTES):
        raise _forged()
    if keys is None:
        raise NeedsPassphraseError
    key = keys.of(lock.salt) if isinstance(keys, Keys) else keys
    if key.salt != lock.salt:
        raise ValueError("a key for another salt")
    if not hmac.compare_digest(key.check, lock.check):
        raise WrongPassphraseError
    return _opened(key.part("segments"), lock.nonce, body, header.signed)


# Media --------------------------------------------------------------------------


def media_name(name: str, key: Key) -> str:
    """Return what a media file of the collection is called in the folder.

    Its own name comes from its content, and would tell everybody who has the same file what it is.
    """
    return f"{key.part('media names', name.encode()).hex()[:24]}.{_MEDIA_EXTENSION}"


def sealed_media(content: bytes, key: Key) -> bytes:
    """Return a media file encrypted; the same bytes on every device, so that no two differ."""
    identity = key.part("media ids", hashlib.sha256(content).digest())[:_MEDIA_ID_BYTES]
    head = _MEDIA_MAGIC + key.salt + identity
    return head + _sealed(key.part("media", identity), _NO_NONCE, content, head)


def salt_of_media(data: bytes) -> bytes | None:
    """Return the salt of the key that opens a media file; None for one that anybody can read."""
    start = len(_MEDIA_MAGIC)
    is_sealed = data.startswith(_MEDIA_MAGIC) and len(data) >= _media_start() + ciphers.TAG_BYTES
    return data[start : start + SALT_BYTES] if is_sealed else None


def opened_media(data: bytes, keys: Secret) -> bytes:
    """Return the content of an encrypted media file; raises DamagedError.

    Whoever reads compares it with the name it goes by in the collection.
    """
    salt = salt_of_media(data)
    if salt is None:
        raise _forged()
    key = keys.of(salt) if isinstance(keys, Keys) else keys
    head = data[: _media_start()]
    identity = head[-_MEDIA_ID_BYTES:]
    return _opened(key.part("media", identity), _NO_NONCE, data[len(head) :], head)


def _media_start() -> int:
    return len(_MEDIA_MAGIC) + SALT_BYTES + _MEDIA_ID_BYTES


MEDIA_OVERHEAD: Final = _media_start() + ciphers.TAG_BYTES
"""By how many bytes a media file is larger when it is encrypted."""


# Both ---------------------------------------------------------------------------


def _sealed(key: bytes, nonce: bytes, data: bytes, beside: bytes) -> bytes:
    try:
        return ciphers.seal(key, nonce, data, beside)
    except ImportError as error:
        raise _no_library() from error


def _opened(key: bytes, nonce: bytes, data: bytes, beside: bytes) -> bytes:
    try:
        return ciphers.unseal(key, nonce, data, beside)
    except ImportError as error:
        raise _no_library() from error
    except ciphers.ForgedError as error:
        raise _forged() from error


def _forged() -> DamagedError:
    return DamagedError(message("it was changed without the passphrase"))


def _no_library() -> UserError:
    return UserError(
        message("This installation cannot protect anything with a passphrase."),
        message("Install the Python library “cryptography”, then start Flashcards again."),
    )
