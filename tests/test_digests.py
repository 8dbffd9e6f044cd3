"""What a start hashes without OpenSSL is what anything else makes of it."""

import hashlib

import pytest

from flashcards.digests import sha256


@pytest.mark.parametrize("text", ["", "0", "flashcards 1f", "日本語 " * 40])
def test_a_digest_is_the_one_that_hashlib_makes(text: str) -> None:
    assert sha256(text) == hashlib.sha256(text.encode()).digest()
