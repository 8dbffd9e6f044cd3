"""After *I come from Anki* every deck asks as many cards as Anki asks at the same moment."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import flashcards
from flashcards import Collection
from flashcards.formats.anki.zstandard import unpacked
from flashcards.model.anki import FIRST_MOVE
from flashcards.study.tree import DeckNode
from tests.oracle.anki_cards import open_package
from tests.oracle.more_packages import gathered
from tests.oracle.zones import zone_where_it_is

anki_errors = pytest.importorskip("anki.errors", reason="needs the oracle extra")

Numbers = tuple[int, int, int]
"""New cards, those at a step, and due ones."""
_MEMBERS = ("collection.anki21b", "collection.anki21", "collection.anki2")


def bare(path: Path, folder: Path) -> Path:
    """Return the collection in a package as a learner's own, or one that is bare already."""
    folder.mkdir()
    if not zipfile.is_zipfile(path):
        return path
    made = folder / "collection.anki2"
    with zipfile.ZipFile(path) as archive:
        member = next(each for each in _MEMBERS if each in archive.namelist())
        data = archive.read(member)
    made.write_bytes(b"".join(unpacked([data])) if member.endswith("b") else data)
    return made


def asked_here(collection: Collection) -> dict[str, Numbers]:
    """Return what our decks ask."""
    found = {}
    waiting: list[DeckNode] = list(collection.deck_tree())
    while waiting:
        node = waiting.pop()
        found[node.name] = node.new, node.learning, node.due
        waiting += node.children
    return found


def asked_there(anki: Any) -> dict[str, Numbers]:
    """Return what Anki asks of each deck once it is opened."""
    found = {}
    for each in anki.decks.all_names_and_ids(include_filtered=False):
        anki.decks.select(each.id)
        try:
            queue = anki.sched.get_queued_cards(fetch_limit=1)
        except anki_errors.InvalidInput:  # it has decks whose parents are missing
            return {}
        found[each.name] = queue.new_count, queue.learning_count, queue.review_count
    return found


def other_numbers(path: Path, folder: Path) -> Iterator[str]:
    """Yield the decks that ask another number of cards here than there."""
    own = bare(path, folder)
    try:
        anki = open_package(own, folder)
    except Exception:  # noqa: BLE001  (Anki raises what it likes)
        return
    with flashcards.open(folder / "own.flashcards") as collection:
        collection.import_file(own, choices=FIRST_MOVE)
        ours, theirs = asked_here(collection), asked_there(anki)
        filtered = {each.name for each in anki.decks.all_names_and_ids()} - theirs.keys()
    anki.close()
    if len({name.rstrip("_") for name in theirs}) < len(theirs):
        return  # of decks of one name Anki renames any
    for name, other in theirs.items():
        mine = ours.get(name, (0, 0, 0))
        if mine != other:
            yield f"{name}: {mine} here, {other} in Anki"
    for name in ours.keys() - theirs.keys() - filtered if theirs else ():
        if not any(each.startswith(f"{name}::") for each in theirs):
            yield f"{name} is only here"


@pytest.mark.parametrize("sealed", [False, True], ids=["open", "sealed"])
def test_every_deck_asks_as_many_cards_as_in_anki(tmp_path: Path, sealed: bool) -> None:
    wrong = {}
    for place, path in enumerate(gathered(sealed=sealed)):
        if found := list(other_numbers(path, tmp_path / str(place))):
            wrong[path.name] = found
    assert not wrong


ASKED = """
import sys
from pathlib import Path
from tests.oracle.test_due_beside_anki import other_numbers
for place, path in enumerate(sys.argv[2:]):
    for said in other_numbers(Path(path), Path(sys.argv[1]) / str(place)):
        print(path, said)
"""


@pytest.mark.parametrize(
    "zone",
    [
        "Pacific/Auckland",
        "America/St_Johns",
        *(zone_where_it_is(3, minute) for minute in (57,)),
        *(zone_where_it_is(4, minute, months) for minute, months in ((2, 3), (2, 9))),
    ],
)
def test_so_it_is_in_every_time_zone_and_on_both_sides_of_the_rollover(
    tmp_path: Path, zone: str
) -> None:
    with_log = [path for path, said in gathered(sealed=False).items() if said.get("revlog")]
    done = subprocess.run(
        [sys.executable, "-c", ASKED, str(tmp_path), *map(str, with_log)],
        env={**os.environ, "TZ": zone},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == ""
