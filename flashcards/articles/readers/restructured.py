"""Reads reStructuredText: titles by their lines, lists, literal blocks, directives, tables."""

import re
from collections.abc import Sequence

from flashcards.articles.readers.builder import Builder
from flashcards.articles.readers.callouts import write_callout
from flashcards.articles.readers.lines import PLAIN_WORDS, dedented, expanded, indent_of, is_blank
from flashcards.articles.readers.restructured_inline import has_marks, write_inline
from flashcards.articles.readers.restructured_names import (
    ASKED,
    CODE,
    FOLDS,
    METADATA,
    NOTHING,
    OBJECTS,
    TITLED,
    UNTITLED,
)
from flashcards.articles.readers.restructured_tables import (
    csv_rows,
    heading_rows,
    list_rows,
    options_of,
    table_at,
)
from flashcards.articles.tree import BlockKind, Document

_K = BlockKind
_DEEPEST = 12
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1{1,}$")
_BULLET = re.compile(r"[-*+•‣⁃](?: +|$)")
_NUMBER = re.compile(r"(?:\(?(?:\d{1,4}|[a-zA-Z]|[ivxIVX]{1,6}|#)[.)])(?: +|$)")
_FIELD = re.compile(r":(?![:\s])((?:\\.|[^:\\\n]|:(?![ `]|$)){1,200}):(?: +|$)")
_OPTION = re.compile(r"(?:--?\w[\w-]*|/[A-Z])(?:[ =][<\w\[][\w>\]-]*)?(?:, -{1,2}\w[^ ]*)*(?:  |$)")
_DIRECTIVE = re.compile(r"\.\. (?:\|([^|\n]{1,200})\| +)?([a-zA-Z][\w:.+-]{0,80}?) ?::(?: +(.*)|$)")
_EXPLICIT = re.compile(r"\.\.(?: |$)|__(?: |$)")
_FOOTNOTE = re.compile(r"\.\. \[[^\]\n]{1,100}\](?: |$)")


def read_restructured(text: str) -> Document:
    """Return the document that a reStructuredText article is."""
    out = Builder()
    lines = expanded(text.split("\n"), 8)
    _Reader(out, lines).read(lines, 0)
    return out.finish()


class _Reader:
    def __init__(self, out: Builder, lines: Sequence[str]) -> None:
        self._out = out
        self._styles: list[str] = []
        self._begun = False
        """Whether anything but titles was met, so that fields are no longer about the article."""
        self._names = _substitutions(lines)

    def read(self, lines: Sequence[str], depth: int) -> None:
        """Write the blocks that ``lines`` consist of."""
        at = 0
        while at < len(lines):
            at = at + 1 if is_blank(lines[at]) else self._block(lines, at, depth)

    def _nested(self, lines: Sequence[str], depth: int) -> None:
        if depth < _DEEPEST:
            self.read(dedented(lines), depth + 1)
        else:
            self._write(" ".join(lines))

    def _holding(self, kind: BlockKind, lines: Sequence[str], depth: int) -> None:
        """Write a block with the blocks inside it."""
        if len(lines) == 1 and PLAIN_WORDS.match(lines[0].strip()):
            self._begun = True
            self._out.block(kind, lines[0])
        else:
            mark = self._out.open(kind)
            self._nested(lines, depth)
            self._out.close(mark)

    def _write(self, words: str) -> None:
        write_inline(self._out, words, self._names)

    def _words(self, kind: BlockKind, words: str, level: int = 0) -> None:
        if has_marks(words):
            mark = self._out.open(kind, level)
            self._write(words)
            self._out.close(mark)
        else:
            self._out.block(kind, words, level)

    def _block(self, lines: Sequence[str], at: int, depth: int) -> int:
        line = lines[at]
        if indent_of(line):
            end = _indented_end(lines, at)
            # A list is often set in by a space or two without being meant as a quotation.
            listed = _BULLET.match(line.lstrip()) or _NUMBER.match(line.lstrip())
            mark = self._out.depth if listed else self._out.open(_K.QUOTE)
            self._nested(lines[at:end], depth)
            self._out.close(mark)
            return end
        if _EXPLICIT.match(line):
            return self._explicit(lines, at, depth)
        if line[0] == ":" and _FIELD.match(line):
            return self._fields(lines, at, depth)
        if _ADORNMENT.match(line.rstrip()):
            return self._adorned(lines, at, depth)
        if line[0] in "+=":
            table = table_at(lines, at)
            if table is not None:
                self._table(table.rows, table.heads)
                return table.end
        if _is_title(lines, at):
            self._title(lines[at], lines[at + 1][0])
            return at + 2
        self._begun = True
        if _BULLET.match(line) or _NUMBER.match(line):
            return self._list(lines, at, depth)
        if line[0] in "-/" and _OPTION.match(line):
            return self._option(lines, at, depth)
        if line.startswith(("| ", "|\n")) or line.rstrip() == "|":
            return self._line_block(lines, at)
        if line.startswith(">>> "):
            return self._verbatim(lines, at, _paragraph_end(lines, at))
        return self._paragraph(lines, at, depth)

    def _adorned(self, lines: Sequence[str], at: int, depth: int) -> int:
        """An overlined title, a table, a transition, or ``::`` by itself."""
        line = lines[at].rstrip()
        if line == "::":
            return self._literal(lines, at + 1)
        below = lines[at + 2].rstrip() if at + 2 < len(lines) else ""
        if below and below[0] == line[0] and _ADORNMENT.match(below) and lines[at + 1].strip():
            self._title(lines[at + 1], line[0] * 2)
            return at + 3
        if line[0] == "." and line in ("..", "..."):
            return _body_end(lines, at + 1)
        return at + 1

    def _title(self, words: str, style: str) -> None:
        if style not in self._styles:
            self._styles.append(style)
        self._words(_K.HEADING, words.strip(), min(self._styles.index(style) + 1, 6))

    def _paragraph(self, lines: Sequence[str], at: int, depth: int) -> int:
        hangs = at + 1 < len(lines) and indent_of(lines[at + 1]) and not is_blank(lines[at + 1])
        if hangs and not lines[at].rstrip().endswith("::"):
            return self._definitions(lines, at, depth)
        end = _paragraph_end(lines, at)
        words = "\n".join(lines[at:end]).rstrip()
        literal = words.endswith("::")
        if literal:
            words = words[:-2].rstrip() if words[-3:-2].isspace() else words[:-1]
        self._words(_K.PARAGRAPH, words)
        return self._literal(lines, end) if literal else end

    def _literal(self, lines: Sequence[str], at: int) -> int:
        """The block after ``::``: what is indented, or lines that begin with the same sign."""
        while at < len(lines) and is_blank(lines[at]):
            at += 1
        if at >= len(lines):
            return at
        if indent_of(lines[at]):
            return self._verbatim(lines, at, _indented_end(lines, at))
        sign = lines[at][0]
        end = at
        if not sign.isalnum() and not _EXPLICIT.match(lines[at]):
            while end < len(lines) and lines[end][:1] == sign:
                end += 1
        return self._verbatim(lines, at, end)

    def _verbatim(self, lines: Sequence[str], at: int, end: int) -> int:
        self._out.block(_K.CODE, "\n".join(dedented(lines[at:end])))
        return end

    def _definitions(self, lines: Sequence[str], at: int, depth: int) -> int:
        mark = self._out.open(_K.TERM)
        self._write(lines[at].partition(" : ")[0])
        self._out.close(mark)
        end = _indented_end(lines, at + 1)
        self._holding(_K.DEFINITION, lines[at + 1 : end], depth)
        return end

    def _list(self, lines: Sequence[str], at: int, depth: int) -> int:
        ordered, bullet = _BULLET.match(lines[at]) is None, lines[at][0]
        sign = _NUMBER if ordered else _BULLET
        mark = self._out.open(_K.LIST, ordered=ordered)
        while at < len(lines):
            found = sign.match(lines[at])
            if found is None or (not ordered and lines[at][0] != bullet):
                break
            end = at + 1
            while end < len(lines) and (is_blank(lines[end]) or indent_of(lines[end])):
                end += 1
            while end < len(lines) and _goes_on_flush(lines, end, sign):
                end += 1
            body = [" " * found.end() + lines[at][found.end() :], *lines[at + 1 : end]]
            self._holding(_K.ITEM, _evened(body), depth)
            at = end
        self._out.close(mark)
        return at

    def _option(self, lines: Sequence[str], at: int, depth: int) -> int:
        """An option of a command and what it does."""
        found = _OPTION.match(lines[at])
        end = _indented_end(lines, at + 1)
        split = found.end() if found else 0
        self._words(_K.TERM, lines[at][:split])
        mark = self._out.open(_K.DEFINITION)
        self._nested(_evened([lines[at][split:], *lines[at + 1 : end]]), depth)
        self._out.close(mark)
        return max(end, at + 1)

    def _fields(self, lines: Sequence[str], at: int, depth: int) -> int:
        """Field lists: terms with definitions, but for those on top that are about the article."""
        fields: list[tuple[str, list[str]]] = []
        while at < len(lines):
            found = _FIELD.match(lines[at])
            if found is None:
                break
            end = _body_end(lines, at + 1)
            fields.append((found[1], _evened([lines[at][found.end() :], *lines[at + 1 : end]])))
            at = end
        if not self._begun and _describe_article([name for name, _ in fields]):
            return at
        self._begun = True
        for name, body in fields:
            if name.lower() in ASKED and body:
                self._nested([f"{name}: {body[0].strip()}", *body[1:]], depth)
            elif any(not is_blank(line) for line in body):
                self._words(_K.TERM, name)
                self._holding(_K.DEFINITION, body, depth)
            elif name.lower() not in METADATA:
                self._words(_K.PARAGRAPH, name)
        return at

    def _line_block(self, lines: Sequence[str], at: int) -> int:
        mark = self._out.open(_K.PARAGRAPH)
        while at < len(lines) and lines[at][:1] == "|":
            self._write(lines[at][1:].strip())
            self._out.break_line()
            at += 1
        self._out.close(mark)
        return at

    def _explicit(self, lines: Sequence[str], at: int, depth: int) -> int:
        end = _body_end(lines, at + 1)
        found = _DIRECTIVE.match(lines[at])
        if found and found[1] is None:
            body = list(dedented(lines[at + 1 : end]))
            self._directive(found[2].lower(), (found[3] or "").strip(), body, depth)
        elif _FOOTNOTE.match(lines[at]):
            first = lines[at][lines[at].index("]") + 1 :]
            self._words(_K.OTHER, "\n".join([first, *lines[at + 1 : end]]))
        return end

    def _directive(self, name: str, given: str, body: list[str], depth: int) -> None:
        start = 0
        while start < len(body) and (is_blank(body[start]) or _FIELD.match(body[start])):
            if is_blank(body[start]) and start:
                break
            start += 1
        content, options = body[start:], options_of(body[:start])
        short = name.rpartition(":")[2]
        if name in NOTHING:
            return
        if name in CODE:
            self._out.block(_K.CODE, "\n".join(content))
        elif name == "seealso":
            self._words(_K.OTHER, "\n".join([given, *content]))
        elif name == "glossary":
            self._glossary(body, depth)
        elif name == "list-table":
            rows = list_rows(content)
            self._table(rows, heading_rows(options, len(rows)))
        elif name == "csv-table":
            self._table(*csv_rows(options, content))
        elif short in OBJECTS and given and (name != "class" or "(" in given or content):
            self._words(_K.TERM, given.replace("\\", ""))
            mark = self._out.open(_K.DEFINITION)
            self._nested(content, depth)
            self._out.close(mark)
        elif name == "rubric":
            self._words(_K.HEADING, given, 6)
        else:
            self._admonition(name, given, content, depth)

    def _admonition(self, name: str, given: str, content: list[str], depth: int) -> None:
        title = given if given and name not in UNTITLED else ""
        if title and name not in TITLED and name not in FOLDS and not name.startswith("prf:"):
            content, title = [given, *content], ""
        write_callout(
            self._out,
            name,
            title,
            self._write,
            lambda: self._nested(content, depth),
            folds=name in FOLDS and bool(given),
        )

    def _glossary(self, body: Sequence[str], depth: int) -> None:
        mark = self._out.open(_K.DEFINITIONS)
        at = 0
        while at < len(body):
            line = body[at]
            if is_blank(line) or _FIELD.match(line):
                at += 1
            elif line.startswith(".."):
                at = _body_end(body, at + 1)
            elif indent_of(line):
                end = _indented_end(body, at)
                self._holding(_K.DEFINITION, body[at:end], depth)
                at = end
            else:
                self._words(_K.TERM, line.partition(" : ")[0])
                at += 1
        self._out.close(mark)

    def _table(self, rows: Sequence[Sequence[str]], heads: int) -> None:
        mark = self._out.open(_K.TABLE)
        for number, cells in enumerate(rows):
            row = self._out.open(_K.ROW)
            for cell in cells:
                self._words(_K.CELL, cell, int(number < heads))
            self._out.close(row)
        self._out.close(mark)


def _describe_article(names: Sequence[str]) -> bool:
    """Tell whether fields on top say who wrote an article and when, rather than what is in it."""
    known = sum(name.lower() in METADATA for name in names)
    return names[0].lower() in METADATA or known * 2 >= len(names)


def _substitutions(lines: Sequence[str]) -> dict[str, str]:
    found = (_DIRECTIVE.match(line) for line in lines if line.startswith(".. |"))
    return {f[1]: f[3] or "" for f in found if f and f[1] and f[2] == "replace"}


def _is_title(lines: Sequence[str], at: int) -> bool:
    if at + 1 >= len(lines):
        return False
    under, words = lines[at + 1].rstrip(), lines[at].rstrip()
    if not under or under[0].isalnum() or len(under) > 1000 or not _ADORNMENT.match(under):
        return False
    return len(under) >= min(len(words) * 0.75, 4) and under not in ("::", "..", "...")


def _paragraph_end(lines: Sequence[str], at: int) -> int:
    at += 1
    while at < len(lines) and not is_blank(lines[at]):
        at += 1
    return at


def _indented_end(lines: Sequence[str], at: int) -> int:
    """The line after an indented block, without the empty lines behind it."""
    end = at
    while at < len(lines) and (is_blank(lines[at]) or indent_of(lines[at])):
        at += 1
        if not is_blank(lines[at - 1]):
            end = at
    return end


def _body_end(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and (is_blank(lines[at]) or indent_of(lines[at])):
        at += 1
    return at


def _goes_on_flush(lines: Sequence[str], at: int, sign: re.Pattern[str]) -> bool:
    """Whether a line that lacks its indent still belongs to the item before it."""
    if at >= len(lines) or is_blank(lines[at]) or is_blank(lines[at - 1]):
        return False
    return not (sign.match(lines[at]) or _EXPLICIT.match(lines[at]) or _BULLET.match(lines[at]))


def _evened(body: list[str]) -> list[str]:
    """Return an item's lines with the first one as deep as those after it."""
    deep = min((indent_of(line) for line in body[1:] if not is_blank(line)), default=0)
    return [body[0].strip(), *(line[min(deep, indent_of(line)) :] for line in body[1:])]
