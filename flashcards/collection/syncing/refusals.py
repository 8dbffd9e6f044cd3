"""Why a folder or a hub cannot be synced with, in words for the learner."""

from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.sync.refusals import SegmentError


class AnotherFolderError(UserError):
    """The folder lacks what this collection told others before."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            message(
                "The folder {folder} lacks the files this collection has synced so far.",
                folder=folder,
            ),
            message(
                "Choose the folder used so far, or wait until your service has brought its files. "
                "If they were deleted, or you want to use this folder from now on, leave and join "
                "again. Everything here is then copied there."
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


class AnotherHubError(UserError):
    """The hub lacks what this collection told others before."""

    def __init__(self, where: str) -> None:
        super().__init__(
            message("The hub {where} is not what this collection syncs with.", where=where),
            message(
                "Give the address used so far. To use this hub from now on, leave and join again. "
                "Everything here is then copied there."
            ),
        )


class HubNotProtectedError(UserError):
    """A passphrase was given for what whoever looks after a hub can read."""

    def __init__(self, where: str) -> None:
        super().__init__(
            message("What you have in the hub {where} is not protected with a passphrase.",
                    where=where),
            message(
                "Leave the passphrase empty. To protect what you sync, let whoever looks after "
                "the hub remove you and add you again, and set the passphrase on every computer."
            ),
        )  # fmt: skip


class NewerPublicationError(UserError):
    """A later version of the program has published the deck; nobody can go on from that here."""

    def __init__(self, app: str) -> None:
        super().__init__(
            message("Flashcards {version}, a later version, has published this deck.", version=app),
            message("Update Flashcards on this computer, and publish again."),
        )


class UntellableError(UserError):
    """The collection says something that no segment can hold."""

    def __init__(self, error: SegmentError) -> None:
        super().__init__(
            message(
                "Something in this collection cannot be told to other computers: {reason}",
                reason=error.what,
            ),
            message("Check the collection: *Check collection*, or “flashcards check”."),
        )


class ImpossibleError(SegmentError):
    """A file says what no program of ours has written; nothing of it was taken in."""

    def __init__(self) -> None:
        super().__init__(
            message("This file says what Flashcards never writes."),
            message(
                "Nothing of it was taken in. Update Flashcards on this computer and on the one "
                "that wrote it."
            ),
        )
