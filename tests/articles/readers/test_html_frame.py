"""Saved pages of sites: the article comes along, and what frames it does not."""

from flashcards.articles.reading import read
from tests.articles.readers.outlines import assert_sound, outline

PEAT = (
    "Peat is soil that formed from plants which did not rot away, because the ground they fell "
    "into was wet and held no air. "
)
BOG = (
    "A raised bog is fed by rain alone, lies higher than the land around it, and grows by about "
    "one millimetre of moss in a year. "
)
ARTICLE = f"<p>{PEAT * 2}</p><h2>Bogs</h2><p>{BOG * 4}</p><p>{PEAT}</p><p>{BOG * 2}</p>"


def shown(body: str) -> list[str]:
    document = read(f"<!DOCTYPE html><html><body>{body}</body></html>", "peat.html")
    assert_sound(document)
    return [" ".join(line.split()[:4]) for line in outline(document).splitlines()]


KEPT = [
    "heading1 What peat is",
    "paragraph Peat is soil",
    "heading2 Bogs",
    "paragraph A raised bog",
    "paragraph Peat is soil",
    "paragraph A raised bog",
]


def test_a_page_whose_makers_name_nothing_is_read_by_where_its_sentences_stand() -> None:
    body = (
        "<div><a href=1>Skip to main content</a></div>"
        "<div><ul><li><a href=2>Land</a><li><a href=3>Sea</a><li>Log in</ul></div>"
        "<div><div>Home › Land › Soil</div><h1>What peat is</h1><p>By Ada Moor</p>"
        "<div><span>12 May 2020</span></div><p>Share on Facebook</p>"
        f"{ARTICLE}<p><a href=4>Soil</a> <a href=5>Moss</a></p></div>"
        "<div><p>Moorland Times</p><p>12 Fen Lane, Marshton, open from nine to five</p></div>"
    )
    assert shown(body) == KEPT


def test_what_stands_under_headings_that_lead_elsewhere_is_left_out() -> None:
    teaser = "<p>Fens are fed by water from the ground, as our reader tells of her own garden.</p>"
    for heading in ("Related articles", "You may also like", "Mehr zum Thema", "3 comments",
                    "Artículos relacionados", "À lire aussi", "About the author"):  # fmt: skip
        tail = f"<h3>{heading}</h3>{teaser}<h4>A fen in town</h4>{teaser}"
        assert shown(f"<h1>What peat is</h1>{ARTICLE}<div>{tail}</div>") == KEPT
        assert shown(f"<h1>What peat is</h1>{ARTICLE}<h3>{heading}</h3>{teaser}") == KEPT


def test_a_box_of_links_in_the_text_ends_where_its_links_do() -> None:
    box = "<h2>Related</h2><ul><li><a href=1>Fens are fed by water from the ground</a></ul>"
    first, rest = ARTICLE.split("<h2>", 1)
    assert shown(f"<h1>What peat is</h1>{first}{box}<h2>{rest}") == KEPT


def test_lines_about_cookies_and_pictures_are_left_out_wherever_they_stand() -> None:
    lines = (
        "<p>We are using cookies for the best view of our site.</p><p>Advertisement</p>"
        "<p>View full size image</p><p>© 2020 The Moorland Times, all rights reserved.</p>"
    )
    first, rest = ARTICLE.split("<h2>", 1)
    assert shown(f"<h1>What peat is</h1>{first}{lines}<h2>{rest}") == KEPT


def test_glossaries_tables_and_short_lists_of_an_article_stay() -> None:
    words = "<dl><dt>Fen<dd>Fed by the ground.<dt>Bog<dd>Fed by rain.</dl>"
    table = "<table><tr><th>Kind<th>Water<tr><td>Fen<td>ground</table>"
    items = "<p>Kinds of peat:</p><ul><li>white<li>black</ul>"
    document = read(
        f"<html><body><h1>What peat is</h1>{ARTICLE}{words}{table}{items}</body></html>", "x.html"
    )
    for kept in ("Fed by rain.", "Fen", "ground", "white", "black", "Kind"):
        assert kept in document.text


def test_a_heading_that_a_lesson_may_have_stays_where_sentences_stand_under_it() -> None:
    for heading in ("Comments", "Tags", "Search", "Services"):
        body = f"<h1>What peat is</h1>{ARTICLE}<h2>{heading}</h2><p>{BOG}</p>"
        assert shown(body) == [*KEPT, f"heading2 {heading}", "paragraph A raised bog"]


def test_a_box_that_is_named_after_a_menu_is_text_where_sentences_stand_in_it() -> None:
    for named in ("class='text pagination-first'", "id='TOC_2'"):
        assert shown(f"<main><h1>What peat is</h1><div {named}>{ARTICLE}</div></main>") == KEPT


def test_headlines_of_other_articles_below_are_left_out_even_as_main_headings() -> None:
    teasers = "<div><div><h1>Fens</h1><p>They are wet.</p></div><div><h1>Moss</h1></div></div>"
    article = f"<div><h1>What peat is</h1>{ARTICLE}</div>"
    assert shown(f"<div>{article}{teasers}</div>") == KEPT
