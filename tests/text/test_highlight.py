"""Code on cards."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from flashcards.text.highlight import TOKEN_CLASSES, highlight


def test_every_class_occurs_in_ordinary_code() -> None:
    html = highlight("def f(x):\n    return 'a' + 1  # why", "python")
    assert {f"tok-{one}" for one in "kscmno"} == set(TOKEN_CLASSES)
    assert set(re.findall('class="([^"]*)"', html)) == set(TOKEN_CLASSES)


def test_long_code_stays_plain() -> None:
    assert "<span" not in highlight("x = 1\n" * 3_000, "python")


@given(st.text(max_size=60), st.sampled_from(["python", "c", "js", "html", "bash", "no such"]))
def test_highlighting_never_changes_the_code(code: str, language: str) -> None:
    shown = unescape(re.sub("</?span[^>]*>", "", highlight(code, language)))
    assert shown.replace("\r", "\n").split() == code.replace("\r", "\n").split()
