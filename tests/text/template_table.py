"""What templates say, as Anki 26.9 draws them: the words of both sides of a card.

``[[type:Field]]`` counts as an empty box before the answer and as the right answer behind it, a
hint as its label before and as its content behind; recordings and speech say no words. A formula
in ``\\[ \\]`` has a line of its own, as MathJax shows it.
"""

from dataclasses import dataclass

from flashcards.model.enums import NoteKind
from flashcards.model.ids import NoteTypeId
from flashcards.model.notes import NoteType, Template

SPECIAL = {"Tags": "t1 t2", "Deck": "(Deck)", "CardFlag": "flag0", "CardID": "0"}
FIELDS = {NoteKind.NORMAL: ("Front", "Back", "Extra"), NoteKind.CLOZE: ("Text", "More", "Extra")}
"""The fields of both note types; all but the first hold what ``Row.fields`` says."""


@dataclass(frozen=True, slots=True)
class Row:
    """One template, what the first field holds, and the words of question and answer."""

    question: str
    first: str
    asked: str
    answered: str
    answer: str | None = None
    """The template of the answer where it is another one."""
    cloze: int = 0
    """The number of the cloze asked; 0 on a normal card."""

    @property
    def kind(self) -> NoteKind:
        """The kind of note type."""
        return NoteKind.CLOZE if self.cloze else NoteKind.NORMAL

    @property
    def answer_template(self) -> str:
        """The template of the answer."""
        return self.question if self.answer is None else self.answer

    @property
    def fields(self) -> tuple[str, ...]:
        """What the fields hold."""
        return (self.first, "{{c2::more}}", "extra") if self.cloze else (self.first, "back", "")

    @property
    def note_type(self) -> NoteType:
        """A note type with this template."""
        template = Template("t", "Card X", self.question, self.answer_template)
        name = "ClozeN" if self.cloze else "Normal"
        return NoteType(
            NoteTypeId(9), "own", name, self.kind, FIELDS[self.kind], (template,), "", "html"
        )


ROWS = (
    Row("{{Front}}", "a <b>f</b>", "a f", "a f"),
    Row("{{ Front }}", "a", "a", "a"),
    Row("{{{Front}}}", "a", "a}", "a}"),
    Row("{{:Front}}", "a", "a", "a"),
    Row("{{Front}}", r"a\(b\)c", r"a\(b\)c", r"a\(b\)c"),
    Row("{{Front}}", r"a\[b\]c", r"a \[b\] c", r"a \[b\] c"),
    Row(
        "{{Front}}",
        r"a\[b \\[2pt] c\]\[d\]",
        r"a \[b \\[2pt] c\] \[d\]",
        r"a \[b \\[2pt] c\] \[d\]",
    ),
    Row("{{Front}}{{Back}}", "a", "aback", "aback"),
    Row("{{#Front}}yes {{/Front}}{{Back}}", "a", "yes back", "yes back"),
    Row("{{#Front}}yes {{/Front}}{{Back}}", "", "back", "back"),
    Row("{{^Front}}no {{/Front}}{{Back}}", "a", "back", "back"),
    Row("{{^Front}}no {{/Front}}{{Back}}", "<div><br></div>", "no back", "no back"),
    Row("{{^Front}}no {{/Front}}{{Back}}", "&nbsp;", "back", "back"),
    Row("{{ # Front }}yes {{ / Front }}{{Back}}", "a", "yes back", "yes back"),
    Row(
        "{{#Front}}{{#Extra}}x{{/Extra}}{{^Extra}}y{{/Extra}}{{/Front}}{{Back}}",
        "a",
        "yback",
        "yback",
    ),
    Row("{{#Front}}{{#Front}}x{{/Front}}{{/Front}}{{Back}}", "a", "xback", "xback"),
    Row("{{#Front}}{{^Front}}x{{/Front}}{{/Front}}{{Back}}", "a", "back", "back"),
    Row("{{#Tags}}({{Tags}}) {{/Tags}}{{Front}}", "a", "(t1 t2) a", "(t1 t2) a"),
    Row("{{^Tags}}none {{/Tags}}{{Front}}", "a", "a", "a"),
    Row(
        "{{Deck}} / {{Subdeck}} / {{Type}} / {{Card}} / {{CardFlag}}",
        "a",
        "(Deck) / (Deck) / Normal / Card X / flag0",
        "(Deck) / (Deck) / Normal / Card X / flag0",
    ),
    Row("{{text:Tags}} {{hint:Extra}}", "a", "t1 t2", "t1 t2"),
    Row(
        "{{#c1}}one {{/c1}}{{#c2}}two {{/c2}}{{^c2}}not two {{/c2}}{{c1}} {{Front}}",
        "a",
        "one not two 1 a",
        "one not two 1 a",
    ),
    Row("{{text:Front}}", "<style>a{}</style>x<!-- y --> z", "x z", "x z"),
    Row("{{hint:Front}} {{Back}}", "a", "[Front] back", "a back"),
    Row("{{hint:text:Front}} {{Back}}", "<i>a</i> b", "[Front] back", "a b back"),
    Row("{{type:Front}} {{Back}}", "a <b>b</b>", "back", "a b back"),
    Row("{{type:nc:Front}} {{Back}}", "a", "back", "a back"),
    Row("{{nc:Front}}", "a", "a", "a"),
    Row("{{cloze:Front}}{{Back}}", "a", "back", "back"),
    Row("{{unknown:Front}}", "a", "a", "a"),
    Row("{{unknown:text:Front}}", "<b>a</b>", "a", "a"),
    Row("{{text:unknown:Front}}", "<b>a</b>", "a", "a"),
    Row("{{tts en_US:Front}}{{Back}}", "a", "back", "back"),
    Row("{{tts fr_FR voices=Apple_Thomas speed=1.2:Front}}{{Back}}", "a", "back", "back"),
    Row("{{tts-voices:}}{{Back}}", "a", "back", "back"),
    Row("{{furigana:Front}}", "漢字[かんじ]です", "漢字かんじです", "漢字かんじです"),
    Row("{{kana:Front}}", "漢字[かんじ]です", "かんじです", "かんじです"),
    Row("{{kanji:Front}}", "漢字[かんじ]です", "漢字です", "漢字です"),
    Row(
        "{{furigana:Front}}",
        "この 日本[にほん] 語[ご]は",
        "この日本にほん語ごは",
        "この日本にほん語ごは",
    ),
    Row("{{kana:Front}}", "この 日本[にほん] 語[ご]は", "このにほんごは", "このにほんごは"),
    Row("{{kanji:Front}}", "この 日本[にほん] 語[ご]は", "この日本語は", "この日本語は"),
    Row("{{kana:Front}}", "<b>字[じ]</b>&nbsp;x[y]", "じy", "じy"),
    Row("{{kanji:Front}}", "字[sound:a.mp3] x[]", "字 x[]", "字 x[]"),
    Row("{{kana:Front}}", "a[b[c]d] [e]f[g]", "b[cd]g", "b[cd]g"),
    Row("{{kana:text:Front}}", "<b>字[じ]</b>", "じ", "じ"),
    Row("{{furigana:hint:Front}}{{Back}}", "字[じ]", "[Front] back", "字じ back"),
    Row("<!-- {{Front}} {{#Front}} -->{{Back}}", "a", "back", "back"),
    Row("<!-- never closed {{Front}}", "a", "<!-- never closed a", "<!-- never closed a"),
    Row("{{Front}} {{ never closed", "a", "a {{ never closed", "a {{ never closed"),
    Row("never opened }} {{Front}}", "a", "never opened }} a", "never opened }} a"),
    Row(
        "{{=<% %>=}}<%#Front%>yes <%/Front%><%text:Front%> {{Back}}",
        "<b>a</b>",
        "yes a {{Back}}",
        "yes a {{Back}}",
    ),
    Row(" {{=<% %>=}} <%Front%>", "a", "a", "a"),
    Row("<%Front%>{{Back}}", "a", "<%Front%>back", "<%Front%>back"),
    Row("{{Front}}", "{{Back}}", "{{Back}}", "{{Back}}"),
    Row("{{Front}}", "a &#x301 &nbsp b &copy 2", "a ́ b © 2", "a ́ b © 2"),
    Row(
        "{{Front}}",
        'a <thing>b</thing> <span style="color: red; display: none">c</span> d',
        "a b d",
        "a b d",
    ),
    Row("{{Front}}", "a <p hidden>b</p> c", "a c", "a c"),
    Row('<div style="display:none">{{Front}}</div>{{Back}}', "a", "back", "back"),
    Row("<script>{{Front}}</script>{{Back}}", "a", "back", "back"),
    Row('<img alt="{{text:Front}}" src="x.png"> {{Back}}', "a", "back", "back"),
    Row("{{Front}}", "<ruby>字<rp>(</rp><rt>じ</rt><rp>)</rp></ruby>", "字じ", "字じ"),
    Row("{{Front}}", "[sound:a.mp3] a", "a", "a"),
    Row("{{FrontSide}}{{Front}}", "a", "a", "aa"),
    Row("{{Front}}!", "a", "a!", "a! back", answer="{{FrontSide}} {{Back}}"),
    Row("{{Front}}!", "<b>a</b>", "a!", "a! back", answer="{{text:FrontSide}} {{Back}}"),
    Row("{{Front}} {{type:Back}}", "a", "a", "a back", answer="{{FrontSide}}"),
    Row("{{Front}} {{hint:Back}}", "a", "a [Back]", "a [Back]", answer="{{FrontSide}}"),
    Row("{{Front}}", "a", "a", "a", answer="{{#Front}}{{FrontSide}}{{/Front}}"),
    Row("{{Front}}", "a", "a", "back", answer="{{type:Back}}"),
    Row("{{Front}}", "a", "a", "", answer="{{type:Extra}}"),
    Row("{{Front}}", "a", "a", "", answer=""),
    Row("{{cloze:Text}}", "a {{c1::b}} {{c2::c}}", "a [...] c", "a b c", cloze=1),
    Row("{{cloze:Text}}", "a {{c1::b}} {{c2::c::hint}}", "a b [hint]", "a b c", cloze=2),
    Row("{{cloze:Text}}", "{{c1::a::h::i}}", "[h::i]", "a", cloze=1),
    Row("{{cloze:Text}}", "{{c1::a::<b>bold</b>}}", "[bold]", "a", cloze=1),
    Row("{{cloze:Text}}", "{{c1::a {{c2::b}} c}} d", "[...] d", "a b c d", cloze=1),
    Row("{{cloze:Text}}", "{{c1::a {{c2::b}} c}} d", "a [...] c d", "a b c d", cloze=2),
    Row("{{cloze:Text}}", "{{c1::a {{c1::b}} c}} d", "[...] d", "a b c d", cloze=1),
    Row("{{cloze:Text}}", "{{c1::{{c2::x}}::h}}", "[h]", "x", cloze=1),
    Row("{{cloze:Text}}", "{{c1,2::x}} y", "[...] y", "x y", cloze=2),
    Row("{{cloze:Text}}", "{{c0::x}} {{c1::y}}", "x [...]", "x y", cloze=1),
    Row("{{cloze:Text}}", "{{c1::}} y", "[...] y", "y", cloze=1),
    Row("{{cloze:Text}}", "{{{c1::x}}}", "{[...]}", "{x}", cloze=1),
    Row(
        "{{cloze:Text}}",
        "\\( {{c1::x}} \\) {{c1::y}}",
        "\\( [...] \\) [...]",
        "\\( x \\) y",
        cloze=1,
    ),
    Row("{{cloze:Text}} {{cloze:More}}", "{{c1::a}}", "[...]", "a", cloze=1),
    Row("{{cloze:Text}} {{cloze:More}}", "{{c1::a}}", "[...]", "more", cloze=2),
    Row("{{cloze-only:Text}}", "a {{c1::b}} {{c1::c}} {{c2::d}}", "..., ...", "b, c", cloze=1),
    Row("{{cloze-only:Text}}", "a {{c1::b::h}} {{c1::c}} d", "h, ...", "b, c", cloze=1),
    Row("{{text:cloze:Text}}", "a <i>{{c1::b}}</i> c", "a [...] c", "a b c", cloze=1),
    Row("{{type:cloze:Text}} {{Extra}}", "a {{c1::b}} {{c1::c}}", "extra", "b, c extra", cloze=1),
    Row("{{type:cloze:Text}} {{Extra}}", "a {{c1::b}} {{c1::b}}", "extra", "b extra", cloze=1),
    Row("{{hint:cloze:Text}} {{Extra}}", "a {{c1::b}}", "[Text] extra", "a b extra", cloze=1),
    Row(
        "{{#c1}}one {{/c1}}{{^c1}}other {{/c1}}{{cloze:Text}}",
        "{{c1::a}}",
        "one [...]",
        "one a",
        cloze=1,
    ),
    Row(
        "{{#c1}}one {{/c1}}{{^c1}}other {{/c1}}{{cloze:Text}}",
        "{{c1::a}} {{c2::b}}",
        "other a [...]",
        "other a b",
        cloze=2,
    ),
    Row("{{tts en_US:cloze-only:Text}}{{Extra}}", "{{c1::a}}", "extra", "extra", cloze=1),
    Row("{{Text}}", "{{c1::a}}", "{{c1::a}}", "{{c1::a}}", cloze=1),
    Row(
        "{{furigana:cloze:Text}}",
        "{{c1::x}} 漢字[かんじ]",
        "[...]漢字かんじ",
        "x漢字かんじ",
        cloze=1,
    ),
)

PROBLEMS = {
    "{{Nothing}} {{Front}}": "No field is called “Nothing” a",
    "{{front}} {{Front}}": "No field is called “front” a",
    "{{text:Nothing}} {{Front}}": "No field is called “Nothing” a",
    "{{}} {{Front}}": "No field is called “” a",
    "{{!note}} {{Front}}": "No field is called “!note” a",
    "{{#Nothing}}x{{/Nothing}} {{Front}}": "No field is called “Nothing” a",
    "{{#Front}}x {{Front}}": "x a The section “Front” has no end",
    "{{Front}} {{/Front}}": "a The section “Front” ends without a beginning",
    "{{#Front}}{{#Back}}x{{/Front}} {{Front}}": "x The section “Back” has no end a",
    "{{c2}} {{Front}}": "No field is called “c2” a",
    "{{Front}} {{=<% %>=}}": "a No field is called “=<% %>=”",
    "{{#FrontSide}}x{{/FrontSide}} {{Front}}": "No field is called “FrontSide” a",
}
"""Templates that Anki refuses to draw, and what we say beside the rest; the first field says a."""

DIFFERENT = (
    (
        Row("{{cloze:Text}}", "{{c1::x}} {{c2::y", "[...]", "x", cloze=1),
        "[...] {{c2::y",
        "x {{c2::y",
    ),
    (Row("{{cloze:Text}}", "{{c1::x::}}", "[]", "x", cloze=1), "[...]", "x"),
    (
        Row("{{cloze:Text}}", "{{c1::a::b {{c2::c}} d}}", "[b ]", "ac d", cloze=1),
        "[b {{c2::c] d}}",
        "a d}}",
    ),
    (
        Row("{{cloze-only:Text}}", "{{c1::a {{c1::b}}}}", "..., ...", "a b, b", cloze=1),
        "...",
        "a b",
    ),
    (Row("{{text: Front}}", "<i>a</i>", "", ""), "a", "a"),
    (Row("{{text:Front}}", "a<br>b &lt;c&gt;", "ab", "ab"), "ab <c>", "ab <c>"),
    (Row("{{text:Front}}", "a < b > c", "a c", "a c"), "a < b > c", "a < b > c"),
)
"""Where we say other words on purpose: Anki's, then ours."""

YIELDS = (
    ("{{^B}}{{A}}{{/B}}", ("a", "", ""), True),
    ("{{^B}}{{A}}{{/B}}", ("a", "b", ""), False),
    ("{{#A}}{{^B}}{{C}}{{/B}}{{/A}}", ("a", "", "c"), True),
    ("{{#B}}x{{/B}}", ("a", "b", "c"), False),
    ("<!-- {{A}} -->{{B}}", ("a", "", ""), False),
    ("{{type:A}}", ("a", "", ""), True),
    ("{{tts en_US:A}}", ("a", "", ""), True),
    ("{{hint:A}}", ("", "b", ""), False),
    ("{{FrontSide}}{{A}}", ("", "b", ""), False),
    ("{{#c1}}{{A}}{{/c1}}", ("a", "", ""), False),
    ("{{=<% %>=}}<%A%>{{B}}", ("", "b", ""), False),
    ("{{A}}", ("&nbsp;", "", ""), True),
    ("{{A}}", ("<div><br /></div> ", "", ""), False),
)
"""The front of a card, what the fields A, B and C hold, and whether Anki makes the card."""

NEEDED = (
    ("{{A}}{{B}}", ("A",)),
    ("{{#B}}{{C}}{{/B}}", ("B", "C")),
    ("{{#A}}{{^B}}{{C}}{{/B}}{{/A}}", ("A", "C")),
    ("{{Deck}}", ()),
)
"""The front of a card, and which of the fields A, B and C it needs: the first that is enough."""
