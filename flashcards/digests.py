"""SHA-256 without OpenSSL, which takes longer to load than what a start has to hash."""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def _found() -> Callable[[bytes], Any]:
    for name in ("_sha2", "_sha256", "hashlib"):  # Python's own from 3.12 on, before, and either
        try:
            made: Callable[[bytes], Any] = import_module(name).sha256
        except (ImportError, AttributeError):
            continue
        return made
    raise ImportError("This Python knows no SHA-256.")


_sha256 = _found()


def sha256(text: str) -> bytes:
    """Return the SHA-256 of a short text in UTF-8; of anything long ``hashlib``'s is faster."""
    digest: bytes = _sha256(text.encode()).digest()
    return digest
