"""The tables of a hub, and who may do what with them: all of it is up to the server.

Every person has a login role of their own with a random name; policies ask ``session_user``. No
right to change a row is given for what is kept, so segments and media stay as they came.
"""

from typing import Final

SCHEMA: Final = "flashcards_hub"
LAYOUT: Final = 1
EVERYBODY: Final = "*"
"""In the place of a reader: all members."""
LARGEST: Final = 256 << 20
"""Bytes of a segment or a media file that the tables take."""
QUOTA: Final = 5_000_000_000
"""Bytes that one person may keep, with media and published decks, unless the owner says else."""
ROW: Final = 500
"""Bytes that count for a row beside what is in it."""
OVER_QUOTA: Final = "FCQ01"
"""What the server says where that would become more."""

_MOST_SPACES: Final = 1_000
"""Decks that one teacher may publish."""
POSSIBLE_DAY: Final = "day BETWEEN date '2000-01-01' AND current_date + 2"
"""Of what is shared: clocks differ, and days begin earlier in the east."""

_SEALED: Final = b"FLSM1\n"
"""With what a media file begins that a passphrase protects."""

# As arrays, which are made once for a statement and looked up in an index; EXISTS in the place of
# them is asked for every row of every space.
_VISIBLE: Final = f"space = ANY (ARRAY(SELECT s.id FROM {SCHEMA}.spaces s))"
_OWN: Final = (
    f"space = ANY (ARRAY(SELECT s.id FROM {SCHEMA}.spaces s WHERE s.owner = session_user))"
)


def _counting(name: str, what: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {SCHEMA}.{name}() RETURNS trigger LANGUAGE plpgsql "
        "SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ "
        f"BEGIN {what} RETURN NULL; END $$"
    )


_TABLES: Final = (
    f"CREATE SCHEMA {SCHEMA}",
    (
        f"CREATE TABLE {SCHEMA}.about (layout int NOT NULL, members name NOT NULL, "
        f"teachers name NOT NULL, quota bigint NOT NULL DEFAULT {QUOTA} CHECK (quota > 0))"
    ),
    (
        f"CREATE TABLE {SCHEMA}.members (role name PRIMARY KEY, "
        "title text NOT NULL UNIQUE CHECK (length(title) BETWEEN 1 AND 200), "
        "teaches boolean NOT NULL, added timestamptz NOT NULL DEFAULT now(), "
        "quota bigint CHECK (quota > 0))"
    ),
    # A space without a deck holds all that its owner does; one with a deck is published.
    (
        f"CREATE TABLE {SCHEMA}.spaces (id text PRIMARY KEY CHECK (id ~ '^[0-9a-f]{{32}}$'), "
        f"owner name NOT NULL REFERENCES {SCHEMA}.members ON DELETE CASCADE, "
        "deck text NOT NULL CHECK (length(deck) <= 100), "
        "title text NOT NULL CHECK (length(title) <= 1000), "
        "UNIQUE (owner, deck), UNIQUE (id, owner))"
    ),
    (
        f"CREATE TABLE {SCHEMA}.grants (space text NOT NULL, owner name NOT NULL, "
        "reader name NOT NULL, PRIMARY KEY (space, reader), "
        f"FOREIGN KEY (space, owner) REFERENCES {SCHEMA}.spaces (id, owner) ON DELETE CASCADE)"
    ),
    (
        f"CREATE TABLE {SCHEMA}.segments ("
        f"space text NOT NULL REFERENCES {SCHEMA}.spaces ON DELETE CASCADE, "
        "hash text NOT NULL CHECK (hash = encode(sha256(bytes), 'hex')), "
        "name text NOT NULL CHECK (name ~ '^[0-9a-z-]{1,100}[.]seg$'), "
        f"bytes bytea NOT NULL CHECK (octet_length(bytes) <= {LARGEST}), "
        "size int NOT NULL CHECK (size = octet_length(bytes)), "
        "came timestamptz NOT NULL DEFAULT now(), "
        "PRIMARY KEY (space, hash), UNIQUE (space, name))"
    ),
    # Segments and media are compressed already.
    f"ALTER TABLE {SCHEMA}.segments ALTER bytes SET STORAGE EXTERNAL",
    (
        f"CREATE TABLE {SCHEMA}.media ("
        f"space text NOT NULL REFERENCES {SCHEMA}.spaces ON DELETE CASCADE, "
        "name text NOT NULL CHECK (name ~ '^[0-9a-f]{24}[.][0-9a-z]{1,10}$'), "
        f"bytes bytea NOT NULL CHECK (octet_length(bytes) <= {LARGEST}), "
        "size int NOT NULL CHECK (size = octet_length(bytes)), "
        # What a passphrase protects is not called after what it holds.
        f"CHECK (right(name, 4) = '.bin' AND substring(bytes from 1 for {len(_SEALED)}) = "
        f"'\\x{_SEALED.hex()}' OR left(encode(sha256(bytes), 'hex'), 24) = left(name, 24)), "
        "PRIMARY KEY (space, name))"
    ),
    f"ALTER TABLE {SCHEMA}.media ALTER bytes SET STORAGE EXTERNAL",
    # A row here is the agreement; all that was shared goes with it.
    (
        f"CREATE TABLE {SCHEMA}.sharing (role name PRIMARY KEY "
        f"REFERENCES {SCHEMA}.members ON DELETE CASCADE, since timestamptz NOT NULL DEFAULT now())"
    ),
    (
        f"CREATE TABLE {SCHEMA}.progress (role name NOT NULL "
        f"REFERENCES {SCHEMA}.sharing ON DELETE CASCADE, day date NOT NULL, "
        "deck text NOT NULL CHECK (length(deck) <= 1000), "
        "answers int NOT NULL CHECK (answers >= 0), "
        "correct int NOT NULL CHECK (correct BETWEEN 0 AND answers), "
        "known int NOT NULL CHECK (known >= 0), PRIMARY KEY (role, day, deck))"
    ),
)

_KEPT: Final = (
    f"CREATE TABLE {SCHEMA}.kept (space text PRIMARY KEY REFERENCES {SCHEMA}.spaces "
    "ON DELETE CASCADE, bytes bigint NOT NULL)"
)

TABLES: Final = (*_TABLES, _KEPT)

# Counted by the server, with the rights of the owner: nobody else writes there. A row is changed by
# one at a time, so that two computers do not both take the last room.
_REFUSE: Final = f"RAISE EXCEPTION 'over quota' USING ERRCODE = '{OVER_QUOTA}';"
_WITHIN_QUOTA: Final = (
    f"IF (SELECT sum(k.bytes) FROM {SCHEMA}.kept k JOIN {SCHEMA}.spaces s ON s.id = k.space "
    f"WHERE s.owner = session_user) > (SELECT coalesce((SELECT m.quota FROM {SCHEMA}.members m "
    f"WHERE m.role = session_user), a.quota) FROM {SCHEMA}.about a) THEN {_REFUSE} END IF;"
)
_STORED: Final = f"SELECT t.space, sum(t.size + {ROW}) AS bytes FROM {{0}} t GROUP BY t.space"
_SHARED: Final = (
    f"SELECT s.id AS space, sum(2 * octet_length(t.deck) + {ROW}) AS bytes FROM {{0}} t "
    f"JOIN {SCHEMA}.spaces s ON s.owner = t.role AND s.deck = '' GROUP BY s.id"
)
"""What somebody shares counts in their own space."""


def _adding(what: str) -> str:
    return (
        f"INSERT INTO {SCHEMA}.kept AS k {what.format('changed')} "
        f"ON CONFLICT (space) DO UPDATE SET bytes = k.bytes + excluded.bytes; {_WITHIN_QUOTA}"
    )


def _removing(what: str) -> str:
    return (
        f"UPDATE {SCHEMA}.kept k SET bytes = k.bytes - c.bytes "
        f"FROM ({what.format('changed')}) c WHERE k.space = c.space;"
    )


_FUNCTIONS: Final = {
    "count_added": _adding(_STORED),
    "count_removed": _removing(_STORED),
    "count_shared": _adding(_SHARED),
    "count_unshared": _removing(_SHARED),
    "count_spaces": (
        f"IF (SELECT count(*) FROM {SCHEMA}.spaces s WHERE s.owner = session_user) > {_MOST_SPACES}"
        f" THEN {_REFUSE} END IF;"
    ),
}
_TRIGGERS: Final = (
    *(
        (table, name, act)
        for table in ("segments", "media")
        for name, act in (("count_added", "INSERT"), ("count_removed", "DELETE"))
    ),
    ("progress", "count_shared", "INSERT"),
    ("progress", "count_unshared", "DELETE"),
    ("spaces", "count_spaces", "INSERT"),
)


# Whoever has the right to delete rows has the right to lock the whole table, for which everybody
# would wait; so the server takes away what somebody names, where it is theirs.
_MINE: Final = f"(SELECT s.id FROM {SCHEMA}.spaces s WHERE s.owner = session_user)"
_DECKS: Final = f"{_MINE[:-1]} AND s.deck <> '')"
_REMOVALS: Final = {
    "remove_segment(place text, called text)": (
        f"DELETE FROM {SCHEMA}.segments t WHERE t.space = place AND t.name = called "
        f"AND t.space IN {_MINE};"
    ),
    "withdraw(places text[])": (
        f"DELETE FROM {SCHEMA}.media t WHERE t.space = ANY (places) AND t.space IN {_DECKS};"
        f"DELETE FROM {SCHEMA}.grants t WHERE t.space = ANY (places) AND t.owner = session_user;"
    ),
    "unshare()": f"DELETE FROM {SCHEMA}.sharing t WHERE t.role = session_user;",
    "unshare_days(days date[], decks text[])": (
        f"DELETE FROM {SCHEMA}.progress t USING unnest(days, decks) AS e (day, deck) "
        "WHERE t.role = session_user AND t.day = e.day AND t.deck = e.deck;"
    ),
}
"""What takes rows away, and returns how many at last."""


def _removing_for(members: str, teachers: str) -> list[str]:
    found = []
    for called, what in _REMOVALS.items():
        name = f"{SCHEMA}.{called}"
        who = teachers if called.startswith("withdraw") else members
        found += [
            (
                f"CREATE OR REPLACE FUNCTION {name} RETURNS bigint LANGUAGE plpgsql "
                "SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ DECLARE gone bigint; "
                f"BEGIN {what} GET DIAGNOSTICS gone = ROW_COUNT; RETURN gone; END $$"
            ),
            f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC",
            f"GRANT EXECUTE ON FUNCTION {name} TO {who}",
        ]
    return found


def _counted() -> list[str]:
    """Return what makes the server count, and what counts all anew that is there."""
    found = [_counting(name, what) for name, what in _FUNCTIONS.items()]
    for table, name, act in _TRIGGERS:
        which = "NEW" if act == "INSERT" else "OLD"
        found.append(f"DROP TRIGGER IF EXISTS {name} ON {SCHEMA}.{table}")
        found.append(
            f"CREATE TRIGGER {name} AFTER {act} ON {SCHEMA}.{table} REFERENCING {which} TABLE AS "
            f"changed FOR EACH STATEMENT EXECUTE FUNCTION {SCHEMA}.{name}()"
        )
    all_of = " UNION ALL ".join(
        f"({what.format(f'{SCHEMA}.{table}')})"
        for table, what in (("segments", _STORED), ("media", _STORED), ("progress", _SHARED))
    )
    return [
        *found,
        f"DELETE FROM {SCHEMA}.progress WHERE NOT ({POSSIBLE_DAY})",
        f"DELETE FROM {SCHEMA}.kept",
        f"INSERT INTO {SCHEMA}.kept SELECT space, sum(bytes) FROM ({all_of}) e GROUP BY space",
    ]


_SECURED: Final = ("about", "members", "spaces", "grants", "segments", "media", "kept", "sharing",
                   "progress")  # fmt: skip


_COLUMNS: Final = {
    ("segments", "INSERT"): "(space, hash, name, bytes, size)",
    ("spaces", "UPDATE"): "(title)",
    ("progress", "UPDATE"): "(answers, correct, known)",
}
"""Of these alone the right is given: when something came is up to the server."""


def rules(members: str, teachers: str) -> list[str]:
    """Return what gives two group roles their rights; nobody else has any.

    Said once more, it brings the rules of a hub up to date that was made earlier.
    """
    tables = ", ".join(f"{SCHEMA}.{table}" for table in _SECURED)
    found = [
        f"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE",
        f"REVOKE ALL ON {tables} FROM PUBLIC, {members}, {teachers}",
        f"GRANT USAGE ON SCHEMA {SCHEMA} TO {members}",
        *_counted(),
        *_removing_for(members, teachers),
    ]
    found += [f"ALTER TABLE {SCHEMA}.{table} ENABLE ROW LEVEL SECURITY" for table in _SECURED]
    for table, right, who, rule in (
        ("about", "SELECT", members, "true"),
        # Whoever publishes is known by name to those who may read it.
        ("members", "SELECT", members, f"role = session_user OR role = ANY (ARRAY({_PUBLISHERS}))"),
        ("spaces", "SELECT", members, f"owner = session_user OR (deck <> '' AND {_granted()})"),
        ("grants", "SELECT", members, f"owner = session_user OR {_MEANT}"),
        ("segments", "SELECT", members, _VISIBLE),
        ("segments", "INSERT", members, _OWN),
        ("media", "SELECT", members, _VISIBLE),
        ("media", "INSERT", members, _OWN),
        ("kept", "SELECT", members, _VISIBLE),
        ("sharing", "SELECT", members, "role = session_user"),
        ("sharing", "INSERT", members, "role = session_user"),
        ("progress", "SELECT", members, "role = session_user"),
        ("progress", "INSERT", members, f"role = session_user AND {POSSIBLE_DAY}"),
        ("progress", "UPDATE", members, "role = session_user"),
        ("spaces", "INSERT", teachers, "owner = session_user AND deck <> ''"),
        ("spaces", "UPDATE", teachers, "owner = session_user AND deck <> ''"),
        ("grants", "INSERT", teachers, f"owner = session_user AND reader = '{EVERYBODY}'"),
        ("sharing", "SELECT", teachers, "true"),
        ("progress", "SELECT", teachers, "true"),
        ("members", "SELECT", teachers, (f"EXISTS (SELECT 1 FROM {SCHEMA}.sharing a "
         "WHERE a.role = members.role)")),
    ):  # fmt: skip
        columns = _COLUMNS.get((table, right), "")
        found.append(f"GRANT {right} {columns} ON {SCHEMA}.{table} TO {who}")
        kind = "WITH CHECK" if right == "INSERT" else "USING"
        called = f"{table}_{right.lower()}_{'teachers' if who == teachers else 'members'}"
        found.append(f"DROP POLICY IF EXISTS {called} ON {SCHEMA}.{table}")
        found.append(
            f"CREATE POLICY {called} ON {SCHEMA}.{table} FOR {right} TO {who} {kind} ({rule})"
        )
    return found


_PUBLISHERS: Final = (
    f"SELECT s.owner FROM {SCHEMA}.spaces s WHERE s.deck <> '' "
    f"AND s.id = ANY (ARRAY(SELECT g.space FROM {SCHEMA}.grants g))"
)
_MEANT: Final = f"reader IN ('{EVERYBODY}', session_user)"


def _granted() -> str:
    return f"id = ANY (ARRAY(SELECT g.space FROM {SCHEMA}.grants g WHERE g.{_MEANT}))"
