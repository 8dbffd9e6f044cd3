"""Preferences: the language model on this computer that may check cards, where there is one."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from flashcards.model.errors import UserError
from flashcards.settings import Settings
from flashcards.ui.preferences.parts import bare, group, setting
from flashcards.ui.widgets import column, label, text_field
from flashcards.ui.words import tr, worded

FIELD_EM = 16


class OpinionGroup(QWidget):
    """Two fields: where the model is, and its name. Off while the first is empty."""

    chosen = Signal(dict)
    """Names and values for ``change_settings``."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.address = text_field(tr("Address of the model"), hint="http://127.0.0.1:8080/v1")
        self.model = text_field(tr("Name of the model"), hint=tr("as the model calls itself"))
        self.trouble = label("", "error", wrap=True)
        self.trouble.hide()
        for field in (self.address, self.model):
            field.setMinimumWidth(FIELD_EM * self.fontMetrics().height())
        where, name = bare(), bare()
        column(where, self.address, self.trouble, gap="none")
        column(name, self.model, gap="none")
        column(
            self,
            group(
                tr("Second opinion"),
                setting(
                    tr("Address"),
                    tr("On this computer, with an OpenAI-compatible interface. Empty: off."),
                    where,
                    self.address,
                ),
                setting(
                    tr("Model"), tr("Only where several answer at the address."), name, self.model
                ),
                note=tr(
                    "A language model that runs here can check the cards of an article. It may "
                    "leave cards out and reword questions, with answers in the article’s own "
                    "words. Nothing leaves this computer."
                ),
            ),
            gap="none",
        )
        self.address.editingFinished.connect(self.settle)
        self.model.editingFinished.connect(self.settle)

    def settle(self) -> None:
        """Take in what was typed; what is no address here stays, and is told."""
        from flashcards.collection.articles.second_opinion import local_address

        address = self.address.text().strip()
        try:
            if address:
                local_address(address)
        except UserError as error:
            self.trouble.setText(worded(error.said))
            self.trouble.show()
            return
        self.trouble.hide()
        self.chosen.emit(
            {"second_opinion": address, "second_opinion_model": self.model.text().strip()}
        )

    def show_settings(self, settings: Settings) -> None:
        """Show what holds now, but where something else is being typed."""
        if not self.trouble.isHidden():
            return
        fields = (
            (self.address, settings.second_opinion),
            (self.model, settings.second_opinion_model),
        )
        for field, text in fields:
            if not field.hasFocus():
                blocker = QSignalBlocker(field)
                field.setText(text)
                blocker.unblock()
