"""Pairs the stars, lines and tildes of Markdown that make text bold, italic or struck."""

from unicodedata import category

from flashcards.text.line_looks import Look

_DEEPEST = 50
"""How many signs that wait for their counterpart are looked at."""
Pair = tuple[Look, tuple[int, int], tuple[int, int]]


class Emphasis:
    """Takes in the runs of a line in their order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[list[int]] = []
        """First and last place of each run that may begin something."""
        self._pairs: list[Pair] = []

    def add(self, start: int, end: int) -> None:
        """Take in one run of equal signs."""
        opens, closes = self._sides(start, end)
        if closes:
            start = self._close(start, end)
        if opens and start < end:
            self._open.append([start, end])

    def pairs(self) -> list[Pair]:
        """Return what was found: how it looks, and where its two marks are."""
        return self._pairs

    def _sides(self, start: int, end: int) -> tuple[bool, bool]:
        before = self._text[start - 1] if start else " "
        after = self._text[end] if end < len(self._text) else " "
        left = not after.isspace() and (not _is_sign(after) or _apart(before))
        right = not before.isspace() and (not _is_sign(before) or _apart(after))
        if self._text[start] == "_":
            return left and (not right or _is_sign(before)), right and (not left or _is_sign(after))
        return left, right

    def _close(self, start: int, end: int) -> int:
        """Pair as much of a run as there are runs before it; return where its rest begins."""
        sign = self._text[start]
        while start < end:
            for depth in range(len(self._open) - 1, max(-1, len(self._open) - _DEEPEST), -1):
                if self._text[self._open[depth][0]] == sign:
                    break
            else:
                return start
            del self._open[depth + 1 :]
            opened = self._open[depth]
            size = 2 if min(opened[1] - opened[0], end - start) >= 2 else 1
            look: Look = "strike" if sign == "~" else "bold" if size == 2 else "italic"
            self._pairs.append((look, (opened[1] - size, opened[1]), (start, start + size)))
            start += size
            opened[1] -= size
            if opened[0] == opened[1]:
                self._open.pop()
        return start


def _apart(character: str) -> bool:
    return character.isspace() or _is_sign(character)


def _is_sign(character: str) -> bool:
    return category(character)[0] in "PS"
