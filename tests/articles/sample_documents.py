"""Documents for the finders' tests, built by hand from marked-up lines."""

from flashcards.articles.tree import Block, BlockKind, Document, Span

K = BlockKind


class Draft:
    """Puts a document together block by block."""

    def __init__(self, title: str = "") -> None:
        self.title = title
        self.text = ""
        self.blocks: list[Block] = []

    def _write(self, words: str, gap: str = "\n\n") -> tuple[int, int]:
        if self.text:
            self.text += gap
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def heading(self, words: str, level: int = 2) -> "Draft":
        """Add a heading."""
        self.blocks.append(Block(K.HEADING, *self._write(words), level))
        return self

    def paragraph(self, words: str, *marked: str, mark: str = "strong") -> "Draft":
        """Add a paragraph in which the words of ``marked`` are set apart."""
        start, end = self._write(words)
        spans = tuple(
            Span(start + words.index(m), start + words.index(m) + len(m), mark) for m in marked
        )
        self.blocks.append(Block(K.PARAGRAPH, start, end, spans=spans))
        return self

    def items(self, *words: str, ordered: bool = False, mark: str = "") -> "Draft":
        """Add a flat list; with ``mark`` all of each item is set apart."""
        made = []
        for number, item in enumerate(words):
            start, end = self._write(item, "\n" if number else "\n\n")
            spans = (Span(start, end, mark),) if mark else ()
            made.append(Block(K.ITEM, start, end, 1, spans=spans))
        self.blocks.append(
            Block(K.LIST, made[0].start, made[-1].end, ordered=ordered, children=tuple(made))
        )
        return self

    def definitions(self, *pairs: tuple[str, str]) -> "Draft":
        """Add a definition list; an empty definition leaves its term without one."""
        made = []
        for number, (term, meaning) in enumerate(pairs):
            made.append(Block(K.TERM, *self._write(term, "\n" if number else "\n\n")))
            if meaning:
                made.append(Block(K.DEFINITION, *self._write(meaning, "\n")))
        self.blocks.append(Block(K.DEFINITIONS, made[0].start, made[-1].end, children=tuple(made)))
        return self

    def table(self, *rows: tuple[str, ...]) -> "Draft":
        """Add a table whose first row is its head."""
        made = []
        for number, row in enumerate(rows):
            cells = []
            for place, words in enumerate(row):
                gap = "\t" if place else "\n" if number else "\n\n"
                cells.append(Block(K.CELL, *self._write(words, gap), level=int(number == 0)))
            made.append(Block(K.ROW, cells[0].start, cells[-1].end, children=tuple(cells)))
        self.blocks.append(Block(K.TABLE, made[0].start, made[-1].end, children=tuple(made)))
        return self

    def fold_out(self, summary: str, *paragraphs: str) -> "Draft":
        """Add a summary that hides paragraphs."""
        made = [Block(K.SUMMARY, *self._write(summary))]
        made += [Block(K.PARAGRAPH, *self._write(words)) for words in paragraphs]
        self.blocks.append(Block(K.DETAILS, made[0].start, made[-1].end, children=tuple(made)))
        return self

    def document(self) -> Document:
        """Return what was put together."""
        return Document(self.title, self.text, tuple(self.blocks))
