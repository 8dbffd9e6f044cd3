"""Reads Markdown as people write it: CommonMark, GitHub's tables, MyST, definition lists, HTML."""

import re
from collections.abc import Sequence

from flashcards.articles.readers.builder import Builder
from flashcards.articles.readers.callouts import write_callout
from flashcards.articles.readers.formulas import displayed
from flashcards.articles.readers.front_matter import without_front_matter
from flashcards.articles.readers.html_tokens import tokens
from flashcards.articles.readers.html_writer import HtmlWriter
from flashcards.articles.readers.inline import InlineText, has_marks
from flashcards.articles.readers.lines import PLAIN_WORDS, dedented, expanded, indent_of, is_blank
from flashcards.articles.readers.markdown_syntax import (
    ABBREVIATION,
    ADMONITION,
    ALERT,
    ANSWER,
    BOX,
    BULLET,
    CHUNKS,
    CONTENTS_ENTRY,
    ENTRY,
    FENCE,
    FOLDS,
    FOOTNOTE,
    HEADING,
    HTML_LINES,
    IGNORED_LINE,
    NO_READING,
    NOTES,
    PICTURE_LINE,
    REFERENCE,
    RULE,
    UNDERLINE,
    Bullet,
    begins_html,
    bullet_of,
    cells_of,
    heading_words,
    interrupts,
    is_delimiter_row,
)
from flashcards.articles.tree import BlockKind, Document

_K = BlockKind
_REFERENCE = re.compile(r"\[[^\]]{1,200}\]:")
"""Where a link or a footnote leads; a line that only begins with a link is text."""
_FEWEST_ENTRIES = 3
"""Lines in a row that begin with a label, so that their ends are meant."""
_DEEPEST = 12
"""Lists and quotes nested deeper are read as one paragraph, so that lines are not read for ever."""


def read_markdown(text: str) -> Document:
    """Return the document that a Markdown article is."""
    title, language, lines = without_front_matter(text.split("\n"))
    out = Builder()
    _Reader(out, lines).read(lines, 0)
    return out.finish(title, language=language)


class _Reader:
    def __init__(self, out: Builder, lines: Sequence[str]) -> None:
        self._out = out
        labels = (REFERENCE.match(line) for line in lines if line.lstrip()[:1] == "[")
        self._labels = frozenset(found[1].casefold() for found in labels if found)
        self._inline = InlineText(out, self._labels, self._tag)
        self._html = HtmlWriter(out, self._inline_words)

    def read(self, lines: Sequence[str], depth: int) -> None:
        """Write the blocks that ``lines`` consist of."""
        lines = expanded(lines)
        at = 0
        while at < len(lines):
            at = self._block(lines, at, depth)

    def _block(self, lines: Sequence[str], at: int, depth: int) -> int:
        """Write the block that begins at a line; returns the line after it."""
        line = lines[at]
        bare = line.strip()
        if not bare:
            return at + 1
        if indent_of(line) >= 4:
            return self._indented_code(lines, at)
        sign = bare[0]
        if sign in "`~":
            fence = FENCE.match(line)
            if fence:
                return self._fence(lines, at, fence, depth)
        elif sign == "#":
            heading = HEADING.match(line)
            if heading:
                self._heading(len(heading[1]), heading_words(heading[2] or ""))
                return at + 1
        elif sign == ">":
            return self._quote(lines, at, depth)
        elif sign == "<" and begins_html(line):
            return self._raw(lines, at)
        elif sign == "[":
            footnote = FOOTNOTE.match(line)
            if footnote:
                return self._footnote(lines, at)
            if REFERENCE.match(line):
                return at + 1
        elif sign in "!?=" and ADMONITION.match(line):
            return self._admonition(lines, at, depth)
        elif sign == "|" and at + 1 < len(lines) and is_delimiter_row(lines[at + 1]):
            return self._table(lines, at)
        elif sign == ":":
            box = BOX.match(bare)
            if box:
                return self._box(lines, at, box, depth)
        formula = displayed(lines, at) if sign in "$\\" else None
        if formula:
            self._out.block(_K.OTHER, formula[0])
            return formula[1]
        if IGNORED_LINE.match(bare) or RULE.match(bare):
            return at + 1
        bullet = bullet_of(line)
        if bullet is not None:
            return self._list(lines, at, bullet, depth)
        return self._paragraph(lines, at, depth)

    def _heading(self, level: int, words: str) -> None:
        if self._html.holds_lines:
            self._html.reset()
        self._words(_K.HEADING, words, level)

    def _paragraph(self, lines: Sequence[str], at: int, depth: int) -> int:
        start = at
        at += 1
        while at < len(lines) and not is_blank(lines[at]):
            line = lines[at]
            under = UNDERLINE.match(line)
            if under:
                self._heading(1 if under[1][0] == "=" else 2, "\n".join(lines[start:at]))
                return at + 1
            if at == start + 1 and "|" in lines[start] and is_delimiter_row(line):
                return self._table(lines, start)
            if line.startswith((": ", ":\t")) or interrupts(line) or ANSWER.match(line):
                break
            at += 1
        end = self._definitions(lines, start, at, depth)
        if end:
            return end
        picture = PICTURE_LINE.match(lines[start]) if at == start + 1 else None
        abbreviation = ABBREVIATION.match(lines[start])
        if picture:
            since = self._out.length
            self._out.block(_K.OTHER, picture[1])
            self._out.picture(picture[2], self._out.latest(since))
        elif abbreviation:
            return self._abbreviations(lines, start)
        else:
            entries = at - start >= _FEWEST_ENTRIES and _are_entries(lines[start:at])
            ending = "  \n" if entries else "\n"
            self._words(_K.PARAGRAPH, ending.join(line.lstrip() for line in lines[start:at]))
        return at

    def _words(self, kind: BlockKind, words: str, level: int = 0) -> None:
        if has_marks(words):
            mark = self._out.open(kind, level)
            self._inline.write(words)
            self._out.close(mark)
        else:
            self._out.block(kind, words, level)

    def _definitions(self, lines: Sequence[str], start: int, at: int, depth: int) -> int:
        """Read ``term``, ``: definition`` as PHP Markdown Extra has it; 0 if there is none."""
        first = at + 1 if at < len(lines) and is_blank(lines[at]) else at
        if first >= len(lines) or not lines[first].startswith((": ", ":\t")) or depth >= _DEEPEST:
            return 0
        for line in lines[start:at]:
            self._words(_K.TERM, line)
        at = first
        while at < len(lines) and lines[at].startswith((": ", ":\t")):
            end = at + 1
            while end < len(lines) and _goes_on(lines, end, 2):
                end += 1
            mark = self._out.open(_K.DEFINITION)
            self.read([lines[at][2:].lstrip(), *dedented(lines[at + 1 : end])], depth + 1)
            self._out.close(mark)
            at = end
            if at + 1 < len(lines) and is_blank(lines[at]) and lines[at + 1].startswith(": "):
                at += 1
        return at

    def _abbreviations(self, lines: Sequence[str], at: int) -> int:
        mark = self._out.open(_K.DEFINITIONS)
        while at < len(lines):
            found = ABBREVIATION.match(lines[at])
            if found is None:
                break
            self._out.block(_K.TERM, found[1])
            self._words(_K.DEFINITION, found[2])
            at += 1
        self._out.close(mark)
        return at

    def _indented_code(self, lines: Sequence[str], at: int) -> int:
        start = at
        while at < len(lines) and (is_blank(lines[at]) or indent_of(lines[at]) >= 4):
            at += 1
        self._out.block(_K.CODE, "\n".join(line[4:] for line in lines[start:at]))
        return at

    def _fence(self, lines: Sequence[str], at: int, fence: re.Match[str], depth: int) -> int:
        indent, run, info = len(fence[1]), fence[2], fence[3].strip()
        start = at = at + 1
        while at < len(lines):
            bare = lines[at].strip()
            if bare.startswith(run) and not bare.strip(run[0]):
                break
            at += 1
        inner = [line[min(indent, indent_of(line)) :] for line in lines[start:at]]
        if info.startswith("{") and "}" in info:
            self._directive(info, inner, depth)
        else:
            self._out.block(_K.CODE, "\n".join(inner))
        return at + 1

    def _box(self, lines: Sequence[str], at: int, box: re.Match[str], depth: int) -> int:
        """Read what colons fence off: a directive of MyST, a titled box of Docusaurus."""
        start = at = at + 1
        while at < len(lines) and lines[at].strip() != box[1]:
            at += 1
        inner = list(lines[start:at])
        name = box["directive"]
        if name:
            # What stands behind other names is no words: "2" columns, a language.
            told = name in NOTES or name in FOLDS or name.startswith(("admonition", "prf:"))
            self._directive(f"{{{name}}}{box['rest'] if told else ''}", inner, depth)
        elif depth < _DEEPEST:
            write_callout(
                self._out,
                box["kind"],
                box["title"] or box["words"],
                self._inline.write,
                lambda: self.read(inner, depth + 1),
                folds=box["kind"] in FOLDS,
            )
        return at + 1

    def _directive(self, info: str, inner: list[str], depth: int) -> None:
        """Read a MyST directive: its options are dropped, notes and glossaries are read."""
        name, _, rest = info[1:].partition("}")
        if name in NO_READING or depth >= _DEEPEST:
            return
        if name.replace(",", " ").split()[:1] and name.replace(",", " ").split()[0] in CHUNKS:
            self._out.block(_K.CODE, "\n".join(line for line in inner if line[:2] != "#|"))
            return
        at = 0
        while at < len(inner) and inner[at].startswith(":") and inner[at].count(":") > 1:
            at += 1
        if name.startswith(("code", "sourcecode", "literal", "math", "prompt", "console")):
            self._out.block(_K.CODE, "\n".join(inner[at:]))
        elif name == "glossary":
            self._glossary(inner[at:], depth)
        elif rest.strip() and (name == "admonition" or name in FOLDS or name.startswith("prf:")):
            write_callout(
                self._out,
                name,
                rest.strip(),
                self._inline.write,
                lambda: self.read(inner[at:], depth + 1),
                folds=name in FOLDS,
            )
        else:
            self.read([rest.strip(), "", *inner[at:]], depth + 1)

    def _glossary(self, lines: Sequence[str], depth: int) -> None:
        mark = self._out.open(_K.DEFINITIONS)
        at = 0
        while at < len(lines):
            if is_blank(lines[at]):
                at += 1
            elif indent_of(lines[at]) == 0:
                self._words(_K.TERM, lines[at])
                at += 1
            else:
                end = at
                while end < len(lines) and (is_blank(lines[end]) or indent_of(lines[end]) > 0):
                    end += 1
                inner = self._out.open(_K.DEFINITION)
                self.read(dedented(lines[at:end]), depth + 1)
                self._out.close(inner)
                at = end
        self._out.close(mark)

    def _quote(self, lines: Sequence[str], at: int, depth: int) -> int:
        inner: list[str] = []
        while at < len(lines) and not is_blank(lines[at]):
            bare = lines[at].lstrip()
            if bare[0] != ">" and (interrupts(lines[at]) or not inner[-1].strip()):
                break
            inner.append(re.sub(r"^> ?", "", bare))
            at += 1
        alert = ALERT.match(inner[0])
        title = inner[0][alert.end() :].strip() if alert else ""
        if alert and title:
            write_callout(
                self._out,
                alert[1],
                title,
                self._inline.write,
                lambda: self._nested(inner[1:], depth),
                folds=bool(alert[2]),
            )
            return at
        mark = self._out.open(_K.QUOTE)
        self._nested(inner[1:] if alert else inner, depth)
        self._out.close(mark)
        return at

    def _nested(self, lines: Sequence[str], depth: int) -> None:
        if depth >= _DEEPEST:
            self._out.write(" ".join(lines))
        elif lines and PLAIN_WORDS.match(lines[0]) and (len(lines) == 1 or bullet_of(lines[1])):
            self._out.block(_K.PARAGRAPH, lines[0])
            self.read(lines[1:], depth + 1)
        else:
            self.read(lines, depth + 1)

    def _list(self, lines: Sequence[str], at: int, bullet: Bullet, depth: int) -> int:
        end = _contents_end(lines, at)
        if end:
            mark = self._out.open(_K.OTHER)
            for line in lines[at:end]:
                self._inline.write(line.strip())
                self._out.break_line()
            self._out.close(mark)
            return end
        mark = self._out.open(_K.LIST, ordered=bullet.ordered)
        following: Bullet | None = bullet
        while following is not None and following.sign == bullet.sign:
            end, inner = _item(lines, at, following)
            box = following.box
            if len(inner) == 1 and PLAIN_WORDS.match(inner[0]) and not box:
                self._out.block(_K.ITEM, inner[0])
            else:
                item = self._out.open(_K.ITEM)
                if box:
                    self._out.begin_mark(box)
                self._nested(inner, depth)
                if box:
                    self._out.end_mark(box)
                self._out.close(item)
            at = end
            while at < len(lines) and is_blank(lines[at]):
                at += 1
            if at >= len(lines) or RULE.match(lines[at].strip()):
                break
            following = bullet_of(lines[at])
        self._out.close(mark)
        return at

    def _table(self, lines: Sequence[str], at: int) -> int:
        mark = self._out.open(_K.TABLE)
        self._row(lines[at], head=True)
        at += 2
        while at < len(lines) and not is_blank(lines[at]) and "|" in lines[at]:
            self._row(lines[at], head=False)
            at += 1
        self._out.close(mark)
        return at

    def _row(self, line: str, head: bool) -> None:
        mark = self._out.open(_K.ROW)
        for words in cells_of(line):
            self._words(_K.CELL, words, int(head))
        self._out.close(mark)

    def _footnote(self, lines: Sequence[str], at: int) -> int:
        end = at + 1
        while end < len(lines) and _goes_on(lines, end, 2):
            end += 1
        first = lines[at][lines[at].index("]:") + 2 :]
        self._words(_K.OTHER, "\n".join([first, *lines[at + 1 : end]]))
        return end

    def _admonition(self, lines: Sequence[str], at: int, depth: int) -> int:
        """Read Python-Markdown's ``!!! note`` and ``??? question "Title"``."""
        found = ADMONITION.match(lines[at])
        end = at + 1
        while end < len(lines) and (is_blank(lines[end]) or indent_of(lines[end]) >= 4):
            end += 1
        inner = [line[4:] for line in lines[at + 1 : end]]
        write_callout(
            self._out,
            (found[2] if found else "").strip(),
            (found[3] if found else "") or "",
            self._inline.write,
            lambda: self._nested(inner, depth),
            folds=found is not None and found[1].startswith("???"),
        )
        return end

    def _raw(self, lines: Sequence[str], at: int) -> int:
        """Read a block of HTML: up to the line that ends it, or to an empty one."""
        start = at
        ending = next((last for first, last in HTML_LINES if first.match(lines[at].lstrip())), None)
        if ending is None:
            at += 1
            while at < len(lines) and not (is_blank(lines[at]) or HEADING.match(lines[at])):
                at += 1
        else:
            while at < len(lines) and not ending.search(lines[at]):
                at += 1
            at = min(at + 1, len(lines))
        self._html.feed((token, "") for token in tokens("\n".join(lines[start:at])))
        if not self._html.in_code and self._out.inside is _K.PARAGRAPH:
            self._out.close(self._out.depth - 1)
        return at

    def _tag(self, raw: str) -> None:
        self._html.feed((token, "") for token in tokens(raw))

    def _inline_words(self, words: str) -> None:
        InlineText(self._out, self._labels).write(words)


def _are_entries(lines: Sequence[str]) -> bool:
    """Tell whether each line begins with a label, so that its author set the line ends."""
    return all(ENTRY.match(line) for line in lines)


def _goes_on(lines: Sequence[str], at: int, indent: int) -> bool:
    """Whether a line belongs to the indented block before it, over one empty line too."""
    if not is_blank(lines[at]):
        return indent_of(lines[at]) >= indent or (
            not is_blank(lines[at - 1])
            and not interrupts(lines[at])
            and not lines[at].startswith((":", "*["))
            and not _REFERENCE.match(lines[at])
            and not (at + 1 < len(lines) and lines[at + 1].startswith((": ", ":\t")))
        )
    return at + 1 < len(lines) and indent_of(lines[at + 1]) >= indent


def _item(lines: Sequence[str], at: int, bullet: Bullet) -> tuple[int, list[str]]:
    """Return the line after an item, and its lines without their indent."""
    inner = [bullet.rest]
    at += 1
    empty = not bullet.rest
    while at < len(lines):
        line = lines[at]
        indent = indent_of(line)
        if indent == len(line) or is_blank(line):
            empty = True
        else:
            if indent < bullet.width and (
                (empty and indent <= bullet.indent)
                or (indent <= bullet.indent and BULLET.match(line))
                or interrupts(line, lists=indent <= bullet.indent)
            ):
                break
            if empty and indent <= bullet.indent:
                break
            empty = False
        inner.append(line[min(indent, bullet.width) :])
        at += 1
    while inner and is_blank(inner[-1]):
        inner.pop()
    return at, inner


def _contents_end(lines: Sequence[str], at: int) -> int:
    """The line after a table of contents made of links into pages; 0 if there is none."""
    entries = others = 0
    if not any("[" in line for line in lines[at : at + 10]):
        return 0
    first = bullet_of(lines[at])
    while at < len(lines) and BULLET.match(lines[at].lstrip()):
        bullet = bullet_of(lines[at])
        if first and bullet and bullet.indent == first.indent and bullet.sign != first.sign:
            break
        if CONTENTS_ENTRY.match(lines[at]):
            entries += 1
        else:
            others += 1
            if others > 4 + entries // 2:
                return 0
        at += 1
        while at < len(lines) and is_blank(lines[at]):
            at += 1
    return at if entries >= 2 and others * 2 <= entries else 0
