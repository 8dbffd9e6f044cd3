"""Errors the learner can mend; everything else is a bug."""

from flashcards.model.messages import Message, sentences


class UserError(Exception):
    """Something the learner can mend; ``str`` gives it in English.

    ``what`` says what happened in one sentence, ``hint`` what to do next.
    """

    def __init__(self, what: Message, hint: Message | None = None) -> None:
        self.what = what
        self.hint = hint
        super().__init__(self.what, self.hint)

    @property
    def said(self) -> Message:
        """What happened and what to do next, as one message."""
        return sentences(self.what, self.hint) if self.hint else self.what

    def __str__(self) -> str:
        return str(self.said)


class OutdatedError(UserError):
    """What the learner was looking at changed meanwhile; it has to be looked at again."""


class CollectionInUseError(UserError):
    """Another process holds the collection."""


class CancelledError(Exception):
    """The learner stopped a long piece of work; nothing of it was kept."""
