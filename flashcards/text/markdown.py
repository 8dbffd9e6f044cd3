"""Markdown to safe HTML, with quick ways for the plain text that most fields are."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from flashcards.text.clean import MAX_CHARACTERS, clean, escape_running
from flashcards.text.code import with_colours
from flashcards.text.formula_html import put_back
from flashcards.text.formulas import take_out
from flashcards.text.highlight import highlight
from flashcards.text.literal import keep_spaces
from flashcards.text.notices import cut, notice, plain
from flashcards.text.sanitise import sanitise

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_PLAIN_LINE = re.compile(
    "(?![#>+\\-0-9\\s])[^$*_`\\\\<&~\\]\n\r\t\x00-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]{1,500}"
)
"""One line that reads the same as text and as Markdown."""

_MARKS = (
    r"[*`\\]|(?<!\w)_|_(?!\w)|~~|\][(\[:]"
    r"|^ {0,3}(?:[#>+=|:-]|[0-9]{1,9}[.)](?:\s|$))|^(?: {4}| {0,3}\t)"
)
_MARKDOWN = re.compile(_MARKS, re.MULTILINE)
_MARKUP = re.compile(_MARKS + r"|<[a-zA-Z/!?]|&[#a-zA-Z]", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_PICTURE = re.compile(r"<img[\s/>]", re.IGNORECASE)
_LITERAL = re.compile(r"[^\w\s\U00100000-\U0010ffff]{1,20}|[0-9]{1,9}[.)]|_{1,20}")
"""A field that is nothing but signs, or a number with a full stop, means just that."""

_COSTLY = re.compile(r"[*_`\\<&~\[\]!|>#\n]|[-+] ")
_DELIMITER_ROW = re.compile(r"^[ \t|:-]*\|[ \t|:-]*$", re.MULTILINE)
_MAX_COSTLY = 5_000
_MAX_CELLS = 5_000
_MAX_LINES = 5_000


def to_html(text: str) -> str:
    """Return Markdown ``text``, which may hold inline HTML, as safe HTML.

    A single line end is a line break, a blank line starts a paragraph. Linear in the length.
    """
    if _PLAIN_LINE.fullmatch(text):
        return f"<p>{text.strip().replace('>', '&gt;')}</p>"
    text = clean(text)
    if len(text) > MAX_CHARACTERS:
        return _with_formulas(text[:MAX_CHARACTERS]) + notice(cut)
    return _with_formulas(text)


def _with_formulas(text: str) -> str:
    taken = take_out(text)
    return put_back(_rich(taken.text), taken.sources) if taken.sources else _rich(text)


def _rich(text: str) -> str:
    stripped = text.strip()
    if not stripped:
        return ""
    if _LITERAL.fullmatch(stripped) or not _MARKUP.search(text):
        return _paragraphs(stripped)
    if "\n" not in stripped and not _MARKDOWN.search(text):
        return sanitise(with_colours(f"<p>{stripped}</p>")).removeprefix("<p></p>")
    if _too_costly(text):
        return _paragraphs(stripped) + notice(plain)
    html = sanitise(with_colours(_parser().render(text))).strip()
    # The line end behind the last line of code would be drawn as an empty line.
    return html.replace("\n</code></pre>", "</code></pre>")


def _paragraphs(text: str) -> str:
    text = escape_running(text)
    if "\n" not in text:
        return f"<p>{text}</p>"
    if text.count("\n") > _MAX_LINES:
        lines = text.split("\n")
        text = "\n".join(lines[:_MAX_LINES]) + " " + " ".join(lines[_MAX_LINES:])
    paragraphs = _BLANK_LINES.split(text)
    return "".join(f"<p>{_with_breaks(paragraph)}</p>" for paragraph in paragraphs)


def _with_breaks(paragraph: str) -> str:
    return "<br>".join(line.strip() for line in paragraph.split("\n"))


def _too_costly(text: str) -> bool:
    """Whether parsing could take longer than a key press may."""
    if len(text) < _MAX_COSTLY:
        return _too_many_cells(text)
    costly = sum(1 for _ in _COSTLY.finditer(text))
    return costly > _MAX_COSTLY or _too_many_cells(text)


def _too_many_cells(text: str) -> bool:
    if "|" not in text:
        return False
    columns = max((row[0].count("|") + 1 for row in _DELIMITER_ROW.finditer(text)), default=0)
    return columns * text.count("\n") > _MAX_CELLS


def _let_pictures_be_text(parser: "MarkdownIt") -> None:
    """Put a picture that begins a line into a paragraph, as one written ``![](...)`` is.

    CommonMark would pass such a line on without one, and it would be drawn behind the line above.
    """
    from markdown_it.rules_block import StateBlock, html_block

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if _PICTURE.match(state.src, state.bMarks[start] + state.tShift[start]):
            return False
        return html_block(state, start, end, silent)

    may_interrupt = ["paragraph", "reference", "blockquote"]
    parser.block.ruler.at("html_block", rule, {"alt": may_interrupt})


@lru_cache(maxsize=1)
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    options = {
        "html": True,
        "breaks": True,
        "linkify": False,
        "maxNesting": 60,
        "highlight": lambda code, language, _: highlight(code, language),
    }
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    # Which addresses are safe is decided in one place, behind the parser.
    keep_spaces(parser)
    _let_pictures_be_text(parser)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # its documented way
    return parser
