"""Plans the learner keeps: saved sessions, holidays, exams; a kind, a name and a definition."""

from dataclasses import dataclass

from sqlalchemy import Connection

from flashcards.model.ids import new_uid


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as stored."""

    id: int
    uid: str
    kind: str
    """What it is a plan of, such as ``"session"``."""
    name: str
    definition: str
    """JSON, as the plan's kind has it."""
    created_ms: int
    changed_ms: int


_COLUMNS = "id, uid, kind, name, definition, created_ms, changed_ms"


def of_kind(conn: Connection, kind: str) -> list[Plan]:
    """Return every plan of a kind, in the order they were made."""
    rows = conn.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM plans WHERE kind = ? ORDER BY created_ms, id", (kind,)
    ).fetchall()
    return [Plan(*row) for row in rows]


def any_plan(conn: Connection) -> bool:
    """Whether there is a plan of any kind."""
    return bool(conn.exec_driver_sql("SELECT EXISTS (SELECT 1 FROM plans)").scalar_one())


def all_plans(conn: Connection) -> list[Plan]:
    """Return every plan, in the order they were made."""
    rows = conn.exec_driver_sql(f"SELECT {_COLUMNS} FROM plans ORDER BY created_ms, id").fetchall()
    return [Plan(*row) for row in rows]


def with_uid(conn: Connection, uid: str) -> Plan | None:
    """Return the plan with this uid; None when there is none."""
    row = conn.exec_driver_sql(f"SELECT {_COLUMNS} FROM plans WHERE uid = ?", (uid,)).fetchone()
    return None if row is None else Plan(*row)


def add(conn: Connection, kind: str, name: str, definition: str, now_ms: int) -> str:
    """Add a plan and return its uid."""
    uid = new_uid()
    conn.exec_driver_sql(
        "INSERT INTO plans (uid, kind, name, definition, created_ms, changed_ms) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (uid, kind, name, definition, now_ms, now_ms),
    )
    return uid


def rename(conn: Connection, uid: str, name: str, now_ms: int) -> None:
    """Give a plan another name."""
    conn.exec_driver_sql(
        "UPDATE plans SET name = ?, changed_ms = ? WHERE uid = ?", (name, now_ms, uid)
    )


def redefine(conn: Connection, uid: str, definition: str, now_ms: int) -> None:
    """Give a plan another definition."""
    conn.exec_driver_sql(
        "UPDATE plans SET definition = ?, changed_ms = ? WHERE uid = ?", (definition, now_ms, uid)
    )


def delete(conn: Connection, uid: str) -> None:
    """Delete a plan."""
    conn.exec_driver_sql("DELETE FROM plans WHERE uid = ?", (uid,))
