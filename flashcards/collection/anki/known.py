"""Brings notes up to date that came from Anki before; what was edited here stays."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from flashcards.collection.anki import keeping
from flashcards.collection.anki.adding import (
    NewCards,
    keep_memories,
    placed,
    tags_of,
    texts_of,
)
from flashcards.collection.anki.coming_back import come_back
from flashcards.collection.anki.fitness import first_field
from flashcards.collection.anki.keeping import KeptLog
from flashcards.collection.anki.merging import Theirs
from flashcards.collection.anki.under_way import Known, Owned, UnderWay
from flashcards.collection.anki.uniting import Pair, unite
from flashcards.collection.cleaning import clean_tags
from flashcards.collection.note_types.changing import change_without_loss
from flashcards.formats.wording import quoted
from flashcards.model.messages import message
from flashcards.model.notes import Note
from flashcards.store import cards, notes, origins, taking_in
from flashcards.store.origins import Origin

_OTHER_TYPE: Final = message("note that is here with another note type")
_STAYS: Final = message("note whose note type was exchanged")


def update(state: UnderWay, there: Mapping[str, Note], old: Sequence[Owned]) -> None:
    """Take over what changed there and was not changed here, field by field, card by card."""
    if not old:
        return
    keep_memories(state)  # a note may be there twice
    kept = origins.of_notes(state.conn, [each.note.guid for each in old])
    exchanged = [
        each
        for each in old
        if each.theirs.note_type.id != _type_of(there, each)
        and not state.from_others
        and _is_exchanged(state, each, there[each.note.guid], kept.get(each.note.guid))
    ]
    if exchanged:
        there = _with_types_exchanged(state, exchanged, there)
    anew = {each.note.guid for each in exchanged}
    now, here = state.work.now_ms, _Cards(state, [there[each.note.guid] for each in old])
    rows, fresh, renewed = [], list[Origin](), list[Origin]()
    alike = [each for each in old if each.theirs.note_type.id == _type_of(there, each)]
    _tell_others(state, there, old)
    logs = _logs(state, alike)
    own_guids = [note.guid for note, theirs, _ in alike if theirs.own and note.guid not in kept]
    former = taking_in.former_texts(state.conn, own_guids) if own_guids else {}
    for note, theirs, found in alike:
        own, before = there[note.guid], kept.get(note.guid)
        texts, tags = texts_of(state, theirs, note), tags_of(note.tags)
        owned = list(placed(state, theirs, found, texts[0]))
        here.take(own, owned, before)
        came = owned if state.choices.with_learning else []
        said = keeping.origin(note, tags, texts, came, [logs[each.card.id] for each in came])
        count = len(theirs.note_type.fields)
        mine = (" ".join(own.tags), *own.fields, *[""] * (count - len(own.fields)))
        known = json.loads(before.texts) if before else []
        if note.guid in anew:
            known = _known_anew(mine, theirs, known)
        wanted = tags
        if theirs.own and before is None:
            texts, known = come_back(state, own, theirs, note, texts, former)
            said = said._replace(texts=json.dumps(keeping.digests(tags, texts)))
            wanted = " ".join(clean_tags([*own.tags, tags]))
        merged = _merged(mine, (wanted, *texts), (-1, *theirs.places), known)
        if before is None:
            fresh.append(said)
        elif (newer := _renewed(before, said, anew)) != before:
            renewed.append(newer)
        if merged != mine:
            key = notes.first_key(merged[1])
            rows.append((notes.stored_fields(merged[1:]), merged[0], key, now, own.id))
    notes.update(state.conn, rows)
    changed = here.write().union(row[-1] for row in rows)
    changed.update(there[each.note.guid].id for each in alike if each.note.guid in anew)
    origins.add(state.conn, fresh, now)
    origins.replace(state.conn, renewed, now)
    state.tally.updated += len(changed)
    state.tally.unchanged += len(old) - len(changed)


def _tell_others(state: UnderWay, there: Mapping[str, Note], old: Sequence[Owned]) -> None:
    """Tell of notes that cannot follow a deck of another program, since their type is another."""
    if not state.from_others:
        return
    for note, theirs, _ in old:
        if there[note.guid].note_type_id != theirs.note_type.id:
            said = quoted(there[note.guid].fields[0])
            what = message(
                "{note} is here with another note type and stays as it is. Change its type to "
                "“{note_type}”, then import again.",
                note=said,
                note_type=theirs.note_type.name,
            )
            state.problems.add(0, what, _OTHER_TYPE)


def _type_of(there: Mapping[str, Note], each: Owned) -> int:
    return there[each.note.guid].note_type_id


def _is_exchanged(state: UnderWay, each: Owned, own: Note, before: Origin | None) -> bool:
    """Whether a note's type changed there and not here, by the templates its cards came with."""
    came = {uid for _, uid, _ in json.loads(before.cards)} if before is not None else set()
    here, there = state.types.by_id[own.note_type_id], each.theirs.note_type
    return not came.isdisjoint(part.uid for part in here.templates) and came.isdisjoint(
        part.uid for part in there.templates
    )


def _with_types_exchanged(
    state: UnderWay, exchanged: Sequence[Owned], there: Mapping[str, Note]
) -> Mapping[str, Note]:
    """Make notes those of the type they have there now, and return all notes as they are then.

    Notes stay as they are, which is told, where a text or an answered card would go.
    """
    by_type: dict[str, list[int]] = {}
    for each in exchanged:
        by_type.setdefault(each.theirs.note_type.uid, []).append(there[each.note.guid].id)
    left = set[int]()
    for uid, ids in by_type.items():
        left |= change_without_loss(state.conn, ids, uid)
    for each in exchanged:
        if there[each.note.guid].id in left:
            said = quoted(first_field(each.note))
            what = message("{note} has another note type there and stays as it is.", note=said)
            state.problems.add(0, what, _STAYS)
    changed = notes.notes_with_guids(state.conn, [each.note.guid for each in exchanged])
    return {**there, **changed}


def _known_anew(mine: Sequence[str], theirs: Theirs, known: Sequence[str]) -> list[str]:
    """Return the digests that fields came with where a note is of another type now.

    What stands in a field here came from there if any field that came stood so.
    """
    here, came = keeping.digests(mine[0], mine[1:]), {*known, *keeping.digests("", [""])}
    return [known[0] if known else ""] + [
        here[place + 1] if place >= 0 and here[place + 1] in came else "" for place in theirs.places
    ]


def _renewed(before: Origin, said: Origin, anew: Collection[str]) -> Origin:
    return said if said.guid in anew else keeping.renewed(before, said)


def _logs(state: UnderWay, old: Sequence[Owned]) -> dict[int, KeptLog]:
    """Return what is to be kept of the logs of cards, by Anki's ids."""
    ids = [card.id for each in old for card in each.cards]
    return dict(zip(ids, keeping.kept_logs(state.logs.of(ids), len(ids)), strict=True))


def _merged(
    mine: Sequence[str], theirs: Sequence[str], places: Sequence[int], known: Sequence[str]
) -> tuple[str, ...]:
    """Return tags and fields with theirs wherever mine is as it came last, by its digest.

    ``places`` are those here of their fields. Tags come first.
    """
    here, merged = keeping.digests(mine[0], mine[1:]), list(mine)
    for number, (their, before) in enumerate(zip(theirs, known, strict=False)):
        place = places[number] + 1
        if (place or not number) and before == here[place]:
            merged[place] = their
    return tuple(merged)


class _Cards:
    """The cards of notes that are here: those that came before are united, others come in."""

    def __init__(self, state: UnderWay, own: Sequence[Note]) -> None:
        self._state = state
        note_ids, guids = [note.id for note in own], [note.guid for note in own]
        self._here = {
            (note_id, template_id, ordinal): card_id
            for note_id, card_id, template_id, ordinal in cards.cards_of_notes(state.conn, note_ids)
        }
        self._note_of = {card_id: key[0] for key, card_id in self._here.items()}
        self._pairs: list[Pair] = []
        self._new = NewCards(state, guids)
        self._grown: set[int] = set()

    def take(self, own: Note, owned: Sequence[Known], before: Origin | None) -> None:
        """Take the cards of a note, which is ``own`` here."""
        kept = keeping.kept(before) if before is not None else None
        for known in owned:
            template_id = self._state.types.template_ids[known.template_uid]
            card_id = self._here.get((own.id, template_id, known.ordinal))
            place = known.template_uid, known.ordinal
            number = kept.card_ids.get(place) if kept else None
            if card_id is not None:
                stood = kept.cards.get(number) if kept and number is not None else None
                self._pairs.append(Pair(card_id, known, stood))
            elif number is None:  # else somebody let it go here
                self._new.take(own.id, own.guid, known)
                self._grown.add(own.id)

    def write(self) -> set[int]:
        """Write what is new of the cards; return the notes of which something is."""
        changed = unite(self._state, self._pairs)
        self._new.write()
        self._state.decks.met.update(cards.decks_of(self._state.conn, list(self._note_of)).values())
        return {self._note_of[card_id] for card_id in changed} | self._grown
