"""Breaks styled text into lines that fit a terminal."""

from collections.abc import Iterable, Iterator, Sequence

from flashcards.cli.terminal import Style, Terminal
from flashcards.cli.wording import sign_width

Run = tuple[str, Style]
"""A stretch of safe text that looks alike; a line end in it breaks the line."""

_Sign = tuple[str, Style, int]


def wrap(runs: Iterable[Run], columns: int) -> list[list[Run]]:
    """Return the lines of ``runs``: white space is one space, words too long are cut.

    East Asian text breaks anywhere. Linear in the length.
    """
    lines: list[list[Run]] = []
    for paragraph in _paragraphs(runs):
        lines.extend(_joined(line) for line in _fitted(paragraph, max(1, columns)))
    return lines


def cut(runs: Iterable[Run], columns: int) -> list[list[Run]]:
    """Return the lines of ``runs`` as they are, as code wants it; only too long ones are cut."""
    lines: list[list[Run]] = []
    for paragraph in _paragraphs(runs):
        line: list[_Sign] = []
        used = 0
        for sign in paragraph:
            if used + sign[2] > columns and line:
                lines.append(_joined(line))
                line, used = [], 0
            line.append(sign)
            used += sign[2]
        lines.append(_joined(line))
    return lines


def draw(line: Sequence[Run], terminal: Terminal) -> str:
    """Return a line with the signs that make its runs look as they should."""
    return "".join(terminal.styled(text, style) for text, style in line)


def line_width(line: Sequence[Run]) -> int:
    """Return how many columns a line takes."""
    return sum(sign_width(sign) for text, _ in line for sign in text)


def _paragraphs(runs: Iterable[Run]) -> Iterator[list[_Sign]]:
    signs: list[_Sign] = []
    for text, style in runs:
        for sign in text:
            if sign == "\n":
                yield signs
                signs = []
            else:
                signs.append((sign, style, sign_width(sign)))
    yield signs


def _fitted(signs: Sequence[_Sign], columns: int) -> Iterator[list[_Sign]]:
    line: list[_Sign] = []
    used = 0
    gap: _Sign | None = None
    for word in _words(signs):
        if word[0][0] == " ":
            gap = word[0] if line else None
            continue
        size = sum(sign[2] for sign in word)
        if line and used + size + (gap is not None) > columns:
            yield line
            line, used, gap = [], 0, None
        if gap is not None:
            line.append(gap)
            used, gap = used + 1, None
        for sign in word:
            if used + sign[2] > columns and line:
                yield line
                line, used = [], 0
            line.append(sign)
            used += sign[2]
    yield line


def _words(signs: Sequence[_Sign]) -> Iterator[list[_Sign]]:
    """Yield spaces, words, and single wide signs with what combines with them."""
    word: list[_Sign] = []
    for sign in signs:
        if sign[0] in " \t":
            if word:
                yield word
            yield [(" ", sign[1], 1)]
            word = []
        elif sign[2] == 2 or (word and sign[2] == 1 and word[0][2] == 2):
            if word:
                yield word
            word = [sign]
        else:
            word.append(sign)
    if word:
        yield word


def _joined(signs: Sequence[_Sign]) -> list[Run]:
    line: list[Run] = []
    for text, style, _ in signs:
        if line and line[-1][1] == style:
            line[-1] = (line[-1][0] + text, style)
        else:
            line.append((text, style))
    return line
