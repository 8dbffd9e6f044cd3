"""What the tests of the command line share: a deck, and what a command came to."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

DECK = """---
deck: Animals::Birds
id: birds
tags: animals
---
# Chapter one

Q: What do **penguins** eat? {#penguins}
A: Fish and krill.

C: An {{c1::ostrich}} runs, a {{c2::swift::fast one}} flies. {#cloze}

Q: Owl {#owl}
A: A bird of the night.
"""


@dataclass(frozen=True, slots=True)
class Said:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, which must be one JSON document."""
        return json.loads(self.out)


Run = Callable[..., Said]
