"""What can be done to the card in front besides answering it; all of it can be taken back."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt

from flashcards.model.ids import CardId
from flashcards.model.messages import Translatable
from flashcards.study.session import StudyCard
from flashcards.ui.answering import phrases
from flashcards.ui.card_pictures import pictures_of
from flashcards.ui.card_pictures import zoom as show_by_itself
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.reviewer.screen import ReviewerScreen

FLAGS: tuple[Translatable, ...] = ("No flag", "Red flag", "Orange flag", "Green flag", "Blue flag")
MORE = (
    "study.undo", "study.edit", "study.play", None,
    "study.bury", "study.bury_note", "study.suspend", "study.suspend_note", None,
    "study.flag1", "study.flag2", "study.flag3", "study.flag4", "study.flag0", None,
    "study.zoom", "study.why", "study.fields", "study.source", "study.browse", "study.options",
    None,
    "scheduling.set_due", "study.reset", "study.delete",
)  # fmt: skip
"""What the button for more shows, and a click with the other mouse button."""
HIDE_SOURCE = "study.source"
"""Key among the remembered lists under which hiding the source is kept."""


def _do(screen: "ReviewerScreen", work: Callable[[StudyCard], object], said: str) -> None:
    """Do one write to the card in front, then say so and go to what is to be asked now."""
    card = screen.card
    if card is not None:
        screen.window_.writes.do(lambda: work(card), then=lambda _: screen.sitting.done(said))


def _cards(screen: "ReviewerScreen", card: StudyCard, whole_note: bool) -> Sequence[CardId]:
    if whole_note:
        return screen.collection.note_cards(card.note_id)
    return [card.card.id]


def bury(screen: "ReviewerScreen", whole_note: bool = False) -> None:
    """Put the card, or all cards of its note, away until tomorrow."""
    said = tr("Buried the note until tomorrow") if whole_note else tr("Buried until tomorrow")
    _do(screen, lambda card: screen.collection.bury(_cards(screen, card, whole_note)), said)


def suspend(screen: "ReviewerScreen", whole_note: bool = False) -> None:
    """Put the card, or all cards of its note, away until released."""
    said = tr("Suspended the note") if whole_note else tr("Suspended the card")
    _do(screen, lambda card: screen.collection.suspend(_cards(screen, card, whole_note)), said)


def flag(screen: "ReviewerScreen", number: int) -> None:
    """Flag the card; the flag it has already is taken off."""
    card = screen.card
    if card is None:
        return
    wanted = 0 if card.flag == number else number
    said = tr(FLAGS[wanted])
    _do(screen, lambda found: screen.collection.flag([found.card.id], wanted), said)


def reset(screen: "ReviewerScreen") -> None:
    """Make the card new again."""
    _do(screen, lambda card: screen.collection.reset_cards([card.id]), tr("The card is new again"))


def has_picture(screen: "ReviewerScreen") -> bool:
    """Whether a picture is on the card in front."""
    return screen.has_card() and bool(pictures_of(screen.page.pane.document()))


def zoom(screen: "ReviewerScreen") -> None:
    """Show the first picture of the card by itself; Tab goes on to the next one."""
    show_by_itself(screen.window_, screen.page.pane)


def delete(screen: "ReviewerScreen") -> None:
    """Delete the card's note."""
    _do(screen, lambda card: screen.collection.delete_notes([card.note_id]), tr("Deleted the note"))


def edit(screen: "ReviewerScreen") -> None:
    """Open the card's note for editing; the card follows when it is saved."""
    if screen.card is not None:
        screen.window_.edit_note(screen.card.note_id)


def browse(screen: "ReviewerScreen") -> None:
    """Show the note's cards in the browser."""
    if screen.card is not None:
        screen.window_.search(f"nid:{screen.card.note_id}")


def deck_options(screen: "ReviewerScreen") -> None:
    """Open the options of the card's deck."""
    if screen.card is not None:
        screen.window_.go("options", deck=screen.card.deck)


def has_flag(screen: "ReviewerScreen", number: int) -> bool:
    """Whether the card in front wears this flag."""
    return screen.card is not None and screen.card.flag == number


def source_shown(screen: "ReviewerScreen") -> bool:
    """Whether answers say where the note comes from."""
    return screen.settings.lists.get(HIDE_SOURCE) != "hidden"


def open_source(screen: "ReviewerScreen") -> None:
    """Go to the card's place in its article; the clock stands while it is read.

    What is gone from the article, or says something else now, is shown over the screen instead,
    with what it said. Before the answer is shown, the words that would give it away stay covered.
    """
    from flashcards.ui.kept_articles.source_panel import show_found
    from flashcards.ui.kept_articles.source_words import Source, source_of

    card = screen.card
    if card is None:
        return
    source = source_of(screen.collection, card.id, answered=screen.is_answered())
    if isinstance(source, Source) and source.place is not None and not source.quote:
        screen.window_.go("reading", source_id=source.source_id, card=source)
        return
    screen.sitting.pacing.hold()
    show_found(screen.window_, source, screen.sitting.pacing.go_on)


def toggle_source(screen: "ReviewerScreen") -> None:
    """Show or hide where notes come from."""
    chosen = "hidden" if source_shown(screen) else "shown"
    screen.window_.change_settings(lists={**screen.settings.lists, HIDE_SOURCE: chosen})
    screen.show_source()


def toggle_why(screen: "ReviewerScreen") -> None:
    """Tell how the interval came about, or close the panel."""
    if screen.why.isVisible():
        screen.why.close_panel()
    else:
        tell_why(screen)


def tell_why(screen: "ReviewerScreen") -> None:
    """Fill the panel with the past of the card in front."""
    if screen.card is not None:
        screen.why.tell(screen.card.id, phrases.first_days_words(screen.card))


def toggle_fields(screen: "ReviewerScreen") -> None:
    """Show all fields of the note in front, or close the panel."""
    if screen.fields.isVisible():
        screen.fields.close_panel()
    elif screen.card is not None:
        screen.why.hide()
        screen.fields.open_note(screen.card.note_id)


def open_menu(screen: "ReviewerScreen", at: QPoint, ids: Sequence[str | None]) -> None:
    """Open a menu of commands without waiting for it to close."""
    menu = screen.window_.commands.context_menu(ids, screen)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(at)


def open_more(screen: "ReviewerScreen") -> None:
    """Open the menu of all that can be done, over its button."""
    above = screen.page.foot.small_button("more")
    menu = screen.window_.commands.context_menu(MORE, screen)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    corner = above.mapToGlobal(QPoint(0, 0))
    menu.popup(corner - QPoint(0, menu.sizeHint().height()))


def open_flags(screen: "ReviewerScreen") -> None:
    """Open the menu of flags."""
    under = screen.page.path
    ids = [f"study.flag{number}" for number in (1, 2, 3, 4, 0)]
    open_menu(screen, under.mapToGlobal(QPoint(0, under.height())), ids)
