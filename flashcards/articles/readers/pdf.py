"""Reads PDF files: their words page by page, then the structure as of text without marks."""

import logging
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from flashcards import ciphers
from flashcards.articles.readers.decoding import cleaned
from flashcards.articles.readers.pdf_columns import page_lines
from flashcards.articles.readers.pdf_frame import without_frame
from flashcards.articles.readers.pdf_joining import joined
from flashcards.articles.readers.pdf_lines import set_out, with_headings
from flashcards.articles.readers.pdf_notes import as_captions, with_notes, without_notes
from flashcards.articles.readers.pdf_pieces import Line
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
    ciphers.know_the_architecture()
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
    flow, notes = without_notes(without_frame(pages))
    lines, headings = set_out(flow)
    document = with_headings(read_plain(joined(lines)), headings)
    document = with_notes(as_captions(document), notes)
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


def _title(reader: "PdfReader") -> str:
    try:
        title = reader.metadata.title if reader.metadata else None
    except _DAMAGE:
        return ""
    # Writers leave the name of their own file here more often than a title.
    if not title or title.lower().endswith((".doc", ".docx", ".tex", ".indd", ".pdf")):
        return ""
    return cleaned(str(title)).removeprefix("Microsoft Word - ")
