"""What may enter the collection as text, and what is refused at the door."""

from collections.abc import Iterable

from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message

MAXIMUM_FIELD = 1_000_000
"""Characters in one field."""


_TEXT = message("The text")
_TAGS = message("The tags")


def clean_field(text: str, name: Message = _TEXT) -> str:
    """Return ``text`` fit for a field; refuse what no file or screen could hold.

    Raises UserError for text above a million characters and for halves of characters.
    """
    if len(text) > MAXIMUM_FIELD:
        raise UserError(
            message("{name} is longer than a million characters.", name=name),
            message("Split it up."),
        )
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise UserError(
                message(
                    "{name} holds half a character at position {position}.",
                    name=name,
                    position=error.start + 1,
                ),
                message("Type that character again."),
            ) from error
    if "\x00" in text or "\x1f" in text:
        text = text.replace("\x00", "").replace("\x1f", " ")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def is_clean(text: str) -> bool:
    """Whether ``clean_field`` would leave every part of a text as it is, whatever divides them."""
    if len(text) > MAXIMUM_FIELD or "\x00" in text or "\r" in text:
        return False
    try:
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:
        return False


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags without spaces or repetitions (whatever the case), by name."""
    words = clean_field(" ".join(tags), _TAGS).split()
    if len(words) < 2:
        return tuple(words)
    folded = [word.casefold() for word in words]
    if folded == words:
        return tuple(sorted(set(words)))
    found: dict[str, str] = {}
    for key, word in zip(folded, words, strict=True):
        found.setdefault(key, word)
    return tuple(found[key] for key in sorted(found))


def clean_deck_name(name: str) -> str:
    """Return a deck's full name, each part trimmed.

    Raises UserError for an empty name or part.
    """
    parts = [
        " ".join(part.split()) for part in clean_field(name, message("The deck name")).split("::")
    ]
    if not all(parts):
        raise UserError(
            message("A deck needs a name.")
            if len(parts) == 1
            else message("A part of the deck name is empty."),
            message("Write it like “Languages::French”."),
        )
    if len(name) > 500 or len(parts) > 50:
        raise UserError(
            message("The deck name is too long."), message("Keep it under 500 characters.")
        )
    return "::".join(parts)


def free_name(name: str, others: Iterable[str]) -> str:
    """Return ``name``, with a number behind it where it is taken."""
    taken = {other.casefold() for other in others}
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{name} {number}"
    return free
