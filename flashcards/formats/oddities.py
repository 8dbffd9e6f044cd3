"""Tells what is odd about a file's text: signs nobody sees, and markup that other programs run.

All of it is kept as it is, and shown harmlessly; a learner should know all the same.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from flashcards.formats.wording import line_number, quoted
from flashcards.model.messages import Message, plural_message
from flashcards.model.parsed import Problem

_CONTROL = bytes(n for n in (*range(1, 32), 127) if n not in b"\t\n\r")
_BELOW_ASCII = re.compile(rb"\xc2[\x80-\x9f\xad]")


def _encoded(*codes: int) -> list[bytes]:
    return [chr(code).encode() for code in codes]


_MANY_BYTES = {
    b"\xe2\x80": _encoded(0x200B, *range(0x202A, 0x202F)),
    b"\xe2\x81": _encoded(0x2060, *range(0x2066, 0x206A)),
    b"\xef": _encoded(0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB),
}
"""By how they begin: few texts have even that."""
_BETWEEN_LETTERS = re.compile("(?<=[A-Za-z])[\u200c\u200d](?=[A-Za-z])")


_CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f\ufff9-\ufffb]")
_NARROW = re.compile(f"[\xad\u200b\u2060\ufeff]|{_BETWEEN_LETTERS.pattern}")
_TAG = (
    r"<(?:script|style|i?frame|frameset|object|embed|applet|form|input|button|select|textarea|svg"
    r"|link|base|meta|template)\b"
    r"|<[a-z][^<>]{0,300}?\son[a-z]{3,20}\s{0,9}="
)
_ACTIVE = re.compile(
    f"{_TAG}"
    r"|(?:href|src|action)\s{0,9}=\s{0,9}[\"']{0,2}\s{0,9}(?:javascript|vbscript|file):"
    r"|\]\(\s{0,9}(?:javascript|vbscript|file):",
    re.IGNORECASE,
)
# Whatever is active matches one of these. Each begins with a sign that is found many times faster
# than a choice of letters is.
_MAY_BE_ACTIVE = (
    re.compile(_TAG, re.IGNORECASE),
    re.compile(":(?:(?<=javascript:)|(?<=vbscript:)|(?<=file:))", re.IGNORECASE),
)
_LATEX = re.compile(r"\[latex\]|\[\${1,2}\]", re.IGNORECASE)


def odd_signs(pieces: Sequence[str], file: str, encoded: Sequence[bytes] = ()) -> list[Problem]:
    """Tell of characters that are not seen, turn the text round or act on a terminal.

    ``pieces`` make up the text; ``encoded`` are the same as UTF-8 where the caller has them.
    """
    counts, lines = dict.fromkeys(_KINDS, 0), dict.fromkeys(_KINDS, 0)
    for at, piece in enumerate(pieces):
        if not _may_be_odd(encoded[at] if encoded else piece.encode("utf-8", "ignore")):
            continue
        for kind in _KINDS:
            found = list(kind.finditer(piece))
            if found and not counts[kind]:
                lines[kind] = line_number(pieces, at, found[0].start())
            counts[kind] += len(found)
    return [
        Problem(file, lines[kind], words(counts[kind]))
        for kind, words in _KINDS.items()
        if counts[kind]
    ]


def _control_words(count: int) -> Message:
    return plural_message(
        count,
        "One control character (such as an escape code) kept; make sure it belongs there.",
        "{count} control characters (such as escape codes) kept; make sure they belong there.",
    )


def _hidden_words(count: int) -> Message:
    return plural_message(
        count,
        "One hidden character (text direction or invisible tags) kept; make sure it belongs there.",
        "{count} hidden characters (text direction or invisible tags) kept; make sure they belong "
        "there.",
    )


def _narrow_words(count: int) -> Message:
    return plural_message(
        count,
        "One character without width (such as an invisible space or a byte order mark) kept; make "
        "sure it belongs there.",
        "{count} characters without width (such as invisible spaces or byte order marks) kept; "
        "make sure they belong there.",
    )


_KINDS = {_CONTROLS: _control_words, _HIDDEN: _hidden_words, _NARROW: _narrow_words}


def _may_be_odd(encoded: bytes) -> bool:
    # Searching single bytes first, then each sign, is many times faster than a pattern.
    if len(encoded.translate(None, _CONTROL)) != len(encoded):
        return True
    if encoded.isascii():
        return False
    if b"\xf3\xa0" in encoded or (b"\xc2" in encoded and _BELOW_ASCII.search(encoded)):
        return True
    if b"\xe2\x80\x8c" in encoded or b"\xe2\x80\x8d" in encoded:
        return True
    return any(
        sign in encoded
        for start, signs in _MANY_BYTES.items()
        if start in encoded
        for sign in signs
    )


def odd_markup(pieces: Iterable[str], file: str) -> list[Problem]:
    """Tell of HTML that would do something elsewhere, and of LaTeX; not of code in backticks."""
    return [
        problem
        for found, words in (
            (_found(pieces, "<", _ACTIVE, _MAY_BE_ACTIVE), _active_words),
            (_found(pieces, "](", _ACTIVE, _MAY_BE_ACTIVE[1:]), _active_words),
            (_found(pieces, "[", _LATEX, (_LATEX,)), _latex_words),
        )
        for problem in _told(found, file, words)
    ][:2]


def _found(
    pieces: Iterable[str],
    sign: str,
    pattern: re.Pattern[str],
    first_looks: Sequence[re.Pattern[str]],
) -> Iterator[tuple[int, str]]:
    """Yield (line, what) of each line that holds something of a kind outside inline code."""
    before = 1
    for piece in pieces:
        if sign in piece and any(look.search(piece) for look in first_looks):
            for number, line in enumerate(piece.split("\n"), before):
                for found in pattern.finditer(line) if sign in line else ():
                    if not line.count("`", 0, found.start()) % 2:
                        yield number, line[found.start() : found.start() + 40]
                        break
        before += piece.count("\n")


def _told(
    found: Iterable[tuple[int, str]], file: str, words: Callable[[int, Message], Message]
) -> list[Problem]:
    lines = list(found)
    if not lines:
        return []
    line, example = lines[0]
    return [Problem(file, line, words(len(lines), quoted(example, 20)))]


def _active_words(count: int, example: Message) -> Message:
    return plural_message(
        count,
        "This line holds HTML such as {example}; cards neither run nor load anything.",
        "{count} lines, this one first, hold HTML such as {example}; cards neither run nor load "
        "anything.",
        example=example,
    )


def _latex_words(count: int, example: Message) -> Message:
    return plural_message(
        count,
        "This line holds LaTeX such as {example}; it is shown as it is written.",
        "{count} lines, this one first, hold LaTeX such as {example}; it is shown as it is "
        "written.",
        example=example,
    )


class OddTexts:
    """Counts what is odd in texts that come piece by piece and have no lines of a file."""

    def __init__(self) -> None:
        self._signs = dict.fromkeys(_KINDS, 0)
        self._active, self._example = 0, ""

    def look(self, text: str) -> None:
        """Take a look at some more."""
        if _may_be_odd(text.encode("utf-8", "ignore")):
            for kind in _KINDS:
                self._signs[kind] += sum(1 for _ in kind.finditer(text))
        if any(look.search(text) for look in _MAY_BE_ACTIVE):
            found = [each[0] for each in _ACTIVE.finditer(text)]
            self._active += len(found)
            self._example = self._example or next(iter(found), "")[:40]

    def told(self) -> list[Message]:
        """Return what there is to say of them all."""
        said = [words(self._signs[kind]) for kind, words in _KINDS.items() if self._signs[kind]]
        if self._active:
            said.append(
                plural_message(
                    self._active,
                    "A text holds HTML such as {example}; cards neither run nor load anything.",
                    "HTML such as {example} is there {count} times; cards neither run nor load "
                    "anything.",
                    example=quoted(self._example, 20),
                )
            )
        return said
