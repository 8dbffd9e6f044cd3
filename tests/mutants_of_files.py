"""Small mistakes in how everything goes into one file and comes out of it."""

from tests.mutant import Mutant

MUTANTS_OF_FILES = (
    Mutant(
        "what was struck before an import is put back by undo and redo",
        "store/reviews.py",
        "spans = step.struck if back else step.brought",
        "spans = [(*each[:2], 0, 1 << 62) for each in step.brought] if back else step.brought",
        "tests/collection/whole/test_round_trip.py -k undo_takes",
    ),
    Mutant(
        "a number that is cut by the end of what was read counts as read",
        "formats/whole/stream.py",
        "if type(value) in (int, float):",
        "if False:",
        "tests/formats/test_whole_stream.py -k whatever_json",
    ),
    Mutant(
        "a name may stand twice in an object",
        "formats/whole/stream.py",
        "if len(found) < len(pairs):",
        "if False:",
        "tests/formats/test_whole_stream.py -k twice",
    ),
    Mutant(
        "a field that was edited here is overwritten by what it said before",
        "collection/whole/notes.py",
        "if said == ours[place] or said in former:",
        "if said == ours[place]:",
        "tests/collection/whole/test_uniting.py -k older_file",
    ),
    Mutant(
        "a media file need not be what its name says",
        "collection/whole/package.py",
        "if not right:",
        "if False:",
        "tests/collection/whole/test_hostile_files.py -k archive",
    ),
    Mutant(
        "XML of strangers may define entities",
        "formats/programs/xml_text.py",
        "parser.EntityDeclHandler = _no_entities",
        "parser.EntityDeclHandler = None",
        "tests/formats/programs/test_xml_text.py -k entities",
    ),
    Mutant(
        "a deck may bring files from outside of its folder",
        "collection/programs/beside.py",
        'or ".." in parts or',
        "or",
        "tests/collection/programs/test_mnemosyne.py -k elsewhere",
    ),
    Mutant(
        "cards of Mnemosyne are due a day late",
        "formats/programs/mnemosyne.py",
        "counted = due - COUNTED_FROM_S // SECONDS_PER_DAY",
        "counted = due + 1 - COUNTED_FROM_S // SECONDS_PER_DAY",
        "tests/collection/programs/test_mnemosyne.py -k with_schedule",
    ),
    Mutant(
        "JSON may be nested as deeply as it likes",
        "formats/programs/json_text.py",
        "if depth > MAXIMUM_DEPTH:",
        "if depth > MAXIMUM_DEPTH << 20:",
        "tests/formats/programs/test_crowdanki.py -k beyond_all_bounds",
    ),
    Mutant(
        "what is gathered looks for a free number from the start each time",
        "formats/programs/rows.py",
        "self._next.get(wanted, wanted)",
        "wanted",
        "tests/formats/programs/test_rows.py -k one_second",
    ),
    # watched folders
    Mutant(
        "an edit made while a folder is looked into is written over",
        "collection/watching/writing.py",
        "if folder.digest(folder.read(look.root, each.file.path)) != each.file.digest:",
        "if False:",
        "tests/collection/watching -k edited_after_it_was_read",
    ),
    Mutant(
        "a field that both sides changed is taken from the file",
        "collection/watching/three_way.py",
        "if in_file and in_here and one != other:",
        "if in_file and in_here and one == other:",
        "tests/collection/watching -k waits_for_the_learner",
    ),
    Mutant(
        "a note that its file lacks is deleted unasked",
        "collection/watching/looking.py",
        "is not None and decision.wish is Wish.DELETE:\n            found.delete_here",
        "is None or decision.wish is Wish.DELETE:\n            found.delete_here",
        "tests/collection/watching -k only_when_confirmed",
    ),
    Mutant(
        "own decks are read as those of another program",
        "formats/marks/programs.py",
        "if sure is not None and not (_may_be(OURS, file) and markdown_deck.has_own_marks(lines)):",
        "if sure is not None:",
        "tests/formats/marks/test_programs.py -k stay_own",
    ),
)
