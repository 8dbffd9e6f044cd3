"""Pictures with captions: from the article's file, over its cards, into the collection."""

import base64
import io
import zipfile
from pathlib import Path

import pytest

import flashcards
from flashcards.articles.reading import read
from flashcards.collection.articles.drafting import read_article
from flashcards.collection.articles.pictures import MOST_BYTES
from tests.articles.readers.packed import docx, epub, paragraph, zipped

PNG = base64.b64decode(
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJg"
    b"gg=="
)
CAPTION = "A heart cut open, with its four chambers."
QUESTION = "What does this picture show?"
PAGE = (
    "<!doctype html><title>Hearts</title><body><article><h1>Hearts</h1><p>Hearts beat all day."
    f"<figure><img src='hearts_files/heart.png' alt='x'><figcaption>Figure 1.2: {CAPTION}"
    "</figcaption></figure><p>They rest in between.</article>"
)
LUNG = "<figure><img src='lung.png'><figcaption>A lung of a frog</figcaption></figure>"
HEART = "<figcaption>A heart of a frog</figcaption>"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page that was saved with its pictures."""
    folder = tmp_path / "hearts_files"
    folder.mkdir()
    (folder / "heart.png").write_bytes(PNG)
    path = tmp_path / "hearts.html"
    path.write_text(PAGE)
    return path


def asked(collection_path: Path, path: Path) -> list[tuple[str, str]]:
    """Add all cards of an article; return the fields of those with a picture, by name."""
    with flashcards.open(collection_path) as collection:
        draft = collection.articles.read(path)
        collection.articles.accept(draft, draft.above(0))
        notes = [collection.note(each) for each in collection.search("this picture show")]
        fields = [(note.fields[0], note.fields[1]) for note in notes]
        for front, _ in fields:
            name = front.partition("(")[2].partition(")")[0]
            assert collection.media_path(name).read_bytes() == PNG
        assert collection.check() == []
        return fields


def test_a_figure_of_a_saved_page_becomes_a_card_with_its_picture(
    collection_path: Path, page: Path
) -> None:
    ((front, back),) = asked(collection_path, page)
    assert front.endswith(f")\n\n{QUESTION}")
    assert back == CAPTION


def test_a_picture_on_a_line_of_markdown_has_its_words_as_caption(
    collection_path: Path, tmp_path: Path
) -> None:
    (tmp_path / "my heart.png").write_bytes(PNG)
    path = tmp_path / "hearts.md"
    path.write_text(f"# Hearts\n\nHearts beat.\n\n![{CAPTION}](my%20heart.png)\n\nThey rest.\n")
    ((_, back),) = asked(collection_path, path)
    assert back == CAPTION


def test_pictures_of_books_and_word_files_come_out_of_the_file(
    collection_path: Path, tmp_path: Path
) -> None:
    figure = f"<figure><img src='../i/h.png'/><figcaption>{CAPTION}</figcaption></figure>"
    parts = unpacked(epub({"a": f"<body><h1>Hearts</h1>{figure}<p>Beat.</p></body>"}, ["a"]))
    book = tmp_path / "hearts.epub"
    book.write_bytes(zipped({**parts, "OEBPS/i/h.png": PNG}))
    assert [back for _, back in asked(collection_path, book)] == [CAPTION]
    drawing = "<w:p><w:r><w:drawing><a:blip r:embed='r7'/></w:drawing></w:r></w:p>"
    body = paragraph("Lungs breathe.") + drawing + paragraph("Lungs of a frog.", "Beschriftung")
    relations = "<Relationships><Relationship Id='r7' Target='media/i.png'/></Relationships>"
    parts = unpacked(docx(body, {"Beschriftung": "caption"}))
    parts |= {"word/media/i.png": PNG, "word/_rels/document.xml.rels": relations.encode()}
    word = tmp_path / "lungs.docx"
    word.write_bytes(zipped(parts))
    assert [back for _, back in asked(collection_path, word)][-1] == "Lungs of a frog."


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/heart.png",
        "missing.png",
        "../heart.png",
        "/etc/hostname",
        "hearts.html",
        "big.png",
        "link.png",
        "loop.png",
    ],
)
def test_pictures_that_are_elsewhere_or_none_are_left_out_and_counted(
    tmp_path: Path, target: str
) -> None:
    (tmp_path / "heart.png").write_bytes(PNG)
    folder = tmp_path / "page"
    folder.mkdir()
    (folder / "big.png").write_bytes(PNG + bytes(MOST_BYTES))
    (folder / "link.png").symlink_to(tmp_path / "heart.png")
    (folder / "loop.png").symlink_to("loop.png")
    path = folder / "hearts.html"
    path.write_text(PAGE.replace("hearts_files/heart.png", target))
    draft = read_article(path)
    assert not draft.pictures
    assert QUESTION not in "".join(each.card.front for each in draft.candidates)
    assert "left out" in " ".join(each.id for each in draft.problems)


@pytest.mark.parametrize(
    ("caption", "answer"),
    [
        ("The Battle of Gettysburg in July", None),
        ("Resource: water in the desert", None),
        ("Open-source: how Linux grew", None),
        ("Map 1914: the borders of Europe", None),
        ("Photo 12-year-old oaks", None),
        ("Fig. 1.2: An old oak. Source: the owner", "An old oak"),
        ("Bild 3a – An old oak (Getty)", "An old oak"),
        ("An old oak [Photo by Ann Smith]", "An old oak"),
    ],
)
def test_label_and_credit_are_left_off_a_caption_and_no_part_of_a_word(
    tmp_path: Path, caption: str, answer: str | None
) -> None:
    assert shown_in(tmp_path, caption) == [f"{answer or caption}."]


@pytest.mark.parametrize(
    ("figures", "answers"),
    [
        ("<figure><img src='heart.png'><figcaption> </figcaption></figure>", []),
        ("<figure><img src='heart.png'><figcaption><p></p></figcaption></figure>", []),
        (
            f"<figure><img src='heart.png'>{LUNG}{HEART}</figure>",
            ["lung.png", "A lung of a frog", "heart.png", "A heart of a frog"],
        ),
        (
            f"<figure><figure><img src='lung.png'></figure><img src='heart.png'>{HEART}</figure>",
            ["heart.png", "A heart of a frog"],
        ),
    ],
)
def test_a_picture_of_a_page_has_the_caption_of_its_own_figure(
    figures: str, answers: list[str]
) -> None:
    text = f"<article><h1>Frogs</h1><p>Frogs live in wet places.</p>{figures}<p>They leap.</p>"
    document = read(text, "frogs.html")
    found = [(each.target, document.text[each.start : each.end]) for each in document.pictures]
    assert [part for each in found for part in each] == answers


@pytest.mark.parametrize(
    ("between", "caption", "found"),
    [
        ("", "A heart of a frog", True),
        ("<w:p></w:p>", "A heart of a frog", True),
        (paragraph("The logo stands above."), "A heart of a frog", False),
        ("<w:tbl></w:tbl>", "A heart of a frog", False),
        ("", "Table 1: Hearts of frogs", False),
        ("", "Tabelle 1: Herzen", False),
    ],
)
def test_a_picture_of_a_word_file_has_the_caption_right_behind_it(
    between: str, caption: str, found: bool
) -> None:
    drawing = "<w:p><w:r><w:drawing><a:blip r:embed='r7'/></w:drawing></w:r></w:p>"
    body = paragraph("Frogs leap.") + drawing + between + paragraph(caption, "c")
    relations = "<Relationships><Relationship Id='r7' Target='media/i.png'/></Relationships>"
    parts = unpacked(docx(body + paragraph("A frog sings.", "c"), {"c": "caption"}))
    word = zipped({**parts, "word/_rels/document.xml.rels": relations})
    document = read(word, "frogs.docx")
    shown = [document.text[each.start : each.end] for each in document.pictures]
    assert shown == ([caption] if found else [])


def test_pictures_of_a_book_whose_pages_lie_at_its_top_are_found_by_any_name(
    tmp_path: Path,
) -> None:
    figure = f"<figure><img src='./my%20h.png'/><figcaption>{CAPTION}</figcaption></figure>"
    item = '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
    book = tmp_path / "hearts.epub"
    book.write_bytes(
        zipped(
            {
                "META-INF/container.xml": '<container><rootfile full-path="c.opf"/></container>',
                "c.opf": f'<package>{item}<spine><itemref idref="a"/></spine></package>',
                "a.xhtml": f"<body><h1>Hearts</h1><p>They beat.</p>{figure}<p>All day.</p></body>",
                "my h.png": PNG,
            }
        )
    )
    assert [each.card.back for each in read_article(book).candidates] == [CAPTION]


def test_a_caption_without_end_is_no_answer_and_is_read_in_time(tmp_path: Path) -> None:
    assert shown_in(tmp_path, "(" * 30_000) == []  # refused if it takes longer


def test_one_undo_takes_the_picture_away_and_trying_out_keeps_none(
    collection_path: Path, page: Path
) -> None:
    with flashcards.open(collection_path) as collection:
        draft = collection.articles.read(page)
        (name,) = draft.pictures
        collection.articles.accept(draft, draft.above(0), try_out=True)
        assert not collection.media_path(name).exists()
        collection.articles.accept(draft, draft.above(0))
        assert collection.media_path(name).exists()
        assert collection.articles.update(1, page).draft.pictures
        collection.undo()
        assert collection.check() == []


@pytest.mark.parametrize("changed", [False, True])
def test_a_card_that_is_added_while_reading_has_its_picture(
    collection_path: Path, page: Path, changed: bool
) -> None:
    with flashcards.open(collection_path) as collection:
        draft = collection.articles.read(page)
        kept = collection.reading.keep(draft)
        if changed:
            page.write_text(PAGE.replace("They rest", "Hearts rest"))
            draft = collection.articles.read(page)
        cards = [each.card for each in draft.candidates if QUESTION in each.card.front]
        collection.reading.add_cards(kept, cards, draft)
        (name,) = draft.pictures
        assert collection.media_path(name).read_bytes() == PNG
        assert collection.check() == []


def test_a_picture_that_is_left_out_is_said_to_be_one_in_words_that_hold(tmp_path: Path) -> None:
    (tmp_path / "heart.bmp").write_bytes(b"BM" + bytes(60))
    path = tmp_path / "hearts.md"
    path.write_text(f"# Hearts\n\nHearts beat.\n\n![{CAPTION}](heart.bmp)\n\nThey rest.\n")
    (problem,) = read_article(path).problems
    assert "PNG, JPEG, GIF, WebP or SVG" in str(problem)


def test_reading_the_page_again_changes_no_card_with_a_picture(
    collection_path: Path, page: Path
) -> None:
    asked(collection_path, page)
    with flashcards.open(collection_path) as collection:
        draft = collection.articles.read(page)
        report = collection.articles.accept(draft, draft.above(0))
        assert report.added == 0
        assert report.updated == 0


def shown_in(folder: Path, caption: str) -> list[str]:
    """The answers about the picture of a page, by its caption."""
    (folder / "heart.png").write_bytes(PNG)
    path = folder / "hearts.html"
    figure = f"<figure><img src='heart.png'><figcaption>{caption}</figcaption></figure>"
    path.write_text(f"<article><h1>Hearts</h1><p>Hearts beat.</p>{figure}<p>They rest.</p>")
    cards = [each.card for each in read_article(path).candidates]
    return [card.back for card in cards if QUESTION in card.front]


def unpacked(data: bytes) -> dict[str, str | bytes]:
    """The parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
