"""The sounds, videos and spoken texts of one card view: buttons in its text, and what they do."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QPainter, QTextBlockFormat, QTextCursor, QTextDocument

from flashcards.text.played import File, Played, Speech, own_of_answer, played, with_marks
from flashcards.ui import icons, theme
from flashcards.ui.sound.lengths import length_words
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.collection.files.recordings import Recording
    from flashcards.ui.main_window import MainWindow
    from flashcards.ui.rich_text import CardView
    from flashcards.ui.sound.sounds import Sounds

SCHEME = "play"
"""Of the links that are buttons; no card can hold one of its own."""
FILM_WIDTH_EM = 20
FILM_SHARE = 0.6
"""Of the height of the view, that a video takes at most."""
LEAST_FILM_PX = 120
_IMAGE = QTextDocument.ResourceType.ImageResource.value


class CardSounds(QObject):
    """Draws the buttons and plays; stops when other sounds take the card's place."""

    told = Signal(str)
    """Why nothing is heard, in words."""

    def __init__(self, window: "MainWindow", view: "CardView") -> None:
        super().__init__(view)
        self._window = window
        self._view = view
        self._sounds: Sounds | None = None
        self._plays: tuple[Played, ...] = ()
        self._last = -1
        self._frames: dict[int, QImage] = {}
        """The picture each video shows at the moment."""
        self.names_files = True
        """Whether buttons say what a file is called; that may give an answer away."""

    def dress(self, html: str) -> str:
        """Return the HTML of a side with buttons where something is played."""
        plays = played(html)
        if plays != self._plays:
            self.stop()
            had, self._plays, self._last = bool(self._plays), plays, -1
            self._frames.clear()
            if had != bool(plays):
                self._window.commands.refresh()  # whether R has anything to play
        self._draw()  # before the text is laid out, which asks for them
        return with_marks(html, self._button) if plays else html

    def _draw(self) -> None:
        """Give the document the pictures of its buttons."""
        em, playing = self._view.em(), self._number()
        for number, what in enumerate(self._plays):
            if isinstance(what, File) and what.video:
                image = self._film(number, em, playing=number == playing)
            else:
                image = self._icon("pause" if number == playing else "play", round(em))
            self._view.document().addResource(_IMAGE, QUrl(_address(number)), image)

    def space_films(self, document: QTextDocument) -> None:
        """Let the line of a video be no higher than the video."""
        if not any(isinstance(each, File) and each.video for each in self._plays):
            return
        single = QTextBlockFormat()
        single.setLineHeight(0, QTextBlockFormat.LineHeightTypes.SingleHeight.value)
        block = document.begin()
        while block.isValid():
            if "\ufffc" in block.text():
                QTextCursor(block).mergeBlockFormat(single)
            block = block.next()

    @property
    def is_playing(self) -> bool:
        """Whether anything of the side is heard now."""
        return self._number() >= 0

    # What the learner asks for

    @property
    def count(self) -> int:
        """How many buttons the side has."""
        return len(self._plays)

    def press(self, number: int) -> None:
        """Play what a button stands for, or stop it."""
        if self._number() == number:
            self.stop()
        elif 0 <= number < len(self._plays):
            self._play([number], asked=True)

    def play_all(self) -> None:
        """Play everything on the side from its beginning."""
        self._play(range(len(self._plays)), asked=True)

    def play_next(self) -> None:
        """Play the next one alone; after the last comes the first."""
        if self._plays:
            self._play([(self._last + 1) % len(self._plays)], asked=True)

    def play_by_itself(self, question_html: str = "", *, question_too: bool = False) -> None:
        """Play the side because it came; of an answer only what its question has not.

        ``question_html`` is the question of an answer side; ``question_too`` plays that again.
        """
        first = 0 if question_too else own_of_answer(played(question_html), self._plays)
        self._play(range(first, len(self._plays)), asked=False)

    def speak(self, said: Sequence[Speech]) -> None:
        """Read texts aloud that have no button."""
        if not said:
            self.told.emit(tr("There are no words to read aloud."))
            return
        from flashcards.ui.sound.sounds import Turn

        turns = [Turn(len(self._plays) + at, speech) for at, speech in enumerate(said)]
        self._ready().play(self._view, turns, asked=True)

    def stop_speaking(self) -> bool:
        """Stop if texts without a button are being read; whether they were."""
        speaking = self._number() >= len(self._plays)
        if speaking:
            self.stop()
        return speaking

    def stop(self) -> None:
        """Fall silent, if this card is what plays."""
        if self._sounds is not None:
            self._sounds.stop(self._view)

    def _play(self, numbers: Sequence[int], *, asked: bool) -> None:
        if not numbers:
            return
        from flashcards.ui.sound.sounds import Turn

        turns = [Turn(number, self._plays[number]) for number in numbers]
        self._ready().play(self._view, turns, asked=asked)

    def _ready(self) -> "Sounds":
        if self._sounds is None:
            from flashcards.ui.sound.sounds import sounds_of

            self._sounds = sounds_of(self._window)
            self._sounds.changed.connect(self._changed)
            self._sounds.framed.connect(self._framed)
            self._sounds.told.connect(self._tell)
        return self._sounds

    def _number(self) -> int:
        return -1 if self._sounds is None else self._sounds.number_for(self._view)

    # What is seen of it

    def _changed(self, owner: QObject, number: int) -> None:
        if owner is self._view:
            if 0 <= number < len(self._plays):
                self._last = number
            self._draw()
            self._view.viewport().update()
            self._window.commands.refresh()

    def _framed(self, owner: QObject, number: int, image: QImage) -> None:
        if owner is self._view and number < len(self._plays):
            self._frames[number] = image
            film = self._film(number, self._view.em(), playing=True)
            self._view.document().addResource(_IMAGE, QUrl(_address(number)), film)
            self._view.viewport().update()

    def _tell(self, owner: QObject, words: str) -> None:
        if owner is self._view:
            self.told.emit(words)

    def _button(self, number: int, what: Played) -> str:
        found = self._window.collection.recording(what.name) if isinstance(what, File) else None
        if isinstance(what, File) and found is None:
            from flashcards.ui.sound.sounds import missing_words

            return f'<span class="missing">{escape(missing_words(what))}</span>'
        words = escape(self._words(what, found))
        link = f'<a class="play" href="{SCHEME}:{number}" title="{escape(tr("Play"))}">'
        image = f'{link}<img src="{_address(number)}" alt="{escape(tr("Play"))}" '
        image = f'{image}style="vertical-align: middle"></a>'
        if isinstance(what, File) and what.video:
            return f"{image}<br>{link}{words}</a>"
        return f'<span class="sound">\u00a0{image}{link}\u00a0{words}</a>\u00a0</span>'

    def _words(self, what: Played, found: "Recording | None") -> str:
        if isinstance(what, Speech):
            from flashcards.ui.sound.voices import language_words

            return language_words(what.language) if what.language else tr("Spoken text")
        assert found is not None
        length = length_words(found.seconds)
        title = found.title if self.names_files else ""
        kind = tr("Video") if what.video else tr("Sound")
        return "  ".join(part for part in (title, length) if part) or kind

    def _icon(self, name: str, size: int) -> QImage:
        return icons.pixmap(name, "accent", size, self._view.devicePixelRatioF()).toImage()

    def _film(self, number: int, em: float, *, playing: bool) -> QImage:
        """Return what a video shows: its picture of the moment, and how to begin it."""
        ratio = self._view.devicePixelRatioF()
        height = self._view.viewport().height()
        room = min(self._view.column_width(), round(height * FILM_SHARE) * 16 // 9)
        width = max(LEAST_FILM_PX, min(room, round(FILM_WIDTH_EM * em)))
        size = QSize(width, width * 9 // 16)
        image = QImage(size * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(theme.color("code"))
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            frame = self._frames.get(number)
            if frame is not None:
                fitted = frame.size().scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
                place = QRect(0, 0, fitted.width(), fitted.height())
                place.moveCenter(QRect(0, 0, size.width(), size.height()).center())
                painter.drawImage(place, frame)
            if not playing:
                side = round(2 * em)
                middle = QPoint(size.width() // 2, size.height() // 2)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("code"))  # the icon is seen on any picture
                painter.drawEllipse(middle, side, side)
                corner = middle - QPoint(side // 2, side // 2)
                painter.drawImage(corner, self._icon("play", side))
        return image


def _address(number: int) -> str:
    return f"{SCHEME}:{number}"
