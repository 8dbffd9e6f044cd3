"""Hostile articles end as harmless cards, or as a clear sentence, within time and memory."""

import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from flashcards.articles.candidates import Candidate
from flashcards.articles.finding import find
from flashcards.articles.reading import MOST_SHORT_LINES, read
from flashcards.model.errors import UserError
from flashcards.text.markdown import to_html
from tests.effort import FOR_EVER_S, never_for_ever

LONGEST_SIDE = 8200
"""Characters; what the finders allow on one side of a card, and the sign of a cut."""


def cards(text: str | bytes, name: str) -> list[Candidate]:
    document = read(text, name)
    found = find(document)
    for card in found:
        assert card.quote == document.text[card.start : card.end]
        assert max(len(card.front), len(card.back), len(card.cloze)) <= LONGEST_SIDE
    return found


HOSTILE = [
    '<img src="file:///dev/zero">',
    '<img src="//server/share/a.png">',
    "<script>alert(1)</script>",
    '<a href="file:///etc/passwd">here</a>',
    '<iframe src="file:///etc/passwd"></iframe>',
    "<svg onload=alert(1)><use href='#a'/></svg>",
    "![x](file:///dev/zero)",
    "<style>p { background: url(file:///dev/zero) }</style>",
]


@pytest.mark.parametrize("bait", HOSTILE)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.rst", "a.adoc", "a.org"])
def test_nothing_of_an_article_is_loaded_or_run_by_its_cards(bait: str, name: str) -> None:
    text = (
        f"# Glossary\n\n**Crumb** - the soft part {bait} inside a loaf.\n\n"
        f"**Crust** - the hard part outside.\n\n## What is {bait} yeast?\n\nA fungus {bait}.\n"
    )
    for card in cards(text, name):
        for side in (card.front, card.back, card.cloze):
            html = to_html(side).lower()
            assert not any(tag in html for tag in ("<img", "<script", "<iframe", "<svg", "<style"))
            assert '<a href="file' not in html


def test_pictures_drawings_and_scripts_of_a_page_leave_nothing_behind() -> None:
    use = "".join(
        f'<g id="g{n}"><use href="#g{n + 1}"/><use href="#g{n + 1}"/></g>' for n in range(30)
    )
    page = (
        f"<html><body><h1>Glossary</h1><svg>{use}</svg><dl><dt>Crumb</dt><dd>The soft part "
        f'inside a loaf.<img src="data:image/png;base64,{"A" * 5000}"></dd></dl>'
        f"<script>var a = 'A crust is a hard part that is outside.';</script></body></html>"
    )
    document = read(page, "a.html")
    assert "AAAA" not in document.text
    assert [card.term for card in cards(page, "a.html")] == ["Crumb"]


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td>" * 40 + "soft part",
        "<div><blockquote><ul><li>" * 3000 + "soft part",
        "<b><i>" * 20_000 + "soft part",
        "&" * 500_000,
        "&amp;" * 100_000,
        "soft part<br>" * 20_000,
        "<p>soft part</p>" * 20_000,
    ],
)
def test_deep_and_endless_entries_make_cards_that_can_be_shown(body: str) -> None:
    page = f"<html><body><h1>Glossary</h1><dl><dt>Crumb</dt><dd>The {body}</dd></dl></body></html>"
    for card in cards(page, "a.html"):
        assert len(to_html(card.back)) < 200_000


@pytest.mark.parametrize(
    "data",
    [
        "[" * 100_000,
        '{"a":' * 50_000 + "1" + "}" * 50_000,
        '{"@type": "FAQPage", "mainEntity": ' + "9" * 5000 + "}",
        '{"@type": "FAQPage", "mainEntity": [NaN, Infinity, -1e999]}',
        '{"@type": "FAQPage", "mainEntity": {"@type": "Question", "name": 5}}',
    ],
)
def test_hostile_structured_data_is_passed_over(data: str) -> None:
    answer = {"text": "Yeast makes gas."}
    good = {"@type": "Question", "name": "Why does dough rise?", "acceptedAnswer": answer}
    faq = json.dumps({"@type": "FAQPage", "mainEntity": [good]})
    tag = '<script type="application/ld+json">'
    head = f"{tag}{data}</script>{tag}{faq}</script>"
    page = f"<html><head>{head}</head><body><p>Bread</p></body></html>"
    assert [card.term for card in cards(page, "a.html")] == ["Why does dough rise?"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "latin-1", "cp1252"])
def test_an_article_in_another_encoding_gives_the_same_cards(encoding: str) -> None:
    text = "Glossaire\n\nCroûte: la partie dure, à l'extérieur\nMie: la partie tendre, au milieu\n"
    found = cards(text.encode(encoding), "a.txt")
    assert [card.term for card in found] == ["Croûte", "Mie"]


def test_a_text_of_hardly_more_than_line_ends_is_refused() -> None:
    with pytest.raises(UserError, match="hardly a word on each"):
        read("ab\n" * (MOST_SHORT_LINES + 1), "a.txt")


@pytest.mark.parametrize("text", ["", " \n", "z\u0300\u0301\u0302" * 40_000, "\u202e\u200b" * 9000])
def test_a_text_without_terms_yields_no_card(text: str) -> None:
    assert cards(text, "a.txt") == []


def numbered(piece: str) -> Callable[[int], str]:
    """Return what repeats a piece up to a length, with a running number where it says so."""
    return lambda size: "".join(
        piece.replace("§", str(n)) for n in range(size // len(piece.replace("§", "1234")))
    )


@pytest.mark.parametrize(
    ("piece", "name"),
    [
        ("A word§ is a kind of thing§ that holds others. ", "a.txt"),
        ("The network address § translation table (NATT) is kept. ", "a.txt"),
        ("Alpha Beta§ Gamma (ABG§) is a kind of thing that holds ABG§. ", "a.txt"),
        ("There are three kinds of thing§:\n\n- one §\n- two §\n- three §\n\n", "a.md"),
        ("## Word§\n\nA word§ is **bold§**, whereas *other§* is slanted and held.\n\n", "a.md"),
        ("# Glossary §\n\n## Word§\n\n### Definition\n\nA thing of kind §.\n\n", "a.md"),
        ("- **Word§**: a thing of kind § that holds others\n", "a.md"),
        ("1. **What is §?**\n\n   A thing of kind §.\n\n", "a.md"),
        ("| Term | Meaning |\n|---|---|\n| Word§ | meaning of the § |\n\n", "a.md"),
        ("<dt>Word§</dt><dd>A thing of kind §.</dd>\n", "a.html"),
        ("<a", "a.html"),
        ("Definition § (Thing§). A thing§ is one that holds. If so, it is an open§.\n\n", "a.txt"),
        ("X, the milk sugar, lactose, into which printers call §, or rather, so. ", "a.txt"),
        ("**Tide§** is a wave. ", "a.md"),
        ("Tide§ is a kind. ", "a.txt"),
        ("A tide§ is a wave, while a sea is a pond. ", "a.txt"),
        ("Aa Bb§ (AB) is ab. ", "a.txt"),
        ("- a\n  - b\n    - c\n      - d\n", "a.md"),
        ("- a\n  - b\n    - c\n      - d\n", "a.org"),
        ("1. a thing\n", "a.txt"),
        ("|a|b|c|d|e|f|g|h|i|k|\n", "a.org"),
        ("a\tb\tc\td\te\tf\n", "a.txt"),
        ("   a,b,c,d,e,f,g\n", "a.rst"),
        (":Tide§: The rise of sea.\n", "a.rst"),
        ("tide§:: the rise of sea\n", "a.adoc"),
        ("<li>a", "a.html"),
        ("<dt>a<dd>b", "a.html"),
        ("<table><tr><th>a<th>b<tr><td>c<td>d</table>", "a.html"),
    ],
)  # fmt: skip
def test_a_quarter_of_a_megabyte_of_any_structure_is_done_soon(piece: str, name: str) -> None:
    text = numbered(piece)(250_000)
    with never_for_ever():
        find(read(text, name))


FIVE_MEGABYTES = """
import pathlib, re, sys, time
from flashcards.articles.finding import find
from flashcards.articles.reading import read

piece, name = sys.argv[1:]
text = "".join(piece.replace("§", str(n)) for n in range(5_000_000 // len(piece)))
found = find(read(text, name))
# Not getrusage, which counts what the process that began this one had.
most = re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())
print(len(text), time.process_time(), int(most[1]) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts memory as Linux does")
@pytest.mark.parametrize(
    ("piece", "name"),
    [
        (
            "The tide is the rise of sea § caused by the moon. Between them it § runs very hard. ",
            "a.txt",
        ),
        ("|a|b|c|d|e|f|g|h|i|k|\n", "a.org"),
        ("*a* **b** _c_ ", "a.md"),
    ],
)
def test_five_megabytes_end_and_take_300_megabytes_at_most(piece: str, name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIVE_MEGABYTES, piece, name],
        capture_output=True,
        text=True,
        check=True,
    )
    size, seconds, megabytes = done.stdout.split()
    assert int(size) > 4_900_000
    assert float(seconds) < 3 * FOR_EVER_S
    assert int(megabytes) < 300
