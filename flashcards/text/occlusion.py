"""Masks of a note over its picture: the address of the picture on a card says what covers it.

``x.png?q2.eNp...`` is the picture ``x.png`` with the masks of a note as the question of card 2
shows them, ``?a2.`` as its answer does. So a card's HTML alone tells all that is drawn.
"""

import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape

from flashcards.model.occlusion import LABEL, MOST_MASKS, SIGN, Mask, names, read
from flashcards.text.file_names import REFERENCE, reference
from flashcards.text.notices import mask_trouble, notice

CONTAINER = "image-occlusion-container"
"""The id of the element around the picture in templates."""
OVERLAY, ORIGINAL = "io-overlay", "io-original"
"""The ids in templates of an older add-on, which lays a picture of masks over another picture."""
ADDRESS = rf"\?(?:[qa][0-9]{{1,5}}\.[A-Za-z0-9_=-]{{0,60000}}|m\.{REFERENCE})"
"""What follows the name of a picture that has masks."""

_LONGEST = 60_000
"""Of the address, in characters: some thousand corners."""
_LARGEST_TEXT = 400_000
_ADDRESS = re.compile(r"([qa])([0-9]{1,5})\.([A-Za-z0-9_=-]{0,60000})")
_ANSWERED = re.compile(r'<img src="[^"?]{1,1010}\?(a[0-9]{1,5}\.[A-Za-z0-9_=-]{0,60000})"')
_LAID_OVER = re.compile(rf"m\.({REFERENCE})")
_SHOWN = re.compile(
    r"""\bsrc\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))|\]\((?:<([^<>]*)>|([^\s()<>]+))"""
)
_IMAGE = re.compile(rf'<img src="({REFERENCE})"')


@dataclass(frozen=True, slots=True)
class Covering:
    """What one side of a card shows of a note's masks."""

    asked: bool
    """Whether it is the question."""
    number: int
    masks: tuple[Mask, ...]

    @property
    def covers(self) -> tuple[Mask, ...]:
        """The masks that hide something beside what is asked, the lowest first."""
        return tuple(
            mask
            for mask in self.masks
            if not mask.is_label and self.number not in mask.numbers and mask.hides_all
        )

    @property
    def asks(self) -> tuple[Mask, ...]:
        """The masks whose place is asked, or was."""
        return tuple(mask for mask in self.masks if self.number in mask.numbers)

    @property
    def always(self) -> tuple[Mask, ...]:
        """What every card shows."""
        return tuple(mask for mask in self.masks if LABEL in mask.numbers)


def address(masks: Iterable[str], number: int, *, asked: bool) -> str:
    """Return what to add to a picture's name; empty where the masks are too many to say."""
    text = "".join(mask.written() for each in masks for mask in read(each).masks[:MOST_MASKS])
    packed = urlsafe_b64encode(zlib.compress(text.encode("utf-8", "replace"))).decode("ascii")
    if len(packed) > _LONGEST or len(text) > _LARGEST_TEXT or not 0 <= number <= 99_999:
        return ""
    return f"?{'q' if asked else 'a'}{number}.{packed}"


def covering(query: str) -> Covering | None:
    """Return what an address says behind its question mark; None for what is no such address."""
    found = _ADDRESS.fullmatch(query)
    if found is None:
        return None
    try:
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(urlsafe_b64decode(found[3]), _LARGEST_TEXT).decode("utf-8")
    except (ValueError, zlib.error):
        return None
    return Covering(found[1] == "q", int(found[2]), read(text).masks[:MOST_MASKS])


def names_in(html: str) -> list[str]:
    """Return the names of what the answers in safe HTML uncover."""
    found = (covering(shown[1]) for shown in _ANSWERED.finditer(html))
    return [name for each in found if each is not None for name in names(each.asks)]


def laid_over(query: str) -> str:
    """Return the name of the picture that an address lays over another one; empty for none."""
    found = _LAID_OVER.fullmatch(query)
    return found[1] if found is not None else ""


def cover_of(
    gaps: Iterable[str], fields: Mapping[str, str], number: int, *, asked: bool
) -> "Cover | None":
    """Return what puts the masks of a note over its picture; None for a note without any.

    ``gaps`` are the fields a template asks gaps of.
    """
    texts = [fields[name] for name in gaps if SIGN in fields.get(name, "")]
    return Cover(address(texts, number, asked=asked)) if texts else None


class Cover:
    """Puts the masks of a note over its picture while the parts of a template are filled.

    That is the first picture of a field within the element made for it, or else the first of all:
    a question never shows what is asked.
    """

    __slots__ = ("_address", "_inside", "_over")

    def __init__(self, address: str) -> None:
        self._address = address
        self._inside = False
        self._over = False

    def over(self, html: str, part: object) -> str:
        """Return the HTML of the next part of a template, covered where its picture is the one."""
        if isinstance(part, str):
            self._inside |= CONTAINER in part
            return html
        return self._covered(html) if self._inside and not self._over else html

    def rest(self, html: str) -> str:
        """Return a whole side, covered where no field was."""
        return html if self._over else self._covered(html)

    def _covered(self, html: str) -> str:
        found = _IMAGE.search(html)
        if found is None:
            return html
        self._over = True
        if self._address:
            return f"{html[: found.end(1)]}{self._address}{html[found.end(1) :]}"
        end = html.find(">", found.end()) + 1
        return f"{html[: found.start()]}{notice(mask_trouble)}{html[end:]}"


class Overlay(Cover):
    """Lays the picture of masks that one field shows over the picture of another one."""

    __slots__ = ("_fields", "_lays")

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("")
        self._fields = fields
        self._lays = False
        self._over = True

    def over(self, html: str, part: object) -> str:
        """Return the HTML of the next part: nothing for the masks, the picture with these."""
        if isinstance(part, str):
            mask, original = part.rfind(OVERLAY), part.rfind(ORIGINAL)
            if mask >= 0 or original >= 0:
                self._lays, self._inside = mask > original, original > mask
            return html
        found = _SHOWN.search(self._fields.get(getattr(part, "name", ""), ""))
        named = reference(unescape(found[found.lastindex or 0]).strip()) if found else ""
        if self._lays and named and not self._address:
            self._address, self._over = f"?m.{named}", False
            return ""
        return self._covered(html) if self._inside and not self._over else html
