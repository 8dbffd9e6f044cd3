"""Shows documents as indented lines, and checks what holds for every document."""

from flashcards.articles.tree import Block, BlockKind, Document

_INSIDE = {
    BlockKind.LIST: {BlockKind.ITEM},
    BlockKind.DEFINITIONS: {BlockKind.TERM, BlockKind.DEFINITION},
    BlockKind.TABLE: {BlockKind.ROW},
    BlockKind.ROW: {BlockKind.CELL},
}
_DEEPEST = 50


def outline(document: Document) -> str:
    """Return a line for each block: its kind and, of the innermost, the words."""
    lines: list[str] = []
    waiting = [(block, 0) for block in reversed(document.blocks)]
    while waiting:
        block, depth = waiting.pop()
        kind = block.kind.value
        if block.kind is BlockKind.HEADING:
            kind += str(block.level)
        elif block.kind is BlockKind.CELL and block.level:
            kind = "head"
        elif block.ordered:
            kind = "ordered list"
        words = "" if block.children else " " + document.text[block.start : block.end]
        lines.append("  " * depth + kind + words.replace("\n", " / "))
        waiting += [(child, depth + 1) for child in reversed(block.children)]
    return "\n".join(lines)


def marked(document: Document, mark: str) -> list[str]:
    """Return the words that carry a mark, in order."""
    found: list[str] = []
    waiting = list(reversed(document.blocks))
    while waiting:
        block = waiting.pop()
        found += [document.text[s.start : s.end] for s in block.spans if s.mark == mark]
        waiting += reversed(block.children)
    return found


def assert_sound(document: Document) -> None:
    """Assert what every reader promises, whatever it read."""
    assert "\0" not in document.text
    assert "\r" not in document.text
    document.text.encode("utf-8")
    _assert_in_order(document.blocks, 0, len(document.text))
    waiting = [(block, 1) for block in document.blocks]
    while waiting:
        block, depth = waiting.pop()
        assert depth < _DEEPEST
        _assert_in_order(block.children, block.start, block.end)
        allowed = _INSIDE.get(block.kind)
        assert allowed is None or {child.kind for child in block.children} <= allowed
        at = block.start
        for span in block.spans:
            assert at <= span.start < span.end <= block.end
            at = span.start
        waiting += [(child, depth + 1) for child in block.children]
    for question in document.questions:
        assert 0 <= question.start < question.end <= len(document.text)
        assert 0 <= question.answer_start < question.answer_end <= len(document.text)


def _assert_in_order(blocks: tuple[Block, ...], start: int, end: int) -> None:
    for block in blocks:
        assert start <= block.start <= block.end <= end
        start = block.end
