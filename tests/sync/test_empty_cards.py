"""Cards that notes do not make and Anki keeps: they are there on every machine, or on none."""

from datetime import timedelta
from pathlib import Path

from flashcards.api import Collection
from tests.formats.anki import making
from tests.sync.group import Group
from tests.sync.learner import answer

TYPE = making.note_type(fields=("Front", "Back", "Picture")) | {
    "tmpls": [
        {
            "name": "Card 1",
            "ord": 0,
            "qfmt": "{{#Picture}}{{Front}}{{/Picture}}",
            "afmt": "{{Back}}",
        },
        {"name": "Card 2", "ord": 1, "qfmt": "{{Back}}", "afmt": "{{Front}}"},
    ]
}
DAY_MS = 86_400_000
LOG = [((making.CREATED_S * 1000) + n * DAY_MS, 21, 0, 3, n + 1, n, 2500, 4_000, 1) for n in (1, 2)]


def imported(collection: Collection, folder: Path, *back: str) -> None:
    """Import notes without a picture, whose first card shows nothing and was answered."""
    notes = [making.note(2 + n, "wren", each, "") for n, each in enumerate(back)]
    cards = [making.card(21 + n, 2 + n, type=2, queue=2, due=5, ivl=2, factor=2500, reps=2)
             for n, _ in enumerate(back)]  # fmt: skip
    cards += [making.card(31 + n, 2 + n, ord=1) for n, each in enumerate(back) if each]
    making.database(folder / "col.anki2", notes, cards, LOG, note_types=[TYPE])
    collection.import_file(making.package(folder / "birds.apkg", folder / "col.anki2"))


def _counts(group: Group) -> list[int]:
    return [len(each.search("")) for each in group.all]


def test_a_card_that_shows_nothing_is_kept_everywhere(group: Group, tmp_path: Path) -> None:
    one, two, three = group.all
    imported(one, tmp_path, "small")
    group.meet()
    for each in (two, three):
        (empty,) = each.browsing.empty_cards().found
        assert empty.answers == 2
    two.add_tags(two.search_notes(""), ["bird"])
    group.meet()
    assert _counts(group) == [2, 2, 2]


def test_a_note_of_which_nothing_shows_is_kept_everywhere(group: Group, tmp_path: Path) -> None:
    one, two, _ = group.all
    imported(one, tmp_path, "")
    group.meet()
    assert _counts(group) == [1, 1, 1]
    two.browsing.delete_empty(two.browsing.empty_cards().found)
    group.meet()
    assert _counts(group) == [0, 0, 0]


def test_it_goes_with_an_edit_and_comes_back_with_undo(group: Group, tmp_path: Path) -> None:
    one, two, three = group.all
    imported(one, tmp_path, "small")
    group.meet()
    (note,) = two.search_notes("")
    two.update_note(note, {"Back": "a small bird"})
    group.meet()
    three.add_tags(three.search_notes(""), ["small"])
    group.meet()
    assert _counts(group) == [1, 1, 1]
    three.undo()
    two.undo()
    group.meet()
    one.add_tags(one.search_notes(""), ["bird"])
    group.meet()
    assert _counts(group) == [2, 2, 2]


def test_a_card_that_a_package_brings_back_beside_the_gap_of_now_is_there_everywhere(
    group: Group, tmp_path: Path
) -> None:
    one, *_ = group.all
    note = one.add_note({"Text": "{{c1::x}} wall", "Extra": ""}, "Bio", note_type="Cloze")
    answer(one)
    one.export(tmp_path / "before.apkg")
    group.meet()
    group.clock.moment += timedelta(hours=1)
    one.update_note(note, {"Text": "{{c3::x}} wall"})
    group.sync(one)
    group.clock.moment += timedelta(hours=1)
    one.import_file(tmp_path / "before.apkg")
    group.meet()
    assert _counts(group) == [2, 2, 2]
