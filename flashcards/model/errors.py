"""Errors the learner can mend, told in plain words; everything else is a bug."""


class UserError(Exception):
    """Something the learner can mend.

    ``what`` says what happened in one sentence, ``hint`` what to do next.
    """

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what if not hint else f"{what} {hint}")
        self.what = what
        self.hint = hint


class CollectionInUseError(UserError):
    """Another process holds the collection."""


class CancelledError(Exception):
    """The learner stopped a long piece of work; nothing of it was kept."""
