"""What would freeze the window is done in part, or not at all: counted, not timed."""

import os
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDropEvent,
    QImage,
    QImageIOHandler,
    QImageWriter,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QApplication

import flashcards
from flashcards.collection.decks.editing import Previewed
from flashcards.store import media
from flashcards.ui.editor.field_edit import FieldEdit
from flashcards.ui.editor.preview import AT_ONCE, Preview
from flashcards.ui.long_words import LONGEST_WORD
from flashcards.ui.main_window import MainWindow
from flashcards.ui.pictures import MOST_PIXELS_OF_CARD, Picture, measured
from flashcards.ui.rich_text import CardView
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


def test_the_preview_of_a_note_with_many_gaps_renders_the_cards_it_shows(
    window: MainWindow, qtbot: QtBot
) -> None:
    preview = Preview(window)
    qtbot.addWidget(preview)
    preview.show_note(window.collection.note_type("cloze"), _gaps(300))
    cards = preview._cards
    assert isinstance(cards, Previewed)
    assert len(cards) == 300
    qtbot.waitUntil(lambda: cards.rendered == AT_ONCE)
    preview.step(-1)  # to the last of them
    qtbot.waitUntil(lambda: cards.rendered == 2 * AT_ONCE)
    assert cards.rendered == 2 * AT_ONCE


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


@pytest.fixture
def view(window: MainWindow, qtbot: QtBot) -> CardView:
    made = CardView(window)
    qtbot.addWidget(made)
    made.resize(600, 400)
    return made


def test_huge_pictures_are_said_to_be_too_large_instead_of_read(
    window: MainWindow, view: CardView
) -> None:
    name = _picture(window, 16_000, 4_000, 7)
    view.set_html("".join(f'<img src="{name}">' for _ in range(12)))
    view.grab()
    assert view.pictures.room.taken == 0
    assert view.pictures.room.refused


def test_pictures_of_a_card_are_read_once_and_no_more_than_fit(
    window: MainWindow, qtbot: QtBot, view: CardView
) -> None:
    names = [_picture(window, 5_000, 4_000, shade) for shade in range(1, 6)]
    html = "".join(f'<p><img src="{name}"></p>' for name in names)
    view.set_html(html)
    view.grab()
    assert view.pictures.room.taken == MOST_PIXELS_OF_CARD // 20_000_000
    qtbot.waitUntil(view.pictures.settled)
    view.set_html(html + "<p>one word more</p>")
    view.grab()
    assert view.pictures.room.taken == 2  # the two there was no room for before
    qtbot.waitUntil(view.pictures.settled)


def _seen(view: CardView, name: str) -> QImage:
    """Return what the card shows in the place of a picture now."""
    shown = view.document().resource(QTextDocument.ResourceType.ImageResource.value, QUrl(name))
    assert isinstance(shown, QImage)
    return shown


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> list[threading.Thread]:
    """Return the threads in which pictures were read, as they are read."""
    found: list[threading.Thread] = []
    read = Picture.read

    def watched(self: Picture) -> QImage:
        found.append(threading.current_thread())
        return read(self)

    monkeypatch.setattr(Picture, "read", watched)
    return found


def test_twelve_big_pictures_are_read_beside_the_window_while_their_places_wait(
    window: MainWindow, qtbot: QtBot, view: CardView, readers: list[threading.Thread]
) -> None:
    names = [_picture(window, 2_500, 2_000, shade) for shade in range(10, 130, 10)]
    view.set_html("".join(f'<p><img src="{name}"></p>' for name in names) + "<p>the end</p>")
    view.grab()
    height = view.document().size().height()
    sizes = [_seen(view, name).size() for name in names]
    assert height > sum(size.height() for size in sizes) > 1_000
    assert not view.pictures.settled()  # shown, before one picture has come
    qtbot.waitUntil(view.pictures.settled)
    view.grab()
    assert [_seen(view, name).pixelColor(9, 9).value() for name in names] == list(
        range(10, 130, 10)
    )
    assert [_seen(view, name).size() for name in names] == sizes
    assert view.document().size().height() == height
    assert len(readers) == 12
    assert threading.main_thread() not in readers


def test_small_pictures_are_there_at_once(
    window: MainWindow, view: CardView, readers: list[threading.Thread]
) -> None:
    names = [_picture(window, 400, 300, shade) for shade in range(10, 130, 10)]
    view.set_html("".join(f'<p><img src="{name}"></p>' for name in names))
    view.grab()
    assert view.pictures.settled()
    assert _seen(view, names[-1]).pixelColor(9, 9).value() == 120
    assert readers == [threading.main_thread()] * 12


def test_pictures_of_a_card_that_was_left_are_not_read(
    window: MainWindow, qtbot: QtBot, view: CardView, readers: list[threading.Thread]
) -> None:
    names = [_picture(window, 2_500, 2_000, shade) for shade in range(10, 130, 10)]
    view.set_html("".join(f'<p><img src="{name}"></p>' for name in names))
    view.grab()
    view.set_html("<p>another card</p>")
    qtbot.waitUntil(view.pictures.settled)
    assert len(readers) == 1
    assert view.toPlainText() == "another card"
    view.set_html(f'<p><img src="{names[0]}"></p>')
    view.grab()
    assert _seen(view, names[0]).pixelColor(9, 9).value() == 10  # read the first time


def test_a_picture_whose_size_changes_with_the_card_is_shown_anew(
    window: MainWindow, qtbot: QtBot, view: CardView
) -> None:
    name = _picture(window, 2_500, 2_000, 50)
    for width in (600, 400):
        view.resize(width, 400)
        view.set_html(f'<p><img src="{name}"></p>')
        view.grab()
        qtbot.waitUntil(view.pictures.settled)
        shown = _seen(view, name)
        assert shown.pixelColor(9, 9).value() == 50
        assert width - 100 < shown.width() / shown.devicePixelRatio() < width


def test_a_broken_picture_gives_its_place_back(
    window: MainWindow, qtbot: QtBot, view: CardView
) -> None:
    name = _picture(window, 2_500, 2_000, 50)
    path = window.collection.media_path(name)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    view.set_html(f'<p><img src="{name}"></p><p>the end</p>')
    view.grab()
    assert view.document().size().height() > 400
    qtbot.waitUntil(view.pictures.settled)
    view.grab()
    assert view.document().size().height() < 200


def test_a_view_may_close_while_its_pictures_are_read(window: MainWindow, qtbot: QtBot) -> None:
    view = CardView(window)
    names = [_picture(window, 2_500, 2_000, shade) for shade in range(10, 60, 10)]
    view.set_html("".join(f'<p><img src="{name}"></p>' for name in names))
    view.grab()
    view.deleteLater()
    qtbot.waitUntil(lambda: not window.jobs.running())


def test_the_place_of_a_photo_taken_upright_is_upright(tmp_path: Path) -> None:
    image = QImage(2_000, 1_000, QImage.Format.Format_RGB32)
    image.fill(0)
    writer = QImageWriter(str(tmp_path / "photo.jpg"), b"jpg")
    writer.setTransformation(QImageIOHandler.Transformation.TransformationRotate90)
    assert writer.write(image)
    for widest, width, height in ((4_000, 1_000, 2_000), (500, 500, 1_000)):
        picture = measured(tmp_path / "photo.jpg", widest)
        assert picture is not None
        for shown in (picture.place(image.pixelColor(0, 0)), picture.read()):
            assert (shown.width(), shown.height()) == (width, height)


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
