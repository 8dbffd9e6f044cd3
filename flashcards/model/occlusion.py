"""Masks over a picture, as notes keep them: ``{{c1::image-occlusion:rect:left=.1:top=.2:...}}``.

The form is Anki's, so that notes go from program to program. Lengths are shares of the picture's
width and height. What is not known here is kept as it was written.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from html import escape, unescape
from math import isfinite

from flashcards.model import clozes

SIGN = "::image-occlusion:"
"""A field without it holds no masks."""
MOST_MASKS = 400
"""Of one picture; those behind them are kept and not drawn."""
MOST_POINTS = 400
"""Of one polygon."""
LONGEST_TEXT = 2_000
"""Of a text on a picture, in characters."""
RECTANGLE, ELLIPSE, POLYGON, TEXT = "rect", "ellipse", "polygon", "text"
KINDS = (RECTANGLE, ELLIPSE, POLYGON, TEXT)
LABEL = 0
"""The number of what is shown on every card, such as a text."""
FIRST_TEXT_SIZE = 0.05
"""The height of a line of text where nothing tells it, as a share of the picture's."""

_FARTHEST = 10.0
_ANGLE_STEPS = 10_000
"""An angle is kept as so many parts of a full turn."""
_MASK = re.compile(
    r"\{\{c([0-9]{1,5}(?:,[0-9]{1,5}){0,20})::image-occlusion:"
    r"((?:[^{}]|\}(?!\})|\{(?!\{c[0-9]))*+)\}\}"
)
_PART = re.compile(r"(?<!\\):")
_LAST_SLASH = re.compile(r"\\(?=:|$)")
_PAIRED = re.compile(r"\{(?=\{)|\}(?=\})")
_FILL = re.compile(r"#[0-9a-fA-F]{3,8}")
_BREAK = "<br>"
_LENGTHS = ("left", "top", "width", "height", "rx", "ry", "fs", "scale")
_KNOWN = frozenset((*_LENGTHS, "angle", "points", "text", "fill", "oi"))

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mask:
    """One shape over a picture, and the cards that ask what is beneath it."""

    numbers: tuple[int, ...]
    """Which cards; ``LABEL`` alone for what every card shows."""
    kind: str
    """One of ``KINDS``; anything else comes from a newer program."""
    left: float = 0.0
    top: float = 0.0
    width: float = 0.0
    height: float = 0.0
    """Of a text 0: its letters say how large it is."""
    angle: float = 0.0
    """Degrees clockwise about its left upper corner."""
    points: tuple[Point, ...] = ()
    """The corners of a polygon."""
    text: str = ""
    """What a text says; of any other mask the name of what it hides, for the answer."""
    text_size: float = FIRST_TEXT_SIZE
    """The height of a line as a share of the picture's."""
    fill: str = ""
    """Its own colour as ``#rrggbb``; empty for the usual one."""
    hides_all: bool = False
    """Whether it also covers its place on the cards of other masks."""
    others: tuple[str, ...] = ()
    """What else was written of it."""
    after: str = ""
    """What stands between it and the next one."""
    source: str = field(default="", compare=False)
    """As it was read; empty once it was changed."""

    @property
    def is_label(self) -> bool:
        """Whether every card shows it."""
        return self.numbers == (LABEL,)

    def changed(self, **values: object) -> "Mask":
        """Return the mask with other values."""
        return replace(self, source="", **values)  # type: ignore[arg-type]  # of its own fields

    def numbered(self, number: int) -> "Mask":
        """Return the mask for one card alone, in all else as it was read."""
        source = clozes.opener(number) + self.source.partition("::")[2] if self.source else ""
        return replace(self, numbers=(number,), source=source)

    def written(self) -> str:
        """Return the mask as a note keeps it."""
        return self.source or f"{clozes.opener(self.numbers)}{_body(self)}{clozes.END}"


@dataclass(frozen=True, slots=True)
class Occlusion:
    """All masks of a note, in the order they are drawn in."""

    masks: tuple[Mask, ...] = ()
    before: str = ""
    """What stands before the first one."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the cards, in rising order."""
        found = {number for mask in self.masks for number in mask.numbers}
        return tuple(sorted(found - {LABEL}))

    @property
    def hides_all(self) -> bool:
        """Whether a card covers also what it does not ask."""
        return any(mask.hides_all for mask in self.masks)

    def written(self) -> str:
        """Return the text of the field that holds the masks."""
        return self.before + "".join(mask.written() + mask.after for mask in self.masks)


def read(text: str) -> Occlusion:
    """Return the masks of a field; ``written`` gives the same text again."""
    if SIGN not in text:
        return Occlusion((), text)
    found = list(_MASK.finditer(text))
    if not found:
        return Occlusion((), text)
    ends = [*(mask.start() for mask in found[1:]), len(text)]
    masks = tuple(
        _read_mask(mask, text[mask.end() : end]) for mask, end in zip(found, ends, strict=True)
    )
    return Occlusion(masks, text[: found[0].start()])


def without_masks(text: str) -> str:
    """Return what a field says beside its masks."""
    return _MASK.sub("", text) if SIGN in text else text


def as_words(text: str) -> str:
    """Return a field with the texts on its picture in place of all masks."""
    if SIGN not in text:
        return text
    occlusion = read(text)
    said = (f"{mask.text} {mask.after}" for mask in occlusion.masks)
    return occlusion.before + "".join(said)


def labels(text: str) -> list[str]:
    """Return the texts that stand on the picture."""
    return [mask.text for mask in read(text).masks if mask.kind == TEXT and mask.text]


def names_asked(text: str, number: int) -> list[str]:
    """Return the names of what the card of that number hides."""
    return names(mask for mask in read(text).masks if number in mask.numbers)


def names(masks: Iterable[Mask]) -> list[str]:
    """Return the names of what masks hide, each once."""
    said = (" ".join(mask.text.split()) for mask in masks if mask.kind != TEXT)
    return list(dict.fromkeys(filter(None, said)))


def with_masks(occlusion: Occlusion, masks: Sequence[Mask]) -> Occlusion:
    """Return what a note keeps with other masks; nothing that stands between them is lost."""
    kept = Counter(mask.after for mask in masks)
    gone = Counter(mask.after for mask in occlusion.masks) - kept
    strewn = "".join(text for text in gone.elements() if not _is_break(text))
    now = [mask if mask.after else replace(mask, after=_BREAK) for mask in masks[:-1]]
    return Occlusion((*now, *masks[-1:]), occlusion.before + strewn)


def _is_break(text: str) -> bool:
    return not text.replace(_BREAK, "").strip()


# Reading


def _read_mask(found: re.Match[str], after: str) -> Mask:
    numbers = tuple(map(int, found[1].split(",")))
    kind, *parts = _PART.split(found[2])
    values: dict[str, str] = {}
    others: list[str] = []
    for part in parts:
        name, equals, value = part.partition("=")
        if equals and name in _KNOWN and name not in values:
            values[name] = value
        else:
            others.append(part)
    mask = Mask(numbers, kind, others=tuple(others), after=after, source=found[0])
    return _shaped(mask, values)


def _shaped(mask: Mask, values: dict[str, str]) -> Mask:
    def number(name: str, otherwise: float = 0.0) -> float:
        return _number(values.get(name, ""), otherwise)

    points = _points(values.get("points", "")) if mask.kind == POLYGON else ()
    left, top = number("left"), number("top")
    if points:
        left, top, points = _moved_to(points, number("left", -1.0), number("top", -1.0))
    oval = mask.kind == ELLIPSE
    fill = values.get("fill", "")
    size = number("fs", FIRST_TEXT_SIZE) * number("scale", 1.0)
    return replace(
        mask,
        left=left,
        top=top,
        width=abs(number("rx") * 2 if oval else number("width")),
        height=abs(number("ry") * 2 if oval else number("height")),
        angle=_angle(values.get("angle", "")),
        points=points,
        text=unescape(values.get("text", "").replace("\\:", ":"))[:LONGEST_TEXT],
        text_size=min(max(abs(size), 0.005), 1.0),
        fill=fill if _FILL.fullmatch(fill) else "",
        hides_all=values.get("oi") == "1",
    )


def _number(text: str, otherwise: float) -> float:
    """Return a number of a mask, no farther from the picture than makes sense."""
    try:
        number = float(text) if len(text) <= 40 else otherwise
    except ValueError:
        return otherwise
    return max(-_FARTHEST, min(_FARTHEST, number)) if isfinite(number) else otherwise


def _angle(text: str) -> float:
    try:
        steps = float(text) if 0 < len(text) <= 40 else 0.0
    except ValueError:
        return 0.0
    return steps % _ANGLE_STEPS * 360 / _ANGLE_STEPS if isfinite(steps) else 0.0


def _points(text: str) -> tuple[Point, ...]:
    found = []
    for pair in text.split()[:MOST_POINTS]:
        x, comma, y = pair.partition(",")
        if comma:
            found.append((_number(x, 0.0), _number(y, 0.0)))
    return tuple(found)


def _moved_to(
    points: tuple[Point, ...], left: float, top: float
) -> tuple[float, float, tuple[Point, ...]]:
    """Return points so that their box begins at left and top, where these are given."""
    least_x, least_y = min(x for x, _ in points), min(y for _, y in points)
    left, top = (least_x if left == -1.0 else left), (least_y if top == -1.0 else top)
    by_x, by_y = left - least_x, top - least_y
    return left, top, tuple((x + by_x, y + by_y) for x, y in points)


# Writing


def _body(mask: Mask) -> str:
    parts = [f"image-occlusion:{mask.kind}", *_place(mask)]
    turned = round(mask.angle % 360 * _ANGLE_STEPS / 360) % _ANGLE_STEPS
    if turned:
        parts.append(f"angle={turned}")
    if mask.fill:
        parts.append(f"fill={mask.fill}")
    parts += mask.others
    if mask.hides_all:
        parts.append("oi=1")
    return ":".join(parts)


def _place(mask: Mask) -> Iterable[str]:
    yield f"left={_written_number(mask.left)}"
    yield f"top={_written_number(mask.top)}"
    if mask.kind == ELLIPSE:
        yield f"rx={_written_number(mask.width / 2)}"
        yield f"ry={_written_number(mask.height / 2)}"
    elif mask.kind == POLYGON:
        pairs = (f"{_written_number(x)},{_written_number(y)}" for x, y in mask.points)
        yield f"points={' '.join(pairs)}"
    elif mask.kind == TEXT:
        yield f"text={_written_text(mask.text)}"
        yield "scale=1"
        yield f"fs={mask.text_size:.6f}"
    else:
        yield f"width={_written_number(mask.width)}"
        yield f"height={_written_number(mask.height)}"
    if mask.kind != TEXT and mask.text:
        yield f"text={_written_text(mask.text)}"


def _written_number(number: float) -> str:
    """Return a share with four places, as ``.25``; that is exact to a pixel in 10,000."""
    text = f"{number:.4f}".rstrip("0").rstrip(".")
    if text in ("", "-0", "0"):
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def _written_text(text: str) -> str:
    """Return a text so that neither its colons nor its brackets end the mask."""
    said = _LAST_SLASH.sub(r"\\ ", escape(text[:LONGEST_TEXT], quote=False)).replace(":", "\\:")
    return _PAIRED.sub(lambda bracket: f"{bracket[0]} ", said)
