"""Tables of notes: what is found out about them, what is read, and what is told."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.formats.csv_table import NO_COLUMN, CsvChoices, decode, read, rows, sniff
from flashcards.formats.wording import Problems
from flashcards.model.parsed import ParsedDeck


def _pairs(deck: ParsedDeck) -> list[tuple[str, ...]]:
    return [tuple(note.fields.values()) for note in deck.notes]


@pytest.mark.parametrize(
    ("text", "delimiter", "quote", "has_header", "tags_column"),
    [
        ("a\tb\nc\td\n", "\t", "", False, None),
        ("a;b, c and d\nc;d, e\n", ";", "", False, None),
        ("a|b\nc|d\n", "|", "", False, None),
        ('a,"b, c"\nd,"e ""f"" g"\n', ",", '"', False, None),
        ("Front,Back,Tags\na,b,c\n", ",", "", True, 2),
        ("term;definition\na;b\n", ";", "", True, None),
        ("word\tparola\ndog\tcane\n", "\t", "", False, None),
        ("cat\tSay it.\tx::y\ndog\tGo\t\nrat\tUp\tx::z p::q\n", "\t", "", False, 2),
        ("cat\tкот\tI see a cat.\ndog\tпёс\tMy dog barks.\n", "\t", "", False, None),
        ("guid,front,back,tag\nx,a,b,c\n", ",", "", True, 3),
    ],
)
def test_the_look_of_a_table_is_found_out(
    text: str, delimiter: str, quote: str, has_header: bool, tags_column: int | None
) -> None:
    found = sniff(text.encode(), "a.csv")
    assert (found.delimiter, found.quote) == (delimiter, quote)
    assert (found.has_header, found.tags_column) == (has_header, tags_column)
    assert found.row_count == text.count("\n") - has_header


@pytest.mark.parametrize(
    ("sign", "agreeing", "is_table"),
    [(",", 7, True), (",", 6, False), (";", 6, True), (";", 5, False), ("|", 6, True)],
)
def test_of_ten_rows_so_many_must_have_as_many_columns(
    sign: str, agreeing: int, is_table: bool
) -> None:
    others = [f"row {number}{sign}" + f" x{sign}" * number for number in range(2, 12 - agreeing)]
    rows = [f"front {number}{sign}back {number}" for number in range(agreeing)] + others
    assert len(rows) == 10
    found = sniff("\n".join(rows).encode(), "a.csv").delimiter
    assert (found == sign) is is_table


def test_a_preview_shows_counts_columns_and_first_rows() -> None:
    found = sniff(b"Question;Answer;Tags\nq1;a1;t\nq2;a2;\n\n", "a.csv")
    assert found.columns == ("Question", "Answer", "Tags")
    assert found.sample_rows == (("q1", "a1", "t"), ("q2", "a2", ""))
    assert (found.row_count, found.encoding, found.problems) == (2, "utf-8", ())


def test_what_a_learner_changes_in_the_preview_counts() -> None:
    data = b"a,b\nc,d\n"
    found = sniff(data, "a.csv")
    deck = read(data, "a.csv", replace(found, has_header=True, front_column=1, back_column=0))
    assert _pairs(deck) == [("d", "c")]
    assert _pairs(read(b"x y\n", "a.csv", replace(found, delimiter=" "))) == [("x", "y")]


def test_guid_deck_type_and_tags_columns_are_read() -> None:
    text = (
        "guid,type,deck,front,back,tags\n"
        'g1,Basic,A::B,"q, 1","line\none","x y"\n'
        "g2,Cloze,,a {{c1::gap}},,\n"
        "g3,Basic (and reversed card),,q,a,\n"
        "g3,Basic,,again,a,\n"
    )
    deck = read(text.encode(), "a.csv")
    assert [(n.guid, n.note_type, n.deck, n.tags, n.line) for n in deck.notes] == [
        ("g1", "basic", "A::B", ("x", "y"), 2),
        ("g2", "cloze", None, (), 4),
        ("g3", "basic-reverse", None, (), 5),
    ]
    assert deck.notes[0].fields == {"Front": "q, 1", "Back": "line\none"}
    assert [(problem.line, "guid" in str(problem.message)) for problem in deck.problems] == [
        (6, True)
    ]


def test_lines_other_programs_write_at_the_top_are_followed() -> None:
    text = (
        "#separator:Semicolon\n#html:false\n#guid column:1\n#tags column:4\n#deck:Birds\n"
        "#tags:old\n# exported\nx1;a <b> & c;d;t1 t2\n"
    )
    deck = read(text.encode(), "a.txt")
    assert deck.problems == ()
    assert (deck.name, deck.tags) == ("Birds", ("old",))
    (note,) = deck.notes
    assert note.fields == {"Front": "a <b> & c", "Back": "d"}
    assert deck.literal
    assert (note.guid, note.tags, note.line) == ("x1", ("t1", "t2"), 8)


def test_a_gap_in_the_front_makes_a_cloze_note() -> None:
    deck = read(b"a {{c1::b}} c\textra\nq\ta\n", "a.tsv")
    assert [note.note_type for note in deck.notes] == ["cloze", "basic"]
    assert deck.notes[0].fields == {"Text": "a {{c1::b}} c", "Extra": "extra"}


@pytest.mark.parametrize("quoted", [False, True])
def test_rows_that_cannot_be_used_are_told_by_their_number(quoted: bool) -> None:
    first = '"a"\t"b"' if quoted else "a\tb"
    text = f"{first}\n\tno front\nno back\t\nalone\n\n \t \n1\t2\t3\t4\nc\td\n" + "e\tf\n" * 9
    deck = read(text.encode(), "a.tsv")
    assert _pairs(deck) == [("a", "b"), ("1", "2"), ("c", "d")] + [("e", "f")] * 9
    told = {problem.line: str(problem.message) for problem in deck.problems}
    assert "no front" in told[2]
    assert "no back" in told[3]
    assert "one column" in told[4]
    assert set(told) <= {0, 2, 3, 4, 7}


def test_many_problems_of_one_kind_are_summed_up() -> None:
    deck = read(b"a\tb\n" + b"\tx\n" * 5000 + b"c\td\n" * 6000, "a.tsv")
    assert len(deck.notes) == 6001
    assert len(deck.problems) == 51
    assert "4,950 more" in str(deck.problems[-1].message)


def test_a_quote_nobody_closes_does_not_swallow_the_rest() -> None:
    good = "".join(f"q{at},a{at}\n" for at in range(5000))
    deck = read(f'x,"y"\n{good}broken,"open\n{good}'.encode(), "a.csv")
    assert len(deck.notes) == 10_002
    assert ("broken", '"open') in _pairs(deck)
    (problem,) = deck.problems
    assert problem.line == 5002
    assert "never closed" in str(problem.message)


def test_a_quote_closed_thousands_of_rows_later_does_not_swallow_them() -> None:
    good = "".join(f"q{at},a{at}\n" for at in range(5000))
    deck = read(f'x,"y"\nbroken,"open\n{good}last,"z"\n'.encode(), "a.csv")
    assert len(deck.notes) == 5003
    assert [problem.line for problem in deck.problems] == [2]


def test_a_long_quoted_cell_of_prose_is_left_whole() -> None:
    prose = "\n".join(f"Sentence {at} of a long text" for at in range(100))
    deck = read(f'q,"{prose}"\nr,s\n'.encode(), "a.csv")
    assert _pairs(deck) == [("q", prose), ("r", "s")]
    assert deck.problems == ()


def test_quotes_left_open_in_every_row_cost_no_row() -> None:
    text = "".join(f'q{at},"open {at}\n' for at in range(3001))
    deck = read(text.encode(), "a.csv")
    assert _pairs(deck) == [(f"q{at}", f'"open {at}') for at in range(3001)]
    assert deck.problems[0].line == 1
    assert "more like this" in str(deck.problems[-1].message)


def test_quotes_that_never_close_in_different_rows_are_read_in_linear_time() -> None:
    text = 'a,"b"\n' + "".join(f'"q{at}",""a {at}\n' for at in range(20_000)) + '"\n'
    assert len(read(text.encode(), "a.csv").notes) == 20_001
    text = 'a,"b"\n' + ("x,y\n" * 100 + '"q\n') * 200 + '"'
    assert read(text.encode(), "a.csv").notes


def test_quotation_marks_of_prose_stay_in_the_text() -> None:
    deck = read(b'he said\t"Hi" to me\n"x"\t"a ""b"""\nsix\t6" wide\n', "a.tsv")
    assert _pairs(deck) == [("he said", '"Hi" to me'), ("x", 'a "b"'), ("six", '6" wide')]
    assert deck.problems == ()
    assert _pairs(read(b'"a", "b, c"\n"d", "e"\n', "a.csv")) == [("a", "b, c"), ("d", "e")]


def test_cells_and_rows_of_absurd_size_are_left_out() -> None:
    long = "x" * 1_000_001
    for open_quote in ("", '"'):
        deck = read(f"a,{open_quote}b{open_quote}\n{long},b\nc,d\n".encode(), "a.csv")
        assert ("c", "d") in _pairs(deck)
        assert 2 in [problem.line for problem in deck.problems]
    wide = read(b"a,b\nc,d\ne,f\n" + b"x," * 100_000 + b"\n", "a.csv")
    assert _pairs(wide) == [("a", "b"), ("c", "d"), ("e", "f"), ("x", "x")]
    assert any("1,000 columns" in str(problem.message) for problem in wide.problems)


def test_a_file_without_separators_says_what_is_missing() -> None:
    found = sniff(b"one\ntwo\nthree\n", "a.txt")
    assert "No separator fits every row" in str(found.problems[0].message)
    assert "No notes" in " ".join(map(str, read(b"one\ntwo\n", "a.txt").problems))
    assert read(b"", "a.txt").problems
    assert sniff(b"", "a.txt").row_count == 0


def test_columns_that_will_be_left_out_are_named() -> None:
    deck = read(b"front,back,picture\na,b,c\nd,e,f\n", "a.csv")
    assert len(deck.notes) == 2
    assert "picture" in str(deck.problems[0].message)


def test_nuls_foreign_bytes_and_windows_line_ends_do_not_stop_a_table() -> None:
    deck = read(b"caf\xe9\tcoffee\r\nth\0e\ttea\r\n", "a.tsv")
    assert _pairs(deck) == [("café", "coffee"), ("the", "tea")]
    assert sorted(problem.line for problem in deck.problems) == [1, 2]


def test_plain_rows_are_the_same_as_the_notes_but_quicker() -> None:
    text = "#separator:tab\nFront\tBack\tTags\na\tb\tx y\n\tc\nd\te\nf\tg\t\n"
    data = text.encode()
    found = sniff(data, "a.tsv")
    problems = Problems("a.tsv")
    plain = rows(decode(data, "a.tsv"), "a.tsv", found, problems)
    assert plain is not None
    assert list(plain) == [(3, "a", "b", "x y"), (5, "d", "e", ""), (6, "f", "g", "")]
    deck = read(data, "a.tsv")
    assert (problems.all(), problems.left_out) == (deck.problems, deck.left_out)
    for other in (b'a\t"b"\n', b"a {{c1::b}}\tc\n", b"guid\tfront\tback\n1\ta\tb\n"):
        assert rows(decode(other, ""), "a.tsv", sniff(other, "a.tsv"), Problems("")) is None


@pytest.mark.parametrize(
    ("name", "count", "row_count", "first"),
    [
        ("AnkiGen__basic_words.csv", 307, 307, ("apple", "apple")),
        ("ultgeo__country.csv", 323, 323, ("England", "England")),
        ("ultgeo__capital_hint.csv", 4, 6, ("England", "Not a sovereign country")),
        ("ultgeo__main.csv", 221, 323, ("England", '<img src="ug-flag-england.svg" />')),
    ],
)
def test_tables_found_in_the_wild_are_read(
    shared: Path, name: str, count: int, row_count: int, first: tuple[str, str]
) -> None:
    data = (shared / "real" / "csv" / name).read_bytes()
    found, deck = sniff(data, name), read(data, name)
    assert found.has_header
    assert found.row_count == row_count
    assert len(deck.notes) == count
    assert _pairs(deck)[0] == first


def test_lists_without_separators_found_in_the_wild_say_so(shared: Path) -> None:
    for name in ("kraj011__all_vocab.txt", "kraj011__quizlet.txt"):
        deck = read((shared / "real" / "csv" / name).read_bytes(), name)
        assert not deck.notes
        assert "separator" in str(deck.problems[0].message)


def test_a_chosen_encoding_is_kept_to_and_what_does_not_fit_it_is_told() -> None:
    data = "été\tsummer\n".encode("cp1252")
    assert sniff(data, "a.tsv").encoding == "cp1252"
    chosen = sniff(data, "a.tsv", CsvChoices(encoding="utf-8"))
    assert chosen.encoding == "utf-8"
    assert chosen.sample_rows == (("\ufffdt\ufffd", "summer"),)
    assert "Choose another" in str(chosen.problems[0].message)
    assert sniff(data, "a.tsv", CsvChoices(encoding="cp1251")).sample_rows[0][0] == "йtй"


def test_another_separator_means_other_columns_and_rows() -> None:
    data = b"a,b;c\nd,e;f\n"
    found = sniff(data, "a.csv")
    assert (found.delimiter, found.sample_rows[0]) == (";", ("a,b", "c"))
    chosen = sniff(data, "a.csv", CsvChoices(delimiter=",", has_header=True))
    assert (chosen.columns, chosen.row_count) == (("a", "b;c"), 1)
    assert chosen.sample_rows == (("d", "e;f"),)
    assert _pairs(read(data, "a.csv", chosen)) == [("d", "e;f")]


def test_cells_can_be_taken_with_their_quotation_marks() -> None:
    data = b'"a";b\n"c;d\n'
    chosen = sniff(data, "a.csv", CsvChoices(quote="", has_header=False))
    assert _pairs(read(data, "a.csv", chosen)) == [('"a"', "b"), ('"c', "d")]
    quoted = sniff(b"'a;b';c\n", "a.csv", CsvChoices(quote="'"))
    assert _pairs(read(b"'a;b';c\n", "a.csv", quoted)) == [("a;b", "c")]


def test_columns_make_room_for_each_other() -> None:
    data = b"front;back;tags;deck\na;b;c;d\n"

    def meanings(choices: CsvChoices) -> tuple[int | None, ...]:
        found = sniff(data, "a.csv", choices)
        return found.front_column, found.back_column, found.tags_column, found.deck_column

    assert meanings(CsvChoices()) == (0, 1, 2, 3)
    assert meanings(CsvChoices(front_column=1)) == (1, 0, 2, 3)
    assert meanings(CsvChoices(back_column=2)) == (0, 2, None, 3)
    assert meanings(CsvChoices(back_column=3, tags_column=NO_COLUMN)) == (0, 3, None, None)
    assert meanings(CsvChoices(tags_column=1)) == (0, 2, 1, 3)


def test_choices_hold_for_a_table_this_program_wrote() -> None:
    data = b"front,back,tags,deck,guid,type\na,,x,D,1,basic\n"
    own = sniff(data, "a.csv", CsvChoices(encoding="utf-8", delimiter=","))
    assert own == sniff(data, "a.csv")
    other = sniff(data, "a.csv", CsvChoices(has_header=False))
    assert (other.row_count, other.own) == (2, False)


_CHOICES = st.builds(
    CsvChoices,
    st.sampled_from([None, "utf-8", "utf-16", "utf-16-le", "cp1252", "shift_jis", "ascii"]),
    st.sampled_from([None, *";,\t |:xé'"]),
    st.sampled_from([None, "", '"', "'", ";"]),
    st.sampled_from([None, True, False]),
    *(st.sampled_from([None, *range(-1 if tags else 0, 5)]) for tags in (False, False, True)),
)
_BYTES = st.one_of(
    st.binary(max_size=60),
    st.lists(st.sampled_from([*"a b;,\t|\"'#\n\ré"])).map("".join).map(str.encode),
)


@settings(max_examples=300, deadline=None)
@given(_BYTES, _CHOICES)
def test_any_choice_for_any_file_is_read_without_an_error(data: bytes, choices: CsvChoices) -> None:
    found = sniff(data, "a.csv", choices)
    if choices.delimiter is not None:
        assert found.delimiter == choices.delimiter
    if choices.encoding is not None:
        assert found.encoding == choices.encoding
    deck = read(data, "a.csv", found)
    assert len(deck.notes) + deck.left_out == found.row_count
