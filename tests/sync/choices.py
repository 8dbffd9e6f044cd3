"""Still more that happens in the lives of ``scenarios``: to rules, whole types, many notes."""

from dataclasses import replace
from typing import TYPE_CHECKING

from flashcards.api import Collection
from flashcards.model.enums import LeechAction, Quality, SchedulerKind
from flashcards.model.note_types import BASIC, BASIC_REVERSE, CLOZE
from flashcards.model.notes import FieldSettings, NoteType
from flashcards.model.replacing import Replacement
from flashcards.study.custom import CustomKind, CustomStudy
from tests.sync.learner import save_type

if TYPE_CHECKING:
    from tests.sync.scenarios import Life

# Rules and decks ------------------------------------------------------------------------------


def rename_preset(life: "Life", machine: Collection) -> None:
    chosen = life.chance.choice(machine.presets())
    machine.rename_preset(chosen.id, f"Rules {life.chance.randint(1, 3)}")


def assign_preset(life: "Life", machine: Collection) -> None:
    name = life.deck(machine)
    if name is not None:
        machine.assign_preset(name, life.chance.choice(machine.presets()).id)


def copy_preset(life: "Life", machine: Collection) -> None:
    name = life.deck(machine)
    chosen = life.chance.choice(machine.presets())
    machine.add_preset(f"Copy {life.chance.randint(1, 3)}", chosen.id, name or "")


def delete_preset(life: "Life", machine: Collection) -> None:
    machine.delete_preset(life.chance.choice(machine.presets()).id)


def change_rules(life: "Life", machine: Collection) -> None:
    name = life.deck(machine)
    if name is None:
        return
    machine.set_options(
        name,
        **life.chance.choice((
            {"scheduler": life.chance.choice([*SchedulerKind])},
            {"interval_modifier": life.chance.randint(80, 120)},
            {"scheduler": SchedulerKind.FSRS},
            {"desired_retention": life.chance.randint(70, 97)},
            {"fuzz": life.chance.random() < 0.5, "drill": life.chance.random() < 0.5},
            {"leech_lapses": life.chance.choice((0, 1, 2, 8))},
            {"leech_action": life.chance.choice([*LeechAction])},
            {"bury_new": life.chance.random() < 0.5, "bury_reviews": life.chance.random() < 0.5},
            {"learning_steps": life.chance.choice(((), (1, 10), (5,)))},
            {"day_start_minutes": 60 * life.chance.randint(0, 6)},
        )),
    )  # fmt: skip


def judge_anew(life: "Life", machine: Collection) -> None:
    machine.scheduling.apply_replay(life.deck(machine))


def add_deck(life: "Life", machine: Collection) -> None:
    machine.add_deck(life.chance.choice(("Biology", "Biology::Plants", "History", "Empty::Deck")))


def drill(life: "Life", machine: Collection) -> None:
    session = machine.planning.custom_study(CustomStudy(CustomKind.CRAM))
    for _ in range(2):
        if session.next() is None:
            break
        session.answer(life.chance.choice([*Quality]))
    session.close()


def answer_what_was_asked_before(life: "Life", machine: Collection) -> None:
    """Let a round go by while a card is asked."""
    session = machine.study()
    if session.next() is not None:
        life.round(machine)
        session.answer(life.chance.choice([*Quality]))
    session.close()


def unbury(life: "Life", machine: Collection) -> None:
    machine.unbury(life.chance.choice((life.deck(machine), None)))


RULES = (
    rename_preset, assign_preset, copy_preset, delete_preset, delete_preset, change_rules,
    change_rules, change_rules, judge_anew, add_deck, unbury, drill, drill,
    answer_what_was_asked_before, answer_what_was_asked_before,
)  # fmt: skip

# Note types as a whole ------------------------------------------------------------------------


def _type(life: "Life", machine: Collection) -> NoteType:
    own = [each.uid for each in machine.note_types.all() if each.name.startswith("Own")]
    return machine.note_type(life.chance.choice((BASIC.uid, BASIC_REVERSE.uid, CLOZE.uid, *own)))


def rename_type(life: "Life", machine: Collection) -> None:
    machine.note_types.rename(_type(life, machine).id, f"Own {life.chance.randint(1, 5)}")


def copy_type(life: "Life", machine: Collection) -> None:
    kind = _type(life, machine)
    machine.note_types.duplicate(kind.id, f"Own {life.chance.randint(1, 5)}")


def delete_type(life: "Life", machine: Collection) -> None:
    machine.note_types.delete(_type(life, machine).id)


def reword_template(life: "Life", machine: Collection) -> None:
    kind = _type(life, machine)
    at = life.chance.randrange(len(kind.templates))
    templates = [*kind.templates]
    side = life.chance.choice(("question", "answer"))
    said = getattr(templates[at], side) + f"\n\n{life.chance.randint(1, 99)}"
    templates[at] = replace(templates[at], **{side: said})
    save_type(machine, replace(kind, templates=tuple(templates)))


def rename_template(life: "Life", machine: Collection) -> None:
    kind = _type(life, machine)
    templates = [*kind.templates]
    life.chance.shuffle(templates)
    templates[0] = replace(templates[0], name=f"Template {life.chance.randint(1, 9)}")
    save_type(machine, replace(kind, templates=tuple(templates)))


def set_field(life: "Life", machine: Collection) -> None:
    kind = _type(life, machine)
    settings = [kind.settings_at(at) for at in range(len(kind.fields))]
    at = life.chance.randrange(len(settings))
    settings[at] = life.chance.choice((
        FieldSettings(), replace(settings[at], size=life.chance.randint(8, 20)),
        replace(settings[at], language=life.chance.choice(("", "de", "he"))),
    ))  # fmt: skip
    save_type(machine, replace(kind, settings=tuple(settings)))


def back_to_the_original(life: "Life", machine: Collection) -> None:
    kind = life.chance.choice((BASIC.uid, BASIC_REVERSE.uid))
    save_type(machine, machine.note_types.original(machine.note_type(kind).id))


def change_types(life: "Life", machine: Collection) -> None:
    """Make notes those of another type, each by the map that is suggested."""
    found = sorted(machine.search_notes(""))
    if found:
        some = life.chance.sample(found, min(len(found), life.chance.randint(1, 4)))
        to = _type(life, machine).uid
        effect = machine.note_types.effect_of_change(some, to)
        machine.note_types.change_type(some, to, None, effect)


WHOLE_TYPES = (
    rename_type, copy_type, copy_type, delete_type, reword_template, rename_template, set_field,
    back_to_the_original, change_types, change_types,
)  # fmt: skip

# Many at once ---------------------------------------------------------------------------------


def replace_text(life: "Life", machine: Collection) -> None:
    found = sorted(machine.search_notes(""))
    old, new = life.chance.sample(("cell", "wall", "Rome", "king", "note", "gap", "x"), 2)
    plan = machine.browsing.plan_replacement(found, Replacement(old, new))
    machine.browsing.replace(plan)


def rename_tag(life: "Life", machine: Collection) -> None:
    found = machine.tags()
    if found:
        tag, other = life.chance.choice(found), life.chance.choice((*found, "plants::trees"))
        machine.browsing.rename_tag(tag, other)


def delete_tag(life: "Life", machine: Collection) -> None:
    found = machine.tags()
    if found:
        machine.browsing.delete_tag(life.chance.choice(found))


def delete_some(life: "Life", machine: Collection) -> None:
    found = sorted(machine.search_notes(""))
    machine.delete_notes(life.chance.sample(found, min(len(found), 3)))


def move_some(life: "Life", machine: Collection) -> None:
    found = sorted(machine.search(""))
    some = life.chance.sample(found, min(len(found), 4))
    if some:
        machine.move_cards(some, life.deck(machine) or "Biology")


def take_back_much(life: "Life", machine: Collection) -> None:
    for _ in range(life.chance.randint(2, 8)):
        machine.undo()


def let_go(life: "Life", machine: Collection) -> None:
    """Empty a part of the bin."""
    found = machine.bin()
    if found:
        machine.empty_bin([life.chance.choice(found).id])


MANY = (
    replace_text, rename_tag, rename_tag, delete_tag, delete_some, move_some,
    take_back_much, let_go,
)  # fmt: skip
ALL = RULES + WHOLE_TYPES + MANY
