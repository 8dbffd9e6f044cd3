"""What a deck file holds once read, before it meets a collection."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flashcards.model.messages import Message
from flashcards.model.notes import NoteType


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that could not be used as it stands."""

    file: str
    line: int
    """1-based; 0 when the problem concerns the whole file."""
    message: Message
    sums_up: bool = False
    """Whether it stands for more problems of a kind, of which the first are listed."""

    def __str__(self) -> str:
        return (
            f"{self.file}:{self.line}: {self.message}"
            if self.line
            else f"{self.file}: {self.message}"
        )


@dataclass(frozen=True, slots=True)
class Learnt:
    """How a card stood in the program that wrote the file."""

    due_day: int
    """The day (date ordinal) on which it is due."""
    interval_days: int
    """From its last answer until then."""
    ease: int = 250
    """Ease factor in hundredths."""
    lapses: int = 0


@dataclass(frozen=True, slots=True)
class ParsedNote:
    """One note as a file tells it."""

    note_type: str
    """Uid of one of the types in ``note_types``, or the name of one of the learner's own."""
    fields: Mapping[str, str]
    guid: str | None = None
    """Identity that survives rewording; None when the file gives none."""
    tags: tuple[str, ...] = ()
    deck: str | None = None
    """Full deck name when the file names one for this note."""
    source_heading: str = ""
    line: int = 0
    """1-based; 0 where the file has no lines."""
    last_line: int = 0
    """The last one with text of this note, settings included."""
    source: str | None = None
    """Title of what this note was made from; None where that is the deck's, "" for nothing."""
    type_name: str = ""
    """What a table calls its type: counts where there is such a type, else ``note_type`` does.

    The first two ``fields`` are then the front and the back of its row, whatever they are called.
    """
    in_order: bool = False
    """Whether all ``fields`` of a table are those of its type in their order, having no names."""
    learnt: tuple[Learnt | None, ...] = ()
    """How its cards stood elsewhere, in the order of their places; None for a new one."""


@dataclass(frozen=True, slots=True)
class ParsedDeck:
    """A deck file's notes with all that was wrong in it."""

    name: str | None = None
    uid: str | None = None
    description: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    """Title of what the deck was made from."""
    notes: tuple[ParsedNote, ...] = ()
    problems: tuple[Problem, ...] = ()
    left_out: int = 0
    """Notes or rows that were found and could not be used; ``problems`` tells why."""
    media: Mapping[str, str] = field(default_factory=dict)
    """Name used in the text -> path relative to the deck file."""
    descriptions: Mapping[str, str] = field(default_factory=dict)
    """Full name of other decks -> what is said of them."""
    types: tuple[NoteType, ...] = ()
    """Note types of somebody's own that notes are of, without ids and uids."""
    literal: bool = False
    """Whether its texts hold no markup: every sign in them is to be seen on the cards."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did; the counts add up to the notes or rows found in the file."""

    deck: str = ""
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    """Those that cannot be used, and those that repeat an earlier one's id."""
    problems: tuple[Problem, ...] = ()
    decks: tuple[str, ...] = ()
    """The decks at the top that hold its notes where no one ``deck`` does."""
