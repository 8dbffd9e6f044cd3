"""More that happens in the lives of ``scenarios``: to note types, plans, articles, media."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from flashcards.api import Collection
from flashcards.model.enums import NoteKind
from flashcards.model.note_types import BASIC, BASIC_REVERSE
from flashcards.model.notes import NoteType, Template
from flashcards.model.reading import Priority
from flashcards.study.custom import CustomKind, CustomStudy
from tests.sync.learner import save_type

if TYPE_CHECKING:
    from tests.sync.scenarios import Life

_CELLS = (
    "# Cells\n\nA cell has a wall. The wall is thin.\n\nMitosis: a cell becomes two.\n\n"
    "Osmosis: water moves through a membrane.\n\nEnzyme: a protein that speeds reactions.\n"
)
_ROME = (
    "# Rome\n\nRome had a king. The Senate advised him.\n\n"
    "**Consul**: one of two who led Rome.\n\n**Dictator**: one for six months.\n"
)
_ARTICLES = (_CELLS, _ROME)


def _type(life: "Life", machine: Collection) -> NoteType:
    return machine.note_type(life.chance.choice((BASIC.uid, BASIC_REVERSE.uid)))


def add_field(life: "Life", machine: Collection) -> None:
    kind = _type(life, machine)
    name = f"Field {life.chance.randint(1, 3)}"
    if name not in kind.fields:
        uids = (*kind.field_uids, "") if kind.field_uids else ()
        save_type(machine, replace(kind, fields=(*kind.fields, name), field_uids=uids, shown=(),
                               settings=()))  # fmt: skip


def rename_field(life: "Life", machine: Collection) -> None:
    kind = _type(life, machine)
    at = life.chance.randrange(len(kind.fields))
    fields = list(kind.fields)
    old, fields[at] = fields[at], f"Name {life.chance.randint(1, 4)}"
    if len(set(fields)) == len(fields):
        templates = tuple(
            replace(
                each, question=each.question.replace(f"{{{{{old}}}}}", f"{{{{{fields[at]}}}}}"),
                answer=each.answer.replace(f"{{{{{old}}}}}", f"{{{{{fields[at]}}}}}"),
            )
            for each in kind.templates
        )  # fmt: skip
        save_type(machine, replace(kind, fields=tuple(fields), templates=templates))


def reorder_fields(life: "Life", machine: Collection) -> None:
    kind = _type(life, machine)
    shown = list(range(len(kind.fields)))
    life.chance.shuffle(shown)
    save_type(machine, replace(kind, shown=tuple(shown)))


def remove_field(life: "Life", machine: Collection) -> None:
    kind = _type(life, machine)
    shown = {name for each in kind.templates for name in kind.fields
             if f"{{{{{name}}}}}" in each.question + each.answer}  # fmt: skip
    spare = [at for at, name in enumerate(kind.fields) if name not in shown]
    if spare:
        gone = life.chance.choice(spare)
        kept = [at for at in range(len(kind.fields)) if at != gone]
        fields = tuple(kind.fields[at] for at in kept)
        uids = tuple(kind.field_uids[at] for at in kept)
        save_type(machine, replace(kind, fields=fields, field_uids=uids, shown=(), settings=()))


def write_spare(life: "Life", machine: Collection) -> None:
    number = life.note(machine)
    if number is not None:
        kind = machine.note_type(machine.note(number).note_type_id)
        if kind.kind is NoteKind.NORMAL and len(kind.fields) > 2:
            machine.update_note(number, {life.chance.choice(kind.fields[2:]): life.text()})


def add_template(life: "Life", machine: Collection) -> None:
    kind = _type(life, machine)
    name = f"Template {life.chance.randint(1, 3)}"
    if name in {each.name for each in kind.templates}:
        return
    first, second = life.chance.sample(kind.fields, 2)
    made = Template("", name, f"{name}: {{{{{first}}}}}", f"{{{{{second}}}}}")
    save_type(machine, replace(kind, templates=(*kind.templates, made)))


def remove_template(life: "Life", machine: Collection) -> None:
    kind = _type(life, machine)
    if len(kind.templates) > 1:
        gone = life.chance.choice(kind.templates)
        left = tuple(each for each in kind.templates if each != gone)
        save_type(machine, replace(kind, templates=left))


def type_of_own(life: "Life", machine: Collection) -> None:
    kind = machine.note_types.create(
        machine.note_types.new(
            f"Type {life.chance.randint(1, 3)}", cloze=life.chance.random() < 0.3
        )
    )
    number = life.note(machine)
    if number is None:
        return
    known = machine.note_type(machine.note(number).note_type_id)
    if known.kind is NoteKind.NORMAL and kind.kind is NoteKind.NORMAL:
        machine.update_note(number, note_type=kind.name)


def holiday(life: "Life", machine: Collection) -> None:
    day = machine._store.now().date() + timedelta(days=life.chance.randint(0, 9))
    machine.planning.add_holiday(day, day + timedelta(days=life.chance.randint(0, 9)))


def end_holiday(life: "Life", machine: Collection) -> None:
    found = machine.planning.holidays()
    if found:
        machine.planning.remove_holiday(life.chance.choice(found).uid)


def catch_up(life: "Life", machine: Collection) -> None:
    machine.planning.apply_catch_up(None, life.chance.randint(2, 9))


def set_due(life: "Life", machine: Collection) -> None:
    number = life.card(machine)
    if number is not None:
        machine.scheduling.set_due([number], life.chance.randint(0, 40))


def reposition(life: "Life", machine: Collection) -> None:
    number = life.card(machine)
    if number is not None:
        machine.scheduling.reposition([number], life.chance.randint(0, 40))


def limits(life: "Life", machine: Collection) -> None:
    name = life.deck(machine)
    if name is not None:
        which = life.chance.choice(("new_per_day", "reviews_per_day", "new_today", "reviews_today"))
        machine.scheduling.set_deck_limits(name, **{which: life.chance.randint(0, 40)})


def read(life: "Life", machine: Collection) -> None:
    draft = machine.articles.read(life.chance.choice(_ARTICLES))
    numbers = [at for at in range(len(draft.candidates)) if life.chance.random() < 0.5]
    chosen = [draft.card(at) for at in numbers]
    if chosen:
        machine.articles.accept(draft, chosen)


def keep_article(life: "Life", machine: Collection) -> None:
    machine.reading.keep(machine.articles.read(life.chance.choice(_ARTICLES)))


def mark_article(life: "Life", machine: Collection) -> None:
    found = machine.articles.sources()
    if found:
        start = life.chance.randint(0, 40)
        number = life.chance.choice(found).id
        machine.reading.highlight(number, start, start + life.chance.randint(1, 30))


def read_on(life: "Life", machine: Collection) -> None:
    found = machine.articles.sources()
    if found:
        number = life.chance.choice(found).id
        place = life.chance.randint(0, 60)
        machine.reading.note_place(number, place, place, [(0, place)])
        machine.reading.set_portion(number, life.chance.randint(0, 900))


def forget_article(life: "Life", machine: Collection) -> None:
    found = machine.articles.sources()
    if found:
        machine.articles.forget(life.chance.choice(found).id)


def _article(life: "Life", machine: Collection) -> int | None:
    found = machine.articles.sources()
    return life.chance.choice(found).id if found else None


def add_from_article(life: "Life", machine: Collection) -> None:
    number = _article(life, machine)
    if number is not None:
        draft = machine.reading.candidates(number)
        if draft.candidates:
            card = draft.card(life.chance.randrange(len(draft.candidates)))
            machine.reading.add_cards(number, [card], draft)


def leave_out(life: "Life", machine: Collection) -> None:
    number = _article(life, machine)
    found = machine.reading.candidates(number).candidates if number is not None else ()
    if number is not None and found:
        machine.reading.leave_out(number, life.chance.choice(found).id)


def choose_deck(life: "Life", machine: Collection) -> None:
    number = _article(life, machine)
    if number is not None:
        machine.reading.set_deck(number, life.chance.choice(("Read", "Biology", "")))


def update_article(life: "Life", machine: Collection) -> None:
    number = _article(life, machine)
    if number is not None:
        text = life.chance.choice((_CELLS, _ROME))
        for old, new in (("thin", "thin, white"), ("king", "wise king"), ("Mitosis", "# Two")):
            text = text.replace(old, new) if life.chance.random() < 0.5 else text
        machine.articles.apply_update(machine.articles.update(number, data=text))


def decide_reading(life: "Life", machine: Collection) -> None:
    number = _article(life, machine)
    if number is not None:
        acts = (machine.reading.put_away, machine.reading.take_up)
        life.chance.choice(acts)(number)
        machine.reading.set_priority(number, life.chance.choice([*Priority]))


def unmark_article(life: "Life", machine: Collection) -> None:
    number = _article(life, machine)
    found = machine.reading.highlights(number) if number is not None else []
    if found:
        machine.reading.remove_highlights([life.chance.choice(found).id])


def look_at_fresh(life: "Life", machine: Collection) -> None:
    machine.articles.clear_fresh_look(machine.articles.fresh_look()[:1])


def change_search(life: "Life", machine: Collection) -> None:
    found = machine.browsing.searches()
    if not found:
        machine.browsing.save_search("Search", "tag:exam")
        return
    uid = life.chance.choice(found).uid
    way = life.chance.randrange(4)
    if way == 0:
        machine.browsing.delete_search(uid)
    elif way == 1:
        machine.browsing.rename_search(uid, f"Name {life.chance.randint(1, 99)}")
    else:
        machine.browsing.move_search(uid, life.chance.choice((-1, 1)))


def keep_session(life: "Life", machine: Collection) -> None:
    name = f"Session {life.chance.randint(1, 9)}"
    machine.planning.save_session(name, CustomStudy(CustomKind.CRAM))


def exam(life: "Life", machine: Collection) -> None:
    name = life.deck(machine)
    if name is not None:
        day = machine._store.now().date() + timedelta(days=life.chance.randint(2, 40))
        machine.planning.add_exam(name, day)


def package(life: "Life", machine: Collection) -> None:
    """Import the Anki package that somebody exported last, or export one."""
    place = life.folder / "package.apkg"
    if place.exists() and life.chance.random() < 0.7:
        machine.import_file(place)
    else:
        machine.export(place)


def split(life: "Life", machine: Collection) -> None:
    number = life.note(machine)
    if number is not None:
        parts = machine.note_types.proposed_split(number)
        if len(parts) > 1:
            effect = machine.note_types.effect_of_parts([number], parts)
            machine.note_types.split(number, parts, effect)


def unite(life: "Life", machine: Collection) -> None:
    found = sorted(machine.search_notes(""))
    if len(found) > 1:
        some = life.chance.sample(found, 2)
        part = machine.note_types.proposed_merge(some)
        machine.note_types.merge(some, part, machine.note_types.effect_of_parts(some, [part]))


TYPES = (add_field, rename_field, reorder_fields, add_template, remove_template, type_of_own)
PLANS = (
    holiday, end_holiday, catch_up, set_due, reposition, limits, change_search, change_search,
    keep_session, exam,
)  # fmt: skip
ARTICLES = (
    read, keep_article, mark_article, read_on, forget_article, add_from_article, leave_out,
    choose_deck, update_article, decide_reading, unmark_article, look_at_fresh,
)  # fmt: skip
PACKAGES = (package,)
SHAPES = (split, unite)
FIELDS = (add_field, add_field, remove_field, write_spare, write_spare, write_spare, reorder_fields)
ALL = TYPES + PLANS + ARTICLES + PACKAGES + SHAPES + FIELDS
