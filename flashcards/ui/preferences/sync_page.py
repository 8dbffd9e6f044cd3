"""Preferences: the folder or hub over which the collection keeps in step with other computers."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from flashcards.model.ids import NoteId
from flashcards.model.syncing import LONGEST_NAME, SyncStatus, is_hub, place_name
from flashcards.ui.importing.file_dialogs import choose_directory
from flashcards.ui.preferences.parts import bare, group, page, setting, to_copy
from flashcards.ui.preferences.passphrase_field import PassphraseField
from flashcards.ui.right_to_left import isolated
from flashcards.ui.syncing.rounds import rounds_of
from flashcards.ui.syncing.status import ago_words, conflict_words, lost_words, status_words
from flashcards.ui.widgets import button, column, label, line, row, set_role, text_field
from flashcards.ui.words import error_words, tr, worded

if TYPE_CHECKING:
    from flashcards.ui.jobs import Job
    from flashcards.ui.main_window import MainWindow

FIELD_EM = 16


class SyncPage(QWidget):
    """What is to be set before the collection takes part, and afterwards how it stands."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._window = window
        self._rounds = rounds_of(window)
        self._folder: Path | None = None
        """What was chosen and not begun yet."""
        self._job: Job | None = None
        self.name = text_field(tr("Name of this computer"))
        self.name.setMaxLength(LONGEST_NAME)
        self.folder = to_copy(tr("Sync folder"))
        self.choose = button(tr("Choose a &folder…"), self._choose)
        self.hub = text_field(tr("Address of a hub"))
        self.hub.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self.wrong = label("", "warning", wrap=True)
        self.wrong.hide()
        self.secret = PassphraseField()
        self.passphrase = self.secret.edit
        self.begin = button(tr("Start s&yncing"), self._begin, kind="primary", icon="sync")
        self.status = label("", wrap=True)
        self.troubles = label("", "warning", wrap=True)
        self.conflicts = label("", "warning", wrap=True)
        self.history = button(tr("Show t&hese notes"), self._show_conflicts)
        self.seen = button(tr("&Dismiss"), self._dismiss, kind="quiet")
        self.lost = label("", "warning", wrap=True)
        self.decide = button(tr("Loo&k at what lost…"), self._show_lost)
        self.now = button(tr("S&ync now"), self._sync_now, kind="primary", icon="sync")
        self.leave = button(tr("Leave"), self._leave)
        self.others = label("", "muted", wrap=True)
        self.protected = label("", "muted", wrap=True)
        for field in (self.name, self.hub, self.passphrase):
            field.setMinimumWidth(FIELD_EM * self.fontMetrics().height())
        self._lay_out()
        self.name.editingFinished.connect(self._rename)
        self.hub.textChanged.connect(self._hub_typed)
        for field in (self.hub, self.passphrase):
            field.returnPressed.connect(self._enter)
        self._rounds.stood.connect(self.show_status)

    def _lay_out(self) -> None:
        self._here = setting(
            tr("&Name of this computer"),
            tr("What it is called on the others."),
            self.name,
            self.name,
        )
        where = bare()
        self._caption = label(tr("Folder"))
        column(where, self._caption, self.folder, gap="none")
        folder_row = row(None, where, self.choose, gap="inside")
        folder_row.setStretch(0, 1)
        hub = setting(
            tr("Or the address of a &hub"),
            tr(
                "For a family or a class, as it was given to you: postgresql://… It contains your "
                "password, and is kept in a file that only your account can read."
            ),
            self.hub,
            self.hub,
        )
        address = bare(column(None, hub, self.wrong, gap="inside"))
        secret = setting(
            tr("&Passphrase"),
            tr(
                "Without one, whoever can open the folder or hub can read your cards there. With "
                "one, only your computers can: it is the same on each, and can be chosen only "
                "now. Write it down: nobody can read what is there once it is lost. Your "
                "collection here stays readable."
            ),
            self.secret,
            self.passphrase,
        )
        self._secret = bare(column(None, line(), secret, gap="between"))
        self._start = bare(column(None, line(), row(None, self.begin, None), gap="between"))
        differed = row(None, self.conflicts, self.history, self.seen, gap="inside")
        differed.setStretch(0, 1)
        lost = row(None, self.lost, self.decide, gap="inside")
        lost.setStretch(0, 1)
        stands = bare()
        column(
            stands,
            self.status,
            self.troubles,
            self.others,
            self.protected,
            differed,
            lost,
            row(None, self.now, self.leave, None, gap="inside"),
            gap="inside",
        )
        self._stands = bare(column(None, stands, line(), gap="between"))
        settings = bare()
        column(
            settings, self._stands, folder_row, line(), address, line(), self._here, self._secret,
            self._start, gap="between",
        )  # fmt: skip
        column(
            self,
            page(
                group(
                    tr("Sync with your other computers"),
                    settings,
                    note=tr(
                        "Choose a folder that Syncthing, Dropbox, Nextcloud, a USB stick or the "
                        "like brings to your other computers, and choose it there, too. Cards, "
                        "reviews and edits of all of them come together by themselves, also when "
                        "they were made offline at the same time."
                    ),
                ),
            ),
            gap="none",
        )

    # Coming and going

    def first_focus(self) -> QWidget:
        """Return what is to be done next."""
        if self._rounds.place() is None:
            return self.choose if self._chosen() is None else self.begin
        return self.now

    def look_up(self) -> None:
        """Read in a job how the collection stands."""
        if self._job is None:
            syncing = self._window.collection.syncing
            self._job = self._window.jobs.run(
                tr("Looking at the collection"),
                lambda _progress: syncing.status(),
                self._found,
                quiet=True,
                on_broken=lambda: self._found(None),
            )
        self.show_status()

    def _found(self, status: SyncStatus | None) -> None:
        self._job = None
        if status is None:
            return
        if not self.name.hasFocus():
            self.name.setText(status.name)
            self.name.setCursorPosition(0)  # a long name is read from its beginning
        if self._rounds.place() is not None and not self._rounds.running:
            self._rounds.status = status
        self.show_status()

    def show_status(self) -> None:
        """Show what holds now."""
        place = self._rounds.place()
        takes_part = place is not None
        self._stands.setVisible(takes_part or self._rounds.astray)
        self.now.setVisible(takes_part)
        self._start.setVisible(not takes_part)
        kept = self._rounds.passphrase() if takes_part and not self._is_locked_out() else ""
        self.secret.show_kept(kept or None)
        self._secret.setVisible(not takes_part or self._is_locked_out() or bool(kept))
        if self._is_locked_out() and self.now.hasFocus():
            self.passphrase.setFocus()
        at_hub = takes_part and is_hub(place or "")
        self._caption.setText(tr("Hub") if at_hub else tr("Folder"))
        self.folder.setAccessibleName(tr("Hub") if at_hub else tr("Sync folder"))
        shown = place_name(place or str(self._folder or ""))
        self.folder.setText(shown or tr("none chosen yet"))
        self.hub.setPlaceholderText(tr("only to change it") if at_hub else tr("none"))
        self.begin.setEnabled(self._chosen() is not None)
        if takes_part or self._rounds.astray:
            self._show_words()

    def _is_locked_out(self) -> bool:
        from flashcards.sync.refusals import NeedsPassphraseError, WrongPassphraseError

        return isinstance(self._rounds.error, NeedsPassphraseError | WrongPassphraseError)

    def _show_words(self) -> None:
        words, rounds = status_words(self._rounds, alone=False), self._rounds
        self.status.setText(words.whole)
        set_role(self.status, "" if words.in_order else "warning")
        status = rounds.status
        now = self._window.collection.clock()
        heard = [
            tr(
                "{name}: last heard of {ago}",
                name=isolated(each.name),
                ago=ago_words(each.heard, now),
            )
            for each in (status.others if status else ())
        ]
        _say(self.others, "\n".join(heard))
        _say(self.protected, _protection_words(status) if status and status.takes_part else "")
        troubles = rounds.report.troubles if rounds.report else ()
        _say(self.troubles, "\n".join(dict.fromkeys(worded(each) for each in troubles)))
        conflicts = status.conflicts if status else ()
        _say(self.conflicts, conflict_words(conflicts) if conflicts else "")
        alone = status is not None and len(_notes_of(status)) == 1
        self.history.setText(tr("Show &its history") if alone else tr("Show t&hese notes"))
        for each in (self.history, self.seen):
            each.setVisible(bool(conflicts))
        lost = status.overruled if status else ()
        if not lost and self.decide.hasFocus():
            self.now.setFocus()
        _say(self.lost, lost_words(lost) if lost else "")
        self.decide.setVisible(bool(lost))

    # Actions

    def _choose(self) -> None:
        choose_directory(self._window, tr("Sync folder"), self.take_folder)

    def take_folder(self, folder: Path) -> None:
        """Take the folder that was chosen; where the collection takes part, go on over it."""
        if self._rounds.place() is not None:
            self._rounds.begin(str(folder), self._rounds.passphrase(), self.name.text().strip())
            return
        self._folder = folder
        self.hub.clear()
        self.show_status()
        self.begin.setFocus()

    def _hub_typed(self) -> None:
        _say(self.wrong, "")
        self.show_status()

    def _chosen(self) -> str | None:
        """Return the place that is to be synced over and is not yet; it may be no address."""
        return self.hub.text().strip() or (str(self._folder) if self._folder else None)

    def _begin(self) -> None:
        place = self._chosen()
        if place is None:
            return
        if self.hub.text() and not is_hub(place):
            from flashcards.store.hub.refusals import BadAddressError

            _say(self.wrong, error_words(BadAddressError()))
            self.hub.setFocus()
            return
        passphrase = self.passphrase.text() or self._rounds.passphrase()
        self._folder = None
        self.hub.clear()
        self._rounds.begin(place, passphrase, self.name.text().strip())
        self.now.setFocus()

    def _sync_now(self) -> None:
        place, typed = self._rounds.place(), self.passphrase.text()
        if place is not None and typed and self._is_locked_out():
            self._rounds.begin(place, typed, self.name.text().strip())
        else:
            self._rounds.sync_now()

    def _enter(self) -> None:
        if self._rounds.place() is None or self.hub.text():
            self._begin()
        else:
            self._sync_now()

    def settle(self) -> None:
        """Take in what was typed."""
        self._rename()

    def _rename(self) -> None:
        status, name = self._rounds.status, self.name.text().strip()
        if self._rounds.place() is None or status is None or name == status.name:
            return
        if not name:  # nothing was typed, or all of it taken away again
            self.name.setText(status.name)
            return
        self._window.writes.do(lambda: self._window.collection.syncing.rename_device(name),
                               lambda _: self._rounds.look())  # fmt: skip

    def _leave(self) -> None:
        place, passphrase = self._rounds.place(), self._rounds.passphrase()
        self._rounds.leave()
        if place is not None:
            self._folder = None if is_hub(place) else Path(place)
        self.show_status()
        self.choose.setFocus()
        left = tr("This collection syncs no longer. All its cards and reviews stay.")
        if place is None:
            self._window.toast(left)
            return
        self._window.toast(
            left,
            tr("Join again"),
            lambda: self._rounds.begin(place, passphrase, self.name.text().strip()),
        )

    def _show_conflicts(self) -> None:
        """Show the notes in Browse, and of a single one the history; the notice stays."""
        status = self._rounds.status
        if status is None:
            return
        notes = _notes_of(status)
        self._window.go("browse", query=f"nid:{','.join(map(str, notes))}")
        if len(notes) == 1:
            from flashcards.ui.editor.note_history import open_history

            open_history(self._window, notes[0])

    def _show_lost(self) -> None:
        from flashcards.ui.syncing.lost_settings import open_lost_settings

        open_lost_settings(self._window)

    def _dismiss(self) -> None:
        """Put the notice away; the histories of the notes keep both texts."""
        self.now.setFocus()
        self._window.writes.do(self._rounds.see_conflicts)


def _notes_of(status: SyncStatus) -> list[NoteId]:
    """Return the notes that were changed on two computers, the last first."""
    return list(dict.fromkeys(NoteId(each.note_id) for each in status.conflicts))


def _protection_words(status: SyncStatus) -> str:
    if status.is_protected:
        return tr("Protected with a passphrase")
    return tr("Not protected with a passphrase: whoever can look there can read the cards")


def _say(words: QLabel, text: str) -> None:
    words.setText(text)
    words.setVisible(bool(text))
