"""Protects what lies in a sync folder with a passphrase, if the learner chose one.

The key comes from the passphrase by scrypt, slowly by intent, once for each salt; bodies are
encrypted and sealed with AES-256-GCM, heads sealed with them.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.sync.heading import Header, Lock
from flashcards.sync.refusals import (
    DamagedError,
    NeedsPassphraseError,
    NewerError,
    WrongPassphraseError,
)  # fmt: skip

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CIPHER: Final = "scrypt-16-8-2 aes-256-gcm"
"""Says how, with the costs of scrypt: 2 ** 16 rounds of 8 blocks, twice, in 64 MB."""
SALT_BYTES: Final = 16
NONCE_BYTES: Final = 12
CHECK_BYTES: Final = 8
_ROUNDS, _BLOCKS, _LANES = 1 << 16, 8, 2


@dataclass(frozen=True, slots=True)
class Key:
    """What opens everything that was locked with one passphrase and one salt."""

    salt: bytes
    secret: bytes = field(repr=False)

    def part(self, purpose: str, size: int = 32) -> bytes:
        """Return a key that serves one purpose alone and tells nothing about the others."""
        return hmac.digest(self.secret, purpose.encode(), "sha256")[:size]

    @property
    def check(self) -> bytes:
        """What tells whether a passphrase is the right one."""
        return self.part("check", CHECK_BYTES)

    def media_name(self, digest: str, extension: str) -> str:
        """Return what a media file is called in the folder: nobody else knows its content by it."""
        name = hmac.digest(self.part("media names"), digest.encode(), "sha256")
        return f"{name.hex()[:24]}.{extension}"


def new_salt() -> bytes:
    """Return a salt for a device that starts to protect what it writes."""
    return secrets.token_bytes(SALT_BYTES)


def unlocked(passphrase: str, salt: bytes) -> Key:
    """Return the key; takes a quarter of a second and 64 MB, so keep it for each salt."""
    made = hashlib.scrypt(
        passphrase.encode(), salt=salt, n=_ROUNDS, r=_BLOCKS, p=_LANES, maxmem=80 << 20, dklen=32
    )
    return Key(salt, made)


def new_lock(key: Key) -> Lock:
    """Return how a new segment is encrypted."""
    return Lock(CIPHER, key.salt, secrets.token_bytes(NONCE_BYTES), key.check)


def encrypted(body: bytes, key: Key, lock: Lock, head: bytes) -> bytes:
    """Return a body that only the key opens, and only under the same head."""
    return bytes(_machine(key, "segments").encrypt(lock.nonce, body, head))


def decrypted(body: bytes, key: Key | None, header: Header) -> bytes:
    """Return the body of an encrypted segment; raises SegmentError."""
    lock = header.lock
    assert lock is not None
    if lock.cipher != CIPHER:
        raise NewerError(header.app)
    if key is None:
        raise NeedsPassphraseError
    if key.salt != lock.salt:
        raise ValueError("a key for another salt")
    if not hmac.compare_digest(key.check, lock.check):
        raise WrongPassphraseError
    return _opened(body, key, header)


def _opened(body: bytes, key: Key, header: Header) -> bytes:
    from cryptography.exceptions import InvalidTag

    assert header.lock is not None
    try:
        return bytes(_machine(key, "segments").decrypt(header.lock.nonce, body, header.signed))
    except (InvalidTag, ValueError) as error:
        raise DamagedError(message("somebody without the passphrase has changed it")) from error


def _machine(key: Key, purpose: str) -> "AESGCM":
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    except ImportError as error:
        raise UserError(
            message("This installation cannot protect a folder with a passphrase."),
            message("Install the library “cryptography”."),
        ) from error
    return AESGCM(key.part(purpose))
