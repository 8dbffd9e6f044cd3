"""An article while it is answered: progress above, the text, one line of words, the foot."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flashcards.text.comparing import Comparison, Verdict
from flashcards.text.tasks import RIGHT_SIGN, WRONG_SIGN
from flashcards.ui.answering.answer_edit import AnswerEdit
from flashcards.ui.answering.asking_page import AskingPage
from flashcards.ui.answering.foot import Foot, Small
from flashcards.ui.hints import set_hint
from flashcards.ui.kept_articles.blanks import Blanks
from flashcards.ui.kept_articles.covered_view import CoveredView
from flashcards.ui.widgets import ElidedLabel, column, label, line, row
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.model.rows import CardRow
    from flashcards.ui.main_window import MainWindow


class AnswerPage(AskingPage):
    """Draws; what happens is decided by the screen."""

    def __init__(self, window: "MainWindow", prefix: str) -> None:
        left = Small("undo", tr("Undo"), "undo"), Small("edit", tr("Edit"), "edit")
        super().__init__(window, prefix, Foot(window, prefix, tr("Show"), left))
        self.view = CoveredView(window.settings)
        self.card = ElidedLabel("", "caption")
        self.edit = AnswerEdit(self, lambda: window.commands.trigger(f"{prefix}.next"))
        self.verdict = label("", "muted")
        self.verdict.hide()
        typing = row(None, self.edit, self.verdict, gap="between", margins="inside")
        above, under = self._above(), self._under(self.card)
        layout = column(
            self, above, line(), self.view, line(), typing, under, self.foot, gap="none"
        )
        layout.setStretch(2, 1)

    def ask_typing(self, typed: str | None) -> None:
        """Offer a box that holds ``typed``; none where nothing is to be typed."""
        self.verdict.hide()
        if typed is None:
            self.edit.hide()
        else:
            self.edit.ask(typed)

    def tell_typed(self, found: Comparison | None) -> None:
        """Say how right what was typed is; the right words stand in the article."""
        self.edit.setReadOnly(True)
        if found is None:
            return
        sign = RIGHT_SIGN if found.verdict is Verdict.RIGHT else WRONG_SIGN
        words = {
            Verdict.RIGHT: tr("right"),
            Verdict.NEAR: tr("nearly right"),
            Verdict.WRONG: tr("wrong"),
        }
        self.verdict.setText(f"{sign} {words[found.verdict]}")
        self.verdict.show()

    def show_blanks(self, blanks: Blanks, *, answered: bool) -> None:
        """Cover what is not to be seen yet."""
        covers, told = blanks.covers(answered=answered), blanks.told(answered=answered)
        like = () if answered else blanks.like
        self.view.show_covers(covers, told, blanks.passage, like)
        # For who cannot see it: what is covered stays so.
        self.view.setAccessibleDescription(self.view.seen(*blanks.passage))

    def tell_asked(self, blanks: Blanks) -> None:
        """Say what to answer where the article covers what the card itself has in its question.

        Also where the article does not have the answer, so that covering it asks nothing.
        """
        words = tr("Say the covered words. The card itself asks what they mean.")
        asked = tr("This answer is not in the article: {question}", question=blanks.question)
        self.card.set_text(asked if blanks.question else words if blanks.turned else "")
        set_hint(self.card, asked if blanks.question else "")

    def tell_card(self, rows: Sequence["CardRow"]) -> None:
        """Say what the card itself has, since the learner may have written it otherwise."""
        words = " – ".join(filter(None, (rows[0].question, rows[0].answer))) if rows else ""
        self.card.set_text(tr("card: {words}", words=words) if words else "")
        set_hint(self.card, words)
