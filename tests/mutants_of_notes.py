"""Small mistakes in what notes are made of: their types, their pictures, their histories."""

from tests.mutant import Mutant

MUTANTS_OF_NOTES = (
    # pictures under masks
    Mutant(
        "a question shows what its mask covers",
        "text/occlusion.py",
        "asked=asked)) if texts else None",
        "asked=False)) if texts else None",
        "tests/ui/test_occlusion_cards.py",
    ),
    Mutant(
        "a new mask gets the number, and so the past, of one that was deleted",
        "ui/occlusion/board.py",
        "default=0)",
        "default=0) - 1",
        "tests/ui/test_occlusion_board.py -k never_takes",
    ),
    Mutant(
        "masks of a hostile note unpack without end",
        "text/occlusion.py",
        "urlsafe_b64decode(found[3]), _LARGEST_TEXT)",
        "urlsafe_b64decode(found[3]))",
        "tests/text/test_occlusion.py -k without_end",
    ),
    Mutant(
        "a question without its own element shows the picture uncovered",
        "text/occlusion.py",
        "return html if self._over else self._covered(html)",
        "return html",
        "tests/text/test_occlusion.py -k own_element",
    ),
    # find and replace
    Mutant(
        "a note changed since the preview is overwritten by it",
        "collection/decks/replacing.py",
        "or not same_texts(note.fields, change.before):",
        "or False:",
        "tests/collection/test_replacing.py -k changed_since",
    ),
    Mutant(
        "replacing leaves notes behind that ask nothing",
        "collection/decks/replacing.py",
        "if not _usable(types, note_type, note, after):",
        "if False:",
        "tests/collection/test_replacing.py -k no_card",
    ),
    Mutant(
        "a replacement grows texts without end",
        "search/matching_process.py",
        "if any(len(text) > LONGEST_TEXT for text, _ in done):",
        "if False:",
        "tests/collection/test_replacing.py -k cannot_be_done",
    ),
    # note types
    Mutant(
        "a misspelt field in a template is no problem",
        "text/template_problems.py",
        "if name in fields or name in SPECIAL_FIELDS or",
        "if name or name in SPECIAL_FIELDS or",
        "tests/text/test_template_problems.py",
    ),
    Mutant(
        "a history chosen for one note of a split stays with the other",
        "ui/regrouping/parts.py",
        "if number == at",
        "if number <= at",
        "tests/ui/test_regrouping.py -k history",
    ),
    Mutant(
        "two cards of a note that changes its type can become the same one",
        "ui/note_types/mapping.py",
        "if once and at > 0:",
        "if once and at > 1:",
        "tests/ui/test_change_type.py -k chooses",
    ),
    Mutant(
        "each letter typed in a template is a step of its own",
        "ui/note_types/steps.py",
        "last.typing == typing",
        "last.typing is typing",
        "tests/ui/test_note_types_cards.py -k one_step",
    ),
    Mutant(
        "a playlist behind the tag of an MP3 file is kept and would be followed",
        "model/recordings.py",
        "return at if is_frame(block[:4]) else None",
        "return at",
        "tests/collection/test_recordings.py -k elsewhere",
    ),
    Mutant(
        "a file replaced by something else is played",
        "collection/files/recordings.py",
        "return Recording(path, title, kind in VIDEOS, seconds) if kind else None",
        "return Recording(path, title, kind in VIDEOS, seconds)",
        "tests/collection/test_recordings.py -k replaced",
    ),
    Mutant(
        "a question is read aloud with what it hides",
        "text/speaking.py",
        "for language, words in said if words in visible]",
        "for language, words in said]",
        "tests/text/test_speaking.py",
    ),
    Mutant(
        "an answer plays the question’s sounds again",
        "text/played.py",
        "return len(question) if question and answer[: len(question)] == question else 0",
        "return 0",
        "tests/text/test_played.py -k of_its_own",
    ),
    Mutant(
        "a sound goes on under the palette",
        "ui/sound/sounds.py",
        "if now.window() is not owner.window() or _in_overlay(now):",
        "if now.window() is not owner.window():",
        "tests/ui/test_sound.py -k palette",
    ),
    # the editor
    Mutant(
        "letters typed beside a sign that is written by its name are lost",
        "ui/editor/field_document.py",
        "text.replace(written[0], written[1:]) if written else text",
        "written[1:] if written else text",
        "tests/ui/test_field_looks.py -k letter_typed",
    ),
    Mutant(
        "a mark stands at white space, where Markdown does not read it",
        "text/toggling.py",
        "while start < end and text[start].isspace():",
        "while start < end and text[start].isdigit():",
        "tests/text/test_toggling.py -k white_space",
    ),
    Mutant(
        "a link to any scheme is pasted",
        "text/pasted_html.py",
        'link = address if _ADDRESS.fullmatch(address) else ""',
        "link = address",
        "tests/text/test_pasting.py -k written_in_markdown",
    ),
    Mutant(
        "two questions that differ in one word count as the same",
        "text/likeness.py",
        "missing + len(left) <= mistyped",
        "missing + len(left) <= 2 * mistyped",
        "tests/text/test_likeness.py -k another_question",
    ),
    Mutant(
        "a field that is kept for the next note is emptied",
        "ui/editor/note_form.py",
        'text if at in kept else ""',
        'text if at not in kept else ""',
        "tests/ui/test_editor_preview.py -k stays_for_the_next",
    ),
)
