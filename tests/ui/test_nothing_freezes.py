"""What would freeze the window is done in part, or not at all: counted, not timed."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage, QTextOption
from PySide6.QtWidgets import QApplication

import flashcards
from flashcards.collection.decks.editing import Previewed
from flashcards.store import media
from flashcards.ui.editor.field_edit import FieldEdit
from flashcards.ui.editor.preview import Preview
from flashcards.ui.long_words import LONGEST_WORD
from flashcards.ui.main_window import MainWindow
from flashcards.ui.rich_text import MOST_PIXELS_OF_CARD, CardView
from tests.qtbot import QtBot

ANYWHERE = QTextOption.WrapMode.WrapAnywhere


def _gaps(count: int) -> dict[str, str]:
    return {"Text": " ".join(f"{{{{c{n}::w{n}}}}}" for n in range(1, count + 1)), "Extra": ""}


def test_of_many_cards_only_those_looked_at_are_rendered(tmp_path: Path) -> None:
    with flashcards.open(tmp_path / "a.flashcards") as collection:
        cards = collection.preview_note(collection.note_type("cloze"), _gaps(499))
        assert (len(cards), cards.rendered) == (499, 0)
        assert "[…]" in cards[7].question_html or "..." in cards[7].question_html
        assert cards[7] is cards[7]
        assert cards.rendered == 1
        assert cards[-1] == cards[498]
        with pytest.raises(IndexError):
            cards[499]


def test_the_preview_of_a_note_with_many_gaps_renders_the_card_it_shows(
    window: MainWindow, qtbot: QtBot
) -> None:
    preview = Preview(window)
    qtbot.addWidget(preview)
    preview.show_note(window.collection.note_type("cloze"), _gaps(300))
    cards = preview._cards
    assert isinstance(cards, Previewed)
    assert len(cards) == 300
    assert cards.rendered == 1
    preview.step(-1)
    assert cards.rendered == 2


@pytest.fixture
def field(window: MainWindow, qtbot: QtBot) -> FieldEdit:
    edit = FieldEdit("Front", window.commands)
    qtbot.addWidget(edit)
    edit.show()
    return edit


def test_a_word_of_a_megabyte_is_broken_anywhere_and_no_other(field: FieldEdit) -> None:
    usual = field.wordWrapMode()
    field.setPlainText("tide " * LONGEST_WORD)
    assert field.wordWrapMode() == usual
    data = QMimeData()
    data.setText("w" * 1_000_000)
    field.insertFromMimeData(data)
    assert field.wordWrapMode() == ANYWHERE
    assert len(field.toPlainText()) == 1_000_000 + 5 * LONGEST_WORD
    field.setPlainText("tide")
    assert field.wordWrapMode() == usual


def test_an_endless_word_that_was_typed_and_taken_back_is_noticed(field: FieldEdit) -> None:
    usual = field.wordWrapMode()
    field.setPlainText("w" * LONGEST_WORD)
    field.textCursor().insertText("ab")
    assert field.wordWrapMode() == ANYWHERE
    field.undo()
    assert field.wordWrapMode() == usual


def test_a_card_with_an_endless_word_is_broken_anywhere(window: MainWindow, qtbot: QtBot) -> None:
    view = CardView(window)
    qtbot.addWidget(view)
    usual = view.wordWrapMode()
    view.set_html(f"<p>{'w' * 150_000}</p>")
    assert view.wordWrapMode() == ANYWHERE
    assert len(view.toPlainText()) == 150_000
    view.set_html("<p>tide</p>")
    assert view.wordWrapMode() == usual


def _picture(window: MainWindow, width: int, height: int, shade: int, kind: str = "png") -> str:
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(shade)
    folder = media.folder(window.collection.path)
    folder.mkdir(exist_ok=True)
    name = f"{shade:024x}.{kind}"
    assert image.save(str(folder / name))
    return name


def test_huge_pictures_are_said_to_be_too_large_instead_of_read(
    window: MainWindow, qtbot: QtBot
) -> None:
    view = CardView(window)
    qtbot.addWidget(view)
    view.resize(600, 400)
    name = _picture(window, 16_000, 4_000, 7)
    view.set_html("".join(f'<img src="{name}">' for _ in range(12)))
    view.grab()
    assert view.room.read == 0
    assert view.room.refused


def test_pictures_of_a_card_are_read_once_and_no_more_than_fit(
    window: MainWindow, qtbot: QtBot
) -> None:
    view = CardView(window)
    qtbot.addWidget(view)
    view.resize(600, 400)
    names = [_picture(window, 5_000, 4_000, shade) for shade in range(1, 6)]
    html = "".join(f'<p><img src="{name}"></p>' for name in names)
    view.set_html(html)
    view.grab()
    assert view.room.read == MOST_PIXELS_OF_CARD // 20_000_000
    view.set_html(html + "<p>one word more</p>")
    view.grab()
    assert view.room.read == 2  # the two there was no room for before


def _given(path: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


@pytest.mark.parametrize("name", ["picture.png", "deck.csv", "deck.md", "page.html", "notes.txt"])
def test_a_pipe_that_is_dropped_on_the_window_is_refused(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    os.mkfifo(path)
    drop = QDropEvent(
        QPointF(300, 300),
        Qt.DropAction.CopyAction,
        _given(path),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, drop)
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert window.collection.search() == []


def test_a_pipe_that_is_pasted_as_a_picture_is_refused(
    window: MainWindow, field: FieldEdit, tmp_path: Path
) -> None:
    path = tmp_path / "picture.png"
    os.mkfifo(path)
    given: list[object] = []
    field.picture_given.connect(given.append)
    field.insertFromMimeData(_given(path))
    assert given == [path]
    with pytest.raises(flashcards.UserError, match="is a pipe"):
        window.collection.import_media(path)
