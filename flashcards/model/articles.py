"""Articles a collection keeps, their passages, and how well these are known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from flashcards.model.ids import CardId, NoteId, SourceId


class Knowledge(StrEnum):
    """How well a stretch of an article is known."""

    NONE = "none"
    """No card asks for it."""
    NEW = "new"
    """None of its cards has been answered."""
    WEAK = "weak"
    """Some card of it is young, at a step, likely forgotten or not answered yet."""
    STRONG = "strong"
    """Every card of it is mature and likely to be remembered today."""


class PassageState(StrEnum):
    """What became of a passage when its article changed."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    """It says the same under another heading, or stands elsewhere among the others."""
    REWORDED = "reworded"
    """The article says it otherwise now; the learner has left the card as it was made."""
    CONFLICT = "conflict"
    """The article says it otherwise, and the learner has changed the card too."""
    NEW = "new"
    GONE = "gone"


class Decision(StrEnum):
    """What the learner wants done about a passage of a changed article."""

    MINE = "mine"
    """The card stays as it is."""
    THEIRS = "theirs"
    """The card says what the article says now."""
    SUSPEND = "suspend"
    """Of a passage that is gone: its cards are suspended."""
    TAKE = "take"
    """Of a new passage: it becomes a card."""
    LEAVE = "leave"
    """Of a new passage: it becomes none."""


@dataclass(frozen=True, slots=True)
class DraftCard:
    """A card the learner wants of an article, as edited on the way.

    With ``cloze`` it becomes a Cloze note, its ``back`` the extra text; else a Basic one.
    """

    front: str = ""
    back: str = ""
    cloze: str = ""
    tags: tuple[str, ...] = ()
    candidates: tuple[int, ...] = ()
    """Which of the draft's candidates it comes from: several when merged, none when written."""
    span: tuple[int, int] | None = None
    """The passage it is about, ``text[start:stop]``; None for that of its candidates."""
    part: int = 0
    """Tells cards apart that one was split into, numbered from 1; 0 for one that is whole."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of an article: ``text[start:stop]``, 1 the highest level."""

    level: int
    title: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class ListItem:
    """An entry of a list in an article; its words begin at ``text[start]``."""

    start: int
    depth: int
    """1 for those of a list that stands in no other."""
    number: int
    """Its place in a list that is numbered, from 1; else 0."""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """What a list of articles shows of one."""

    id: SourceId
    title: str
    address: str
    """Path of its file or address of its page; empty for pasted text."""
    read_at: datetime | None
    characters: int
    notes: int
    """How many notes stand on a passage of it."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it was when it was read last."""

    id: SourceId
    title: str
    address: str
    digest: str
    """SHA-256 of the text in UTF-8, in hexadecimal digits."""
    read_at: datetime | None
    text: str
    headings: tuple[Heading, ...]
    items: tuple[ListItem, ...] = ()
    """The entries of its lists in order; none of an article that was kept before they were."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Where in an article a note comes from.

    ``start`` and ``stop`` are None once the passage is gone from the article; ``quote`` stays.
    """

    note_id: NoteId
    source_id: SourceId
    kind: str
    term: str
    heading: tuple[str, ...]
    start: int | None
    stop: int | None
    quote: str
    fresh_look: bool
    """Whether the article has changed what it says here since the learner looked."""
    paragraph: str
    """The paragraphs the passage lies in, as the article has them; the quote once it is gone."""
    paragraph_start: int | None
    sentence: tuple[int, int]
    """The whole sentences the passage takes up: places inside ``paragraph``."""
    former_quote: str = ""
    """What the article said when the learner looked last, for a fresh look; empty where that
    was not kept."""
    former_until: datetime | None = None
    """When the article was found to say it otherwise."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of an article's text, ``text[start:stop]``, and how well it is known."""

    start: int
    stop: int
    knowledge: Knowledge


@dataclass(frozen=True, slots=True)
class PassageKnowledge:
    """How well one passage is known."""

    note_id: NoteId
    start: int
    stop: int
    knowledge: Knowledge


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """How far the learner is with a section, those below it included."""

    heading: tuple[str, ...]
    """The headings down to its own; empty for what stands before the first one."""
    start: int
    stop: int
    notes: Mapping[Knowledge, int]
    """How many of its passages are new, weak and strong."""
    covered: float
    """The share of its text, 0 to 1, that some card is about."""

    @property
    def total(self) -> int:
        """How many passages it has."""
        return sum(self.notes.values())

    @property
    def strong(self) -> float:
        """The share of its passages, 0 to 1, that is known well; 0 where it has none."""
        return self.notes.get(Knowledge.STRONG, 0) / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """An article shaded by what is known of it."""

    passages: tuple[PassageKnowledge, ...]
    """In the order of the article; they may overlap."""
    stretches: tuple[Stretch, ...]
    """The whole text from start to end without overlaps; the shortest passage counts."""
    sections: tuple[SectionProgress, ...]
    whole: SectionProgress


@dataclass(frozen=True, slots=True)
class Blank:
    """A card to be answered while reading: its passage and what of it is hidden."""

    card_id: CardId
    note_id: NoteId
    start: int
    stop: int
    hidden: tuple[tuple[int, int], ...]
    """Stretches of the article's text, inside the passage, in order."""
    found: bool = True
    """Whether the passage has the words asked for; all of it is hidden where it has not."""


@dataclass(frozen=True, slots=True)
class PassageChange:
    """What became of one passage, with the three wordings to choose from.

    Wordings are the fields of the note: front and back, or text and extra.
    """

    state: PassageState
    note_id: NoteId | None
    """The note it belongs to; None for a new passage."""
    candidate: int | None
    """Its place among the draft's candidates; None where none was found for it."""
    term: str
    heading: tuple[str, ...]
    start: int | None
    stop: int | None
    """Where it stands now; None when it is gone."""
    old_quote: str = ""
    new_quote: str = ""
    made: tuple[str, ...] = ()
    """The fields as the article made them."""
    mine: tuple[str, ...] = ()
    """The fields as they are."""
    theirs: tuple[str, ...] = ()
    """The fields as the article would make them now."""
    material: bool = False
    """Whether it may say something else now: more than small words, endings and order changed."""
    decisions: tuple[Decision, ...] = field(default=())
    """What can be decided about it; the first is what happens without a decision."""
    spends: bool = False
    """Whether the article's words would take away a card that was answered."""
