"""A connection to a hub, held for as long as one piece of work takes."""

import contextlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import URL, Connection, NullPool, create_engine, make_url, text
from sqlalchemy.dialects import registry
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from flashcards.model.messages import message
from flashcards.model.syncing import is_postgres
from flashcards.store.hub.refusals import (
    AnotherServerError,
    BadAddressError,
    ForbiddenError,
    HubError,
    HubFullError,
    HubInUseError,
    HubTroubleError,
    LoginRefusedError,
    NewerHubError,
    NoDriverError,
    NoHubError,
    NoPasswordError,
    NoTlsError,
    OldRulesError,
    OverQuotaError,
    StillNeededError,
    UnprovenServerError,
    UnreachableError,
)
from flashcards.store.hub.rules import LAYOUT, OVER_QUOTA, SCHEMA

_PATIENCE: Final = {
    "connect_timeout": "10", "keepalives_idle": "20", "keepalives_interval": "5",
    "keepalives_count": "3", "tcp_user_timeout": "30000",
}  # fmt: skip
_FIRST: Final = (
    "SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', false), "
    "pg_catalog.set_config('statement_timeout', '120s', false)"
)
"""Said before anything else. What somebody made in the database never stands in for what is meant:
whoever looks after a hub would run it with all their rights."""
_OWN_SPACE: Final = (
    f"(SELECT s.id FROM {SCHEMA}.spaces s WHERE s.owner OPERATOR(pg_catalog.=) session_user "
    "AND s.deck OPERATOR(pg_catalog.=) '')"
)
"""Asked in the same step, so it names what could stand for something else."""
_LONGEST_REASON: Final = 200
_FORBIDDEN: Final = ("42501", "23503")
"""A right that is not given; a row that refers to one that is not there (any more)."""
_MISSING: Final = ("42P01", "3F000")
_FULL: Final = "53100"
_STILL_NEEDED: Final = "2BP01"
_NO_FUNCTION: Final = "42883"
_NO_LOCK: Final = "55P03"
_CERTIFICATE: Final = re.compile(
    "certificate verify failed|Zertifikatsüberprüfung fehlgeschlagen|does not match host name|"
    "nicht mit dem Hostnamen|name from server certificate|aus dem Serverzertifikat"
)
"""In what the library says of the server's certificate, not of a file of the learner's own."""
_UNBOUND: Final = re.compile("channel.binding.*authenti", re.IGNORECASE)
_BROKEN_TLS: Final = re.compile("SSL[ -](error|Fehler)", re.IGNORECASE)
"""In what the library says where there is TLS, and nothing came of it."""

# Looked for when a connection is made: not every installation has what it needs.
registry.register("postgresql.flashcards", "flashcards.store.hub.dialect", "HubDialect")


class Hub:
    """An open connection; use ``opened``."""

    def __init__(self, conn: Connection, url: URL) -> None:
        self._conn = conn
        self.url = url
        self.where = name_of(url)
        self.own_space = ""
        """That of whoever asks; empty for the owner of the database, who has none."""

    @contextmanager
    def work(self) -> Iterator[Connection]:
        """Lend the connection for a transaction; raises HubError in the place of errors of SQL."""
        with in_words(self.where):
            self._conn.exec_driver_sql("BEGIN")
            try:
                yield self._conn
            except BaseException:
                with contextlib.suppress(SQLAlchemyError):  # the connection may be gone
                    self._conn.exec_driver_sql("ROLLBACK")
                raise
            self._conn.exec_driver_sql("COMMIT")

    def rows(self, sql: str, **values: Any) -> list[Any]:
        """Return the rows of one question."""
        with in_words(self.where):
            return list(self._conn.execute(text(sql), values).fetchall())

    def run(self, sql: str, **values: Any) -> int:
        """Do one thing; return how many rows it concerned."""
        with in_words(self.where):
            return self._conn.execute(text(sql), values).rowcount


def address(given: str) -> URL:
    """Return an address as SQLAlchemy takes it; raises BadAddressError.

    What goes over a network is encrypted unless the address itself says otherwise (``sslmode``).
    """
    try:
        url = make_url(given.strip())
    except (ArgumentError, ValueError) as error:
        raise BadAddressError from error
    if not (is_postgres(given) and url.database) or "@" in (url.host or ""):
        raise BadAddressError
    if _is_remote(url) and "sslmode" not in url.query:
        url = url.update_query_dict({"sslmode": "require"})
    return url.set(drivername="postgresql+flashcards")


def shown(url: URL) -> str:
    """Return an address as learners type it, its password included."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def name_of(url: URL) -> str:
    """Return what messages call a hub: never with a password."""
    place = url.host or url.query.get("host") or "localhost"
    return f"{place}/{url.database}"


def _is_remote(url: URL) -> bool:
    place = url.host or url.query.get("host") or ""
    return isinstance(place, tuple) or not (
        place in ("", "localhost", "127.0.0.1", "::1") or place.startswith("/")
    )


def _asked(url: URL) -> dict[str, str]:
    """Return what is asked of a connection beside what the address says.

    Where no certificate shows which server answers, logging in has to show it: then whoever stands
    between can neither learn the password nor pass on what is said.
    """
    unproven = url.query.get("sslmode") in ("require", "verify-ca")
    if unproven and "channel_binding" not in url.query:
        return {**_PATIENCE, "channel_binding": "require"}
    return dict(_PATIENCE)


@contextmanager
def opened(given: str, *, empty: bool = False) -> Iterator[Hub]:
    """Lend a hub, and end the connection whatever happens; raises HubError.

    ``empty``: also where no hub has been made yet.
    """
    url = address(given)
    try:
        # Each statement by itself: what takes several says where it begins and ends.
        engine = create_engine(
            url, poolclass=NullPool, connect_args=_asked(url), isolation_level="AUTOCOMMIT",
            use_native_hstore=False,
        )  # fmt: skip
    except (ImportError, NoSuchModuleError) as error:
        raise NoDriverError from error
    try:
        with _connected(name_of(url), engine.connect) as conn:
            hub = Hub(conn, url)
            if empty:
                hub.rows(_FIRST)
            else:
                _begin(hub)
            yield hub
    finally:
        engine.dispose()


@contextmanager
def _connected(where: str, connect: Any) -> Iterator[Connection]:
    try:
        conn = connect()
    except SQLAlchemyError as error:
        if _lacks_password(error):
            raise NoPasswordError(where) from error
        raise _refused(where, _reason(error)) from error
    with conn:
        yield conn


def _lacks_password(error: SQLAlchemyError) -> bool:
    """Whether the server asked for a password in vain, as the library knows in any language."""
    tried = getattr(getattr(error, "orig", None), "pgconn", None)
    return bool(getattr(tried, "needs_password", False))


def _refused(where: str, reason: str) -> HubError:
    """Say why there is no connection; of what the server says there is only the text."""
    _, by_server, said = reason.partition("FATAL:")
    if by_server:
        return LoginRefusedError(where, said.strip())
    if _CERTIFICATE.search(reason):
        return AnotherServerError(where, reason)
    if _UNBOUND.search(reason):
        return UnprovenServerError(where, reason)
    if "SSL" in reason and not _BROKEN_TLS.search(reason):
        return NoTlsError(where, reason)
    return UnreachableError(where, reason)


def _begin(hub: Hub) -> None:
    """Ask for all that is to be known at first, in one step; raises NoHubError, NewerHubError."""
    found = hub.rows(f"{_FIRST}, layout, {_OWN_SPACE} AS space FROM {SCHEMA}.about")
    if not found:
        raise NoHubError(hub.where)
    if found[0].layout > LAYOUT:
        raise NewerHubError(hub.where)
    hub.own_space = found[0].space or ""


@contextmanager
def in_words(where: str) -> Iterator[None]:
    """Say in words what the server says in numbers."""
    try:
        yield
    except SQLAlchemyError as error:
        raise _worded(where, error) from error


def _worded(where: str, error: SQLAlchemyError) -> HubError:
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    if state in _FORBIDDEN and f"denied for schema {SCHEMA}" in str(error.args):
        return NoHubError(where)  # somebody who is no member learns no more
    if state in _FORBIDDEN:
        return ForbiddenError(where)
    if state in _MISSING:
        return NoHubError(where)
    if state == OVER_QUOTA:
        return OverQuotaError(where)
    if state == _NO_FUNCTION and SCHEMA in str(error.args):
        return OldRulesError(where)
    if state == _NO_LOCK:
        return HubInUseError(where)
    if state == _FULL:
        return HubFullError(where)
    if state == _STILL_NEEDED:
        return StillNeededError(where, _reason(error))
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return UnreachableError(where, message("the connection broke off"))
    return HubTroubleError(where, _reason(error))


def _reason(error: SQLAlchemyError) -> str:
    """Return the first line of what the server says: never a statement or its values."""
    said = str(getattr(error, "orig", None) or type(error).__name__).strip()
    first = said.partition("\n")[0].removeprefix("connection failed: ")
    return first[:_LONGEST_REASON].rstrip(".")
