"""Colour code on cards by a small fixed set of classes that the theme gives colours to."""

import re
from collections.abc import Iterable
from typing import Any

from flashcards.text.clean import escape

TOKEN_CLASSES = ("tok-k", "tok-s", "tok-c", "tok-m", "tok-n", "tok-o")
"""Classes of keywords, strings, comments, numbers, names worth seeing, and operators."""

_MAX_CHARACTERS = 10_000
"""Longer code stays plain: some lexers take more than linear time."""

_LANGUAGES = (
    " asm awk bash c c# c++ clojure clj cmake cpp csharp cs css dart diff docker dockerfile elixir "
    "erlang fortran fsharp go golang graphql groovy haskell hs html ini java javascript js json "
    "jsx julia kotlin kt latex lisp lua make makefile matlab nasm nginx objc ocaml octave pascal "
    "perl php powershell prolog protobuf py python python3 r racket rb regex rs ruby rust sass "
    "scala scheme scss sh shell sql swift tcl terraform tex toml ts tsx typescript verilog vhdl "
    "vim xml yaml yml zig zsh "
)
_PYGMENTS_NAMES = {"shell": "bash", "zsh": "bash", "golang": "go", "jsx": "js", "tsx": "ts"}
_PRIVATE = re.compile("[\U00100000-\U0010ffff]")


def highlight(code: str, language: str) -> str:
    """Return ``code`` as HTML with a span around each token that has a class.

    Code in an unknown language, very long code and code with hidden clozes is only escaped.
    """
    name = language.strip().lower()
    if f" {name} " not in _LANGUAGES or len(code) > _MAX_CHARACTERS or _PRIVATE.search(code):
        return escape(code)
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(_PYGMENTS_NAMES.get(name, name), stripnl=False, ensurenl=False)
    except ClassNotFound:
        return escape(code)
    return "".join(_spans(lexer.get_tokens(code)))


def _spans(tokens: Iterable[tuple[Any, str]]) -> Iterable[str]:
    current, run = "", ""
    for kind, value in tokens:
        token_class = _class_of(kind)
        if token_class != current:
            yield _span(current, run)
            current, run = token_class, value
        else:
            run += value
    yield _span(current, run)


def _span(token_class: str, value: str) -> str:
    text = escape(value)
    return f'<span class="{token_class}">{text}</span>' if token_class and value else text


def _class_of(kind: Any) -> str:
    from pygments.token import Comment, Keyword, Name, Number, Operator, String

    if kind in Keyword or kind is Operator.Word:
        return "tok-k"
    if kind in String:
        return "tok-s"
    if kind in Comment:
        return "tok-c"
    if kind in Number:
        return "tok-m"
    if kind in Operator:
        return "tok-o"
    named = (Name.Function, Name.Class, Name.Builtin, Name.Tag, Name.Attribute, Name.Decorator)
    return "tok-n" if any(kind in name for name in named) else ""
