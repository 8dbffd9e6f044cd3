"""Turns an article of any format, bytes or text, into a document."""

import re
from collections.abc import Callable
from dataclasses import replace

from flashcards.articles.collecting import without_collecting
from flashcards.articles.readers.decoding import Decoded, cleaned, decode, looks_binary
from flashcards.articles.readers.verse import without_verse
from flashcards.articles.tree import BlockKind, Document
from flashcards.model.errors import UserError
from flashcards.model.messages import message

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes an article's file may have."""
LARGEST_TEXT = 16 * 1024 * 1024
"""Characters an article may have."""
MOST_LINES = 300_000
"""Lines an article may have; a novel has 20,000."""
MOST_SHORT_LINES = 100_000
"""Lines it may have if they hold less than ``SHORT_LINE`` characters on average."""
SHORT_LINE = 12
SMALL = 64 * 1024
"""Bytes or characters of a plain text that is read in an instant, whatever it holds."""

_ENDINGS = {
    "md": "markdown",
    "markdown": "markdown",
    "mdown": "markdown",
    "mkd": "markdown",
    "mdx": "markdown",
    "qmd": "markdown",
    "rst": "restructured",
    "rest": "restructured",
    "adoc": "asciidoc",
    "asciidoc": "asciidoc",
    "asc": "asciidoc",
    "org": "org",
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "xht": "html",
    "docx": "docx",
    "docm": "docx",
    "pdf": "pdf",
    "epub": "epub",
    "txt": "text",
    "text": "text",
}
KINDS = ("plain", "markdown", "restructured", "asciidoc", "org", "html", "docx", "pdf", "epub")
"""What ``read`` takes as its ``kind``."""
_PACKED = ("docx", "pdf", "epub")
_WRITTEN = ("plain", "markdown", "restructured", "asciidoc", "org", "html")
_SAMPLE = 20_000
_PAGE = re.compile(r"\s{0,99}(?:<\?xml[^<>]{0,200}\?>\s{0,99})?(?:<!--.{0,2000}?-->\s{0,99})?"
                   r"<(?:!doctype\s+html|html|head|body|article|main|section|div|dl|h1|p|table)\b",
                   re.IGNORECASE | re.DOTALL)  # fmt: skip
_SIGNS = {
    "markdown": re.compile(
        r"^#{1,6} \S|^(?:```|~~~)|^\[[^\]\n]{1,100}\]: |\[[^\]\n]{1,200}\]\([^)\n]{1,500}\)"
        r"|^\|[ :-]{0,99}-[|: -]{0,99}$|\*\*[^*\n]{1,100}\*\*|^(?:---|\+\+\+)\n\w",
        re.MULTILINE,
    ),
    "restructured": re.compile(
        r"^\.\. [\w-]{1,60}::|^\.\. _[^:\n]{1,100}:|:[a-z:]{2,30}:`[^`\n]{1,200}`"
        r"|``[^`\n]{1,100}``|`[^`\n]{1,200}`__?|^\S[^\n]{2,100}\n(?:={4,}|-{4,}|~{4,}|\^{4,})\n\n",
        re.MULTILINE,
    ),
    "asciidoc": re.compile(
        r"^={1,5} \S|^:[\w-]{1,40}: ?[^\n]{0,100}$|^\[[\w=\", .#%-]{1,80}\]$|^-{4}$|^={4}$"
        r"|^[^\n:]{1,80}::(?: \S|$)|(?:link|xref|https?)[:\w/.-]{1,200}\[[^\]\n]{1,200}\]",
        re.MULTILINE,
    ),
    "org": re.compile(
        r"^\*{2,6} \S|^#\+\w{2,30}:? |^ {0,9}- [^\n]{1,80} :: "
        r"|\[\[[^\]\n]{1,300}\](?:\[[^\]\n]{1,300}\])?\]|^ {0,9}:(?:PROPERTIES|END):$",
        re.MULTILINE | re.IGNORECASE,
    ),
}
"""Signs by which the format of a text without a telling name is known."""
_MARKED_UP = re.compile(r"^\.\. \S|:`[^`\n]|``[^`\n]|[^`\n]`__?\b", re.MULTILINE)
"""Signs of reStructuredText besides underlined headings, which plain text has as well."""
_DEFINED = re.compile(r"^[^\s:#>|*.-][^\n:]{0,80}\n\n?:[ \t]{1,3}\S", re.MULTILINE)
"""A term with ": its definition" on the next line, as Markdown has it."""
_FEWEST_DEFINED = 2
_ZIP = b"PK\x03\x04"
_FOREIGN = (
    (b"{\\rtf", message("an RTF document")),
    (b"\xd0\xcf\x11\xe0", message("a document of an old word processor (.doc)")),
    (b"\x89PNG", message("a picture")),
    (b"\xff\xd8\xff", message("a picture")),
    (b"GIF8", message("a picture")),
    (b"SQLite format 3", message("a database")),
    (b"\x1f\x8b", message("a compressed file")),
    (b"BOOKMOBI", message("a Kindle book")),
)


Tell = Callable[[int, int], object]
"""Called with how many pages or chapters are read, and of how many."""


def _untold(_done: int, _total: int) -> None:
    pass


def is_plain(data: bytes | str, name: str) -> bool:
    """Whether this is a small plain text, or one in Markdown: nothing in it can take long."""
    kind = _kind_by_name(name)
    if len(data) > SMALL or kind not in (None, "markdown", "text"):
        return False
    if isinstance(data, bytes):
        return data[:4] != _ZIP and b"%PDF-" not in data[:1024]
    return kind is not None or _kind_by_content(data, certain=False) in ("plain", "markdown")


def read(
    data: bytes | str, name: str = "", kind: str | None = None, tell: Tell = _untold
) -> Document:
    """Return what an article consists of.

    ``name`` is the file's name or the page's address, whose ending tells the format; without a
    telling one the content does. ``kind`` (one of ``KINDS``) overrules both. Linear in the length.

    Raises ``UserError`` for what is no article: too large, a picture, a damaged or locked file.
    """
    if len(data) > LARGEST_FILE:
        raise UserError(
            message(
                "This file is larger than {megabytes} MB.",
                megabytes=LARGEST_FILE // 1024 // 1024,
            ),
            message("Save the part you want to learn as a file of its own."),
        )
    kind = kind or _kind_by_name(name)
    if isinstance(data, bytes):
        packed = _packed_kind(data)
        if packed or kind in _PACKED:
            return _entitled(_reader(packed or str(kind))(data, tell), name)
    decoded = _text_of(data, kind)
    if len(decoded.text) > LARGEST_TEXT:
        raise UserError(
            message(
                "This text has more than {millions} million characters.",
                millions=LARGEST_TEXT // 1024 // 1024,
            ),
            message("Save the part you want to learn as a file of its own."),
        )
    lines = decoded.text.count("\n")
    if lines > MOST_LINES:
        raise UserError(
            message("This text has more than {most:,} lines.", most=MOST_LINES),
            message("Save the part you want to learn as a file of its own."),
        )
    if lines > MOST_SHORT_LINES and len(decoded.text) < lines * SHORT_LINE:
        raise UserError(
            message("This text has {lines:,} lines with hardly a word on each.", lines=lines),
            message("Choose a file with sentences in it."),
        )
    if kind not in _WRITTEN:
        kind = _kind_by_content(decoded.text, certain=kind == "text")
    with without_collecting():
        document = _reader(kind)(decoded.text)
    if kind in ("plain", "markdown"):
        document = without_verse(document, decoded.text)
    document = replace(document, problems=(*decoded.problems, *document.problems))
    return _entitled(document, name)


def _reader(kind: str) -> Callable[..., Document]:
    """The reader of a format, imported when it is first needed."""
    if kind == "docx":
        from flashcards.articles.readers.docx import read_docx

        return read_docx
    if kind == "pdf":
        from flashcards.articles.readers.pdf import read_pdf

        return read_pdf
    if kind == "epub":
        from flashcards.articles.readers.epub import read_epub

        return read_epub
    if kind == "plain":
        from flashcards.articles.readers.plain import read_plain

        return read_plain
    if kind == "markdown":
        from flashcards.articles.readers.markdown import read_markdown

        return read_markdown
    if kind == "restructured":
        from flashcards.articles.readers.restructured import read_restructured

        return read_restructured
    if kind == "asciidoc":
        from flashcards.articles.readers.asciidoc import read_asciidoc

        return read_asciidoc
    if kind == "org":
        from flashcards.articles.readers.org import read_org

        return read_org
    from flashcards.articles.readers.html import read_html

    return read_html


def _kind_by_name(name: str) -> str | None:
    name = re.split(r"[?#]", name)[0] if "://" in name else name
    return _ENDINGS.get(name.rpartition(".")[2].lower()) if "." in name else None


def _packed_kind(data: bytes) -> str | None:
    """The format of a file that is not text; raises for those that are no article."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(_ZIP):
        if b"word/" in data:
            return "docx"
        if b"application/epub+zip" in data[:200] or b"META-INF/container.xml" in data:
            return "epub"
        raise UserError(
            message("This archive is no article."),
            message(
                "Take the article out of it first, or choose a text, page, Word, PDF or EPUB file."
            ),
        )
    for sign, what in _FOREIGN:
        if data.startswith(sign) or (sign == b"BOOKMOBI" and data[60:68] == sign):
            raise UserError(
                message("This file is {what}.", what=what),
                message("Save the article as text, Markdown, HTML, Word (.docx), PDF or EPUB."),
            )
    return None


def _text_of(data: bytes | str, kind: str | None) -> Decoded:
    if isinstance(data, str):
        return Decoded(cleaned(data))
    if looks_binary(data):
        raise UserError(
            message("This file holds no text."),
            message("Choose a text, Markdown, HTML, Word (.docx), PDF or EPUB file."),
        )
    return decode(data, declared=kind in (None, "html") or data.lstrip()[:1] == b"<")


def _kind_by_content(text: str, certain: bool) -> str:
    """Guess the format of a text; one that is called plain text has to look foreign throughout."""
    sample = text[:_SAMPLE]
    if _PAGE.match(sample):
        return "html"
    if len(_DEFINED.findall(sample)) >= _FEWEST_DEFINED:
        return "markdown"
    counts = {kind: len(signs.findall(sample)) for kind, signs in _SIGNS.items()}
    best = max(counts, key=lambda kind: counts[kind])
    lines = sample.count("\n") + 1
    if certain and best == "restructured" and not _MARKED_UP.search(sample):
        return "plain"
    needed = max(3, lines // 25) if certain else max(2, lines // 60)
    return best if counts[best] >= needed else "plain"


def _entitled(document: Document, name: str) -> Document:
    """Return the document with a title: its own, its first heading, or the file's name."""
    title = document.title
    if not title:
        title = _first_heading(document)
    if not title:
        title = re.split(r"[/\\]", name)[-1].rpartition(".")[0]
    return replace(document, title=" ".join(cleaned(title).split())[:300])


def _first_heading(document: Document) -> str:
    """The words of the heading that stands over all; empty if several stand side by side."""
    headings = [block for block in document.blocks if block.kind is BlockKind.HEADING]
    if not headings:
        return ""
    top = min(heading.level for heading in headings)
    first, *others = [heading for heading in headings if heading.level == top]
    if others and first is not document.blocks[0]:
        return ""
    return document.text[first.start : first.end]
