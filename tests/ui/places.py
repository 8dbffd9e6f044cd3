"""Every screen of the window, and every page that a screen has."""

from flashcards.ui.preferences.screen import NAMES
from flashcards.ui.screens import SCREENS

DECK = "ΔΕ"
"""The deck whose options are shown."""
PLACES: tuple[tuple[str, dict[str, str]], ...] = (
    *((row.name, {"deck": DECK} if row.name == "options" else {}) for row in SCREENS),
    *(("planning", {"page": page}) for page in ("custom", "catch_up", "holiday", "exam")),
    *(("preferences", {"section": section}) for section in NAMES),
    ("foresight", {"page": "trial"}),
)
