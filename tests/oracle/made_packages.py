"""Collections that Anki makes, changed by hand as other programs and accidents do, and packed."""

import json
import sqlite3
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

NOTES = (
    ("Basic (and reversed card)", ("front", "back")),
    ("Basic", ("eins", "one")),
    ("Cloze", ("{{c1::a}} {{c2::b}}", "x")),
)
"""Five cards, in a deck A::B."""
_DUE = 1_000


def collection(folder: Path, prepare: Callable[[Any], None] | None = None) -> Path:
    """Return a collection of schema 11 with the notes above, and what ``prepare`` does to it."""
    anki = pytest.importorskip("anki.collection", reason="needs the oracle extra")
    folder.mkdir(exist_ok=True)
    path = folder / "collection.anki2"
    made = anki.Collection(str(path))
    for kind, fields in NOTES:
        note = made.new_note(made.models.by_name(kind))
        note.fields[:] = fields
        note.tags = ["t1"]
        made.add_note(note, made.decks.id("A::B"))
    if prepare is not None:
        prepare(made)
    made.close(downgrade=True)
    return path


def changed(
    path: Path,
    *statements: str | tuple[str, tuple[Any, ...]],
    config: Mapping[str, Any] | None = None,
    **columns: Callable[[dict[str, Any]], None],
) -> Path:
    """Change a collection by SQL, its settings, and JSON in columns of ``col``; return it."""
    raw = sqlite3.connect(path)
    try:
        for each in statements:
            raw.execute(*((each,) if isinstance(each, str) else each))
        if config is not None:
            columns["conf"] = lambda found: _set(found, config)
        for column, change in columns.items():
            [text] = raw.execute(f"select {column} from col").fetchone()
            found = json.loads(text)
            change(found)
            raw.execute(f"update col set {column} = ?", (json.dumps(found),))
        raw.commit()
    finally:
        raw.close()
    return path


def _set(found: dict[str, Any], config: Mapping[str, Any]) -> None:
    for key in ("creationOffset", "rollover", "schedVer"):
        found.pop(key, None)
    found.update(config)


def packed(
    path: Path,
    media: Mapping[str, bytes] | None = None,
    *,
    table: str | None = None,
    member: str = "collection.anki2",
) -> Path:
    """Pack a collection with media; ``table``: the map of them in other words than Anki's."""
    made = path.with_suffix(".apkg")
    files = dict(enumerate(media or {}))
    with zipfile.ZipFile(made, "w") as archive:
        archive.write(path, member)
        archive.writestr("media", json.dumps(files) if table is None else table)
        for number, name in files.items():
            archive.writestr(str(number), (media or {})[name])
    return made


def day_of(package: Path) -> int:
    """Return the number of today by which Anki reads the due days of a package."""
    path = package.with_name("of_the_day.anki2")
    with zipfile.ZipFile(package) as archive:
        path.write_bytes(archive.read("collection.anki2"))
    changed(path, f"update cards set type = 2, queue = 2, ivl = 1, due = {_DUE}")
    with zipfile.ZipFile(path.with_suffix(".apkg"), "w") as archive:
        archive.write(path, "collection.anki2")
        archive.writestr("media", "{}")
    there = imported(path.with_suffix(".apkg"), package.with_name("day"))
    due = int(there.db.scalar("select min(due) from cards")) - int(there.sched.today)
    there.close()
    return _DUE - due


def imported(package: Path, folder: Path) -> Any:
    """Return a new collection of Anki's with a package imported; raises what Anki raises."""
    anki = pytest.importorskip("anki.collection", reason="needs the oracle extra")
    folder.mkdir(exist_ok=True)
    made = anki.Collection(str(folder / "target.anki2"))
    options = anki.ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
    try:
        made.import_anki_package(
            anki.ImportAnkiPackageRequest(package_path=str(package), options=options)
        )
    except BaseException:
        made.close()
        raise
    return made
