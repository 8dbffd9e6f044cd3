"""What stands in a file and cannot come is told, and neither lost nor written over."""

from dataclasses import replace

import pytest

from flashcards.model.watching import Decision, Wish
from tests.collection.watching.conftest import Watched

TOP = "---\nid: deck\n---\n"
ONE = f"{TOP}## one {{#one}}\neins\n"


@pytest.mark.parametrize(
    ("edited", "why"),
    [
        ("## <br> {#one}\nmuch new text\n", "empty"),
        (f"## one {{#one}}\nmuch new text\nDeck: {'x' * 600}\n", "too long"),
    ],
)
def test_an_edit_that_cannot_come_is_told_again_and_never_written_over(
    folder: Watched, edited: str, why: str
) -> None:
    folder.put("deck.md", ONE)
    folder.check()
    folder.put("deck.md", TOP + edited)
    for _ in range(2):
        report = folder.check()
        assert not report.changed
        assert [(each.line, why in str(each)) for each in report.problems] == [(4, True)]
    folder.edit("one", Back="from here")
    report = folder.check()
    assert [each.differences[-1].file for each in report.conflicts] == ["much new text"]
    assert folder.text("deck.md") == TOP + edited


def test_what_the_reader_says_is_told_also_when_something_comes(folder: Watched) -> None:
    folder.put("deck.md", f"{TOP}Q: one {{#one}}\nA: eins\n\n## two {{#two}}\nzwei\n")
    folder.check()
    folder.put("deck.md", f"{TOP}Q: one {{#one}}\n\n## two {{#two}}\nnew\n")
    report = folder.check()
    assert report.updated == 1
    assert [each.line for each in report.problems] == [4]


@pytest.mark.parametrize(("chosen", "other"), [("here", "in the file"), ("in the file", "here")])
def test_the_text_decided_against_stays_in_the_history(
    folder: Watched, chosen: str, other: str
) -> None:
    folder.put("deck.md", ONE)
    folder.check()
    folder.put("deck.md", ONE.replace("eins", "in the file"))
    folder.edit("one", Back="here")
    (conflict,) = folder.check().conflicts
    folder.check(one=Decision({1: chosen}, conflict.differences))
    note = folder.note("one")
    assert note.fields[1] == chosen
    said = [each.value for each in folder.collection.revisions(note.id)]
    assert other in said
    assert len(said) == len(set(said))


def test_notes_wished_back_come_alone_and_in_one_step(folder: Watched) -> None:
    folder.put("deck.md", TOP + "".join(f"## n{at} {{#n{at}}}\nx\n\n" for at in range(5)))
    folder.check()
    collection = folder.collection
    collection.delete_notes([folder.note(f"n{at}").id for at in range(4)])
    collection.delete_notes([folder.note("n4").id])
    folder.check()
    back = Decision(wish=Wish.BRING_BACK)
    report = folder.check(n1=back, n4=back)
    assert folder.fronts() == ["n1", "n4"]
    assert len(report.missing) == 3
    assert [each.notes for each in collection.bin()] == [3]
    collection.undo()
    assert folder.fronts() == []
    assert sorted(each.notes for each in collection.bin()) == [1, 4]


def test_a_note_whose_type_comes_later_comes_then(folder: Watched) -> None:
    folder.put("deck.md", f"{ONE}\nN: Words {{#word}}\n@Front: hund\n@Back: dog\n")
    for _ in range(2):
        assert "“Words”" in str(folder.check().problems[0])
    types = folder.collection.note_types
    types.create(replace(types.new("Words")))
    report = folder.check()
    assert (report.added, report.problems) == (1, ())
    assert folder.fronts() == ["hund", "one"]


def test_a_fault_is_told_until_it_is_mended(folder: Watched) -> None:
    folder.put("deck.md", f"{ONE}\nQ: two {{#two}}\n")
    for _ in range(2):
        assert [each.line for each in folder.check().problems] == [7]
    folder.put("deck.md", f"{ONE}\nQ: two {{#two}}\nA: zwei\n")
    assert folder.check().problems == ()


def test_a_note_of_a_deleted_file_can_be_written_again(folder: Watched) -> None:
    folder.put("sub/a.md", f"{ONE}\n## two {{#two}}\nzwei\n")
    folder.check()
    (folder.root / "sub/a.md").unlink()
    (folder.root / "sub").rmdir()
    assert len(folder.check().missing) == 2
    report = folder.check(one=Decision(wish=Wish.BRING_BACK))
    assert (report.written, len(report.missing), report.files) == (1, 1, 1)
    assert folder.text("sub/a.md") == "---\ndeck: sub::a\nid: deck\n---\n\n## one {#one}\neins\n"
    folder.put("sub/a.md", folder.text("sub/a.md").replace("eins", "one"))
    assert folder.check().updated == 1


def test_a_deleted_file_is_not_made_outside_the_folder(folder: Watched) -> None:
    folder.put("sub/a.md", ONE)
    folder.check()
    (folder.root / "sub/a.md").unlink()
    (folder.root / "sub").rmdir()
    other = folder.root.with_name("other")
    other.mkdir()
    (folder.root / "sub").symlink_to(other)
    report = folder.check(one=Decision(wish=Wish.BRING_BACK))
    assert (report.written, list(other.iterdir())) == (0, [])
    assert "cannot be made again" in str(report.problems[-1])


def test_what_cannot_come_is_told_also_after_something_else_was_written(folder: Watched) -> None:
    both = f"{ONE}\n## two {{#two}}\nzwei\n"
    folder.put("deck.md", both)
    folder.check()
    folder.put("deck.md", both.replace("## one", "## <br>"))
    folder.edit("two", Back="from here")
    assert folder.check().written == 1
    assert [each.line for each in folder.check().problems] == [4]
