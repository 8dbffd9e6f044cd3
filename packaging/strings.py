"""Collects every text the program shows into ``resources/translations/flashcards.ts``.

``python packaging/strings.py`` writes the file, from which Qt Linguist makes a translation, and
brings the translations there up to date; ``--check`` says whether they are. ``--merge de FILE``
takes in translations from a JSON file. A text is whatever is written where ``Translatable`` is
asked for: an argument of ``tr``, ``plural``, ``message`` or any other function that asks for one, a
field of a row, a value of a table. ``one`` and ``many`` given together are a plural.
"""

import argparse
import ast
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:  # for the program's own languages
    sys.path.insert(0, str(ROOT))

import translations  # noqa: E402  (only now it can be found)

PROGRAM = ROOT / "flashcards"
CATALOGUE = ROOT / "resources" / "translations" / "flashcards.ts"
MARK = "Translatable"
TELLERS = frozenset({"message", "plural_message", "tr", "plural"})
"""What a text is given to. A text put together of pieces cannot be found there, nor translated."""
ERRORS = frozenset(
    {"UserError", "CollectionInUseError", "DamagedError", "NotRecognisedError", "OutdatedError"}
)


@dataclass(frozen=True, slots=True)
class Takes:
    """Which arguments of a function, or fields of a class, are texts."""

    order: tuple[str, ...]
    """The names of what can be given by place."""
    marked: dict[str, ast.expr]
    """Name -> annotation."""


@dataclass(slots=True)
class Found:
    """What the program says."""

    texts: dict[str, str] = field(default_factory=dict)
    """Text -> its form for one; "" where nothing is counted."""
    faults: list[str] = field(default_factory=list)
    """Texts that are put together of pieces, by file and line."""


def collect(folder: Path = PROGRAM) -> Found:
    """Return every text of the modules in ``folder``."""
    trees = {path: ast.parse(path.read_text("utf-8")) for path in sorted(folder.rglob("*.py"))}
    takers: dict[str, list[Takes]] = {}
    attributes: dict[str, dict[str, ast.expr]] = {}
    for tree in trees.values():
        for name, takes in _takers(tree):
            takers.setdefault(name, []).append(takes)
        attributes |= _attributes(tree)
    attributes = _with_inherited(attributes, trees.values())
    found = Found()
    for path, tree in trees.items():
        own: dict[str, list[Takes]] = {}
        for name, takes in _takers(tree):
            own.setdefault(name, []).append(takes)
        _Collector(path.relative_to(folder.parent), own, takers, attributes, found).visit(tree)
    return found


def _takers(tree: ast.Module) -> Iterator[tuple[str, Takes]]:
    """Yield the functions and classes of a module that ask for texts."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            arguments = [*node.args.posonlyargs, *node.args.args]
            order = tuple(each.arg for each in arguments if each.arg not in ("self", "cls"))
            every = [*arguments, *node.args.kwonlyargs]
            marked = {
                each.arg: each.annotation
                for each in every
                if each.annotation is not None and _is_marked(each.annotation)
            }
            if marked and node.name != "__init__":
                yield node.name, Takes(order, marked)
        elif isinstance(node, ast.ClassDef):
            yield from _class(node)


def _class(node: ast.ClassDef) -> Iterator[tuple[str, Takes]]:
    fields = {
        each.target.id: each.annotation
        for each in node.body
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
    }
    for each in node.body:
        if isinstance(each, ast.FunctionDef) and each.name == "__init__":
            fields = {
                argument.arg: argument.annotation or ast.Constant(None)
                for argument in [*each.args.args[1:], *each.args.kwonlyargs]
            }
    marked = {name: annotation for name, annotation in fields.items() if _is_marked(annotation)}
    if marked:
        yield node.name, Takes(tuple(fields), marked)


def _attributes(tree: ast.Module) -> dict[str, dict[str, ast.expr]]:
    """Return the texts that each class holds and those below it may replace, by name."""
    return {
        node.name: {
            each.target.id: each.annotation
            for each in node.body
            if isinstance(each, ast.AnnAssign)
            and isinstance(each.target, ast.Name)
            and _is_marked(each.annotation)
        }
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }


def _with_inherited(
    attributes: Mapping[str, dict[str, ast.expr]], trees: Iterable[ast.Module]
) -> dict[str, dict[str, ast.expr]]:
    """Return the texts of each class with those of the classes above it."""
    above = {
        node.name: [
            _name(base.value if isinstance(base, ast.Subscript) else base) for base in node.bases
        ]
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }

    def known(name: str, below: frozenset[str]) -> dict[str, ast.expr]:
        if name in below:
            return {}
        found: dict[str, ast.expr] = {}
        for base in above.get(name, ()):
            found |= known(base, below | {name})
        return found | attributes.get(name, {})

    return {name: known(name, frozenset()) for name in attributes}


def _is_marked(annotation: ast.expr) -> bool:
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        return MARK in annotation.value
    return any(isinstance(node, ast.Name) and node.id == MARK for node in ast.walk(annotation))


class _Collector(ast.NodeVisitor):
    def __init__(
        self,
        path: Path,
        own: dict[str, list[Takes]],
        takers: dict[str, list[Takes]],
        attributes: dict[str, dict[str, ast.expr]],
        found: Found,
    ) -> None:
        self._path, self._own, self._takers = path, own, takers
        self._attributes, self._found = attributes, found

    def visit_Call(self, node: ast.Call) -> None:
        name, given, keywords = _called(node)
        elsewhere = () if name.startswith("_") else self._takers.get(name, ())
        for takes in self._own.get(name) or elsewhere:
            values = dict(zip(takes.order, given, strict=False)) | keywords
            texts = {place: values[place] for place in takes.marked if place in values}
            if {"one", "many"} <= set(texts):
                self._plural(texts.pop("one"), texts.pop("many"))
            for place, value in texts.items():
                self._take(value, takes.marked[place])
        if name in TELLERS:
            first = 0 if name in ("tr", "message") else 1
            for value in given[first : 1 if first == 0 else 3]:
                self._refuse_pieces(value, strict=name in ("message", "plural_message"))
        if name in ERRORS:
            for value in given:
                self._refuse_text(value)
        self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None and _is_marked(node.annotation):
            self._take(node.value, node.annotation)
        self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        texts = self._attributes.get(node.name, {})
        for each in node.body:
            if isinstance(each, ast.Assign):
                for target in each.targets:
                    if isinstance(target, ast.Name) and target.id in texts:
                        self._take(each.value, texts[target.id])
        self.generic_visit(node)

    def _plural(self, one: ast.expr, many: ast.expr) -> None:
        if isinstance(one, ast.Constant) and isinstance(many, ast.Constant) and many.value:
            self._found.texts[str(many.value)] = str(one.value)

    def _take(self, value: ast.expr, annotation: ast.expr) -> None:
        """Take the texts of a value that has them where its annotation says ``Translatable``."""
        for text in _texts(value, annotation):
            if any(sign.isalpha() for sign in text):
                self._found.texts.setdefault(text, "")

    def _refuse_pieces(self, value: ast.expr, *, strict: bool) -> None:
        for each in _branches(value):
            literal = isinstance(each, ast.Constant) and isinstance(each.value, str)
            known = isinstance(each, (ast.Name, ast.Attribute, ast.Subscript, ast.Starred))
            if not literal and (strict or not known):
                self._fault(each, "is no text as such")

    def _refuse_text(self, value: ast.expr) -> None:
        for each in _branches(value):
            if isinstance(each, (ast.JoinedStr, ast.BinOp)) or (
                isinstance(each, ast.Constant) and isinstance(each.value, str)
            ):
                self._fault(each, "is no message")

    def _fault(self, node: ast.expr, what: str) -> None:
        words = ast.unparse(node)
        self._found.faults.append(f"{self._path.as_posix()}:{node.lineno}: {words} {what}")


def _called(node: ast.Call) -> tuple[str, Sequence[ast.expr], dict[str, ast.expr]]:
    """Return the name of what is called, and what is given by place and by name."""
    keywords = {each.arg: each.value for each in node.keywords if each.arg is not None}
    name = _name(node.func)
    if name == "partial" and node.args:
        return _name(node.args[0]), node.args[1:], keywords
    return name, node.args, keywords


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def _branches(value: ast.expr) -> Iterator[ast.expr]:
    if isinstance(value, ast.IfExp):
        yield from _branches(value.body)
        yield from _branches(value.orelse)
    else:
        yield value


def _texts(value: ast.expr, annotation: ast.expr) -> Iterator[str]:
    """Yield the texts in ``value`` at the places that its annotation marks."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        annotation = ast.parse(annotation.value, mode="eval").body
    if not _is_marked(annotation):
        return
    if isinstance(annotation, ast.BinOp):  # Translatable | None
        yield from _texts(value, annotation.left)
        yield from _texts(value, annotation.right)
    elif isinstance(annotation, ast.Subscript):
        inner = annotation.slice
        kinds = list(inner.elts) if isinstance(inner, ast.Tuple) else [inner]
        yield from _texts_inside(value, _name(annotation.value), kinds)
    else:
        for each in _branches(value):
            if isinstance(each, ast.Constant) and isinstance(each.value, str):
                yield each.value


def _texts_inside(value: ast.expr, of: str, kinds: Sequence[ast.expr]) -> Iterator[str]:
    if of in ("Final", "ClassVar"):
        yield from _texts(value, kinds[0])
    elif isinstance(value, ast.IfExp):
        for each in _branches(value):
            yield from _texts_inside(each, of, kinds)
    elif isinstance(value, ast.Dict):
        for key, each in zip(value.keys, value.values, strict=True):
            if key is not None:
                yield from _texts(key, kinds[0])
            yield from _texts(each, kinds[-1])
    elif isinstance(value, (ast.Tuple, ast.List, ast.Set)):
        endless = len(kinds) == 1 or isinstance(kinds[-1], ast.Constant)
        for place, each in enumerate(value.elts):
            if isinstance(each, ast.Starred):
                yield from _texts_inside(each.value, of, kinds)
                continue
            yield from _texts(each, kinds[0] if endless else kinds[min(place, len(kinds) - 1)])


def written(texts: Mapping[str, str]) -> str:
    """Return the catalogue that translations begin from."""
    return translations.written(texts)


def main(arguments: Sequence[str]) -> int:
    """Bring all catalogues up to date, or with ``--check`` say what is wrong with them."""
    asked = _parser().parse_args(arguments)
    found = collect()
    for fault in found.faults:
        sys.stdout.write(fault + "\n")
    wrong = bool(found.faults)
    if asked.merge:
        path = CATALOGUE.with_name(f"flashcards_{asked.merge[0]}.ts")
        for given in asked.merge[1:]:
            text, faults = translations.merged(
                path, found.texts, Path(given), reviewed=not asked.unreviewed
            )
            sys.stdout.writelines(f"{fault}\n" for fault in faults)
            path.write_text(text, "utf-8")
            wrong = wrong or bool(faults)
    for path, text in _catalogues(found.texts):
        if path.exists() and path.read_text("utf-8") == text:
            continue
        if asked.check:
            sys.stdout.write(f"{path.relative_to(ROOT).as_posix()} is out of date: make strings\n")
            wrong = True
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    if not asked.check:
        sys.stdout.write(f"{len(found.texts):,} texts\n")
    return 1 if wrong else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Bring the catalogues of texts up to date.")
    parser.add_argument("--check", action="store_true", help="only say what is out of date")
    parser.add_argument(
        "--merge",
        nargs="+",
        metavar=("LANGUAGE", "FILE"),
        help="take in translations: JSON files of {text: translation}, or a list of plural forms",
    )
    parser.add_argument(
        "--unreviewed", action="store_true", help="nobody has looked at what is taken in"
    )
    return parser


def _catalogues(texts: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    """Yield each catalogue and what it has to hold."""
    yield CATALOGUE, written(texts)
    for path in sorted(CATALOGUE.parent.glob("flashcards_*.ts")):
        yield path, translations.updated(path, texts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
