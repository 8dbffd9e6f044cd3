"""Small decks and articles as other programs write them, for the self-test to read."""

import io
import zipfile
from base64 import b85decode
from collections.abc import Mapping
from typing import Final
from zlib import decompress

SAID: Final = "Glims zorfle a quum"
"""Stands in every article."""

_CARDS: Final = """<openSM2sync number_of_entries="3">
<log type="10" o_id="t1"><name>cities</name></log>
<log type="16" o_id="fact-1"><f>Oslo</f><b>Norway</b></log>
<log type="6" o_id="c1" card_t="1" fact="fact-1" fact_v="1.1" tags="t1" gr="-1" e="2.5"
 ac_rp="0" rt_rp="0" lps="0" ac_rp_l="0" rt_rp_l="0" l_rp="-1" n_rp="-1"></log>
</openSM2sync>"""
_MNEMOSYNE_XML: Final = """<?xml version="1.0" encoding="UTF-8"?>
<mnemosyne core_version="1" time_of_start="1741651200">
<category active="1"><name>cities</name></category>
<item id="a" gr="0"><cat>cities</cat><Q>Oslo</Q><A>Norway</A></item></mnemosyne>"""
_SUPERMEMO_XML: Final = """<?xml version="1.0" encoding="UTF-8"?>
<SuperMemoCollection><Count>1</Count><SuperMemoElement><ID>2</ID><Type>Item</Type>
<Content><Question>Oslo?</Question><Answer>Norway</Answer></Content>
</SuperMemoElement></SuperMemoCollection>"""
_KVTML: Final = """<?xml version="1.0" encoding="UTF-8"?>
<kvtml version="2.0"><information><title>Words</title></information>
<identifiers><identifier id="0"><locale>en</locale></identifier>
<identifier id="1"><locale>de</locale></identifier></identifiers>
<entries><entry id="0"><translation id="0"><text>dog</text></translation>
<translation id="1"><text>Hund</text></translation></entry></entries></kvtml>"""
_MNEMOSYNE_DB: Final = (
    "c-rmV&u-f`9KdlY|NJL5+#m~#U>KkjC>o<qQKP%;v}Rk7OVRylcG!uaE!xp)OSU8@&43-UVAvyUPta%CWqXG"
    "KJM20P1BP8PN=huta?{?17~c=%L?k83B!8r%3PzuQ{?rMT)%E;=46Vn;9m6z@CzfRxMn%7>MyjM=D^qFHc(a"
    "P}@S9P!ylqqpuZ-G{wPy8$%FmT{#ViNqo#HR0-wUsbKN$c3V2*Qdy-?rTF)tdSZ1+`1`nCwqhAK$+Dj$Dwuz"
    "z%59qoVg^uS8<cOBab)yvQt`p!W5XVwdK*0fwXP;qwC>dH<ibY>u=Ym2BLNJ`3<HFllRSc%CYSEu-DG<JMt="
    "L+KViK9-1V_)a#;<gvPo#5E>!_GKNtJlALDQp?a<Sp8&E64rNx_h_rxUyD1+%XNuwbjdD)YpHc2ssYDI4#oV"
    "iB`H_{qCJo(oI3!O_O&Mq<iH|H>LS+?50t!v2r#?w<tYI*sA0CGW7iX@$<?&SA^bBcwI5F+Md@}(w+3jqp0e"
    "riF$~FQ{~S&;Ksfz-_)0BABa}EzpkUM7=_+v#kKl_2j*9Ck6xV|=<!!>XEs^N^zBUHZq%1eooZaH7Yg;wP4o"
    "M2<2w6ZPjAJ{xjJK4hmhsCq3Y@OP7R8cyz`E)2Flevr%v>*c>J%AZd#$EgE*9f;Ur7<pV$6c>DFD1bJObi(w"
    ";g;$-r?{5a{5ReLWzZk?_?pNDuH;IFr+t!$1Yo*SJ1Q=(;*e#0TVSm|q%nj+H&`>sb|L`6sfUtvMXae!j>Gj"
    "~(}g<Mu?<=rr5aZHz9KuisCC<SM@**4FBKduB3Y^hmVzRZgVu#KS$CE@Vb&wsbcdo}_d2TO21dr(v%a>i6%P"
    "=Y{wRq3i`h-)+QGIFne*)SW5XO(uLA5KT+y1Ew+>-b$gqwPl{~Pp%TZR&#Z}F07i?Brv8X{SA}qVz^wW*X!m"
    "FA5NC!cr^}Iatra>Ty(OEr2(4E%&A7}FqmFouNS7Vj&;X#uUC>}g-8-ni|2=XE<SYSeHqNe%>O<q^fZ@I<Fe"
    "7MD;;>Y({(y?3U3&+*G+=#LaV#jIZ?Saw$*T!l1Sc&M?9(^j?idKGKu9(1Z0YKbAxKloisf&4zBaP$p=~d85"
    "S(%KEB>2xNZpJ=my`c{bT420000004$g_bH&)Gc3aW?|5EJ_qxQG{0RR91003^a^`(_kZM*%<^H1ej$<&Fh?"
    "x#WDOP>G#YUm9B00000+zOA(y0Kj=ZALfsrdcQ!i_us1tHo0E^^(0-tM#yTd3pKd>RbHk`JYDe{9oVy|Hi)n"
    "000000B}2OEUg;b+trQ}Ix0whzGto)_wH4N`10A&{^8-lCqhi`C(r-?HS`7m000007S4*fTr!uE`~SZTy#W9"
    "K004l+v2HHETRTyH;CSx)@qh4lhfV<i0001Bk#YYI000000Qdg@00000;PxwX{|^8F006+k<M}@T00000i;w"
    "630000004%=$0FZ4kLj"
)
"""A database of one fact with one card, packed."""


def zipped(parts: Mapping[str, str]) -> bytes:
    """Return an archive of the parts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


def decks() -> dict[str, bytes]:
    """Return a deck of each kind that the program reads and does not write, by its file's name."""
    texts = {
        "mnemosyne.xml": _MNEMOSYNE_XML,
        "supermemo.xml": _SUPERMEMO_XML,
        "supermemo.txt": "Q: Oslo\nA: Norway\n\nQ: Rome\nA: Italy\n",
        "words.kvtml": _KVTML,
        "quizlet.txt": "Oslo - Norway\nRome - Italy\nParis - France\n",
        "table.txt": "Oslo\tNorway\nRome\tItaly\n",
        "obsidian.md": "#flashcards/cities\n\nOslo::Norway\n<!--SR:!2024-05-22,12,250-->\n",
        "hashcards.md": "Q: Oslo?\nA: Norway\n---\nC: Rome is in [Italy].\n",
        "drill.org": "* Oslo? :drill:\nWhich country?\n** Answer\nNorway\n",
    }
    return {
        "mnemosyne.cards": zipped({"cards.xml": _CARDS}),
        "mnemosyne.db": decompress(b85decode(_MNEMOSYNE_DB)),
        **{name: text.encode() for name, text in texts.items()},
    }


def articles() -> dict[str, bytes]:
    """Return an article in each format, by its file's name."""
    texts = {
        "article.txt": f"Zorfs\n\n{SAID}.\n",
        "article.md": f"# Zorfs\n\n{SAID}.\n",
        "article.rst": f"Zorfs\n=====\n\n{SAID}.\n",
        "article.adoc": f"= Zorfs\n\n{SAID}.\n",
        "article.org": f"#+TITLE: Zorfs\n\n* Zorfs\n{SAID}.\n",
        "article.html": f"<!doctype html><html><body><h1>Zorfs</h1><p>{SAID}.</p></body></html>",
    }
    pdf = _pdf()
    return {
        "article.docx": _docx(),
        "article.epub": _epub(),
        "article.pdf": pdf,
        "encrypted.pdf": _encrypted(pdf),
        **{name: text.encode() for name, text in texts.items()},
    }


def _docx() -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"<w:p><w:r><w:t>{SAID}.</w:t></w:r></w:p>"
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
        }
    )


def _epub() -> bytes:
    item = '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfile full-path="c.opf"/></container>',
            "c.opf": f"<package><manifest>{item}</manifest>"
            '<spine><itemref idref="a"/></spine></package>',
            "a.xhtml": f"<html><body><h1>Zorfs</h1><p>{SAID}.</p></body></html>",
        }
    )


def _pdf() -> bytes:
    stream = f"BT /F1 12 Tf 50 700 Td ({SAID}.) Tj ET"
    box, fonts = "[0 0 600 850]", "<< /Font << /F1 3 0 R >> >>"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents 5 0 R /Resources {fonts} >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    )
    data, places = "%PDF-1.4\n", list[int]()
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 6\n0000000000 65535 f \n{table}trailer << /Size 6 /Root 1 0 R >>\n"
    return f"{data}{end}startxref\n{len(data)}\n%%EOF".encode()


def _encrypted(pdf: bytes) -> bytes:
    """Return a PDF that anybody may open and whose words are encrypted by AES."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.encrypt("", "owner", algorithm="AES-256")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()
