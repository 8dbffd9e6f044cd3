"""What masks are called, for the eye and for screen readers."""

from flashcards.model.messages import Translatable
from flashcards.model.occlusion import ELLIPSE, POLYGON, RECTANGLE, TEXT, Occlusion
from flashcards.ui.occlusion.board import Board
from flashcards.ui.words import plural, tr

SELECT = "select"
"""The tool that draws nothing."""
KIND_WORDS: dict[str, Translatable] = {
    RECTANGLE: "Rectangle",
    ELLIPSE: "Ellipse",
    POLYGON: "Polygon",
    TEXT: "Text",
}


def selection_words(board: Board, corner: int | None = None) -> str:
    """Return what is selected, with the corner of a polygon that moves; empty for nothing."""
    places = board.places
    if not places:
        return ""
    if len(places) > 1:
        return plural(len(places), "{count} mask selected", "{count} masks selected")
    mask = board.masks[places[0]]
    if mask.is_label:
        return tr("Text “{words}”", words=mask.text.replace("\n", " "))
    if corner is not None:
        return tr(
            "Corner {number} of {count}, card {card}",
            number=corner + 1,
            count=len(mask.points),
            card=", ".join(map(str, mask.numbers)),
        )
    kind = tr(KIND_WORDS[mask.kind if mask.kind in KIND_WORDS else RECTANGLE])
    return tr(
        "{kind}, card {number} (mask {place} of {count})",
        kind=tr("{what} “{name}”", what=kind, name=mask.text) if mask.text else kind,
        number=", ".join(map(str, mask.numbers)),
        place=places[0] + 1,
        count=len(board.masks),
    )


def cards_words(occlusion: Occlusion) -> str:
    """Return how many cards the masks make."""
    return plural(len(occlusion.numbers), "{count} card", "{count} cards")


def hint_words(board: Board, tool: str, corner: int | None = None) -> str:
    """Return what is selected, or what the tool in use does."""
    words = selection_words(board, corner)
    if corner is not None:
        return tr("{selected}. Arrows move it, C goes to the next one.", selected=words)
    if words:
        return tr(
            "{selected}. Enter names what it hides; arrows move, with Shift they resize.",
            selected=words,
        )
    if tool == SELECT:
        return tr("Choose a shape to cover something. Tab goes from mask to mask.")
    if tool == POLYGON:
        return tr("Click each corner, then the first one again; Enter puts one in the middle.")
    if tool == TEXT:
        return tr("Click where the text is to stand; Enter puts it in the middle.")
    return tr("Drag over what you want to cover; Enter puts a mask in the middle.")
