"""Homes and names of collections that mean something to SQLite, to a shell, or to nobody."""

import os
from collections.abc import Iterator
from random import Random

import flashcards
from flashcards import paths, settings
from tests.hostile.case import ANYTHING, ONLY_REFUSED, Act, Case, Place
from tests.hostile.stock import INVISIBLE, any_text

_NAMES = (
    *(
        "a?mode=memory",
        "a?immutable=1",
        "a#b",
        "a%2e%2e",
        "%00",
        "file:a",
        ":memory:",
        "a;b",
        "a b",
    ),
    *("-rf", "--help", "~", "~root", "$HOME", "`id`", "$(id)", "a'b", 'a"b', "a\\b", "a:b", "a*b"),
    *("[a]", "{a}", ".hidden", "..a", "a.", "a..", "con", "nul.txt", "a\nb", "a\tb", "\x1b[31m"),
    *(
        "e\u0301",
        "\u00e9",
        "日本",
        "\U0001f600",
        "a" * 150,
        "\udcff",
        "İ",
        "a.flashcards.flashcards",
    ),
    *INVISIBLE.values(),
)
_NOBODYS = {
    "of nobody": "~nosuch",
}


def _home(value: str) -> Act:
    def act(place: Place) -> list[str]:
        os.environ["FLASHCARDS_HOME"] = value
        with flashcards.open() as collection:
            return [str(collection.path)]

    return act


def _named(name: str) -> Act:
    """Return what opens a collection of this name twice, and keeps settings in such a folder."""

    def act(place: Place) -> list[str]:
        os.environ["FLASHCARDS_HOME"] = str(place.home / name)
        settings.save(paths.settings_path(), settings.Settings(serif=True))
        assert settings.load(paths.settings_path()).serif
        for path in (paths.default_collection_path(), place.home / f"{name}.flashcards"):
            for times in (1, 2):
                with flashcards.open(path) as collection:
                    collection.add_note({"Front": str(times), "Back": "b"}, deck="A")
                    assert len(collection.search()) == times
                    collection.backup()
                    assert collection.backups()
            assert path.exists()
        return []

    return act


def _too_long(place: Place) -> list[str]:
    """Open a collection beside which a backup has no room for its name."""
    with flashcards.open(place.home / ("a" * 200 + ".flashcards")) as collection:
        collection.add_note({"Front": "f", "Back": "b"}, deck="A")
        collection.backup()
    return []


def cases(random: Random, count: int) -> Iterator[Case]:
    """Yield homes that cannot be, then names that can, odd as they are."""
    for what, value in _NOBODYS.items():
        yield Case(f"a home {what}", _home(value), ONLY_REFUSED)
    yield Case("too long a name for a backup", _too_long, ONLY_REFUSED)
    for made, name in enumerate(_NAMES):
        if made < count:
            yield Case(f"a name like {name[:20]!a}", _named(name), ANYTHING)
    for _ in range(count - len(_NAMES) - len(_NOBODYS)):
        name = any_text(random, 12).replace("/", "-").replace("\0", "-").strip(".") or "x"
        yield Case(f"a name like {name[:20]!a}", _named(name), ANYTHING)
