"""Reads a small file of every kind that comes from elsewhere: decks and articles."""

import flashcards
from flashcards.articles import reading
from flashcards.self_test import samples
from flashcards.self_test.bench import Bench, FailedError, Found


def decks_come_in(bench: Bench) -> Found:
    """Import a deck of every other program, each into an empty collection."""
    failed: list[str] = []
    decks = samples.decks()
    for name, data in decks.items():
        file = bench.place(name)
        file.write_bytes(data)
        try:
            with flashcards.open(bench.place("in.flashcards")) as collection:
                report = collection.import_file(file)
        except Exception as error:  # noqa: BLE001  (the others are read all the same)
            failed.append(f"{name} cannot be read ({type(error).__name__}: {error})")
            continue
        if not report.added:
            failed.append(f"{name} brings nothing")
    if failed:
        raise FailedError(*failed)
    return Found(f"{len(decks)} decks of other programs")


def articles_are_read(_bench: Bench) -> Found:
    """Read an article of every format."""
    failed: list[str] = []
    made = samples.articles()
    for name, data in made.items():
        try:
            document = reading.read(data, name)
        except Exception as error:  # noqa: BLE001  (the others are read all the same)
            failed.append(f"{name} cannot be read ({type(error).__name__}: {error})")
            continue
        if samples.SAID not in document.text:
            failed.append(f"{name} is read as {document.text[:80]!r}")
    if failed:
        raise FailedError(*failed)
    return Found(f"{len(made)} formats of articles")
