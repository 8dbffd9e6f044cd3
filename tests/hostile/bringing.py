"""What is tried with a file of decks: looked at, brought in, brought in again, and taken back."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from flashcards.api import Collection
from flashcards.collection.files.reading import kind_of_file
from flashcards.formats.kinds import Family
from flashcards.model.anki import AS_USUAL, AnkiPreview, ImportChoices
from flashcards.model.errors import UserError
from flashcards.model.parsed import ImportReport
from tests.hostile.case import Act, Place


def bringing(name: str, *, own: bool = False) -> Act:
    """Return what looks at the file so called, brings it in twice and takes it back.

    What is refused changes nothing. What comes in leaves the collection sound, adds up to what was
    told before, and brings nothing new when it comes again. ``own`` says it is the learner's.
    """
    choices = replace(AS_USUAL, own=own, presets=True)

    def act(place: Place) -> Sequence[str]:
        try:
            return tried(place)
        except AssertionError:
            while place.collection.undo():  # so that the next case finds it as this one did
                pass
            raise

    def tried(place: Place) -> Sequence[str]:
        collection, path = place.collection, place.given / name
        before = _standing(collection, place)
        try:
            seen = collection.preview_anki(path, own=own) if _is_collection(path) else None
            assert _standing(collection, place) == before, "looking changed something"
            report = collection.import_file(path, choices=choices)
        except UserError:
            assert _standing(collection, place) == before, "a refusal left something behind"
            _refused_as_well(place, name, choices)
            assert _standing(collection, place) == before, "a refusal left something behind"
            raise
        _judge(collection, seen, report, before)
        again = collection.import_file(path, choices=choices)
        assert not again.added, f"{again.added} came twice"
        if seen is not None:
            came = again.unchanged + again.updated + again.skipped
            assert came == report.added + report.skipped, f"{report} and then {again}"
        _check(collection)
        collection.undo()
        collection.undo()
        assert _standing(collection, place)[:3] == before[:3], "undo left something behind"
        said = [*(seen.problems if seen else ()), *report.problems]
        scripts = [each.name for each in seen.types if each.scripted] if seen else []
        return [*(str(each.message) for each in said), *(f"scripts of {each}" for each in scripts)]

    return act


def _is_collection(path: Path) -> bool:
    return kind_of_file(path).family is Family.COLLECTION


def _refused_as_well(place: Place, name: str, choices: ImportChoices) -> None:
    """See to it that what is refused when it is looked at does not come in without a look."""
    try:
        place.collection.import_file(place.given / name, choices=choices)
    except UserError:
        return
    place.collection.undo()
    raise AssertionError("it was refused when looked at, and came in all the same")


def _judge(
    collection: Collection,
    seen: AnkiPreview | None,
    report: ImportReport,
    before: tuple[int, tuple[str, ...], int, tuple[str, ...]],
) -> None:
    count = len(set(collection.notes_of(collection.search())))
    assert count == before[2] + report.added, f"{report.added} added, {count} there"
    if seen is not None:
        assert seen.notes - seen.known == report.added, f"{seen.notes} told, {report.added} came"
        assert seen.left_out == report.skipped, f"{seen.left_out} told, {report.skipped} left out"


def _check(collection: Collection) -> None:
    found = collection.check()
    assert not found, f"the collection is damaged: {[str(each) for each in found]}"


def _standing(
    collection: Collection, place: Place
) -> tuple[int, tuple[str, ...], int, tuple[str, ...]]:
    cards = collection.search()
    notes = len(set(collection.notes_of(cards)))
    folder = collection.path.with_suffix(".media")
    media = tuple(sorted(each.name for each in folder.iterdir())) if folder.is_dir() else ()
    return len(cards), tuple(sorted(collection.deck_names())), notes, media
