"""What one does to the chosen deck: rename, move, delete, look into, bring cards back."""

from typing import TYPE_CHECKING

from flashcards.model.binning import DAYS_KEPT
from flashcards.ui import messages
from flashcards.ui.home.deck_model import SEPARATOR
from flashcards.ui.home.words import cards_words
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from flashcards.ui.main_window import MainWindow


def title_of(name: str) -> str:
    """Return the last part of a deck's full name."""
    return name.rpartition(SEPARATOR)[2]


def rename(window: "MainWindow", name: str, new_name: str, then: "Callable[[str], object]") -> None:
    """Give a deck another full name; ``then`` gets it."""

    def renamed(_: object) -> None:
        then(new_name)
        window.toast(
            tr("Renamed “{old}” to “{new}”", old=title_of(name), new=title_of(new_name)),
            tr("Undo"),
            window.undo,
        )

    window.writes.do(lambda: window.collection.rename_deck(name, new_name), renamed)


def move(window: "MainWindow", name: str, above: str, then: "Callable[[str], object]") -> None:
    """Put a deck into another one, or to the top for an empty name; ``then`` gets its new name."""
    title = title_of(name)
    new_name = f"{above}{SEPARATOR}{title}" if above else title

    def moved(_: object) -> None:
        then(new_name)
        text = (
            tr("Moved “{deck}” into “{above}”", deck=title, above=title_of(above))
            if above
            else tr("Moved “{deck}” to the top", deck=title)
        )
        window.toast(text, tr("Undo"), window.undo)

    window.writes.do(lambda: window.collection.move_deck(name, above or None), moved)


def ask_where_to(window: "MainWindow", name: str, then: "Callable[[str], object]") -> None:
    """Let the learner choose where a deck goes, then move it."""
    from flashcards.ui.home.deck_picker import pick_deck

    top = tr("(top level)")
    above = name.rpartition(SEPARATOR)[0]
    places = [
        other
        for other in window.collection.deck_names()
        if other not in (name, above) and not other.startswith(name + SEPARATOR)
    ]
    names = [top, *places] if above else places
    pick_deck(
        window,
        tr("Move “{deck}” into", deck=title_of(name)),
        names,
        action=tr("Move"),
        on_done=lambda chosen: move(window, name, "" if chosen == top else chosen, then),
    )


def delete(window: "MainWindow", name: str, then: "Callable[[], object]", *, ask: bool) -> None:
    """Delete a deck with its subdecks and cards; the toast takes it back.

    Asked before where something was learnt, and where ``ask`` says so.
    """
    held = window.collection.deck_contents(name)
    if not held.reviews and not ask:
        _delete_now(window, name, then)
        return
    parts = [
        plural(held.notes, "{count} note", "{count} notes"),
        cards_words(held.cards),
        plural(held.reviews, "{count} review", "{count} reviews"),
    ]
    if held.decks > 1:
        parts.insert(0, plural(held.decks - 1, "{count} subdeck", "{count} subdecks"))
    messages.ask(
        window,
        tr("Delete the deck “{deck}”?", deck=title_of(name)),
        tr(
            "This also deletes {parts}. Everything stays in the bin for {days} days.",
            parts=", ".join(parts),
            days=DAYS_KEPT,
        ),
        action=tr("Delete deck"),
        on_yes=lambda: _delete_now(window, name, then),
        danger=True,
    )


def _delete_now(window: "MainWindow", name: str, then: "Callable[[], object]") -> None:
    def deleted(cards: int) -> None:
        text = tr("Deleted “{deck}”", deck=title_of(name))
        if cards:
            text = tr("{deleted} with {cards}", deleted=text, cards=cards_words(cards))
        then()
        window.toast(text, tr("Undo"), window.undo)

    window.writes.do(lambda: window.collection.delete_deck(name), deleted)


def unbury(window: "MainWindow", name: str | None) -> None:
    """Bring the buried cards of a deck, or of all, back today."""

    def back(cards: int) -> None:
        if cards:
            words = plural(cards, "Unburied {count} card", "Unburied {count} cards")
            window.toast(words, tr("Undo"), window.undo)
        else:
            window.toast(tr("No cards are buried here"))

    window.writes.do(lambda: window.collection.unbury(name), back)


def browse(window: "MainWindow", name: str) -> None:
    """Show the cards of a deck with its subdecks."""
    from flashcards.search.tree import Deck
    from flashcards.search.writer import write

    window.search(write(Deck(name)))
