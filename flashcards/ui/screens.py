"""The table of screens: how each appears in the sidebar and by which key it is reached."""

from dataclasses import dataclass

from flashcards.model.messages import Translatable


@dataclass(frozen=True, slots=True)
class ScreenRow:
    """One screen."""

    name: str
    text: Translatable
    icon: str
    in_rail: bool = True
    shortcut: str = ""


SCREENS: tuple[ScreenRow, ...] = (
    ScreenRow("today", "&Today", "today", shortcut="Ctrl+1"),
    ScreenRow("study", "&Study", "study", shortcut="Ctrl+2"),
    ScreenRow("browse", "&Browse", "browse", shortcut="Ctrl+3"),
    ScreenRow("articles", "A&rticles", "articles", shortcut="Ctrl+4"),
    ScreenRow("statistics", "St&atistics", "stats", shortcut="Ctrl+5"),
    ScreenRow("planning", "P&lans", "calendar", shortcut="Ctrl+6"),
    ScreenRow("options", "Deck options", "settings", in_rail=False),
    ScreenRow("foresight", "Si&mulator", "calendar", in_rail=False),
    ScreenRow("past", "Reschedule past reviews", "history", in_rail=False),
    ScreenRow("import", "Import", "import", in_rail=False),
    ScreenRow("article", "New deck from article", "articles", in_rail=False),
    ScreenRow("reading", "Reading", "articles", in_rail=False),
    ScreenRow("article_map", "Article", "articles", in_rail=False),
    ScreenRow("article_reading", "Read and answer", "articles", in_rail=False),
    ScreenRow("article_changed", "Article changes", "articles", in_rail=False),
    ScreenRow("article_fresh", "Cards to check", "articles", in_rail=False),
    ScreenRow("note_types", "Note types", "list", in_rail=False),
    ScreenRow("duplicates", "Duplicates", "copy", in_rail=False),
    ScreenRow("empty_cards", "Empty cards", "clear-format", in_rail=False),
    ScreenRow("media", "Media", "image", in_rail=False),
    ScreenRow("watched", "Watched folders", "link", in_rail=False),
    ScreenRow("bin", "Bin", "delete", in_rail=False),
    ScreenRow("preferences", "&Preferences", "settings", in_rail=False, shortcut="Ctrl+,"),
)
