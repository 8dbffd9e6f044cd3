"""A hub that was restored, emptied, or that a deck was taken from, is filled again."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

import flashcards
from flashcards.api import Collection
from flashcards.model.enums import Quality
from flashcards.store.hub import connecting, sharing
from tests.hub import server
from tests.hub.conftest import Class
from tests.sync.dots import picture
from tests.sync.machines import Clock, differences

Pair = tuple[Collection, Collection]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pair(tmp_path: Path, clock: Clock) -> Iterator[Pair]:
    """Ada's two computers."""
    with ExitStack() as stack:
        one, two = (_opened(stack, tmp_path / name, clock) for name in ("one", "two"))
        yield one, two


def _opened(stack: ExitStack, folder: Path, clock: Clock) -> Collection:
    folder.mkdir()
    return stack.enter_context(flashcards.open(folder / "c.flashcards", clock))


def _in_step(address: str, *some: Collection) -> None:
    for each in some * 2:
        report = each.sync(address)
        assert (report.waiting, [str(trouble) for trouble in report.troubles]) == (0, [])
    for each in some:
        assert differences(some[0], each) == []
        assert [str(problem) for problem in each.check()] == []


def _add(collection: Collection, front: str, deck: str = "Latin") -> None:
    collection.add_note({"Front": front, "Back": "?"}, deck=deck)


def _study(collection: Collection) -> None:
    session = collection.study()
    assert session.next() is not None
    session.answer(Quality.GOOD)


@pytest.fixture
def restored(school: Class) -> Iterator[str]:
    """The name of a database that is there for this test."""
    _tool("createdb", f"--maintenance-db={school.owner}", "restored")
    yield "restored"
    _tool("dropdb", f"--maintenance-db={school.owner}", "--force", "restored")


def _tool(name: str, *words: str) -> None:
    tools = server.tools()
    assert tools is not None
    if not (tools / name).exists():
        pytest.skip(f"THE BACKUP OF A HUB WAS NOT TESTED: {name} is not installed")
    subprocess.run([tools / name, *words], check=True, env={"PATH": os.defpath, "LC_ALL": "C"})


def test_a_hub_restored_from_a_backup_gets_what_came_after_it(
    school: Class, pair: Pair, restored: str, tmp_path: Path, clock: Clock
) -> None:
    one, two = pair
    name = one.import_media(picture(7))
    _add(one, "sol")
    with ExitStack() as stack:
        teacher = _opened(stack, tmp_path / "teacher", clock)
        _add(teacher, "pons")
        teacher.hub.publish(school.teacher, "Latin")
    one.hub.share(school.ada)
    _in_step(school.ada, one, two)
    dump = str(tmp_path / "hub.dump")
    _tool("pg_dump", "--format=custom", f"--file={dump}", school.owner)
    _add(two, f"luna ![]({name})")
    _study(one)
    _in_step(school.ada, one, two)
    owner = school.owner.replace("/postgres?", f"/{restored}?")
    _tool("pg_restore", f"--dbname={owner}", dump)
    ada = school.ada.replace("/postgres?", f"/{restored}?")
    one.sync(ada)
    with ExitStack() as stack:
        third = _opened(stack, tmp_path / "third", clock)
        _in_step(ada, third, one, two)
        assert third.review_count() == 1
        assert third.media_path(name).read_bytes() == picture(7)
    with connecting.opened(school.teacher.replace("/postgres?", f"/{restored}?")) as hub:
        assert [each.answers for each in sharing.seen(hub)] == [1]


@pytest.mark.parametrize("times", [1, 2])
def test_a_hub_that_was_emptied_is_filled_by_any_computer(
    school: Class, pair: Pair, tmp_path: Path, clock: Clock, times: int
) -> None:
    one, two = pair
    _add(one, "sol")
    _add(two, "luna")
    _in_step(school.ada, one, two)
    for _ in range(times):
        with connecting.opened(school.owner) as hub:
            hub.run("DELETE FROM flashcards_hub.segments")
        _study(two)
        two.sync(school.ada)
    with ExitStack() as stack:
        third = _opened(stack, tmp_path / "third", clock)
        _in_step(school.ada, third, one, two)
        assert len(third.search("")) == 2
        assert third.review_count() == times


def test_a_deck_that_was_withdrawn_reaches_the_other_computer_of_whoever_has_it(
    school: Class, pair: Pair, tmp_path: Path, clock: Clock
) -> None:
    one, two = pair
    with ExitStack() as stack:
        teacher = _opened(stack, tmp_path / "teacher", clock)
        name = teacher.import_media(picture(9))
        _add(teacher, f"pons ![]({name})", "School")
        teacher.hub.publish(school.teacher, "School")
        one.sync(school.ada)
        _study(one)
        teacher.hub.withdraw(school.teacher, "School")
        _in_step(school.ada, one, two)
        assert two.deck_names() == ["School"]
        assert two.review_count() == 1
        assert two.media_path(name).read_bytes() == picture(9)


def test_nothing_is_told_twice_where_nothing_is_missing(school: Class, pair: Pair) -> None:
    one, two = pair
    _add(one, "sol")
    _in_step(school.ada, one, two)
    with connecting.opened(school.owner) as hub:
        names = [row[0] for row in hub.rows("SELECT name FROM flashcards_hub.segments")]
    assert not [each for each in names if "snapshot" in each]
