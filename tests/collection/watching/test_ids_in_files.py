"""A note belongs to one file, and what stands in a file is never taken for deleted."""

from dataclasses import replace

import pytest

from flashcards.model.watching import Decision, Wish
from tests.collection.watching.conftest import Watched

DECK = "---\nid: deck\n---\n## one {#one}\neins\n"


def _said(folder: Watched) -> list[tuple[str, ...]]:
    return sorted(note.fields for note in folder.notes())


@pytest.mark.parametrize(
    "copy", ["deck copy.md", "deck (1).md", "deck - Copy.md", "deck.LOCAL.123.md", "a/deck.md"]
)
def test_a_copy_of_a_file_never_speaks_for_its_notes(folder: Watched, copy: str) -> None:
    folder.put("deck.md", DECK)
    folder.check()
    folder.put(copy, DECK.replace("eins", "draft"))
    for _ in range(2):
        report = folder.check()
        assert (report.changed, report.open, _said(folder)) == (False, 0, [("one", "eins")])
        (problem,) = report.problems
        assert problem.file == copy
        assert "has the id of one in" in str(problem)
    folder.edit("one", Back="here")
    assert folder.check().written == 1
    assert folder.text("deck.md") == DECK.replace("eins", "here")
    assert folder.text(copy) == DECK.replace("eins", "draft")
    folder.collection.add_note({"Front": "two", "Back": "zwei"}, "deck")
    folder.check()
    assert "zwei" in folder.text("deck.md"), "new notes do not go into the copy"


def test_a_copy_is_told_of_once_and_takes_over_when_the_first_file_goes(folder: Watched) -> None:
    folder.put("deck.md", DECK + "\n## two {#two}\nzwei\n")
    folder.check()
    folder.put("new.md", folder.text("deck.md").replace("eins", "ein"))
    (problem,) = folder.check().problems
    assert "2 notes have ids of notes in" in str(problem)
    (folder.root / "deck.md").unlink()
    report = folder.check()
    assert (report.updated, report.open, report.problems) == (1, 0, ())
    assert _said(folder) == [("one", "ein"), ("two", "zwei")]


def test_files_that_are_swapped_keep_the_notes_apart(folder: Watched) -> None:
    texts = "## cat {#1}\nKatze\n", "## sky {#1}\nHimmel\n"
    for path, text in zip(("a.md", "b.md"), texts, strict=True):
        folder.put(path, text)
    folder.check()
    before = {note.guid: note.fields for note in folder.notes()}
    for path, text in zip(("b.md", "a.md"), texts, strict=True):
        folder.put(path, text)
    report = folder.check()
    assert (report.changed, report.open, report.problems) == (False, 0, ())
    folder.put("a.md", texts[1].replace("Himmel", "Himmel!"))
    assert folder.check().updated == 1
    after = {note.guid: note.fields for note in folder.notes()}
    assert after == {
        guid: ("sky", "Himmel!") if fields[0] == "sky" else fields
        for guid, fields in before.items()
    }


def test_a_note_moved_to_another_file_is_still_followed(folder: Watched) -> None:
    folder.put("a.md", "## one {#/one}\neins\n\n## two {#/two}\nzwei\n")
    folder.put("b.md", "## three {#/three}\ndrei\n")
    folder.check()
    folder.put("a.md", "## two {#/two}\nzwei\n")
    folder.put("b.md", "## three {#/three}\ndrei\n\n## one {#/one}\nein\n")
    report = folder.check()
    assert (report.updated, report.open, report.problems) == (1, 0, ())
    assert ("one", "ein") in _said(folder)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Q: one {#one}\nA: eins", "Q: one {#one}"),
        ("C: a {{c1::b}} {#one}", "C: a b {#one}"),
        ("## one {#one}\neins", "## {#one}\neins"),
        ("Q: one\nmore {#one}\nA: eins", "Q: one\nmore {#one}"),
    ],
)
def test_a_note_that_cannot_be_read_is_not_called_deleted(
    folder: Watched, was: str, now: str
) -> None:
    rest = "\n\n## two {#two}\nzwei\n"
    folder.put("deck.md", f"---\nid: deck\n---\n{was}{rest}")
    folder.check()
    before = _said(folder)
    folder.put("deck.md", f"---\nid: deck\n---\n{now}{rest}")
    for _ in range(2):
        report = folder.check(one=Decision(wish=Wish.BRING_BACK))
        assert (report.changed, report.missing, _said(folder)) == (False, (), before)
        assert report.problems, "it is told at each look, until it is mended"
    assert folder.text("deck.md").count("{#one}") == 1


def test_a_note_whose_type_was_renamed_here_is_not_called_deleted(folder: Watched) -> None:
    types = folder.collection.note_types
    words = types.create(types.new("Words"))
    text = "---\nid: deck\n---\nN: Words {#v}\n@Front: hund\n@Back: dog\n"
    folder.put("deck.md", text)
    folder.check()
    renamed = replace(folder.collection.note_type(words.uid), name="Terms")
    types.save(renamed, types.effect_of(renamed))
    folder.put("deck.md", text.replace("dog", "a dog"))
    report = folder.check(v=Decision(wish=Wish.DELETE))
    assert (report.missing, _said(folder)) == ((), [("hund", "dog")])
    assert report.problems
    renamed = replace(folder.collection.note_type(words.uid), name="Words")
    types.save(renamed, types.effect_of(renamed))
    assert folder.check().updated == 1, "and it comes once it can be read"
