"""Writes a collection in each format the program writes, and brings each back."""

import contextlib
import io
from pathlib import Path

import flashcards
from flashcards.api import Collection
from flashcards.collection.files.leaving import FORMATS
from flashcards.model.enums import Rating
from flashcards.self_test.bench import Bench, FailedError, Found

NOTES = 3


def fill(collection: Collection) -> None:
    """Write notes of several kinds, and answer one."""
    collection.add_note({"Front": "What is $e^{i\\pi}$?", "Back": "**-1**"}, deck="Try::Maths")
    collection.add_note({"Front": "*dog*", "Back": "Hund"}, deck="Try", tags=("animal",))
    collection.add_note(
        {"Text": "A {{c1::cat}} and a {{c2::mouse}}"}, deck="Try", note_type="cloze"
    )
    session = collection.study()
    session.next()
    session.answer(Rating.GOOD)
    session.close()


def come_back(bench: Bench) -> Found:
    """Export in every format, import each into an empty collection, and count the notes."""
    folder = bench.place()
    failed: list[str] = []
    with flashcards.open(bench.place("all.flashcards")) as collection:
        fill(collection)
        for each in FORMATS:
            file = folder / f"made{each.suffix}"
            if (written := collection.export(file)) != NOTES:
                failed.append(f"{written} of {NOTES} notes were written as {each.suffix}")
        collection.export(folder / "older.apkg", older=True)
    for file in [*sorted(folder.glob("made.*")), folder / "older.apkg"]:
        failed += _came_back(bench, file)
    if failed:
        raise FailedError(*failed)
    return Found(f"{len(FORMATS)} formats written and read")


def _came_back(bench: Bench, file: Path) -> list[str]:
    with flashcards.open(bench.place("back.flashcards")) as collection:
        report = collection.import_file(file)
        if report.added != NOTES:
            return [f"{report.added} of {NOTES} notes came back from {file.name}"]
    return []


def backups_restore(bench: Bench) -> Found:
    """Back a collection up, lose it, and put the backup in its place."""
    path = bench.place("backed.flashcards")
    with flashcards.open(path) as collection:
        fill(collection)
        made = collection.backup()
        collection.delete_notes(collection.notes_of(collection.search("")))
    flashcards.restore(made, path)
    with flashcards.open(path) as collection:
        kept = len(collection.notes_of(collection.search("")))
    if kept != NOTES:
        raise FailedError(f"{kept} of {NOTES} notes came back from the backup")
    return Found("backups")


def commands_answer(bench: Bench) -> Found:
    """Give the program two commands, as in a terminal, and read what it answers."""
    from flashcards.cli import main

    path, said = bench.place("commands.flashcards"), io.StringIO()
    with flashcards.open(path) as collection:
        fill(collection)
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        codes = [main(["--collection", str(path), *words]) for words in (["decks"], ["check"])]
    if codes != [0, 0] or "Maths" not in said.getvalue():
        raise FailedError(f"commands ended with {codes}: {said.getvalue()[:200]!r}")
    return Found("commands")


def cards_print(bench: Bench) -> Found:
    """Put cards on paper, in a PDF file."""
    from flashcards.ui.printing.choices import PrintChoices
    from flashcards.ui.printing.without_window import print_cards

    file = bench.place("cards.pdf")
    with flashcards.open(bench.place("printed.flashcards")) as collection:
        fill(collection)
        print_cards(collection, collection.cards_in(), file, "Try", PrintChoices())
    if not file.read_bytes().startswith(b"%PDF-"):
        raise FailedError("what was printed is no PDF file")
    return Found("printing")
