"""Small mistakes in what travels between devices, and in what carries it."""

from tests.mutant import Mutant

MUTANTS_OF_SYNCING = (
    Mutant(
        "what comes out of a few bytes may be larger than was stated",
        "sync/bounded.py",
        "made = machine.decompress(data, size + 1)",
        "made = machine.decompress(data)[:size]",
        "tests/sync/test_hostile_segments.py -k nothing_is_unpacked",
    ),
    Mutant(
        "a damaged segment is read",
        "sync/reading.py",
        "if hashlib.sha256(body).hexdigest() != self.header.sha256:",
        "if False:",
        "tests/sync/test_segment.py -k changed_byte",
    ),
    Mutant(
        "a segment of which the end is missing counts as here",
        "carriers/folder.py",
        "return size >= header.size",
        "return size >= header.start",
        "tests/carriers/test_folder.py -k part_of_a_segment",
    ),
    Mutant(
        "a file in the sync folder is replaced",
        "carriers/folder.py",
        "if name.casefold() not in there:",
        "if True:",
        "tests/carriers/test_folder.py -k never_replaced",
    ),
    Mutant(
        "rows of the log that take no room are not counted",
        "sync/reading.py",
        "if self._rows > MOST_ROWS:",
        "if False:",
        "tests/sync/test_hostile_logs.py -k no_room",
    ),
    Mutant(
        "rows may name cards that are not there",
        "sync/log_columns.py",
        "Column.CARD: (0, cards - 1),",
        "Column.CARD: (0, cards),",
        "tests/sync/test_hostile_logs.py -k no_rows",
    ),
    Mutant(
        "the cards of a log's second part count from its beginning",
        "sync/log_parts.py",
        "came = max(came, int(rows[:, Column.CARD].max()) + 1)\n        own",
        "came = 0\n        own",
        "tests/sync/test_segment.py -k several_parts",
    ),
)
