"""What a small mistake in the program is: a text that becomes another, and who must notice it."""

from typing import NamedTuple


class Mutant(NamedTuple):
    """A mistake: in a file of the program one text, which occurs there once, becomes another."""

    name: str
    file: str
    old: str
    new: str
    tests: str
    """What is given to pytest: files, and ``-k`` with words of their names."""
