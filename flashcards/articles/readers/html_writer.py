"""Writes the tags and words of a page, or of HTML inside Markdown, into a builder."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from flashcards.articles.readers.builder import Builder
from flashcards.articles.readers.formulas import as_formula, with_formulas
from flashcards.articles.readers.html_elements import (
    BLOCKS,
    BOUNDARIES,
    CODE,
    DROPPED,
    ENDED_BY,
    FAR,
    HELD_BY,
    INLINE,
    MARKS,
    VOID,
)
from flashcards.articles.readers.html_formulas import Formula, begins_formula
from flashcards.articles.readers.html_tokens import Token
from flashcards.articles.tree import Block, BlockKind

_K = BlockKind
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_ANCHORS = frozenset({"¶", "#", "§", "🔗", "⚓", "⚓︎", "↑", "↩", "↩︎", "\uf0c1"})
"""What stands for a link to the very place it stands at."""

_PAIRED = {"term": _K.TERM, "definition": _K.DEFINITION}

_LEAVES = frozenset({"p", "li", "dt", "dd", "td", "th"})
"""Elements of which a page has most, and which often hold nothing but words."""

Words = Callable[[str], None]


@dataclass(slots=True)
class _Element:
    name: str
    mark: int = -1
    """What the builder gave for it, -1 where it opened nothing."""
    role: str = ""
    in_layout: bool = False
    """Of a table: whether the one around it only arranges."""
    since: int = 0
    """Of a caption: how much was written before it."""


@dataclass(slots=True)
class _Figure:
    targets: list[str] = field(default_factory=list)
    """Where its pictures lie."""
    caption: Block | None = None


class HtmlWriter:
    """Follows the tags of a page and writes what they mean.

    ``write`` takes the words between tags instead of the builder, where they are Markdown.
    """

    def __init__(self, out: Builder, write: Words | None = None) -> None:
        self._out = out
        self._write = write or out.write
        self._plain = write is None
        self._open: list[_Element] = []
        self._dropped = 0
        self._code: list[str] | None = None
        self._breaks = 0
        self._layout = False
        self._formula: Formula | None = None
        self._figures: list[_Figure] = []
        """Those that are open."""

    def feed(self, tokens: Iterable[tuple[Token, str]]) -> None:
        """Write tokens, each with its role.

        Roles: ``""``; ``drop``, whose content is left out; ``other``, read as one block of no
        interest; ``layout``, a table that only arranges; ``head``, a heading row; ``note``, a
        reference to a footnote; ``term`` and ``definition``, which the page pairs by their names.
        """
        held: Token | None = None
        words = ""
        for token, role in tokens:
            if held is not None:
                if not words and token.name == "" and not token.words.isspace():
                    words = token.words
                    continue
                whole = bool(words) and _ends(token, held.name)
                self._hold_no_more(held, words, whole)
                closed, held, words = whole and token.closes, None, ""
                if closed:
                    continue
            if role == "" and token.name in _LEAVES and self._reads_plainly and not token.closes:
                held = token
            elif token.name == "":
                self._take_words(token.words)
            elif token.closes:
                self._end(token.name)
            else:
                self._begin(token, role)
        if held is not None:
            self._hold_no_more(held, words, whole=False)

    def _hold_no_more(self, token: Token, words: str, whole: bool) -> None:
        """Write a block that was held back until it was seen whether it is words and no more."""
        if whole:
            self._end_implied(token.name)
            self._breaks = 0
            words = with_formulas(words)
            self._out.block(BLOCKS[token.name], words, self._level(token.name))
            if self._out.inside is _K.OTHER:
                self._out.break_line()
        else:
            self._begin(token, "")
            if words:
                self._take_words(words)

    @property
    def _reads_plainly(self) -> bool:
        if self._formula is not None or self._code is not None:
            return False
        return self._plain and not (self._dropped or self._layout)

    def reset(self) -> None:
        """End all that is open."""
        self._end_formula()
        while self._open:
            self._pop()

    @property
    def holds_lines(self) -> bool:
        """Whether a list or table is open, which a heading of Markdown would end."""
        return any(element.name in ("ul", "ol", "dl", "table") for element in self._open[-FAR:])

    @property
    def in_code(self) -> bool:
        """Whether the words of a ``<pre>`` are being collected."""
        return self._code is not None

    def _take_words(self, words: str) -> None:
        if self._formula is not None:
            self._formula.take(words)
            return
        if self._dropped:
            return
        if self._code is not None:
            self._code.append(words)
            return
        if not words.isspace():
            self._breaks = 0
        shift = self._open[-1].name if self._open else ""
        bare = words.strip()
        if shift == "a" and bare in _ANCHORS:
            return
        if shift in ("sup", "sub") and bare and len(bare) <= 8:
            words = _shifted(bare, shift)
        self._write(with_formulas(words) if self._plain else words)

    def _begin(self, token: Token, role: str) -> None:
        name = token.name
        if self._formula is not None:
            if name not in BLOCKS and name not in BOUNDARIES:
                self._formula.begin(token)
                return
            self._end_formula()
        if begins_formula(token) and role != "drop" and not self._dropped and self._code is None:
            self._formula = Formula(token)
            return
        if name in VOID:
            self._void(token)
            return
        if self._dropped == 0:
            self._end_implied(name)
        element = _Element(name, role=role)
        if name in DROPPED and role not in ("keep", *_PAIRED):
            element.role = role = "drop"
        if role == "drop":
            self._dropped += 1
        elif self._dropped == 0:
            self._enter(element, token)
        if token.words.endswith("/") and name not in BLOCKS and name not in MARKS:
            self._open.append(element)
            self._pop()
        else:
            self._open.append(element)

    def _enter(self, element: _Element, token: Token) -> None:
        name, role, out = element.name, element.role, self._out
        if self._code is not None:
            return
        if role == "other":
            self._end_paragraph()
            element.mark = out.open(_K.OTHER)
        elif role in _PAIRED:
            self._end_paragraph()
            element.mark = out.open(_PAIRED[role])
        elif name in CODE:
            self._end_paragraph()
            element.mark = out.open(_K.CODE)
            self._code = []
        elif name in MARKS:
            if name != "a" or "href" in token.words.lower():
                out.begin_mark(MARKS[name])
        elif name == "table":
            self._end_paragraph()
            element.mark = out.depth
            element.in_layout, self._layout = self._layout, role == "layout"
        elif name in ("tr", "td", "th") and self._layout:
            self._end_paragraph()
        elif name in BLOCKS:
            element.since = out.length
            element.mark = self._block(name)
        elif name in BOUNDARIES:
            self._end_paragraph()
            if name == "figure":
                self._figures.append(_Figure())
        elif name == "q":
            self._write("“")

    def _block(self, name: str) -> int:
        return self._out.open(BLOCKS[name], self._level(name), ordered=name == "ol")

    def _level(self, name: str) -> int:
        if name == "th":
            heads = any(e.role == "head" or e.name == "thead" for e in self._open[-4:])
            return 1 if heads else 2
        return int(name[1]) if BLOCKS[name] is _K.HEADING else 0

    def _void(self, token: Token) -> None:
        name = token.name
        if self._dropped:
            return
        if self._code is not None:
            if name == "br":
                self._code.append("\n")
            return
        if name == "br":
            self._breaks += 1
            if self._breaks > 1:
                self._end_paragraph()
            else:
                self._out.break_line()
        elif name == "hr":
            self._end_paragraph()
        elif name == "img":
            self._picture(token)

    def _picture(self, token: Token) -> None:
        words = token.attributes.get("alt", "").strip()
        about = token.attributes.get("class", "")
        if self._figures:
            self._figures[-1].targets.append(token.attributes.get("src", ""))
        if words and any(sign in about for sign in ("math", "tex", "latex", "emoji")):
            self._out.write(words if "emoji" in about else as_formula(words))
        elif words and any(element.name == "figure" for element in self._open[-4:]):
            self._out.block(_K.OTHER, words)

    def _end_formula(self) -> None:
        """Write the formula that is open, if one is."""
        if self._formula is not None:
            words, self._formula = self._formula.words(), None
            self._out.write(words)

    def _end_paragraph(self) -> None:
        self._breaks = 0
        if self._out.inside is _K.PARAGRAPH:
            self._out.close(self._out.depth - 1)

    def _end_implied(self, name: str) -> None:
        ended = ENDED_BY.get(name)
        if ended is None:
            return
        holders = HELD_BY.get(name, ())
        lowest = -1
        for at in range(len(self._open) - 1, max(len(self._open) - FAR, 0) - 1, -1):
            if self._open[at].name in holders:
                break
            if self._open[at].name in ended:
                lowest = at
        if lowest >= 0:
            self._pop_to(lowest)

    def _end(self, name: str) -> None:
        if self._formula is not None:
            if self._formula.end(name):
                self._end_formula()
            return
        if name == "br":
            self._void(Token("br"))
            return
        if name == "p" and not any(e.name == "p" for e in self._open[-FAR:]):
            self._end_paragraph()
            return
        holders = HELD_BY.get(name, ("td", "th", "table") if name in ("p", "li", "dd") else ())
        for at in range(len(self._open) - 1, max(len(self._open) - FAR, 0) - 1, -1):
            element = self._open[at]
            if element.name == name:
                if name in INLINE:
                    self._take_out(at)
                else:
                    self._pop_to(at)
                return
            if element.name in holders:
                return

    def _take_out(self, at: int) -> None:
        """End words marked inside a paragraph without ending what overlaps them."""
        if at == len(self._open) - 1 or self._open[at].role:
            self._pop_to(at)
        else:
            element = self._open.pop(at)
            self._leave(element)

    def _pop_to(self, at: int) -> None:
        while len(self._open) > at:
            self._pop()

    def _pop(self) -> None:
        self._leave(self._open.pop())

    def _leave(self, element: _Element) -> None:
        if element.role == "drop":
            self._dropped -= 1
            return
        if self._dropped:
            return
        name = element.name
        if name in CODE and element.mark >= 0 and self._code is not None:
            words, self._code = "".join(self._code), None
            # Inside Markdown something else may have ended the block meanwhile.
            (self._out.write_lines if self._out.inside is _K.CODE else self._out.write)(words)
        if self._code is not None:
            return
        if name == "table":
            self._layout = element.in_layout
        if element.mark >= 0:
            self._out.close(element.mark)
            self._breaks = 0
            if self._out.inside is _K.OTHER:
                self._out.break_line()
            if name == "figcaption" and self._figures:
                self._figures[-1].caption = self._out.latest(element.since)
        elif name in MARKS:
            self._out.end_mark(MARKS[name])
        elif name == "q":
            self._write("”")
        elif name in BOUNDARIES or (name in BLOCKS and self._layout):
            self._end_paragraph()
            if name == "figure" and self._figures:
                figure = self._figures.pop()
                if len(figure.targets) == 1:
                    self._out.picture(figure.targets[0], figure.caption)


def _ends(token: Token, name: str) -> bool:
    """Tell whether a token ends the innermost element."""
    return token.name == name if token.closes else name in ENDED_BY.get(token.name, ())


def _shifted(words: str, name: str) -> str:
    """Raised or lowered figures, where there are signs for all of them."""
    signs = words.translate(_RAISED if name == "sup" else _LOWERED)
    if all(new != old for new, old in zip(signs, words, strict=True)):
        return signs
    return ("^" if name == "sup" else "_") + words if words[0].isdigit() else words
