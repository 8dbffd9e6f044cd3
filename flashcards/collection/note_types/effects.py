"""Which cards come and go, and which texts are lost, when a note type is saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from flashcards.collection.note_types.completing import former_places
from flashcards.model.enums import NoteKind
from flashcards.model.notes import NoteType, Template
from flashcards.model.type_effects import TypeEffect
from flashcards.store import note_types
from flashcards.store.note_types import MadeCard
from flashcards.store.notes import StoredTypes, get_notes
from flashcards.store.operation import course
from flashcards.store.store import Connection
from flashcards.text.list_items import with_numbers
from flashcards.text.plain import plain_text
from flashcards.text.template_edits import with_fields_renamed
from flashcards.text.template_language import is_filled, list_fields
from flashcards.text.templates import asked_fields, asks, card_ordinals

EXAMPLES: Final = 5
_EXAMPLE_LENGTH: Final = 100
_BATCH: Final = 2_000

Asked = Callable[[Sequence[str]], Sequence[int]]
"""Gives the ordinals of the cards that a template makes of a note's texts."""


@dataclass(slots=True)
class Difference:
    """What a change of a note type comes to, note by note."""

    notes: int = 0
    new: int = 0
    kept: int = 0
    gone: list[int] = field(default_factory=list)
    """Ids of the cards that go."""
    answered: int = 0
    reviews: int = 0
    affected: dict[int, frozenset[str]] = field(default_factory=dict)
    """Note that gets or loses cards -> uids of the templates that make others of it."""
    texts_lost: int = 0
    examples: list[str] = field(default_factory=list)
    bare: int = 0

    def effect(self) -> TypeEffect:
        """Return what to tell the learner."""
        return TypeEffect(
            notes=self.notes,
            cards_new=self.new,
            cards_kept=self.kept,
            cards_gone=len(self.gone),
            answered=self.answered,
            reviews=self.reviews,
            texts_lost=self.texts_lost,
            bare=self.bare,
            examples=tuple(self.examples),
        )

    def add(self, other: "Difference") -> None:
        """Count what another change comes to as well."""
        self.notes += other.notes
        self.new += other.new
        self.kept += other.kept
        self.gone += other.gone
        self.answered += other.answered
        self.reviews += other.reviews
        self.texts_lost += other.texts_lost
        self.bare += other.bare
        self.examples += other.examples[: EXAMPLES - len(self.examples)]

    def lose(self, cards: Sequence[MadeCard]) -> bool:
        """Count cards that go; return whether one of them was answered."""
        self.gone.extend(card.id for card in cards)
        learnt = [card for card in cards if card.learnt]
        self.answered += len(learnt)
        self.reviews += sum(card.answers for card in learnt)
        return bool(learnt)

    def show(self, texts: Sequence[str]) -> None:
        """Keep what a note is called that loses something."""
        if len(self.examples) < EXAMPLES:
            words = plain_text(texts[0])[:_EXAMPLE_LENGTH] if texts else ""
            if words not in self.examples:
                self.examples.append(words)


def difference(
    conn: Connection, types: StoredTypes, before: NoteType, after: NoteType
) -> Difference:
    """Return what saving ``after``, a completed type, in the place of ``before`` comes to.

    Texts are read only where templates ask for cards in another way, or fields go; cards only of
    notes of which a template that is there makes others than it did.
    """
    found = Difference(notes=note_types.count_notes(conn).get(before.id, 0))
    numbers = new_lists(before, after)
    touched = _touched(before, after, whole=bool(numbers))
    removed = [place for place, uid in enumerate(before.field_uids) if uid not in after.field_uids]
    if not found.notes or not (touched or removed):
        return found
    asking = _asking(before, after, touched)
    former, work = former_places(before, after), course(conn)
    changed: dict[int, dict[str, Sequence[int]]] = {}
    for done, (note_id, texts) in enumerate(note_types.texts_of_type(conn, before.id)):
        if not done % _BATCH:
            work.tick(done, found.notes)
        if any(place < len(texts) and texts[place].strip() for place in removed):
            found.texts_lost += 1
            found.show(texts)
        moved = _moved(texts, former)
        if numbers:
            moved = with_numbers(after, moved, {})
        now = {
            uid: new(moved)
            for uid, old, new in asking
            if new is _nothing or old(texts) != new(moved)  # a card may be there that asks nothing
        }
        if now:
            changed[note_id] = now
    _compare_cards(conn, types, before, changed, found)
    return found


def _compare_cards(
    conn: Connection,
    types: StoredTypes,
    before: NoteType,
    changed: dict[int, dict[str, Sequence[int]]],
    found: Difference,
) -> None:
    """Count the cards that come and go, given what templates ask of each note now."""
    own = {each.uid for each in before.templates}
    losing: list[int] = []
    for note_id, now in changed.items():
        if own.isdisjoint(now):
            found.new += sum(map(len, now.values()))
            found.affected[note_id] = frozenset(now)
        else:
            losing.append(note_id)
    shown: list[int] = []
    for start in range(0, len(losing), _BATCH):
        batch = losing[start : start + _BATCH]
        course(conn).ask()
        present: dict[int, list[MadeCard]] = {note_id: [] for note_id in batch}
        for card in note_types.cards_of_notes(conn, batch):
            present[card.note_id].append(card)
        for note_id, cards in present.items():
            if _compare_note(types, note_id, cards, changed[note_id], found):
                shown.append(note_id)
    for note in get_notes(conn, shown[:EXAMPLES]):
        found.show(note.fields)


def _compare_note(
    types: StoredTypes,
    note_id: int,
    cards: Sequence[MadeCard],
    now: dict[str, Sequence[int]],
    found: Difference,
) -> bool:
    """Count what comes and goes of one note; return whether an answered card goes."""
    there = {(types.template_uids[card.template_id], card.ordinal): card for card in cards}
    lost = [card for (uid, n), card in there.items() if uid in now and n not in now[uid]]
    new = sum((uid, n) not in there for uid, ordinals in now.items() for n in ordinals)
    if new or lost:
        found.new += new
        found.affected[note_id] = frozenset(now)
        found.bare += bool(cards) and len(cards) - len(lost) + new == 0
    return bool(lost) and found.lose(lost)


def _asking(
    before: NoteType, after: NoteType, touched: dict[str, Template | None]
) -> list[tuple[str, Asked, Asked]]:
    """Return of each template (uid, what tells its cards by now, what will)."""
    old = {each.uid: _asked(before, each) for each in before.templates if each.uid in touched}
    return [
        (uid, old.get(uid, _nothing), _nothing if new is None else _asked(after, new))
        for uid, new in touched.items()
    ]


def new_lists(before: NoteType, after: NoteType) -> frozenset[str]:
    """Return the uids of fields whose items get numbers, as a template asks them one by one now."""
    was, now = (
        {uid for uid, name in zip(each.field_uids, each.fields, strict=True)
         if name in list_fields(each.templates)}
        for each in (before, after)
    )  # fmt: skip
    return frozenset(now - was)


def _touched(
    before: NoteType, after: NoteType, *, whole: bool = False
) -> dict[str, Template | None]:
    """Return the templates that may ask for other cards than they did, None for those that go.

    ``whole``: all of them, as texts change too.
    """
    if whole:
        uids = (each.uid for each in (*before.templates, *after.templates))
        known = {each.uid: each for each in after.templates}
        return {uid: known.get(uid) for uid in uids}
    old, new = _by_meaning(before), _by_meaning(after)
    own = {template.uid: template for template in after.templates}
    return {uid: own.get(uid) for uid in old.keys() | new.keys() if old.get(uid) != new.get(uid)}


def _by_meaning(note_type: NoteType) -> dict[str, str]:
    """Return the fronts of templates by uid, with fields named by what they are everywhere."""
    names = dict(zip(note_type.fields, (f"\x00{uid}" for uid in note_type.field_uids), strict=True))
    return {each.uid: with_fields_renamed(each.question, names) for each in note_type.templates}


def _moved(texts: Sequence[str], former: Sequence[int | None]) -> Sequence[str]:
    """Return a note's texts in the places the fields have now."""
    return [texts[place] if place is not None and place < len(texts) else "" for place in former]


def _nothing(_texts: Sequence[str]) -> Sequence[int]:
    return ()


def _asked(note_type: NoteType, template: Template) -> Asked:
    """Return what tells the cards of one template; each way of being filled is tried once."""
    names = {name: place for place, name in enumerate(note_type.fields)}
    if note_type.kind is NoteKind.CLOZE:
        alone = replace(note_type, templates=(template,))
        return lambda texts: [number for _, number in card_ordinals(alone, texts)]
    relevant = [name for name in asked_fields(template.question) if name in names]
    known: dict[tuple[bool, ...], Sequence[int]] = {}

    def asked(texts: Sequence[str]) -> Sequence[int]:
        key = tuple(
            names[name] < len(texts) and is_filled(texts[names[name]], note_type.markup)
            for name in relevant
        )
        if key not in known:
            filled = dict(zip(relevant, key, strict=True))
            known[key] = (0,) if asks(template.question, filled) else ()
        return known[key]

    return asked
