"""Odd values in the rows and options of Anki's collections: of another kind, beyond all bounds."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from typing import Any

from flashcards.formats.anki.zstandard import zstd
from tests.hostile.anki_files import (
    FIRST,
    NEW,
    OLD,
    changed,
    changed_json,
    sound,
    varint,
)
from tests.hostile.bringing import bringing
from tests.hostile.case import ANYTHING, NOT_QUIET, ONLY_REFUSED, Case, file_case
from tests.hostile.stock import ACTIVE, INVISIBLE, LATEX, PLAIN, any_text, mutated

_LARGEST = 2**63 - 1
_NUMBERS = (-1, 0, 1, 255, 2**31, 2**53, _LARGEST, -(2**63), -(2**31), 10**15, 1_900_000_000_000)
_OTHERS: tuple[Any, ...] = (
    None, "", "x", "1", b"\xff\xfe", b"", 0.5, -1.5, 1e308, float("inf"), -float("inf"), "9" * 400,
    "\ud7ff\U0010ffff", "a\0b", "\x1f" * 40, " ", "\u202egnp.exe", "../../x", "[" * 400,
)  # fmt: skip
_COLUMNS = {
    "notes": ("id", "guid", "mid", "mod", "usn", "tags", "flds", "sfld", "csum", "flags", "data"),
    "cards": (
        "id", "nid", "did", "ord", "mod", "usn", "type", "queue", "due", "ivl", "factor", "reps",
        "lapses", "left", "odue", "odid", "flags", "data",
    ),
    "revlog": ("id", "cid", "usn", "ease", "ivl", "lastIvl", "factor", "time", "type"),
    "col": ("crt", "mod", "scm", "ver", "usn", "ls", "conf", "models", "decks", "dconf", "tags"),
}  # fmt: skip
_FIRST_COLUMNS = {
    "decks": ("created", "modified"),
    "facts": ("id", "modelId", "modified", "tags"),
    "fields": ("factId", "ordinal", "value"),
    "models": ("id", "name"),
    "fieldModels": ("modelId", "ordinal", "name"),
    "cardModels": ("id", "modelId", "ordinal", "name", "qformat", "aformat", "questionInAnswer"),
    "cards": ("id", "factId", "cardModelId", "created", "ordinal", "interval", "due", "factor",
        "reps", "yesCount", "noCount", "type"),
    "reviewHistory": ("cardId", "time", "lastInterval", "nextInterval", "ease", "thinkingTime"),
}  # fmt: skip
_NEW_COLUMNS = {
    "notetypes": ("id", "name", "mtime_secs", "config"),
    "fields": ("ntid", "ord", "name", "config"),
    "templates": ("ntid", "ord", "name", "config"),
    "decks": ("id", "name", "mtime_secs", "common", "kind"),
    "deck_config": ("id", "name", "mtime_secs", "config"),
    "config": ("KEY", "val"),
}
_JSON: tuple[Any, ...] = (
    [], {}, None, 7, "x", True, [[]], {"a": {}}, -1, 2**70, 1e300, "9" * 300, "\ud800",
    [None] * 9, {"": ""}, [1e9, -1e9, 0.5], "[" * 500,
)  # fmt: skip
_TEXTS: dict[str, str] = {
    "nothing": "", "no JSON": "nonsense", "a list": "[]", "null": "null", "a number": "7",
    "deep brackets": "[" * 5_000, "deep objects": '{"1":' * 5_000 + "{}" + "}" * 5_000,
    "no number": '{"1": NaN}', "an id that is none": '{"x": {}}', "an id without end":
    '{"' + "9" * 4_000 + '": {"name": "x"}}', "a key twice": '{"10": {}, "10": {"name": "y"}}',
    "half a character": '{"10": {"name": "\\ud800", "flds": [{"name": "\\udfff"}]}}',
    "a number without end": '{"10": {"mod": ' + "9" * 5_000 + "}}",
    "endless": '{"10": {"sortf": 1e999, "flds": [{"ord": 1e999}]}}',
    "a byte order mark": "\ufeff{}", "NUL": '{"10": {"name": "\\u0000"}}',
}  # fmt: skip


def _set(random: Random, table: str, column: str, value: Any) -> Callable[[], bytes]:
    only = random.random() < 0.7
    schema = NEW if table in _NEW_COLUMNS and column in _NEW_COLUMNS[table] else OLD

    def change(raw: sqlite3.Connection) -> None:
        row = f"(SELECT min({column}) FROM {table})" if only else column
        try:
            raw.execute(f"UPDATE {table} SET {column} = ? WHERE {column} IS {row}", (value,))
        except sqlite3.Error:  # a key that must be a number, or there once
            raw.execute(
                f"UPDATE {table} SET {column} = 77 WHERE {column} IS {row} AND {column} > 0"
            )

    return lambda: changed(schema, change)


def _set_first(table: str, column: str, value: Any) -> Callable[[], bytes]:
    def change(raw: sqlite3.Connection) -> None:
        try:
            raw.execute(f"UPDATE {table} SET {column} = ?", (value,))
        except sqlite3.Error:
            raw.execute(f"DELETE FROM {table}")

    return lambda: changed(FIRST, change)


def _instead(text: str, _found: Any) -> str:
    return text


def _put(found: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Return JSON with another value at a random place of it."""
    inner = found
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return found


def _places(found: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = found.items() if isinstance(found, dict) else enumerate(found)
    for key, value in items:
        yield (*before, key)
        if isinstance(value, dict | list):
            yield from _places(value, (*before, key))


def _json_case(random: Random, key: str) -> Case:
    def make() -> bytes:
        def change(found: Any) -> Any:
            place = random.choice(list(_places(found)))
            return _put(found, place, random.choice(_JSON))

        return changed_json(key, change)

    data = make()
    return file_case(f"odd JSON of {key}", "a.anki2", data, bringing, ANYTHING)


_WIRES: dict[str, bytes] = {
    "nothing": b"",
    "text": b"hello there",
    "JSON": b'{"new": {"delays": [1e999, null, "x"], "perDay": []}}',
    "JSON of brackets": b"[" * 9_000,
    "a number cut off": b"\x08\x80",
    "a number without end": b"\x08" + b"\x80" * 20 + b"\x01",
    "a number written too long": b"\x08\x81\x80\x80\x80\x00",
    "a length beyond all": b"\x1a" + varint(2**63) + b"x",
    "a length that is negative": b"\x1a" + varint(-1) + b"x",
    "field nought": b"\x00\x01",
    "a group": b"\x0b\x0b\x0b\x0c",
    "wire type 7": b"\x0f",
    "floats that are none": b"\x0a\x08" + b"\xff\xff\x7f\x7f" + b"\x00\x00\xc0\x7f",
    "an endless float": b"\x65\x00\x00\x80\x7f\x5d\x00\x00\x80\x7f\xad\x02\x00\x00\x80\xff",
    "the largest float": b"\x65\xff\xff\x7f\x7f\x5d\xff\xff\x7f\x7f",
    "floats of three bytes": b"\x0a\x03\x00\x00\x00",
    "a text for a number": b"\x08\x01\x0a\x01x\x4a\x01x\x52\x01x",
    "a number for a text": b"\x18\x07\x28\x07",
    "text that is no UTF-8": b"\x1a\x04\xff\xfe\xc0\x80",
    "a thousand fields": b"\x1a\x01a" * 1_000,
    "150,000 fields": b"\x1a\x00" * 150_000,
    "deep messages": b"\x0a" + varint(2_000) + b"\x0a\x7f" * 1_000,
    "others that are no JSON": b"\xfa\x0f\x03abc",
    "others that are deep": b"\xfa\x0f" + varint(6_000) + b"[" * 6_000,
    "others of all kinds": b"\xfa\x0f" + varint(30) + b'{"new":{"perDay":[1e999,"x"]}}',
    "others that are no text": b"\xfa\x0f\x02\xff\xfe",
    "zeros": bytes(400),
    "all ones": b"\xff" * 400,
}


def _wire_case(what: str, data: bytes, table: str, column: str) -> Case:
    change = _set(Random(what), table, column, data)
    return file_case(f"{what} as {column} of {table}", "a.anki2", change, bringing, ANYTHING)


_STORIES: dict[str, tuple[str, bool]] = {
    "all cards at one place": ("UPDATE cards SET nid = 1, ord = 0", True),
    "a card at place -1": ("UPDATE cards SET ord = -1 WHERE id = 1", True),
    "a card at place 900": ("UPDATE cards SET ord = 900 WHERE id = 2", True),
    "a gap of number 100,000": ("UPDATE cards SET ord = 99999 WHERE id = 4", False),
    "notes of a type that is not there": ("UPDATE notes SET mid = 99 WHERE id = 1", True),
    "one guid for all": ("UPDATE notes SET guid = 'same'", True),
    "no guid": ("UPDATE notes SET guid = '' WHERE id = 1", False),
    "a guid with an end of line": ("UPDATE notes SET guid = 'a' || char(10) || 'b'", False),
    "a note without fields": ("UPDATE notes SET flds = '' WHERE id = 1", False),
    "a note of 400 fields": (("UPDATE notes SET flds = replace(hex(zeroblob(200)), '0', 'a' || "
        "char(31))"), False),
    "ids beyond all numbers": (("UPDATE notes SET id = 9223372036854775807 WHERE id = 1; UPDATE "
        "cards SET nid = 9223372036854775807, id = 9223372036854775807 WHERE id = 1; UPDATE revlog "
        "SET cid = 9223372036854775807"), False),
    "ids below nought": (("UPDATE notes SET id = -id; UPDATE cards SET nid = -nid, id = -id; "
        "UPDATE revlog SET cid = -cid"), False),
    "note nought": ("UPDATE notes SET id = 0 WHERE id = 1; UPDATE cards SET nid = 0 WHERE nid = 1",
        False),
    "answers in the year 2200": ("UPDATE revlog SET id = id + 5558400000000", True),
    "answers in the year 9999": ("UPDATE revlog SET id = id + 251702000000000", True),
    "answers before Anki": ("UPDATE revlog SET id = id - 1700000000000", True),
    "cards due in a million years": (("UPDATE cards SET due = 365000000, ivl = 365000000 WHERE id "
        "= 1"), False),
    "a collection that begins in the year 9999": ("UPDATE col SET crt = 253370764800", False),
    "a collection that begins before all": ("UPDATE col SET crt = -9223372036854775808", False),
    "cards in a deck that is not there": ("UPDATE cards SET did = 12345", False),
    "all cards in a filtered deck": ("UPDATE cards SET odid = did, odue = due, did = 99", False),
    "an ease of nought": ("UPDATE cards SET factor = 0 WHERE id = 1", False),
    "a queue of nobody's": ("UPDATE cards SET queue = 77, type = 77", False),
    "strange data of a card": (("UPDATE cards SET data = '{\"s\":1e999,\"d\":-1,\"lrt\":1e18,"
        "\"pos\":[],\"cd\":{}}'"), False),
    "a memory of nothing": ("UPDATE cards SET data = '{\"s\":0,\"d\":0}'", False),
    "a memory beyond all": ("UPDATE cards SET data = '{\"s\":99999999999,\"d\":99999999}'", False),
    "texts that are no letters": ("UPDATE notes SET flds = CAST(x'61ff1f62c080' AS TEXT)", True),
    "fields that are blobs": ("UPDATE notes SET flds = CAST(flds AS BLOB)", True),
    "tags of a thousand words": (("UPDATE notes SET tags = replace(hex(zeroblob(1000)), '00', "
        "'tag ')"), False),
    "tags that hold decks": ("UPDATE notes SET tags = ' a::b::c :: ::x x:: '", False),
}  # fmt: skip


def _named_case(what: str, name: str, *, allowed: frozenset[Any] = ANYTHING) -> Case:
    """Return the case of a deck, a note type, a field and a card that are called so."""

    def change(raw: sqlite3.Connection) -> None:
        for key in ("decks", "models"):
            found = json.loads(raw.execute(f"SELECT {key} FROM col").fetchone()[0])
            for each in found.values():
                each["name"] = name
                for part in (*each.get("flds", ()), *each.get("tmpls", ())):
                    part["name"] = name
            raw.execute(f"UPDATE col SET {key} = ?", (json.dumps(found),))

    data = changed(OLD, change)
    return file_case(f"all called {what}", "a.anki2", data, bringing, allowed)


def _texts() -> Iterator[Case]:
    for what, odd in {**INVISIBLE, **ACTIVE, **LATEX, **PLAIN}.items():

        def change(raw: sqlite3.Connection, odd: str = odd) -> None:
            raw.execute("UPDATE notes SET flds = ? WHERE id = 2", (f"wave {odd}\x1fof the sea",))

        told = what in INVISIBLE or (what in ACTIVE and what != "a film")
        allowed = NOT_QUIET if told else ANYTHING
        data = changed(OLD, change)
        yield file_case(f"a note with {what}", "a.anki2", data, bringing, allowed)


def _fixed() -> Iterator[Case]:
    for schema, ending in ((OLD, "anki2"), (NEW, "anki21"), (FIRST, "anki")):
        yield file_case(f"nothing odd: {schema}", f"a.{ending}", sound(schema), bringing, ANYTHING)
    data = zstd.compress(sound(NEW))
    yield file_case("nothing odd, packed", "a.anki21b", data, bringing, ANYTHING)
    for what, (sql, told) in _STORIES.items():
        made = partial(changed, OLD, sql)
        yield file_case(what, "a.anki2", made, bringing, NOT_QUIET if told else ANYTHING)
    for key in ("models", "decks", "dconf", "conf"):
        for what, text in _TEXTS.items():
            spoilt = changed_json(key, partial(_instead, text))
            yield file_case(f"{what} as {key}", "a.anki2", spoilt, bringing, ANYTHING)
    for at, (what, wire) in enumerate(_WIRES.items()):
        places = [
            (table, column)
            for table, columns in _NEW_COLUMNS.items()
            for column in columns
            if column in ("config", "common", "kind", "val")
        ]
        yield _wire_case(what, wire, *places[at % len(places)])
        yield _wire_case(what, wire, "deck_config", "config")
    for what in ("a right-to-left mark", "a device"):
        yield _named_case(what, {"a device": "CON"}.get(what, "\u202egnp.exe"))
    for what, name in {
        "nothing": "", "colons": "::", "a hundred colons": "a::" * 100, "a path": "../../x",
        "a long word": "n" * 70_000, "a script": "<script>alert(1)</script>", "NUL": "a\0b",
        "half a character": "\ud800", "brackets": "{{" * 50, "spaces": "   ",
    }.items():  # fmt: skip
        yield _named_case(what, name)
    yield file_case("a deck of 900 fields", "a.anki2", _many_fields(900), bringing, ANYTHING)
    yield file_case(
        "a deck of 5,000 fields", "a.anki2", _many_fields(5_000), bringing, ONLY_REFUSED
    )
    yield file_case("a thousand note types", "a.anki2", _many_types(1_000), bringing, ANYTHING)


def _many_fields(count: int) -> Callable[[], bytes]:
    def grow(found: Any) -> Any:
        for each in found.values():
            each["flds"] = [{"name": "same", "ord": n} for n in range(count)]
        return found

    return lambda: changed_json("models", grow)


def _many_types(count: int) -> Callable[[], bytes]:
    def change(raw: sqlite3.Connection) -> None:
        found = json.loads(raw.execute("SELECT models FROM col").fetchone()[0])
        for number in range(100, 100 + count):
            found[str(number)] = {**found["10"], "id": number}
        raw.execute("UPDATE col SET models = ?", (json.dumps(found),))
        for number in range(100, 100 + count):
            raw.execute(
                "INSERT INTO notes VALUES (?, ?, ?, 0, 0, '', 'a', 0, 0, 0, '')",
                (number, f"g{number}", number),
            )
            raw.execute(
                "INSERT INTO cards VALUES (?, ?, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '')",
                (number, number),
            )

    return lambda: changed(OLD, change)


def cases(random: Random, count: int) -> Iterator[Case]:
    """Yield known stories, odd texts and options, then any value in any column."""
    done = 0
    for case in (*_fixed(), *_texts()):
        yield case
        done += 1
    tables = {**{key: (value, False) for key, value in _COLUMNS.items()}}
    for number in range(count - done):
        value = random.choice((*_NUMBERS, *_OTHERS))
        match number % 6:
            case 0 | 1:
                table = random.choice(list(tables))
                column = random.choice(_COLUMNS[table])
                name = f"{value!r:.30} as {column} of {table}"
                data = _set(random, table, column, value)
                yield file_case(name, "a.anki2", data, bringing, ANYTHING)
            case 2:
                table = random.choice(list(_NEW_COLUMNS))
                column = random.choice(_NEW_COLUMNS[table])
                name = f"{value!r:.30} as {column} of newer {table}"
                data = _set(random, table, column, value)
                yield file_case(name, "a.anki21", data, bringing, ANYTHING)
            case 3:
                table = random.choice(list(_FIRST_COLUMNS))
                column = random.choice(_FIRST_COLUMNS[table])
                name = f"{value!r:.30} as {column} of first {table}"
                yield file_case(
                    name, "a.anki", _set_first(table, column, value), bringing, ANYTHING
                )
            case 4:
                yield _json_case(random, random.choice(("models", "decks", "dconf", "conf")))
            case _:
                table, column = random.choice(
                    (("notetypes", "config"), ("decks", "kind"), ("decks", "common"),
                     ("deck_config", "config"), ("templates", "config"), ("fields", "config"))
                )  # fmt: skip
                sample = b"\x1a\x05hello\x08\x01\x0a\x08\x00\x00\x80\x3f\x00\x00\x20\x41\x50\x07"
                wire = mutated(random, sample + any_text(random).encode(), 6)
                yield _wire_case("any bytes", wire, table, column)
