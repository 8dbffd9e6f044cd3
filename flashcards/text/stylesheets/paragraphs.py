"""Collects what is written for Qt: paragraphs, the gaps between them and the boxes around them."""

from dataclasses import dataclass, field, replace

from flashcards.text.stylesheets.cascade import Looks
from flashcards.text.stylesheets.drawn import Box, InlineBox
from flashcards.text.stylesheets.inline import JOINED, Run, Typesetter

_ALIGNED = {
    "center": "center", "-webkit-center": "center", "right": "right", "end": "right",
    "-webkit-right": "right", "justify": "justify",
}  # fmt: skip
_LEADING = 1.15
"""Height of a line of most fonts where a sheet asks for none, as a share of its text size."""
_ASCENT = 0.92
"""How much of that lies above the line that letters stand on."""
_BREAK = "<br>"
_ANY_SIZE = 1e6


@dataclass(slots=True)
class _Open:
    """A box whose end has not come; ``top`` is where it begins below the last paragraph."""

    box: Box
    top: float | None
    """None while gaps within it may still merge with the one above it."""
    begun: bool = False


@dataclass(slots=True)
class Column:
    """Where paragraphs are put one below the other: the page, or a cell of a table."""

    width: float
    """In pixels of the page, as all lengths here."""
    left: float = 0.0
    """Where text begins now, and how far from the ``right`` edge it ends."""
    right: float = 0.0
    fixed: float = 0.0
    """Room to leave above the next paragraph: this much, and a ``gap`` that merges with others."""
    gap: float = 0.0
    lead: float = 0.0
    """Room above the first paragraph, which Qt leaves only as a margin of what it stands in."""
    in_cell: bool = False
    spare: float = 0.0
    """Room that a cell keeps above its first paragraph besides."""
    is_empty: bool = True
    open: list[_Open] = field(default_factory=list)

    def begin(self, above: float) -> float:
        """Begin a paragraph or table with this room above it; return its margin in Qt's text."""
        self.fixed = self.gap = 0.0
        if not self.is_empty:
            return above
        self.is_empty, self.lead = False, above
        return 0.0


class Paragraphs:
    """The text written so far. Gaps merge as they do in CSS; padding keeps them apart."""

    def __init__(self, typesetter: Typesetter, column: Column) -> None:
        self._typesetter = typesetter
        self.scale = typesetter.scale
        self.out: list[str] = []
        self.boxes: list[Box] = []
        self.inline_boxes: list[InlineBox] = []
        self.column = column
        self.marker: tuple[str, int] | None = None
        """What the next paragraph is an item of: the kind of its list, and its number."""
        self._inline: list[str] = []
        self._has_content = False
        self._has_picture = False
        self._has_text = False
        self._smallest = _ANY_SIZE
        """The size of the smallest text in the paragraph."""
        self._held = 0.0
        """How large the text is that makes the line high."""
        self._ends_in_break = False
        self._below = 0.0
        """Room that what stands in the last line needs below it."""
        self._is_tall = False
        self.behind_space = True
        self.count = 0

    # --- within a paragraph

    def add(self, run: Run, html: str, *, blank: bool) -> None:
        """Add a run of text; ``blank`` where it holds nothing but a space."""
        if not html:
            return
        self._hold_open(run)
        self._inline.append(self._typesetter.span(run, html))
        self._has_content = self._has_content or not blank
        self._has_text = self._has_text or not blank
        self._smallest = min(self._smallest, run.looks.size)
        self._ends_in_break = False
        self.behind_space = html.endswith((" ", _BREAK))

    def add_place(self, run: Run, name: str) -> None:
        """Add a sign without width by which a place in the line is found."""
        self._hold_open(run)
        self._inline.append(self._typesetter.place(run, name))
        self._ends_in_break = False

    def make_room(self, run: Run, above: float, below: float) -> None:
        """Keep room in the line for a box around text: above the text in it, and below."""
        size = run.looks.size
        strut = size + max(0.0, above) / _ASCENT
        self._inline.append(self._typesetter.strut(run, strut))
        self._below = max(self._below, below - (strut - size) * (_LEADING - _ASCENT))
        self._is_tall = True

    def _hold_open(self, run: Run) -> None:
        """Make the line as high as the largest element around the text in it, as browsers do."""
        if run.strut > max(self._held, run.looks.size * 1.05):
            self._held = run.strut
            self._inline.append(self._typesetter.strut(run))

    def add_break(self, run: Run, block: Run) -> None:
        """End the line; ``block`` is the run of the paragraph."""
        if self._below > 0:
            self.end_line(block)  # so that the next one keeps off what reaches below this one
            return
        self._held = 0.0
        self._inline.append(self._typesetter.span(run, _BREAK))
        self._has_content = self._ends_in_break = self.behind_space = True

    def add_hidden(self) -> None:
        """Keep a line for text that is not shown."""
        self._has_content = True
        self._ends_in_break = self.behind_space = False

    def add_picture(self, tag: str) -> None:
        """Add a picture to the line."""
        self._inline.append(tag)
        self._has_content = self._has_picture = True
        self._ends_in_break = self.behind_space = False

    def add_drawn(self, run: Run, tag: str) -> None:
        """Add what is drawn like a word, in the size and colour of the text around it."""
        self.add_picture(self._typesetter.span(run, tag))

    def end_line(self, run: Run) -> None:
        """Write what was added as one paragraph; nothing where there is only white space."""
        inline, self._inline = self._inline, []
        has_content, self._has_content = self._has_content, False
        has_picture, self._has_picture = self._has_picture, False
        has_text, self._has_text = self._has_text, False
        smallest, self._smallest, self._held = self._smallest, _ANY_SIZE, 0.0
        below, self._below = self._below, 0.0
        is_tall, self._is_tall = self._is_tall, False
        self.behind_space = True
        if not has_content:
            return
        if self._ends_in_break:
            inline.pop()  # as in browsers, it begins no line that holds nothing
        if has_picture and not has_text:
            inline.append(self._typesetter.strut(run))  # a picture stands on the line of text
        low = smallest < run.looks.size or not inline
        self._write(run, "".join(inline), fixed=not (has_picture or is_tall), low=low)
        self.column.fixed += below

    def spacer(self, run: Run, height: float) -> None:
        """Write an empty line of that height."""
        style = f"line-height:{max(1, round(height * self.scale))}px;-qt-line-height-type:fixed;"
        self._put(run, "", f"{style}-qt-paragraph-type:empty;font-size:1px;")

    def mark(self, run: Run) -> None:
        """Put the sign of an item beside what is no paragraph, such as a table that begins it."""
        if self.marker is not None:
            height = f"line-height:{run.looks.size * _ASCENT * self.scale:.0f}px"
            self._put(run, JOINED, f"{height};-qt-line-height-type:fixed;")

    def _write(self, run: Run, html: str, *, fixed: bool, low: bool) -> None:
        style = self._line_height(run.looks, fixed=fixed, low=low)
        indent = run.looks.length("text-indent", self.column.width)
        if indent:
            style += f"text-indent:{indent * self.scale:.0f}px;"
        if run.looks.get("white-space") in ("nowrap", "pre"):
            style += "white-space:pre;" if run.looks.get("white-space") == "pre" else ""
        # Qt leaves out a line in front of a table that is really empty.
        self._put(run, html or JOINED, style, _too_low(run.looks) if fixed else 0.0)

    def _line_height(self, looks: Looks, *, fixed: bool, low: bool) -> str:
        """Return how high lines are; ``low`` where some text is smaller than that of the block."""
        said = looks.get("line-height", "normal")
        if said == "normal":
            least = f"{looks.size * _LEADING * self.scale:.0f}px;-qt-line-height-type:minimum;"
            return f"line-height:{least}" if low else ""
        pixels = _height(looks)
        if pixels <= 0:
            return ""
        kind = "fixed" if fixed else "minimum"
        return f"line-height:{pixels * self.scale:.0f}px;-qt-line-height-type:{kind};"

    def _put(self, run: Run, html: str, style: str, too_low: float = 0.0) -> None:
        """Write a paragraph; ``too_low`` is how much farther up it must stand than lines do."""
        column, scale = self.column, self.scale
        above = column.fixed + column.gap
        too_low = min(too_low, above + (column.spare if column.is_empty else 0.0))
        for one in column.open:
            if not one.begun:
                one.begun = True
                one.box.first = self.count
                one.box.above = (0.0 if one.top is None else above - one.top) * scale
                one.box.above -= too_low * scale
        above = column.begin(above - too_low)
        column.fixed += too_low
        looks = run.looks
        rtl = looks.get("direction") == "rtl"
        side = _ALIGNED.get(looks.get("text-align", "start"), "left")
        if rtl and looks.get("text-align", "start") in ("start", "justify"):
            side = "right" if looks.get("text-align", "start") == "start" else side
        edges = (
            f"margin:{above * scale:.0f}px {max(0, column.right) * scale:.0f}px 0px "
            f"{max(0, column.left) * scale:.0f}px;"
        )
        attributes = f'align="{side}"' + (' dir="rtl"' if rtl else "")
        style = f"{edges}-qt-user-state:{self.count};{style}"
        self.count += 1
        if self.marker is None:
            self.out.append(f'<p {attributes} style="{style}">{html}</p>')
            return
        (kind, number), self.marker = self.marker, None
        style += self._typesetter.style(replace(run, background=None))  # that of its sign
        name = "ul" if kind in ("disc", "circle", "square") else "ol"
        first = f' start="{number}"' if name == "ol" else ""
        listed = f'style="margin:0px;-qt-list-indent:0;list-style-type:{kind}"'
        item = f'<li {attributes} style="{style}">{html}</li>'
        self.out.append(f"<{name}{first} {listed}>{item}</{name}>")

    # --- between paragraphs

    def leave(self, gap: float) -> None:
        """Leave a gap that merges with the one next to it."""
        column = self.column
        if gap < 0:
            column.gap += gap
            if column.gap < 0:
                column.fixed, column.gap = max(0.0, column.fixed + column.gap), 0.0
        else:
            column.gap = max(column.gap, gap)

    def keep_apart(self, room: float) -> None:
        """Leave room that merges with nothing: padding, or the line of a border."""
        for one in self.column.open:
            if one.top is None and not one.begun:
                one.top = self.column.fixed + self.column.gap
        self.column.fixed += self.column.gap + room
        self.column.gap = 0.0

    def open_box(self, box: Box, *, merges: bool) -> None:
        """Begin a box here; ``merges`` where the gap of what it begins with is one outside it."""
        column = self.column
        column.open.append(_Open(box, None if merges else column.fixed + column.gap))
        box.in_cell = column.in_cell
        box.width = column.width * self.scale

    def close_box(self, *, merges: bool) -> None:
        """End the innermost box, its lower padding left already."""
        opened, column = self.column.open.pop(), self.column
        if opened.begun:
            opened.box.last = self.count - 1
            opened.box.below = (column.fixed + (0.0 if merges else column.gap)) * self.scale
            self.boxes.append(opened.box)

    @property
    def is_begun(self) -> bool:
        """Whether the innermost box holds a paragraph yet."""
        return bool(self.column.open) and self.column.open[-1].begun


def _height(looks: Looks) -> float:
    """Return how high a line is where a sheet says so, in pixels of the page; 0 for as usual."""
    said = looks.get("line-height", "normal")
    try:
        return float(said) * looks.size
    except ValueError:
        return looks.length("line-height") or 0.0


def _too_low(looks: Looks) -> float:
    """Return how much lower text stands in a line of fixed height than in browsers.

    Qt puts the letters on four fifths of it; browsers leave as much room above them as below.
    """
    height = _height(looks)
    middle = (height - looks.size * _LEADING) / 2 + looks.size * _ASCENT
    return 0.8 * height - middle if height > 0 else 0.0
