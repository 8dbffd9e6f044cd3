"""Says of an article in a language without tables that its sentences are not read."""

from flashcards.articles.detecting import language_of
from flashcards.articles.finders.prose.languages import has_tables
from flashcards.articles.tree import Document
from flashcards.model.messages import Message, message

_NAMES = {
    "ca": message("Catalan"),
    "cs": message("Czech"),
    "da": message("Danish"),
    "el": message("Greek"),
    "fi": message("Finnish"),
    "he": message("Hebrew"),
    "hu": message("Hungarian"),
    "id": message("Indonesian"),
    "it": message("Italian"),
    "ja": message("Japanese"),
    "ko": message("Korean"),
    "nb": message("Norwegian"),
    "nl": message("Dutch"),
    "no": message("Norwegian"),
    "pl": message("Polish"),
    "pt": message("Portuguese"),
    "ro": message("Romanian"),
    "ru": message("Russian"),
    "sv": message("Swedish"),
    "th": message("Thai"),
    "tr": message("Turkish"),
    "uk": message("Ukrainian"),
    "zh": message("Chinese"),
}
_FEWEST = 200
"""Characters of an article that has sentences to speak of."""


def unread(document: Document) -> Message | None:
    """Return what a learner should know if no definitions are looked for in the sentences."""
    code = language_of(document.text, document.language)
    if has_tables(code) or len(document.text) < _FEWEST:
        return None
    if code in _NAMES:
        return message(
            "This article seems to be in {language}. Sentences are searched for definitions only "
            "in English, German, French and Spanish.",
            language=_NAMES[code],
        )
    return message(
        "Sentences are searched for definitions only in English, German, French and Spanish; "
        "this article seems to be in another language."
    )
