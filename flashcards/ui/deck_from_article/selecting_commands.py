"""The commands that select words of an article without a mouse."""

from collections.abc import Callable
from functools import partial

from flashcards.model.messages import Translatable
from flashcards.ui.commands import Command
from flashcards.ui.deck_from_article import selecting

_WORDS = ("sentence", "word", "text", "mark", "keyboard")


def selecting_rows(
    prefix: str, select_by: Callable[[selecting.Step], object], when: Callable[[], bool]
) -> list[Command]:
    """Return the rows of a screen whose commands begin with ``prefix``."""

    def row(name: str, text: Translatable, key: str, step: selecting.Step) -> Command:
        action = partial(select_by, step)
        return Command(f"{prefix}.{name}", text, action, (key,), "", "Card/Select words",
                       section=3, enabled_when=when, keywords=_WORDS)  # fmt: skip

    end, start = selecting.end_moved, selecting.start_moved
    return [
        row("select_more", "Select a sentence", "Shift+Down", selecting.sentence_more),
        row("select_less", "Select a sentence less", "Shift+Up", selecting.sentence_less),
        row(
            "paragraph_on",
            "Select in the next paragraph",
            "Ctrl+Shift+Down",
            selecting.paragraph_on,
        ),
        row(
            "paragraph_back",
            "Select in the paragraph before",
            "Ctrl+Shift+Up",
            selecting.paragraph_back,
        ),
        row("end_later", "Select a word more", "Shift+Right", lambda t, s: end(t, s, 1)),
        row("end_earlier", "Select a word less", "Shift+Left", lambda t, s: end(t, s, -1)),
        row("start_later", "Begin a word later", "Ctrl+Shift+Right", lambda t, s: start(t, s, 1)),
        row(
            "start_earlier", "Begin a word earlier", "Ctrl+Shift+Left", lambda t, s: start(t, s, -1)
        ),
    ]
