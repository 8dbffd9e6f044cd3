"""Two machines whose folders real Syncthing keeps in step."""

import os
import random
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from flashcards.api import Collection
from flashcards.model.enums import Quality
from tests.sync import real_syncthing
from tests.sync.dots import picture
from tests.sync.learner import answer
from tests.sync.machines import Clock, differences, opened
from tests.sync.real_syncthing import Service


class Machines:
    """Two machines, and the service between them."""

    def __init__(self, place: Path, service: Service, stack: ExitStack) -> None:
        self.service = service
        clock = Clock()
        self.one, self.two = (
            stack.enter_context(opened(place / f"{name}.flashcards", clock))
            for name in ("one", "two")
        )

    def sync(self, machine: Collection) -> tuple[int, int]:
        """Do a round; return how many segments came, and how many wait."""
        node = self.service.one if machine is self.one else self.service.two
        report = machine.syncing.sync(node.folder)
        assert report.troubles == ()
        return report.taken, report.waiting

    def meet(self) -> None:
        """Let both hear of all, and agree."""
        for _ in range(3):
            for each in (self.one, self.two):
                self.sync(each)
            self.service.carry()
        for each in (self.one, self.two):
            assert [str(problem) for problem in each.check()] == []
        assert differences(self.one, self.two) == []


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    if real_syncthing.program() is None:
        pytest.skip(real_syncthing.NO_SYNCTHING)
    with ExitStack() as stack:
        service = stack.enter_context(real_syncthing.running())
        yield Machines(tmp_path, service, stack)


def _write(machine: Collection, count: int, length: int) -> None:
    """Write notes that nothing makes shorter."""
    chance = random.Random(count)
    for number in range(count):
        text = chance.randbytes(length // 2).hex()
        machine.add_note({"Front": f"question {number}", "Back": text}, deck="Biology")


def test_a_large_first_segment_comes_though_syncthing_is_killed_on_the_way(
    machines: Machines,
) -> None:
    _write(machines.one, 30, 80_000)
    machines.sync(machines.one)
    (told,) = machines.service.one.folder.glob("*.seg")
    assert told.stat().st_size > 1 << 20
    machines.service.begin(most_kib_s=512)
    machines.service.two.until(machines.service.on_its_way)
    machines.service.two.kill()
    assert machines.service.on_its_way()
    assert machines.sync(machines.two) == (0, 0)  # what came in part is nothing yet
    machines.service.begin()
    machines.service.carry()
    assert machines.sync(machines.two) == (1, 0)
    assert len(machines.two.search_notes("question")) == 30
    machines.meet()


def test_what_both_did_offline_comes_together(machines: Machines) -> None:
    one, two = machines.one, machines.two
    for text in ("cell", "wall", "king"):
        one.add_note({"Front": text, "Back": "answer"}, deck="Biology")
    machines.service.begin()
    machines.meet()
    machines.service.two.kill()
    for machine, text in ((one, "one"), (two, "two")):
        answer(machine, Quality.GOOD)
        (note,) = machine.search_notes("cell")
        machine.update_note(note, {"Back": f"answer of {text}"})
        machine.add_note({"Front": f"new on {text}", "Back": "answer"}, deck="History")
        machines.sync(machine)
    name = one.import_media(picture(7))
    one.add_note({"Front": f"![]({name})", "Back": "a dot"}, deck="Pictures")
    one.delete_notes(one.search_notes("wall"))
    two.move_cards(two.search("king"), "History::Rome")
    machines.service.begin()
    machines.meet()
    assert two.media_path(name).read_bytes() == picture(7)
    (note,) = one.search_notes("cell")
    assert one.note(note).fields[1] == "answer of two"
    assert one.review_count() == 2
    assert len(one.search_notes("new")) == 2
    assert one.search_notes("wall") == []
    assert [each.field for each in one.syncing.status().conflicts] == ["Back"]


def test_a_file_that_syncthing_calls_a_conflict_is_read(machines: Machines) -> None:
    machines.one.add_note({"Front": "question", "Back": "answer"}, deck="Biology")
    machines.sync(machines.one)
    (told,) = machines.service.one.folder.glob("*.seg")
    half = machines.service.two.folder / told.name  # brought by hand, and cut off on the way
    half.write_bytes(told.read_bytes()[:-40])
    later = told.stat().st_mtime + 60
    os.utime(half, (later, later))
    machines.service.begin()
    machines.service.carry()
    (whole,) = machines.service.two.folder.glob("*.sync-conflict-*.seg")
    assert whole.read_bytes() != half.read_bytes()
    assert machines.sync(machines.two) == (1, 1)
    assert len(machines.two.search_notes("question")) == 1
    machines.meet()
