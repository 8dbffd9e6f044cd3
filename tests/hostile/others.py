"""Hostile decks of other programs and of our own: JSON, XML, text and databases, spoilt."""

import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import flashcards
from tests.collection.programs.test_mnemosyne import FACTS, LOG
from tests.collection.programs.test_supermemo_and_kvtml import FIRST, SECOND, XML
from tests.formats.programs.making import crowd_note, crowd_top, written
from tests.formats.programs.mnemosyne_making import database
from tests.hostile.anki_files import PNG
from tests.hostile.bringing import bringing
from tests.hostile.case import ANYTHING, BOMB_MB, ONLY_REFUSED, Case, file_case
from tests.hostile.stock import any_text, mutated


@cache
def samples() -> dict[str, bytes]:
    """Return a sound deck of each kind, by the name of its file."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        mnemosyne = database(place / "m.db", FACTS, LOG).read_bytes()
        with flashcards.open(place / "own.flashcards") as own:
            for number in range(3):
                own.add_note({"Front": f"What is {number}?", "Back": "b"}, deck="A::B", tags=["t"])
            own.export(place / "whole.json")
            whole = (place / "whole.json").read_bytes()
    crowd = written(crowd_top(crowd_note("g1", "a", "b"), crowd_note("g2", "c", "d")))
    xml = (
        '<?xml version="1.0"?><mnemosyne core_version="1"><item id="1"><cat>Sea</cat>'
        "<Q>tide</Q><A>wave</A></item></mnemosyne>"
    )
    return {
        "crowd.json": crowd,
        "whole.json": whole,
        "m.db": mnemosyne,
        "old.xml": xml.encode(),
        "super.xml": XML.encode(),
        "words.kvtml": SECOND.encode(),
        "first.kvtml": FIRST.encode(),
        "qa.txt": b"Q: What is a tide?\nA: a wave\n\nQ: And ebb?\nA: its end\n\n" * 3,
        "set.txt": b"dog - Hund;cat - Katze;cow - Kuh",
        "obsidian.md": b"#flashcards/sea\n\ntide::wave\nebb:::flood\n"
        b"<!--SR:!2026-03-09,4,270!2026-03-10,5,250-->\n\nA ==tide== rises.\n",
        "hash.md": b"Q: tide?\nA: wave\n\nC: A [tide] rises.\n",
        "drill.org": b"* Tide :drill:\nSCHEDULED: <2026-03-09 Mon>\n:PROPERTIES:\n:ID: a-b\n"
        b":DRILL_LAST_INTERVAL: 4.0\n:END:\nWhat?\n** Answer\nA wave.\n",
        "deck.zip": _zipped({"d/deck.json": crowd, "d/media/a.png": PNG}),
    }


def _zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


_SIGNS = {
    "json": (
        b"[" * 300,
        b'"\\ud800"',
        b"1e999",
        b"9" * 30,
        b"null",
        b"{}",
        b'"../../x.png"',
        b"-1",
    ),
    "xml": (b"&lol;", b"<a>" * 400, b"<![CDATA[", b"\0", b"\xff\xfe", b"<!--", b"&#0;", b"1e999"),
    "txt": (b"\0", b"\x1b[31m", b"A:" * 50, b"::" * 300, b"\xff", b"{{c1::" * 40, b"==" * 200),
    "db": (b"\0" * 30, b"\xff" * 9),
}
_LOLS = (
    '<?xml version="1.0"?><!DOCTYPE kvtml [<!ENTITY a0 "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + ']><kvtml version="2.0"><entries><entry id="0"><translation id="0"><text>&a9;</text>'
    "</translation></entry></entries></kvtml>"
)
_FILE = (
    '<?xml version="1.0"?><!DOCTYPE kvtml [<!ENTITY x SYSTEM "../outside/secret.txt">]>'
    '<kvtml version="2.0"><entries><entry id="0"><translation id="0"><text>&x;</text></translation>'
    '<translation id="1"><text>b</text></translation></entry></entries></kvtml>'
)
_MANY = range(900)
_LARGE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "entities of entities": ("a.kvtml", _LOLS.encode),
    "an entity of a file": ("a.kvtml", _FILE.encode),
    "XML without end": ("a.xml", lambda: b"<mnemosyne>" + b"<item>" * 900_000),
    "SuperMemo in SuperMemo": (
        "a.xml", lambda: b"<SuperMemoCollection>" + b"<SuperMemoElement>" * 300_000,
    ),
    "lessons in lessons": ("a.kvtml", lambda: b"<kvtml><lessons>" + b"<container>" * 300_000),
    "XML of attributes": ("a.kvtml", lambda: b"<kvtml " + b'a="b" ' * 900_000 + b">"),
    "XML of signs": ("a.kvtml", lambda: b"<kvtml>" + b"&amp;" * 2_000_000 + b"</kvtml>"),
    "deep JSON": ("a.json", lambda: b'{"__type__": "Deck", "notes": ' + b"[" * 2_000_000),
    "JSON of lists": (
        "a.json", lambda: b'{"__type__": "Deck", "notes": [' + b"[]," * 3_000_000 + b"[]]}",
    ),
    "decks in decks": (
        "a.json", lambda: b'{"__type__": "Deck", "children": [' * 90_000,
    ),
    "JSON of nothing": ("a.json", lambda: b" " * 5_000_000),
    "our own of lists": (
        "a.json", lambda: samples()["whole.json"][:-40] + b"[]," * 2_000_000,
    ),
    "our own without end": ("a.json", lambda: samples()["whole.json"][:60] + b"[" * 900_000),
    "a zip of zeros": ("a.zip", lambda: _zipped({"d/deck.json": bytes(24 << 20)})),
    "a zip of a large deck": (
        "a.zip",
        lambda: _zipped({"d/deck.json": b'{"__type__": "Deck", "notes": [' + b"{}," * 900_000}),
    ),
    "a zip of zips": ("a.zip", lambda: _zipped({"a.zip": _zipped({"b.zip": b"PK"})})),
    "cards that climb out": (
        "a.cards", lambda: _zipped({"../../outside/cards.xml": b"<x/>", "cards.xml": b"<x/>"}),
    ),
    "marks without end": ("a.md", lambda: b"#flashcards\n" + b"::" * 900_000),
    "gaps without end": ("a.md", lambda: b"#flashcards\n" + b"==a" * 300_000 + b"\n"),
    "headings without end": ("a.org", lambda: b"".join(b"*" * n + b" a :drill:\n" for n in _MANY)),
    "drawers without end": ("a.org", lambda: b"* a :drill:\n:PROPERTIES:\n" * 40_000),
    "pairs without end": ("a.txt", lambda: b"a - b;" * 40_000),
    "questions without answers": ("a.txt", lambda: b"Q: a\n" * 60_000),
}  # fmt: skip


def _spoilt_json(random: Random, data: bytes) -> bytes:
    """Return JSON with another value at some places."""
    found = json.loads(data)
    for _ in range(random.randint(1, 3)):
        inner = found
        while isinstance(inner, dict | list) and inner:
            keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
            key = random.choice(keys)
            if not isinstance(inner[key], dict | list) or random.random() < 0.3:
                values: tuple[Any, ...] = (
                    None,
                    [],
                    {},
                    -1,
                    2**64,
                    1e300,
                    "x",
                    "\ud800",
                    True,
                    [[]],
                    "../../x",
                    0.5,
                )
                inner[key] = random.choice(values)
                break
            inner = inner[key]
    return json.dumps(found).encode()


def cases(random: Random, count: int) -> Iterator[Case]:
    """Yield sound decks, bombs, files of nothing, then changes of each kind by turns."""
    done = 0
    for name, data in samples().items():
        yield file_case(f"nothing odd: {name}", name, data, bringing, ANYTHING)
        yield file_case(f"nothing called {name}", name, b"", bringing, ONLY_REFUSED)
        noise = random.randbytes(900)
        yield file_case(f"noise called {name}", name, noise, bringing, ONLY_REFUSED)
        yield file_case(f"half of {name}", name, data[: len(data) // 2], bringing, ANYTHING)
        done += 4
    for what, (name, made) in _LARGE.items():
        yield file_case(what, name, made, bringing, ANYTHING, heavy=True, most_mb=BOMB_MB)
        done += 1
    names = list(samples())
    for number in range(count - done):
        name = names[number % len(names)]
        ending = {"kvtml": "xml", "md": "txt", "org": "txt", "zip": "db"}.get(
            name.rpartition(".")[2], name.rpartition(".")[2]
        )
        if ending == "json" and random.random() < 0.7:
            data = _spoilt_json(random, samples()[name])
        else:
            signs = (*_SIGNS[ending], any_text(random).encode())
            data = mutated(random, samples()[name], 8, cut=30, signs=signs)
        yield file_case(f"a change of {name}", name, data, bringing, ANYTHING)
