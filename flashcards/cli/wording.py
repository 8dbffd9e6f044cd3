"""Text that is safe to print: nothing in it moves the cursor, hides or turns what follows."""

import re
import unicodedata
from collections.abc import Iterable

from flashcards.languages import speaking
from flashcards.languages.speaking import numeral
from flashcards.model.errors import UserError
from flashcards.model.messages import Counted, Message, Translatable
from flashcards.model.parsed import Problem

_ASCII = re.compile(r"[ -~]*")
_DROPPED = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))
"""Places to break a line and the like: without a sign of their own in a terminal."""
_KEPT = frozenset("\u200c\u200d\u200e\u200f\u061c\u3000")
"""Joiners that scripts and emoji need, single direction marks, the wide space."""

_PLAIN = str.maketrans(
    {
        "\u2500": "-",
        "\u2502": "|",
        "\u253c": "+",
        "\u2022": "*",
        "\u00b7": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2192": "->",
        "\u2026": "...",
        "\u201c": '"',
        "\u201d": '"',
        "\u2018": "'",
        "\u2019": "'",
        "\u00d7": "x",
        "\u2588": "#",
        "\u2591": ".",
        "\u00a0": " ",
    }
)
"""Stand-ins on a terminal that knows less than Unicode."""


def safe(text: str) -> str:
    """Return ``text`` with control, direction and other invisible characters spelled out.

    A line end becomes a space, a tab too: for names and cells. Text of cards comes through
    ``safe_lines``.
    """
    if _ASCII.fullmatch(text):
        return text
    return "".join(map(_shown, text.translate(_DROPPED)))


def safe_lines(text: str) -> str:
    """Return ``text`` like ``safe``, its line ends kept."""
    return "\n".join(map(safe, text.split("\n")))


def worded(message: Message) -> str:
    """Return what a lower layer says, in the language of the command line."""
    return safe(speaking.worded(message))


def problem_words(problem: Problem) -> str:
    """Return what is wrong with a file, its place before it."""
    place = f"{problem.file}:{problem.line}" if problem.line else problem.file
    return f"{safe(place)}: {worded(problem.message)}"


def is_yes(answer: str) -> bool:
    """Whether what was typed says yes, in English or in the language of the command line."""
    given = answer.strip().casefold()
    yes = tr("yes").casefold()
    return given in ("y", "yes", yes, yes[:1])


def worded_error(error: UserError) -> str:
    """Return what happened and what to do next, likewise."""
    return safe(speaking.worded(error.said))


def _shown(sign: str) -> str:
    if sign.isprintable() or sign in _KEPT:
        return sign
    code = ord(sign)
    if sign in "\n\t" or unicodedata.category(sign) == "Zs":
        return " "
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def encodable(text: str, encoding: str) -> str:
    """Return ``text`` as a stream of this encoding can write it.

    What it does not know is replaced by look-alikes, else spelled out; nothing is lost.
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        plain = text.translate(_PLAIN)
        return plain.encode(encoding, "backslashreplace").decode(encoding)
    except LookupError:
        return text
    return text


def sign_width(sign: str) -> int:
    """Return how many columns a character takes: 0, 1 or 2."""
    if sign < "\u0300":
        return 1
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def width(text: str) -> int:
    """Return how many columns ``text`` takes in a terminal."""
    return len(text) if text.isascii() else sum(map(sign_width, text))


def crop(text: str, columns: int) -> str:
    """Return the start of ``text`` that fits, with an ellipsis where something was cut."""
    if width(text) <= columns:
        return text
    left, kept = columns - 1, []
    for sign in text:
        left -= sign_width(sign)
        if left < 0:
            break
        kept.append(sign)
    return "".join(kept).rstrip() + "\u2026" if columns > 0 else ""


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """Return ``text`` filled with spaces to ``columns``; ``right`` puts it at the right end."""
    space = " " * max(0, columns - width(text))
    return space + text if right else text + space


def reads_from_right(text: str) -> bool:
    """Whether some of ``text`` is written from right to left."""
    return not text.isascii() and any(
        unicodedata.bidirectional(sign) in ("R", "AL") for sign in text
    )


def tr(text: Translatable, **values: object) -> str:
    """Return ``text`` in the language of the command line, ``{name}`` places filled in."""
    translated = speaking.text_of(text)
    return speaking.filled(translated, values) if values else translated


def plural(count: int, one: Translatable, many: Translatable, **values: object) -> str:
    """Return ``one`` or ``many`` with ``{count}`` filled in: ``1 card``, ``1,200 cards``."""
    text = speaking.text_of(one, many, count)
    return speaking.filled(text, {"count": Counted(count), **values})


def listed(texts: Iterable[str]) -> str:
    """Return texts after each other, with commas."""
    return ", ".join(filter(None, texts))


def file_size(size: int) -> str:
    """Return a size in bytes in words: ``12 KB``, ``3.4 MB``."""
    if size < 1024 * 1024:
        return tr("{size} KB", size=numeral(size / 1024))
    return tr("{size} MB", size=numeral(size / 1024 / 1024, 1))


def duration(milliseconds: float) -> str:
    """Return a length of time in words: ``12 s``, ``4 min 5 s``, ``2 h 10 min``."""
    seconds = round(milliseconds / 1000)
    if seconds < 60:
        return tr("{seconds} s", seconds=seconds)
    if seconds < 3600:
        return tr("{minutes} min {seconds} s", minutes=seconds // 60, seconds=seconds % 60)
    hours, minutes = numeral(seconds // 3600), seconds % 3600 // 60
    return tr("{hours} h {minutes} min", hours=hours, minutes=minutes)
