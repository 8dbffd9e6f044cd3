"""``flashcards export X.pdf``: cards on paper."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.cli.arguments import Arguments
from flashcards.cli.endings import DONE
from flashcards.cli.opening import deck_named, opened
from flashcards.cli.progress import Work
from flashcards.cli.terminal import output, write_json
from flashcards.cli.wording import plural, safe, tr
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.search.finishing import missing

if TYPE_CHECKING:
    from flashcards.api import Collection

_GRID = re.compile(r"(\d{1,2})x(\d{1,2})")
_MOST = 10


def is_paper(out: str) -> bool:
    """Whether a file's name asks for cards on paper."""
    return Path(out).suffix.lower() == ".pdf"


def print_pdf(chosen: Arguments) -> int:
    """Write the cards of a deck, of a search, or all to a PDF file."""
    from flashcards.ui.printing.choices import Layout, Paper, PrintChoices, Turned
    from flashcards.ui.printing.without_window import print_cards

    paper = Paper.LETTER if chosen.paper == "letter" else Paper.A4
    layout = Layout(chosen.layout)
    choices = PrintChoices(layout, paper, _grid(chosen.grid), Turned(chosen.flip))
    if layout is Layout.FOLD and choices.grid[0] % 2:
        raise UserError(
            message("Cards to fold need an even number across."), message("Write it like 2x4.")
        )
    if chosen.search is not None and (error := missing(chosen.search)) is not None:
        raise error
    with opened(chosen) as collection:
        deck = deck_named(collection, chosen.deck)
        cards = _cards(collection, deck, chosen.search)
        title = (deck or chosen.search or "").replace("::", " \u203a ")
        with Work(tr("Printing {name}", name=Path(chosen.out).name)) as work:
            count = print_cards(collection, cards, Path(chosen.out), title, choices, work)
    if chosen.json:
        told = {"file": chosen.out, "deck": deck, "search": chosen.search, "cards": count}
        write_json(told)
    else:
        output().line(
            plural(
                count,
                "{count} card written to {file}.",
                "{count} cards written to {file}.",
                file=safe(chosen.out),
            )
        )
    return DONE


def refuse_search(chosen: Arguments) -> None:
    """Raise UserError where a search was given for a file that holds whole decks."""
    if chosen.search is not None:
        raise UserError(
            message("Only a .pdf file takes the cards of a search."),
            message("Use --deck to choose a deck."),
        )


def _cards(collection: "Collection", deck: str | None, query: str | None) -> list[int]:
    """Return the ids of what is printed: of a deck, of what a search finds, or of both."""
    cards: list[int] = list(collection.cards_in(deck))
    if query is not None:
        chosen = set(cards)
        cards = [card for card in collection.search(query) if card in chosen]
    if not cards:
        hint = (
            message("Choose another deck.")
            if query is None
            else message("Search for something else.")
        )
        raise UserError(message("There are no cards to print."), hint)
    return cards


def _grid(text: str) -> tuple[int, int]:
    found = _GRID.fullmatch(text)
    across, down = (int(found[1]), int(found[2])) if found else (0, 0)
    if not (0 < across <= _MOST and 0 < down <= _MOST):
        raise UserError(
            message("“{grid}” is no number of cards across and down.", grid=text),
            message("Write it like 2x4, with at most 10 of each."),
        )
    return across, down
