"""Draws a formula as lines: prepared TeX becomes MathML, and that an SVG of nothing but shapes.

Only the process that draws formulas imports the libraries for it (``process``).
"""

import re
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flashcards.text.tex.drawn import (
    EM,
    HIGHEST_EM,
    TEXT_COLOUR,
    UNKNOWN_COLOUR,
    WIDEST_EM,
    Drawing,
)
from flashcards.text.tex.macros import Macros
from flashcards.text.tex.preparing import prepared
from flashcards.text.tex.problems import FormulaError

MOST_SHAPES = 6_000

_SHAPES = {
    "svg": {"width", "height", "viewBox", "fill"},
    "g": {"fill"},
    "path": {"d", "fill", "stroke", "stroke-width", "transform"},
    "rect": {"x", "y", "width", "height", "fill", "stroke", "stroke-width"},
    "ellipse": {"cx", "cy", "rx", "ry", "fill", "stroke", "stroke-width"},
}
"""What a drawing may be made of."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}|[a-zA-Z]{1,30}")
_VALUE = re.compile(r"[#\w\s.,()+-]*", re.ASCII)
_BARS = {"|", "∣", "‖"}
_PROBLEMS = {
    "NoAvailableTokensError": "argument",
    "NumeratorNotFoundError": "argument",
    "DenominatorNotFoundError": "argument",
    "MissingSuperScriptOrSubscriptError": "argument",
    "ExtraLeftOrMissingRightError": "left",
    "DoubleSubscriptsError": "script",
    "DoubleSuperscriptsError": "script",
    "MissingEndError": "environment",
    "LimitsMustFollowMathOperatorError": "limits",
}
_SIGNS = ("mo", "mi", "mn")
_XML_AND = re.compile(r"&(?!#?\w+;)")


@dataclass(frozen=True, slots=True)
class _Libraries:
    math: Callable[..., Any]
    tex2mml: Callable[..., str]
    unescape: Callable[[str], str]


@lru_cache(maxsize=1)
def _libraries() -> _Libraries:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they find their font in a way that will be gone one day
        from ziafont.config import config
        from ziamath.escapes import unescape
        from ziamath.tex import tex2mml
        from ziamath.zmath import Math
    config.svg2 = False
    return _Libraries(Math, tex2mml, unescape)


def draw(tex: str, displayed: bool, macros: Macros) -> Drawing:
    """Draw a formula. Raises FormulaError, and RecursionError or MemoryError beyond all limits."""
    mathml = _mathml(prepared(tex, macros), displayed)
    try:
        svg = _libraries().math(mathml, size=EM).svgxml()
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError):
        raise FormulaError("unreadable") from None
    return _measured(_only_shapes(svg))


def _mathml(tex: str, displayed: bool) -> ET.Element:
    tex2mml = _libraries().tex2mml
    try:
        text = _XML_AND.sub("&amp;", tex2mml(tex, inline=not displayed))
        root = _parsed(_libraries().unescape(text))
    except FormulaError:
        raise
    except (ValueError, LookupError, TypeError, AttributeError, ET.ParseError):
        raise FormulaError("unreadable") from None
    except Exception as error:
        code = _PROBLEMS.get(type(error).__name__)
        if code is None:
            raise
        raise FormulaError(code) from None
    for element in list(root.iter()):
        _with_its_sign(element)
        if (element.text or "").startswith("\\") and len(element.text or "") > 1:
            element.set("mathcolor", UNKNOWN_COLOUR)
        _keep_bars_low(element)
    root.set("mathcolor", TEXT_COLOUR)
    return root


def _with_its_sign(element: ET.Element) -> None:
    r"""Draw what a sign holds: ``\mathbin{/}`` is a sign around a row, which shows nothing."""
    if not len(element) or element.tag.rpartition("}")[2] not in _SIGNS:
        return
    inner = element
    while len(inner) == 1:
        inner = inner[0]
    if not len(inner) and inner.tag.rpartition("}")[2] == "mo":
        for name, value in inner.attrib.items():
            element.attrib.setdefault(name, value)
        element.text = inner.text
        element[:] = []
        return
    space = element.tag.removesuffix(element.tag.rpartition("}")[2])
    left, right = (element.attrib.pop(side, "0em") for side in ("lspace", "rspace"))
    element.tag = f"{space}mrow"
    element.attrib.clear()
    element.insert(0, ET.Element(f"{space}mspace", {"width": left}))
    element.append(ET.Element(f"{space}mspace", {"width": right}))


def _keep_bars_low(row: ET.Element) -> None:
    """Let bars be as high as what is around them only where TeX says so, or around a matrix."""
    children = list(row)
    for place, child in enumerate(children):
        if child.tag.endswith("mo") and child.text in _BARS and not child.attrib:
            near = children[max(0, place - 1) : place + 2]
            if not any(one.tag.endswith("mtable") for one in near):
                child.set("stretchy", "false")


def _parsed(text: str) -> ET.Element:
    if "<!" in text:
        raise FormulaError("unreadable")
    return ET.fromstring(text)  # noqa: S314  (without declarations there are no entities)


def _only_shapes(root: ET.Element) -> ET.Element:
    """Return a drawing that holds nothing but shapes. Raises FormulaError for one too large."""
    count = 0
    for element in root.iter():
        count += 1
        allowed = _SHAPES.get(element.tag)
        if allowed is None or count > MOST_SHAPES:
            raise FormulaError("unreadable" if allowed is None else "large")
        for name, value in list(element.attrib.items()):
            if name == "xmlns":
                continue
            fits = _COLOUR if name in ("fill", "stroke") else _VALUE
            if name not in allowed or not fits.fullmatch(value):
                del element.attrib[name]
                if name == "fill":
                    element.set(name, TEXT_COLOUR)
        element.text = element.tail = None
    return root


def _measured(root: ET.Element) -> Drawing:
    _, top, width, height = map(float, root.attrib["viewBox"].split())
    if not (0 < width < WIDEST_EM * EM and 0 < height < HIGHEST_EM * EM):
        raise FormulaError("large")
    root.set("fill", TEXT_COLOUR)
    svg = ET.tostring(root, encoding="unicode")
    return Drawing(svg, width / EM, -top / EM, (height + top) / EM)
