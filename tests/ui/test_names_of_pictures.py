"""Pictures are shown wherever a note names them as its package does, and nothing else ever is."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtWidgets import QWidget

from flashcards.model.enums import NoteKind
from flashcards.model.notes import NoteType, Template
from flashcards.text.file_names import referred
from flashcards.text.picture_source import pictures_in
from flashcards.text.sanitise import sanitise
from flashcards.ui.card_pictures import pictures_of
from flashcards.ui.editor.window import add_note, edit_note
from flashcards.ui.main_window import MainWindow
from flashcards.ui.occlusion.note_parts import with_picture
from flashcards.ui.occlusion.window import OcclusionWindow
from flashcards.ui.picture_dialog import PictureDialog
from flashcards.ui.picture_zoom import PictureZoom
from flashcards.ui.reviewer.screen import ReviewerScreen
from flashcards.ui.rich_text import CardView
from tests.qtbot import QtBot
from tests.reference import reference
from tests.ui.masked import LEFT, TYPE, picture
from tests.ui.studying import study

CONTROL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
RED = "#aa2222"
NAME = "caf\u00e9 & Cat.PNG"
WRITTEN = [
    NAME,
    "caf\u00e9 &amp; Cat.PNG",
    "caf%C3%A9%20&amp;%20Cat.PNG",
    "cafe\u0301 &amp; Cat.PNG",
    "cafe%CC%81 & Cat.PNG",
]


def _keep(window: MainWindow, folder: Path, name: str, colour: str = RED) -> None:
    (folder / name).write_bytes(picture(colour=colour))
    window.collection.import_media(folder / name)


def _shows(widget: QWidget, colour: str) -> bool:
    image = widget.grab().toImage()
    places = ((x, y) for y in range(0, image.height(), 4) for x in range(0, image.width(), 4))
    return any(image.pixelColor(*at).name() == colour for at in places)


def _asked(window: MainWindow, qtbot: QtBot, front: str, css: str = "") -> ReviewerScreen:
    made = window.collection.note_types.create(_html_type(css))
    window.collection.add_note({"Occlusion": "x", "Image": front}, "French", note_type=made.uid)
    screen = study(window)
    qtbot.waitUntil(screen.page.pane.pictures.settled)
    return screen


def _html_type(css: str) -> NoteType:
    side = Template("plain-1", "Card", "{{Image}}", "{{Occlusion}}")
    return replace(TYPE, kind=NoteKind.NORMAL, uid="", templates=(side,), css=css)


@pytest.mark.parametrize("css", ["", ".card { color: #333 } img { max-width: 90% }"])
@pytest.mark.parametrize("written", WRITTEN)
def test_a_card_shows_a_picture_in_whichever_way_its_name_is_written(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, written: str, css: str
) -> None:
    _keep(window, tmp_path, NAME)
    screen = _asked(window, qtbot, f'<img src="{written}">', css)
    assert _shows(screen.page.pane, RED)
    qtbot.keyClick(screen, Qt.Key.Key_I)
    zoom = window.findChild(PictureZoom)
    assert isinstance(zoom, PictureZoom)
    qtbot.waitUntil(lambda: not zoom.image.isNull())
    assert zoom.image.width() == 400


def test_of_names_that_differ_in_case_each_has_its_own_picture(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    for folder, name, colour in (("a", "CAT.png", RED), ("b", "cat.png", "#22aa22")):
        (tmp_path / folder).mkdir()
        _keep(window, tmp_path / folder, name, colour)
    screen = _asked(window, qtbot, '<img src="CAT.png">')
    assert _shows(screen.page.pane, RED)
    assert not _shows(screen.page.pane, "#22aa22")


def test_a_missing_picture_is_called_as_the_note_calls_it(window: MainWindow, qtbot: QtBot) -> None:
    screen = _asked(window, qtbot, '<img src="My%20dog.png">')
    (image,) = pictures_of(screen.page.pane.document())
    assert window.collection.media_title(referred(image)) == "My%20dog.png"


def test_no_file_beside_the_collection_is_ever_opened(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "Secret.png").write_bytes(picture(colour=RED))
    outside = tmp_path / "Secret.png"
    names = [str(outside), outside.as_uri(), f"..%2F{outside.name}", f"~~_2E_2E_2F{outside.name}"]
    screen = _asked(window, qtbot, "".join(f'<img src="{name}">' for name in names))
    assert not _shows(screen.page.pane, RED)
    assert not any(window.collection.media_path(name) == outside for name in names)


def test_a_field_shows_the_picture_and_its_size_is_written_beside_its_name(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    _keep(window, tmp_path, NAME)
    adding = add_note(window, "French")
    qtbot.waitUntil(adding.isActiveWindow)
    edit = adding.form.edits[0]
    edit.markup = edit.looks.markup = "html"
    edit.setPlainText('<img src="caf%C3%A9 &amp; Cat.PNG" class="x"><br>word')
    edit.moveCursor(QTextCursor.MoveOperation.End)
    assert edit.pictures is not None
    qtbot.waitUntil(edit.pictures.settled)
    assert _shows(edit.viewport(), RED)
    edit.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClick(edit, Qt.Key.Key_I, CONTROL_ALT)
    (dialog,) = adding.findChildren(PictureDialog)
    assert dialog.facts.text().startswith("400 × 200 pixels")
    dialog.width_field.setValue(120)
    qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
    assert '<img src="caf%C3%A9 &amp; Cat.PNG" class="x" width="120">' in edit.toPlainText()


def test_masks_lie_over_a_picture_and_are_drawn_on_it(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    _keep(window, tmp_path, NAME)
    fields = {"Occlusion": LEFT, "Image": f'<img src="{WRITTEN[2]}">'}
    note = window.collection.add_note(fields, "French", note_type="image-occlusion")
    screen = study(window)
    qtbot.waitUntil(screen.page.pane.pictures.settled)
    assert _shows(screen.page.pane, RED)
    (image,) = pictures_of(screen.page.pane.document())
    assert "?q1." in image
    opened = edit_note(window, note)
    assert opened is not None
    opened.form.masks_line.push.click()
    (drawing,) = window.findChildren(OcclusionWindow)
    qtbot.waitUntil(lambda: not drawing.canvas.image.isNull())
    assert QImage(drawing.canvas.image).width() == 400
    drawing.use_picture(window.collection.import_media(picture(300, colour="#22aa22")))
    qtbot.waitUntil(lambda: drawing.canvas.image.width() == 300)
    drawing.finish()
    qtbot.waitUntil(lambda: "&" not in window.collection.note(note).fields[1])


def test_another_picture_takes_the_place_of_one_with_an_odd_name() -> None:
    text = '<b>x</b><img src="caf%C3%A9 &amp; Cat.PNG" class="y"> z'
    assert with_picture(text, "a.png") == '<b>x</b><img src="a.png" class="y"> z'
    assert with_picture("", "My cat.png") == '<img src="My cat.png">'


def test_all_pictures_of_a_real_package_are_shown(window: MainWindow, qtbot: QtBot) -> None:
    package = reference("real", "apkg", "ortegaestevez__preda-deck.apkg")
    window.collection.import_file(package)
    with window.collection._store.reading() as conn:
        texts = conn.exec_driver_sql("SELECT fields FROM notes").scalars().all()
    named = {each.name for text in texts for each in pictures_in(text)}
    assert len(named) == 19
    view = CardView(window)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    for name in named:
        view.set_html(sanitise(f'<p><img src="{name}"></p>'))
        (image,) = pictures_of(view.document())
        qtbot.waitUntil(partial(view.pictures.has, image))
        found = view.document().resource(2, QUrl(image))
        assert isinstance(found, QImage)
        assert found.width() > 1, name
