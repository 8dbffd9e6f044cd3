"""What is exported and imported into an empty collection is the same collection."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import flashcards
from flashcards import Collection, Rating
from flashcards.formats.markdown_deck import normalised, read
from flashcards.formats.markdown_syntax import EMPTY
from tests.conftest import FixedClock
from tests.effort import PATIENCE_S

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)
FORMATS = ("deck.md", "deck.csv", "deck.tsv")

Seen = tuple[str, str, tuple[str, ...], tuple[str, ...], str]


def clock() -> datetime:
    return NOW


def seen(collection: Collection) -> set[Seen]:
    """Return of every note its guid, type, fields, tags and deck."""
    found = set()
    for card in collection.card_rows(collection.search("")):
        note = collection.note(card.note_id)
        kind = collection.note_type(note.note_type_id).uid
        found.add((note.guid, kind, note.fields, note.tags, card.deck))
    return found


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


@pytest.fixture
def other(tmp_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(tmp_path / "other" / "other.flashcards", fixed_clock) as opened:
        yield opened


_LINES = st.sampled_from(
    [
        "one", "two words", "", "# a", "## b {#c}", "Q: d", "A: e", "Tags: f", "Deck: g", "```",
        "- item", "a,b", 'say "this"', '"open', "a\tb", "a;b", "a|b", "=1+1", "#x", "<br>", "é 日",
        "\\# h", "x\\", "    code", "front,back,tags,deck,guid,type", "<!-- x -->", "{{x}}", "'",
        "Source: i", "Reverse: yes", "---",
    ]
)  # fmt: skip
_FIELD = (
    st.lists(_LINES, max_size=40).map("\n".join).map(normalised).filter(lambda text: text != EMPTY)
)
_FILLED = st.builds("{}{}".format, st.sampled_from(["a", "word ", "# q"]), _FIELD).map(normalised)
_TAG = st.sampled_from(["t", "a,b", "#h", "x::y", "\\", "\\,", "c#", "##", ",", "\\#a", "é", "[k]"])
_DECK = st.sampled_from(["A", "A::B", "A::B::C", "A::D e", "F", '"F"::G', "H: i"])


@st.composite
def _notes(draw: st.DrawFn) -> tuple[str, list[str], list[str], str, str]:
    kind = draw(st.sampled_from(["basic", "basic-reverse", "cloze"]))
    front = draw(_FILLED)
    if kind == "cloze":
        front += draw(st.sampled_from([" {{c1::gap}}", "\n{{c1::x::hint}} {{c12::y}}"]))
    back = draw(_FIELD if kind == "cloze" else _FIELD.filter(str.strip))
    source = draw(st.sampled_from(["", "A book", "B :: C", "::"]))
    return kind, [front, back], draw(st.lists(_TAG, max_size=3)), draw(_DECK), source


@settings(max_examples=25)
@given(st.lists(_notes(), min_size=1, max_size=6), st.sampled_from(FORMATS), st.booleans())
def test_a_collection_comes_back_from_its_export_as_it_was(
    made: list[tuple[str, list[str], list[str], str, str]], name: str, whole: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with flashcards.open(place / "one.flashcards", clock) as one:
            names = {kind.uid: kind.fields for kind in one.note_types.all()}
            for kind, fields, tags, deck, source in made:
                by_name = dict(zip(names[kind], fields, strict=True))
                one.add_note(by_name, deck=deck, tags=tags, note_type=kind, source=source)
            chosen = None if whole else one.deck_names()[0]
            one.export(place / name, deck=chosen)
            top = chosen or ""
            wanted = {note for note in seen(one) if whole or f"{note[4]}::".startswith(f"{top}::")}
        with flashcards.open(place / "two.flashcards", clock) as two:
            two.import_file(place / name)
            assert seen(two) == wanted, (place / name).read_text()
            again = two.import_file(place / name)
            assert again.unchanged == len(wanted)
            assert two.check() == []
            (place / "again").mkdir()
            two.export(place / "again" / name, deck=chosen)
            assert (place / "again" / name).read_text() == (place / name).read_text()


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_answer_and_odd_tags_survive(
    collection: Collection, other: Collection, tmp_path: Path, name: str
) -> None:
    collection.add_note({"Front": "Alone", "Back": "SOON GONE"}, "A", ["a,b", "#h", "\\#k"])
    collection.export(tmp_path / "old.csv")  # no new note may lack an answer; old ones may
    table = (tmp_path / "old.csv").read_text().replace("SOON GONE", "")
    (tmp_path / "old.csv").write_text(table)
    collection.import_file(tmp_path / "old.csv")
    assert collection.search("front:Alone -back:gone")
    collection.add_note({"Back": "Only this"}, deck="A", note_type="basic-reverse")
    collection.export(tmp_path / name)
    assert other.import_file(tmp_path / name).problems == ()
    assert seen(other) == seen(collection)


def test_the_source_and_the_description_survive(
    collection: Collection, other: Collection, tmp_path: Path
) -> None:
    text = "---\ndeck: A\nid: a\nsource: An article\n---\nOf all sorts.\n\n# One\n## Q? {#q}\nA.\n"
    (tmp_path / "a.md").write_text(text)
    collection.import_file(tmp_path / "a.md")
    collection.export(tmp_path / "out.md", deck="A")
    other.import_file(tmp_path / "out.md")
    card = other.study("A").next()
    assert card is not None
    assert card.source == "An article: One"
    assert "\ndescription: Of all sorts.\n" in (tmp_path / "out.md").read_text()
    other.export(tmp_path / "again.md", deck="A")
    assert (tmp_path / "again.md").read_text() == (tmp_path / "out.md").read_text()


def _origins(collection: Collection) -> dict[str, str]:
    """Return of every note, by its front, what it was made from, as the learner sees it."""
    session, found = collection.study(), {}
    while (card := session.next()) is not None:
        found[collection.note(card.note_id).fields[0]] = card.source
        session.answer(Rating.EASY)
    return found


def _said(collection: Collection, folder: Path) -> dict[str, str]:
    """Return of every deck what is said of it, as an export of all decks tells it."""
    collection.export(folder / "said.md")
    return dict(read((folder / "said.md").read_text(), "said.md").descriptions)


def test_notes_of_several_sources_keep_each_its_own(
    collection: Collection, other: Collection, tmp_path: Path
) -> None:
    for front, title in (("a", "One"), ("b", ""), ("c", "Two :: Three"), ("d", "One")):
        collection.add_note({"Front": front, "Back": "x"}, deck="A", source=title)
    text = "---\ndeck: A\nid: a\nsource: Four\n---\n# Part\n## e {#e}\nx\n"
    (tmp_path / "more.md").write_text(text)
    collection.import_file(tmp_path / "more.md")
    collection.export(tmp_path / "out.md")
    assert collection.import_file(tmp_path / "out.md").unchanged == 5
    assert other.import_file(tmp_path / "out.md").problems == ()
    wanted = {"a": "One", "b": "", "c": "Two :: Three", "d": "One", "e": "Four: Part"}
    assert _origins(other) == wanted
    assert _origins(collection) == wanted
    other.export(tmp_path / "again.md")
    again = (tmp_path / "again.md").read_text().replace("id: again", "id: out")
    assert again == (tmp_path / "out.md").read_text()


def test_a_source_line_with_two_colons_names_the_title_and_the_heading(
    collection: Collection, tmp_path: Path
) -> None:
    text = "---\ndeck: A\nid: a\nsource: Mine\n---\n# Part\n"
    for number, line in enumerate(("", "Source: Book :: Page 3\n", "Source: Book ::\n",
                                   "Source: Page 4\n", "Source: ::\n")):  # fmt: skip
        text += f"## {number} {{#n{number}}}\nx\n{line}\n"
    (tmp_path / "a.md").write_text(text)
    collection.import_file(tmp_path / "a.md")
    assert _origins(collection) == {
        "0": "Mine: Part", "1": "Book: Page 3", "2": "Book: Part", "3": "Mine: Page 4", "4": "Part",
    }  # fmt: skip


DESCRIBED = """---
deck: A
id: a
description: Of all.
descriptions:
  A::B: Of some.

    In two paragraphs.
  A::C: Of others.
---

## One {#one}
1
Deck: A::B

## Two {#two}
2
Deck: A::C::D
"""


@pytest.mark.parametrize("whole", [True, False])
def test_what_is_said_of_subdecks_survives(
    collection: Collection, other: Collection, tmp_path: Path, whole: bool
) -> None:
    (tmp_path / "a.md").write_text(DESCRIBED)
    assert collection.import_file(tmp_path / "a.md").problems == ()
    collection.export(tmp_path / "out.md", deck=None if whole else "A")
    assert other.import_file(tmp_path / "out.md").problems == ()
    for opened in (collection, other):
        assert _said(opened, tmp_path) == {
            "A": "Of all.",
            "A::B": "Of some.\n\nIn two paragraphs.",
            "A::C": "Of others.",
        }


def test_what_is_said_of_a_deck_here_outlives_what_a_file_says_now(
    collection: Collection, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    path.write_text(DESCRIBED)
    collection.import_file(path)
    path.write_text(DESCRIBED.replace("Of all", "New of all").replace("Of others", "New of others"))
    collection.import_file(path)
    said = _said(collection, tmp_path)
    assert (said["A"], said["A::C"]) == ("Of all.", "Of others.")


def test_a_description_of_a_deck_that_is_not_there_is_told(
    collection: Collection, tmp_path: Path
) -> None:
    text = DESCRIBED.replace("A::C: Of", "A::Missing: Of")
    (tmp_path / "a.md").write_text(text)
    (problem,) = collection.import_file(tmp_path / "a.md").problems
    assert "“A::Missing” was left out" in str(problem.message)


def test_descriptions_go_below_the_deck_that_was_asked_for(
    collection: Collection, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_text(DESCRIBED)
    assert collection.import_file(tmp_path / "a.md", deck="Mine").problems == ()
    assert _said(collection, tmp_path)["Mine::C"] == "Of others."


@pytest.mark.parametrize("name", FORMATS)
def test_pictures_go_along_both_ways(
    collection: Collection, other: Collection, tmp_path: Path, name: str
) -> None:
    picture = collection.import_media(PICTURE)
    collection.add_note({"Front": "Cell?", "Back": f"![a cell]({picture})"}, deck="A")
    (tmp_path / "out").mkdir()
    collection.export(tmp_path / "out" / name)
    assert (tmp_path / "out" / picture).read_bytes() == PICTURE
    assert other.import_file(tmp_path / "out" / name).problems == ()
    assert other.media_path(picture).read_bytes() == PICTURE
    assert seen(other) == seen(collection)


@pytest.mark.parametrize("name", FORMATS)
def test_a_picture_that_is_here_already_is_not_missed(
    collection: Collection, tmp_path: Path, name: str
) -> None:
    picture = collection.import_media(PICTURE)
    collection.add_note({"Front": "Cell?", "Back": f"![a cell]({picture})"}, deck="A")
    collection.export(tmp_path / name)
    (tmp_path / picture).unlink()
    report = collection.import_file(tmp_path / name)
    assert (report.unchanged, report.problems) == (1, ())


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("whole", [True, False])
def test_an_exported_tree_can_be_put_below_another_deck(
    collection: Collection, other: Collection, tmp_path: Path, name: str, whole: bool
) -> None:
    for deck in ("A", "A::B", "A::B::C"):
        collection.add_note({"Front": deck, "Back": "x"}, deck=deck)
    collection.export(tmp_path / name, deck=None if whole else "A")
    report = other.import_file(tmp_path / name, deck="Mine")
    assert report.deck == "Mine"
    assert other.deck_names() == ["Mine", "Mine::B", "Mine::B::C"]
    assert len(other.search("deck:Mine::B::C")) == 1


@pytest.mark.parametrize("name", FORMATS)
def test_an_exported_collection_of_several_decks_can_be_put_below_one(
    collection: Collection, other: Collection, tmp_path: Path, name: str
) -> None:
    for deck in ("A", "B::C"):
        collection.add_note({"Front": deck, "Back": "x"}, deck=deck)
    collection.export(tmp_path / name)
    assert other.import_file(tmp_path / name, deck="Mine").added == 2
    assert other.deck_names() == ["Mine", "Mine::A", "Mine::B", "Mine::B::C"]


@pytest.mark.parametrize("name", FORMATS)
def test_an_exported_collection_makes_no_deck_of_the_file_s_own_name(
    collection: Collection, other: Collection, tmp_path: Path, name: str
) -> None:
    for deck in ("A", "B::C"):
        collection.add_note({"Front": deck, "Back": "x"}, deck=deck)
    collection.export(tmp_path / name)
    other.import_file(tmp_path / name)
    assert other.deck_names() == ["A", "B", "B::C"]


def test_subdecks_named_in_a_file_follow_a_renamed_deck(
    collection: Collection, tmp_path: Path
) -> None:
    text = "---\ndeck: A\nid: a\n---\n## One? {#one}\n1\n\n## Two? {#two}\n2\nDeck: A::B\n"
    path = tmp_path / "a.md"
    path.write_text(text)
    collection.import_file(path)
    collection.rename_deck("A", "Mine")
    path.write_text(text + "\n## Three? {#three}\n3\nDeck: A::C\n")
    assert collection.import_file(path).added == 1
    assert collection.deck_names() == ["Mine", "Mine::B", "Mine::C"]


def test_the_window_may_read_while_an_export_goes_on(
    collection: Collection, tmp_path: Path
) -> None:
    rows = "".join(f"f{number}\tb{number}\n" for number in range(2_500))
    (tmp_path / "big.tsv").write_text(rows)
    collection.import_file(tmp_path / "big.tsv")
    free: list[bool] = []

    def progress(done: int, total: int) -> bool:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(1) as pool:
            free.append(pool.submit(collection.deck_names).result(timeout=PATIENCE_S) == ["big"])
        return True

    assert collection.export(tmp_path / "out.csv", progress=progress) == 2_500
    assert free == [True] * 3


@pytest.mark.parametrize("guarded", [True, False])
def test_a_table_runs_nothing_in_a_spreadsheet_and_comes_back_the_same(
    tmp_path: Path, guarded: bool
) -> None:
    texts = ["=1+2", "+x", "-y", "@z", "'=a", "''-b", "'plain", "a=1"]
    with flashcards.open(tmp_path / "a.flashcards") as one:
        for text in texts:
            one.add_note({"Front": text, "Back": text}, deck="A")
        one.export(tmp_path / "out.csv", guard_formulas=guarded)
    cells = (tmp_path / "out.csv").read_text().splitlines()[1:]
    assert any(line[0] in "=+-@" for line in cells) != guarded
    with flashcards.open(tmp_path / "b.flashcards") as other:
        other.import_file(tmp_path / "out.csv")
        notes = [other.note(note) for note in other.notes_of(other.search())]
        assert sorted(note.fields[0] for note in notes) == sorted(texts)
        assert all(note.fields[0] == note.fields[1] for note in notes)
