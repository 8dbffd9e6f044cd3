"""``flashcards decks`` and ``flashcards search``."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from flashcards.cli.arguments import Arguments
from flashcards.cli.days import Calendar, calendar, iso
from flashcards.cli.endings import DONE
from flashcards.cli.opening import opened
from flashcards.cli.terminal import Style, Terminal, errors, output, write_json
from flashcards.cli.wording import crop, pad, plural, reads_from_right, safe, tr, width
from flashcards.languages.speaking import numeral
from flashcards.model.messages import Translatable
from flashcards.search.finishing import missing

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.model.rows import CardRow
    from flashcards.study.tree import DeckNode

_NARROWEST_NAME = 12
_PAGE = 500
"""Cards read and printed at a time."""

_HEADS: tuple[Translatable, ...] = ("deck", "new", "learning", "due", "cards", "next")

_LEFT_TO_RIGHT = "\u200e"
"""Ends right-to-left text, else a terminal that turns it takes the numbers after it along."""


def decks(chosen: Arguments) -> int:
    """List the decks as a tree, with what waits in each today."""
    with opened(chosen, read_only=True) as collection:
        tree = collection.deck_tree()
        days = calendar(collection)
    if chosen.json:
        write_json({"decks": [_deck_json(node) for node in tree]})
    elif not tree:
        output().line(tr("No decks yet. “flashcards import FILE” adds one."))
    else:
        _draw_decks(output(), tree, days)
    return DONE


def _deck_json(node: "DeckNode") -> dict[str, Any]:
    return {
        "name": node.name,
        "new": node.new,
        "learning": node.learning,
        "due": node.due,
        "total": node.total,
        "next_due": iso(node.next_due),
        "children": [_deck_json(child) for child in node.children],
    }


def _flat(tree: Sequence["DeckNode"], depth: int = 0) -> Iterator[tuple[int, "DeckNode"]]:
    for node in tree:
        yield depth, node
        yield from _flat(node.children, depth + 1)


def _draw_decks(terminal: Terminal, tree: Sequence["DeckNode"], days: Calendar) -> None:
    rows = [
        (
            "  " * depth + safe(node.title),
            *(numeral(count) if count else "-" for count in (node.new, node.learning, node.due)),
            numeral(node.total),
            days.words(node.next_due),
        )
        for depth, node in _flat(tree)
    ]
    head = tuple(map(tr, _HEADS))
    numbers = [max(width(row[place]) for row in (head, *rows)) for place in range(1, 6)]
    room = terminal.columns - sum(numbers) - 2 * len(numbers)
    name = min(max(width(row[0]) for row in (head, *rows)), max(_NARROWEST_NAME, room))
    for place, row in enumerate((head, *rows)):
        cells = [name_cell(terminal, row[0], name)]
        cells += [pad(cell, size, right=True) for cell, size in zip(row[1:], numbers, strict=True)]
        terminal.line("  ".join(cells).rstrip(), Style.PLAIN if place else Style.DIM)


def name_cell(terminal: Terminal, text: str, columns: int) -> str:
    """Return safe text cropped and filled to a column, what follows kept in its place."""
    shown = crop(text, columns)
    end = _LEFT_TO_RIGHT if terminal.is_tty and reads_from_right(shown) else ""
    return pad(shown + end, columns)


def search(chosen: Arguments) -> int:
    """List the cards a search finds: a table on a terminal, tabs between the cells elsewhere."""
    query = " ".join(chosen.query)
    if (error := missing(query)) is not None:
        raise error
    with opened(chosen, read_only=True) as collection:
        found = collection.search(query, chosen.order, chosen.descending)
        listed = found if chosen.limit is None else found[: chosen.limit]
        pages = (
            collection.card_rows(listed[start : start + _PAGE])
            for start in range(0, len(listed), _PAGE)
        )
        if chosen.json:
            cards = [_card_json(row) for page in pages for row in page]
            write_json({"query": query, "count": len(found), "cards": cards})
            return DONE
        terminal = output()
        if terminal.is_tty:
            _draw_cards(terminal, pages, collection)
        else:
            _write_cards(terminal, pages, calendar(collection))
    left = len(found) - len(listed)
    if not found or left or terminal.is_tty:
        told = plural(len(found), "{count} card found.", "{count} cards found.")
        if left:
            all_found = plural(len(found), "{count} card", "{count} cards")
            told = tr("{cards} found, {more} more not listed.", cards=all_found, more=numeral(left))
        errors().line(told, Style.DIM)
    return DONE


def _card_json(row: "CardRow") -> dict[str, Any]:
    return {
        "id": row.id,
        "note_id": row.note_id,
        "question": row.question,
        "answer": row.answer,
        "deck": row.deck,
        "tags": list(row.tags),
        "note_type": row.note_type,
        "state": row.state.name.lower(),
        "due_at": iso(row.due_at),
        "interval_days": row.interval_days,
        "ease_factor": row.ease_factor,
        "lapses": row.lapses,
        "reviews": row.reviews,
        "suspended": row.suspended,
        "buried": row.buried,
        "flag": row.flag,
        "created": iso(row.created),
        "changed": iso(row.changed),
    }


def _due_words(row: "CardRow", days: Calendar) -> str:
    if row.suspended:
        return tr("suspended")
    return tr("new") if row.due_at is None else days.words(row.due_at)


def _draw_cards(
    terminal: Terminal, pages: Iterator[list["CardRow"]], collection: "Collection"
) -> None:
    days = calendar(collection)
    for place, page in enumerate(pages):
        numbers = max(4, width(tr("id")), *(len(str(row.id)) for row in page))
        widest = max(width(safe(row.deck)) for row in page)
        deck = min(max(4, widest, width(tr("deck"))), max(8, terminal.columns // 4))
        question = max(_NARROWEST_NAME, terminal.columns - numbers - deck - 10 - 6)
        if not place:
            head = (
                pad(tr("id"), numbers, right=True),
                pad(tr("question"), question),
                pad(tr("deck"), deck),
            )
            terminal.line("  ".join((*head, tr("due"))), Style.DIM)
        for row in page:
            cells = (
                pad(str(row.id), numbers, right=True),
                name_cell(terminal, safe(row.question), question),
                name_cell(terminal, safe(row.deck), deck),
                _due_words(row, days),
            )
            terminal.line("  ".join(cells))


def _write_cards(terminal: Terminal, pages: Iterator[list["CardRow"]], days: Calendar) -> None:
    for page in pages:
        for row in page:
            due = "suspended" if row.suspended else days.day(row.due_at) or "new"
            terminal.line("\t".join((str(row.id), safe(row.question), safe(row.deck), due)))
