"""Forms of whole pages: tables within tables, options, kinds under headings, what only points."""

from flashcards.articles.candidates import Candidate
from flashcards.articles.finding import find
from flashcards.articles.reading import read


def _terms(text: str, name: str) -> list[str]:
    return [candidate.term for candidate in find(read(text, name)) if not candidate.cloze]


def _found(text: str, name: str) -> dict[str, Candidate]:
    return {candidate.term: candidate for candidate in find(read(text, name))}


def test_a_table_of_terms_counts_inside_a_table_that_only_arranges_the_page() -> None:
    rows = (("Warp", "The threads held tight on the loom."), ("Weft", "The thread woven across."))
    table = "".join(f"<tr><td>{name}</td><td>{what}</td></tr>" for name, what in rows)
    inner = f"<h1>Weaving</h1><table><tr><th>Term</th><th>Meaning</th></tr>{table}</table>"
    page = f"<table><tr><td><a href='a'>Home</a></td><td>{inner}<p>Bye.</p></td></tr></table>"
    assert _terms(page, "loom.html") == ["Warp", "Weft"]


def test_options_of_a_table_are_asked_for_by_what_they_do() -> None:
    text = (
        "# Options\n\n| Option | Default | Description |\n| --- | --- | --- |\n"
        "| `--quiet` | off | Hides all that is not an error. |\n"
        "| `--depth N` | 3 | Stops at folders that lie deeper than this. |\n"
    )
    assert _found(text, "tool.md")["--quiet"].front == "What does `--quiet` do?"
    prices = text.replace("`--quiet`", "Small").replace("`--depth N`", "Large")
    assert _terms(prices, "tool.md") == []


def test_a_table_that_says_what_things_are_for_explains_them() -> None:
    text = (
        "* Parts\n| No. | Part | Use |\n|-----+------+-----|\n"
        "| 1 | heddle | lifts the threads of the warp |\n"
        "| 2 | reed | beats the weft against the cloth |\n"
    )
    assert _terms(text, "loom.org") == ["heddle", "reed"]


KINDS = (
    "* Knots\n** Reef knot\nA knot that joins two ends of one rope.\n"
    "** Bowline\nA loop which neither slips nor jams.\n"
    "** Sheet bend\nThe end of one rope goes through a bend in the other, the sheet.\n"
)


def test_headings_that_each_name_a_kind_are_terms() -> None:
    assert _terms(KINDS, "knots.org") == ["Reef knot", "Bowline", "Sheet bend"]


def test_headings_over_sentences_or_offers_are_none() -> None:
    told = KINDS.replace("A knot that joins", "Here we join").replace("A loop which", "It")
    assert _terms(told, "knots.org") == []
    assert _terms(KINDS.replace("* Knots", "* Our services"), "knots.org") == []


def test_a_heading_of_a_glossary_may_have_its_meanings_in_a_list() -> None:
    text = (
        "# Glossary\n\n## Bight\n\n1. A curve in a coast or in a rope.\n"
        "2. The slack part of a rope between its ends.\n\n## Jib\n\nThe sail before the mast.\n"
    )
    assert _found(text, "sea.md")["Bight"].back.startswith("- A curve in a coast")


def test_a_heading_beside_groups_of_entries_is_no_entry() -> None:
    entries = "**Aft**: towards the stern.\n\n**Bow**: the front of a ship.\n\n"
    text = f"# Glossary\n\n## Directions\n\n{entries}## Meetings\n\nWe meet at the quay at noon.\n"
    assert _terms(text, "sea.md") == ["Aft", "Bow"]


def test_entries_below_a_long_introduction_belong_to_the_glossary() -> None:
    entries = "".join(
        f"{name}, n. What is {what} of a ship.\n\n"
        for name, what in (("AFT", "behind"), ("BOW", "before"), ("HULL", "the body"),
                           ("KEEL", "lowest"), ("MAST", "highest"))
    )  # fmt: skip
    text = f"# Sea dictionary\n\n## How to use this list\n\nNouns are marked.\n\n{entries}"
    assert len(_terms(text, "sea.md")) == 5


def test_a_link_that_says_what_to_do_explains_nothing_but_one_with_a_name_does() -> None:
    text = (
        "# Terms\n\n**Aft** – towards the stern.\n\n**Form** – [download here](f.pdf)\n\n"
        "**IMO** – [International Maritime Organization](https://example.org)\n"
    )
    assert _terms(text, "sea.md") == ["Aft", "IMO"]
    asked = "FAQ\n\nQ: Who steers?\nA: See the list at https://example.org/list\n\n"
    asked += "Q: When do we go?\nA: Now."
    assert _terms(asked, "sea.txt") == ["When do we go?"]


def test_an_indented_answer_below_an_underlined_question_is_no_quotation() -> None:
    text = (
        "What is a quay?\n---------------\n\n   A wall at which ships lie.\n\n"
        "What is a fender?\n-----------------\n\n   A bag of rope.\n\n"
        "What is a bollard?\n------------------\n\n   A post for ropes.\n"
    )
    assert [c.back for c in find(read(text, "sea.txt"))] == [
        "A wall at which ships lie.",
        "A bag of rope.",
        "A post for ropes.",
    ]
