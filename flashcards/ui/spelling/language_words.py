"""What languages are called where their dictionaries are spoken of."""

from PySide6.QtCore import QLocale

from flashcards.ui.note_types.languages import language_name
from flashcards.ui.spelling.dictionaries import parts_of
from flashcards.ui.words import tr


def named(tag: str) -> str:
    """Return what a language is called, with its region in brackets where it has one."""
    name = language_name(tag)
    if name != tag:
        return name
    parts = parts_of(tag)
    name = language_name(parts[0])
    locale = QLocale(tag.replace("-", "_"))
    if name == parts[0]:
        name = (locale.nativeLanguageName() or tag) if parts[0] != "en" else tr("English")
    region = parts[-1].upper() if len(parts) > 1 else ""
    return tr("{language} ({region})", language=name, region=region) if region else name
