"""Small mistakes in what travels between devices, and in what carries it."""

from tests.mutant import Mutant

MUTANTS_OF_SYNCING = (
    Mutant(
        "what comes out of a few bytes may be larger than was stated",
        "sync/bounded.py",
        "made = machine.decompress(data, size + 1)\n    return made if machine.eof",
        "made = machine.decompress(data)\n    return made[:size] if machine.eof",
        "tests/sync/test_hostile_segments.py -k nothing_is_unpacked",
    ),
    Mutant(
        "a damaged segment is read",
        "sync/segment.py",
        "if hashlib.sha256(body).hexdigest() != header.sha256:",
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
)
