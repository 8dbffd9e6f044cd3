"""Makes small Word, EPUB and PDF files by hand."""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence

_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of the parts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


def paragraph(words: str, style: str = "", numbered: str = "", level: int = 0) -> str:
    """Return a paragraph of Word's XML."""
    about = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered:
        about += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbered}"/></w:numPr>'
    run = f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
    return f"<w:p><w:pPr>{about}</w:pPr>{run}</w:p>"


def docx(body: str, styles: Mapping[str, str] | None = None, title: str = "") -> bytes:
    """Return a Word file; lists with the number 1 have bullets, those with 2 have numbers."""
    named = "".join(
        f'<w:style w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in (styles or {}).items()
    )
    formats = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:numFmt w:val="{form}"/>'
        "</w:lvl></w:abstractNum>"
        for n, form in (("10", "bullet"), ("20", "decimal"))
    )
    lists = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}0"/></w:num>' for n in ("1", "2")
    )
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<?xml version='1.0' encoding='UTF-8'?><w:document {_SPACE}>"
            f"<w:body>{body}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {_SPACE}>{named}</w:styles>",
            "word/numbering.xml": f"<w:numbering {_SPACE}>{formats}{lists}</w:numbering>",
            "docProps/core.xml": f"<c><dc:title>{title}</dc:title></c>",
        }
    )


def epub(chapters: Mapping[str, str], order: Sequence[str], title: str = "") -> bytes:
    """Return a book of pages, by their ids."""
    items = "".join(
        f'<item id="{name}" href="text/{name}%20x.xhtml" media-type="application/xhtml+xml"/>'
        for name in chapters
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in order)
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfile full-path="OEBPS/c.opf"/></container>',
            "OEBPS/c.opf": f"<package><dc:title>{title}</dc:title><manifest>{items}</manifest>"
            f"<spine>{spine}</spine></package>",
            **{f"OEBPS/text/{name} x.xhtml": page for name, page in chapters.items()},
        }
    )


def dense_pdf(drawing: bytes) -> bytes:
    """Return a PDF of one page whose drawing is packed as tightly as can be."""
    packed = zlib.compress(drawing, 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 850] /Contents 3 0 R >>",
    ]
    data, places = b"%PDF-1.4\n", list[int]()
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 5\n0000000000 65535 f \n%b" % table
    end += b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(data)
    return data + end


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF with a line of words for each string; those after ``# `` are set larger."""
    streams: list[str] = []
    for lines in pages:
        shown = " ".join(
            f"/F1 18 Tf ({line[2:]}) Tj /F1 12 Tf T*" if line[:2] == "# " else f"({line}) Tj T*"
            for line in lines
        )
        streams.append(f"BT /F1 12 Tf 14 TL 50 800 Td {shown} ET")
    return _drawn(streams)


def set_pdf(pages: Sequence[Sequence[tuple[float, float, float, str]]]) -> bytes:
    """Return a PDF with words at places of each page: from the left, the foot, their size."""
    return _drawn(
        [
            "BT " + " ".join(f"/F1 {size} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj"
                             for x, y, size, words in page) + " ET"
            for page in pages
        ]
    )  # fmt: skip


def _drawn(streams: Sequence[str]) -> bytes:
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids: list[str] = []
    for stream in streams:
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 850] "
            f"/Contents {len(objects)} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    data, places = b"%PDF-1.4\n", list[int]()
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF"
    return data + end.encode()


def aes_pdf(revision: int) -> bytes:
    """Return a PDF that anybody may open and whose words are encrypted by AES."""
    identity = "617d197f8db034a67122dcd9b75f0884"
    owner = "566fa873ee33c797cd3b904fdadf814afa34df9a38f6ed41b984e2c6da2aa6f5"
    user = "011360d4c555537b6d4d68877b2ae2b728bf4e5e4e758a4164004e56fffa0108"
    longer = ("00" * 16, "00" * 32) if revision == 6 else ("", "")
    method = f"/V {5 if revision == 6 else 4} /R {revision} /Length 128 /P 4294967292"
    filters = "/CF << /StdCF << /CFM /AESV2 /Length 16 >> >> /StmF /StdCF /StrF /StdCF"
    locks = f"/O <{owner}{longer[0]}> /U <{user}{longer[0]}>"
    if revision == 6:
        locks += f" /OE <{longer[1]}> /UE <{longer[1]}> /Perms <{'00' * 16}>"
    locks += f" >> /ID [<{identity}> <{identity}>]"
    encrypted = f"/Encrypt << /Filter /Standard {method} {filters} {locks}"
    return pdf([["Tea is hot."]]).replace(b"trailer <<", b"trailer << " + encrypted.encode())
