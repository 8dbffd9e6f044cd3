"""Takes in what another machine says: rows, then the log, then what follows from both."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flashcards.collection.files.checking import replay_cards
from flashcards.collection.syncing import following, kept_presets, kept_templates
from flashcards.collection.syncing.placing import Placing, usual_preset
from flashcards.collection.syncing.seeing import Unseen
from flashcards.model.ids import device_number
from flashcards.model.messages import message
from flashcards.store import card_names, notes, taking_in, undo, verify
from flashcards.store.operation import operation
from flashcards.store.store import Connection, Store
from flashcards.store.syncing import (
    anchoring,
    bearers,
    claims,
    conflicts,
    former_fields,
    kinds,
    loading,
    log_rows,
    lookups,
    named_articles,
    owners,
    records,
    returned_rows,
    rows,
    stamping,
    told,
    told_since,
    type_conflicts,
    undoing,
    used_elsewhere,
    whole,
)
from flashcards.store.syncing.gathering import HISTORY
from flashcards.store.syncing.kinds import RowKind
from flashcards.store.syncing.loading import Known
from flashcards.store.syncing.names import Names
from flashcards.sync.lineage import note_of
from flashcards.sync.registers import TEXT, Register, State, is_gone, merge
from flashcards.sync.said import by_kind
from flashcards.sync.values import Segment

_AT_ONCE = 500

_IN_TURN = (
    kinds.PLANS, kinds.SOURCES, kinds.MEDIA, kinds.READINGS, kinds.ORIGINS, kinds.ORIGIN_OPTIONS
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Taken:
    """What a segment brought."""

    conflicts: int = 0
    """Fields that were changed on both sides."""
    reviews: int = 0
    has_double: bool = False
    """Whether somebody else writes under the name of this device."""


def take_in(
    store: Store, segment: Segment, tell: Callable[[Connection], None],
    unseen: Unseen | None = None,
) -> Taken:  # fmt: skip
    """Make what a segment says part of the collection, all of it or nothing.

    What others wrote ``possible`` has looked at before. ``unseen`` goes with a snapshot, in which
    the steps are missing that led to what it says. ``tell`` puts what is new here into segments of
    our own first. Undo leaves what comes alone, and puts nothing in its place afterwards. Raises
    UserError, and one of ``expected.IMPOSSIBLE`` for what only then shows that no program of ours
    has written it.
    """
    segment.facts = former_fields.as_now(segment.facts)
    label = message("Sync")
    with store.writing(label, undoable=False) as conn:
        operation(conn).step.merged = True
        tell(conn)
        before = undo.largest_ids(conn)
        operation(conn).step.known_elsewhere = used_elsewhere.also_made_by(conn, segment)
        merging = _Merging(conn, segment, unseen)
        merging.take_in()
        said = merging.said.get("notes", {})
        if operation(conn).has_steps:
            undoing.step_aside(conn, operation(conn).step, before, said, following.makes_same)
        else:
            returned_rows.drop(conn)
        records.set_marks(conn)
    return Taken(merging.conflicts, merging.reviews, merging.has_double)


class _Merging:
    def __init__(self, conn: Connection, segment: Segment, unseen: Unseen | None) -> None:
        self.conn = conn
        self.segment = segment
        self.unseen = unseen
        self.names = Names(conn)
        self.conflicts = 0
        self.reviews = 0
        self.own = records.own_uid(conn)
        self.has_double = False
        self.said = by_kind(segment)
        self.noted_cards = {note_of(uid) for uid in self.said.get("cards", {})}
        """The notes (by guid) whose cards are spoken of."""
        self.reworded: set[int] = set()
        """Notes (by id) whose cards may be others now."""
        self.settled: set[tuple[str, int]] = set()
        """Rows (kind and id) that went, and of which all that is known is kept."""
        self.written: dict[tuple[str, int], State] = {}
        """What was written into rows that were there before."""
        self.replay: set[int] = set()
        """Cards whose memory follows from more than it did."""
        self.replaced: dict[tuple[str, str, str], Register] = {}
        """Texts of notes that stood here: guid, field, text."""
        self.came: log_rows.Taken | None = None
        """The rows of the log that were new."""
        self.largest_card = lookups.largest_card(conn)

    def take_in(self) -> None:
        whole.remember(self.conn, self.segment)
        self._rules()
        for kind in _IN_TURN:
            self._simple(kind)
        self.sources = rows.ids_by_uid(self.conn, "sources")
        self.texts = anchoring.texts_of(self.conn)
        self.articles = {*self.said.get("sources", {}), *told_since.articles(self.conn)}
        self._simple(kinds.HIGHLIGHTS)
        self.decks = self._decks()
        claims.hear(self.conn, claims.said_in(self.segment.facts))
        self._log()
        self._notes()
        whole.take_history(self.conn, self.said.get(HISTORY, {}), self.segment.devices)
        self._cards(self._merged(kinds.CARDS))
        self._simple(kinds.PASSAGES)
        self.reworded |= told_since.take_up(self.conn)
        self._reconcile()
        self._hide_bare()
        self._owners()
        self._settle(kinds.DECKS, *self.decks.lay_out())
        self._places()
        stamping.put_away(self.conn, operation(self.conn), self.settled, self.written)
        self._follow()

    # What is written to be found -------------------------------------------------------------

    def _merged(self, kind: RowKind) -> dict[str, Known]:
        """Return what is known of the rows that the segment speaks of, with what it says."""
        said = self.said.get(kind.name, {})
        found = loading.load(self.conn, kind, list(said), self.names) if said else {}
        for uid, theirs in said.items():
            known = found.setdefault(uid, Known(None, {}))
            self._merge_one(kind, uid, known, theirs)
        return found

    def _merge_one(self, kind: RowKind, uid: str, known: Known, theirs: State) -> None:
        merged = merge(known.state, theirs)
        if kind is kinds.NOTES:
            stood = {name: known.state[name] for name in merged.won & known.state.keys()}
            self.replaced.update(
                ((uid, name, each.value), each)
                for name, each in stood.items()
                if name.startswith(TEXT)
            )
            if self.unseen is not None:
                self.unseen.settle(uid, merged)
        known.state = merged.state
        own = device_number(self.own)
        self.has_double |= any(merged.state[name].device == own for name in merged.won)
        if kind is kinds.NOTES and (merged.lost or merged.beaten):
            self.conflicts += conflicts.keep(self.conn, uid, merged)
        elif merged.lost or merged.beaten:
            type_conflicts.keep(self.conn, kind, uid, merged)
        if kind in type_conflicts.OF_SETTINGS:
            won = ((kind.name, uid, name, merged.state[name].value) for name in merged.won)
            type_conflicts.settle(self.conn, won)

    def _settle(self, kind: RowKind, found: Mapping[str, Known], ids: Mapping[str, int]) -> None:
        """Keep the stamps of rows that are there now, and the rest for when they can be."""
        self.names = Names(self.conn)
        loading.settle(
            self.conn, kind, {ids[uid]: known for uid, known in found.items() if uid in ids},
            self.names,
        )  # fmt: skip
        records.drop_states(self.conn, kind, ids)
        waiting = [(uid, known.state, True) for uid, known in found.items() if uid not in ids]
        records.put_states(self.conn, kind, waiting)
        gone = [
            known.row for uid, known in found.items() if uid not in ids and known.row is not None
        ]
        records.drop_stamps(self.conn, kind, gone)
        self.settled.update((kind.name, number) for number in gone)
        self.written.update(
            ((kind.name, known.row), known.state)
            for uid, known in found.items()
            if uid in ids and known.row is not None
        )

    # Rules, presets, types ---------------------------------------------------------------------

    def _rules(self) -> None:
        found = self._merged(kinds.LEARNER)
        for known in found.values():
            rows.put_learner(self.conn, known.state)
        self._settle(kinds.LEARNER, found, dict.fromkeys(found, 1))
        self._presets()
        self._types()

    def _presets(self) -> None:
        said = self.said.get("presets", {})
        if not said and not records.kept_though_gone(self.conn, kinds.PRESETS):
            return
        found = loading.load_all(self.conn, kinds.PRESETS, self.names)
        for uid, theirs in said.items():
            self._merge_one(kinds.PRESETS, uid, found.setdefault(uid, Known(None, {})), theirs)
        kept = kept_presets.kept({uid: known.state for uid, known in found.items()})
        ids = {uid: rows.put_preset(self.conn, uid, found[uid]) for uid in kept}
        usual = ids[usual_preset(kept)]
        for uid, known in found.items():
            if uid not in kept and known.row is not None:
                lookups.replace_preset(self.conn, known.row, usual, self.names)
                rows.delete(self.conn, "presets", [known.row])
        self._settle(kinds.PRESETS, found, ids)

    def _types(self) -> None:
        found = self._merged(kinds.NOTE_TYPES)
        asked = {
            str(register.value)
            for state in self.said.get("notes", {}).values()
            if (register := state.get("type")) is not None
        }
        missing = loading.load(
            self.conn, kinds.NOTE_TYPES, [uid for uid in asked if uid not in found], self.names
        )
        found |= {uid: known for uid, known in missing.items() if known.row is None}
        kept = records.kept_though_gone(self.conn, kinds.NOTE_TYPES)
        beside = {*kept, *told_since.renamed_types(self.conn)} - found.keys()
        found |= loading.load(self.conn, kinds.NOTE_TYPES, sorted(beside), self.names)
        before = Names(self.conn)
        before.remember_types()
        ids: dict[str, int] = {}
        for uid, known in found.items():
            used = uid in asked or (
                known.row is not None and lookups.has_notes(self.conn, known.row)
            )  # fmt: skip
            if (used or not is_gone(known.state)) and "name" in known.state:
                ids[uid] = rows.put_note_type(self.conn, uid, known)
        changed = {uid for uid in ids if found[uid].row is not None}
        self._settle(kinds.NOTE_TYPES, found, ids)
        self.names = before  # templates still show fields by the names these had
        self._templates(set(ids), changed)
        lookups.delete_types(
            self.conn, [known.row for uid, known in found.items() if uid not in ids and known.row]
        )

    def _templates(self, types_there: set[str], changed_types: set[str]) -> None:
        found = self._merged(kinds.TEMPLATES)
        said = set(found)
        concerned = types_there | {kept_templates.type_of(known.state) for known in found.values()}
        for uid, state in records.all_states(self.conn, kinds.TEMPLATES).items():
            if kept_templates.type_of(state) in concerned:
                found.setdefault(uid, Known(None, state))
        beside = [
            uid for uid in lookups.templates_of(self.conn, concerned) if uid not in found
        ]  # fmt: skip
        found |= loading.load(self.conn, kinds.TEMPLATES, beside, self.names)
        types = rows.ids_by_uid(self.conn, "note_types")
        kept = kept_templates.kept({uid: known.state for uid, known in found.items()})
        ids: dict[str, int] = {}
        for uid, known in found.items():
            type_uid = kept_templates.type_of(known.state)
            if uid in kept:
                number = rows.put_template(self.conn, uid, known, types)
                if number is not None:
                    ids[uid] = number
                    if known.row is None or uid in said:
                        changed_types.add(type_uid)
            elif known.row is not None:
                changed_types.add(type_uid)
                lookups.delete_cards_of_template(self.conn, known.row)
                rows.delete(self.conn, "templates", [known.row])
        self._settle(kinds.TEMPLATES, found, ids)
        for uid in changed_types:
            if uid in types:
                self.reworded.update(lookups.notes_of_type(self.conn, types[uid]))

    # Rows that nothing follows from ------------------------------------------------------------

    def _simple(self, kind: RowKind) -> None:
        found = self._merged(kind)
        if kind in (kinds.PASSAGES, kinds.HIGHLIGHTS):
            self._add_waiting(kind, found)
            self._add_moved(kind, found)
        if not found:
            return
        note_ids = notes.ids_of(self.conn, found) if kind is kinds.PASSAGES else {}
        ids: dict[str, int] = {}
        gone: list[int] = []
        for uid, known in found.items():
            number = None if is_gone(known.state) else self._put(kind, uid, known, note_ids)
            if number is not None:
                ids[uid] = number
            elif known.row is not None:
                gone.append(known.row)
        if gone and kind is kinds.SOURCES:
            named_articles.forget(self.conn, gone)
        rows.delete(self.conn, kind.name, gone)
        self._settle(kind, found, ids)

    def _add_waiting(self, kind: RowKind, found: dict[str, Known]) -> None:
        """What waited for a note or an article that has come."""
        if not self.articles and not (kind is kinds.PASSAGES and self.said.get("notes")):
            return
        for uid, state in records.all_states(self.conn, kind).items():
            found.setdefault(uid, Known(None, state))

    def _add_moved(self, kind: RowKind, found: dict[str, Known]) -> None:
        """What stands in articles that may have another text now."""
        there = anchoring.in_articles(self.conn, kind, self.said.get("sources", {}))
        others = [uid for uid in there if uid not in found]
        found |= loading.load(self.conn, kind, others, self.names)

    def _put(
        self, kind: RowKind, uid: str, known: Known, note_ids: Mapping[str, int]
    ) -> int | None:
        conn = self.conn
        if kind is kinds.PLANS:
            return rows.put_plan(conn, uid, known)
        if kind is kinds.SOURCES:
            return rows.put_source(conn, uid, known)
        if kind is kinds.MEDIA:
            return rows.put_media(conn, uid, known)
        if kind is kinds.READINGS:
            return rows.put_reading(conn, uid, known)
        if kind is kinds.ORIGINS:
            return rows.put_origin(conn, uid, known)
        if kind is kinds.ORIGIN_OPTIONS:
            return rows.put_origin_option(conn, uid, known)
        if kind is kinds.HIGHLIGHTS:
            return rows.put_highlight(conn, uid, known, self.sources, self.texts)
        return rows.put_passage(conn, known, note_ids.get(uid), self.sources, self.texts)

    def _places(self) -> None:
        for uid, state in self.said.get("reading_places", {}).items():
            register = state.get("all")
            if register is not None:
                rows.put_place(self.conn, uid, register.stamp, register.value)

    def _decks(self) -> Placing:
        """Write the decks there are, as far as is known before cards are in their places."""
        found = loading.load_all(self.conn, kinds.DECKS, self.names)
        for uid, theirs in self.said.get("decks", {}).items():
            known = found.setdefault(uid, Known(None, {}))
            self._merge_one(kinds.DECKS, uid, known, theirs)
        waiting = records.states_of_notes(self.conn, self.said.get("notes", {}))
        return Placing(self.conn, found, [*self.said.get("cards", {}).values(), *waiting.values()])

    # The log ------------------------------------------------------------------------------------

    def _log(self) -> None:
        block = self.segment.log
        if block is None:
            return
        self.came = taken = log_rows.localized(self.conn, block, self.segment.devices)
        self.has_double |= self.own in taken.writers
        from flashcards.collection.syncing import counting  # late: numpy, for those with a log

        counting.write(self.conn, taken)
        self.replay |= taken.card_ids
        operation(self.conn).step.replayed = frozenset(taken.card_ids)
        self.reviews = len(taken.table)

    # Notes and cards ----------------------------------------------------------------------------

    def _notes(self) -> None:
        found = self._merged(kinds.NOTES)
        naming = named_articles.named_by(self.conn, self.articles) if self.articles else ()
        missing = [guid for guid in naming if guid not in found]
        found |= loading.load(self.conn, kinds.NOTES, missing, self.names)
        bare = records.states(self.conn, kinds.NOTES, self.noted_cards - found.keys())
        found |= {guid: Known(None, state) for guid, state in bare.items()}
        there = {uid: known for uid, known in found.items() if not is_gone(known.state)}
        types = notes.note_types(self.conn)
        ids = rows.put_notes(
            self.conn, there, {uid: each.id for uid, each in types.by_uid.items()},
            {each.id: each.field_uids for each in types.by_id.values()}, self.sources,
        )  # fmt: skip
        self.reworded.update(
            ids[uid]
            for uid, known in there.items()
            if uid in ids and (known.row is not None or uid not in self.noted_cards)
        )
        gone = [known.row for uid, known in found.items() if uid not in ids and known.row]
        notes.delete(self.conn, gone)
        returned = {uid for uid in ids if found[uid].row is None}
        if returned:
            taking_in.out_of_bin(self.conn, list(returned), [])
        new = {guid: found[guid].state for guid in returned}
        doubtful = following.doubtful(self.conn, types, new, self.said.get("cards", {}))
        self.reworded.update(ids[guid] for guid in doubtful)
        self.fresh = {ids[guid] for guid in returned}
        self._settle(kinds.NOTES, found, ids)

    def _cards(self, found: Mapping[str, Known], *, made: bool = False) -> None:
        """Write cards whose notes are there and of a type that has their templates.

        Those that are not there wait, unless their notes are known to make them: ``made``.
        """
        if not found:
            return
        named = {uid: bearers.card_name(uid) for uid in found}
        note_ids = notes.ids_of(self.conn, {name[0] for name in named.values()})
        templates = lookups.templates_of_types(self.conn)
        types = lookups.types_of_notes(self.conn, list(note_ids.values()))
        numbers = bearers.known_ids(self.conn, named.values())
        taken = lookups.living_cards(self.conn, numbers.values())
        following = notes.next_id(self.conn, "cards")
        ids: dict[str, int] = {}
        changed, added, gone = [], [], []
        for uid, known in found.items():
            guid, template, _ = named[uid]
            note, place = note_ids.get(guid), templates.get(template)
            fits = note is not None and place is not None and types[note] == place[1]
            if is_gone(known.state) or not fits or note is None or place is None:
                if known.row is not None:
                    gone.append(known.row)
                continue
            if known.row is None and not made and (note in self.reworded or note not in self.fresh):
                self.reworded.add(note)
                continue
            facts = rows.card_facts(self.conn, uid, known.state, self.decks.of(known.state))
            if known.row is None:
                number = numbers.get(named[uid])
                if number is None or number in taken:
                    number, following = following, following + 1
                else:
                    self.replay.add(number)
                added.append((number, uid, note, place[0], facts))
                ids[uid] = number
            else:
                changed.append((known.row, facts))
                ids[uid] = known.row
        rows.put_cards(self.conn, changed)
        rows.add_cards(self.conn, added)
        returned = [row[0] for row in added if row[0] in self.replay]
        if added:  # what is there again is in the bin no longer
            taking_in.out_of_bin(self.conn, [], returned, [row[1] for row in added])
        rows.count_as_returned(self.conn, returned)
        self.replay.update(row[0] for row in changed)
        rows.delete(self.conn, "cards", gone)
        self._settle(kinds.CARDS, found, ids)

    def _reconcile(self) -> None:
        """Give notes that changed the cards that follow, whatever came first."""
        found = following.Following(self.conn, self.reworded)
        self._cards({uid: Known(None, state) for uid, state in found.waiting().items()}, made=True)
        found.reconcile(self.decks.recovered)

    def _hide_bare(self) -> None:
        """Notes are not there without cards; what is known of them waits for one."""
        guids = self.said.get("notes", {}).keys() | self.noted_cards
        numbers = {*notes.ids_of(self.conn, guids).values(), *self.reworded}
        bare = lookups.bare_notes(self.conn, numbers)
        if bare:
            notes.delete(self.conn, bare)
        conflicts.keep_unshown(self.conn, self.replaced, self.fresh)

    def _owners(self) -> None:
        """Let rows of the log be where they belong: with what their cards became."""
        step = operation(self.conn).step
        card_names.keep_now(self.conn, step.number)
        told.keep_last(self.conn, step.number)
        moved = owners.settle(self.conn, self.segment, step.number, self.largest_card)
        if moved:
            self.came = None  # they may lie elsewhere now
            self.replay |= moved
            step.recount = True
            step.replayed |= moved

    def _follow(self) -> None:
        """Bring memory, moments and counts of cards to where the log leads now."""
        numbers = sorted(lookups.living_cards(self.conn, self.replay))
        for start in range(0, len(numbers), _AT_ONCE):
            some = numbers[start : start + _AT_ONCE]
            logs = {} if self.came is None else self.came.logs(some)
            logs |= verify.log_by_card(self.conn, [each for each in some if each not in logs])
            found = replay_cards(self.conn, some, logs)
            verify.set_replayed(self.conn, [*found.items()])
        if operation(self.conn).step.recount:
            verify.set_counts(self.conn)
        else:
            verify.set_counts_of(self.conn, numbers)
