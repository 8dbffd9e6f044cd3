"""Shows the source in a field as it looks: marks out of sight, pictures and gaps in their places.

Only the layout changes, never the document: what is undone, copied and kept is the source alone.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QFontInfo, QTextBlock, QTextCharFormat, QTextLayout

from flashcards.text.field_units import ITEM, NOTHING
from flashcards.text.line_looks import START, Line, Span, State
from flashcards.text.line_reading import looks
from flashcards.ui.editor.field_document import line_text
from flashcards.ui.editor.field_formats import format_of, hidden, room

if TYPE_CHECKING:
    from flashcards.ui.editor.field_edit import FieldEdit
    from flashcards.ui.spelling.field_spelling import FieldSpelling

PLACED = frozenset({"picture", "formula", "sound", "number", "divider", "bar"})
"""What something else is drawn for, in a place of its own."""
LETTERS_AT_ONCE = 6_000
"""So many are dressed before the window goes on; the rest of a long field follows in between."""


class FieldLooks(QObject):
    """Dresses the lines of one field, those that changed and those that this opens or closes."""

    def __init__(self, edit: "FieldEdit") -> None:
        super().__init__(edit)
        self._edit = edit
        self._document = edit.document()
        self._states: list[State] = [START]
        self._numbers: dict[State, int] = {START: 0}
        self._caret_block = -1
        self._shown: tuple[Span, ...] = ()
        """The marks that are in sight since the caret is beside them."""
        self._left = -1
        """Where dressing goes on, -1 when all is dressed."""
        self._until = 0
        self.raw = False
        """Whether everything is shown as it is written."""
        self.markup = "markdown"
        self.spelling: FieldSpelling | None = None
        """What marks misspelt words, where anything does."""
        self._rest = QTimer(self)
        self._rest.setInterval(0)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._go_on)
        self._document.contentsChange.connect(self._changed)

    def line(self, block: QTextBlock) -> Line:
        """Return a line taken apart."""
        return looks(line_text(block), self._before(block), self.markup)

    def _before(self, block: QTextBlock) -> State:
        above = block.previous()
        number = above.userState() if above.isValid() else 0
        return self._states[number] if 0 <= number < len(self._states) else START

    def again(self) -> None:
        """Dress every line anew: the theme, the font or the way of showing is another one."""
        self._dress(0, self._document.characterCount())

    def again_at_caret(self) -> None:
        """Dress the line of the caret anew."""
        self.dress_one(self._edit.textCursor().block())

    # When lines are dressed

    def _changed(self, start: int, _removed: int, added: int) -> None:
        if self.spelling is not None:
            self.spelling.typed()
        if self._left >= 0:
            self._until += added
            self._left = min(self._left, start)
            start, added = self._left, max(self._until - self._left, added)
        self._dress(start, start + added)

    def _go_on(self) -> None:
        if self._left >= 0:
            self._dress(self._left, self._until)

    def _dress(self, start: int, until: int) -> None:
        block = self._document.findBlock(start)
        first, length, letters = block.position(), 0, 0
        self._left = -1
        while block.isValid():
            before = block.userState()
            after = self._dress_line(block)
            length += block.length()
            letters += block.length()
            ends = block.position() + block.length()
            block.setUserState(after)
            block = block.next()
            if ends > until and after == before:
                break
            if letters > LETTERS_AT_ONCE and block.isValid():
                self._left, self._until = block.position(), max(until, block.position())
                self._rest.start()
                break
        self._document.markContentsDirty(first, length)

    def _dress_line(self, block: QTextBlock) -> int:
        """Dress one line; return the number of what it leaves open."""
        line = self.line(block)
        shown = self._near(block, line)
        if block.blockNumber() == self._caret_block:
            self._shown = shown
        block.layout().setFormats(self._formats(block, line, shown))
        number = self._numbers.setdefault(line.after, len(self._states))
        if number == len(self._states):
            self._states.append(line.after)
        return number

    # The caret

    def follow_caret(self) -> None:
        """Show the marks beside the caret, and no others any more."""
        block = self._edit.textCursor().block()
        before, self._caret_block = self._caret_block, block.blockNumber()
        if before != self._caret_block and before >= 0 and self._shown:
            self.dress_one(self._document.findBlockByNumber(before))
            self._shown = ()
        if self._near(block, self.line(block)) != self._shown:
            self.dress_one(block)
        if self.spelling is not None:
            self.spelling.caret_moved()

    def leave(self) -> None:
        """Show no marks: the keyboard is elsewhere."""
        if self.spelling is not None:
            self.spelling.caret_moved()
        if self._caret_block >= 0 and self._shown:
            self._shown = ()
            self.dress_one(self._document.findBlockByNumber(self._caret_block))

    def dress_one(self, block: QTextBlock) -> None:
        """Dress a line anew, if it is still there."""
        if block.isValid():
            self._dress_line(block)
            self._document.markContentsDirty(block.position(), block.length())

    def _near(self, block: QTextBlock, line: Line) -> tuple[Span, ...]:
        """Return what of a line is shown as it is written since the caret is beside it."""
        if self.raw:
            return tuple(each for each in line.spans if each.near is not None)
        cursor = self._edit.textCursor()
        if not self._edit.shows_caret() or cursor.block() != block:
            return ()
        at = place_in(block.text(), cursor.positionInBlock())
        return tuple(
            each
            for each in line.spans
            if each.near is not None and each.near[0] <= at <= each.near[1]
        )

    def places(self, block: QTextBlock) -> Iterator[tuple[Span, int, int]]:
        """Yield what is drawn in a line by itself, with where its source begins and ends."""
        line = self.line(block)
        shown = self._near(block, line)
        unit = units_of(block.text())
        for span in line.spans:
            drawn = span.look in PLACED or span.look in ("bullet", "rule")
            if drawn and span not in shown:
                yield span, unit(span.start), unit(span.end)

    # Formats

    def _formats(
        self, block: QTextBlock, line: Line, shown: Sequence[Span]
    ) -> list[QTextLayout.FormatRange]:
        text, em = block.text(), round(QFontInfo(self._edit.font()).pixelSize())
        steps: dict[int, list[tuple[bool, str]]] = {}
        places: dict[int, QTextCharFormat] = {}
        for span in line.spans:
            key = self._key(span, span in shown)
            if key == "place":
                made = self._room_of(span, text)
                if made is None:
                    key = "source"
                else:
                    places[span.start] = made
                    _step(steps, span.start, span.start + 1, "place")
                    _step(steps, span.start + 1, span.end, "hidden")
                    continue
            _step(steps, span.start, span.end, key)
        start = len(text) - len(text.lstrip(NOTHING))
        if text[start : start + 1] == ITEM:
            width = self._edit.places.item_width()
            places[start] = room(ITEM, width, 1, self._edit.font(), seen=True)
            _step(steps, start, start + 1, "place")
        if self.spelling is not None:
            for word in self.spelling.wrong(block, line):
                for start, end in word.pieces:
                    _step(steps, start, end, "misspelt")
        return list(_ranges(text, steps, places, em))

    def _key(self, span: Span, shown: bool) -> str:
        if span.look == "mark":
            return "shown_mark" if shown else "hidden"
        if span.look in PLACED:
            return "source" if shown else "place"
        if span.look in ("bullet", "rule") and shown:
            return "faint"
        return span.look + span.data if span.look in ("heading", "colour") else span.look

    def _room_of(self, span: Span, text: str) -> QTextCharFormat | None:
        size = self._edit.places.size(span)
        if size is None:
            return None
        return room(text[span.start], size.width(), size.height(), self._edit.font())


def _step(steps: dict[int, list[tuple[bool, str]]], start: int, end: int, key: str) -> None:
    if end > start:
        steps.setdefault(start, []).append((True, key))
        steps.setdefault(end, []).append((False, key))


def _ranges(
    text: str,
    steps: dict[int, list[tuple[bool, str]]],
    places: dict[int, QTextCharFormat],
    em: int,
) -> Iterator[QTextLayout.FormatRange]:
    active: dict[str, int] = {}
    last = 0
    unit = units_of(text)
    for at in sorted(steps):
        if active and at > last:
            found = QTextLayout.FormatRange()
            found.start = unit(last)
            found.length = unit(at) - found.start
            if "hidden" in active:
                found.format = hidden()
            elif "place" in active:
                found.format = places[last]
            else:
                found.format = format_of(active, em)
            yield found
        for begins, key in steps[at]:
            active[key] = active.get(key, 0) + (1 if begins else -1)
            if not active[key]:
                del active[key]
        last = at


def units_of(text: str) -> Callable[[int], int]:
    """Return what tells of many places in a text how Qt counts them."""
    wide = [] if text.isascii() else [at for at, each in enumerate(text) if each > "\uffff"]
    return lambda place: place + bisect_left(wide, place)


def units_before(text: str, place: int) -> int:
    """Return how Qt counts a place in a text: characters beyond the first plane are two."""
    if text.isascii():
        return place
    return place + sum(each > "\uffff" for each in text[:place])


def place_in(text: str, position: int) -> int:
    """Return the place in a text that Qt counts as ``position``."""
    if text.isascii() or max(text, default="") < "\U00010000":
        return position
    return len(text.encode("utf-16-le")[: 2 * position].decode("utf-16-le", "ignore"))
