"""Compares the notes of a folder's files with those here and says what is to be done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from flashcards.collection.cleaning import clean_deck_name
from flashcards.collection.files.incoming import Derived, Homes, placing
from flashcards.collection.watching import deck_files, folder
from flashcards.collection.watching.deck_files import DeckFile
from flashcards.collection.watching.fitting import why_unfit
from flashcards.collection.watching.folder import Seen
from flashcards.collection.watching.three_way import (
    Agreed,
    Course,
    State,
    Verdict,
    compare,
    text,
)
from flashcards.formats.wording import quoted, safe_name
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message, plural_message
from flashcards.model.notes import Note, NoteType
from flashcards.model.parsed import ParsedNote, Problem
from flashcards.model.watching import (
    Conflict,
    Decision,
    Difference,
    Gone,
    MissingNote,
    Wish,
)
from flashcards.store import cards, decks, notes, watched
from flashcards.store.notes import StoredTypes
from flashcards.store.store import Connection, Store
from flashcards.text.plain import plain_text

_TITLE = 120


@dataclass(slots=True)
class Look:
    """A look into a folder under way."""

    store: Store
    types: StoredTypes
    folder: str
    root: Path
    files: dict[str, DeckFile] = field(default_factory=dict)
    """Those that were read, by their path."""
    listed: frozenset[str] = frozenset()
    """All that lie there."""
    rows: Mapping[str, watched.Row] = field(default_factory=dict)
    """What was agreed of notes, by guid."""
    file_rows: Mapping[str, watched.Row] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    edited: frozenset[str] = frozenset()
    """Guids of notes about which something is written here that is not saved yet."""
    problems: list[Problem] = field(default_factory=list)
    others: dict[Path, Seen] = field(default_factory=dict)
    """Files that were found to be no decks, as they were then."""
    standing: dict[str, frozenset[str]] = field(default_factory=dict)
    """What ``stands`` found, by path."""

    def is_other(self, seen: Seen) -> bool:
        """Whether a file was found to be no deck and is as it was."""
        return self.others.get(self.root / seen.path) == seen

    def stands(self, guid: str, path: str) -> bool:
        """Whether a note's id stands in a file, even where the note cannot be read."""
        if path not in self.standing:
            self.standing[path] = self._ids_in(path)
        return guid in self.standing[path]

    def _ids_in(self, path: str) -> frozenset[str]:
        file, row = self.files.get(path), self.file_rows.get(path)
        if file is not None:
            return deck_files.ids_in(file.data, file.uid)
        try:
            data = folder.read(self.root, path)
        except (OSError, ValueError):
            return frozenset()
        return deck_files.ids_in(data, str(row.body["uid"]) if row else "")


@dataclass(slots=True)
class Found:
    """A note of a file, and what is to be done about it."""

    file: DeckFile
    there: ParsedNote
    renamed: ParsedNote
    """The same with pictures called as here."""
    guid: str
    kind: NoteType
    state: State
    state_here: State
    note: Note | None
    verdict: Verdict | None
    """None for a note that is not here."""

    @property
    def course(self) -> Course:
        """What is to be done; a note that is not here comes."""
        return Course.TO_HERE if self.verdict is None else self.verdict.course


@dataclass(slots=True)
class Matters:
    """All that is to be done about a folder."""

    found: list[Found] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    missing: list[MissingNote] = field(default_factory=list)
    held: set[str] = field(default_factory=set)
    """Guids of notes that wait for the learner."""
    delete_here: list[Note] = field(default_factory=list)
    delete_there: list[Found] = field(default_factory=list)
    add_there: dict[str, list[Note]] = field(default_factory=dict)
    """Notes that their file lacks, by its path."""
    forget: list[str] = field(default_factory=list)
    """Guids of notes that are gone on both sides."""
    unread: set[str] = field(default_factory=set)
    """Paths of files that hold notes which were left alone, so that they are read again."""

    def coming(self) -> Iterator[Found]:
        """Yield what is to be taken over from the files."""
        for each in self.found:
            if each.guid not in self.held and each.course in (Course.TO_HERE, Course.BOTH):
                yield each

    @property
    def for_here(self) -> bool:
        """Whether anything is to change in the collection."""
        return bool(self.delete_here) or next(self.coming(), None) is not None


def agreed_of(row: watched.Row | None) -> Agreed | None:
    """Return what was agreed of a note."""
    if row is None:
        return None
    body = row.body
    there = State(body["type"], tuple(body["fields"]), tuple(body["tags"]))
    here = body.get("here")
    if here is None:
        return Agreed(there, there)
    return Agreed(there, State(here["type"], tuple(here["fields"]), tuple(here["tags"])))


def row_of(path: str, there: State, here: State, note: Note) -> watched.Row:
    """Return what is kept of a note on which both sides agree."""
    body: dict[str, object] = {"path": path, **_kept(there)}
    if here != there:
        body["here"] = _kept(here)
    kept = notes.stored_fields(note.fields), " ".join(note.tags)
    return watched.Row(watched.stamp(note.note_type_id, *kept), body)


def _kept(state: State) -> dict[str, object]:
    """Return a state as it comes back from where it is kept."""
    return {"type": state.type, "fields": list(state.fields), "tags": list(state.tags)}


def state_of(types: StoredTypes, note: Note) -> State:
    """Return what a note says here."""
    return State(types.by_id[note.note_type_id].uid, note.fields, note.tags)


def home(look: Look, conn: Connection, file: DeckFile) -> str:
    """Return the deck of a file's notes; one that was renamed here is known by its uid."""
    row = look.file_rows.get(file.path)
    for uid in (file.there.uid, row.body.get("deck") if row else None):
        found = decks.deck_with_uid(conn, uid) if uid else None
        if found is not None:
            return found.name
    return clean_deck_name(file.home)


def matters(look: Look, conn: Connection, *, now_ms: int | None = None) -> Matters:
    """Compare all files that were read; with ``now_ms`` decks are added that notes need."""
    found = Matters()
    owners: dict[str, str] = {}
    twice: dict[tuple[str, str], list[int]] = {}
    pending = [
        each
        for file in look.files.values()
        for each in _notes_of(look, conn, file, now_ms, found.unread)
    ]
    here = notes.notes_with_guids(conn, {each.guid for each in pending if each.guid})
    holding = {(each.guid, each.file.path) for each in pending}
    for each in pending:
        if each.guid and each.guid not in owners:
            owners[each.guid] = _owner(look, each, holding)
        if each.guid and owners[each.guid] != each.file.path:
            found.unread.add(each.file.path)
            twice.setdefault((each.file.path, owners[each.guid]), []).append(each.there.line)
            continue
        each.note = here.get(each.guid)
        if each.note is None and each.guid in look.rows:
            _gone_here(look, found, each)
            continue
        if each.note is not None:
            agreed = agreed_of(look.rows.get(each.guid))
            state = state_of(look.types, each.note)
            each.verdict = compare(agreed, each.state, each.state_here, state)
            if each.verdict.course is Course.CONFLICT:
                _decide(look, found, each, state)
        if _fits(look, found, each):
            found.found.append(each)
    _tell_twice(look, twice)
    _gone_there(look, conn, found, owners)
    return found


def _notes_of(
    look: Look, conn: Connection, file: DeckFile, now_ms: int | None, unread: set[str]
) -> Iterator[Found]:
    try:
        name = home(look, conn, file)
    except UserError as error:
        look.problems.append(Problem(safe_name(file.path), 0, error.said))
        return
    place = placing(replace(file.there, name=file.home), name, None)
    homes = Homes(conn, now_ms or 0, name, file.there.uid)
    derived = Derived(homes)
    for there, renamed in zip(file.there.notes, file.here.notes, strict=True):
        one = deck_files.state(look.types, file.there, there)
        other = deck_files.state(look.types, file.here, renamed)
        if isinstance(one, UserError) or isinstance(other, UserError):
            said = one if isinstance(one, UserError) else other
            assert isinstance(said, UserError)
            look.problems.append(Problem(safe_name(file.path), there.line, said.said))
            unread.add(file.path)
            continue
        guid = there.guid or ""
        if not guid:
            try:
                deck = place(there.deck) if there.deck else name
            except UserError as error:
                look.problems.append(Problem(safe_name(file.path), there.line, error.said))
                unread.add(file.path)
                continue
            if now_ms is not None or decks.deck_named(conn, deck) is not None:
                guid = derived.guid(deck, other[0].fields[0])
        yield Found(file, there, renamed, guid, one[1], one[0], other[0], None, None)


def _fits(look: Look, found: Matters, each: Found) -> bool:
    """Hold a note that cannot come as it stands; return whether it is to be listed."""
    if each.guid in found.held or each.course not in (Course.TO_HERE, Course.BOTH):
        return True
    wanted = each.state_here if each.verdict is None else each.verdict.merged
    why = why_unfit(look.types, wanted, each.there.deck)
    if why is None and each.guid in look.edited and each.guid not in look.decisions:
        why = UserError(_unsaved(each))
    if why is None:
        return True
    look.problems.append(Problem(safe_name(each.file.path), each.there.line, why.said))
    found.unread.add(each.file.path)
    if each.guid:
        found.held.add(each.guid)
    return bool(each.guid)


def _unsaved(each: Found) -> Message:
    return message(
        "The note {title} has text here that is not saved yet, so its edit in the file waits. "
        "Save or discard that text.",
        title=quoted_title(each.state_here.fields),
    )


def _owner(look: Look, each: Found, holding: set[tuple[str, str]]) -> str:
    """Return the file whose note this is: the one that had it, while its id still stands there."""
    row = look.rows.get(each.guid)
    path = each.file.path if row is None else str(row.body["path"])
    if path == each.file.path or path not in look.listed:
        return each.file.path
    still = (each.guid, path) in holding or look.stands(each.guid, path)
    return path if still else each.file.path


def _tell_twice(look: Look, twice: Mapping[tuple[str, str], list[int]]) -> None:
    for (path, other), lines in twice.items():
        what = plural_message(
            len(lines),
            "This note has the id of one in {file}, so it was left alone. Give one of them another "
            "id.",
            "{count} notes have ids of notes in {file}, so they were left alone. If this file is a "
            "copy, delete it; otherwise give them other ids.",
            file=safe_name(other),
        )
        look.problems.append(Problem(safe_name(path), lines[0], what))


def _gone_here(look: Look, found: Matters, each: Found) -> None:
    """Take note that a note of a file was deleted here."""
    decision = look.decisions.get(each.guid)
    if decision is not None and decision.wish is Wish.DELETE:
        found.delete_there.append(each)
    elif decision is not None and decision.wish is Wish.BRING_BACK:
        found.found.append(each)
    else:
        found.held.add(each.guid)
        title = title_of(each.state_here.fields)
        found.missing.append(MissingNote(each.guid, each.file.path, title, Gone.HERE))


def _gone_there(look: Look, conn: Connection, found: Matters, owners: Mapping[str, str]) -> None:
    """Take note of what stands in no file any more."""
    gone = []
    for guid, row in look.rows.items():
        path = row.body["path"]
        if guid in owners or (path in look.listed and path not in look.files):
            continue
        unread = next((other for other in look.files if look.stands(guid, other)), None)
        if unread is None:
            gone.append(guid)
        else:
            found.unread.add(unread)
    here = notes.notes_with_guids(conn, set(gone)) if gone else {}
    for guid in gone:
        note, path = here.get(guid), str(look.rows[guid].body["path"])
        decision = look.decisions.get(guid)
        if note is None:
            found.forget.append(guid)
        elif decision is not None and decision.wish is Wish.DELETE:
            found.delete_here.append(note)
        elif decision is not None and decision.wish is Wish.BRING_BACK:
            found.add_there.setdefault(path, []).append(note)
        else:
            found.held.add(guid)
            answers = cards.answers_of(
                conn, [row[1] for row in cards.cards_of_notes(conn, [note.id])]
            )
            title = title_of(note.fields)
            found.missing.append(MissingNote(guid, path, title, Gone.FILE, answers))


def _decide(look: Look, found: Matters, each: Found, here: State) -> None:
    """Apply what the learner decided of a conflict, or tell of it."""
    assert each.verdict is not None
    differences = tuple(
        Difference(
            each.kind.fields[at] if at < len(each.kind.fields) else str(at + 1),
            at,
            text(each.state_here, at),
            text(here, at),
        )
        for at in each.verdict.differing
    )
    decision = look.decisions.get(each.guid)
    if decision is not None and decision.seen == differences and decision.wish is None:
        merged = each.verdict.merged
        most = max(len(merged.fields), max(decision.texts, default=-1) + 1)
        texts = [decision.texts.get(at, text(merged, at)) for at in range(most)]
        kind = each.state.type if decision.take_type else merged.type
        chosen = State(kind, tuple(texts), merged.tags)
        each.verdict = Verdict(Course.BOTH, chosen, each.verdict.differing)
        return
    found.held.add(each.guid)
    types = ("", "")
    if each.state.type != here.type:
        types = (each.kind.name, look.types.by_uid[here.type].name)
    found.conflicts.append(
        Conflict(
            each.guid, each.file.path, each.there.line, title_of(each.state_here.fields),
            differences, *types,
        )
    )  # fmt: skip


def title_of(fields: tuple[str, ...]) -> str:
    """Return what a note is called in a list."""
    shown = " ".join(plain_text(next(filter(None, fields), "")).split())
    return shown if len(shown) <= _TITLE else f"{shown[:_TITLE]}…"


def unwritten(look: Look, what: Problem) -> None:
    """Note a problem once."""
    if what not in look.problems:
        look.problems.append(what)


def quoted_title(fields: tuple[str, ...]) -> Message:
    """Return the title of a note for a sentence."""
    return quoted(title_of(fields))
