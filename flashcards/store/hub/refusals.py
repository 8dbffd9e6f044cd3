"""Why a hub cannot do what is asked, in words for the learner."""

from flashcards.carriers.refusals import CarrierError
from flashcards.installed import how_to_add
from flashcards.model.messages import Message, message


class HubError(CarrierError):
    """The hub cannot be used at present, or not so; work goes on without it."""


class BadAddressError(HubError):
    """What was given is no address of a PostgreSQL database."""

    def __init__(self) -> None:
        super().__init__(
            message("That is no address of a hub."),
            message(
                "It looks like postgresql://NAME:PASSWORD@COMPUTER/DATABASE. In the password write "
                "“@” as “%40”, “/” as “%2F”."
            ),
        )


class NoDriverError(HubError):
    """The library that speaks to PostgreSQL is not installed."""

    def __init__(self) -> None:
        super().__init__(
            message("This installation cannot speak to PostgreSQL, since “psycopg” is missing."),
            how_to_add('"psycopg[binary]"', "python3-psycopg", inside=False),
        )


class UnreachableError(HubError):
    """Nobody answers."""

    def __init__(self, where: str, reason: str | Message) -> None:
        super().__init__(
            message("The hub {where} cannot be reached: {reason}.", where=where, reason=reason),
            message("Check the connection and the address. What you learned is safe here."),
        )


class LoginRefusedError(HubError):
    """The server lets nobody in under this name and password, or not now."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(
            message("The hub {where} does not let you in: {reason}.", where=where, reason=reason),
            message(
                "Check the address for name and password, or ask whoever looks after the hub. "
                "What you learned is safe here."
            ),
        )


class NoPasswordError(LoginRefusedError):
    """The server asks for a password, and the address has none."""

    def __init__(self, where: str) -> None:
        HubError.__init__(
            self,
            message("The address of the hub {where} lacks the password.", where=where),
            message(
                "Write it between name and computer: postgresql://NAME:PASSWORD@COMPUTER/DATABASE."
            ),
        )


class NoTlsError(HubError):
    """What goes to the server and back could be read on the way."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(
            message("The hub {where} encrypts nothing on the way: {reason}.",
                    where=where, reason=reason),
            message(
                "Let whoever looks after it turn on TLS. In a network that you trust, write "
                "“?sslmode=disable” behind the address."
            ),
        )  # fmt: skip


class AnotherServerError(HubError):
    """Who answers cannot show that it is the server that was asked for."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(
            message("Who answers at {where} may not be your hub: {reason}.",
                    where=where, reason=reason),
            self._what_next(),
        )  # fmt: skip

    def _what_next(self) -> Message:
        return message(
            "Ask whoever looks after the hub for its address and its certificate. Your password "
            "was not sent; what you learned is safe here."
        )


class UnprovenServerError(AnotherServerError):
    """Logging in does not show which server answers: it may be another, or the login an old one."""

    def _what_next(self) -> Message:
        return message(
            "Ask whoever looks after the hub. A password made by PostgreSQL 13 or an earlier "
            "version has to be set anew. Yours was not sent; what you learned is safe here."
        )


class NoHubError(HubError):
    """The database is there, and no hub is in it."""

    def __init__(self, where: str) -> None:
        super().__init__(
            message("There is no hub in {where}.", where=where),
            message("Whoever looks after the database makes one: “flashcards hub create”."),
        )


class NewerHubError(HubError):
    """A later version of the program has made the hub."""

    def __init__(self, where: str) -> None:
        super().__init__(
            message("A newer version of Flashcards made the hub {where}.", where=where),
            message("Update Flashcards."),
        )


class OldRulesError(HubError):
    """An earlier version of the program has made the hub, and nobody said ``create`` since."""

    def __init__(self, where: str) -> None:
        super().__init__(
            message("An earlier version of Flashcards wrote the rules of the hub {where}.",
                    where=where),
            message(
                "Let whoever looks after it say “flashcards hub create” once more. What is there "
                "stays."
            ),
        )  # fmt: skip


class HubInUseError(HubError):
    """Somebody holds on to the tables, such as a backup that is being made."""

    def __init__(self, where: str) -> None:
        super().__init__(
            message("The hub {where} is in use at present, or a backup of it is being made.",
                    where=where),
            message("Try again in a few minutes."),
        )  # fmt: skip


class ForbiddenError(HubError):
    """The rules of the hub, or of the server, do not allow that to this login."""

    def __init__(self, where: str) -> None:
        super().__init__(
            message("The hub {where} does not allow you to do that.", where=where),
            message("Ask whoever looks after it."),
        )


class HubFullError(HubError):
    """There is no room for what is to be kept."""

    def __init__(self, where: str) -> None:
        super().__init__(
            message("There is no room left in the hub {where}.", where=where),
            message("Make room there. What you learned is safe here and goes there later."),
        )


class OverQuotaError(HubFullError):
    """Somebody would keep more than the owner of the database gives them."""

    def __init__(self, where: str) -> None:
        HubError.__init__(
            self,
            message("Your place in the hub {where} is full.", where=where),
            message(
                "Ask whoever looks after it for more. What you learned is safe here and goes "
                "there later."
            ),
        )


class HubTroubleError(HubError):
    """The server refuses for another reason, which it states."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(
            message("The hub {where} cannot be used: {reason}.", where=where, reason=reason),
            message("Check the server, and sync again."),
        )


class StillNeededError(HubTroubleError):
    """Something else belongs to what is to be removed."""


class NotPublishedError(HubError):
    """A published space says more than a published deck can."""

    def __init__(self, name: str) -> None:
        super().__init__(
            message("{name} holds more than a published deck may; it is left aside.", name=name),
            message("Tell whoever published it."),
        )


class TooManyPublicationsError(HubError):
    """A teacher has published so often that nobody is told of more."""

    def __init__(self, where: str, count: int) -> None:
        super().__init__(
            message(
                "You have published {count:,} times over {where}; what comes later reaches nobody.",
                count=count,
                where=where,
            ),
            message(
                "Ask whoever looks after the hub to remove you and add you again, and publish your "
                "decks once more. Whoever has them keeps them."
            ),
        )
