"""What an export is about: what there is to write, and what was chosen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contents:
    """What a deck with its subdecks holds, or the whole collection: counts of each kind."""

    notes: int = 0
    cards: int = 0
    answers: int = 0
    """What the log has of the cards."""
    set_aside: int = 0
    """Cards that are suspended or buried."""
    flagged: int = 0
    presets: int = 0
    """Presets in use that are not as every collection begins with."""
    limited: int = 0
    """Decks with daily limits of their own."""
    empty_decks: int = 0
    described: int = 0
    own_types: int = 0
    """Note types in use that are not built in."""
    sections: int = 0
    """Notes that say where they are from: an article, a book, a section."""
    linked: int = 0
    """Notes whose place in an article is known."""
    articles: int = 0
    highlights: int = 0
    revisions: int = 0
    """Former texts of fields."""
    plans: int = 0
    """Exams, holidays and the like; 0 for a deck, since they are of no one deck."""
    searches: int = 0
    binned: int = 0
    """Deletions in the bin; 0 for a deck."""
    media: int = 0
    """Pictures, sounds and other files; of a deck, those that are here at all."""
    from_elsewhere: int = 0
    """Notes of which something is kept that only the program they came from uses."""


@dataclass(frozen=True, slots=True)
class ExportChoices:
    """How to write; each format looks at what is about it."""

    guard_formulas: bool = True
    """Put an apostrophe before cells of a table that a spreadsheet would run as formulas."""
    learning: bool = True
    """For Anki: whether schedule, flags, log and deck options go along; else all cards are new."""
    media: bool = True
    """For Anki: whether pictures, sounds and videos go along."""
    older: bool = False
    """For Anki: whether versions before 2.1.50 are to read it, which takes longer."""


AS_USUAL = ExportChoices()
