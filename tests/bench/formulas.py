"""Draws every formula of real packages, and says how long it takes and which ones fail.

    python tests/bench/formulas.py FOLDER [FOLDER ...]

A folder holds ``.apkg``, ``.colpkg``, ``.anki2`` or ``.md`` files, at any depth. Newer packages
need ``zstandard`` and are passed over without it.
"""

import html
import re
import sqlite3
import statistics
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from flashcards.text.formula_html import mark
from flashcards.text.formula_source import read
from flashcards.text.formulas import in_markdown, is_displayed
from flashcards.text.sanitise import sanitise
from flashcards.text.tex import macros
from flashcards.text.tex.drawing import draw
from flashcards.text.tex.problems import FormulaError

_MARKED = re.compile(r'<span class="formula">((?:[^<]|<span class="cloze">[^<]*</span>)*)</span>')
_CLOZE = re.compile(r"\{\{c\d+::(.*?)(?:::[^{}]*)?\}\}", re.DOTALL)


def _database(path: Path) -> Iterator[bytes]:
    if path.suffix in (".anki2", ".anki21"):
        yield path.read_bytes()
        return
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
            if "collection.anki21b" in names:
                yield _unpacked(packed.read("collection.anki21b"))
            else:
                yield packed.read(
                    next(n for n in ("collection.anki21", "collection.anki2") if n in names)
                )
    except (zipfile.BadZipFile, StopIteration, ImportError):
        return


def _unpacked(data: bytes) -> bytes:
    from io import BytesIO

    import zstandard  # only where it is

    return bytes(zstandard.ZstdDecompressor().stream_reader(BytesIO(data)).read())


def _fields(path: Path) -> Iterator[str]:
    for data in _database(path):
        with tempfile.NamedTemporaryFile(suffix=".anki2") as file:
            file.write(data)
            file.flush()
            try:
                connection = sqlite3.connect(file.name)
                yield from (row[0] for row in connection.execute("SELECT flds FROM notes"))
                connection.close()
            except sqlite3.DatabaseError:
                return


def collected(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield each file's name and its formulas, as they are written on cards, each once."""
    for path in sorted(folder.rglob("*")):
        found: dict[str, None] = {}
        if path.suffix in (".apkg", ".colpkg", ".anki2", ".anki21"):
            for fields in _fields(path):
                for field in fields.split("\x1f"):
                    if "\\(" in field or "\\[" in field or "[latex]" in field or "[$" in field:
                        card = mark(sanitise(_CLOZE.sub(r"\1", field), browser=True))
                        found.update(dict.fromkeys(_MARKED.findall(card)))
        elif path.suffix == ".md":
            text = path.read_text("utf-8", errors="replace")
            found.update(
                dict.fromkeys(html.escape(text[a:b], quote=False) for a, b in in_markdown(text))
            )
        if found:
            yield path.name, list(found)


def main() -> None:
    """Draw everything and print what came of it."""
    times: list[float] = []
    failed: list[tuple[str, str, str]] = []
    unknown: Counter[str] = Counter()
    for folder in map(Path, sys.argv[1:]):
        for name, sources in collected(folder):
            defined: dict[str, macros.Macro] = {}
            for source in sources:
                formula = read(source)
                defined |= macros.read(formula.tex)[1]
                began = time.perf_counter()
                try:
                    drawing = draw(formula.tex, is_displayed(formula.source), defined)
                    if "#000003" in drawing.svg:
                        unknown.update(re.findall(r"\\[a-zA-Z]+", formula.tex))
                except FormulaError as error:
                    failed.append((name, error.code, formula.source))
                times.append((time.perf_counter() - began) * 1000)
            print(f"{name}: {len(sources)}")
    times.sort()
    print(f"{len(times)} formulas, {len(times) - len(failed)} drawn")
    if times:
        print(
            f"median {statistics.median(times):.1f} ms, p95 {times[int(len(times) * 0.95)]:.1f} ms"
        )
    for one in failed:
        print(*map(repr, one))
    print("with unknown commands:", unknown.most_common(20))


if __name__ == "__main__":
    main()
