"""Random lives of two to four machines that share a folder, each drawn from one seed."""

import json
import random
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeAlias
from unittest import mock

from flashcards.api import Collection
from flashcards.carriers.carrier import Carrier, Entry
from flashcards.collection.syncing import syncing
from flashcards.collection.syncing.report import Report
from flashcards.model.enums import NoteKind, Quality, ReviewKind
from flashcards.model.errors import UserError
from flashcards.model.note_types import BASIC
from flashcards.sync import secret
from tests.sync import arrivals, cuts, disks, moves, wider
from tests.sync.carrying import Service, View
from tests.sync.machines import Clock, Shelf, differences, opened
from tests.sync.moves import Moves

_DECKS = ("Biology", "Biology::Cells", "History", "history::Rome", "Music", "Music::Jazz::Bebop")
_WORDS = ("cell", "wall", "Rome", "king", "note", "{{c1::one}} and {{c2::two}}", "{{c1::gap}}", "")
_QUALITIES = (Quality.WRONG, Quality.HARD, Quality.GOOD, Quality.PERFECT)
_TAGS = ("plants", "Hard", "hard", "exam")


class Late(Shelf):
    """A carrier that shows each machine only some of what lies there, until all is told."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self.chance = chance
        self.complete = False

    def segments(self) -> list[Entry]:
        found = super().segments()
        if self.complete:
            return found
        self.chance.shuffle(found)
        return found[: self.chance.randint(0, len(found))]


_SHOWN = ("SELECT fields FROM notes", "SELECT value FROM revisions")
_NOT_THERE = ("SELECT body FROM sync_states",)


class Life:
    """Some machines, and what happens to them."""

    def __init__(
        self, seed: int, folder: Path, stack: ExitStack, extra: "Happenings | None" = None
    ) -> None:
        """``extra``: what happens besides the usual; drawn from what there is where not given.

        Where it is given, no card becomes another.
        """
        self.chance = random.Random(seed)
        names = random.Random(seed)  # what is new is called the same whenever a life is lived
        stack.enter_context(mock.patch("secrets.randbits", names.getrandbits))
        drawn = self.chance.choice(_EXTRAS)
        self.happenings = (*_HAPPENINGS, *drawn)
        if extra is not None:
            usual = (each for each in _HAPPENINGS if each is not retype)
            self.happenings = (*usual, *extra)
        self.folder = folder
        self.stack = stack
        self.shelf = Late(self.chance)
        self.service = Service() if disks.deliver in self.happenings else None
        self.moves = Moves() if moves.choose in self.happenings else None
        if self.moves:
            stack.enter_context(mock.patch.object(secret, "_ROUNDS", 2))  # else keys take long
            stack.enter_context(mock.patch("secrets.token_bytes", names.randbytes))
        self.views: dict[Path, View] = {}
        self.acknowledged: set[str] = set()
        self.answered: set[tuple[int, ...]] = set()
        """What was told of the log: the moment of each row, and what it says."""
        self.replaced: set[str] = set()
        self.trace: list[str] = []
        self.machines: list[Collection] = []
        self.clocks: list[Clock] = []
        for number in range(self.chance.choice((2, 2, 3, 4))):
            clock = Clock()
            if self.chance.random() < 0.3:
                clock.moment += timedelta(days=self.chance.choice((-3000, -1, 1, 3650)))
            place = folder / str(number)
            place.mkdir()
            self.clocks.append(clock)
            self.machines.append(opened(place / "c.flashcards", clock))
        stack.callback(self.close)

    def carrier(self, machine: Collection) -> Carrier:
        """Return what a machine reads and writes others' segments by."""
        if self.service is None:
            return self.shelf
        if machine.path not in self.views:
            self.views[machine.path] = self.service.view(machine.path.parent.name)
        return self.views[machine.path]

    def round(self, machine: Collection) -> Report | None:
        """Let a machine do a round of syncing; None where it takes no part."""
        if self.moves:
            return self.moves.round(machine)
        return syncing.sync(machine._store, self.carrier(machine))

    def close(self) -> None:
        """Close the collections of all machines."""
        for each in self.machines:
            each.close(back_up=False)

    def live(self, steps: int) -> None:
        """Let ``steps`` things happen, then let all machines hear of all."""
        self.go_on(steps)
        self._meet()

    def go_on(self, steps: int) -> None:
        """Let ``steps`` things happen."""
        for _ in range(steps):
            at = self.chance.randrange(len(self.machines))
            happening = self.chance.choice(self.happenings)
            self.clocks[at].moment += timedelta(seconds=self.chance.choice((1, 60, 3600, 90_000)))
            self.trace.append(f"{at} {happening.__name__}")
            try:
                self.do(happening, self.machines[at])
            except UserError as error:
                self.trace[-1] += f" refused: {error}"
            self.follow(self.machines[at])

    def do(self, happening: "Happening", machine: Collection) -> None:
        """Let something happen on a machine, and note which texts it replaces."""
        at, before = self.machines.index(machine), texts(machine)
        try:
            happening(self, machine)
        finally:
            if happening not in (sync, *disks.FALLING_BACK):  # what it replaces it has seen
                after = texts(self.machines[at])
                for guid, some in before.items():
                    self.replaced |= some - after.get(guid, set())

    def follow(self, machine: Collection) -> None:
        """Do what always follows what happens."""

    def _meet(self) -> None:
        """Let all machines hear of all: until none has anything to tell or to hear, or thrice."""
        self.shelf.complete = True
        if self.moves:
            self.moves.unite(self.machines)
        quiet = 0
        for at in [*range(len(self.machines))] * 3:
            self.trace.append(f"{at} sync")
            if self.service:
                self.carrier(self.machines[at])
                self.service.settle()
            report = sync(self, self.machines[at])
            quiet = 0 if report.told or report.taken else quiet + 1
            if quiet == len(self.machines) and not self.service:  # which may owe what was told
                return

    def problems(self) -> list[str]:
        """Return in what the machines differ, and what is wrong with each."""
        found = []
        for at, machine in enumerate(self.machines):
            found += [f"{at}: {problem}" for problem in machine.check()]
            found += [f"0/{at}: {each}" for each in differences(self.machines[0], machine)]
            found += self._lost(at, machine)
        return found + self._buried()

    def _lost(self, at: int, machine: Collection) -> list[str]:
        """Return texts and rows of the log of which no trace is left on a machine."""
        everything = _kept(machine, *_SHOWN, *_NOT_THERE, "SELECT value FROM sync_stamps")
        lost = [f"{at}: lost {text!r}" for text in self._owed() if not _is_in(text, everything)]
        return lost + [f"{at}: lost row {row}" for row in sorted(self.answered - log_of(machine))]

    def _buried(self) -> list[str]:
        """Return texts that no machine shows, unless in notes that are not there."""
        found = "\n".join(_kept(machine, *_SHOWN, *_NOT_THERE) for machine in self.machines)
        return [f"nobody finds {text!r}" for text in self._owed() if not _is_in(text, found)]

    def _owed(self) -> list[str]:
        return sorted(self.acknowledged - self.replaced)

    # What can be chosen -----------------------------------------------------------------------

    def note(self, machine: Collection) -> int | None:
        """Return some note."""
        found = sorted(machine.search_notes(""))
        return self.chance.choice(found) if found else None

    def card(self, machine: Collection) -> int | None:
        """Return some card."""
        found = sorted(machine.search(""))
        return self.chance.choice(found) if found else None

    def deck(self, machine: Collection) -> str | None:
        """Return some deck."""
        found = machine.deck_names()
        return self.chance.choice(found) if found else None

    def text(self) -> str:
        """Return a text that nobody wrote before."""
        return f"{self.chance.choice(_WORDS)} {self.chance.randrange(10**9)}"


Happening: TypeAlias = Callable[[Life, Collection], object]
Happenings: TypeAlias = tuple[Happening, ...]


def add(life: Life, machine: Collection) -> None:
    cloze = life.chance.random() < 0.3
    text = f"{{{{c1::gap}}}} {life.text()}" if cloze else life.text()
    deck = life.chance.choice(_DECKS)
    kind = machine.note_type(
        "Cloze" if cloze else life.chance.choice(("Basic", "Basic with reverse"))
    )
    machine.add_note(
        {kind.fields[0]: text, kind.fields[1]: life.text()}, deck,
        tags=life.chance.sample(_TAGS, life.chance.randint(0, 2)), note_type=kind.uid,
    )  # fmt: skip


def edit(life: Life, machine: Collection) -> None:
    number = life.note(machine)
    if number is None:
        return
    kind = machine.note_type(machine.note(number).note_type_id)
    if kind.kind is NoteKind.CLOZE:
        gap = life.chance.randint(1, 3)
        machine.update_note(number, {kind.fields[0]: f"{{{{c{gap}::x}}}} {life.text()}"})
    else:
        machine.update_note(number, {life.chance.choice(kind.fields): life.text()})


def retag(life: Life, machine: Collection) -> None:
    number = life.note(machine)
    if number is not None:
        change = life.chance.choice((machine.add_tags, machine.remove_tags))
        change([number], [life.chance.choice(_TAGS)])


def retype(life: Life, machine: Collection) -> None:
    number = life.note(machine)
    if number is not None:
        machine.update_note(number, note_type=life.chance.choice(("Basic", "Basic with reverse")))


def delete(life: Life, machine: Collection) -> None:
    number = life.note(machine)
    if number is not None:
        machine.delete_notes([number])


def restore(life: Life, machine: Collection) -> None:
    found = machine.bin()
    if found:
        machine.restore_from_bin(life.chance.choice(found).id)


def answer(life: Life, machine: Collection) -> None:
    session = machine.study()
    for _ in range(life.chance.randint(1, 4)):
        if session.next() is None:
            break
        session.answer(life.chance.choice(_QUALITIES))
    session.close()


def correct(life: Life, machine: Collection) -> None:
    number = life.card(machine)
    rows = machine.history(number) if number is not None else []
    answers = [row for row in rows if row.kind is ReviewKind.ANSWER]
    if number is not None and answers:
        machine.scheduling.correct(number, life.chance.choice(answers).id, Quality.HARD)


def strike(life: Life, machine: Collection) -> None:
    number = life.card(machine)
    rows = machine.history(number) if number is not None else []
    answers = [row for row in rows if row.kind is ReviewKind.ANSWER]
    if number is not None and answers:
        act = life.chance.choice((machine.scheduling.strike, machine.scheduling.restore))
        act(number, life.chance.choice(answers).id)


def suspend(life: Life, machine: Collection) -> None:
    number = life.card(machine)
    if number is not None:
        machine.suspend([number], life.chance.random() < 0.5)


def flag(life: Life, machine: Collection) -> None:
    number = life.card(machine)
    if number is not None:
        machine.flag([number], life.chance.randint(0, 4))


def bury(life: Life, machine: Collection) -> None:
    number = life.card(machine)
    if number is not None:
        machine.bury([number])


def move(life: Life, machine: Collection) -> None:
    number = life.card(machine)
    if number is not None:
        machine.move_cards([number], life.chance.choice(_DECKS))


def reset(life: Life, machine: Collection) -> None:
    number = life.card(machine)
    if number is not None:
        machine.reset_cards([number])


def rename_deck(life: Life, machine: Collection) -> None:
    name = life.deck(machine)
    if name is not None:
        machine.rename_deck(name, life.chance.choice(_DECKS))


def move_deck(life: Life, machine: Collection) -> None:
    name, above = life.deck(machine), life.deck(machine)
    if name is not None:
        machine.move_deck(name, life.chance.choice((above, None)))


def delete_deck(life: Life, machine: Collection) -> None:
    name = life.deck(machine)
    if name is not None:
        machine.delete_deck(name)


def options(life: Life, machine: Collection) -> None:
    name = life.deck(machine)
    if name is not None:
        machine.set_options(name, new_per_day=life.chance.randint(1, 90))


def preset(life: Life, machine: Collection) -> None:
    name = life.deck(machine)
    found = machine.presets()
    if len(found) > 1 and life.chance.random() < 0.4:
        machine.delete_preset(life.chance.choice(found).id)
    elif name is not None:
        machine.add_preset(f"Preset {life.chance.randint(1, 3)}", deck=name)


def save_search(life: Life, machine: Collection) -> None:
    machine.browsing.save_search(f"Search {life.chance.randrange(99)}", "tag:exam")


def style(life: Life, machine: Collection) -> None:
    kind = machine.note_type(BASIC.uid)
    machine.note_types.save(
        replace(kind, css=f".card {{ color: #{life.chance.randrange(999):03} }}")
    )


def undo(life: Life, machine: Collection) -> None:
    for _ in range(life.chance.randint(1, 3)):
        machine.undo()


def redo(life: Life, machine: Collection) -> None:
    machine.redo()


def sync(life: Life, machine: Collection) -> Report:
    told = [*texts(machine).values()]  # also what goes in this very round
    report = life.round(machine)
    if report is None:
        return Report()
    if report.troubles and not (life.service and not life.shelf.complete):
        raise AssertionError([*map(str, report.troubles), *report.details])
    life.acknowledged.update(*told, *texts(machine).values())
    life.answered |= log_of(machine)
    return report


def _kept(machine: Collection, *sqls: str) -> str:
    with machine._store.reading() as conn:
        return "\n".join(str(row[0]) for sql in sqls for row in conn.exec_driver_sql(sql))


def _is_in(text: str, everything: str) -> bool:
    return text in everything or json.dumps(text)[1:-1] in everything


def log_of(machine: Collection) -> set[tuple[int, ...]]:
    """Return what the rows of the log of a machine say, without their names."""
    sql = "SELECT at_ms, kind, quality, taken_ms, interval_minutes FROM reviews"
    with machine._store.reading() as conn:
        return {tuple(row) for row in conn.exec_driver_sql(sql)}


def texts(machine: Collection) -> dict[str, set[str]]:
    """Return what the notes of a machine say, by guid."""
    with machine._store.reading() as conn:
        rows = conn.exec_driver_sql("SELECT guid, fields FROM notes").fetchall()
    return {guid: {each for each in text.split("\x1f") if each} for guid, text in rows}


_HAPPENINGS: Happenings = (
    add, add, add, edit, edit, edit, retag, retype, delete, restore, answer, answer, answer,
    correct, strike, suspend, flag, bury, move, reset, rename_deck, move_deck, delete_deck,
    options, preset, save_search, style, undo, redo, sync, sync, sync, sync,
)  # fmt: skip

_EXTRAS: tuple[Happenings, ...] = (
    (), wider.TYPES, wider.PLANS, wider.ARTICLES, wider.SHAPES,
    wider.TYPES + wider.PLANS + wider.ARTICLES + wider.SHAPES,
)  # fmt: skip


MISFORTUNES: Mapping[str, Happenings] = {
    "clones": disks.CLONES, "rollbacks": disks.ROLLBACKS, "restored": disks.RESTORED,
    "storms": disks.STORMS, "cuts": cuts.CUTS, "arrivals": arrivals.ARRIVALS,
    "moves": moves.MOVES,
    "all": (*disks.CLONES, *disks.ROLLBACKS, *disks.RESTORED, *disks.STORMS, *cuts.CUTS,
            *arrivals.ARRIVALS),
}  # fmt: skip
"""What may become of machines, their disks and what lies between them."""


def lived(
    seed: int, steps: int = 40, extra: Happenings | None = None, sort: type[Life] = Life
) -> list[str]:
    """Return what is wrong after one life; see ``Life`` for ``extra``."""
    fast = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=fast) as name, ExitStack() as stack:
        life = sort(seed, Path(name), stack, extra)
        try:
            life.live(steps)
            return life.problems()
        except Exception as error:  # noqa: BLE001  (whatever a life runs into is its problem)
            return [f"{error!r} after {life.trace[-1]}", traceback.format_exc()]


def run(words: Sequence[str], sort: type[Life] = Life) -> None:
    """Live the lives that the command line asks for, and print what is wrong after each."""
    first, last = int(words[0]), int(words[1])
    steps = int(words[2]) if len(words) > 2 else 40
    chosen = [MISFORTUNES.get(kind) or getattr(wider, kind) for kind in words[3:]]
    extra = sum(chosen, ()) if chosen else None
    wrong = 0
    for seed in range(first, last):
        found = lived(seed, steps, extra, sort)
        if found:
            wrong += 1
            print(seed, *found, sep="\n   ", flush=True)
    print(f"{wrong} of {last - first} lives went wrong")


if __name__ == "__main__":
    run(sys.argv[1:])
