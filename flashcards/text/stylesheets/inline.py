"""Writes the text of a paragraph for Qt: each run with all that it looks like."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from flashcards.text.clean import JOINER, escape, escape_attribute
from flashcards.text.stylesheets.cascade import Looks
from flashcards.text.stylesheets.colours import HARDLY_READABLE, READABLE, Colour

_SPACES = re.compile(r"[ \t\n\r\f]+")
_BLANKS = re.compile(r"[ \t]+")
_SEVERAL = re.compile(r"  +|^ | $", re.MULTILINE)
_KEPT_TOGETHER = re.compile(
    r"(?<=[!|}/])(?=[#$%&*+0-9=>@A-Z\\^_`a-z~])|(?<=[/$])(?=[(\[{])|(?<=[$%)+,.:;\\\]])(?=[$%+\\])"
)
"""Where Qt would end a line and browsers do not, as in and/or or x!y."""
JOINED = f'<span style="font-size:1px">{JOINER}</span>'
"""So small that the line is as high as without it, whatever font it is taken from."""
_RAISED = 1.5
"""Qt draws raised and lowered text at two thirds of its size, which a sheet has made smaller."""
_LINES = ("underline", "line-through", "overline")
_FAMILY = re.compile(r"""[^<>{}();:\\"'&]{1,80}""")
_GENERICS = frozenset({"serif", "sans-serif", "monospace", "cursive", "fantasy"})
_STAND_FOR = {
    "sans-serif": ("Arial", "sans-serif"),
    "serif": ("Times New Roman", "serif"),
    **dict.fromkeys(("system-ui", "ui-sans-serif"), ("sans-serif",)),
    "ui-serif": ("Times New Roman", "serif"),
    "ui-monospace": ("monospace",),
    "helvetica": ("Helvetica", "Arial"),
}
"""What browsers take for families that name no font."""
_FAINTEST = 0.1
"""Text that covers less of what is behind it is not seen."""
_ALIKE = 1.05
"""The contrast below which text has the colour of its ground."""


@dataclass(frozen=True, slots=True)
class Run:
    """What text takes on from the elements around it, beyond what CSS hands down."""

    looks: Looks
    lines: tuple[str, ...] = ()
    """Under, over and through it."""
    background: Colour | None = None
    raised: str = ""
    """``sub`` or ``super``."""
    cover: float = 1.0
    link: str = ""
    name: str = ""
    """The id of the element, by which its place in the text can be found."""
    strut: float = 0.0
    """The size of the largest element within the line that the text stands in."""
    behind: Colour | None = None
    """Of the block it stands in; None where that is the window's own."""
    is_boxed: bool = False
    """Whether a box behind the text has its background."""

    def inside(self, looks: Looks) -> "Run":
        """Return the run of an element within this one that begins no block."""
        raised = looks.get("vertical-align")
        background = looks.colour("background-color")
        own = background is not None and background.alpha > 0
        return replace(
            self.block(looks),
            strut=max(self.strut, looks.size),
            behind=self.behind,
            background=background if own else self.background,
            is_boxed=self.is_boxed and not own,
            raised=raised if raised in ("sub", "super") else self.raised,
        )

    def block(self, looks: Looks) -> "Run":
        """Return the run of a block within this one."""
        said = looks.get("text-decoration")
        own = tuple(one for one in _LINES if one in said and one not in self.lines)
        shade = looks.colour("background-gradient") or looks.colour("background-color")
        behind = shade if shade is not None and shade.alpha > 0.5 else self.behind
        cover = self.cover * _cover(looks)
        return Run(looks, self.lines + own, None, "", cover, self.link, behind=behind)

    @property
    def is_hidden(self) -> bool:
        """Whether its text takes part in nothing that is seen."""
        return self.looks.get("visibility") in ("hidden", "collapse") or self.looks.size < 0.5


@lru_cache(maxsize=256)
def _alike(shade: Colour, ground: Colour) -> bool:
    return shade.contrast(ground) < _ALIKE


def _cover(looks: Looks) -> float:
    text = looks.get("opacity")
    try:
        value = float(text[:-1]) / 100 if text.endswith("%") else float(text or 1)
    except ValueError:
        return 1.0
    return min(1.0, max(0.0, value))


class Typesetter:
    """Writes runs at one scale, in fonts that are here."""

    def __init__(
        self,
        scale: float,
        has_font: Callable[[str], bool],
        dark: Colour | None = None,
        brought: Mapping[str, str] | None = None,
        ground: Colour | None = None,
    ) -> None:
        """``dark`` is the colour of the page by night, on which text stays readable.

        ``brought`` are fonts of the sheets: the name they have there, and that of their family.
        ``ground`` is the colour the sheets give the page.
        """
        self._ground = ground
        self._brought = brought or {}
        self.scale = scale
        self._dark = dark
        self._has_font = has_font
        self._families: dict[str, str] = {}
        self._styles: dict[Run, str] = {}

    def span(self, run: Run, html: str) -> str:
        """Return a run as Qt reads it."""
        style = self.style(run)
        named = f' id="{escape_attribute(run.name)}"' if run.name else ""
        said = f'<span{named} style="{style}">{html}</span>'
        return f'<a href="{escape_attribute(run.link)}">{said}</a>' if run.link else said

    def style(self, run: Run) -> str:
        """Return what a run looks like, ready to stand in an attribute."""
        style = self._styles.get(run)
        if style is None:
            style = self._styles[run] = escape_attribute(self._style(run))
        return style

    def is_unseen(self, run: Run) -> bool:
        """Whether its colour alone hides text, which keeps its room."""
        shade, ground = run.looks.colour("color"), run.background or run.behind or self._ground
        if shade is None:
            return False
        if shade.alpha * run.cover < _FAINTEST:
            return True
        return self._dark is None and ground is not None and _alike(shade, ground)

    def place(self, run: Run, name: str) -> str:
        """Return a sign without width or height by whose name a place is found."""
        family = self.families(run.looks.values.get("font-family", ""))
        style = escape_attribute(f"font-size:1px;font-weight:{run.looks.get('font-weight', '400')}"
                                 f";font-family:{family}")  # fmt: skip
        return f'<span id="{escape_attribute(name)}" style="{style}">{JOINER}</span>'

    def strut(self, run: Run, height: float = 0.0) -> str:
        """Return what has no width, and is as high as the largest element around a run.

        ``height`` is a size of text in its place, in pixels of the page.
        """
        size = max(1, round((height or max(run.strut, run.looks.size)) * self.scale))
        family = self.families(run.looks.values.get("font-family", ""))
        style = escape_attribute(f"font-size:{size}px;font-family:{family}")
        return f'<span style="{style}">\u200b</span>'

    def _style(self, run: Run) -> str:
        looks, scale = run.looks, self.scale
        shade = looks.colour("color") or Colour(0, 0, 0)
        if self._dark is not None:
            chosen = run.background or run.behind
            least = READABLE if chosen is None else HARDLY_READABLE
            shade = shade.readable_on(chosen or self._dark, least)
        if run.cover < 1:
            shade = shade.faded(run.cover)
        said = [
            f"color:{shade.css}",
            f"font-size:{max(1, round(looks.size * scale * (_RAISED if run.raised else 1)))}px",
            f"font-weight:{looks.get('font-weight', '400')}",
            f"text-decoration:{' '.join(run.lines) or 'none'}",
        ]
        family = self.families(looks.values.get("font-family", ""))
        if family:
            said.append(f"font-family:{family}")
        said += _shape(looks)
        for name in ("letter-spacing", "word-spacing"):
            pixels = looks.length(name) or 0
            if pixels:
                said.append(f"{name}:{pixels * scale:.3g}px")
        if run.background is not None and run.background.alpha and not run.is_boxed:
            said.append(f"background-color:{run.background.css}")
        if run.raised:
            said.append(f"vertical-align:{run.raised}")
        return ";".join(said)

    def families(self, value: str) -> str:
        """Return those of a list of families that are here as Qt reads them, each in quotes."""
        known = self._families.get(value)
        if known is None:
            names = (one.strip().strip("\"'").strip() for one in value.split(","))
            named = [one for one in names if _FAMILY.fullmatch(one)]
            tried = [one for name in named for one in _STAND_FOR.get(name.lower(), (name,))]
            tried = [self._brought.get(one.lower(), one) for one in tried]
            own = {*_GENERICS, *self._brought.values()}
            here = [one for one in tried if one in own or self._has_font(one)]
            known = self._families[value] = ", ".join(f"'{one}'" for one in here)
        return known


def _shape(looks: Looks) -> list[str]:
    said = []
    if looks.get("font-style", "normal") != "normal":
        said.append("font-style:italic")
    if looks.get("font-variant") == "small-caps":
        said.append("font-variant:small-caps")
    case = looks.get("text-transform")
    if case in ("uppercase", "lowercase", "capitalize"):
        said.append(f"text-transform:{case}")
    return said


def spaced(text: str, looks: Looks, behind_space: bool) -> str:
    """Return text escaped, its white space as the element keeps it.

    ``behind_space``: whether a space in front of it would be a second one.
    """
    kept = looks.get("white-space", "normal")
    if kept in ("pre", "pre-wrap", "break-spaces"):
        text = escape(text.replace("\t", "    "))
        text = _SEVERAL.sub(lambda found: "\u00a0" * len(found[0]), text)
        return text.replace("\n", "<br>")
    if kept == "pre-line":
        return escape(_BLANKS.sub(" ", text)).replace("\n", "<br>")
    text = _SPACES.sub(" ", text)
    text = escape(_KEPT_TOGETHER.sub(JOINER, text.lstrip(" ") if behind_space else text))
    return text.replace(JOINER, JOINED) if JOINER in text else text
