"""All that a collection of Anki's holds, as far as it can go to another program and back."""

from pathlib import Path
from typing import Any, Final

from tests.oracle.anki_cards import open_package

_NOTES: Final = "select guid, mid, mod, tags, flds, sfld, csum, flags, data from notes"
_CARDS: Final = (
    "select n.guid, c.ord, c.did, c.odid, c.id, c.mod, c.type, c.queue, c.due, c.ivl, c.factor, "
    "c.reps, c.lapses, c.left, c.odue, c.flags, c.data from cards c join notes n on n.id = c.nid"
)
_LOG: Final = "select id, cid, ease, ivl, lastIvl, factor, time, type from revlog"
_OF_SYNCING: Final = frozenset(("usn", "mod", "id", "collapsed", "browserCollapsed"))
"""What is no property of the thing: numbers of syncing, and ids that an import gives anew."""

Content = dict[str, Any]


def content(anki: Any) -> Content:
    """Return notes, cards, log, media, note types, presets, and decks that hold cards."""
    names = {each.id: each.name for each in anki.decks.all_names_and_ids()}
    cards = {
        (row[0], row[1]): (names.get(row[2]), names.get(row[3]), *row[4:])
        for row in anki.db.all(_CARDS)
    }
    notes = {row[0]: (*row[1:3], row[3].strip(), *row[4:]) for row in anki.db.all(_NOTES)}
    used = {row[1] for row in anki.db.all(_NOTES)}
    homes = {1, *(number for row in anki.db.all(_CARDS) for number in row[2:4])}
    folder = Path(anki.media.dir())
    return {
        "notes": notes,
        "cards": cards,
        "log": sorted(map(tuple, anki.db.all(_LOG))),
        "media": {each.name: each.read_bytes() for each in folder.iterdir()},
        "types": {each["id"]: _lasting(each) for each in anki.models.all() if each["id"] in used},
        "decks": {each["name"]: _lasting(each) for each in anki.decks.all() if each["id"] in homes},
        "presets": {each["name"]: _lasting(each) for each in anki.decks.all_config()},
    }


def _lasting(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if key not in _OF_SYNCING}


def differences(expected: Content, found: Content) -> list[str]:
    """Return what is not the same, in a few words each."""
    said = []
    for kind, there in expected.items():
        here = found[kind]
        if isinstance(there, list):
            there, here = dict.fromkeys(there), dict.fromkeys(here)
        said += [f"{kind} {each} is missing" for each in there if each not in here]
        said += [f"{kind} {each} is new" for each in here if each not in there]
        said += [
            f"{kind} {each}: {there[each]!s:.200} became {here[each]!s:.200}"
            for each in there
            if each in here and there[each] != here[each]
        ]
    return said


def opened(path: Path, folder: Path) -> Any:
    """Return a collection of Anki's with what a package holds; ``folder`` is made for it."""
    folder.mkdir(parents=True)
    return open_package(path, folder)


def checked(anki: Any) -> str:
    """Return what Anki's own check of its database says."""
    return str(anki.fix_integrity()[0])
