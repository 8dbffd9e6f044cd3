"""Names that come with every collection are shown in the learner's language and stored as ever."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QLabel

from flashcards.languages import choosing, speaking
from flashcards.model.note_types import BASIC, BUILT_IN_NOTE_TYPES
from flashcards.ui.deck_options.screen import DeckOptionsScreen
from flashcards.ui.editor.window import add_note
from flashcards.ui.main_window import MainWindow
from flashcards.ui.stored_names import card_name, card_name_of, field_names, preset_name, type_name
from tests.qtbot import QtBot

if TYPE_CHECKING:
    from flashcards.api import Collection


@pytest.fixture
def german() -> Iterator[None]:
    """Speak German until the test ends."""
    locale, spoken = QLocale(), speaking.spoken()
    choosing.speak_in("de")
    yield
    QLocale.setDefault(locale)
    speaking.speak(*spoken)


def test_in_english_every_name_is_shown_as_it_is_stored() -> None:
    for each in BUILT_IN_NOTE_TYPES:
        assert type_name(each.name) == each.name
        assert field_names(each) == list(each.fields)
        assert [card_name(each, card.name) for card in each.templates] == [
            card.name for card in each.templates
        ]
    assert preset_name("Default") == "Default"


@pytest.mark.usefixtures("german")
def test_every_name_that_comes_with_the_program_has_one_in_german() -> None:
    alike = {"Text", "Definition", "Multiple choice"}
    for each in BUILT_IN_NOTE_TYPES:
        stored = [each.name, *each.fields, *(card.name for card in each.templates)]
        shown = [type_name(each.name), *field_names(each)]
        shown += [card_name(each, card.name) for card in each.templates]
        same = {one for one, other in zip(stored, shown, strict=True) if one == other}
        assert same <= alike


@pytest.mark.usefixtures("german")
def test_a_card_of_a_gap_keeps_its_number() -> None:
    assert card_name_of("Cloze", "Cloze 2") == "Lücke 2"
    assert card_name_of("Basic", "Card 1") == "Karte 1"
    assert card_name_of("Mine", "Card 1") == "Card 1"


@pytest.mark.usefixtures("german")
def test_a_note_is_written_under_german_names_and_kept_under_those_that_are_stored(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    collection.add_note({"Front": "a", "Back": "b"}, "Deck")
    adding = add_note(window, current="Deck")
    captions = [each.text() for each in adding.form.findChildren(QLabel) if each.buddy()]
    assert [each for each in captions if each.endswith("seite")] == ["Vorderseite", "Rückseite"]
    assert adding.type_field.currentText() == "Grundform"
    for edit, text in zip(adding.form.edits, ("ja", "yes"), strict=True):
        assert edit.accessibleName() in ("Vorderseite", "Rückseite")
        edit.setPlainText(text)
    qtbot.waitUntil(adding.isActiveWindow)
    qtbot.keyClick(adding.form.edits[1], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert adding.last_added.text() == "Hinzugefügt: ja"
    (card,) = collection.search("yes")
    note = collection.note(collection.card(card).note_id)
    assert note.fields[:2] == ("ja", "yes")
    assert collection.note_type(note.note_type_id).fields == BASIC.fields
    adding.close()


@pytest.mark.usefixtures("german")
def test_a_name_the_learner_gave_is_shown_as_written(
    window: MainWindow, collection: "Collection"
) -> None:
    types = collection.note_types
    types.rename(types.all()[0].id, "Vokabel")
    mine = types.duplicate(types.all()[0].id, "Meine")
    assert field_names(types.all()[0]) == ["Vorderseite", "Rückseite"]
    assert field_names(mine) == ["Front", "Back"]
    adding = add_note(window)
    shown = [adding.type_field.itemText(at) for at in range(adding.type_field.count())]
    assert "Vokabel" in shown
    assert "Grundform" not in shown
    adding.close()


@pytest.mark.usefixtures("german")
def test_the_preset_of_every_collection_is_called_standard(
    window: MainWindow, collection: "Collection"
) -> None:
    collection.add_note({"Front": "a", "Back": "b"}, "Deck")
    screen = cast(DeckOptionsScreen, window.go("options", deck="Deck"))
    QApplication.processEvents()
    assert screen.panel.presets.currentText() == "Standard"
    assert collection.preset_of("Deck").name == "Default"
