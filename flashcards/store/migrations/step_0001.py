"""The first layout of a collection file."""

STATEMENTS: tuple[str, ...] = (
    # Facts -----------------------------------------------------------------
    """CREATE TABLE collection (
        key TEXT PRIMARY KEY NOT NULL,
        value TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE devices (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        next_sequence INTEGER NOT NULL
    )""",
    """CREATE TABLE note_types (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        fields TEXT NOT NULL,
        css TEXT NOT NULL DEFAULT '',
        markup TEXT NOT NULL DEFAULT 'markdown',
        changed_ms INTEGER NOT NULL
    )""",
    """CREATE TABLE templates (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        note_type_id INTEGER NOT NULL
            REFERENCES note_types (id) DEFERRABLE INITIALLY DEFERRED,
        uid TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        position INTEGER NOT NULL,
        question TEXT NOT NULL,
        answer TEXT NOT NULL
    )""",
    """CREATE TABLE sources (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        text TEXT NOT NULL DEFAULT '',
        changed_ms INTEGER NOT NULL
    )""",
    # Append-only: a version is never changed, only marked as replaced for the past.
    """CREATE TABLE scheduler_versions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        scheduler TEXT NOT NULL,
        parameters TEXT NOT NULL,
        day_start_minutes INTEGER NOT NULL,
        replaced_by INTEGER,
        UNIQUE (scheduler, parameters, day_start_minutes)
    )""",
    """CREATE TABLE presets (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        options TEXT NOT NULL,
        version_id INTEGER NOT NULL
            REFERENCES scheduler_versions (id) DEFERRABLE INITIALLY DEFERRED,
        changed_ms INTEGER NOT NULL
    )""",
    """CREATE TABLE decks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL COLLATE NOCASE UNIQUE,
        preset_id INTEGER NOT NULL
            REFERENCES presets (id) DEFERRABLE INITIALLY DEFERRED,
        description TEXT NOT NULL DEFAULT '',
        changed_ms INTEGER NOT NULL
    )""",
    """CREATE TABLE notes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        guid TEXT NOT NULL UNIQUE,
        note_type_id INTEGER NOT NULL
            REFERENCES note_types (id) DEFERRABLE INITIALLY DEFERRED,
        fields TEXT NOT NULL,
        tags TEXT NOT NULL DEFAULT '',
        first_key INTEGER NOT NULL,
        source_id INTEGER REFERENCES sources (id) DEFERRABLE INITIALLY DEFERRED,
        source_heading TEXT NOT NULL DEFAULT '',
        created_ms INTEGER NOT NULL,
        changed_ms INTEGER NOT NULL
    )""",
    "CREATE INDEX notes_first_key ON notes (first_key)",
    """CREATE TABLE cards (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        note_id INTEGER NOT NULL REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED,
        deck_id INTEGER NOT NULL REFERENCES decks (id) DEFERRABLE INITIALLY DEFERRED,
        template_id INTEGER NOT NULL REFERENCES templates (id) DEFERRABLE INITIALLY DEFERRED,
        ordinal INTEGER NOT NULL DEFAULT 0,
        position INTEGER NOT NULL DEFAULT 0,
        suspended INTEGER NOT NULL DEFAULT 0,
        buried_until INTEGER,
        flag INTEGER NOT NULL DEFAULT 0,
        state INTEGER NOT NULL DEFAULT 0,
        due_at INTEGER,
        interval_minutes INTEGER NOT NULL DEFAULT 0,
        ease INTEGER NOT NULL DEFAULT 250,
        repetitions INTEGER NOT NULL DEFAULT 0,
        lapses INTEGER NOT NULL DEFAULT 0,
        step INTEGER NOT NULL DEFAULT 0,
        stability REAL,
        difficulty REAL,
        last_review_at INTEGER,
        drill_day INTEGER,
        changed_ms INTEGER NOT NULL
    )""",
    "CREATE UNIQUE INDEX cards_identity ON cards (note_id, template_id, ordinal)",
    # Covers building a queue and counting decks, so neither touches the table.
    """CREATE INDEX cards_queue ON cards (state, due_at, deck_id, note_id, buried_until)
        WHERE suspended = 0""",
    "CREATE INDEX cards_new ON cards (deck_id, position) WHERE state = 0 AND suspended = 0",
    "CREATE INDEX cards_drill ON cards (drill_day, deck_id) WHERE drill_day IS NOT NULL",
    """CREATE TABLE media (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        original_name TEXT NOT NULL,
        size INTEGER NOT NULL,
        changed_ms INTEGER NOT NULL
    )""",
    # The log: one card's rows lie together, in the order they were written. No foreign key:
    # the log outlives the card.
    """CREATE TABLE reviews (
        card_id INTEGER NOT NULL,
        id INTEGER NOT NULL,
        at_ms INTEGER NOT NULL,
        offset_minutes INTEGER NOT NULL,
        kind INTEGER NOT NULL,
        quality INTEGER NOT NULL,
        taken_ms INTEGER NOT NULL,
        version_id INTEGER NOT NULL,
        interval_minutes INTEGER NOT NULL,
        target INTEGER,
        PRIMARY KEY (card_id, id)
    ) WITHOUT ROWID""",
    """CREATE TABLE review_memories (
        review_id INTEGER PRIMARY KEY,
        memory TEXT NOT NULL
    )""",
    """CREATE TABLE tombstones (
        kind TEXT NOT NULL,
        uid TEXT NOT NULL,
        deleted_ms INTEGER NOT NULL,
        PRIMARY KEY (kind, uid)
    ) WITHOUT ROWID""",
    # Derived: rebuilt from the facts above at any time --------------------------
    """CREATE TABLE daily_totals (
        day INTEGER NOT NULL,
        deck_id INTEGER NOT NULL,
        kind INTEGER NOT NULL,
        quality INTEGER NOT NULL,
        phase INTEGER NOT NULL,
        reviews INTEGER NOT NULL,
        taken_ms INTEGER NOT NULL,
        PRIMARY KEY (day, deck_id, kind, quality, phase)
    ) WITHOUT ROWID""",
    """CREATE TABLE tags (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL COLLATE NOCASE UNIQUE
    )""",
    """CREATE TABLE note_tags (
        tag_id INTEGER NOT NULL,
        note_id INTEGER NOT NULL,
        PRIMARY KEY (tag_id, note_id)
    ) WITHOUT ROWID""",
    """CREATE VIRTUAL TABLE note_text USING fts5 (
        text, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
    )""",
)
