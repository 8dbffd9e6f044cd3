"""What happens to the disks of the machines in ``scenarios``: copied, put back, cut off."""

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import flashcards
from flashcards.api import Collection
from flashcards.store.identity import device_path
from tests.sync.machines import Clock

if TYPE_CHECKING:
    from tests.sync.scenarios import Life

_MOST_MACHINES = 5
_NAME = "c.flashcards"


def clone(life: "Life", machine: Collection) -> None:
    """Copy a disk; both go on, each taking itself for the one there was."""
    if len(life.machines) >= _MOST_MACHINES:
        return
    at, number = life.machines.index(machine), len(life.machines)
    clock = Clock()
    # No two machines do something at the same thousandth of a second.
    clock.moment = life.clocks[at].moment + timedelta(milliseconds=number)
    life.clocks.append(clock)
    life.machines[at], copy = copied(machine, life.folder / str(number), clock)
    life.machines.append(copy)


def copied(machine: Collection, place: Path, clock: Clock) -> tuple[Collection, Collection]:
    """Return a machine, opened anew, and the one that a copy of its disk makes of another."""
    machine.close(back_up=False)
    place.mkdir()
    shutil.copy2(machine.path, place / _NAME)
    _copy_device(machine.path, place / _NAME)
    return flashcards.open(machine.path, machine.clock), flashcards.open(place / _NAME, clock)


def _copy_device(source: Path, target: Path) -> None:
    """Copy what remembers the device, as if the copy lay where the original does."""
    known = json.loads(device_path(source).read_bytes())
    known["path"] = str(target.resolve())
    device_path(target).write_text(json.dumps(known), encoding="ascii")


def keep(life: "Life", machine: Collection) -> None:
    """Make a copy of a disk, to be put back later."""
    life.machines[life.machines.index(machine)] = kept(machine)


def kept(machine: Collection) -> Collection:
    """Copy a disk to a safe place; return the machine, opened anew."""
    machine.close(back_up=False)
    for path in disk_of(machine):
        shutil.copy2(path, _kept(path))
    return flashcards.open(machine.path, machine.clock)


def put_back_file(life: "Life", machine: Collection) -> None:
    """Put the file of a collection back, and nothing beside it."""
    _put_back(life, machine, (machine.path,))


def put_back_disk(life: "Life", machine: Collection) -> None:
    """Put all of a disk back: nothing on it knows of the time since."""
    _put_back(life, machine, disk_of(machine))


def _put_back(life: "Life", machine: Collection, files: tuple[Path, ...]) -> None:
    if _kept(machine.path).exists():
        at = life.machines.index(machine)
        life.machines[at] = put_back(machine, files)


def put_back(machine: Collection, files: tuple[Path, ...]) -> Collection:
    """Put files back as ``kept`` copied them; return the machine, opened anew."""
    machine.close(back_up=False)
    for path in files:
        shutil.copy2(_kept(path), path)
    return flashcards.open(machine.path, machine.clock)


def disk_of(machine: Collection) -> tuple[Path, ...]:
    """Return all files in which a machine keeps its collection."""
    return machine.path, device_path(machine.path)


def _kept(path: Path) -> Path:
    return path.with_name(path.name + ".kept")


def back_up(life: "Life", machine: Collection) -> None:
    """Make a backup, as the learner does."""
    machine.backup()


def restore_backup(life: "Life", machine: Collection) -> None:
    """Restore one of the backups, as the learner does."""
    found = sorted(info.path for info in machine.backups())
    if found:
        at, backup = life.machines.index(machine), life.chance.choice(found)
        life.machines[at] = restored(machine, backup)


def restored(machine: Collection, backup: Path) -> Collection:
    """Restore a backup; return the machine, opened anew."""
    machine.close(back_up=False)
    flashcards.restore(backup, machine.path, machine.clock)
    return flashcards.open(machine.path, machine.clock)


def deliver(life: "Life", machine: Collection) -> None:
    """Let the service that carries the folder do what services do."""
    assert life.service is not None
    life.carrier(machine)
    life.service.deliver(life.chance)


STORMS = (deliver,) * 6
CLONES = (clone,) * 4
ROLLBACKS = (keep, keep, put_back_file, put_back_disk)
RESTORED = (back_up, restore_backup, restore_backup)
FALLING_BACK = (put_back_file, put_back_disk)
"""After these a machine has lost what it had not told; it has not replaced it."""
