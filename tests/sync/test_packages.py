"""What Anki said of notes, cards and decks is the same on every computer, and goes back alike."""

from pathlib import Path

import pytest

from tests.reference import reference
from tests.sync.group import Group


@pytest.mark.parametrize("at", range(3))
def test_a_package_of_anki_comes_to_all_whole(group: Group, at: int) -> None:
    """The smallest of real ones; imported on two, and again where it had come from another."""
    found = sorted(reference("real", "apkg").glob("*.apkg"), key=lambda path: path.stat().st_size)
    one, two, three = group.all
    one.import_file(found[at])
    group.sync(one)
    two.import_file(found[at])
    group.meet()
    assert len(three.search("")) == len(one.search("")) > 0
    assert three.import_file(found[at]).added == 0
    group.meet()


def test_a_package_exported_on_one_computer_is_known_on_the_others(
    group: Group, tmp_path: Path
) -> None:
    one, two, three = group.all
    for text in ("a", "b"):
        one.add_note({"Front": text, "Back": text}, "D")
    package = tmp_path / "notes.apkg"
    one.export(package)
    two.import_file(package)
    group.meet()
    assert three.import_file(package).unchanged == 2
    group.meet()
