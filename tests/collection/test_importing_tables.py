"""Tables of any type in the collection: who is known again, and what stays of known notes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import flashcards
from flashcards.api import Collection
from flashcards.formats.csv_table import CsvChoices
from flashcards.model.notes import Field, Template
from flashcards.model.parsed import ImportReport
from flashcards.model.tables import Existing, KnownBy
from tests.conftest import FixedClock


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


@pytest.fixture
def verbs(collection: Collection) -> Collection:
    """A collection with a note type of three fields."""
    plain = collection.note_types.new("Verb")
    fields = [Field("Infinitive"), Field("Past"), Field("Meaning")]
    template = Template("", "Past", "{{Infinitive}}", "{{Past}} {{Meaning}}")
    collection.note_types.create(replace(plain.with_fields(fields), templates=(template,)))
    return collection


def _bring(
    collection: Collection, path: Path, text: str, choices: CsvChoices | None = None
) -> ImportReport:
    path.write_text(text, encoding="utf-8")
    preview = None if choices is None else collection.preview(path, choices)
    return collection.import_file(path, preview=preview)


def _counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.skipped


def _fields(collection: Collection) -> list[tuple[str, ...]]:
    notes = collection.notes_of(collection.search(""))
    return sorted(collection.note(note).fields for note in notes)


def test_a_table_of_a_type_of_ones_own_comes_in_as_one_step(
    verbs: Collection, tmp_path: Path
) -> None:
    report = _bring(verbs, tmp_path / "v.csv", "infinitive,past,meaning\ngo,went,gehen\n")
    assert _counts(report) == (1, 0, 0, 0)
    assert _fields(verbs) == [("go", "went", "gehen")]
    verbs.undo()
    assert _fields(verbs) == []


def test_columns_that_are_not_there_leave_the_fields_of_known_notes(
    verbs: Collection, tmp_path: Path
) -> None:
    path = tmp_path / "v.csv"
    _bring(verbs, path, "infinitive,past,meaning\ngo,goed,gehen\nsee,saw,sehen\n")
    report = _bring(verbs, path, "past,infinitive\nwent,go\n,see\n")
    assert _counts(report) == (0, 1, 0, 1)
    assert _fields(verbs) == [("go", "went", "gehen"), ("see", "saw", "sehen")]


def test_a_note_written_here_is_known_by_its_first_field_in_its_deck(
    verbs: Collection, tmp_path: Path
) -> None:
    verbs.add_note({"Infinitive": "go", "Meaning": "gehen"}, "v", note_type="Verb")
    verbs.add_note({"Infinitive": "see", "Meaning": "sehen"}, "Elsewhere", note_type="Verb")
    report = _bring(verbs, tmp_path / "v.csv", "infinitive,past\ngo,went\nsee,saw\n")
    assert _counts(report) == (1, 1, 0, 0)
    assert _fields(verbs) == [("go", "went", "gehen"), ("see", "", "sehen"), ("see", "saw", "")]


def test_a_note_of_the_type_is_known_in_any_deck_where_that_is_chosen(
    verbs: Collection, tmp_path: Path
) -> None:
    verbs.add_note({"Infinitive": "see", "Meaning": "sehen"}, "Elsewhere", note_type="Verb")
    verbs.add_note({"Front": "see", "Back": "sehen"}, "v")
    chosen = CsvChoices(known_by=KnownBy.TYPE)
    report = _bring(verbs, tmp_path / "v.csv", "infinitive,past\nsee,saw\n", chosen)
    assert _counts(report) == (0, 1, 0, 0)
    assert _fields(verbs) == [("see", "saw", "sehen"), ("see", "sehen")]


def test_by_the_guid_alone_a_first_field_says_nothing(verbs: Collection, tmp_path: Path) -> None:
    verbs.add_note({"Front": "see", "Back": "sehen"}, "v")
    path, chosen = tmp_path / "v.csv", CsvChoices(known_by=KnownBy.GUID)
    assert _counts(_bring(verbs, path, "front,back\nsee,voir\n", chosen)) == (1, 0, 0, 0)
    assert _counts(_bring(verbs, path, "front,back\nsee,voir!\n", chosen)) == (0, 1, 0, 0)


def test_two_rows_that_ask_the_same_are_two_notes_each_time(
    collection: Collection, tmp_path: Path
) -> None:
    path, text = tmp_path / "w.csv", "front,back\nbank,river\nbank,money\n"
    for known_by in (None, KnownBy.DECK, KnownBy.TYPE):
        chosen = CsvChoices(known_by=known_by)
        report = _bring(collection, path, text, chosen)
        assert _counts(report) == ((2, 0, 0, 0) if known_by is None else (0, 0, 2, 0))
    assert _fields(collection) == [("bank", "money"), ("bank", "river")]


def test_a_note_is_taken_for_one_row_alone(collection: Collection, tmp_path: Path) -> None:
    collection.add_note({"Front": "bank", "Back": "a seat"}, "w")
    report = _bring(collection, tmp_path / "w.csv", "front,back\nbank,river\nbank,money\n")
    assert _counts(report) == (1, 1, 0, 0)
    assert _fields(collection) == [("bank", "money"), ("bank", "river")]


def test_small_letters_tell_first_fields_apart_and_marks_do_not(
    collection: Collection, tmp_path: Path
) -> None:
    collection.add_note({"Front": "essen", "Back": "to eat"}, "w")
    collection.add_note({"Front": "**ruhe**", "Back": "calm"}, "w")
    report = _bring(collection, tmp_path / "w.csv", "Essen,a city\nruhe,silence\n")
    assert _counts(report) == (1, 1, 0, 0)
    assert _fields(collection) == [("Essen", "a city"), ("essen", "to eat"), ("ruhe", "silence")]


def test_known_notes_can_be_kept_as_they_are(collection: Collection, tmp_path: Path) -> None:
    path = tmp_path / "w.csv"
    _bring(collection, path, "front,back\nsea,Meer\n")
    chosen = CsvChoices(existing=Existing.KEEP)
    report = _bring(collection, path, "front,back,tags\nsea,See,x\nsky,Himmel,x\n", chosen)
    assert _counts(report) == (1, 0, 1, 0)
    assert _fields(collection) == [("sea", "Meer"), ("sky", "Himmel")]


def test_every_row_can_be_added_whether_it_is_known_or_not(
    collection: Collection, tmp_path: Path
) -> None:
    path, chosen = tmp_path / "w.csv", CsvChoices(existing=Existing.ADD)
    text = "guid,front,back\ng1,sea,Meer\n"
    assert _counts(_bring(collection, path, text)) == (1, 0, 0, 0)
    assert _counts(_bring(collection, path, text, chosen)) == (1, 0, 0, 0)
    assert _counts(_bring(collection, path, text, chosen)) == (1, 0, 0, 0)
    assert _fields(collection) == [("sea", "Meer")] * 3
    assert _counts(_bring(collection, path, text)) == (0, 0, 1, 0)


def test_lines_of_anki_say_what_becomes_of_known_notes(
    collection: Collection, tmp_path: Path
) -> None:
    collection.add_note({"Front": "sea", "Back": "Meer"}, "Elsewhere")
    path = tmp_path / "w.txt"
    report = _bring(collection, path, "#if matches:keep current\nsea\tSee\n")
    assert _counts(report) == (0, 0, 1, 0)
    report = _bring(collection, path, "#if matches:update current\nsea\tSee\n")
    assert _counts(report) == (0, 1, 0, 0)
    report = _bring(collection, path, "#if matches:keep both\nsea\tla mer\n")
    assert _counts(report) == (1, 0, 0, 0)


def test_cells_without_markup_show_every_sign(collection: Collection, tmp_path: Path) -> None:
    text = '#html:false\n"2*3*4 <b> &amp;","1. one\n# two"\n'
    _bring(collection, tmp_path / "w.csv", text)
    ((front, back),) = _fields(collection)
    basic = collection.note_type("basic")
    (shown,) = collection.preview_note(basic, {"Front": front, "Back": back})
    assert "2*3*4 &lt;b&gt; &amp;amp;" in shown.question_html
    assert "1. one<br>\n# two" in shown.answer_html


def test_empty_types_are_told_row_by_row_but_not_without_end(
    verbs: Collection, tmp_path: Path
) -> None:
    rows = "".join(f"text {number} without a gap\n" for number in range(300))
    path, chosen = tmp_path / "c.csv", CsvChoices(note_type="cloze", meanings=("Text",))
    report = _bring(verbs, path, "{{c1::one}} is fine\n" + rows, chosen)
    assert _counts(report) == (1, 0, 0, 300)
    assert report.problems[0].line == 2
    assert len(report.problems) < 60
    assert "250 more were skipped for this reason: The note has no cloze" in str(
        report.problems[-1].message
    )


PLAIN_TEXT = """#separator:tab
#html:true
#guid column:1
#notetype column:2
#deck column:3
#tags column:7
gy9&S7Y*qB\tVerb\tD::E\tgo\twent\t"gehen
<b>x</b>"\ta b
QF&68ET-/K\tBasic\tD\t"#hash"\t"say ""hi""\tx"\t\t
J<X!`hz.dd\tCloze\tF\t{{c1::x}} y\textra\t\tt
IgAw><J-lC\tBasic (and reversed card)\tD\ta,b\tc\t\t
bq_32Zaf3e\tBasic (type in the answer)\tD\tq\ta\t\t
cq_32Zaf3e\tBasic (optional reversed card)\tD\tr\ts\ty\t
dm2A:v}JM.\tVerb\tD::E\tsee\t\tsehen\t
"""
"""As Anki writes *Notes in plain text*: fields in their order, with types, decks, tags, guids."""


def test_notes_that_anki_wrote_in_plain_text_come_in_whole(
    verbs: Collection, tmp_path: Path
) -> None:
    path = tmp_path / "notes.txt"
    assert _counts(_bring(verbs, path, PLAIN_TEXT)) == (7, 0, 0, 0)
    found = {}
    for note in map(verbs.note, verbs.notes_of(verbs.search(""))):
        found[note.guid] = (verbs.note_type(note.note_type_id).uid, note.fields, note.tags)
    types = {guid: row[0] for guid, row in found.items()}
    assert found["gy9&S7Y*qB"][1:] == (("go", "went", "gehen\n<b>x</b>"), ("a", "b"))
    assert found["QF&68ET-/K"][1] == ("#hash", 'say "hi"\tx')
    assert found["cq_32Zaf3e"][1] == ("r", "s", "y")
    assert found["dm2A:v}JM."][1] == ("see", "", "sehen")
    assert [types[guid] for guid in ("J<X!`hz.dd", "IgAw><J-lC", "bq_32Zaf3e", "cq_32Zaf3e")] == [
        "cloze",
        "basic-reverse",
        "type-answer",
        "basic-optional-reverse",
    ]
    assert verbs.deck_names() == ["D", "D::E", "F"]
    assert _counts(_bring(verbs, path, PLAIN_TEXT)) == (0, 0, 7, 0)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("CO<sub>2</sub>", "CO<sup>2</sup>"),
        ("<sub>2</sub>H", "2H"),
        ("a*b*c", "abc"),
        ("[a](http://x)", "[a](http://y)"),
        ("`a`", "a"),
        ("H~~2~~O", "H2O"),
    ],
)
def test_what_looks_otherwise_is_another_question(
    collection: Collection, tmp_path: Path, here: str, there: str
) -> None:
    collection.add_note({"Front": here, "Back": "old"}, "v")
    _bring(collection, tmp_path / "v.csv", f"#html:true\n{there},new\n")
    assert (here, "old") in _fields(collection)
    assert len(_fields(collection)) == 2


def test_sentences_with_other_gaps_are_other_notes(collection: Collection, tmp_path: Path) -> None:
    collection.add_note({"Text": "{{c1::a}} and b", "Extra": "1"}, "v", note_type="cloze")
    table = "#separator:comma\n#notetype:Cloze\n#columns:Text,Extra\n"
    report = _bring(collection, tmp_path / "v.csv", f"{table}a and {{{{c1::b}}}},2\n")
    assert _counts(report) == (1, 0, 0, 0)
    assert _fields(collection) == [("a and {{c1::b}}", "2"), ("{{c1::a}} and b", "1")]


@pytest.mark.parametrize(
    "here", ["**the** dog", "*the dog*", "the  dog", "<div>the <b>dog</b></div>", "the&nbsp;dog"]
)
def test_words_set_off_here_are_known_without_it(
    collection: Collection, tmp_path: Path, here: str
) -> None:
    collection.add_note({"Front": here, "Back": "old"}, "v")
    report = _bring(collection, tmp_path / "v.csv", "the dog,new\n")
    assert _counts(report) == (0, 1, 0, 0)
    assert [texts[1] for texts in _fields(collection)] == ["new"]
