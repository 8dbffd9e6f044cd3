"""Lives to be killed: does one kind of work on a collection, over and over, and tells each step.

Run as a module it waits for orders on stdin, one JSON object a line, and forks a fresh process for
each: no connection is ever carried over a fork, and a start takes milliseconds.
"""

import contextlib
import io
import json
import os
import random
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import flashcards
from flashcards import Rating
from flashcards.__main__ import main as program
from flashcards.api import Collection
from flashcards.model.notes import Field, Template
from flashcards.store import connections, preparing
from flashcards.store.store import Connection

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)

EDITED = "Edited"
"""The deck whose notes ``edit`` works on."""

ARTICLE_TERMS = 150


def say(text: str) -> None:
    """Tell the parent; one write, so that a kill never cuts a line."""
    os.write(1, f"{text}\n".encode())


def study(path: Path, order: dict[str, int]) -> None:
    """Answer, undo and redo without end; the clock goes on a day when nothing is due."""
    chance = random.Random(order["seed"])
    now = START + timedelta(days=order["day"])
    with flashcards.open(path, lambda: now) as collection:
        session = collection.study()
        say("ready")
        while True:
            now += timedelta(seconds=7)
            draw = chance.random()
            if draw < 0.03 and collection.undo_name:
                say("do undo")
                collection.undo()
                say("ok undo")
            elif draw < 0.05 and collection.redo_name:
                say("do redo")
                collection.redo()
                say("ok redo")
            elif session.next() is None:
                now += timedelta(days=1)
            else:
                say("do answer")
                review = session.answer(
                    chance.choice(list(Rating)), taken_ms=chance.randrange(9000)
                )
                say(f"ok answer {review.card_id} {review.id}")


def import_(path: Path, order: dict[str, int]) -> None:
    """Import tables, and decks with a picture, each time into a deck of its own."""
    folder = path.parent / "files"
    number = order["seed"] * 1000
    with flashcards.open(path) as collection:
        say("ready")
        while True:
            number += 1
            file = folder / ("notes.tsv" if number % 2 else f"pictured-{number % 40}.md")
            say(f"do {number}")
            collection.import_file(file, deck=f"Imported {number}")
            say(f"ok {number}")


def edit(path: Path, order: dict[str, int]) -> None:
    """Change every note's text one by one, and tags, decks and presence of all at once."""
    version = order["seed"] * 1000
    with flashcards.open(path) as collection:
        say("ready")
        while True:
            version += 1
            say(f"do {version}")
            _edit_once(collection, version)
            say(f"ok {version}")


def _edit_once(collection: Collection, version: int) -> None:
    cards = collection.search(f'deck:"{EDITED}"')
    notes = collection.notes_of(cards)
    collection.update_note(
        notes[version % len(notes)],
        {"Front": f"front {version}", "Back": f"back {version}"},
        tags=[f"version::{version}"],
    )
    collection.add_tags(notes, [f"all-{version}"])
    collection.remove_tags(notes, [f"all-{version}"])
    collection.suspend(cards)
    collection.suspend(cards, suspended=False)
    collection.rename_deck(EDITED, "Elsewhere")
    collection.rename_deck("Elsewhere", EDITED)
    collection.delete_notes(notes)
    collection.undo()


def retype(path: Path, order: dict[str, int]) -> None:
    """Give the basic notes a field and a template, take them away, and change all their types."""
    version = order["seed"] * 1000
    with flashcards.open(path) as collection:
        say("ready")
        while True:
            version += 1
            say(f"do {version}")
            _retype_once(collection)
            say(f"ok {version}")


def _retype_once(collection: Collection) -> None:
    types, basic = collection.note_types, collection.note_type("basic")
    if len(basic.templates) == 1:
        fields = (*basic.field_list(), Field("Hint"))
        back = Template("", "Back", "{{Back}}", "{{Front}}")
        more = replace(basic.with_fields(fields), templates=(*basic.templates, back))
        basic = types.save(more)
    first = types.original(basic.id)
    types.save(first, types.effect_of(first))
    notes = collection.search_notes("")
    types.change_type(notes, "term")
    effect = types.effect_of_change(notes, "basic")
    types.change_type(notes, "basic", agreed=effect)


def follow(path: Path, order: dict[str, int]) -> None:
    """Make a deck of an article, follow it through its versions, forget it and keep it again."""
    version = order["seed"] * 1000
    with flashcards.open(path) as collection:
        notes = collection.notes_of(collection.search())
        if notes and not collection.articles.sources():
            # Killed while it was forgotten: what the notes say counts as the learner's own now,
            # until the article that says so is read again.
            last = collection.note(notes[0]).fields[1].rpartition(" ")[2].rstrip(".")
            draft = collection.articles.read(
                article_text(int(last)), "https://example.org/birds.md"
            )
            collection.articles.accept(draft, draft.above(0))
        say("ready")
        while True:
            version += 1
            say(f"do {version}")
            draft = collection.articles.read(article_text(version), "https://example.org/birds.md")
            collection.articles.accept(draft, draft.above(0))
            say(f"ok {version}")
            if version % 3 == 0:
                [row] = collection.articles.sources()
                collection.articles.forget(row.id)
                collection.articles.accept(draft, draft.above(0))


def article_text(version: int) -> str:
    """Return an article of ``ARTICLE_TERMS`` terms, each of which names the version."""
    terms = "".join(
        f"Bird {number}\n: A bird that was seen on cliff {number} in the year {version}.\n\n"
        for number in range(ARTICLE_TERMS)
    )
    return f"# Birds of the coast\n\n## Glossary\n\n{terms}"


def export(path: Path, order: dict[str, int]) -> None:
    """Export the collection to the same two files again and again."""
    del order
    with flashcards.open(path) as collection:
        say("ready")
        while True:
            for name in ("out.md", "out.csv"):
                say(f"do {name}")
                collection.export(path.parent / "exports" / name)
                say(f"ok {name}")


def back_up(path: Path, order: dict[str, int]) -> None:
    """Back up after each answer."""
    now = START + timedelta(hours=order["seed"])
    with flashcards.open(path, lambda: now) as collection:
        say("ready")
        while True:
            picture = b"\x89PNG\r\n\x1a\n" + f"{now}".encode() * 9_000
            shown = f"![p]({collection.import_media(picture)})"
            collection.add_note({"Front": f"f {now}", "Back": shown}, deck="Backed up")
            say("do backup")
            made = collection.backup()
            say(f"ok {made}")
            now += timedelta(seconds=1)


def restore(path: Path, order: dict[str, int]) -> None:
    """Put one and the other backup in the collection's place."""
    del order
    backups = sorted((path.parent / "kept").glob("*.flashcards"))
    say("ready")
    while True:
        for backup in backups:
            say(f"do {backup.name}")
            flashcards.restore(backup, path)
            say(f"ok {backup.name}")


def migrate(path: Path, order: dict[str, int]) -> None:
    """Open a collection of an older layout, which brings it up to date."""
    del order
    say("ready")
    flashcards.open(path).close()
    say("ok")


def migrate_until(path: Path, order: dict[str, int]) -> None:
    """Bring a collection up to date, killed at the moment ``at``; tell how many there are.

    A moment is each statement, or each ``every`` instructions of SQLite where that is given.
    """
    met, opened = 0, connections.open_writer

    def meet(*_: object) -> int:
        nonlocal met
        met += 1
        if met == order["at"]:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    def watched(path: Path) -> Connection:
        conn = opened(path)
        if order.get("every"):
            connections.raw_of(conn).set_progress_handler(meet, order["every"])
        else:
            connections.raw_of(conn).set_trace_callback(meet)
        return conn

    connections.open_writer = watched
    preparing.prepare(path, lambda conn, now_ms: None, 0)
    say(f"met {met}")


def race(path: Path, order: dict[str, int]) -> None:
    """Open the collection at the same moment as another, and add a note if that goes well."""
    say("ready")
    with (path.parent / "gate").open("rb", buffering=0) as gate:
        gate.read(1)
        try:
            collection = flashcards.open(path)
        except flashcards.UserError as error:
            say(f"{type(error).__name__}: {error}")
            return
        say("won")
        gate.read(1)
        collection.add_note({"Front": f"by {order['seed']}", "Back": "b"}, deck="Race")
        collection.close()


def sync(path: Path, order: dict[str, int]) -> None:
    """Write notes and answers, and let the program sync over the folder beside, without end."""
    folder, number = path.parent.parent / "folder", 0
    while True:
        number += 1
        text = f"note {order['seed']} {number}"
        with flashcards.open(path) as collection:
            say("ready")
            collection.add_note({"Front": text, "Back": "back"}, deck=f"Deck {number % 3}")
            say(f"ok wrote {text}")
            session = collection.study()
            if session.next() is not None:
                session.answer(Rating.GOOD)
                say("ok answered")
        with contextlib.redirect_stdout(io.StringIO()):
            assert program(["--collection", str(path), "sync", str(folder)]) == 0
        say("ok synced")


JOBS: dict[str, Callable[[Path, dict[str, int]], None]] = {
    "study": study,
    "import": import_,
    "edit": edit,
    "retype": retype,
    "follow": follow,
    "export": export,
    "backup": back_up,
    "restore": restore,
    "migrate": migrate,
    "migrate until": migrate_until,
    "race": race,
    "sync": sync,
}


def main() -> None:
    """Fork a process for each order and tell its number and its end."""
    say("ready")
    while line := sys.stdin.readline():
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            JOBS[order["job"]](Path(order["path"]), order)
            os._exit(0)
        say(f"pid {pid}")
        _, status = os.waitpid(pid, 0)
        say(f"gone {os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    main()
