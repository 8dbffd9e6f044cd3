"""AES-GCM: hides bytes, and tells whether anybody changed them.

By ``cryptography`` where it is installed, by ``pycryptodome`` elsewhere, which every package of the
program has for PDF files; both make the same bytes.
"""

import struct
from importlib import import_module
from typing import Any, Final, Protocol

TAG_BYTES: Final = 16
"""How much longer data are once they are sealed."""
NONCE_BYTES: Final = 12


class ForgedError(Exception):
    """Data were sealed with another key, or are not what was sealed."""


class _Machine(Protocol):
    def seal(self, nonce: bytes, data: bytes, beside: bytes) -> bytes: ...

    def unseal(self, nonce: bytes, data: bytes, beside: bytes) -> bytes: ...


def seal(key: bytes, nonce: bytes, data: bytes, beside: bytes) -> bytes:
    """Return data encrypted, and sealed together with ``beside``, which stays readable.

    ``key`` has 32 bytes; ``nonce``, of 12, is never used twice with it. Raises ImportError where
    no library is there.
    """
    return _machine(key).seal(nonce, data, beside)


def unseal(key: bytes, nonce: bytes, data: bytes, beside: bytes) -> bytes:
    """Return what was sealed; raises ForgedError, and ImportError as ``seal`` does."""
    return _machine(key).unseal(nonce, data, beside)


def know_the_architecture() -> None:
    """Tell pycryptodome what else it would start another program, ``file``, to find out."""
    try:
        from Crypto.Util import _raw_api
    except ImportError:  # Debian has the other library
        return
    known = getattr(_raw_api, "cached_architecture", None)
    if isinstance(known, list) and not known:
        known += (f"{8 * struct.calcsize('P')}bit", "")


def _machine(key: bytes) -> _Machine:
    try:
        return _Cryptography(key)
    except ImportError:
        return _Pycryptodome(key)


class _Cryptography:
    """AES-GCM by OpenSSL."""

    def __init__(self, key: bytes) -> None:
        # By name: the library is an extra, and has no types where it is not installed.
        found: Any = import_module("cryptography.hazmat.primitives.ciphers.aead")
        self._invalid: Any = import_module("cryptography.exceptions").InvalidTag
        self._cipher = found.AESGCM(key)

    def seal(self, nonce: bytes, data: bytes, beside: bytes) -> bytes:
        return bytes(self._cipher.encrypt(nonce, data, beside))

    def unseal(self, nonce: bytes, data: bytes, beside: bytes) -> bytes:
        try:
            return bytes(self._cipher.decrypt(nonce, data, beside))
        except (self._invalid, ValueError) as error:
            raise ForgedError from error


class _Pycryptodome:
    """AES-GCM by the library that PDF files need."""

    def __init__(self, key: bytes) -> None:
        know_the_architecture()
        self._aes: Any = import_module("Crypto.Cipher.AES")
        self._key = key

    def _cipher(self, nonce: bytes, beside: bytes) -> Any:
        cipher = self._aes.new(self._key, self._aes.MODE_GCM, nonce=nonce, mac_len=TAG_BYTES)
        cipher.update(beside)
        return cipher

    def seal(self, nonce: bytes, data: bytes, beside: bytes) -> bytes:
        hidden, tag = self._cipher(nonce, beside).encrypt_and_digest(data)
        return bytes(hidden + tag)

    def unseal(self, nonce: bytes, data: bytes, beside: bytes) -> bytes:
        hidden, tag = data[:-TAG_BYTES], data[-TAG_BYTES:]
        try:
            return bytes(self._cipher(nonce, beside).decrypt_and_verify(hidden, tag))
        except ValueError as error:
            raise ForgedError from error
