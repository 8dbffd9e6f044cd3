"""Texts that are not Unicode are read as what they are, Western ones above all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.encodings import encoding_name, likely_encoding, unmarked_utf16

RUSSIAN = "Фотосинтез: процесс, при котором растения превращают свет в энергию. Хлорофилл зелёный."
GREEK = "Η φωτοσύνθεση είναι η διαδικασία με την οποία τα φυτά παράγουν ενέργεια."
HEBREW = "פוטוסינתזה היא תהליך שבו צמחים ממירים אור לאנרגיה. כלורופיל הוא פיגמנט ירוק."
POLISH = (
    "Fotosynteza to proces, w którym rośliny zamieniają światło w energię. Chlorofil to barwnik."
)
CHINESE = "光合作用是植物将光能转化为化学能的过程。叶绿素是一种绿色色素。"
JAPANESE = "光合成とは、植物が光エネルギーを化学エネルギーに変換する過程である。"
KOREAN = "광합성은 식물이 빛 에너지를 화학 에너지로 바꾸는 과정이다. 엽록소는 녹색 색소이다."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (GREEK, "cp1253"),
        (HEBREW, "cp1255"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859_2"),
        (CHINESE, "gb18030"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (KOREAN, "cp949"),
    ],
)
def test_a_text_is_read_in_the_alphabet_of_its_language(text: str, encoding: str) -> None:
    data = f"The first line is English.\n{text}\n".encode(encoding)
    assert text in data.decode(likely_encoding(data))


@pytest.mark.parametrize(
    "text",
    [
        "Question;Answer\nl'été, enfin;summer\n",
        "Tee: süß, 10 €",
        "mañana",
        "Smørrebrød på dansk, æbler og øl",
        "São Paulo é uma cidade. Não há dúvida: coração.",
        "“Quotes” – and a dash’s end",
        "Þetta er íslenska, það er gaman að læra",
        "Hé! Ça va? Où êtes-vous? Voilà une œuvre d’été.",
        "Die Größe hängt von der Länge ab; häufig wird sie für Prüfungen genutzt.",
        "plain",
        "",
    ],
)
def test_western_texts_stay_western_however_short(text: str) -> None:
    data = text.encode("cp1252")
    assert data.decode(likely_encoding(data)) == text


def test_a_few_foreign_lines_tell_among_many_that_are_english() -> None:
    data = ("An English line of no use at all.\n" * 5_000 + f"{RUSSIAN}\n").encode("cp1251")
    assert likely_encoding(data) == "cp1251"


@given(st.binary(max_size=300))
def test_any_bytes_give_an_encoding_that_has_a_name(data: bytes) -> None:
    assert encoding_name(likely_encoding(data))


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        ("Wave: a disturbance.", "utf-16-le", "utf-16-le"),
        ("Wave: a disturbance.", "utf-16-be", "utf-16-be"),
        ("ab", "utf-16-be", "utf-16-be"),
        ("a", "utf-16-be", None),
        ("Wave: a disturbance.", "utf-8", None),
        ("Волна: возмущение.", "utf-16-le", None),
    ],
)
def test_latin_text_in_two_bytes_a_letter_is_known_without_a_mark(
    text: str, encoding: str, found: str | None
) -> None:
    assert unmarked_utf16(text.encode(encoding)) == found
