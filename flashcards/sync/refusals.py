"""Why a segment cannot be read, in words for the learner."""

from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message


class SegmentError(UserError):
    """A file of a sync folder that cannot be used, at least not now."""


class NotASegmentError(SegmentError):
    """The file is something else."""

    def __init__(self) -> None:
        super().__init__(
            message("This file was not written by Flashcards for syncing."),
            message("Move it out of the folder if nobody needs it there."),
        )


class IncompleteError(SegmentError):
    """Part of the file is missing; it is probably still on its way."""

    def __init__(self) -> None:
        super().__init__(
            message("This file has not arrived completely yet."),
            message("It is read as soon as the rest is here."),
        )


class DamagedError(SegmentError):
    """The file is not what was written, or nothing that this program could have written."""

    def __init__(self, reason: Message) -> None:
        super().__init__(
            message("This file is damaged: {reason}.", reason=reason),
            message("Let the computer that wrote it bring it to the folder once more."),
        )


class SegmentTooLargeError(SegmentError):
    """The file holds more than this program reads, or says so."""

    def __init__(self, reason: Message) -> None:
        super().__init__(
            message("This file is larger than Flashcards reads: {reason}.", reason=reason),
            message("If it is yours, update Flashcards on this computer."),
        )


class NewerError(SegmentError):
    """A later version of the program wrote the file; ``app`` says which."""

    def __init__(self, app: str) -> None:
        self.app = app
        super().__init__(
            message("This file was written by Flashcards {version}, a later version.", version=app),
            message("Update Flashcards on this computer. Until then it goes on without this file."),
        )


class NeedsPassphraseError(SegmentError):
    """The file is encrypted and no key was given."""

    def __init__(self) -> None:
        super().__init__(
            message("What is synced there is protected with a passphrase."),
            message("Enter the passphrase that your other computers use."),
        )


class WrongPassphraseError(SegmentError):
    """The file is encrypted with another passphrase."""

    def __init__(self) -> None:
        super().__init__(
            message("The passphrase does not fit."),
            message("Enter the passphrase that your other computers use."),
        )


class NotEncryptedError(SegmentError):
    """The file can be read by anybody although the learner has chosen a passphrase."""

    def __init__(self) -> None:
        super().__init__(
            message("This file is not protected, although you have chosen a passphrase."),
            message("Set the same passphrase on the computer that wrote it."),
        )
