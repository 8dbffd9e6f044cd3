"""Takes the words of a PDF page as they were set, each stretch with its place on the page."""

import re
from collections import Counter
from dataclasses import dataclass, field
from math import hypot
from typing import TYPE_CHECKING, Any

from flashcards.articles.readers.decoding import cleaned

if TYPE_CHECKING:
    from pypdf import PageObject

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_CLOSES = re.compile(r"[.,;:!?)\]}’”](?!\w)|['’]s\b")
_STRING = re.compile(rb"\\.|[()]|<[0-9A-Fa-f\s]*>", re.DOTALL)
"""Where a string of a drawing begins or ends, what stands for one sign of it, or a whole one."""
_PATH = re.compile(rb"(?<=\s)(?:-?[\d.]{1,20}\s{1,2}){2,6}(?:[mlcvy]|re)\s(?:h\s)?")
_FAR = 90.0
"""Points between the beginnings of two strings of a line that may stand in two columns."""
_NARROW, _WIDE = frozenset(" ijltfrI.,;:'’!|()[]-"), frozenset("mwMW@%—…")
_FEW_TURNED = 4
"""Letters of a page for one that stands upright or askew beside them and is left out."""
_OFTEN_SET = "etaoinsr"
_USUAL_WIDTH = 0.45
"""Width of those letters on average in the fonts that ``_width`` was made for."""
_SAME_WORD = 0.12
"""Share of its height that a gap inside a word has at most."""


@dataclass(slots=True)
class Line:
    """A line of a page, or a stretch of one, as it was set."""

    text: str = ""
    size: float = 0.0
    """Height of its type in points."""
    bold: bool = True
    place: float = 0.0
    """How far above the foot of the page it stands, in points."""
    left: float = 0.0
    """Where it begins, in points from the left edge."""
    right: float = 0.0
    """About where it ends."""
    turned: tuple[int, int] = (1, 0)
    """The direction in which it runs."""
    fresh: bool = True
    """Whether a line ends before it."""
    spaced: bool = True
    """Whether a space or the end of a line stands before it."""
    weights: Counter[float] = field(default_factory=Counter)
    """How many letters of each size it has."""


def pieces_of(page: "PageObject") -> list[Line]:
    """Return what stands on a page in the order of the file; raises what the library raises."""
    pieces: list[Line] = []
    fonts: dict[int, tuple[bool, float]] = {}

    fresh = spaced = True

    def take(text: str, matrix: list[float], own: list[float], font: Any, size: float) -> None:
        nonlocal fresh, spaced
        height = round(size * hypot(own[2], own[3]) * hypot(matrix[2], matrix[3]), 1)
        if id(font) not in fonts:
            fonts[id(font)] = _about(font or {})
        bold, breadth = fonts[id(font)]
        left, place, turned = _placed(matrix, own)
        for number, part in enumerate(cleaned(text).translate(_LIGATURES).split("\n")):
            fresh = fresh or number > 0
            spaced = spaced or fresh or part[:1].isspace()
            words = " ".join(part.split())
            if words:
                right = left + _width(words) * height * breadth
                weights = Counter({height: len(words)})
                line = Line(words, height, bold, place, left, right, turned, fresh, spaced, weights)
                pieces.append(line)
                fresh, spaced = False, part[-1].isspace()

    _part_columns(page)
    page.extract_text(visitor_text=take)
    return _with_initials(_upright(pieces))


def add(line: Line, more: Line) -> None:
    """Put what stands behind a line at the same height into it."""
    if more.fresh:
        close = bool(_CLOSES.match(more.text)) or line.text[-1] in "([{‘“"
    else:
        close = not more.spaced
    line.text += more.text if close or _within_word(line, more) else f" {more.text}"
    line.bold = line.bold and more.bold
    line.right = max(line.right, more.right)
    line.weights.update(more.weights)


def _within_word(line: Line, more: Line) -> bool:
    """Whether a capital letter and the rest of its word were set one by one."""
    alone = line.text[-1:].isupper() and not line.text[-2:-1].strip()
    if not alone or not more.text[0].islower() or line.text in ("A", "I"):
        return False
    return more.left - line.right < _SAME_WORD * more.size


def _about(font: Any) -> tuple[bool, float]:
    """Whether a font is bold, and how wide it is compared with others."""
    bold = bool(_BOLD.search(str(font.get("/BaseFont", ""))))
    widths, first = font.get("/Widths"), font.get("/FirstChar")
    widths = widths.get_object() if hasattr(widths, "get_object") else widths
    if not isinstance(widths, list) or not isinstance(first, int):
        return bold, 1.0
    places = [ord(sign) - first for sign in _OFTEN_SET]
    found = [float(widths[at]) for at in places if 0 <= at < len(widths)]
    found = [width for width in found if width > 0]
    if len(found) * 2 < len(places):
        return bold, 1.0
    breadth = sum(found) / len(found) / 1000 / _USUAL_WIDTH
    return bold, breadth if 0.5 < breadth < 2 else 1.0


def _width(words: str) -> float:
    """About how wide words are, in heights of their type."""
    width = 0.0
    for sign in words:
        if sign in _NARROW:
            width += 0.29
        elif sign > "\u2e80":
            width += 1.0
        elif sign in _WIDE:
            width += 0.83
        else:
            width += 0.66 if sign.isupper() else 0.49
    return width


def _placed(matrix: list[float], own: list[float]) -> tuple[float, float, tuple[int, int]]:
    """Where a string begins along its line, how high it stands, and where it runs."""
    x = own[4] * matrix[0] + own[5] * matrix[2] + matrix[4]
    y = own[4] * matrix[1] + own[5] * matrix[3] + matrix[5]
    along = own[0] * matrix[0] + own[1] * matrix[2]
    up = own[0] * matrix[1] + own[1] * matrix[3]
    if abs(up) <= abs(along) * 0.1:
        return (x, y, (1, 0)) if along >= 0 else (-x, -y, (-1, 0))
    if abs(along) <= abs(up) * 0.1:
        return (y, -x, (0, 1)) if up >= 0 else (-y, x, (0, -1))
    return x, y, (1, 1)


def _part_columns(page: "PageObject") -> None:
    """Have strings that stand far apart at the same height given one by one.

    The library puts all of a line into one string, across the columns of a page.
    """
    from pypdf.generic import ContentStream, NameObject

    if "/Contents" not in page:
        return
    content = ContentStream(page["/Contents"].get_object(), page.pdf, "bytes")
    content.set_data(_without_lines(content.get_data()))
    parted: list[tuple[Any, bytes]] = []
    at, height = 0.0, 0.0
    scale = (1.0, 1.0)
    for operands, operator in content.operations:
        if operator in (b"Td", b"TD", b"Tm") and all(
            isinstance(number, (int, float)) for number in operands
        ):
            moved = (at, height)
            if operator == b"Tm" and len(operands) == 6:
                scale = (float(operands[0]), float(operands[3]))
                at, height = float(operands[4]), float(operands[5])
            elif operator != b"Tm" and len(operands) == 2:
                at += float(operands[0]) * scale[0]
                height += float(operands[1]) * scale[1]
            if abs(height - moved[1]) < 1 and abs(at - moved[0]) > _FAR:
                parted.append(([1, 0, 0, 1, 0, 0], b"cm"))
        elif operator == b"BT":
            at, height, scale = 0.0, 0.0, (1.0, 1.0)
        parted.append((operands, operator))
    content.operations = parted
    page[NameObject("/Contents")] = content


def _without_lines(drawing: bytes) -> bytes:
    """Leave out of a page's drawing the lines and curves between its strings, which take long."""
    parts: list[bytes] = []
    at, deep = 0, 0
    for edge in _STRING.finditer(drawing):
        sign = edge[0]
        if deep == 0 and sign[:1] in b"(<":
            parts.append(_PATH.sub(b"", drawing[at : edge.start()]))
            at = edge.start()
        if sign == b"(":
            deep += 1
        elif sign == b")":
            deep = max(deep - 1, 0)
        if deep == 0 and sign[:1] in b")<":
            parts.append(drawing[at : edge.end()])
            at = edge.end()
    rest = drawing[at:]
    return b"".join([*parts, rest if deep else _PATH.sub(b"", rest)])


def _upright(pieces: list[Line]) -> list[Line]:
    """Leave out what stands askew beside the text: stamps in the margin, labels of an axis."""
    letters: Counter[tuple[int, int]] = Counter()
    for piece in pieces:
        letters[piece.turned] += len(piece.text)
    if len(letters) < 2:
        return pieces
    most = max(letters.values())
    return [piece for piece in pieces if letters[piece.turned] * _FEW_TURNED >= most]


def _with_initials(pieces: list[Line]) -> list[Line]:
    """Give large initials back to their words."""
    whole: list[Line] = []
    for piece in pieces:
        before = whole[-1] if whole else None
        if (
            before
            and len(before.text) == 1
            and before.text.isupper()
            and before.size > piece.size * 1.8
            and piece.text[0].isalpha()
        ):
            joined = piece.text[0].islower() or before.text not in ("A", "I")
            piece.text = before.text + ("" if joined else " ") + piece.text
            piece.left = min(piece.left, before.left)
            whole.pop()
        whole.append(piece)
    return whole
