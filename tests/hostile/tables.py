"""Hostile tables: CSV and TSV files that are odd in their bytes, their rows or their cells."""

from collections.abc import Callable, Iterator
from random import Random

from tests.hostile.case import (
    ANYTHING,
    NOT_QUIET,
    ONLY_REFUSED,
    ONLY_STATED,
    Case,
    file_case,
    importing,
    previewing,
)
from tests.hostile.stock import ACTIVE, INVISIBLE, LATEX, PLAIN, any_text, mutated, sentence, set_in

_DELIMITERS = {",": "csv", ";": "csv", "\t": "tsv", "|": "txt"}


def _cell(text: str, delimiter: str) -> str:
    if any(sign in text for sign in (delimiter, '"', "\n", "\r")):
        return '"' + text.replace('"', '""') + '"'
    return text


def _table(random: Random, odd: str, *, rows: int = 6) -> tuple[str, str]:
    """Return a table with one odd cell, and the ending of its file's name."""
    delimiter = random.choice(list(_DELIMITERS))
    lines = [[sentence(random), sentence(random)] for _ in range(rows)]
    lines[random.randrange(rows)][random.randrange(2)] = set_in(random, odd)
    text = "\n".join(delimiter.join(_cell(cell, delimiter) for cell in line) for line in lines)
    return text + "\n", _DELIMITERS[delimiter]


def _with_cell(random: Random, what: str, odd: str) -> Case:
    text, ending = _table(random, odd)
    allowed = ANYTHING if what in PLAIN else NOT_QUIET
    return file_case(f"a table with {what}", f"table.{ending}", text, importing, allowed)


_PLAIN_ROWS = "".join(f"front {n};back {n}\n" for n in range(40))
_RAW: dict[str, bytes | Callable[[], bytes]] = {
    "an ELF binary": lambda: b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 400,
    "a Windows binary": lambda: b"MZ\x90\x00\x03" + bytes(range(256)) * 400,
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100,
    "a zip file": lambda: b"PK\x03\x04" + bytes(range(256)) * 100,
    "a gzip file": lambda: b"\x1f\x8b\x08\x00" + bytes(range(256)) * 100,
    "a PDF": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 50,
    "a database": lambda: b"SQLite format 3\x00" + bytes(range(256)) * 100,
    "a Java class": lambda: b"\xca\xfe\xba\xbe\x00\x00\x004" + bytes(range(256)) * 40,
    "every byte": lambda: bytes(range(256)) * 200,
    "zeros": lambda: bytes(40_000),
}
"""Files that are no text, whatever their name says."""

_BROKEN: dict[str, bytes | Callable[[], bytes]] = {
    "nothing": b"",
    "a byte order mark alone": b"\xef\xbb\xbf",
    "line ends": b"\n" * 5_000,
    "separators": b";;;;\n" * 2_000,
    "one column": b"word\n" * 500,
    "comments alone": b"#separator:tab\n#html:true\n#deck:X\n",
    "a header alone": b"front;back;tags\n",
    "fronts without backs": b"a;\nb;\nc;\n" * 50,
    "backs without fronts": b";a\n;b\n" * 50,
    "a million characters in a cell": lambda: b"a;" + b"x" * 1_000_001 + b"\n",
}
"""Files that are text and hold no note."""

_ODD: dict[str, bytes | Callable[[], bytes]] = {
    "an open quotation mark": _PLAIN_ROWS.encode() + b'a;"never closed\n' + _PLAIN_ROWS.encode(),
    "ragged rows": b"a;b\nc;d;e;f\ng\nh;i\n" + _PLAIN_ROWS.encode(),
    "NUL bytes": _PLAIN_ROWS.encode() + b"a\x00b;c\n",
    "a bad byte": _PLAIN_ROWS.encode() + b"caf\xe9\xff\xfe;x\n" + "é;ü\n".encode() * 20,
    "Latin-1": "café;naïve\nüber;größe\n".encode("latin-1") * 20,
    "half characters": _PLAIN_ROWS.encode() + b"a\xed\xa0\x80b;c\n",
    "overlong bytes": _PLAIN_ROWS.encode() + b"a\xc0\xafb;c\n",
    "a byte order mark inside": _PLAIN_ROWS.encode() + b"\xef\xbb\xbfa;b\n",
    "two byte order marks": b"\xef\xbb\xbf\xef\xbb\xbf" + _PLAIN_ROWS.encode(),
    "a hundred thousand columns": lambda: b";".join([b"a"] * 100_000) + b"\n",
    "a row of too many columns": _PLAIN_ROWS.encode() + b";".join([b"a"] * 500) + b"\n",
    "a row with a long cell": lambda: _PLAIN_ROWS.encode() + b"a;" + b"x" * 1_000_001 + b"\n",
    "a guid twice": b"guid;front;back\n1;a;b\n1;c;d\n",
    "a picture elsewhere": b"a;![x](../outside/secret.txt)\n" + _PLAIN_ROWS.encode(),
    "a picture at the root": b"a;![x](/etc/passwd)\n" + _PLAIN_ROWS.encode(),
    "a picture that is not there": b"a;![x](nowhere.png)\n" + _PLAIN_ROWS.encode(),
    "an unknown encoding": b"#separator:semicolon\n" + b"\xff\xfea;b\n" * 20,
}
"""Files whose notes can be used, in part, and of which something must be said."""

_LONG: dict[str, bytes | Callable[[], bytes]] = {
    "quotation marks": lambda: b'"' * 300_000,
    "quotation marks that open": lambda: b'"a;b\n' * 20_000,
    "quotation marks by turns": lambda: b'a;"b\n"c;d\n' * 10_000,
    "a line of two million signs": lambda: b"ab;" * 700_000,
    "empty cells": lambda: b";" * 2_000_000,
    "one word": lambda: b"w" * 3_000_000,
    "carriage returns": lambda: b"a;b\r" * 60_000,
    "UTF-16": lambda: _PLAIN_ROWS.encode("utf-16") * 20,
    "UTF-32": lambda: ("\ufeff" + _PLAIN_ROWS * 20).encode("utf-32-le"),
    "many tags": lambda: b"front;back;tags\na;b;" + b"t " * 20_000 + b"\n",
    "deep deck names": lambda: b"front;back;deck\na;b;" + b"::".join([b"d"] * 400) + b"\n",
    "many decks": lambda: (
        b"front;back;deck\n" + b"".join(b"a;b;d%d\n" % number for number in range(2_000))
    ),
    "fifty thousand rows": lambda: b"".join(b"f%d;b%d\n" % (n, n) for n in range(50_000)),
}


def _plain(random: Random) -> bytes:
    return _table(random, random.choice(list(PLAIN.values()))[:200])[0].encode("utf-8", "ignore")


def _fixed() -> Iterator[Case]:
    for what, data in _RAW.items():
        for ending in ("csv", "txt"):
            name = f"{what} called .{ending}"
            yield file_case(name, f"table.{ending}", data, importing, ONLY_REFUSED)
        yield file_case(f"{what} looked at", "table.csv", data, previewing, NOT_QUIET)
    for what, data in _BROKEN.items():
        yield file_case(what, "table.csv", data, importing, ONLY_REFUSED)
    for what, data in _ODD.items():
        yield file_case(what, "table.csv", data, importing, ONLY_STATED)
        yield file_case(f"{what} looked at", "table.csv", data, previewing, ANYTHING)
    for what, data in _LONG.items():
        yield file_case(what, "table.csv", data, importing, ANYTHING, heavy=True)


def cases(random: Random, count: int) -> Iterator[Case]:
    """Yield tables that are no text, broken ones, odd cells, and mutations."""
    made = 0
    for case in _fixed():
        yield case
        made += 1
    for what, odd in {**INVISIBLE, **ACTIVE, **LATEX, **PLAIN}.items():
        yield _with_cell(random, what, odd)
        made += 1
    while made < count:
        if made % 3:
            yield file_case(
                "a mutation", "table.csv", mutated(random, _plain(random)), importing, ANYTHING
            )
        else:
            text, ending = _table(random, any_text(random, 200))
            yield file_case("any cells", f"table.{ending}", text, importing, ANYTHING)
        made += 1
