"""The window in which parts of a picture are covered, each to be a card."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize, QTimer, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from flashcards.model.changes import Changes
from flashcards.model.errors import UserError
from flashcards.model.occlusion import Occlusion, read
from flashcards.ui import given_pictures
from flashcards.ui.editor.cards_going import ask
from flashcards.ui.editor.drafts import KEEP_MS, draft_words
from flashcards.ui.editor.floating import FloatingWindow
from flashcards.ui.given_pictures import Given
from flashcards.ui.occlusion import work as works
from flashcards.ui.occlusion.canvas import Canvas
from flashcards.ui.occlusion.fields import Fields
from flashcards.ui.occlusion.mask_words import cards_words, hint_words
from flashcards.ui.occlusion.shortcuts import DRAWING, TOOLS, drawing_rows
from flashcards.ui.occlusion.sight import STEP
from flashcards.ui.occlusion.start_page import start_page
from flashcards.ui.occlusion.tool_bar import ToolBar
from flashcards.ui.occlusion.work import NoteWithMasks, Work
from flashcards.ui.pictures import Room, measured
from flashcards.ui.widgets import ElidedLabel, button, column, label, line, row, set_role
from flashcards.ui.words import error_words, plural, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

FIRST_SIZE, SMALLEST = QSize(980, 720), QSize(560, 440)
_WIDEST = 2_400
"""So many pixels of a picture are seen when it is made larger."""
Done = TypeVar("Done")


class OcclusionWindow(FloatingWindow):
    """Makes one note after the other, or changes the masks of one there is.

    What is drawn is a draft on disk until it is added or saved; that is one step of undo.
    """

    list_name = DRAWING

    def __init__(self, window: "MainWindow", known: NoteWithMasks | None = None) -> None:
        super().__init__(window)
        self.setAcceptDrops(True)
        self.known = known
        self.reopen: Callable[[], object] = self.present
        """Shows the same again once this window is closed."""
        self._gone = False
        """Whether another computer has deleted the note."""
        self._work = Work()
        self._loaded_picture = ""
        """The picture whose masks are on the canvas."""
        self.canvas = Canvas()
        self.fields = Fields(known is None)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self.keep_draft)
        self._lay_out()
        self.commands.add_screen(DRAWING, drawing_rows(self._actions()))
        self.commands.show_screen(DRAWING)
        self.tool_bar.name_keys()
        self.canvas.changed.connect(self._drawn)
        self.canvas.tool_changed.connect(self._follow)
        self.fields.edited.connect(self._edited)
        self.main.changes.changed.connect(self._take_in)
        self.fields.hiding.connect(lambda hides: self.canvas.board.hide(hides))

    def _lay_out(self) -> None:
        self.tool_bar = ToolBar(self.commands)
        self.pages = QStackedWidget()
        self.pages.addWidget(start_page(self.choose, self.paste))
        self.pages.addWidget(self.canvas)
        self.status = ElidedLabel("", "muted")
        self.count = label("", "muted")
        self.notice = label("", "error", wrap=True)
        self.notice.hide()
        self.discard = button(tr("Disca&rd changes"), self._discard, kind="quiet")
        self.push = button(
            tr("&Add") if self.known is None else tr("&Save"), self.finish, kind="primary"
        )
        close = button(tr("&Close"), self.close)
        foot = row(None, self.count, self.notice, None, self.discard, close, self.push)
        foot.setStretchFactor(self.notice, 100)  # all there is, where there is something to say
        inside = column(
            None, self.tool_bar, self.pages, self.status, self.fields, margins="between"
        )
        inside.setStretch(1, 1)
        bottom = row(None, gap="inside", margins="between")
        bottom.addLayout(foot)
        whole = column(self, gap="none")
        whole.addLayout(inside, 1)
        whole.addWidget(line())
        whole.addLayout(bottom)
        self.take_place(FIRST_SIZE, SMALLEST)

    def _actions(self) -> dict[str, Callable[[], object]]:
        canvas = self.canvas

        def board(name: str) -> None:
            getattr(canvas.board, name)()

        changes = ("undo", "redo", "duplicate", "delete", "group", "ungroup")
        return {
            **{tool.name: partial(canvas.take_tool, tool.name) for tool in TOOLS},
            **{name: partial(board, name) for name in changes},
            "zoom_in": partial(canvas.zoom, STEP),
            "zoom_out": partial(canvas.zoom, 1 / STEP),
            "fit": canvas.zoom_to_fit,
            "place": canvas.place,
            "name": canvas.write_text,
            "all": lambda: canvas.board.select(range(len(canvas.board.masks))),
            "next": partial(canvas.step, 1),
            "previous": partial(canvas.step, -1),
            "turn": partial(canvas.turn, 1),
            "turn_back": partial(canvas.turn, -1),
            "corner": canvas.next_corner,
            "hide": lambda: canvas.board.hide(not canvas.board.state.hides_all),
            "choose": self.choose,
            "paste": self.paste,
            "save": self.finish,
            "help": self.open_help,
            "close": self._escape,
            "close_window": self.close,
        }

    # What it holds

    def begin(self, deck: str) -> None:
        """Show the draft there is, or begin anew in ``deck``."""
        if self.known is not None:
            draft = self.main.drafts.get(self.known.draft_name)
            begun = works.from_draft(draft)
            stored = self.known.work
            is_draft = begun.is_begun and not works.same(begun, stored)
            self._show(begun if is_draft else stored)
            if is_draft:
                self._say(draft_words(draft, self.known.based_on), "warning")
        else:
            begun = works.from_draft(self.main.drafts.get(works.DRAFT))
            names = self.collection.deck_names()
            kept = begun.deck if begun.deck in names or begun.is_begun else ""
            chosen = (kept if begun.is_begun else deck or kept) or (names or [tr("My notes")])[0]
            self.fields.set_names(names, chosen, self.collection.tags())
            self._show(replace(begun, deck=chosen))
        self._name()

    def _show(self, work: Work) -> None:
        self._work = work
        self.fields.show_work(work)
        self._load(work.picture, work.occlusion)

    def _name(self) -> None:
        if self.known is not None:
            self.setWindowTitle(tr("Edit the masks"))
        else:
            self.setWindowTitle(tr("Add image occlusion"))

    def now(self) -> Work:
        """Return all that is written and drawn."""
        drawn = self._is_loaded()
        masks = self.canvas.board.occlusion().written() if drawn else self._work.masks
        return self.fields.written(replace(self._work, masks=masks))

    def _is_loaded(self) -> bool:
        return bool(self._work.picture) and self._loaded_picture == self._work.picture

    def is_dirty(self) -> bool:
        """Whether something would be lost."""
        if self.known is None:
            return self.now().is_begun
        return not works.same(self.now(), self.known.work)

    def is_drawn_on(self) -> bool:
        """Whether there are masks already."""
        return bool(self.now().occlusion.masks)

    def warn(self, text: str) -> None:
        """Say beside the buttons what the learner may want to know."""
        self._say(text, "warning")

    def keep_draft(self) -> None:
        """Put what is drawn on disk."""
        self._timer.stop()
        name = works.DRAFT if self.known is None else self.known.draft_name
        based_on = {} if self.known is None else {"based_on": self.known.based_on}
        if self.is_dirty():
            self.main.drafts.put(name, {**self.now().as_draft(), **based_on})
        else:
            self.main.drafts.drop(name)

    # The picture

    def choose(self) -> None:
        """Ask for a picture among the learner's files."""
        given_pictures.choose_pictures(
            self.main,
            self,
            tr("Choose a picture"),
            lambda files: self.take(files[0]),
            several=False,
        )

    def paste(self) -> None:
        """Take the picture in the clipboard."""
        found = given_pictures.pictures_in(QGuiApplication.clipboard().mimeData())
        if found:
            self.take(found[0])
        else:
            self._say(tr("There is no picture in the clipboard. Copy one first."), "error")

    def take(self, given: Given) -> None:
        """Take a picture into the collection and show it; masks drawn already stay."""
        self._say("")
        alternative = given.stem if isinstance(given, Path) else ""
        given_pictures.keep_picture(
            self.main, given, partial(self._taken, alternative), self._complain
        )

    def _taken(self, alternative: str, name: str) -> None:
        self.use_picture(name, alternative)

    def use_picture(self, name: str, alternative: str = "") -> None:
        """Draw on a picture of the collection."""
        self._show(replace(self.now(), picture=name, alternative=alternative))
        self._edited()

    def _load(self, name: str, occlusion: Occlusion) -> None:
        """Read a picture in a worker, then show it with its masks."""
        self.pages.setCurrentIndex(1 if name else 0)
        self._loaded_picture = ""
        self.canvas.show_picture(QImage(), occlusion)
        self._follow()
        if not name:
            return
        picture = measured(self.collection.media_path(name), _WIDEST)
        if picture is None or not Room().takes(picture):
            self._say(
                tr("This picture is missing or too large to show. Choose another one."), "error"
            )
            self._loaded_picture = name
            return
        self.main.jobs.run(
            tr("Reading the pictures…"),
            lambda _progress: picture.read(),
            partial(self._loaded, name),
            quiet=True,
        )

    def _loaded(self, name: str, image: QImage) -> None:
        if not isValid(self) or name != self._work.picture or self._is_loaded():
            return  # the window is gone, or another one was chosen meanwhile
        self._loaded_picture = name
        image.setDevicePixelRatio(1.0)
        self.canvas.show_picture(image, self._work.occlusion, self._taken_numbers())
        if image.isNull():
            self._say(tr("This picture could not be read. Choose another one."), "error")
        self.canvas.setFocus()
        self._follow()

    def _taken_numbers(self) -> tuple[int, ...]:
        """Return the numbers of cards the note has or had: with any comes the card's past."""
        known = self.known
        if known is None:
            return ()
        return (*self.collection.cloze_numbers_gone(known.note.id), *known.work.occlusion.numbers)

    # Following

    def _drawn(self) -> None:
        self._follow()
        self._edited()

    def _edited(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _follow(self) -> None:
        canvas = self.canvas
        self.tool_bar.follow(canvas)
        self.fields.show_hiding(canvas.board.state.hides_all)
        occlusion = Occlusion(canvas.board.masks)
        self.count.setText(cards_words(occlusion))
        has_picture = bool(self._work.picture)
        for part in (self.tool_bar, self.status, self.fields, self.count, self.push):
            part.setVisible(has_picture)
        self.status.set_text(
            hint_words(canvas.board, canvas.tool, canvas.corner) if has_picture else ""
        )
        self.discard.setVisible(self.is_dirty())

    @Slot(object)
    def _take_in(self, changes: Changes) -> None:
        """Say that the note was deleted elsewhere, as long as it is."""
        if self.known is None or not changes.notes:
            return
        there = self.collection.note_with_guid(self.known.note.guid) is not None
        if self._gone and there:
            self._gone = False
            self._say("")
        elif changes.merged and not there:
            self._gone = True
            said = tr("This note was deleted on another computer. Save to bring it back.")
            self._say(said, "warning")

    def _say(self, text: str, role: str = "error") -> None:
        set_role(self.notice, role)
        self.notice.setText(text)
        self.notice.setVisible(bool(text))

    def _complain(self, error: UserError) -> None:
        self._say(error_words(error), "error")

    # Ending

    def finish(self) -> None:
        """Add the note and begin the next one, or save the masks and close."""
        work = self.now()
        if not work.picture:
            self._say(tr("Choose a picture first."))
        elif not read(work.masks).numbers:
            self._say(tr("Draw a mask first: each mask is a card."))
        elif self.known is None:
            self._add(work)
        elif self._gone:
            self._bring_back(self.known, work)
        elif not self.is_dirty():
            self.close()
        else:
            self._save(self.known, work)

    def _add(self, work: Work) -> None:
        collection = self.collection
        if collection.busy:
            self._say(tr("Will be added as soon as the import has ended."), "warning")
        self.main.writes.do(
            lambda: _attempt(partial(works.add, collection, work)),
            then=partial(self._added, work),
        )

    def _added(self, work: Work, error: UserError | None) -> None:
        if error is not None:
            self._complain(error)
            return
        self._say("")
        self.main.drafts.drop(works.DRAFT)
        made = len(work.occlusion.numbers)
        if works.same(self.now(), work):
            self._show(work.next_one())
            self.keep_draft()
        said = plural(made, "{count} card added to {deck}", "{count} cards added to {deck}",
                      deck=work.deck)  # fmt: skip
        if self.isVisible():
            self._say(said, "muted")
        else:
            self.main.toast(said)

    def _save(self, known: NoteWithMasks, work: Work) -> None:
        gone = works.going(self.collection, known, work)
        if gone.reviews:
            ask(self.main, gone, partial(self._write, known, work), lambda: None)
        else:
            self._write(known, work)

    def _bring_back(self, known: NoteWithMasks, work: Work) -> None:
        """Save over what another computer did: the note is there again."""
        collection, main = self.collection, self.main

        def saved(error: UserError | None) -> None:
            self._saved(error or False)
            if error is None:
                back = tr("The note is back, with what you drew")
                main.toast(back, tr("Undo"), main.undo_in_collection)

        main.writes.do(
            lambda: _attempt(partial(works.bring_back, collection, known, work)), then=saved
        )

    def _write(self, known: NoteWithMasks, work: Work) -> None:
        collection = self.collection
        self.main.writes.do(
            lambda: _attempt(partial(works.save, collection, known, work)), then=self._saved
        )

    def _saved(self, done: UserError | bool) -> None:
        if isinstance(done, UserError):
            self._complain(done)
            return
        if done:
            self.main.toast(
                tr(
                    "The masks were changed elsewhere meanwhile. Yours stand, the others are in "
                    "the note’s history."
                )
            )
        known = self.known
        if known is not None:
            self.main.drafts.drop(known.draft_name)
            now = self.collection.note_with_guid(known.note.guid) or known.note.id
            self.known = works.note_with_masks(self.collection, now)
        self.close()

    def _discard(self) -> None:
        """Give up what was drawn; for a new note all of it."""
        if self.known is not None:
            self._show(self.known.work)
        else:
            self._show(self.now().next_one())
        self._say("")
        self.keep_draft()

    def _escape(self) -> None:
        """Give up what is under way on the picture; else close the window."""
        if not (self.canvas.hasFocus() and self.canvas.escape()):
            self.close()

    # Coming and going

    def first_part(self) -> QWidget:
        """Return what is drawn on."""
        return self.canvas

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures."""
        if given_pictures.has_pictures(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Draw on a picture that was dropped."""
        found = given_pictures.pictures_in(event.mimeData())
        if found:
            event.acceptProposedAction()
            self.take(found[0])

    def reopening(self) -> Callable[[], object]:
        """Return what shows the masks again."""
        return self.reopen

    def put_away(self) -> None:
        """Keep what is drawn as a draft, and say so of masks that were not saved."""
        self.keep_draft()
        if self.known is not None and self.is_dirty():
            self.main.toast(
                tr("The masks were not saved; they are kept as a draft"), tr("Show"), self.reopen
            )


def _attempt(work: Callable[[], Done]) -> Done | UserError:
    try:
        return work()
    except UserError as error:
        return error
