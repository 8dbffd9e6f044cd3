"""Files that are not as their author meant them are left alone, and it is said why."""

import os

import pytest

from tests.collection.watching.conftest import Watched

DECK = "---\nid: deck\n---\n## Straße {#one}\nüber\n\n## two {#two}\nzwei\n"
UNMERGED = (
    "<<<<<<< HEAD\n## Straße {#one}\nours\n=======\n## Straße {#one}\ntheirs\n>>>>>>> branch",
    "## Straße {#one}\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch",
    "## Straße {#one}\nours\n>>>>>>> branch",
)


def _said(folder: Watched) -> list[tuple[str, ...]]:
    return sorted(note.fields for note in folder.notes())


def _left_alone(folder: Watched, text: str | bytes, line: int, why: str) -> None:
    """See that this in place of the deck is told of, and that nothing comes or goes meanwhile."""
    before = _said(folder)
    file = folder.put("deck.md", text)
    data = file.read_bytes()
    for _ in range(2):
        report = folder.check()
        assert (report.changed, report.open, _said(folder)) == (False, 0, before)
        (problem,) = report.problems
        assert (problem.file, problem.line) == ("deck.md", line)
        assert why in str(problem)
    folder.edit("two", Back="zwo")
    assert folder.check().written == 0
    assert file.read_bytes() == data


@pytest.mark.parametrize(("text", "line"), list(zip(UNMERGED, (4, 5, 6), strict=True)))
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_that_git_could_not_merge_waits_until_it_is(
    folder: Watched, text: str, line: int, end: str
) -> None:
    folder.put("deck.md", DECK.replace("\n", end))
    folder.check()
    unmerged = DECK.replace("## Straße {#one}\nüber", text).replace("\n", end)
    _left_alone(folder, unmerged, line, "not merged yet")
    folder.put("deck.md", DECK.replace("über", "merged").replace("\n", end))
    report = folder.check()
    assert (report.updated, report.written, report.open, report.problems) == (1, 1, 0, ())
    assert _said(folder) == [("Straße", "merged"), ("two", "zwo")]


def test_a_new_file_that_is_not_merged_yet_waits_too(folder: Watched) -> None:
    folder.put("deck.md", DECK.replace("über", "<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> b"))
    report = folder.check()
    assert (report.added, len(report.problems)) == (0, 1)


def test_a_note_may_show_in_a_code_fence_what_git_writes(folder: Watched) -> None:
    shown = "```\n<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> b\n```"
    folder.put("deck.md", DECK.replace("über", shown))
    report = folder.check()
    assert (report.added, report.problems) == (2, ())
    assert ("Straße", shown) in _said(folder)


def test_a_file_that_is_no_longer_utf8_changes_nothing(folder: Watched) -> None:
    folder.put("deck.md", DECK)
    folder.check()
    damaged = DECK.encode().replace(b"zwei", b"zw\xff\xfei")
    _left_alone(folder, damaged, 8, "no longer is")
    _left_alone(folder, DECK.encode("cp1252"), 4, "no longer is")
    folder.put("deck.md", DECK.replace("über", "unter"))
    assert folder.check().updated == 1


def test_a_file_in_another_encoding_still_gives(folder: Watched) -> None:
    folder.put("deck.md", DECK.encode("cp1252"))
    folder.check()
    folder.put("deck.md", DECK.replace("über", "unter").encode("cp1252"))
    assert folder.check().updated == 1
    folder.put("deck.md", DECK)
    assert folder.check().updated == 1
    folder.put("deck.md", DECK.replace("über", "auf").encode("utf-16"))
    assert folder.check().updated == 1
    assert ("Straße", "auf") in _said(folder)


def test_a_tag_for_all_that_one_note_lost_here_stays_away(folder: Watched) -> None:
    text = "---\nid: deck\ntags: t\n---\n## one {#one}\neins\nTags: a\n"
    folder.put("deck.md", text)
    folder.check()
    folder.collection.update_note(folder.note("one").id, {}, tags=["a"])
    folder.check()
    folder.put("deck.md", text.replace("eins", "zwei"))
    folder.check()
    assert (folder.note("one").fields, folder.note("one").tags) == (("one", "zwei"), ("a",))


def test_a_page_that_is_no_deck_is_read_again_only_once_it_changed(folder: Watched) -> None:
    deck = "## one {#one}\neins\n"
    page = folder.put("page.md", "x" * len(deck))
    assert folder.check().left_alone == ("page.md",)
    at = page.stat().st_mtime_ns
    page.write_text(deck)
    os.utime(page, ns=(at, at))
    report = folder.check()
    assert (report.left_alone, report.added) == (("page.md",), 0), "it looks as it was"
    os.utime(page, ns=(at + 1, at + 1))
    report = folder.check()
    assert (report.left_alone, report.added) == ((), 1)


def test_a_thorough_look_reads_pages_too(folder: Watched) -> None:
    deck = "## one {#one}\neins\n"
    page = folder.put("page.md", "x" * len(deck))
    folder.check()
    at = page.stat().st_mtime_ns
    page.write_text(deck)
    os.utime(page, ns=(at, at))
    assert folder.collection.watching.check(folder.uid, folder.root, thorough=True).added == 1
