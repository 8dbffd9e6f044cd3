"""Brings decks and notes back from the bin, with all that was learnt."""

from collections.abc import Iterable, Sequence
from typing import Any

from flashcards.collection.cleaning import free_name
from flashcards.collection.decks.cards_of import RECOVERED, Place, Wanted, places, reconcile
from flashcards.collection.decks.organising import required_deck
from flashcards.collection.decks.reviving import revive
from flashcards.collection.plans.holidays import keep_free
from flashcards.model.binned import BinEntry, DeckContents, Restored, Revision
from flashcards.model.binning import BinKind
from flashcards.model.errors import UserError
from flashcards.model.ids import NoteId, PresetId
from flashcards.model.messages import Message, message, plural_message
from flashcards.store import (
    articles,
    binned,
    cards,
    decks,
    fields,
    in_step,
    media_care,
    notes,
    presets,
    revisions,
    taking_in,
)
from flashcards.store.operation import Progress, operation
from flashcards.store.schema import FIELD_SEPARATOR
from flashcards.store.store import Connection, Store

Body = dict[str, Any]


def entries(store: Store) -> list[BinEntry]:
    """Return what the bin holds, newest first."""
    with store.reading() as conn:
        return binned.entries(conn)


def deck_contents(store: Store, name: str) -> DeckContents:
    """Return what would go with a deck."""
    with store.reading() as conn:
        tree = decks.subtree(conn, required_deck(conn, name).name)
        counts = decks.contents(conn, [deck.id for deck in tree])
    return DeckContents(len(tree), *counts)


def empty(store: Store, entry_ids: Sequence[int] | None) -> int:
    """Let entries of the bin (all for None) go for good; return how many went. One undo step."""
    with store.writing(
        message("Empty bin") if entry_ids is None else message("Delete for good")
    ) as conn:
        chosen = [entry.id for entry in binned.entries(conn)]
        if entry_ids is not None:
            chosen = [one for one in chosen if one in set(entry_ids)]
        binned.remove(conn, chosen)
    return len(chosen)


def revisions_of(store: Store, note_id: int) -> list[Revision]:
    """Return what the fields of a note said before, the last first."""
    with store.reading() as conn:
        found = notes.get_notes(conn, [note_id])
        if not found:
            raise UserError(message("This note does not exist any more."))
        return revisions.of_note(conn, found[0].guid)


def restore(store: Store, entry_id: int, progress: Progress | None = None) -> Restored:
    """Bring back what one deletion took; return how much that was. One undo step.

    A deck that has been made anew meanwhile, or a note imported again, takes in what belongs to it:
    what the learner has written since stays, and a card answered since keeps its new past.
    Raises UserError when the entry is not in the bin any more.
    """
    with store.reading() as conn:
        entry = _required(conn, entry_id)
    with store.writing(_label(entry), progress=progress) as conn:
        entry = _required(conn, entry_id)
        if entry.kind is BinKind.MEDIA:
            return _restored_files(conn, entry)
        return _Return(conn, entry).all()


def restore_notes(conn: Connection, guids: Iterable[str]) -> None:
    """Bring back these notes alone, where the bin has them, as part of an operation under way.

    What else went with them stays in the bin. Raises UserError when their note type is gone.
    """
    wanted = frozenset(guids)
    for entry_id in binned.entries_with_notes(conn, list(wanted)):
        entry = binned.entry(conn, entry_id)
        if entry is not None:
            _Return(conn, entry, wanted).notes_alone()


def bring_back(store: Store, guid: str) -> NoteId:
    """Bring one note back as it was when it was deleted; return its id. One undo step.

    Nothing is done where it is there. Raises UserError where the bin does not have it any more.
    """
    with store.writing(plural_message(1, "Restore note", "Restore {count} notes")) as conn:
        if not notes.ids_of(conn, [guid]):
            restore_notes(conn, [guid])
        found = notes.ids_of(conn, [guid]).get(guid)
        if found is None:
            raise UserError(
                message("This note is gone for good: the bin does not have it any more."),
                message("Add it as a new one."),
            )
    return NoteId(found)


def _restored_files(conn: Connection, entry: BinEntry) -> Restored:
    count = media_care.bring_back(conn, binned.bodies(conn, entry.id, "media"))
    binned.keep_rest(conn, entry.id, [])
    return Restored(0, 0, 0, count)


def _required(conn: Connection, entry_id: int) -> BinEntry:
    found = binned.entry(conn, entry_id)
    if found is None or found.kind is BinKind.PART:
        raise UserError(message("This is not in the bin any more."), message("Open the bin again."))
    return found


def _label(entry: BinEntry) -> Message:
    if entry.kind is BinKind.DECK:
        return message("Restore deck")
    if entry.kind is BinKind.MEDIA:
        return plural_message(entry.files, "Restore media file", "Restore {count} media files")
    return plural_message(entry.notes, "Restore note", "Restore {count} notes")


class _Return:
    """One entry of the bin on its way back."""

    def __init__(
        self, conn: Connection, entry: BinEntry, only: frozenset[str] | None = None
    ) -> None:
        self._conn, self._entry, self._only = conn, entry, only
        self._work = operation(conn)
        self._now = self._work.now_ms
        self._decks: dict[str, int] = {}
        self._sources: dict[str | None, tuple[int, str] | None] = {}
        self._known: dict[str, Body] = {}
        """What notes say by now, by guid, where other machines wrote something else."""

    def all(self) -> Restored:
        """Put back decks, notes, cards and passages, and take the entry out of the bin."""
        made = sum(self._deck(uid, body) for uid, body in self._bodies("decks"))
        added, back, left = self._all_of_notes()
        binned.keep_rest(self._conn, self._entry.id, left)
        return Restored(made, added, len(back))

    def notes_alone(self) -> None:
        """Put back the notes asked for, with their cards and passages, and the decks of these."""
        guids = [guid for guid, _ in self._bodies("notes")]
        _, back, left = self._all_of_notes()
        if len(guids) == self._entry.notes and not self._entry.decks:
            binned.keep_rest(self._conn, self._entry.id, left)
        else:
            taking_in.out_of_bin(self._conn, guids, back)

    def _all_of_notes(self) -> tuple[int, list[int], list[str]]:
        """Put back notes; return how many, the ids of their cards, and the uids of cards left."""
        bodies = self._bodies("notes")
        self._ensure_types({body["type"] for _, body in bodies})
        self._known = in_step.notes_known(self._conn, bodies)
        added = self._notes(bodies)
        self._passages(added)
        back, left = self._cards(list(added.values()))
        keep_free(self._conn, back)
        return len(added), back, left

    def _bodies(self, kind: str) -> list[tuple[str, Body]]:
        found = binned.bodies(self._conn, self._entry.id, kind)
        if self._only is None:
            return found
        return [(uid, body) for uid, body in found if body.get("note", uid) in self._only]

    # Decks

    def _deck(self, uid: str, body: Body) -> bool:
        """Find the deck an entry means, or make it again; return whether it was made."""
        conn, name = self._conn, body["name"]
        found = decks.deck_with_uid(conn, uid) or decks.deck_named(conn, name)
        if found is None:
            self._parent(name)
            made = decks.ensure_deck(conn, name, self._now, uid)
            preset = self._preset(body["preset"])
            if preset is not None:
                decks.assign_preset(conn, [made.id], preset, self._now)
            decks.describe(conn, made.id, body["description"], self._now)
            if body["limits"]:
                limits = decks.limits_from_json(body["limits"])
                decks.set_limits(conn, made.id, limits, self._now)
        self._decks[uid] = made.id if found is None else found.id
        return found is None

    def _parent(self, name: str) -> None:
        """Make the deck above again as it was, where that is gone as well."""
        above = name.rpartition(decks.SEPARATOR)[0]
        if above and decks.deck_named(self._conn, above) is None:
            kept = binned.deck_named(self._conn, above)
            if kept is not None:
                self._deck(*kept)

    def _preset(self, uid: str) -> PresetId | None:
        """Return the preset of this uid, made again where it is gone."""
        known = {preset.uid: preset.id for preset in presets.all_presets(self._conn)}
        body = None if uid in known else binned.newest(self._conn, "presets", uid)
        if body is None:
            return known.get(uid)
        options = presets.options_from_json(body["options"], presets.day_start(self._conn))
        return presets.add_preset(
            self._conn, body["name"], options, self._now, uid, body["options"]
        )

    def _deck_of(self, body: Body) -> int:
        """Return the deck a card was in, made again where that is gone."""
        uid, name = body["deck"], body["deck_name"]
        if uid not in self._decks:
            kept = decks.deck_with_uid(self._conn, uid)
            if kept is not None:
                self._decks[uid] = kept.id
            else:
                empty_deck = {"name": name, "preset": "", "description": "", "limits": ""}
                self._deck(uid, binned.newest(self._conn, "decks", uid) or empty_deck)
        return self._decks[uid]

    # Notes

    def _ensure_types(self, uids: Iterable[str]) -> None:
        """Make note types again that are gone."""
        known = notes.note_types(self._conn)
        names = [each.name for each in known.by_id.values()]
        for uid in set(uids) - known.by_uid.keys():
            body = binned.newest(self._conn, "note_types", uid)
            if body is None:
                raise UserError(
                    message("The note type of these notes is gone."),
                    message("Restore a backup that has it."),
                )
            name = free_name(body["name"], names)
            names.append(name)
            notes.add_type(self._conn, uid, {**body, "name": name}, self._now)

    def _notes(self, bodies: Sequence[tuple[str, Body]]) -> dict[str, int]:
        """Add the notes that are not there; return the ids of these by guid."""
        conn = self._conn
        types, keys = notes.note_types(conn), fields.uids_of_types(conn)
        present = notes.notes_with_guids(conn, [guid for guid, _ in bodies])
        number = notes.next_id(conn, "notes")
        rows: list[notes.NoteRow] = []
        added: dict[str, int] = {}
        for guid, body in bodies:
            now = self._known.get(guid, body)
            texts = self._texts(guid, body, now, keys[now["type"]])
            if guid in present:
                self._keep_texts(guid, body, present[guid].fields, keys[body["type"]])
                continue
            added[guid] = number + len(rows)
            rows.append(
                (
                    added[guid], guid, types.by_uid[now["type"]].id,
                    notes.stored_fields(texts), now["tags"], notes.first_key(texts[0]),
                    self._source_of(body), body["heading"], body["created_ms"], self._now,
                )
            )  # fmt: skip
        notes.insert(conn, rows)
        return added

    def _texts(self, guid: str, body: Body, now: Body, keys: Sequence[str]) -> list[str]:
        """Return a note's texts in the order its type's fields have now.

        What it does not say any more, as in a field that the type has lost, is kept as what it said
        before.
        """
        old, new = (
            dict(zip(fields.uids(each["names"]), _split(each), strict=False))
            for each in (body, now)
        )
        for key, text in old.items():
            if text and (key not in keys or new.get(key, "") != text):
                self._keep_text(guid, key, text, body)
        return [new.get(key, "") for key in keys]

    def _keep_texts(
        self, guid: str, body: Body, now_there: Sequence[str], keys: Sequence[str]
    ) -> None:
        """Keep what a note said that was deleted and has come from elsewhere meanwhile."""
        for key, text, other in zip(keys, _split(body), now_there, strict=False):
            if text != other:
                self._keep_text(guid, key, text, body)

    def _keep_text(self, guid: str, key: str, text: str, body: Body) -> None:
        field = guid, key, revisions.KIND
        if not revisions.is_kept(self._conn, field, text):
            revisions.add(self._conn, self._work, field, text, body["created_ms"])

    def _source(self, uid: str | None) -> tuple[int, str] | None:
        if uid not in self._sources:
            self._sources[uid] = notes.source_with_uid(self._conn, uid)
        return self._sources[uid]

    def _source_of(self, body: Body) -> int | None:
        found = self._source(body["source"])
        if found is not None:
            return found[0]
        return notes.ensure_source(self._conn, body["title"] or "", self._now)

    def _passages(self, added: dict[str, int]) -> None:
        """Point notes that are back to their places in articles that are still there."""
        rows: list[tuple[object, ...]] = []
        for guid, body in self._bodies("passages"):
            found = self._source(body["source"])
            if guid not in added or found is None or not found[1]:
                continue
            source_id, text = found
            start = articles.nearest(text, body["quote"], body["start"] or 0)
            stop = None if start is None else start + len(body["quote"])
            columns = (body[key] for key in ("kind", "term", "heading"))
            rows.append(
                (
                    added[guid], source_id, *columns, start, stop, body["quote"], body["made"],
                    body["fresh_look"], body["former_quote"], body["former_until_ms"], self._now,
                )
            )  # fmt: skip
        articles.insert_again(self._conn, rows)

    # Cards

    def _cards(self, added: Sequence[int]) -> tuple[list[int], list[str]]:
        """Revive the cards whose notes ask for them; return their ids, and the uids of the rest.

        Notes just ``added`` get all their cards, also where another note took these over.
        """
        conn, types = self._conn, notes.note_types(self._conn)
        bodies = self._bodies("cards")
        own = {uid for uid, _ in bodies}
        bodies += self._learnt_elsewhere(bodies)
        ids = notes.ids_of(conn, {body["note"] for _, body in bodies})
        wanted: dict[int, list[Place]] = {
            note.id: places(types, types.by_id[note.note_type_id], note.fields)
            for note in notes.get_notes(conn, list({*ids.values(), *added}))
        }
        coming: dict[tuple[int, int, int], tuple[str, Body]] = {}
        for uid, body in bodies:
            note_id, template_id = ids.get(body["note"]), types.template_ids.get(body["template"])
            if note_id is not None and template_id is not None:
                place = (template_id, body["ordinal"])
                if place in wanted[note_id]:
                    coming[(note_id, *place)] = uid, body
        self._clear(coming)
        revive(
            conn,
            [
                (body, place[0], self._deck_of(body), place[1])
                for place, (_, body) in coming.items()
            ],
        )
        self._complete(wanted, {ids.get(body["note"], 0): body for _, body in reversed(bodies)})
        back = {uid: body["id"] for uid, body in coming.values()}
        others = back.keys() - own
        if others:
            taking_in.out_of_bin(conn, [], [back[uid] for uid in others], list(others))
        return [*back.values()], [uid for uid, _ in bodies if uid in own and uid not in back]

    def _learnt_elsewhere(self, bodies: Sequence[tuple[str, Body]]) -> list[tuple[str, Body]]:
        """Return cards that notes of the entry got on other machines, and that were answered."""
        decks_of = {body["note"]: body for _, body in reversed(bodies)}
        known = in_step.cards_known(
            self._conn, self._known.keys() & decks_of.keys(), {uid for uid, _ in bodies}
        )
        for _, body in known:
            if decks.deck_with_uid(self._conn, body["deck"]) is None:
                near = decks_of[body["note"]]
                body.update(deck=near["deck"], deck_name=near["deck_name"])
        return known

    def _clear(self, coming: dict[tuple[int, int, int], tuple[str, Body]]) -> None:
        """Make room for cards to come where a card stands that was never answered.

        Where one stands that was, it stays, and what would come in its place does not.
        """
        taken = {
            (note_id, template_id, ordinal): card_id
            for note_id, card_id, template_id, ordinal in cards.cards_of_notes(
                self._conn, [place[0] for place in coming]
            )
            if (note_id, template_id, ordinal) in coming
        }
        fresh = cards.without_past(self._conn, list(taken.values()))
        cards.delete(self._conn, sorted(fresh))
        for place, card_id in taken.items():
            if card_id not in fresh:
                del coming[place]

    def _complete(self, wanted: dict[int, list[Place]], bodies: dict[int, Body]) -> None:
        """Add the cards that notes make now and that went another way than into this entry."""
        found = cards.cards_of_notes(self._conn, list(wanted))
        there = {(note_id, template_id, ordinal) for note_id, _, template_id, ordinal in found}
        short = [
            Wanted(note_id, tuple(asked), self._home(bodies.get(note_id)))
            for note_id, asked in wanted.items()
            if any((note_id, *place) not in there for place in asked)
        ]
        reconcile(self._conn, short, self._now)

    def _home(self, body: Body | None) -> int:
        """Return the deck a note's new cards join; ``body`` is that of a card of it, if any."""
        if body is None:
            return decks.ensure_deck(self._conn, RECOVERED, self._now).id
        return self._deck_of(body)


def _split(body: Body) -> list[str]:
    return str(body["fields"]).split(FIELD_SEPARATOR)
