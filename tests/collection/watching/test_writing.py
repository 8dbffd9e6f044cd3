"""What cannot be written into a file keeps nothing else from being written."""

from tests.collection.watching.conftest import Watched

DECK = "---\nid: deck\n---\n## one {#one}\neins\n\n## two {#one}\nzwei\n\n## three {#three}\ndrei\n"


def test_an_id_that_stands_twice_keeps_no_other_note_from_its_file(folder: Watched) -> None:
    folder.put("deck.md", DECK)
    report = folder.check()
    assert (report.added, report.ids) == (3, 0)
    folder.edit("one", Back="EINS")
    folder.edit("three", Back="DREI")
    report = folder.check()
    assert report.written == 2
    assert folder.text("deck.md") == DECK.replace("eins", "EINS").replace("drei", "DREI")
    for changed in (True, False):
        (named,) = [each for each in report.problems if "not written" in str(each)]
        assert (named.line, "“two”" in str(named)) == (7, True)
        assert (report.changed, report.open) == (changed, 0)
        report = folder.check()


def test_an_edit_that_is_left_out_is_not_taken_for_written(folder: Watched) -> None:
    folder.put("deck.md", DECK)
    folder.check()
    folder.edit("two", Back="ZWEI")
    folder.edit("three", Back="DREI")
    for written in (1, 0):
        report = folder.check()
        assert (report.written, report.open, report.updated) == (written, 0, 0)
        assert any("“two”" in str(each) for each in report.problems)
    assert folder.note("two").fields[1] == "ZWEI"
    assert folder.text("deck.md") == DECK.replace("drei", "DREI")
    folder.put("deck.md", folder.text("deck.md").replace("## two {#one}", "## two"))
    assert folder.check().written == 1
    assert "ZWEI" in folder.text("deck.md")


def test_a_question_with_a_line_like_an_answer_is_edited(folder: Watched) -> None:
    text = "---\nid: deck\n---\nQ: Which drive {#one}\nA:/ or B:/?\nA: none\n"
    folder.put("deck.md", text)
    folder.check()
    folder.edit("Which drive\nA:/ or B:/?", Back="both")
    report = folder.check()
    assert (report.written, report.problems) == (1, ())
    assert folder.text("deck.md") == text.replace("none", "both")


def test_a_faulty_note_is_told_of_after_another_was_written(folder: Watched) -> None:
    text = "---\nid: deck\n---\nQ: one {#one}\nA: eins\n\n## two {#two}\nzwei\n"
    folder.put("deck.md", text)
    folder.check()
    folder.put("deck.md", text.replace("A: eins\n", ""))
    folder.edit("two", Back="ZWEI")
    for written in (1, 0):
        report = folder.check()
        assert (report.written, report.missing) == (written, ())
        assert "“one” has no answer" in str(report.problems[0])
    assert len(folder.notes()) == 2
