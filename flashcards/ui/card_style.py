"""The style sheet of card text, for QTextDocument, from the tokens."""

from functools import cache

from flashcards.ui.theme import code_families
from flashcards.ui.tokens import Tokens


def _marks(tokens: Tokens) -> str:
    """Return how what the program itself marks on cards looks."""
    t = tokens
    return f"""
span.muted, span.hint {{ color: {t.muted}; }}
span.sound {{ background-color: {t.code}; color: {t.muted}; }}
.play {{ color: {t.accent}; text-decoration: none; }}
.missing {{ color: {t.warning}; }}
span.box {{ background-color: {t.code}; color: {t.muted}; }}
table.options, td.option {{ border-style: none; border-width: 0px; }}
td.option {{ padding: 5px 8px; }}
span.chosen {{ color: {t.accent}; }}
span.told, p.told {{ color: {t.muted}; }}
.typed-right {{ color: {t.good}; }}
.typed-wrong {{ color: {t.again}; }}
.typed-missing {{ color: {t.again}; font-weight: 600; }}
.tok-k {{ color: {t.accent}; }}
.tok-s {{ color: {t.good}; }}
.tok-c {{ color: {t.muted}; font-style: italic; }}
.tok-m {{ color: {t.hard}; }}
.tok-n {{ color: {t.easy}; }}
.tok-o {{ color: {t.muted}; }}
"""


@cache
def card_sheet(tokens: Tokens, em: int) -> str:
    """Return what every card is dressed in, before the note type's own rules.

    ``em`` is the text's size in pixels: QTextDocument knows no sizes in percent.
    """
    mono = ", ".join(f"'{family}'" for family in code_families())
    t = tokens
    return f"""
body, p, li, td, th, div {{ color: {t.text}; }}
p {{ margin-top: 0; margin-bottom: 12px; }}
h1 {{ font-size: {em * 140 // 100}px; font-weight: 600; margin-top: 8px; margin-bottom: 12px; }}
h2 {{ font-size: {em * 125 // 100}px; font-weight: 600; margin-top: 8px; margin-bottom: 10px; }}
h3, h4, h5, h6 {{ font-size: {em * 110 // 100}px; font-weight: 600;
    margin-top: 8px; margin-bottom: 8px; }}
ul, ol {{ margin-top: 4px; margin-bottom: 12px; }}
li {{ margin-bottom: 4px; }}
blockquote {{ color: {t.muted}; margin-left: 24px; margin-right: 24px; }}
hr {{ background-color: {t.border}; }}
a[href] {{ color: {t.accent}; text-decoration: underline; }}
code, pre, kbd {{ font-family: {mono}; font-size: {em * 88 // 100}px; background-color: {t.code}; }}
pre {{ margin-top: 8px; margin-bottom: 12px; }}
table {{ border-collapse: collapse; border-width: 1px; border-style: solid;
    border-color: {t.border}; margin-top: 8px; margin-bottom: 12px; }}
th {{ font-weight: 600; background-color: {t.code}; }}
td, th {{ padding: 6px 10px; border-width: 1px; border-style: solid; border-color: {t.border}; }}
.cloze {{ color: {t.accent}; font-weight: 600; }}
mark {{ background-color: {t.selection}; color: {t.text}; }}
{_marks(t)}"""


@cache
def program_sheet(tokens: Tokens) -> str:
    """Return how the program's own marks look on a card that has a sheet of its own.

    The author's sheet may say otherwise, by day and night.
    """
    t = tokens
    return f"""
body {{ color: {t.text if t.dark else "#000000"}; background-color: {t.surface} }}
body.nightMode {{ background-color: {t.surface}; color: {t.text}; }}
:where(.nightMode) :is(hr, table, td, th) {{ border-color: {t.muted}; }}
.notice {{ color: {t.muted}; }}
{_marks(t)}"""
