"""The words of an article tell its language, and its file does where they tell little."""

import pytest

from flashcards.articles.detecting import language_of
from flashcards.articles.reading import read
from tests.articles.readers.packed import docx, epub, paragraph

TEXTS = {
    "en": "The snow on this slope is old, and it has not been cleared for some of the winter.",
    "de": "Der Schnee auf diesem Hang ist alt, und er wurde auch im Winter nicht geräumt.",
    "fr": "La neige de cette pente est vieille, et on ne l’a pas enlevée pendant l’hiver.",
    "es": "La nieve de esta ladera es vieja, y no se ha quitado en todo el invierno.",
    "it": "La neve di questo pendio è vecchia, e non è stata tolta per tutto l’inverno.",
    "pt": "A neve desta encosta é velha, e não foi retirada em todo o inverno, mas o sol já ajuda.",
    "nl": "De sneeuw op deze helling is oud, en het is niet geruimd in de loop van de winter.",
    "sv": "Snön på den här sluttningen är gammal, och den har inte röjts under vintern som var.",
    "da": "Sneen på skråningen er gammel, og den er ikke blevet ryddet af nogen til vinter.",
    "pl": "Śnieg na tym stoku jest stary i nie był usuwany przez całą zimę, ale to się zmieni.",
    "cs": "Sníh na tomto svahu je starý a v zimě se neodklízel, ale to není tak zlé.",
    "hu": "A hó ezen a lejtőn régi, és nem takarították el egész télen, de ez már nem baj.",
    "tr": "Bu yamaçtaki kar eski ve kış boyunca temizlenmedi, ama bu çok sorun değil.",
    "el": "Το χιόνι σε αυτή την πλαγιά είναι παλιό.",
    "ja": "この斜面の雪は古く、冬の間に取り除かれなかった。",
    "zh": "这个斜坡上的雪很旧，整个冬天都没有清除。",
    "ko": "이 비탈의 눈은 오래되었고 겨울 내내 치워지지 않았다.",
    "": "Снег на этом склоне старый, и его не убирали всю зиму.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_the_words_tell_the_language(code: str) -> None:
    assert language_of(TEXTS[code]) == code


def test_a_text_that_tells_nothing_is_taken_for_english() -> None:
    assert language_of("") == "en"
    assert language_of("Osmosis, diffusion: 12%.") == "en"


@pytest.mark.parametrize("declared", ["de", "de-AT", "DE_de", " de "])
def test_what_the_file_says_decides_where_the_words_tell_little(declared: str) -> None:
    assert language_of("Osmose: Diffusion durch Membranen.", declared) == "de"


def test_a_template_that_names_the_wrong_language_is_not_believed() -> None:
    assert language_of(TEXTS["de"], "en") == "de"
    assert language_of(TEXTS["en"] * 3, "de-DE") == "en"


def test_a_language_that_is_not_known_here_is_believed() -> None:
    assert language_of("Nix in hoc clivo vetus est et per hiemem remota non est.", "la") == "la"
    assert language_of(TEXTS[""], "ru") == "ru"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('<!doctype html><html class="a" lang="de-CH"><body><p>Text.</p></body></html>', "a.html"),
        ('<html xml:lang="de-CH" xmlns="x"><body><p>Text.</p></body></html>', "a.xhtml"),
        ("---\ntitle: Schnee\nlang: de-CH\n---\n\nText.\n", "a.md"),
        ('+++\nlanguage = "de-CH"\n+++\n\nText.\n', "a.md"),
    ],
)
def test_pages_and_front_matter_name_their_language(text: str, name: str) -> None:
    assert read(text, name).language == "de-CH"


def test_word_files_and_books_name_their_language() -> None:
    named = "Schnee</dc:title><dc:language>de-CH</dc:language><dc:title>"
    word = read(docx(paragraph("Text."), title=named), "a.docx")
    book = read(epub({"one": "<html><p>Text.</p></html>"}, ["one"], named), "a.epub")
    assert (word.language, book.language) == ("de-CH", "de-CH")
    assert (word.title, book.title) == ("Schnee", "Schnee")
