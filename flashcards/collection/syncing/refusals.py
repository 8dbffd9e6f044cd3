"""Why a folder cannot be synced with, in words for the learner."""

from flashcards.model.errors import UserError
from flashcards.model.messages import message


class AnotherFolderError(UserError):
    """The folder lacks what this collection told others before."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            message(
                "The folder {folder} is not the one this collection syncs with.", folder=folder
            ),
            message(
                "Choose the folder used so far. To sync with another one, leave and join again."
            ),
        )


class NotProtectedError(UserError):
    """A passphrase was given for a folder that anybody can read."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            message("The folder {folder} is not protected with a passphrase.", folder=folder),
            message(
                "Leave the passphrase empty. To protect what you sync, leave, choose an empty "
                "folder and set the passphrase there on every computer."
            ),
        )
