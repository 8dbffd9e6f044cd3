"""Finds files nothing shows and files that are missing; puts the former into the bin."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path

from flashcards.formats.images import image_targets, sheet_targets
from flashcards.model.errors import UserError
from flashcards.model.media import MediaReport, MissingFile, UnusedFile
from flashcards.model.messages import message, plural_message
from flashcards.model.notes import NoteType
from flashcards.store import backup_media, media, media_care
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import Progress, course
from flashcards.store.schema import FIELD_SEPARATOR
from flashcards.store.store import Connection, Store
from flashcards.text.file_names import KnownFiles, filled, made_names, ways

_MOST_NOTES = 1_000
"""So many of the notes that name a missing file are listed."""
_TICK = 1_000
_ALWAYS = "_"
"""How names begin of files that are kept although nothing names them, as in Anki."""


def look_through(store: Store, types: StoredTypes, progress: Progress | None = None) -> MediaReport:
    """Return which files nothing names and which are missing; for any thread.

    Raises CancelledError soon after ``progress`` answered False.
    """
    with store.looking(progress) as conn:
        look = _Look(conn, store.path, types)
        look.through_all()
        return look.report(store.path)


class _Look:
    """One look through all texts of a collection."""

    def __init__(self, conn: Connection, path: Path, types: StoredTypes) -> None:
        self._conn, self._path, self._types = conn, path, types
        self._rows = media_care.files(conn)
        self._in_bin = media_care.in_bin(conn)
        self._here = media.sizes(path)
        self._titles: dict[str, set[str]] = defaultdict(set)
        for name, (title, _) in self._rows.items():
            if title:
                self._titles[title].add(name)
        self._known = KnownFiles({*self._rows, *self._here, *self._titles})
        self._named: set[str] = set()
        self._missing: dict[str, list[int]] = defaultdict(list)
        self._missing_in_types: dict[str, set[str]] = defaultdict(set)

    def through_all(self) -> None:
        """Read every text once."""
        work = course(self._conn)
        total = self._conn.exec_driver_sql("SELECT count(*) FROM notes").scalar_one()
        types: dict[int, NoteType] = {int(each.id): each for each in self._types.by_id.values()}
        made = {key: _made_names(each) for key, each in types.items()}
        for text in chain(media_care.other_texts(self._conn), media_care.drafts(self._path)):
            self._named.update(self._known.named_in(text))
        for each in self._types.by_id.values():
            self._through_type(each)
        for done, (note_id, type_id, fields) in enumerate(media_care.notes(self._conn)):
            if done % _TICK == 0:
                work.tick(done, total)
            self._named.update(self._known.named_in(fields))
            for target in self._targets(fields):
                self._missing[target].append(note_id)
            if made.get(type_id):
                self._through_made(made[type_id], types[type_id], fields)

    def _through_type(self, each: NoteType) -> None:
        for text in (each.css, *each.sides):
            self._named.update(self._known.named_in(text))
        for target in [*sheet_targets(each.css), *self._targets("\n".join(each.sides))]:
            if "{{" not in target and not self._is_here(target):
                self._missing_in_types[target].add(each.name)

    def _through_made(self, made: Sequence[str], note_type: NoteType, fields: str) -> None:
        values = dict(zip(note_type.fields, fields.split(FIELD_SEPARATOR), strict=False))
        for name in made:
            self._named.update(self._known.named_in(filled(name, values)))

    def _targets(self, text: str) -> Iterator[str]:
        """Yield the files a text shows that are not here, each once, as it is written there."""
        seen = set()
        for _, target in image_targets(text):
            name = target.partition("?")[0]
            if name in seen or "{{" in name or not _is_bare(name):
                continue
            seen.add(name)
            if not self._is_here(name):
                yield name

    def _is_here(self, named: str) -> bool:
        names = [name for way in ways(named) for name in (way, *self._titles.get(way, ()))]
        return any(name in self._here for name in names)

    def report(self, path: Path) -> MediaReport:
        """Return what was found."""
        named = {name for called in self._named for name in self._files_called(called)}
        unused = []
        for name in {*self._rows, *filter(media.is_name, self._here)} - named - self._in_bin:
            title, size = self._rows.get(name, ("", 0))
            if not title.startswith(_ALWAYS):
                unused.append(UnusedFile(name, title, self._here.get(name, size)))
        unused.sort(key=lambda file: (-file.size, file.name))
        count, size = len(self._here), sum(self._here.values())
        return MediaReport(count, size, unused, self._missing_files(path))

    def _files_called(self, called: str) -> Iterable[str]:
        return {called, *self._titles.get(called, ())}

    def _missing_files(self, path: Path) -> list[MissingFile]:
        gone = {*self._missing, *self._missing_in_types}
        kept = {named: self._kept(named) for named in gone}
        held = backup_media.held(path, kept.values())
        found = [
            MissingFile(
                kept[named],
                self._rows.get(kept[named], ("", 0))[0],
                tuple(self._missing[named][:_MOST_NOTES]),
                len(self._missing[named]),
                tuple(sorted(self._missing_in_types[named])),
                kept[named] in held,
            )
            for named in gone
        ]
        return sorted(found, key=lambda file: (-file.notes, file.name))

    def _kept(self, named: str) -> str:
        """Return the name by which the collection knows a file a text names, else that itself."""
        for way in ways(named):
            if way in self._rows:
                return way
            if way in self._titles:
                return max(self._titles[way])
        return named


def _is_bare(name: str) -> bool:
    return bool(name) and not any(sign in name for sign in "/\\:")


def _made_names(note_type: NoteType) -> list[str]:
    return [name for side in note_type.sides for name in made_names(side)]


# The bin --------------------------------------------------------------------------


def put_into_bin(store: Store, names: Sequence[str]) -> int:
    """Put files into the bin, where they stay for 30 days; return how many. One undo step."""
    here = media.sizes(store.path)
    with store.reading() as conn:
        rows, binned = media_care.files(conn), media_care.in_bin(conn)
    chosen = [
        (name, *rows.get(name, ("", here.get(name, 0))))
        for name in dict.fromkeys(names)
        if media.is_name(name) and name not in binned and (name in rows or name in here)
    ]
    if chosen:
        label = plural_message(len(chosen), "Delete media file", "Delete {count} media files")
        with store.writing(label) as conn:
            media_care.put_into_bin(conn, chosen)
    return len(chosen)


def remove_let_go(
    store: Store, types: StoredTypes, names: Sequence[str], progress: Progress | None = None
) -> int:
    """Remove files from the disk that went from the bin for good; return how many.

    Those named again by then are kept, and entered again. Each is in the backups first, which keep
    it as long as one of them needs it; for whom there is no room, it stays and waits. One that was
    edited, so that backups cannot hold it, is entered again as well.
    """
    with suppress(UserError):  # too little room: what the backups have already can go
        backup_media.keep(store.path, progress)
    whole = backup_media.kept_whole(store.path, names)
    edited = set(backup_media.edited(store.path, progress)).intersection(names)
    with store.looking(progress) as conn:
        look = _Look(conn, store.path, types)
        look.through_all()
        unused = {file.name for file in look.report(store.path).unused}
    here = media.sizes(store.path)
    with store.writing(message("Tidy the bin"), undoable=False) as conn:
        titles = media_care.let_go(conn)
        known = media_care.known(conn, names)
        going = {name for name in names if name in unused and name not in known}
        gone, waiting = going & whole, going - whole - edited
        for name in set(names) - known - gone - waiting:
            if name in here:
                media.enter(conn, name, titles.get(name, ""), here[name], _now_ms(store))
        media_care.forget_going(conn, set(names) - waiting)
        for name in gone:
            with suppress(OSError):
                media.located(store.path, name).unlink()
    return len(gone)


def _now_ms(store: Store) -> int:
    return int(store.now().timestamp() * 1000)
