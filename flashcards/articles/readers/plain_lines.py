"""Sorts the lines of unmarked text into pieces: bullets, numbers, rows, joined paragraphs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from flashcards.articles.readers.lines import expanded, indent_of, is_blank

_GLUED = re.compile(
    r"(?<=[:：])\s{0,2}[-–•*▪◦‣●·](?= \S)"  # "For example:- Tools"
    r"|(?<=[.!?;)])[-•▪◦‣●](?= \S)"
    r"|(?<=[^\n\s])[ ]{0,3}[•▪◦‣●](?= ?\S)"
)
_NESTED = re.compile(
    r"^([ \t]*)([-*•] [^\n]{1,2000}?[:：])[ ]{0,2}[-•] (?=\S)([^\n]*)$", re.MULTILINE
)
"""Items glued onto an item: "- Fruit: what grows. Examples:- Apples - Pears"."""
_ITEMS = re.compile(r"(?<=[^\s-]) - (?=\S)")
_BULLET = re.compile(r"(?:[-–—*+•▪◦‣●·o]|\uf0b7|->|=>)[ \t]+(?=\S)|[•▪◦‣●\uf0b7](?=\S)")
_NUMBER = re.compile(r"\(?(\d{1,3})[.)][ \t]+(?=\S)|\(?([a-z]|[ivx]{1,4})\)[ \t]+(?=\S)")
_SECTION = re.compile(
    r"(?:Subject:[ \t]+)?(?:Q(?:uestion)?[ .]?(?=\d)|(?:Section|§)[ \t]?(?=[^\n?]{1,200}\?))?"
    r"(?:\[(\d{1,2}(?:[.-]\d{1,2}){1,4})\]|(\d{1,2}(?:\.\d{1,2}){1,4}))"
    r"[.):]?[ \t]+(?=[A-Z\"'`(¿])"
)
_RULE = re.compile(
    r"[-=_*~#+.—–]{3,}$|--$|(?:[-*_=] ){2,}[-*_=]$|[-=+]{2,}(?:[ +|][-=+]{2,})+[|+]?$"
)
_LEADER = re.compile(r"(?:\.{4,}|(?: \.){4,}|…{2,})\s*(?:\d{1,4}|[ivxlc]{1,6})$|\[Page \d{1,4}\]$")
LED = re.compile(
    r"([^\W\d_][^.…]{0,60}?)\s{0,9}(?:\.{4,}|(?: \.){4,}|…{2,})\s{0,9}"
    r"(?=[^\W\d_][\w'’-]*[,;]?\s+\S+\s+\S)"
)
"""A name led by dots to what it means; dots that lead to a number or price mean nothing."""
_LABEL = re.compile(r"[^\W_][^:.!?;]{0,48}?(?::| [-–—=])\s")
_DICTIONARY = re.compile(
    r"[^\W\d_][\w'’ -]{0,40}? [(\[]?(?:n|v|vb|adj|adv|noun|verb|adjective|adverb)\b\.?[)\]]?"
    r"[.,:;]? \S"
)
_BRACKETED = re.compile(r"\[[^\[\]\n]{1,60}\]\s?[:.–—-]?\s+\S")
_CODE = re.compile(
    r"(?:\$|>>>|C:\\>|%) \S|[^\n]*(?:[{};]|\(\)|\);|=>)$|\./\S|#include\b|(?:def|import|var) \w"
)
_ALIGNED = re.compile(r"( {0,8})(\S(?: ?\S){0,40}) {2,30}(?=(\S))")
_NARROW = 3
_FEWEST_ROWS = 3
_MOST_LINES_OF_CELL = 30
_ENDS_SENTENCE = (".", "!", "?", ":", ";", "。", "！", "？", "：", "…", '."', ".”", ".)", "?”")
_MOST_GLUED = 50_000
_NARROWEST = 40
"""Lines shorter than this are not the width of a paragraph."""
WIDEST = 130
"""Lines longer than this were not broken by hand."""


class PieceKind(Enum):
    """What a piece of text looks like by itself."""

    TEXT = auto()
    BULLET = auto()
    NUMBER = auto()
    RULE = auto()
    TABLE = auto()
    CODE = auto()
    QUOTE = auto()
    LEADER = auto()


@dataclass(slots=True)
class Piece:
    """Lines that belong together."""

    kind: PieceKind
    words: str
    indent: int = 0
    text_indent: int = 0
    """Where its words begin, behind a bullet or number."""
    after_blank: bool = True
    number: str = ""
    lines: list[str] = field(default_factory=list)
    body: bool = False
    """It stands below a hanging line, whose definition it is."""
    hanging: bool = False
    """A short line with deeper ones right below it, which follow as the next piece."""

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence or lead-in does."""
        return self.words.endswith(_ENDS_SENTENCE)


def pieces_of(text: str) -> list[Piece]:
    """Return the pieces of a text in order. Linear in its length."""
    text = _NESTED.sub(_new_items, text, count=_MOST_GLUED)
    lines = expanded(_GLUED.sub(_new_line, text, count=_MOST_GLUED).split("\n"), 8)
    width = _wrap_width(lines)
    pieces: list[Piece] = []
    at, blank = 0, True
    while at < len(lines):
        if is_blank(lines[at]):
            at, blank = at + 1, True
            continue
        rows = _table_rows(lines, at)
        if rows:
            table = Piece(PieceKind.TABLE, "", indent_of(lines[at]), after_blank=blank)
            table.lines, at = rows
            pieces.append(table)
        elif not blank and pieces and _joins(pieces[-1], lines, at, width):
            _join(pieces[-1], lines[at])
            at += 1
        else:
            pieces.append(_piece(lines, at, blank, pieces))
            at += 1
        blank = False
    return pieces


def _new_line(found: re.Match[str]) -> str:
    return f"\n{found[0].strip()}"


def _new_items(found: re.Match[str]) -> str:
    margin = f"\n{found[1]}    - "
    return f"{found[1]}{found[2]}{margin}{_ITEMS.sub(margin, found[3])}"


def _wrap_width(lines: Sequence[str]) -> int:
    """Where lines were broken; 0 where each line is a paragraph of its own."""
    lengths, broken, pairs, long, wide = list[int](), 0, 0, 0, 0
    for at in range(len(lines) - 1):
        line, following = lines[at].rstrip(), lines[at + 1]
        if not line or is_blank(following):
            continue
        if len(line) > WIDEST:
            long += 1
            continue
        next_words = following.lstrip()
        if _NUMBER.match(next_words) or _BULLET.match(next_words):
            continue
        if _LABEL.match(next_words) and _LABEL.match(line.lstrip()):
            continue
        pairs += 1
        # A sentence that goes on in the next line: with a small letter, or one that has no size.
        goes_on = next_words[0].isalpha() and not next_words[0].isupper()
        broken += goes_on and not line.endswith(_ENDS_SENTENCE)
        lengths.append(len(line))
        wide += line[-1] > "\u2e80"  # signs as wide as two letters
    if long * 8 > pairs or broken * 4 < pairs or not broken:
        return 0
    lengths.sort()
    width = lengths[len(lengths) * 19 // 20]
    return width if width >= (_NARROWEST // 2 if wide * 2 > pairs else _NARROWEST) else 0


def _joins(last: Piece, lines: Sequence[str], at: int, width: int) -> bool:
    """Whether a line goes on with the piece before it."""
    line, before = lines[at], lines[at - 1].rstrip()
    bare = line.strip()
    indent = indent_of(line)
    if last.kind is PieceKind.CODE:
        return indent >= last.indent and indent > 0 and bool(_CODE.match(bare))
    if last.kind is PieceKind.QUOTE:
        return bare.startswith(">")
    if last.kind not in (PieceKind.TEXT, PieceKind.BULLET, PieceKind.NUMBER):
        return False
    if _starts_piece(bare, last) or _RULE.match(bare) or LED.match(bare):
        return False
    if last.body and indent >= last.indent:
        return True
    full = width > 0 and len(before) + 1 + len(bare.split(None, 1)[0][:60]) > width - 4
    if last.kind is not PieceKind.TEXT and indent > last.indent:
        if not full and (_SECTION.match(bare) or (before.endswith("?") and bare[0].isupper())):
            return False
        return len(before) <= WIDEST
    labelled = _is_labelled(bare)
    if labelled and before.endswith((".", "!", "?", ")")):
        return False
    if labelled and not full and _is_labelled(before.lstrip()):
        return False
    if indent > last.indent and (_LABEL.match(last.words) or LED.match(last.words)):
        return True
    if indent > last.indent + 1 and not full and _may_hang(last):
        last.hanging = True
        return False
    if full:
        return True
    if bare[0].islower() and not before.endswith((".", "!", "?", ":")) and len(before) > 20:
        return True
    return width > 0 and len(before) > width * 0.6 and not before.endswith(_ENDS_SENTENCE)


def _is_labelled(bare: str) -> bool:
    """Whether a line begins with a name and a colon or dash, or a word and its part of speech."""
    return bool(_LABEL.match(bare) or _DICTIONARY.match(bare) or _BRACKETED.match(bare))


def _may_hang(piece: Piece) -> bool:
    lone = piece.kind is PieceKind.TEXT and not piece.lines and len(piece.words) <= 80
    return lone and (not piece.ends_sentence or piece.words.endswith(("?", ":")))


def _join(piece: Piece, line: str) -> None:
    if not piece.lines:
        piece.lines.append(piece.words)
    bare = line.strip() if piece.kind is not PieceKind.CODE else line.rstrip()
    if piece.kind is PieceKind.QUOTE:
        bare = bare.lstrip("> ")
    piece.lines.append(bare)
    piece.words = bare if piece.kind is PieceKind.CODE else _glued(piece.words, bare)


def _glued(words: str, more: str) -> str:
    """Only the end of a piece is looked at while it grows; ``lines`` has all of it."""
    return f"{words[-200:]} {more}" if len(words) > 400 else f"{words} {more}"


def _is_numbered(bare: str) -> bool:
    return bool(_NUMBER.match(bare) or _SECTION.match(bare))


def _starts_piece(bare: str, last: Piece | None) -> bool:
    if _BULLET.match(bare):
        return bare[0] not in "–—o" or last is None or last.kind is PieceKind.BULLET
    number = _NUMBER.match(bare)
    if number is None:
        return False
    if number[1] is None or last is None:
        return True
    # A number inside a paragraph that happens to begin a line is no item.
    return number[1] == "1" or last.number.isdigit() or last.ends_sentence


def _piece(lines: Sequence[str], at: int, blank: bool, before: Sequence[Piece]) -> Piece:
    line = lines[at]
    bare, indent = line.strip(), indent_of(line)
    last = None if blank or not before else before[-1]
    if _RULE.match(bare):
        return Piece(PieceKind.RULE, bare, indent, indent, blank)
    if _LEADER.search(bare[-40:]):
        return Piece(PieceKind.LEADER, bare, indent, indent, blank)
    if bare.startswith(">") and not bare.startswith(">>>"):
        return Piece(PieceKind.QUOTE, bare.lstrip("> "), indent, indent, blank)
    bullet = _BULLET.match(bare)
    if bullet and (bare[0] not in "o–—" or _starts_piece(bare, last)):
        return _marked(PieceKind.BULLET, bare, bullet, indent, blank, "")
    number = _SECTION.match(bare) or _NUMBER.match(bare)
    if number:
        found = (number[number.lastindex or 1]).replace("-", ".")
        return _marked(PieceKind.NUMBER, bare, number, indent, blank, found)
    if indent >= 2 and len(bare) < 200 and _CODE.match(bare) and not _hangs_over(lines, at):
        return Piece(PieceKind.CODE, line.rstrip(), indent, indent, blank)
    body = last is not None and last.hanging
    return Piece(PieceKind.TEXT, bare, indent, indent, blank, body=body)


def _hangs_over(lines: Sequence[str], at: int) -> bool:
    """Whether words stand right below a line, deeper than it, as a definition does."""
    if at + 1 >= len(lines) or is_blank(lines[at + 1]):
        return False
    below = lines[at + 1]
    return indent_of(below) > indent_of(lines[at]) and not _CODE.match(below.strip())


def _marked(
    kind: PieceKind, bare: str, mark: re.Match[str], indent: int, blank: bool, number: str
) -> Piece:
    return Piece(kind, bare[mark.end() :].strip(), indent, indent + mark.end(), blank, number)


def _table_rows(lines: Sequence[str], at: int) -> tuple[list[str], int] | None:
    """The rows of a table of columns that begins at a line, and the line after it."""
    columns = _columns(lines[at])
    if columns >= 2:
        end = at + 1
        while end < len(lines) and (
            _columns(lines[end]) == columns or _RULE.match(lines[end].strip())
        ):
            end += 1
        tight = "\t" in lines[at].strip() or lines[at].lstrip()[:1] == "|"
        if end - at >= (2 if tight else 3) and not _hangs_below(lines, end):
            return [line.strip() for line in lines[at:end]], end
    return _aligned_rows(lines, at)


def _hangs_below(lines: Sequence[str], at: int) -> bool:
    """Whether the line behind a table goes on with its last cell."""
    return at < len(lines) and indent_of(lines[at]) > _NARROW and not is_blank(lines[at])


def _aligned_rows(lines: Sequence[str], at: int) -> tuple[list[str], int] | None:
    """Two columns, the second one set at the same place in each line and broken there."""
    found = _ALIGNED.match(lines[at][:WIDEST])
    if found is None or _BULLET.match(found[2]) or _is_numbered(lines[at].strip()):
        return None
    margin, column = len(found[1]), found.start(3)
    rows: list[str] = []
    below = 0
    while at < len(lines) and not is_blank(lines[at]):
        line = lines[at]
        below += 1
        if rows and indent_of(line) == column and below <= _MOST_LINES_OF_CELL:
            rows[-1] += f" {line.strip()}"
        elif (
            indent_of(line) == margin
            and line[column - 2 : column] == "  "
            and line[column : column + 1].strip()
            and "   " not in line[column:].rstrip()
        ):
            rows.append(f"{line[:column].strip()}\t{line[column:].strip()}")
            below = 0
        else:
            break
        at += 1
    return (rows, at) if len(rows) >= _FEWEST_ROWS else None


def _columns(line: str) -> int:
    """How many columns a line has: by pipes, tabs, or wide gaps between few words."""
    bare = line.strip()
    if len(bare) > 2000 or is_blank(line) or _BULLET.match(bare) or _is_numbered(bare):
        return 0
    if bare[0] == "|" and bare[-1] == "|":
        return bare.count("|") - 1
    if " | " in bare:
        return bare.count(" | ") + 1
    if "\t" in bare:
        return len(re.split(r"\t+", bare))
    if "   " not in bare:
        return 0
    return len(re.split(r" {3,}", bare))


def cells_of_row(line: str) -> list[str]:
    """Return the cells of a row that ``_columns`` counted."""
    if line[0] == "|" and line[-1] == "|":
        return [cell.strip() for cell in line[1:-1].split("|")]
    if " | " in line:
        return [cell.strip() for cell in line.split(" | ")]
    return [cell.strip() for cell in re.split(r"\t+" if "\t" in line else r" {3,}", line)]


def is_rule(line: str) -> bool:
    """Tell whether a line is drawn rather than written."""
    return _RULE.match(line.strip()) is not None
