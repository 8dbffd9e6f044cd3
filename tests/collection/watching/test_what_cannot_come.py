"""What stands in a file and cannot come is told, and neither lost nor written over."""

import pytest

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
