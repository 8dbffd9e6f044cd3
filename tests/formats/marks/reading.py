"""Reads a few lines as a deck of another program, for tests."""

from flashcards.formats.marks.programs import Read, read_bytes
from flashcards.model.parsed import ParsedNote


def read(text: str, file: str = "deck.md", program: str | None = None) -> Read:
    """Read a text as what its content says it is."""
    return read_bytes(text.encode(), file, program)


def notes(text: str, program: str, file: str = "deck.md") -> tuple[ParsedNote, ...]:
    """Return the notes of a text that must be known as one of a program without being told."""
    found = read(text, file)
    assert found.program == program
    return found.parsed.notes


def sides(text: str, program: str, file: str = "deck.md") -> list[tuple[str, ...]]:
    """Return the filled fields of each note."""
    return [
        tuple(field for field in note.fields.values() if field)
        for note in notes(text, program, file)
    ]


def told(text: str, file: str = "deck.md") -> list[tuple[int, str]]:
    """Return what is said to be wrong, by line."""
    return [(each.line, str(each.message)) for each in read(text, file).parsed.problems]
