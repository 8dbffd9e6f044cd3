"""Writing, changing and deleting notes."""

from collections.abc import Mapping, Sequence
from typing import overload

from flashcards.collection.cleaning import clean_deck_name, clean_field, clean_tags
from flashcards.collection.decks import cards_of
from flashcards.collection.decks.cards_of import Wanted, places, reconcile
from flashcards.model.binned import CardsGoing
from flashcards.model.enums import NoteKind
from flashcards.model.errors import UserError
from flashcards.model.ids import NoteId, new_uid
from flashcards.model.messages import message, plural_message
from flashcards.model.note_types import BUILT_IN
from flashcards.model.notes import Note, NoteType, lacks_answer, same_texts
from flashcards.store import cards, decks, media, notes, revisions
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import operation
from flashcards.store.store import Connection, Store
from flashcards.text.list_items import with_numbers
from flashcards.text.render import RenderedCard, render_card
from flashcards.text.template_language import list_fields
from flashcards.text.templates import card_ordinals, required_fields


def ordered_fields(note_type: NoteType, fields: Mapping[str, str]) -> list[str]:
    """Return field texts in the note type's order; fields not given are empty.

    Fields of a built-in type may bear the names they have from the start, whatever the learner
    calls them. Raises UserError for a field the type does not have.
    """
    fields = named_as_now(note_type, fields)
    for name in fields:
        if name not in note_type.fields:
            raise UserError(
                message(
                    "The note type “{note_type}” has no field “{name}”.",
                    note_type=note_type.name,
                    name=name,
                ),
                message("Its fields are {fields}.", fields=", ".join(note_type.fields)),
            )
    return [
        clean_field(fields.get(name, ""), message("The field “{name}”", name=name))
        for name in note_type.fields
    ]


def named_as_now(note_type: NoteType, fields: Mapping[str, str]) -> Mapping[str, str]:
    """Return texts by the present names of a built-in type's fields; empty ones that went, go."""
    first = BUILT_IN.get(note_type.uid)
    if first is None or all(name in note_type.fields for name in fields):
        return fields
    uids = dict(zip(first.fields, first.field_uids, strict=True))
    now = dict(zip(note_type.field_uids, note_type.fields, strict=True))
    named: dict[str, str] = {}
    for name, text in fields.items():
        known = name if name in note_type.fields else now.get(uids.get(name, ""))
        if known is not None or text:
            named.setdefault(known or name, text)
    return named


class Previewed(Sequence[RenderedCard]):
    """The cards a note would make, each rendered when it is looked at: there may be thousands."""

    def __init__(
        self, note_type: NoteType, texts: Sequence[str], special: Mapping[str, str]
    ) -> None:
        self._note_type = note_type
        self._texts = texts
        self._special = special
        self._ordinals = list(card_ordinals(note_type, texts))
        self._rendered: dict[int, RenderedCard] = {}

    @property
    def rendered(self) -> int:
        """How many have been rendered so far."""
        return len(self._rendered)

    @property
    def ordinals(self) -> Sequence[tuple[str, int]]:
        """The template and the ordinal (of a cloze its number) of each."""
        return self._ordinals

    def __len__(self) -> int:
        return len(self._ordinals)

    @overload
    def __getitem__(self, at: int) -> RenderedCard: ...

    @overload
    def __getitem__(self, at: slice) -> list[RenderedCard]: ...

    def __getitem__(self, at: int | slice) -> RenderedCard | list[RenderedCard]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        at = range(len(self))[at]
        if at not in self._rendered:
            uid, ordinal = self._ordinals[at]
            self._rendered[at] = render_card(
                self._note_type, self._texts, uid, ordinal, self._special
            )
        return self._rendered[at]


def preview(
    note_type: NoteType, fields: Mapping[str, str], tags: Sequence[str] = (), deck: str = ""
) -> Previewed:
    """Return the cards a note would make with these tags in a deck, ready to show."""
    special = {"Tags": " ".join(tags), "Deck": deck}
    texts = with_numbers(note_type, ordered_fields(note_type, fields), {})
    return Previewed(note_type, texts, special)


def no_cards(note_type: NoteType) -> UserError:
    """Return the error for a note that would make no card."""
    lists = list_fields(note_type.templates)
    if lists:
        return UserError(
            message("The list has no items yet, so it makes no card."),
            message("Write one item a line in “{field}”.", field="”, “".join(sorted(lists))),
        )
    if note_type.kind is NoteKind.CLOZE:
        return UserError(
            message("The note has no cloze, so it makes no card."),
            message("Mark what is to be hidden, like {{c1::this}}."),
        )
    needed = required_fields(note_type)
    return UserError(
        message("The note makes no card, since its front is empty."),
        message("Fill in “{field}”.", field="”, “".join(needed))
        if needed
        else message("Change its note type so that the front shows a field."),
    )


def no_answer(note_type: NoteType) -> UserError:
    """Return the error for a note that asks something and answers nothing."""
    return UserError(
        message("The note has no answer yet."),
        message("Fill in “{field}”.", field=note_type.fields[1]),
    )


def refuse_unusable(note_type: NoteType, texts: Sequence[str], wanted: Sequence[object]) -> None:
    """Raise UserError for a note that makes no card (``wanted``) or answers nothing."""
    if not wanted:
        raise no_cards(note_type)
    if lacks_answer(note_type.kind, texts):
        raise no_answer(note_type)


def add_note(
    store: Store,
    types: StoredTypes,
    note_type: NoteType,
    fields: Mapping[str, str],
    deck: str,
    tags: Sequence[str] = (),
    source: str = "",
) -> NoteId:
    """Add a note with its cards and return its id; a deck that is missing is added.

    Raises UserError when the note would make no card or has no answer.
    """
    texts = with_numbers(note_type, ordered_fields(note_type, fields), {})
    wanted = places(types, note_type, texts)
    refuse_unusable(note_type, texts, wanted)
    deck = clean_deck_name(deck)
    with store.writing(message("Add note")) as conn:
        now = operation(conn).now_ms
        home = decks.ensure_deck(conn, deck, now)
        note_id = notes.next_id(conn, "notes")
        notes.insert(
            conn,
            [
                (
                    note_id,
                    new_uid(),
                    note_type.id,
                    notes.stored_fields(texts),
                    " ".join(clean_tags(tags)),
                    notes.first_key(texts[0]),
                    notes.ensure_source(conn, source, now),
                    "",
                    now,
                    now,
                )
            ],
        )
        reconcile(conn, [Wanted(note_id, tuple(wanted), home.id)], now)
        operation(conn).step.shows = media.shown_in(conn, texts)
    return NoteId(note_id)


def update_note(
    store: Store,
    types: StoredTypes,
    note_id: int,
    fields: Mapping[str, str] | None = None,
    tags: Sequence[str] | None = None,
    note_type: NoteType | None = None,
    keep_former: bool = False,
) -> None:
    """Change a note's text, tags or type; cards are added and deleted as it then yields.

    Fields not named keep their text. ``keep_former`` keeps every text that goes in the note's
    history, also of one sitting: for what the writer may never have seen. Raises UserError when no
    card would be left, or when the change takes the answer away; a note from elsewhere that never
    had one can still be changed.
    """
    with store.writing(message("Edit note")) as conn:
        found = notes.get_notes(conn, [note_id])
        if not found:
            raise UserError(message("This note does not exist any more."))
        note, now = found[0], operation(conn).now_ms
        old_type = types.by_id[note.note_type_id]
        new_type = note_type or old_type
        texts = _changed_texts(conn, note, new_type, fields)
        wanted = places(types, new_type, texts)
        if not wanted or not lacks_answer(old_type.kind, note.fields):
            refuse_unusable(new_type, texts, wanted)
        words = note.tags if tags is None else clean_tags(tags)
        if same_texts(texts, note.fields) and tuple(words) == note.tags and new_type is old_type:
            return
        row = (notes.stored_fields(texts), " ".join(words), notes.first_key(texts[0]), now, note.id)
        notes.update(conn, [row])
        if keep_former:
            _keep_former(conn, note, old_type, texts)
        if new_type is not old_type:
            notes.set_note_type(conn, note.id, new_type.id, now)
        reconcile(conn, [Wanted(note.id, tuple(wanted), _home(conn, note.id, now))], now)
        operation(conn).step.shows = media.shown_in(conn, texts)


def _keep_former(conn: Connection, note: Note, note_type: NoteType, now: Sequence[str]) -> None:
    """Keep in a note's history what none of its fields says any more."""
    for uid, said in zip(note_type.field_uids, note.fields, strict=False):
        if said and said not in now:
            key = (note.guid, uid, revisions.KIND)
            revisions.add(conn, operation(conn), key, said, note.changed_ms)


def _changed_texts(
    conn: Connection, note: Note, note_type: NoteType, fields: Mapping[str, str] | None
) -> list[str]:
    """Return what a note says with some fields changed; the others keep their text."""
    kept = dict(zip(note_type.fields, note.fields, strict=False))
    texts = ordered_fields(note_type, {**kept, **(fields or {})})
    return with_numbers(note_type, texts, kept, cards_of.numbers_gone(conn, note, note_type))


def cards_going(
    store: Store,
    types: StoredTypes,
    note_id: int,
    fields: Mapping[str, str] | None,
    note_type: NoteType | None,
) -> CardsGoing:
    """Return the cards ``update_note`` would take from a note; none where it would refuse."""
    with store.reading() as conn:
        found = notes.get_notes(conn, [note_id])
        if not found:
            return CardsGoing(0, 0)
        chosen = note_type or types.by_id[found[0].note_type_id]
        wanted = places(types, chosen, _changed_texts(conn, found[0], chosen, fields))
        going = cards_of.cards_going(conn, Wanted(note_id, tuple(wanted), 0)) if wanted else []
        return CardsGoing(len(going), cards.answers_of(conn, going))


def _home(conn: Connection, note_id: int, now_ms: int) -> int:
    """Return the deck of a note's cards; one of its own for a note that has lost them all."""
    siblings = cards.cards_of_notes(conn, [note_id])
    if siblings:
        return cards.decks_of(conn, [siblings[0][1]])[siblings[0][1]]
    return decks.ensure_deck(conn, cards_of.RECOVERED, now_ms).id


def delete_notes(store: Store, note_ids: Sequence[int]) -> None:
    """Delete notes with their cards."""
    label = plural_message(len(note_ids), "Delete note", "Delete {count} notes")
    with store.writing(label) as conn:
        notes.delete(conn, note_ids)


def retag(
    store: Store, note_ids: Sequence[int], add: Sequence[str] = (), remove: Sequence[str] = ()
) -> None:
    """Add and remove tags of notes, whatever their case; removing a tag takes its subtags too."""
    added = clean_tags(add)
    gone = {tag.casefold() for tag in clean_tags(remove)}
    with store.writing(message("Add tags") if added else message("Remove tags")) as conn:
        now = operation(conn).now_ms
        known: dict[str, str] = {}  # most notes have the same tags as others
        rows: list[tuple[str, int, int]] = []
        for note_id, tags in notes.tags_of(conn, note_ids):
            words = known.get(tags)
            if words is None:
                kept = [tag for tag in tags.split() if not _within(tag.casefold(), gone)]
                words = known[tags] = " ".join(clean_tags([*kept, *added]))
            if words != tags:
                rows.append((words, now, note_id))
        notes.retag(conn, rows)


def _within(tag: str, gone: set[str]) -> bool:
    return any(tag == name or tag.startswith(name + "::") for name in gone)
