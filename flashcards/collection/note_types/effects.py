"""Which cards come and go, and which texts are lost, when a note type is saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from flashcards.collection.note_types.completing import former_places
from flashcards.model.clozes import cloze_numbers
from flashcards.model.enums import NoteKind
from flashcards.model.notes import NoteType, Template
from flashcards.model.type_effects import TypeEffect
from flashcards.store import note_types
from flashcards.store.note_types import MadeCard
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import course
from flashcards.store.store import Connection
from flashcards.text.plain import plain_text
from flashcards.text.template_edits import with_fields_renamed
from flashcards.text.template_language import cloze_fields, is_filled
from flashcards.text.templates import asked_fields, asks

EXAMPLES: Final = 5
_EXAMPLE_LENGTH: Final = 100
_BATCH: Final = 2_000

Asked = Callable[[Sequence[str]], Sequence[int]]
"""Gives the ordinals of the cards that a template makes of a note's texts."""


@dataclass(slots=True)
class Difference:
    """What a change of a note type comes to, note by note."""

    notes: int = 0
    touched: frozenset[str] = frozenset()
    """Uids of the templates whose cards it changes."""
    new: int = 0
    kept: int = 0
    gone: list[int] = field(default_factory=list)
    """Ids of the cards that go."""
    answered: int = 0
    reviews: int = 0
    affected: list[int] = field(default_factory=list)
    """Ids of the notes that get or lose cards."""
    losing: dict[int, int] = field(default_factory=dict)
    """Note -> how many cards fewer it has, where it loses some."""
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
            words = plain_text(texts[0]) if texts else ""
            self.examples.append(words[:_EXAMPLE_LENGTH])


def difference(
    conn: Connection, types: StoredTypes, before: NoteType, after: NoteType
) -> Difference:
    """Return what saving ``after``, a completed type, in the place of ``before`` comes to.

    Texts are read only where templates ask for cards in another way, or fields go.
    """
    found = Difference(notes=note_types.count_notes(conn).get(before.id, 0))
    touched = _touched(before, after)
    removed = [place for place, uid in enumerate(before.field_uids) if uid not in after.field_uids]
    if not found.notes or not (touched or removed):
        return found
    found.touched = frozenset(touched)
    present = _present(conn, types, before, touched)
    asking = [
        (uid, _asked(after, template) if template is not None else _nothing)
        for uid, template in touched.items()
    ]
    former = former_places(before, after)
    work = course(conn)
    for done, (note_id, texts) in enumerate(note_types.texts_of_type(conn, before.id)):
        if not done % _BATCH:
            work.tick(done, found.notes)
        _look_at(found, note_id, texts, _moved(texts, former), asking, present, removed)
    found.bare = _bare(conn, found)
    return found


def _touched(before: NoteType, after: NoteType) -> dict[str, Template | None]:
    """Return the templates that may ask for other cards than they did, None for those that go."""
    old, new = _by_meaning(before), _by_meaning(after)
    own = {template.uid: template for template in after.templates}
    return {uid: own.get(uid) for uid in old.keys() | new.keys() if old.get(uid) != new.get(uid)}


def _by_meaning(note_type: NoteType) -> dict[str, str]:
    """Return the fronts of templates by uid, with fields named by what they are everywhere."""
    names = dict(zip(note_type.fields, (f"\x00{uid}" for uid in note_type.field_uids), strict=True))
    return {each.uid: with_fields_renamed(each.question, names) for each in note_type.templates}


def _present(
    conn: Connection, types: StoredTypes, before: NoteType, touched: dict[str, Template | None]
) -> dict[tuple[int, str], list[MadeCard]]:
    """Return the cards there are of these templates, by note and template."""
    ids = {types.template_ids[each.uid]: each.uid for each in before.templates}
    ids = {number: uid for number, uid in ids.items() if uid in touched}
    found: dict[tuple[int, str], list[MadeCard]] = {}
    for card in note_types.cards_of_templates(conn, list(ids)):
        found.setdefault((card.note_id, ids[card.template_id]), []).append(card)
    return found


def _look_at(
    found: Difference,
    note_id: int,
    texts: Sequence[str],
    moved: Sequence[str],
    asking: Sequence[tuple[str, Asked]],
    present: dict[tuple[int, str], list[MadeCard]],
    removed: Sequence[int],
) -> None:
    new = gone = 0
    shows = False
    for uid, asked in asking:
        wanted, there = asked(moved), present.get((note_id, uid), ())
        lost = [card for card in there if card.ordinal not in wanted]
        if lost:
            shows = found.lose(lost) or shows
            gone += len(lost)
        new += len(wanted) - len(there) + len(lost)
    if new or gone:
        found.new += new
        found.affected.append(note_id)
        if gone > new:
            found.losing[note_id] = gone - new
    if any(place < len(texts) and texts[place].strip() for place in removed):
        found.texts_lost += 1
        shows = True
    if shows:
        found.show(texts)


def _moved(texts: Sequence[str], former: Sequence[int | None]) -> Sequence[str]:
    """Return a note's texts in the places the fields have now."""
    return [texts[place] if place is not None and place < len(texts) else "" for place in former]


def _nothing(_texts: Sequence[str]) -> Sequence[int]:
    return ()


def _asked(note_type: NoteType, template: Template) -> Asked:
    """Return what tells the cards of one template; each way of being filled is tried once."""
    names = {name: place for place, name in enumerate(note_type.fields)}
    if note_type.kind is NoteKind.CLOZE:
        places = [names[name] for name in cloze_fields(template.question) if name in names]
        return lambda texts: sorted({n for at in places for n in cloze_numbers(texts[at])})
    relevant = [name for name in asked_fields(template.question) if name in names]
    known: dict[tuple[bool, ...], Sequence[int]] = {}

    def asked(texts: Sequence[str]) -> Sequence[int]:
        key = tuple(is_filled(texts[names[name]], note_type.markup) for name in relevant)
        if key not in known:
            filled = dict(zip(relevant, key, strict=True))
            known[key] = (0,) if asks(template.question, filled) else ()
        return known[key]

    return asked


def _bare(conn: Connection, found: Difference) -> int:
    """Return how many notes would have lost their last card."""
    losing, bare = list(found.losing), 0
    for start in range(0, len(losing), _BATCH):
        batch = losing[start : start + _BATCH]
        counts = dict.fromkeys(batch, 0)
        for card in note_types.cards_of_notes(conn, batch):
            counts[card.note_id] += 1
        bare += sum(counts[note_id] <= found.losing[note_id] for note_id in batch)
    return bare
