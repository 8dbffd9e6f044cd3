"""Tells what kind of deck a file is: by the ending of its name, and by what stands in it."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, NamedTuple

from flashcards.model.messages import Translatable

if TYPE_CHECKING:
    from flashcards.formats.marks.programs import Read
    from flashcards.model.parsed import ParsedDeck

SAMPLE_BYTES: Final = 1 << 16
"""So much of a file tells its kind."""


class Family(StrEnum):
    """How a file is brought in."""

    DECK = "deck"
    """Its notes are read at once: ``Kind.read``."""
    TABLE = "table"
    """Its rows are looked at first, and the learner may say how they are read."""
    COLLECTION = "collection"
    """It has cards, note types and perhaps a history, and comes in as Anki's collections do."""
    WHOLE = "whole"
    """It holds all that a collection of this program's knows: ``formats.whole``."""


class Kind(NamedTuple):
    """A kind of deck file; one row of ``KINDS`` says all that the program needs to know of it."""

    name: str
    title: Translatable
    """What it is called in a preview."""
    family: Family
    endings: tuple[str, ...]
    read: "Callable[[bytes, str], ParsedDeck] | None" = None
    """Reads a deck; takes its content and its file's name."""
    begins: Callable[[bytes], bool] | None = None
    """Whether a file that begins so is one; None where its ending is enough."""
    ways: "Callable[[bytes, str, str | None], Read] | None" = None
    """Reads a deck with the marks of a program, or finds out which has written it."""


def _text_deck(data: bytes, file: str) -> "ParsedDeck":
    return _ways(data, file, None).parsed


def _ways(data: bytes, file: str, program: str | None) -> "Read":
    from flashcards.formats.marks.programs import read_bytes

    return read_bytes(data, file, program)


def _crowdanki(head: bytes) -> bool:
    from flashcards.formats.programs import crowdanki

    return crowdanki.begins(head)


def _mnemosyne(head: bytes) -> bool:
    from flashcards.formats.programs import mnemosyne_xml

    return mnemosyne_xml.begins(head)


def _supermemo(head: bytes) -> bool:
    from flashcards.formats.programs import supermemo_text

    return supermemo_text.begins(head)


def _supermemo_xml(head: bytes) -> bool:
    from flashcards.formats.programs import supermemo_xml

    return supermemo_xml.begins(head)


def _kvtml(head: bytes) -> bool:
    from flashcards.formats.programs import kvtml

    return kvtml.begins(head)


def _quizlet(head: bytes) -> bool:
    from flashcards.formats.programs import quizlet

    return quizlet.begins(head)


def _quizlet_set(data: bytes, file: str) -> "ParsedDeck":
    from flashcards.formats.programs import quizlet

    return quizlet.read(data, file)


def _is_zip(head: bytes) -> bool:
    return head.startswith(b"PK")


def _is_database(head: bytes) -> bool:
    return head.startswith(b"SQLite format 3\0")


def _is_whole(begins: bytes) -> bool:
    from flashcards.formats.whole import shape

    inner = shape.INNER.encode()
    return shape.MARK.encode() in begins[:4096] or (begins[:2] == b"PK" and inner in begins[:200])


KINDS: Final = (
    Kind(
        "anki",
        "Anki",
        Family.COLLECTION,
        (".apkg", ".colpkg", ".anki", ".anki2", ".anki21", ".anki21b"),
    ),
    Kind("collection", "Collection", Family.WHOLE, (".json", ".zip"), begins=_is_whole),
    Kind("crowdanki", "CrowdAnki", Family.COLLECTION, (".json",), begins=_crowdanki),
    Kind("zip", "Zip", Family.COLLECTION, (".zip", ".cards"), begins=_is_zip),
    Kind("mnemosyne", "Mnemosyne", Family.COLLECTION, (".db",), begins=_is_database),
    Kind("mnemosyne xml", "Mnemosyne", Family.COLLECTION, (".xml",), begins=_mnemosyne),
    Kind("supermemo xml", "SuperMemo", Family.COLLECTION, (".xml",), begins=_supermemo_xml),
    Kind("kvtml", "KVTML", Family.COLLECTION, (".kvtml", ".xml"), begins=_kvtml),
    Kind("supermemo", "SuperMemo", Family.COLLECTION, (".txt",), begins=_supermemo),
    Kind("quizlet", "Quizlet set", Family.DECK, (".txt",), _quizlet_set, begins=_quizlet),
    Kind(
        "markdown",
        "Markdown deck",
        Family.DECK,
        (".md", ".markdown", ".org"),
        _text_deck,
        ways=_ways,
    ),
    Kind("csv", "Table", Family.TABLE, (".csv", ".tsv", ".txt")),
)
"""Of those with the same ending the first counts whose ``begins`` agrees."""


def kinds_of(path: PurePath | str) -> tuple[Kind, ...]:
    """Return the kinds of deck that a file with such a name can be."""
    ending = PurePath(path).suffix.lower()
    return tuple(kind for kind in KINDS if ending in kind.endings)


def kind_of(path: PurePath | str, begins: bytes) -> Kind | None:
    """Return the kind of a file, told by its name and its first ``SAMPLE_BYTES``; None for none."""
    for kind in kinds_of(path):
        if kind.begins is None or kind.begins(begins):
            return kind
    return None


def is_told_by_name(path: PurePath | str) -> bool:
    """Whether no look into a file is needed to tell its kind."""
    kinds = kinds_of(path)
    return not kinds or kinds[0].begins is None
