"""Hostile Word, EPUB and PDF files: bombs, lies, loops, damage, and random changes."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from random import Random

from tests.articles.readers.packed import dense_pdf, docx, epub, paragraph, pdf, zipped
from tests.hostile.case import ANYTHING, ONLY_REFUSED, Case, file_case, reading
from tests.hostile.stock import mutated

_CHAPTER = "<html><body><h1>Tides</h1><p>A tide is the rise of the sea.</p></body></html>"
_TABLE_CELL = "<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>"


# Word and EPUB ------------------------------------------------------------------


def _body(parts: str) -> bytes:
    return zipped({"word/document.xml": f"<w:document><w:body>{parts}</w:body></w:document>"})


def book(pages: Sequence[bytes | str], times: int = 1) -> bytes:
    """Return a book of pages, each listed so many times under as many names."""
    items, spine, parts = [], [], dict[str, bytes | str]()
    for number, page in enumerate(pages):
        parts[f"{number}.xhtml"] = page
        for again in range(times):
            items.append(
                f'<item id="i{number}x{again}" href="{number}.xhtml" '
                'media-type="application/xhtml+xml"/>'
            )
            spine.append(f'<itemref idref="i{number}x{again}"/>')
    package = f"<package><manifest>{''.join(items)}</manifest><spine>{''.join(spine)}</spine>"
    container = '<container><rootfile full-path="c.opf"/></container>'
    return zipped({"META-INF/container.xml": container, "c.opf": package, **parts})


def _many_entries(count: int) -> bytes:
    """Return an archive whose list names so many empty parts, all of them one and the same."""
    name = b"word/a"
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0) + name
    entry = (
        struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0
        )
        + name
    )
    listed = entry * count
    end = struct.pack(
        "<4s4H2IH", b"PK\5\6", 0, 0, min(count, 0xFFFF), min(count, 0xFFFF), len(listed),
        len(local), 0,
    )  # fmt: skip
    return local + listed + end


def _lying(data: bytes, size: int) -> bytes:
    """Return an archive whose parts claim to be so large when unpacked."""
    changed = bytearray(data)
    at = 0
    while (at := changed.find(b"PK\1\2", at)) >= 0:
        changed[at + 24 : at + 28] = struct.pack("<I", size)
        at += 4
    return bytes(changed)


def _nested_zip() -> bytes:
    inner = zipped({"word/document.xml": b"\0" * 5_000_000})
    for _ in range(6):
        inner = zipped({"word/document.xml": inner, "word/a.zip": inner})
    return inner


_ARCHIVES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a Word file of blank megabytes": ("docx", lambda: _body(" " * 30_000_000)),
    "a Word file of tags": ("docx", lambda: _body("<w:b/>" * 4_000_000)),
    "a Word file of open paragraphs": ("docx", lambda: _body("<w:p>" * 4_000_000)),
    "a Word file of runs": ("docx", lambda: _body("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 2_000_000)),
    "a Word file of words": (
        "docx",
        lambda: _body("".join(paragraph(f"A w{n} is a kind of thing.") for n in range(60_000))),
    ),
    "a Word table of a million cells": (
        "docx",
        lambda: _body(f"<w:tbl><w:tr>{_TABLE_CELL * 1_000_000}</w:tr></w:tbl>"),
    ),
    "a Word table of a million rows": (
        "docx",
        lambda: _body(f"<w:tbl>{f'<w:tr>{_TABLE_CELL}</w:tr>' * 800_000}</w:tbl>"),
    ),
    "Word tables in tables": ("docx", lambda: _body("<w:tbl><w:tr><w:tc>" * 300_000)),
    "a Word file of entities": ("docx", lambda: _body("<w:p><w:t>" + "&lol;" * 8_000_000)),
    "a Word file that declares a bomb": (
        "docx",
        lambda: zipped(
            {
                "word/document.xml": '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
                + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 9))
                + "]><w:p><w:r><w:t>&a8;</w:t></w:r></w:p>"
            }
        ),
    ),
    "a Word file that names another": (
        "docx",
        lambda: zipped(
            {
                "word/document.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "../outside/secret.txt">]>'
                "<w:p><w:r><w:t>A tide is &a;</w:t></w:r></w:p>"
            }
        ),
    ),
    "a Word file of styles that stand on each other": (
        "docx",
        lambda: zipped(
            {
                "word/document.xml": paragraph("A tide is a wave.", "s0"),
                "word/styles.xml": "".join(
                    f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 9999}"/></w:style>'
                    for n in range(10_000)
                ),
            }
        ),
    ),
    "an archive of 1,400,000 parts": ("docx", lambda: _many_entries(1_400_000)),
    "an archive in an archive": ("docx", _nested_zip),
    "a Word file that lies small": ("docx", lambda: _lying(_body("<w:b/>" * 2_000_000), 100)),
    "a Word file that lies large": ("docx", lambda: _lying(docx(paragraph("A")), 0xFFFFFFF0)),
    "a book of one huge chapter": ("epub", lambda: book([b"<p>" + b"a " * 15_000_000])),
    "a book of tags": ("epub", lambda: book([b"<b>" * 8_000_000])),
    "a book of paragraphs": ("epub", lambda: book([b"<p>a</p>" * 3_000_000])),
    "a book of tables": ("epub", lambda: book([b"<table><tr><td>a<td>b</table>" * 1_000_000])),
    "a book of cells": ("epub", lambda: book([b"<table><tr>" + b"<td>a" * 5_000_000])),
    "a book of deep lists": ("epub", lambda: book([b"<ul><li>" * 3_000_000])),
    "a book of definitions": ("epub", lambda: book([b"<dt>a<dd>b c d" * 1_500_000])),
    "a book of three thousand chapters": (
        "epub",
        lambda: book([b"<p>A tide is a wave.</p>" * 5] * 3_000),
    ),
    "a book that reads one chapter again and again": (
        "epub",
        lambda: book([b"<p>A tide is a wave.</p>" * 40_000], 3_000),
    ),
    "a book of large chapters": ("epub", lambda: book([b"<p>word</p>" * 900_000] * 20)),
    "a book of a hundred thousand parts": (
        "epub",
        lambda: book(["<p>a</p>"], 100_000),
    ),
    "a book of scripts": ("epub", lambda: book([b"<script>" + b"<" * 8_000_000])),
    "a book of comments": ("epub", lambda: book([b"<!--" * 4_000_000])),
    "a book of entities": ("epub", lambda: book([b"<p>" + b"&amp;" * 5_000_000])),
    "a book of attributes": ("epub", lambda: book([b"<p " + b"a=b " * 5_000_000 + b">"])),
    "a book that climbs out": (
        "epub",
        lambda: zipped(
            {
                "META-INF/container.xml": '<rootfile full-path="../../outside/secret.txt"/>',
                "../../outside/secret.txt": "x",
            }
        ),
    ),
}  # fmt: skip


# PDF ----------------------------------------------------------------------------


def pdf_of(objects: Sequence[bytes]) -> bytes:
    """Return a PDF of these objects, numbered from 1; the first is its catalogue."""
    parts, places, size = [b"%PDF-1.7\n"], list[int](), 9
    for number, body in enumerate(objects, 1):
        places.append(size)
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        size += len(parts[-1])
    data = b"".join(parts)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    end += b"trailer << /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return data + end + b"startxref\n%d\n%%%%EOF" % len(data)


def _stream(content: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(content, 9)
    return b"<< /Length %d /Filter /FlateDecode %b >>\nstream\n%b\nendstream" % (
        len(packed), more, packed,
    )  # fmt: skip


_SIGNS = (b"<", b">", b"99999999", b"/", b"\0", b"&", b"]")
_CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def _one_page(content: bytes, resources: bytes = b"/Font << /F1 5 0 R >>", *more: bytes) -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 850] /Contents 4 0 R "
    page += b"/Resources << %b >> >>" % resources
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf_of([_CATALOGUE, pages, page, _stream(content), _FONT, *more])


def forms(width: int, depth: int) -> bytes:
    """Return a PDF whose drawing shows another so many times, which does the same, and so on."""
    first = 6
    forms = []
    for level in range(depth):
        inner = (
            b"/X Do " * width if level + 1 < depth else b"BT /F1 12 Tf (A tide is a wave.) Tj ET"
        )
        below = b"/XObject << /X %d 0 R >>" % (first + level + 1) if level + 1 < depth else b""
        about = (
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << %b /Font << /F1 5 0 R "
        )
        forms.append(_stream(inner, (about + b">> >>") % below))
    shown = b"/XObject << /X %d 0 R >> /Font << /F1 5 0 R >>" % first
    return _one_page(b"/X Do " * width, shown, *forms)


def many_pages(count: int, words: bytes) -> bytes:
    objects = [_CATALOGUE, b"", _FONT, _stream(b"BT /F1 12 Tf 50 700 Td " + words + b" ET")]
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 850] /Contents 4 0 R "
    page += b"/Resources << /Font << /F1 3 0 R >> >> >>"
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(count))
    objects[1] = b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count)
    return pdf_of([*objects, *[page] * count])


def _same_page(count: int) -> bytes:
    """Return a PDF that lists one page so many times."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 850] /Contents 4 0 R "
    page += b"/Resources << /Font << /F1 5 0 R >> >> >>"
    pages = b"<< /Type /Pages /Kids [%b] /Count %d >>" % (b"3 0 R " * count, count)
    words = b"BT /F1 12 Tf 50 700 Td " + b"(A tide is a wave.) Tj T* " * 200 + b"ET"
    return pdf_of([_CATALOGUE, pages, page, _stream(words), _FONT])


def _page_loop() -> bytes:
    pages = b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 9 /Parent 3 0 R >>"
    return pdf_of([_CATALOGUE, pages, b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 9 >>"])


def _cmap(entries: int) -> bytes:
    """Return a PDF whose font says what each of many signs is."""
    lines = b"".join(b"<%04x> <0041>\n" % (n % 65536) for n in range(entries))
    table = b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
    table += b"%d beginbfchar\n%bendbfchar endcmap" % (entries, lines)
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 7 0 R "
    font += b"/DescendantFonts [5 0 R] >>"
    words = b"BT /F1 12 Tf (A tide is a wave.) Tj ET"
    return _one_page(words, b"/Font << /F1 6 0 R >>", font, _stream(table))


def _wide_range() -> bytes:
    table = b"begincmap 9 beginbfrange\n" + b"<00000000> <7fffffff> <0041>\n" * 9 + b"endbfrange"
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 7 0 R >>"
    words = b"BT /F1 12 Tf (A tide is a wave.) Tj ET"
    return _one_page(words, b"/Font << /F1 6 0 R >>", font, _stream(table))


def _filters(times: int) -> bytes:
    content = b"(A) Tj " * 2_000_000
    for _ in range(times):
        content = zlib.compress(content, 9)
    chain = b"/FlateDecode " * times
    stream = b"<< /Length %d /Filter [%b] >>\nstream\n%b\nendstream" % (
        len(content), chain, content,
    )  # fmt: skip
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 850] /Contents 4 0 R >>"
    return pdf_of([_CATALOGUE, pages, page, stream])


_TEXT = b"BT /F1 12 Tf 50 700 Td "
_PDFS: dict[str, Callable[[], bytes]] = {
    "a PDF of one huge drawing": lambda: dense_pdf(b"BT /F1 12 Tf (a) Tj ET " * 3_000_000),
    "a PDF that draws lines without end": lambda: dense_pdf(b"0 0 m 1 1 l S " * 500_000),
    "a PDF of numbers": lambda: dense_pdf(b"1 " * 4_000_000),
    "a PDF of open brackets": lambda: dense_pdf(b"[" * 4_000_000),
    "a PDF of open strings": lambda: dense_pdf(b"(" * 4_000_000),
    "a PDF of dictionaries": lambda: dense_pdf(b"<<" * 2_000_000),
    "a PDF that saves its state without end": lambda: dense_pdf(b"q " * 4_000_000),
    "a PDF of one long string": lambda: dense_pdf(b"BT (" + b"a" * 8_000_000 + b") Tj ET"),
    "a PDF of strings": lambda: _one_page(_TEXT + b"(a) Tj " * 19_000 + b"ET"),
    "a PDF of strings in one list": lambda: _one_page(
        _TEXT + b"[" + b"(a) 1 " * 900_000 + b"] TJ ET"
    ),
    "a PDF of other strings": lambda: _one_page(_TEXT + b"(a b c) ' " * 700_000 + b"ET"),
    "a PDF of drawings in drawings": lambda: forms(10, 8),
    "a PDF of wide drawings": lambda: forms(2_000, 2),
    "a PDF of a drawing that shows itself": lambda: _one_page(
        b"/X Do " * 9,
        b"/XObject << /X 6 0 R >>",
        _stream(
            b"/X Do " * 9,
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
            b"/Resources << /XObject << /X 6 0 R >> >>",
        ),
    ),
    "a PDF of 3,000 pages": lambda: many_pages(
        3_000, b"(A tide is a wave of the sea.) Tj T* " * 30
    ),
    "a PDF of 200,000 pages": lambda: many_pages(200_000, b"(A) Tj"),
    "a PDF that shows one page 100,000 times": lambda: _same_page(100_000),
    "a PDF whose pages go round": _page_loop,
    "a PDF of a large font": lambda: _cmap(300_000),
    "a PDF of a font without end": _wide_range,
    "a PDF packed ten times": lambda: _filters(10),
    "a PDF that says it is longer": lambda: dense_pdf(b"(A) Tj").replace(
        b"/Length ", b"/Length 99999"
    ),
    "a PDF without a list": lambda: b"%PDF-1.4\n" + b"1 0 obj << >> endobj\n" * 200_000,
    "a PDF whose list is not there": lambda: pdf([["A tide is a wave."]])[:-40],
    "a PDF of beginnings": lambda: b"%PDF-1.4\n" * 200_000,
    "a PDF of nothing": lambda: b"%PDF-1.4\n" + bytes(2_000_000),
}


# Random changes -----------------------------------------------------------------


@cache
def _sound() -> dict[str, bytes]:
    words = [f"A tide{n} is a kind of wave that rises." for n in range(6)]
    return {
        "docx": docx("".join(paragraph(each) for each in words), title="Tides"),
        "epub": epub({"a": _CHAPTER, "b": _CHAPTER}, ["a", "b"]),
        "pdf": pdf([["# Tides", *words], words]),
    }


def _changed(random: Random, data: bytes, ending: str) -> bytes:
    """Return a file with some bytes changed; of an archive, those inside a part."""
    if ending != "pdf" and random.random() < 0.8:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                part = old.read(name)
                new.writestr(name, _spoilt(random, part) if random.random() < 0.5 else part)
        return out.getvalue()
    return _spoilt(random, data)


def _spoilt(random: Random, data: bytes) -> bytes:
    return mutated(random, data, 15, cut=60, copied=(90, 9), signs=_SIGNS)


def cases(random: Random, count: int) -> Iterator[Case]:
    """Yield every bomb, then sound files with random changes."""
    for what, (ending, data) in _ARCHIVES.items():
        yield file_case(what, f"article.{ending}", data, reading, ANYTHING, heavy=True)
    for what, drawn in _PDFS.items():
        yield file_case(what, "article.pdf", drawn, reading, ANYTHING, heavy=True)
    for what, broken in (
        ("an archive cut short", _sound()["docx"][:200]),
        ("a book cut short", _sound()["epub"][:-30]),
        ("an archive of nothing", b"PK\x03\x04" + bytes(100)),
        ("an archive of pictures", zipped({"a.png": b"x"})),
        ("a Word file without a document", zipped({"word/a.xml": "x"})),
        ("a book without pages", zipped({"META-INF/container.xml": "<container/>"})),
        ("a PDF cut short", b"%PDF-1.7\n%"),
    ):
        yield file_case(what, "article.docx", broken, reading, ONLY_REFUSED)
    for number in range(count - len(_ARCHIVES) - len(_PDFS) - 7):
        ending = ("docx", "epub", "pdf")[number % 3]
        data_changed = _changed(random, _sound()[ending], ending)
        yield file_case(f"a changed {ending}", f"a.{ending}", data_changed, reading, ANYTHING)
