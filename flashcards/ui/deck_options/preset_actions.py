"""What one does to presets; each can be taken back from the toast that tells of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from flashcards.model.errors import UserError
from flashcards.model.ids import PresetId
from flashcards.model.messages import message
from flashcards.model.presets import Options, Preset
from flashcards.ui import messages
from flashcards.ui.deck_options.limit_rows import limit_words
from flashcards.ui.deck_options.option_rows import ROWS
from flashcards.ui.deck_options.option_words import value_words
from flashcards.ui.stored_names import preset_name
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.ui.main_window import MainWindow


def preset_uses(collection: "Collection") -> dict[str, Preset]:
    """Return the preset of every deck, by the deck's full name."""
    return {name: collection.preset_of(name) for name in collection.deck_names()}


def deck_path(name: str) -> str:
    """Return a deck's full name as a path."""
    return name.replace("::", " › ")


def subdecks(collection: "Collection", deck: str) -> int:
    """Return how many decks lie below a deck."""
    return sum(name.startswith(f"{deck}::") for name in collection.deck_names())


def set_option(window: "MainWindow", deck: str, name: str, value: object) -> None:
    """Change one option of the preset a deck uses."""
    row = ROWS[name]
    said = tr(
        "{option}: {value}", option=tr(row.text).replace("&", ""), value=value_words(row, value)
    )
    _do(window, lambda: window.collection.set_options(deck, **{name: value}), said)


def set_limit(window: "MainWindow", deck: str, name: str, value: object) -> None:
    """Change one of the limits a deck has of its own; None for none."""
    number = value if isinstance(value, int) else None
    scheduling = window.collection.scheduling
    _do(
        window,
        lambda: scheduling.set_deck_limits(deck, **{name: number}),
        limit_words(name, number),
    )


def reset_options(window: "MainWindow", deck: str) -> None:
    """Put every option but the day's beginning, which is not the deck's, back to its default."""
    defaults = Options()
    values = {name: getattr(defaults, name) for name in ROWS if name != "day_start_minutes"}
    said = tr("Every option is back to its default")
    _do(window, lambda: window.collection.set_options(deck, **values), said)


def assign_preset(window: "MainWindow", deck: str, preset: Preset) -> None:
    """Let a deck and its subdecks use another preset."""
    below = subdecks(window.collection, deck)
    words = tr(
        "“{deck}” uses the preset “{preset}”", deck=deck_path(deck), preset=preset_name(preset.name)
    )
    if below:
        its = plural(below, "so does its subdeck", "so do its {count} subdecks")
        words = tr("{words}, and {its}", words=words, its=its)
    _do(window, lambda: window.collection.assign_preset(deck, preset.id), words)


def ask_new_preset(window: "MainWindow", deck: str) -> None:
    """Ask for a name, then give a deck a preset of its own that begins as the present one."""
    suggested = _free_name(window.collection, deck.rpartition("::")[2])
    messages.ask_text(
        window,
        tr("New preset for “{deck}”", deck=deck_path(deck)),
        tr("Preset &name"),
        suggested,
        action=tr("Create"),
        on_done=lambda name: _new_preset(window, deck, name),
    )


def _new_preset(window: "MainWindow", deck: str, name: str) -> None:
    collection = window.collection

    def add() -> None:
        _refuse_taken(collection, name, None)
        collection.add_preset(name, collection.preset_of(deck).id, deck)

    said = tr("“{deck}” has the new preset “{preset}”", deck=deck_path(deck), preset=name)
    _do(window, add, said)


def ask_new_name(window: "MainWindow", preset: Preset) -> None:
    """Ask for another name of a preset."""

    def rename(name: str) -> None:
        def work() -> None:
            _refuse_taken(window.collection, name, preset.id)
            window.collection.rename_preset(preset.id, name)

        if name != preset.name:
            _do(window, work, tr("The preset is called “{preset}” now", preset=name))

    messages.ask_text(
        window,
        tr("Rename preset"),
        tr("Preset &name"),
        preset.name,
        action=tr("Rename"),
        on_done=rename,
    )


def delete_preset(window: "MainWindow", preset: Preset) -> None:
    """Delete a preset; the decks that used it go over to another one."""
    collection = window.collection
    used = [name for name, found in preset_uses(collection).items() if found.id == preset.id]

    def then(_: object) -> None:
        said = tr("Deleted the preset “{preset}”", preset=preset_name(preset.name))
        if used:
            instead = collection.preset_of(used[0]).name
            decks = plural(len(used), "its deck uses", "its {count} decks use")
            said = tr("{said}; {decks} “{instead}”", said=said, decks=decks, instead=instead)
        window.toast(said, tr("Undo"), window.undo)

    window.writes.do(lambda: collection.delete_preset(preset.id), then)


def _do(window: "MainWindow", work: Callable[[], object], said: str) -> None:
    window.writes.do(work, lambda _: window.toast(said, tr("Undo"), window.undo))


def _free_name(collection: "Collection", wanted: str) -> str:
    taken = {preset.name.casefold() for preset in collection.presets()}
    name, number = wanted, 2
    while name.casefold() in taken:
        name, number = f"{wanted} {number}", number + 1
    return name


def _refuse_taken(collection: "Collection", name: str, mine: PresetId | None) -> None:
    for preset in collection.presets():
        if preset.id != mine and preset.name.casefold() == " ".join(name.split()).casefold():
            raise UserError(
                message("There is already a preset called “{name}”.", name=preset.name),
                message("Choose another name."),
            )
