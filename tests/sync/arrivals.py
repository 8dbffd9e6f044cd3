"""Machines that come late in the lives of ``scenarios``, and what several of them bring alike."""

from datetime import timedelta
from typing import TYPE_CHECKING

from flashcards.api import Collection
from tests.sync.machines import Clock, opened

if TYPE_CHECKING:
    from tests.sync.scenarios import Life

_MOST_MACHINES = 5
_DECK = """# {title}

## What is a cell? {{#cell}}

{cell}

## Who had a king? {{#king}}

{king}
"""
_ANSWERS = ("The smallest thing that lives", "A room", "Rome", "Sparta had two")
_PICTURE = b"\x89PNG\r\n\x1a\n"


def arrive(life: "Life", machine: Collection) -> None:
    """Let a machine come that has decks of its own, and has never synced."""
    number = len(life.machines)
    if number >= _MOST_MACHINES:
        return
    place = life.folder / str(number)
    place.mkdir()
    clock = Clock()
    clock.moment = life.clocks[life.machines.index(machine)].moment + timedelta(minutes=number)
    life.clocks.append(clock)
    life.machines.append(opened(place / "c.flashcards", clock))
    for happening in life.chance.choices(life.happenings, k=5):
        if happening not in ARRIVALS:
            life.do(happening, life.machines[number])


def import_deck(life: "Life", machine: Collection) -> None:
    """Import one of a few editions of the same deck file."""
    at = life.machines.index(machine)
    # No two machines import an edition of it at the same thousandth of a second.
    life.clocks[at].moment = life.clocks[at].moment.replace(microsecond=1000 * at)
    file = life.folder / "deck.md"
    cell, king = life.chance.choices(_ANSWERS, k=2)
    file.write_text(_DECK.format(title="A deck", cell=cell, king=king), encoding="utf-8")
    machine.import_file(file)


def show_picture(life: "Life", machine: Collection) -> None:
    """Put one of a few pictures onto a note."""
    number = life.note(machine)
    if number is not None:
        name = machine.import_media(_PICTURE + bytes([life.chance.randrange(3)]))
        kind = machine.note_type(machine.note(number).note_type_id)
        text = f"{life.text()} ![]({name})"
        machine.update_note(number, {kind.fields[-1]: text})


ARRIVALS = (arrive, arrive, import_deck, import_deck, show_picture)
