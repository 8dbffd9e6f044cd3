"""Words about a file's content: safe quotes for messages, tags, ids, and lists that stay short."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from flashcards.model.messages import Message, message, sentences
from flashcards.model.parsed import Problem

MAX_FIELD_CHARACTERS = 1_000_000
"""Longest field a deck file may hold; longer ones are left out with a problem."""
PROBLEMS_PER_KIND = 50
"""How many problems of one kind are listed one by one."""

NO_NOTES = message("No notes were found.")
"""What is said of a file without notes, before what each of them would need."""

_TAG_SEPARATORS = re.compile(r"[\s,]+")
_TO_ESCAPE = re.compile(r"^#|,|\\(?=[,#\\]|$)")
_ESCAPED_TAG_SIGN = re.compile(r"\\([,#\\])")
_HELD = {",": "\ud800", "#": "\ud801", "\\": "\ud802"}
"""Halves of characters, of which no file has any, stand for escaped signs while a list is split."""
_RELEASED = {held: sign for sign, held in _HELD.items()}
_HELD_SIGN = re.compile("[\ud800-\ud802]")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_SLUG_CHARACTERS = 48


def quoted(text: str, limit: int = 40) -> Message:
    """Return the start of a text in quotation marks, on one line, with nothing invisible."""
    text = text[: 4 * limit]
    shown = "".join(sign if sign.isprintable() else _escaped(sign) for sign in text[: limit + 1])
    return message("“{name}”", name=f"{shown[:limit]}…" if len(shown) > limit else shown)


def listed(names: Iterable[Message]) -> Message:
    """Return names one after the other, with commas between; there is at least one."""
    first, *others = names
    for other in others:
        first = message("{names}, {name}", names=first, name=other)
    return first


def _escaped(sign: str) -> str:
    return " " if sign in "\n\t" else f"\\u{ord(sign):04x}"


def safe_name(file: str) -> str:
    """Return a file name in which control, direction and half characters are spelled out."""
    if file.isprintable():
        return file
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in file)


def line_number(pieces: Sequence[str], at: int, position: int) -> int:
    """Return the line, counted from 1, of a ``position`` in the piece ``at`` of a text."""
    before = sum(piece.count("\n") for piece in pieces[:at])
    return before + pieces[at].count("\n", 0, position) + 1


def split_tags(text: str) -> tuple[str, ...]:
    """Return the tags of a list separated by spaces or commas, each once, without leading #."""
    if not text or text.isspace():
        return ()
    tags = (tag.lstrip("#") for tag in _TAG_SEPARATORS.split(text))
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def read_tags(text: str) -> tuple[str, ...]:
    """Do what ``split_tags`` does, but for commas and # behind a backslash, which belong to a tag.

    Undoes ``write_tags``.
    """
    if "\\" not in text:
        return split_tags(text)
    held = _ESCAPED_TAG_SIGN.sub(lambda sign: _HELD[sign[1]], text)
    return tuple(_HELD_SIGN.sub(lambda sign: _RELEASED[sign[0]], tag) for tag in split_tags(held))


def write_tags(tags: Iterable[str]) -> str:
    """Return tags as a list that ``read_tags`` reads back the same."""
    return " ".join(_TO_ESCAPE.sub(r"\\\g<0>", tag) for tag in tags)


def slug(text: str) -> str:
    """Return an id made of a text: small letters, digits and hyphens; may be empty."""
    plain = unicodedata.normalize("NFKD", text[:400]).encode("ascii", "ignore").decode().lower()
    words = _NOT_SLUG.sub("-", plain).strip("-")
    if len(words) <= _SLUG_CHARACTERS:
        return words
    cut = words[: _SLUG_CHARACTERS + 1].rpartition("-")[0]
    return cut or words[:_SLUG_CHARACTERS]


def unfit_id(uid: str, mended: str) -> Message:
    """Return what is wrong with an id, and what it was read as; "" where it was left out."""
    what = message(
        "The id {id} may hold only small letters, digits and hyphens.",
        id=quoted(uid),
    )
    if not mended:
        return sentences(what, message("It was left out."))
    return sentences(what, message("It was read as {mended}.", mended=quoted(mended)))


class Problems:
    """Collects problems of one file; a kind that repeats is summed up instead of flooding."""

    def __init__(self, file: str, found: Iterable[Problem] = ()) -> None:
        self._file = safe_name(file)
        self._found = list(found)
        self._counts: Counter[Message] = Counter()
        self.left_out = 0
        """Notes or rows that could not be used at all."""

    def add(self, line: int, what: Message, kind: Message | None = None) -> None:
        """Note a problem; after 50 of the same ``kind`` only their number is kept."""
        if kind:
            self._counts[kind] += 1
            if self._counts[kind] > PROBLEMS_PER_KIND:
                return
        self._found.append(Problem(self._file, line, what))

    def leave_out(self, line: int, what: Message, kind: Message | None = None) -> None:
        """Note the problem for which a note or a row is not used."""
        self.left_out += 1
        self.add(line, what, kind)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take over problems found elsewhere."""
        self._found.extend(problems)

    def all(self) -> tuple[Problem, ...]:
        """Return everything noted, in the order of the file's lines, sums last."""
        sums = [
            Problem(
                self._file,
                0,
                message(
                    "{count:,} more like this: {kind}.",
                    count=count - PROBLEMS_PER_KIND,
                    kind=kind,
                ),
                sums_up=True,
            )
            for kind, count in self._counts.items()
            if count > PROBLEMS_PER_KIND
        ]
        return (*sorted(self._found, key=lambda problem: problem.line), *sums)
