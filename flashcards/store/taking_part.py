"""Whether a collection keeps in step with other machines; asked at each write, so remembered."""

from typing import Final

from sqlalchemy import Connection

from flashcards.store.connections import raw_of

KEY: Final = "sync"
"""Where ``collection`` keeps what is to be known of syncing as a whole."""

REPLACED: Final = "sync_overruled"
"""Where a restored backup keeps what the collection knew whose place it took, until it syncs."""

HANDED_ON: Final = "sync_handed_on"
"""Where it keeps what was done since and told to others, until it has synced."""

SHARES: Final = (
    "SELECT EXISTS (SELECT 1 FROM collection WHERE key = ? "
    "AND json_extract(value, '$.left') IS NULL)"
)
"""Whether others follow what is done to the collection."""

_ON: Final = "in_step"
_WATCH: Final = (
    "CREATE TEMP TRIGGER IF NOT EXISTS sync_reviews AFTER INSERT ON main.reviews "
    "WHEN NOT EXISTS (SELECT 1 FROM temp.merging) BEGIN "
    "INSERT OR IGNORE INTO sync_unsent VALUES (new.card_id, new.id); END"
)


def shares(conn: Connection) -> bool:
    """Whether the collection keeps in step with others, as any connection can ask."""
    found = raw_of(conn).execute(SHARES, (KEY,)).fetchone()
    return bool(found[0])


def begin(conn: Connection) -> None:
    """Find out, for a writing connection; from then on each row of the log is noted down."""
    execute = raw_of(conn).execute
    found = execute("SELECT EXISTS (SELECT 1 FROM collection WHERE key = ?)", (KEY,)).fetchone()
    conn.info[_ON] = bool(found[0])
    if conn.info[_ON]:
        execute("CREATE TEMP TABLE IF NOT EXISTS merging (now)")
        execute(_WATCH)
    else:
        execute("DROP TRIGGER IF EXISTS temp.sync_reviews")


def is_on(conn: Connection) -> bool:
    """Whether writes are to be stamped."""
    return bool(conn.info.get(_ON))
