"""A card is well set, shows the collection's own images, and loads nothing else."""

import socket
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QUrl
from PySide6.QtGui import QColor, QImage, QImageReader, QTextDocument
from PySide6.QtWidgets import QDialog, QLabel

from flashcards.model.pictures import picture_kind
from flashcards.ui import pictures
from flashcards.ui.drawings import in_words
from flashcards.ui.main_window import MainWindow
from flashcards.ui.pictures import Room, blank, measured
from flashcards.ui.rich_text import CardView
from tests.qtbot import QtBot

IMAGE = QTextDocument.ResourceType.ImageResource.value


@pytest.fixture
def view(window: MainWindow, qtbot: QtBot) -> CardView:
    made = CardView(window)
    qtbot.addWidget(made)
    made.resize(1400, 600)
    made.show()
    return made


def _picture(width: int, height: int, kind: str = "PNG") -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#aa3322"))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)  # type: ignore[call-overload]  # it takes no bytes
    return bytes(data.data())


def _loaded(view: CardView, source: str) -> QImage:
    found = view.loadResource(IMAGE, QUrl(source))
    assert isinstance(found, QImage)
    return found


def _read(path: Path) -> QImage | None:
    """Return what a card would show of a file; None for what is no sound picture."""
    picture = measured(path, 500)
    image = picture.read() if picture is not None and Room().takes(picture) else None
    return None if image is None or image.isNull() else image


def test_text_stands_in_a_column_that_is_pleasant_to_read(view: CardView) -> None:
    view.set_html("<p>" + "word " * 200 + "</p>")
    em = view.document().defaultFont().pointSizeF() * view.logicalDpiY() / 72
    assert view.column_width() <= 38 * em + 2
    sides = view.document().rootFrame().frameFormat()
    assert sides.leftMargin() == pytest.approx((view.viewport().width() - view.column_width()) / 2)
    view.resize(500, 600)
    assert view.column_width() < 500


def test_lines_are_set_one_and_a_half_apart(view: CardView) -> None:
    view.set_html("<p>" + "word " * 400 + "</p>")
    block = view.document().begin()
    layout = block.layout()
    first, second = layout.lineAt(0), layout.lineAt(1)
    em = view.document().defaultFont().pointSizeF() * view.logicalDpiY() / 72
    assert (second.y() - first.y()) / em == pytest.approx(1.45, abs=0.08)


def test_text_grows_when_the_learner_asks(view: CardView, window: MainWindow) -> None:
    view.set_html("<p>word</p>")
    before = view.document().defaultFont().pointSizeF()
    window.change_settings(text_scale=2.0)
    assert view.document().defaultFont().pointSizeF() == pytest.approx(2 * before)
    assert view.html() == "<p>word</p>"


def test_the_place_one_has_read_to_is_kept_when_asked(view: CardView, qtbot: QtBot) -> None:
    view.set_html("<p>word</p>" * 100)
    bar = view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 400)
    bar.setValue(300)
    view.set_html("<p>word</p>" * 120, keep_scroll=True)
    assert bar.value() == 300
    view.set_html("<p>word</p>" * 120)
    assert bar.value() == 0


def test_an_image_of_the_collection_is_shown_no_wider_than_the_text(
    view: CardView, window: MainWindow, qtbot: QtBot
) -> None:
    name = window.collection.import_media(_picture(3000, 1500))
    _loaded(view, name)
    qtbot.waitUntil(view.pictures.settled)
    image = _loaded(view, name)
    assert image.width() / image.devicePixelRatio() <= view.column_width() + 1
    assert image.width() == pytest.approx(2 * image.height(), abs=2)
    small = window.collection.import_media(_picture(40, 30))
    assert _loaded(view, small).width() == 40


HOSTILE = (
    "file:///dev/zero",
    "file:///etc/passwd",
    "/etc/passwd",
    "/dev/zero",
    "../collection.flashcards",
    "..",
    ".",
    "a/../b.png",
    "//server/share/x.png",
    r"\\server\share\x.png",
    "http://127.0.0.1:9/x.png",
    "https://example.org/x.png",
    "ftp://example.org/x.png",
    "qrc:/x.png",
    ":/qt-project.org/styles/commonstyle/images/file-16.png",
    "data:image/png;base64,iVBORw0KGgo=",
    "javascript:alert(1)",
    "C:/windows/x.png",
    "UPPER.png",
    "nul\x00.png",
    "absent.png",
    "",
)


@pytest.mark.parametrize("source", HOSTILE)
def test_nothing_but_a_bare_name_is_ever_loaded(
    view: CardView, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def measure(path: Path, widest: int, ratio: float) -> None:
        asked.append(path)

    monkeypatch.setattr(pictures, "measured", measure)
    view.set_html(f'<p>x<img src="{source}">y</p>')
    missing = in_words("The picture “absent.png” is missing.", view.devicePixelRatioF())
    assert _loaded(view, source) == (missing if source == "absent.png" else blank())
    assert all(path.name == "absent.png" for path in asked)
    assert view.loadResource(QTextDocument.ResourceType.StyleSheetResource.value, QUrl(source)) == (
        QByteArray()
    )


def test_showing_hostile_html_opens_no_socket_and_no_file(
    view: CardView, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError("something was opened")

    with monkeypatch.context() as guarded:
        guarded.setattr(socket, "socket", refuse)
        guarded.setattr(Path, "open", refuse)
        for source in HOSTILE:
            view.set_html(
                f'<link rel="stylesheet" href="{source}"><style>@import url("{source}");</style>'
                f'<body background="{source}"><img src="{source}"><table background="{source}">'
                f'<tr><td>x</td></tr></table><ul style="list-style-image:url({source})"><li>y</ul>'
            )
            view.grab()
        view.setSource(QUrl("file:///etc/passwd"))
        assert "root:" not in view.toPlainText()


def test_only_four_kinds_of_image_are_read_whatever_the_name_says(
    tmp_path: Path, qtbot: QtBot
) -> None:
    files = {
        "a.png": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "b.png": b"BM" + bytes(60),
        "c.png": b"\xabKTX 11\xbb\r\n\x1a\n" + bytes(60),
        "d.png": b"MZ" + bytes(200),
        "e.png": b"",
        "f.png": b"\x89PNG\r\n\x1a\n" + bytes(20),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        assert _read(tmp_path / name) is None, name
    for kind in ("PNG", "JPEG", "WEBP"):
        path = tmp_path / f"fine.{kind}"
        path.write_bytes(_picture(8, 8, kind))
        image = _read(path)
        assert image is not None
        assert image.width() == 8
    assert picture_kind(b"GIF89a") == "gif"


def test_an_image_that_claims_to_be_huge_is_blank(tmp_path: Path) -> None:
    bomb = bytearray(_picture(8, 8))
    bomb[16:24] = (60_000).to_bytes(4, "big") * 2
    (tmp_path / "bomb.png").write_bytes(bytes(bomb))
    assert _read(tmp_path / "bomb.png") is None
    assert QImageReader.allocationLimit() <= 256


def test_a_folder_or_a_pipe_in_place_of_an_image_is_blank(tmp_path: Path) -> None:
    (tmp_path / "folder.png").mkdir()
    assert measured(tmp_path / "folder.png", 500) is None
    assert measured(Path("/dev/zero"), 500) is None


def test_a_missing_picture_is_told_of_by_the_name_it_had(
    view: CardView, window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "Robin in winter.png"
    file.write_bytes(_picture(8, 8))
    kept = window.collection.import_media(file)
    window.collection.media_path(kept).unlink()
    ratio = view.devicePixelRatioF()
    words = "The picture “Robin in winter.png” is missing."
    assert _loaded(view, kept) == in_words(words, ratio)
    unknown = in_words("The picture “gone.png” is missing.", ratio)
    assert _loaded(view, "gone.png") == unknown


def test_the_words_for_a_missing_picture_are_no_wider_than_the_card() -> None:
    assert in_words("The picture “" + "a" * 200 + ".png” is missing.", 1.0, 300).width() <= 300


def _dialogs(window: MainWindow) -> list[QDialog]:
    return [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]


def test_a_link_is_asked_about_with_its_whole_address(
    view: CardView, window: MainWindow, qtbot: QtBot
) -> None:
    view.anchorClicked.emit(QUrl("https://example.org/a?b=c"))
    (dialog,) = _dialogs(window)
    shown = [found.text() for found in dialog.findChildren(QLabel)]
    assert "https://example.org/a?b=c" in shown
    dialog.reject()


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://\u0440\u0430ypal.com/a", "https://xn--ypal-43d9g.com/a"),
        ("https://example.org/\u202egnp.exe", "https://example.org/%E2%80%AEgnp.exe"),
        ("https://bank.example%2F@evil.example/", "https://bank.example%2F@evil.example/"),
    ],
)
def test_an_address_is_shown_as_it_is_sent_so_that_no_letter_passes_for_another(
    view: CardView, window: MainWindow, address: str, shown: str
) -> None:
    view.anchorClicked.emit(QUrl(address))
    (dialog,) = _dialogs(window)
    assert shown in [found.text() for found in dialog.findChildren(QLabel)]
    dialog.reject()


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "javascript:alert(1)", "ssh://host", "mailto:a@b.c", "x.html"]
)
def test_other_links_do_nothing(view: CardView, window: MainWindow, address: str) -> None:
    view.anchorClicked.emit(QUrl(address))
    assert _dialogs(window) == []


def test_a_change_of_theme_redraws_the_card_in_place(view: CardView, window: MainWindow) -> None:
    view.set_html("<p>a <span class='cloze'>b</span></p>")
    window.theme.set_mode("dark")
    image = view.viewport().grab().toImage()
    window.theme.set_mode("light")
    assert view.html().startswith("<p>a")
    lightest = max(
        image.pixelColor(x, y).lightness() for x in range(0, image.width(), 2) for y in range(120)
    )
    assert lightest > 150


def test_a_wide_picture_is_never_wider_than_the_view(
    window: MainWindow, view: CardView, qtbot: QtBot
) -> None:
    name = window.collection.import_media(_picture(1_000, 700))
    view.resize(500, 300)
    view.set_html(f'<p><img src="{name}"></p>' + "<p>text</p>" * 9)
    for width in (500, 320, 600):
        view.resize(width, 300)
        qtbot.waitUntil(lambda: 0 <= view.column_width() - view.pictures.widest < 40, timeout=9_000)
        qtbot.waitUntil(view.pictures.settled)
        assert view.verticalScrollBar().maximum() > 0
        assert view.horizontalScrollBar().maximum() == 0
