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
        "carriers/looking.py",
        "return size >= header.size",
        "return size >= header.start",
        "tests/carriers/test_folder.py -k part_of_a_segment",
    ),
    Mutant(
        "a file in the sync folder is replaced",
        "carriers/folder.py",
        "if free.casefold() not in there:",
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
    Mutant(
        "a protected folder takes what anybody put there",
        "sync/reading.py",
        "if key is not None:",
        "if False:",
        "tests/sync/test_secret.py -k anybody",
    ),
    Mutant(
        "the head of a protected segment is not sealed",
        "sync/heading.py",
        'for name in found if name not in ("sha256", "body")',
        'for name in found if name == "kind"',
        "tests/sync/test_secret.py -k head_changed",
    ),
    Mutant(
        "all media are hidden by the same key",
        "sync/secret.py",
        'identity = key.part("media ids", hashlib.sha256(content).digest())[:_MEDIA_ID_BYTES]',
        'identity = key.part("media ids")[:_MEDIA_ID_BYTES]',
        "tests/sync/test_secret.py -k never_share",
    ),
    Mutant(
        "names of media files say what they are",
        "sync/secret.py",
        "key.part('media names', name.encode()).hex()[:24]",
        "hashlib.sha256(name.encode()).hexdigest()[:24]",
        "tests/sync/test_secret.py -k tell_nothing",
    ),
    Mutant(
        "a file whose content is in a cloud is read",
        "carriers/folder.py",
        "return found.st_blocks == 0 and",
        "return False and",
        "tests/carriers/test_folder.py -k elsewhere",
    ),
    Mutant(
        "one file that cannot be read stops all",
        "carriers/folder.py",
        "return False  # one that cannot be read keeps no other from coming",
        "raise",
        "tests/carriers/test_folder.py -k keeps_no_other",
    ),
    Mutant(
        "a segment may say more than memory holds",
        "sync/heading.py",
        "if sum(part.size for part in header.parts) > LARGEST_WHOLE:",
        "if False:",
        "tests/sync/test_hostile_segments.py -k no_memory_holds",
    ),
)
