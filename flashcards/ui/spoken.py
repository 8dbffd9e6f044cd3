"""What the text of a card says to who hears it: its paragraphs, with words for what is drawn."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextFormat, QTextTable

from flashcards.text.clean import JOINER
from flashcards.text.formulas import split
from flashcards.ui.drawn_words import OBJECT
from flashcards.ui.sound.card_sounds import SCHEME
from flashcards.ui.words import tr

GAP = "[...]"
"""How a text shows what is asked for."""
LONGEST = 4_000
"""Characters that are said at once; whoever wants more reads the paragraphs one by one."""
_ALT, _TITLE = QTextFormat.Property.ImageAltText.value, QTextFormat.Property.ImageTitle.value
_SPACES = re.compile(r"[\s\xa0\u2028]+")
_SAID_SIGN = re.compile(r"\w")
_SENTENCE_END = re.compile(r"[.!?:;…,)\]”\"]\Z")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is read at once: a paragraph, an item of a list, a row of a table."""

    text: str
    first: int
    """Where its first block stands in the document."""
    last: int
    """Where its last block stands; the same for most."""


def paragraphs(
    document: QTextDocument, source_at: Callable[[int], str], start: int = 0
) -> list[Paragraph]:
    """Return what is read of a text from a place on; ``source_at`` tells what is drawn there."""
    found: list[Paragraph] = []
    row: tuple[int, int] | None = None
    for block in _blocks(document, start):
        text = _block_words(block, source_at, start)
        if not text:
            continue
        here = _row_of(block)
        if found and here is not None and here == row:
            before = found.pop()
            found.append(Paragraph(f"{before.text}, {text}", before.first, block.position()))
        else:
            found.append(Paragraph(text, block.position(), block.position()))
        row = here
    return found


def sentence(found: list[Paragraph]) -> str:
    """Return the paragraphs as one text with a pause between any two."""
    parts = [each.text for each in found]
    ended = [part if _SENTENCE_END.search(part) else f"{part}." for part in parts[:-1]]
    return " ".join([*ended, *parts[-1:]])[:LONGEST]


def _blocks(document: QTextDocument, start: int) -> Iterator[QTextBlock]:
    block = document.findBlock(start) if start else document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _row_of(block: QTextBlock) -> tuple[int, int] | None:
    """Return which row of which table a block stands in; None outside of tables."""
    cursor = QTextCursor(block)
    table: QTextTable | None = cursor.currentTable()
    return None if table is None else (table.firstPosition(), table.cellAt(cursor).row())


def _block_words(block: QTextBlock, source_at: Callable[[int], str], start: int) -> str:
    """Return what a block says, after the number it has in a list."""
    text, at = block.text(), block.position()
    if start > at:
        text, at = _from(text, start - at), start
    elif (items := block.textList()) is not None and _SAID_SIGN.search(items.itemText(block)):
        text = f"{items.itemText(block)} {text}"
        at -= len(items.itemText(block)) + 1
    if OBJECT in text:
        text = "".join(_letters(block, text, at, source_at))
    text = text.replace(GAP, tr("blank")).replace(JOINER, "")
    return _SPACES.sub(" ", text).strip()


def _from(text: str, place: int) -> str:
    """Return a text from a place on, counted as Qt counts, in UTF-16."""
    return text.encode("utf-16-le", "surrogatepass")[2 * place :].decode("utf-16-le", "replace")


def _letters(
    block: QTextBlock, text: str, at: int, source_at: Callable[[int], str]
) -> Iterator[str]:
    for letter in text:
        if letter == OBJECT:
            yield f" {_drawn(block, at, source_at(at))} "
        else:
            yield letter
        at += 2 if ord(letter) > 0xFFFF else 1


def _drawn(block: QTextBlock, at: int, source: str) -> str:
    """Return words for what stands as a picture at a place."""
    if source:
        opening, inside, _ = split(source)
        return inside if opening else source
    cursor = QTextCursor(block.document())
    cursor.setPosition(at)
    cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
    form = cursor.charFormat()
    name = form.toImageFormat().name() if form.isImageFormat() else ""
    if not name or name.startswith(f"{SCHEME}:"):
        return ""  # a rule, or the button beside the words for what is played
    said = str(form.property(_ALT) or form.property(_TITLE) or "").strip()
    return tr("picture: {words}", words=said) if said else tr("picture")
