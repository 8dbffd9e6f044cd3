"""What whoever looks after a hub does: makes it, lets people in and removes them."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, text

from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.store.hub.connecting import Hub, shown
from flashcards.store.hub.refusals import NewerHubError, StillNeededError
from flashcards.store.hub.rules import LAYOUT, SCHEMA, TABLES, rules

LONGEST_NAME: Final = 200
_LONGEST_WAIT_MS: Final = 10_000
"""For which bringing rules up to date waits for others, who wait behind it."""
_AT_ONCE: Final = 8
"""Connections that one person may hold."""


@dataclass(frozen=True, slots=True)
class Member:
    """One person, as whoever asks may see them."""

    name: str
    teaches: bool
    segments: int
    size: int
    """In bytes, with media and what they published."""
    quota: int
    """How many bytes that may be."""
    latest: datetime | None
    """When something came last; None for never."""
    shares: bool
    """Whether progress is shared with teachers."""
    is_known: bool
    """Whether the asker may see what is kept; else the numbers say nothing."""


@dataclass(frozen=True, slots=True)
class Published:
    """A deck that a teacher has published."""

    title: str
    segments: int
    own: bool
    by: str
    """Who published it; empty where the rules of the hub are of an earlier version."""


def create(hub: Hub) -> bool:
    """Make the tables and rules of a hub; return whether there was none.

    Where there was one, its rules are brought up to date. Raises NewerHubError, ForbiddenError
    for whoever does not own it, and HubInUseError where somebody holds on to it.
    """
    is_new = not hub.rows("SELECT 1 FROM pg_namespace WHERE nspname = :name", name=SCHEMA)
    with hub.work() as conn:
        conn.execute(text(f"SET LOCAL lock_timeout = '{_LONGEST_WAIT_MS}ms'"))
        if is_new:
            _make(conn)
        layout, *groups = conn.execute(
            text(f"SELECT layout, members, teachers FROM {SCHEMA}.about")
        ).one()  # fmt: skip
        if layout > LAYOUT:
            raise NewerHubError(hub.where)
        for statement in rules(*groups):
            conn.execute(text(statement))
        _close_to_others(conn)
    return is_new


def _make(conn: Connection) -> None:
    mark = secrets.token_hex(4)
    groups = f"flashcards_members_{mark}", f"flashcards_teachers_{mark}"
    for statement in TABLES:
        conn.execute(text(statement))
    for group in groups:
        conn.execute(text(f"CREATE ROLE {group} NOLOGIN"))
    conn.execute(
        text(f"INSERT INTO {SCHEMA}.about VALUES (:layout, :members, :teachers)"),
        {"layout": LAYOUT, "members": groups[0], "teachers": groups[1]},
    )


def _close_to_others(conn: Connection) -> None:
    """Let nobody who is let in make tables of their own in the database, as far as it is ours."""
    database = _database(conn)
    owned = (
        ("pg_database", "datdba", "datname = current_database()",
         f'REVOKE TEMPORARY ON DATABASE "{database}" FROM PUBLIC'),
        ("pg_namespace", "nspowner", "nspname = 'public'",
         "REVOKE CREATE ON SCHEMA public FROM PUBLIC"),
    )  # fmt: skip
    for table, owner, which, statement in owned:
        asked = f"SELECT 1 FROM {table} WHERE {which} AND pg_has_role({owner}, 'USAGE')"
        if conn.execute(text(asked)).scalar() is not None:
            conn.execute(text(statement))


def add(hub: Hub, name: str, *, teaches: bool = False) -> str:
    """Let somebody in; return the address that is theirs alone, password included."""
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UserError(
            message("That is no name for a learner."),
            message("Give one of 1 to {count} characters.", count=LONGEST_NAME),
        )
    role, password = f"flashcards_{secrets.token_hex(8)}", _new_password()
    with hub.work() as conn:
        if _role_of(conn, name) is not None:
            raise UserError(
                message("There is somebody called “{name}” in the hub already.", name=name),
                message(
                    "If the address is lost, “flashcards hub new-address” makes another, and all "
                    "that is theirs stays. For somebody else, choose another name."
                ),
            )
        _make_login(conn, role, password, teaches=teaches)
        conn.execute(
            text(f"INSERT INTO {SCHEMA}.members (role, title, teaches) VALUES (:r, :t, :k)"),
            {"r": role, "t": name, "k": teaches},
        )
        conn.execute(
            text(f"INSERT INTO {SCHEMA}.spaces VALUES (:id, :r, '', '')"),
            {"id": secrets.token_hex(16), "r": role},
        )
    return shown(hub.url.set(username=role, password=password))


def _make_login(conn: Connection, role: str, password: str, *, teaches: bool) -> None:
    members, teachers = conn.execute(text(f"SELECT members, teachers FROM {SCHEMA}.about")).one()
    groups = f"{members}, {teachers}" if teaches else members
    conn.execute(
        text(
            f'CREATE ROLE "{role}" LOGIN CONNECTION LIMIT {_AT_ONCE} '
            f"PASSWORD '{_verifier(conn, role, password)}' IN ROLE {groups}"
        )
    )
    conn.execute(text(f'GRANT CONNECT ON DATABASE "{_database(conn)}" TO "{role}"'))


def renew_address(hub: Hub, name: str) -> str:
    """Give somebody a new password; return their address with it. The former one lets nobody in.

    Where their login is missing, as where the database alone was restored, it is made anew.
    """
    password = _new_password()
    with hub.work() as conn:
        role = _role_of(conn, name.strip())
        if role is None:
            raise _nobody(name)
        if _has_login(conn, role):
            word = _verifier(conn, role, password)
            conn.execute(text(f"ALTER ROLE \"{role}\" PASSWORD '{word}'"))
            _disconnect(conn, role)
        else:
            _make_login(conn, role, password, teaches=_teaches(conn, role))
    return shown(hub.url.set(username=role, password=password))


def remove(hub: Hub, name: str) -> str:
    """Remove somebody with all that is theirs in the hub; their own computers keep what they have.

    Return their login where it had to stay, locked, else "": something outside of this database
    belongs to it. Each step holds by itself, and may be taken again, as long as they are listed:
    whatever somebody does who does not want to be removed, they are shut out first.
    """
    with hub.work() as conn:
        role = _role_of(conn, name.strip())
        if role is None:
            raise _nobody(name)
        has_login = _has_login(conn, role)
        if has_login:
            _shut_out(conn, role)
    with hub.work() as conn:
        for table, column in (("sharing", "role"), ("spaces", "owner")):
            conn.execute(text(f"DELETE FROM {SCHEMA}.{table} WHERE {column} = :r"), {"r": role})
        if not has_login:  # a backup brought back somebody who was removed
            _forget(conn, role)
            return ""
    try:
        with hub.work() as conn:
            conn.execute(text(f'DROP OWNED BY "{role}" CASCADE'))
        with hub.work() as conn:
            _forget(conn, role)
            conn.execute(text(f'DROP ROLE "{role}"'))
    except StillNeededError:
        with hub.work() as conn:
            _forget(conn, role)
        return role
    return ""


def _forget(conn: Connection, role: str) -> None:
    conn.execute(text(f"DELETE FROM {SCHEMA}.members WHERE role = :r"), {"r": role})


def _has_login(conn: Connection, role: str) -> bool:
    """Whether the server knows a login: backups of the database do not hold those."""
    found = conn.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :r"), {"r": role})
    return found.scalar() is not None


def _shut_out(conn: Connection, role: str) -> None:
    """Take all rights from a login, and end its connections."""
    groups = conn.execute(text(f"SELECT members, teachers FROM {SCHEMA}.about")).one()
    conn.execute(text(f'REVOKE {", ".join(groups)} FROM "{role}"'))
    conn.execute(text(f'REVOKE CONNECT ON DATABASE "{_database(conn)}" FROM "{role}"'))
    conn.execute(text(f'ALTER ROLE "{role}" NOLOGIN PASSWORD NULL'))
    if not conn.execute(text("SELECT pg_has_role(:r, 'USAGE')"), {"r": role}).scalar_one():
        conn.execute(
            text(f'GRANT "{role}" TO CURRENT_USER')
        )  # only a superuser needs no such right
    _disconnect(conn, role)


def _disconnect(conn: Connection, role: str) -> None:
    """End the connections of a login, as far as whoever asks has that right."""
    conn.execute(
        text(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE usename = :r AND pg_has_role(:r, 'USAGE')"
        ),
        {"r": role},
    )


def give(hub: Hub, quota: int, name: str = "") -> None:
    """Let somebody, or everybody who was given nothing else, keep so many bytes.

    Whoever keeps more loses nothing, and adds nothing until it is less.
    """
    with hub.work() as conn:
        if not name:
            conn.execute(text(f"UPDATE {SCHEMA}.about SET quota = :quota"), {"quota": quota})
            return
        role = _role_of(conn, name.strip())
        if role is None:
            raise _nobody(name)
        sql = f"UPDATE {SCHEMA}.members SET quota = :quota WHERE role = :role"
        conn.execute(text(sql), {"quota": quota, "role": role})


def members(hub: Hub) -> list[Member]:
    """Return whose places the asker may know of, by name: all, or themselves and who shares."""
    found = hub.rows(
        f"SELECT m.title, m.teaches, count(g.hash), coalesce((SELECT sum(k.bytes) FROM "
        f"{SCHEMA}.kept k JOIN {SCHEMA}.spaces o ON o.id = k.space WHERE o.owner = m.role), 0), "
        f"coalesce(m.quota, (SELECT a.quota FROM {SCHEMA}.about a)), max(g.came), "
        f"EXISTS (SELECT 1 FROM {SCHEMA}.sharing a WHERE a.role = m.role), "
        f"m.role = session_user OR NOT row_security_active('{SCHEMA}.segments') "
        f"FROM {SCHEMA}.members m "
        f"LEFT JOIN {SCHEMA}.spaces s ON s.owner = m.role AND s.deck = '' "
        f"LEFT JOIN {SCHEMA}.segments g ON g.space = s.id "
        f"WHERE m.role = session_user OR NOT row_security_active('{SCHEMA}.members') "
        f"OR EXISTS (SELECT 1 FROM {SCHEMA}.sharing a WHERE a.role = m.role) "
        "GROUP BY m.role, m.title, m.teaches, m.quota ORDER BY lower(m.title), m.title"
    )
    return [Member(row[0], row[1], row[2], int(row[3]), *row[4:]) for row in found]


def published(hub: Hub) -> list[Published]:
    """Return the published decks that the asker may read, by title; none that was withdrawn."""
    found = hub.rows(
        f"SELECT s.title, count(g.hash), s.owner = session_user, coalesce(m.title, '') "
        f"FROM {SCHEMA}.spaces s LEFT JOIN {SCHEMA}.members m ON m.role = s.owner "
        f"LEFT JOIN {SCHEMA}.segments g ON g.space = s.id WHERE s.deck <> '' "
        f"AND s.id = ANY (ARRAY(SELECT r.space FROM {SCHEMA}.grants r)) "
        "GROUP BY s.id, s.title, s.owner, m.title ORDER BY s.title"
    )
    return [Published(*row) for row in found]


def _nobody(name: str) -> UserError:
    return UserError(
        message("There is nobody called “{name}” in the hub.", name=name),
        message("“flashcards hub status” lists who is."),
    )


def _role_of(conn: Connection, name: str) -> str | None:
    found = conn.execute(
        text(f"SELECT role FROM {SCHEMA}.members WHERE title = :name"), {"name": name}
    ).scalar()
    return None if found is None else str(found)


def _teaches(conn: Connection, role: str) -> bool:
    sql = f"SELECT teaches FROM {SCHEMA}.members WHERE role = :role"
    return bool(conn.execute(text(sql), {"role": role}).scalar_one())


def _database(conn: Connection) -> str:
    return str(conn.execute(text("SELECT current_database()")).scalar_one()).replace('"', '""')


def _new_password() -> str:
    return secrets.token_urlsafe(24)


def _verifier(conn: Connection, role: str, password: str) -> str:
    """Return what follows from a password: the server is told that, so no log holds the word."""
    driver: Any = conn.connection.driver_connection
    made: bytes = driver.pgconn.encrypt_password(
        password.encode(), role.encode(), b"scram-sha-256"
    )  # fmt: skip
    # A colon would begin the name of a value for SQLAlchemy.
    return made.decode("ascii").replace("'", "''").replace(":", "\\:")
