"""A dictionary's process that ends at one word, as a library that fails does."""

import os
import sys

from flashcards.text.spelling import process


class Dying(process.Dictionary):
    """Says all about words that a real one does, but for ``deadly``."""

    def is_right(self, word: str) -> bool:
        """Whether a word is right."""
        if word == "deadly":
            os._exit(1)
        return super().is_right(word)


if __name__ == "__main__":
    process.Dictionary = Dying  # type: ignore[misc]  # the process is this test's own
    sys.exit(process.main())
