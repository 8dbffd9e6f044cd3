"""Two languages that nobody speaks, made from English, in which faults of the window show.

Every text is between signs and 40% longer, so that a text that was never marked, is glued from
pieces or has no room is seen at once. The mirrored one is written from right to left as well.
"""

import re
from typing import Final

from flashcards.languages.catalogue import ENGLISH

OPENS: Final = "⟦"
CLOSES: Final = "⟧"
_LONGER: Final = 0.4
_FILLING: Final = "~"
_WORD: Final = 12
"""Length of a word of what fills a text up, so that a line can break in it."""
_KEPT: Final = re.compile(r"(\{\{[^{}]*\}\}|\{[^{}]*\}|<[^<>]*>|&[a-z]+;|https?://\S+)")
"""Places to be filled in, marks and addresses, which stand as they are."""
_LETTERS: Final = str.maketrans(
    "aceginorsuyACEGINORSUYzZ",
    "áçéĝíñóŕšúýÁÇÉĜÍÑÓŔŠÚÝžŽ",
)
_FROM_RIGHT, _END = "\u202e", "\u202c"


class Pseudo:
    """The texts of a language that nobody speaks."""

    def __init__(self, *, mirrored: bool = False) -> None:
        self._mirrored = mirrored

    def text(self, one: str, many: str, count: int) -> str:
        """Return the English text in strange letters, longer and between signs."""
        text = ENGLISH.text(one, many, count)
        words = text.strip()
        if not words:
            return text
        start, _, end = text.partition(words)
        strange = "".join(
            piece if at % 2 else self._strange(piece) for at, piece in enumerate(_KEPT.split(words))
        )
        length = round(_LONGER * sum(sign.isalpha() for sign in words))
        filling = "".join(" " if at % _WORD == 0 else _FILLING for at in range(1, length + 1))
        return f"{start}{OPENS}{strange}{filling}{CLOSES}{end}"

    def _strange(self, piece: str) -> str:
        strange = piece.translate(_LETTERS)
        if not self._mirrored or not any(sign.isalpha() for sign in piece):
            return strange
        return f"{_FROM_RIGHT}{strange}{_END}"
