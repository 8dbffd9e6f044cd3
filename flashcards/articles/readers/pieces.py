"""Collects the words and marks of one paragraph, whichever signs its format marks them with."""

from collections.abc import Callable, Iterator

from flashcards.articles.readers.builder import Builder

_LONGEST = 100_000
"""Characters of a paragraph that are taken apart at once, which bounds the memory."""


def portions(text: str) -> Iterator[str]:
    """Yield a paragraph in parts, cut between words where it is very long."""
    at = 0
    while len(text) - at > _LONGEST:
        cut = text.rfind(" ", at + _LONGEST // 2, at + _LONGEST) + 1 or at + _LONGEST
        yield text[at:cut]
        at = cut
    yield text[at:] if at else text


class Pieces:
    """Words, breaks, and beginnings and ends of marks, in order.

    A delimiter that is never closed stays in the text as it was written.
    """

    def __init__(self) -> None:
        self._items: list[tuple[str, str]] = []
        self._open: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self._items)

    def add(self, what: str, words: str) -> None:
        """Add ``text``, ``break``, ``begin`` or ``end`` of a mark, or ``html``."""
        self._items.append((what, words))

    def marked(self, mark: str, words: str) -> None:
        """Add words that are marked."""
        self._items += [("begin", mark), ("text", words), ("end", mark)]

    def half(self, sign: str, mark: str, opens: bool, closes: bool) -> None:
        """Add a delimiter that may begin or end a mark; an empty mark leaves out the signs."""
        waiting = self._open.setdefault(sign, [])
        if closes and waiting:
            self._items[waiting.pop()] = ("begin", mark) if mark else ("text", "")
            if mark:
                self.add("end", mark)
        else:
            if opens:
                waiting.append(len(self._items))
            self.add("text", sign)

    def replace(self, at: int, what: str, words: str) -> None:
        """Put something else in the place of an item."""
        self._items[at] = (what, words)

    def cut(self, at: int) -> None:
        """Take back everything from an item on."""
        del self._items[at:]
        for waiting in self._open.values():
            while waiting and waiting[-1] >= at:
                waiting.pop()

    def words_from(self, at: int, most: int) -> str:
        """The words of at most ``most`` items from one on."""
        return "".join(words for what, words in self._items[at : at + most] if what == "text")

    def write(self, out: Builder, html: Callable[[str], None] | None = None) -> None:
        """Write all into the innermost open block."""
        for what, words in self._items:
            if what == "text":
                out.write(words)
            elif what == "begin":
                out.begin_mark(words)
            elif what == "end":
                out.end_mark(words)
            elif what == "break":
                out.break_line()
            elif html is not None:
                html(words)
