"""What is remembered of the cards a learner kept: numbers alone, on this computer."""

import json
import os
import re
import stat
from pathlib import Path

import pytest

from flashcards.articles.features import FEATURES
from flashcards.articles.ranking import FEWEST
from flashcards.collection.articles import choices
from flashcards.collection.articles.drafting import Draft, read_article

GLOSSARY = "# Lights\n\n" + "".join(
    f"**Lantern{'abcdefghij'[n]}**: The glazed room of a {'tower' * (n % 2 + 1)} that holds "
    f"{'a lamp' if n % 2 else 'nothing at all, and of which no keeper tells anybody a thing'}.\n\n"
    for n in range(10)
)


@pytest.fixture
def draft() -> Draft:
    found = read_article(GLOSSARY, "lights.md")
    assert len(found.candidates) == 10
    return found


def keep_short_ones(draft: Draft, times: int) -> None:
    """Keep the cards with short answers and leave out the others, again and again."""
    for _ in range(times):
        choices.record(draft, {n: n % 2 == 1 for n in range(10)})


def test_choices_are_remembered_in_their_order(draft: Draft) -> None:
    assert choices.remembered() == []
    choices.record(draft, {0: True, 3: False})
    choices.record(draft, {1: False})
    found = choices.remembered()
    assert [each.kept for each in found] == [True, False, False]
    assert found[0].batch == found[1].batch < found[2].batch
    assert found[0].confidence == draft.candidates[0].confidence
    assert choices.record(draft, {}) == ""


def test_no_word_of_the_article_is_written(draft: Draft) -> None:
    name = choices.record(draft, dict.fromkeys(range(10), True))
    file = choices.choices_dir() / name
    stored = json.loads(file.read_bytes())
    assert stored.keys() == {"numbers", "rows"}
    assert stored["numbers"] == list(FEATURES)
    assert all(type(each) in (int, float) for row in stored["rows"] for each in row)
    assert re.fullmatch(r"\d{8}-[0-9a-f]{8}\.json", name)
    assert not re.search("lantern|tower|lights", file.read_text("ascii"), re.IGNORECASE)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no modes")
def test_nobody_else_can_read_it(draft: Draft) -> None:
    name = choices.record(draft, {0: True})
    folder = choices.choices_dir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600


def test_from_enough_choices_on_the_cards_of_an_article_are_ranked(draft: Draft) -> None:
    keep_short_ones(draft, FEWEST // 10 - 1)
    assert choices.ranked(draft) is None
    keep_short_ones(draft, 1)
    ranked = choices.ranked(draft)
    assert ranked is not None
    assert ranked.choices == FEWEST
    assert min(ranked.chances[1::2]) > 0.8
    assert max(ranked.chances[::2]) < 0.2


def test_choices_taken_back_are_as_if_never_made(draft: Draft) -> None:
    choices.record(draft, {0: True})
    name = choices.record(draft, {1: False})
    choices.record(draft, {2: False})
    batch = choices.take_back(name)
    assert batch is not None
    assert [each.kept for each in choices.remembered()] == [True, False]
    assert choices.take_back(name) is None
    choices.bring_back([batch])
    assert [each.kept for each in choices.remembered()] == [True, False, False]


def test_all_is_forgotten_and_brought_back(draft: Draft) -> None:
    keep_short_ones(draft, FEWEST // 10)
    before = choices.learned()
    batches = choices.forget()
    assert not choices.choices_dir().exists()
    assert choices.learned().choices == 0
    assert choices.ranked(draft) is None
    choices.bring_back(batches)
    assert choices.learned() == before


def test_only_the_newest_are_remembered(draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choices, "MOST_REMEMBERED", 25)
    for kept in (True, True, False, False, False):
        choices.record(draft, dict.fromkeys(range(10), kept))
    assert [each.kept for each in choices.remembered()] == [False] * 25
    assert len(list(choices.choices_dir().iterdir())) == 3
    monkeypatch.setattr(choices, "MOST_FILES", 2)
    choices.record(draft, {0: True})
    assert [each.kept for each in choices.remembered()] == [False] * 10 + [True]
    assert len(list(choices.choices_dir().iterdir())) == 2


def test_two_programs_that_write_at_once_lose_nothing(draft: Draft) -> None:
    """Both have seen the same last file, so that theirs get the same number."""
    first = choices.record(draft, {0: True})
    batch = choices.take_back(first)
    assert batch is not None
    choices.record(draft, {1: False})
    choices.bring_back([batch])
    assert sorted(each.kept for each in choices.remembered()) == [False, True]


def test_what_another_version_counted_is_taken_by_its_name(draft: Draft) -> None:
    name = choices.record(draft, {0: True})
    file = choices.choices_dir() / name
    stored = json.loads(file.read_bytes())
    before = choices.remembered()[0].row
    stored["numbers"] = ["something new", *stored["numbers"][:0:-1]]
    stored["rows"] = [[row[0], 5, *row[:1:-1]] for row in stored["rows"]]
    file.write_text(json.dumps(stored), encoding="ascii")
    assert choices.remembered()[0].row == (0.0, *before[1:])


_ROW = [1, *([0.5] * len(FEATURES))]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[1, 2]",
        b"\xff\xfe",
        b'{"numbers": 7, "rows": "x"}',
        b'{"numbers": [], "rows": [[NaN], [1e999], [true], [2], [-1], [[]], {}, "a", null, 1]}',
        json.dumps({"numbers": ["a"] * 10_000, "rows": [[1] * 10_001]}).encode(),
        json.dumps({"numbers": FEATURES, "rows": [_ROW[:-1], [*_ROW, 1], [3, *_ROW[1:]]]}).encode(),
        json.dumps({"numbers": FEATURES, "rows": [[1, *([10**90] * len(FEATURES))]]}).encode(),
        json.dumps({"numbers": FEATURES, "rows": [[1, *([True] * len(FEATURES))]]}).encode(),
        b"[" * 100_000,
    ],
)
def test_what_is_no_choice_is_passed_over(draft: Draft, content: bytes) -> None:
    choices.record(draft, {0: True})
    (choices.choices_dir() / "00000000-odd.json").write_bytes(content)
    (choices.choices_dir() / "99999999999999999999-odd.json").write_bytes(content)
    assert [each.kept for each in choices.remembered()] == [True]
    assert choices.record(draft, {1: False})
    assert len(choices.remembered()) == 2


def test_links_folders_and_a_disk_that_refuses_are_borne(draft: Draft, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_text(json.dumps({"numbers": FEATURES, "rows": [_ROW]}), encoding="ascii")
    choices.record(draft, {0: False})
    folder = choices.choices_dir()
    (folder / "00000007-folder.json").mkdir()
    if os.name != "nt":
        (folder / "00000008-link.json").symlink_to(elsewhere)
    assert [each.kept for each in choices.remembered()] == [False]
    choices.forget()
    assert elsewhere.exists()
    for left in folder.iterdir():
        left.rmdir() if left.is_dir() and not left.is_symlink() else left.unlink()
    folder.rmdir()
    folder.write_text("a file where the folder belongs", encoding="ascii")
    assert choices.record(draft, {0: True}) == ""
    assert choices.remembered() == []
    assert choices.forget() == []
    choices.bring_back([choices.Batch("00000001-a.json", b"{}")])
    assert folder.is_file()
