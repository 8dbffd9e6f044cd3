"""Why a carrier cannot do what is asked, in words for the learner."""

from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message


class CarrierError(UserError):
    """Nothing can be brought or fetched at present; work goes on without it."""


class GoneError(CarrierError):
    """A file is no longer where it was."""

    def __init__(self, name: str) -> None:
        super().__init__(
            message("{name} is no longer in the sync folder.", name=name),
            message("Sync again."),
        )


class NotHereYetError(CarrierError):
    """A file is known and its content is elsewhere, or only part of it is here."""

    def __init__(self, name: str) -> None:
        super().__init__(
            message("{name} has not arrived in the sync folder yet.", name=name),
            message("Sync again once your folder service has fetched it."),
        )


class MissingFolderError(CarrierError):
    """The folder is not there: a stick that is not plugged in, a drive that is not connected."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            message("The sync folder {folder} is not there.", folder=folder),
            message("Connect its drive, or choose another folder."),
        )


class FullError(CarrierError):
    """There is no room for what is to be kept."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            message("There is no room left in the sync folder {folder}.", folder=folder),
            message("Make room there. What you learned is safe here and goes there later."),
        )


class NotPermittedError(CarrierError):
    """This user may not read or write there."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            message("Flashcards may not write to the sync folder {folder}.", folder=folder),
            message("Change the permissions of the folder, or choose another one."),
        )


class FolderTroubleError(CarrierError):
    """The operating system refuses for another reason, which it states."""

    def __init__(self, folder: str, reason: str | Message) -> None:
        super().__init__(
            message(
                "The sync folder {folder} cannot be used: {reason}.", folder=folder, reason=reason
            ),
            message("Check its drive or its service, and sync again."),
        )
