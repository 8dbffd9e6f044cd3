"""Reads PDF files: their words page by page, then the structure as of text without marks."""

import logging
import re
import struct
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from flashcards.articles.readers.decoding import cleaned
from flashcards.articles.readers.pdf_lines import Line, page_lines, set_out
from flashcards.articles.readers.plain import read_plain
from flashcards.articles.tree import Document
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message

if TYPE_CHECKING:
    from pypdf import PdfReader

_MOST_PAGES = 3_000
_FAR_TOO_MANY_PAGES = 20_000
"""Already finding so many pages takes long, let alone reading them."""
_LARGEST_TEXT = 16 * 1024 * 1024
_LARGEST_PAGE = 8 * 1024 * 1024
"""Bytes that draw one page, unpacked; a dense page of a book takes 50,000."""
_MOST_SHOWN = 20_000
"""Strings that one page sets; a dense page has 5,000 if every letter is set by itself."""
_LARGEST_WHOLE = 64 * 1024 * 1024
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad]\n[ \t]*(?=[^\W\d_A-Z])")
"""A word divided at the end of a line."""
_AT_THE_EDGE = re.compile(r"^\d{1,4}(?=\s|$)|(?<=\s)\d{1,4}$")
_LONGEST_HEAD = 80
"""Letters of a line at a page's edge that may be no more than its number and a name."""
_FEWEST_NUMBERED = 3
_DIGITS = re.compile(r"\d+")
_DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What the library raises for files that are not as they should be, beside its own errors."""
_SAVE_ANEW = message("Open it in a PDF reader, and save or print it as a new PDF.")


def read_pdf(data: bytes, tell: Callable[[int, int], object]) -> Document:
    """Return the document that a PDF is; ``tell`` gets pages read, and how many there are.

    Lines that stand on most pages (headers, footers) are left out, divided words are joined.
    Raises ``UserError`` for damaged and locked files and for scans without text.
    """
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = _opened(data)
        pages, problems = _pages(reader, tell)
    except DependencyError as error:  # AES, which needs a library many times its own size
        raise UserError(
            message("This PDF is encrypted in a way that cannot be read here."), _SAVE_ANEW
        ) from error
    if not any(line.text.strip() for page in pages for line in page):
        raise UserError(
            message("This PDF holds pictures of pages and no text."),
            message("Run a text recognition (OCR) on it first, then choose the result."),
        )
    document = read_plain(_joined(set_out(_without_frame(pages))))
    return replace(document, title=_title(reader), problems=(*problems, *document.problems))


def _opened(data: bytes) -> "PdfReader":
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UserError(
                message("This PDF is locked with a password."),
                message("Open it in a PDF reader, and save or print it as a PDF without one."),
            )
        _refuse_endless(reader)
        len(reader.pages)
    except (PyPdfError, *_DAMAGE) as error:
        raise UserError(message("This PDF is damaged and cannot be read."), _SAVE_ANEW) from error
    return reader


def _refuse_endless(reader: "PdfReader") -> None:
    """Raise UserError where a list of pages is far longer than any book."""
    top: Any = reader.root_object["/Pages"]
    if len(top.get("/Kids", ())) > _FAR_TOO_MANY_PAGES:
        raise UserError(
            message(
                "This PDF has more than {most:,} pages.",
                most=_FAR_TOO_MANY_PAGES,
            ),
            message("Open it in a PDF reader, and save or print the pages you want as a new PDF."),
        )


def _pages(
    reader: "PdfReader", tell: Callable[[int, int], object]
) -> tuple[list[list[Line]], list[Message]]:
    """The lines of each page, and what could not be read."""
    from pypdf.errors import PyPdfError

    pages: list[list[Line]] = []
    there = len(reader.pages)
    count = min(there, _MOST_PAGES)
    length, unpacked, broken = 0, 0, list[int]()
    for number in range(count):
        tell(number, count)
        try:
            drawn = reader.pages[number].get_contents()
            data = drawn.get_data() if drawn is not None else b""
            unpacked += len(data)
            shown = data.count(b"Tj") + data.count(b"TJ")
            if len(data) > _LARGEST_PAGE or unpacked > _LARGEST_WHOLE or shown > _MOST_SHOWN:
                raise UserError(
                    message("This PDF unpacks to far more than it should."),
                    message(
                        "Open it in a PDF reader, and save or print the pages you want as a new "
                        "PDF."
                    ),
                )
            page = page_lines(reader.pages[number])
        except (PyPdfError, *_DAMAGE):
            broken.append(number + 1)
            continue
        pages.append(page)
        length += sum(len(line.text) for line in page)
        if length > _LARGEST_TEXT:
            count = number + 1
            break
    problems: list[Message] = []
    if count < there:
        problems.append(
            message(
                "Only the first {count:,} of {there:,} pages were read. Save the others as a file "
                "of their own.",
                count=count,
                there=there,
            )
        )
    if broken:
        named = ", ".join(str(number) for number in broken[:10])
        problems.append(message("These pages could not be read: {pages}.", pages=named))
    return pages, problems


def _without_frame(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines of each page without those that stand at its top or bottom again and again."""
    if len(pages) < 3:
        return [list(page) for page in pages]
    edges = [_edges(page) for page in pages]
    counted: Counter[str] = Counter()
    for page, places in zip(pages, edges, strict=True):
        counted.update({_pattern(page[at]) for at in places})
    often = {line for line, count in counted.items() if count * 2 > len(pages)}
    first = _first_number(pages, edges)
    return [
        [
            line
            for at, line in enumerate(page)
            if at not in places
            or (_pattern(line) not in often and first + number not in _page_numbers(line))
        ]
        for number, (page, places) in enumerate(zip(pages, edges, strict=True))
    ]


def _first_number(pages: Sequence[Sequence[Line]], edges: Sequence[set[int]]) -> int:
    """The number of the first page, where the pages bear numbers; else one that none bears."""
    counted: Counter[int] = Counter()
    for number, (page, places) in enumerate(zip(pages, edges, strict=True)):
        counted.update({told - number for at in places for told in _page_numbers(page[at])})
    first, count = counted.most_common(1)[0] if counted else (0, 0)
    return first if count * 3 >= len(pages) and count >= _FEWEST_NUMBERED else -_MOST_PAGES


def _page_numbers(line: Line) -> list[int]:
    """The numbers that may be the page's, at the beginning or end of a short line."""
    words = line.text.strip()
    found = _AT_THE_EDGE.findall(words) if len(words) <= _LONGEST_HEAD else []
    return [int(number) for number in found]


def _edges(page: Sequence[Line]) -> set[int]:
    written = [at for at, line in enumerate(page) if line.text.strip()]
    return {*written[:2], *written[-2:]}


def _pattern(line: Line) -> str:
    return _DIGITS.sub("0", line.text.strip())


def _joined(pages: Sequence[Sequence[str]]) -> str:
    """One text of all pages; a sentence goes on over the end of a page."""
    texts: list[str] = []
    for lines in pages:
        text = "\n".join(lines).strip("\n")
        before = texts[-1].rstrip() if texts else ""
        if not text.strip():
            continue
        if texts and text.lstrip()[:1].islower() and not before.endswith((".", "!", "?", ":")):
            between = "\n" if before.endswith("-") else " "
        else:
            between = "\n\n"
        texts += [between, text]
    return _BROKEN.sub("", "".join(texts[1:]))


def _title(reader: "PdfReader") -> str:
    try:
        title = reader.metadata.title if reader.metadata else None
    except _DAMAGE:
        return ""
    # Writers leave the name of their own file here more often than a title.
    if not title or title.lower().endswith((".doc", ".docx", ".tex", ".indd", ".pdf")):
        return ""
    return cleaned(str(title)).removeprefix("Microsoft Word - ")
