"""Formulas stand as cards show them; macros, marks and references of makers are gone."""

import pytest

from flashcards.articles.finding import find
from flashcards.articles.reading import read
from tests.articles.readers.outlines import assert_sound, outline

NOTE = "<annotation encoding='application/x-tex'>"


def markdown(text: str) -> str:
    document = read(text, "x.md")
    assert_sound(document)
    return outline(document)


def web(body: str) -> str:
    document = read(f"<html><body>{body}</body></html>", "x.html")
    assert_sound(document)
    return outline(document)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"Let $u_t$ be *a rate*.", r"Let \(u_t\) be a rate."),
        (r"So $a*b*c = \alpha_{x}*d$ holds.", r"So \(a*b*c = \alpha_{x}*d\) holds."),
        (r"Of \\(x_1\\) and \(x_2\) and $n$.", r"Of \(x_1\) and \(x_2\) and \(n\)."),
        (r"Paying $100, then $25, leaves $75.", "Paying $100, then $25, leaves $75."),
        (r"From $5 to *$6* each.", "From $5 to $6 each."),
        (r"See [it]({{ site.url }}{% link a.md %}).", "See it."),
        ('Call {{domxref("Node.text", "text")}}{{AvailableInWorkers}}.', "Call text."),
        ("Write `{{ kept }}` here.", "Write {{ kept }} here."),
        ("[New words]{.notes} in [a book](a.md){target=_blank}.", "New words in a book."),
        (r"It was found [@hill_1965; @x] late \@ref(fig:one).", "It was found late ."),
    ],
)
def test_a_line_of_markdown_has_formulas_and_no_litter(written: str, shown: str) -> None:
    assert markdown(written) == f"paragraph {shown}"


def test_formulas_by_themselves_are_read_and_nothing_is_asked_of_them() -> None:
    for written in ("$$\nx = 1\n$$", "$$ x = 1 $$", "\\[\nx = 1\n\\]", "\\\\[\nx = 1\n\\\\]"):
        assert markdown(f"One.\n\n{written}\n\nTwo.") == (
            "paragraph One.\nother \\(x = 1\\)\nparagraph Two."
        )
    assert markdown("\\begin{align}\na &= b\n\\end{align}") == (
        "other \\(\\begin{align} a &= b \\end{align}\\)"
    )


def test_marks_of_book_makers_are_no_part_of_headings_and_chunks_are_code() -> None:
    assert markdown(
        "# (PART) Evidence {#sec:e}\n\n```{r fig, echo=FALSE}\n#| a: b\nplot(x)\n```"
    ) == ("heading1 Evidence\ncode plot(x)")
    assert read("# (PART) Evidence Quality {-}\n\nIt counts.", "x.md").title == "Evidence Quality"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"<math alttext='{\displaystyle {\frac {a}{b}}}'></math>", r"\({\frac {a}{b}}\)"),
        ("<math><mi>E</mi><mo>=</mo><mi>m</mi></math>", "E=m"),
        (f"<math><mi>x</mi>{NOTE}x_1</annotation></math>", r"\(x_1\)"),
        (
            "<span class=MathJax_Preview>zz</span><script type='math/tex'>a^2</script>",
            r"\(a^2\)",
        ),
        (r"<img class=mwe-math-fallback-image-inline alt='{\displaystyle p^{2}}'>", r"\(p^{2}\)"),
        ("$y_1$", r"\(y_1\)"),
    ],
)  # fmt: skip
def test_a_page_has_its_formulas_as_it_tells_them(written: str, shown: str) -> None:
    assert (
        web(f"<p>Let {written} be.</p><p>Next.</p>")
        == f"paragraph Let {shown} be.\nparagraph Next."
    )


def test_a_formula_that_never_ends_swallows_no_paragraph() -> None:
    assert web("<p>Let <math><mi>x</p><p>Next <b>one</b>.</p>").endswith("paragraph Next one.")


def test_a_card_shows_the_formula_of_its_sentence() -> None:
    rate = r"**Lost rate**: the share $\lambda_t = a_t / b_t$ of all *jobs* lost in a month."
    text = f"# Work\n\n## Glossary\n\n{rate}\n\n**Job**: work that is paid for by the month.\n"
    found = find(read(text, "x.md"))
    assert [each for each in found if r"\(\lambda_t = a_t / b_t\)" in each.back + each.front]


def other(text: str, kind: str) -> str:
    document = read(text, kind=kind)
    assert_sound(document)
    return outline(document)


def test_formulas_of_org_and_asciidoc_stand_as_those_of_markdown_do() -> None:
    said = r"paragraph Let \(u_t\) be \(a*b\) and \(x_{1}\)."
    assert other(r"Let $u_t$ be \(a*b\) and $x_{1}$.", "org") == said
    tex = r"Let latexmath:[u_t] be stem:[a*b] and stem:[x_{1}]."
    assert other(f":stem: latexmath\n\n{tex}", "asciidoc") == said
    assert other("It costs $5, not $6.", "org") == "paragraph It costs $5, not $6."
    assert other("The stem:[x^2] of it.", "asciidoc") == "paragraph The x^2 of it."
    for text, kind in (
        ("One.\n\n\\[\nx = \\alpha\n\\]\n\nTwo.", "org"),
        ("One.\n\n$$ x = \\alpha $$\n\nTwo.", "org"),
        ("One.\n\n[stem]\n++++\nx = \\alpha\n++++\n\nTwo.", "asciidoc"),
        ("One.\n\n[latexmath]\n++++\nx = \\alpha\n++++\n\nTwo.", "asciidoc"),
    ):
        assert other(text, kind) == "paragraph One.\nother \\(x = \\alpha\\)\nparagraph Two."


def test_boxes_of_org_and_asciidoc_define_and_ask_as_those_of_markdown_do() -> None:
    term = "definitions\n  term Flush\n  definition Young leaves."
    assert other("#+begin_definition Flush\nYoung leaves.\n#+end_definition\n", "org") == term
    assert other(".Definition: Flush\n[NOTE]\n====\nYoung leaves.\n====\n", "asciidoc") == term
    asked = "details\n  summary Why so?\n  paragraph Because."
    assert other("#+begin_tip Why so?\nBecause.\n#+end_tip\n", "org") == asked
    assert other(".Why so?\n[TIP]\n====\nBecause.\n====\n", "asciidoc") == asked
    assert other("#+begin_note\nMind it.\n#+end_note\n", "org") == "paragraph Mind it."
