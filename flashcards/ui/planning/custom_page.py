"""Custom study: cards of one's own choosing, and such choices kept under a name."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from flashcards.model.errors import UserError
from flashcards.study.custom import CustomStudy
from flashcards.ui import messages
from flashcards.ui.deck_choice import DeckChoice
from flashcards.ui.planning import custom_words
from flashcards.ui.planning.custom_form import CustomForm
from flashcards.ui.planning.kept_list import KeptList
from flashcards.ui.planning.page import Page
from flashcards.ui.planning.saved_panel import SavedPanel
from flashcards.ui.widgets import button, column, row
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.study.saved import SavedSession
    from flashcards.ui.main_window import MainWindow


class CustomPage(Page):
    """A choice with its count at once, and the list of those that were saved."""

    key = "custom"
    text = "Cust&om study"
    act_text = "&Start"

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.count: int | None = None
        self._changing: SavedSession | None = None
        self.form = CustomForm()
        self.saved = SavedPanel(self)
        self.save_button = button(tr("Save &as…"), self.save)
        self.cancel_button = button(tr("Kee&p unchanged"), self.stop_changing, kind="quiet")
        self.cancel_button.hide()
        actions = row(None, self.act_button, self.save_button)
        actions.setStretch(0, 1)
        buttons = column(None, actions, self.cancel_button, gap="inside")
        self.lay_out(column(None, self.form), buttons, self.saved)
        self.form.edited.connect(self._edited)
        self.form.entered.connect(self.act)
        self._edited()

    def decks(self) -> DeckChoice:
        """Return the field for the deck."""
        return self.form.deck

    def fields(self) -> list[QWidget]:
        """Return what one fills in."""
        return [*self.form.fields(), self.act_button, self.save_button, self.cancel_button]

    def first_field(self) -> QWidget:
        """Return the kind that is chosen."""
        return self.form.kinds[self.form.kind()]

    def list(self) -> KeptList:
        """Return the list of saved sessions."""
        return self.saved.sessions

    def refresh_lists(self) -> None:
        """Read the saved sessions and the tags again, and count cards."""
        self.form.search.set_names(self.collection.tags())
        self.saved.refresh()

    def stop(self) -> None:
        """Count nothing more until asked; the saved sessions are counted when one comes back."""
        super().stop()
        self.saved.stop()

    # Counting -------------------------------------------------------------------------

    def _edited(self) -> None:
        self.told.setText(custom_words.effect(self.form.kind()))
        self.run_soon()

    def run(self) -> None:
        """Count the cards of the choice."""
        study, planning = self.form.study(), self.collection.planning
        self.reckon(
            tr("Counting…"),
            lambda progress: planning.count_custom(study, progress),
            partial(self._show, study),
        )

    def _show(self, study: CustomStudy, count: int) -> None:
        self.count = count
        hint = custom_words.effect(study.kind) if count else custom_words.nothing_hint(study)
        self.show_words(custom_words.count_verdict(count), hint)

    def refuse(self, error: UserError) -> None:
        """Show what is wrong with the choice."""
        self.count = None
        super().refuse(error)

    def can_act(self) -> bool:
        """Whether a card fits, as far as is known."""
        return super().can_act() and not (self.up_to_date and self.count == 0)

    # Actions ----------------------------------------------------------------------------

    def act(self) -> None:
        """Start the session."""
        if self.can_act():
            self.start(self.form.study())

    def start(self, study: CustomStudy) -> None:
        """Study a choice; what is wrong with it is said on the page."""
        planning = self.collection.planning
        self.begin(
            lambda progress: planning.custom_study(study, progress),
            lambda session: self.window_.go("study", session=session),
        )

    def save(self) -> None:
        """Keep the choice under a name, or the changes of the one being changed."""
        changing = self._changing
        if changing is not None:
            self._save_changes(changing)
            return
        study, planning = self.form.study(), self.collection.planning

        def saved(uid: str) -> None:
            self.refresh_lists()
            self.saved.sessions.choose(uid)
            if self.form_in_use():  # so that its keys are in force at once
                self.saved.sessions.setFocus(Qt.FocusReason.OtherFocusReason)
            self.tell(tr("Saved"))

        messages.ask_text(
            self.window_, tr("Save the session"), tr("&Name of the session"),
            custom_words.suggested_name(study), action=tr("Save"),
            on_done=lambda name: self.do_at_once(
                lambda: planning.save_session(name, study), saved
            ),
        )  # fmt: skip

    def change(self, session: "SavedSession") -> None:
        """Fill a saved session in; saving changes it then."""
        self._changing = session
        self.form_head.set_text(tr("Adjust “{name}”", name=session.name))
        self.form.fill(session.study)
        self._show_changing()
        self.first_field().setFocus()

    def stop_changing(self) -> None:
        """Leave the saved session as it is."""
        self._changing = None
        self._show_changing()

    def _show_changing(self) -> None:
        changing = self._changing is not None
        had_focus = self.cancel_button.hasFocus()
        self.form_head.setVisible(changing)
        self.cancel_button.setVisible(changing)
        self.save_button.setText(tr("S&ave") if changing else tr("Save &as…"))
        if had_focus and not changing:
            self.save_button.setFocus()

    def _save_changes(self, session: "SavedSession") -> None:
        study, planning = self.form.study(), self.collection.planning

        def changed(_: object) -> None:
            self.stop_changing()
            self.refresh_lists()
            self.tell(tr("Adjusted “{name}”", name=session.name))

        self.do_at_once(lambda: planning.change_session(session.uid, study=study), changed)

    def step_back(self) -> bool:
        """Leave the session that is being changed as it is."""
        if self._changing is None:
            return False
        self.stop_changing()
        return True

    def follow_changing(self, found: Mapping[str, "SavedSession"]) -> None:
        """Change no session that is not there any more, and call it what it is called now."""
        if self._changing is None:
            return
        now = found.get(self._changing.uid)
        if now is None:
            gone = tr("The session “{name}” is gone", name=self._changing.name)
            self.stop_changing()
            self.window_.toast(gone)
        elif now.name != self._changing.name:
            self._changing = now
            self.form_head.set_text(tr("Adjust “{name}”", name=now.name))

    def follow(self) -> None:
        """Let the buttons follow what is possible."""
        super().follow()
        self.saved.follow()
