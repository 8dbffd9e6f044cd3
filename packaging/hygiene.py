"""The repository's own rules that no linter knows: sizes, addresses, calls the program refuses,
exceptions without a reason.

``python packaging/hygiene.py`` prints one line for each breach; exit 1 if there is any.
"""

import ast
import io
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TypeGuard

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 500
"""Lines a Python file may have."""

# Put together here, since this file is searched too.
_REGISTRIES = ("pypi", "pythonhosted", "npmjs", "crates", "rubygems", "conda.anaconda")
_ADDRESS = re.compile(
    r"(" + "|".join(re.escape(name) for name in _REGISTRIES) + r")\.(org|com|io)\b"
    r"|\b(extra-)?index[-_]url\b|https?://[^\s\"')]*/simple\b",
    re.IGNORECASE,
)
_MACHINE = re.compile(r"(?<![\w.~$}/-])/(?:work|root|opt/wheels)/[\w.-]")
"""Folders of build machines; a made-up home folder in an example is nobody's."""

_MODULES = frozenset(
    {
        "pickle",
        "marshal",
        "shelve",
        "dill",
        "http.client",
        "http.server",
        "urllib.request",
        "ftplib",
        "smtplib",
        "xmlrpc",
        "socketserver",
        "requests",
        "httpx",
        "aiohttp",
        "urllib3",
        "websockets",
        "PySide6.QtWebEngineCore",
        "PySide6.QtWebEngineWidgets",
        "PySide6.QtWebSockets",
        "PySide6.QtHttpServer",
    }
)
"""Modules that run data as code or talk to a network."""
_BUILTINS = frozenset({"eval", "exec"})
_ATTRIBUTES = frozenset(
    {
        "os.system",
        "os.popen",
        "os.startfile",
        "os.fork",
        "subprocess.getoutput",
        "subprocess.getstatusoutput",
        "socket.AF_INET",
        "socket.AF_INET6",
        "socket.create_connection",
        "socket.create_server",
    }
)
_QT_NAMES = frozenset(
    {
        "QProcess",
        "QTcpSocket",
        "QTcpServer",
        "QUdpSocket",
        "QSslSocket",
        "QNetworkAccessManager",
        "QWebSocket",
    }
)
_WRONG_OWNERS = frozenset({"nextInFocusChain", "previousInFocusChain", "focusProxy"})
"""Methods of widgets after which the binding believes that one widget owns another, unrelated
one, and takes it down with it; ``findChildren`` tells as much."""
_SILENCES = re.compile(
    r"#\s*(?:noqa|type:\s*ignore)\b(?:\s*:\s*[A-Z]+\d+(?:[\s,]+[A-Z]+\d+)*|\[[^]]*\])?"
)
"""What makes a linter or the type checker pass over a line, with the rules it does not apply."""
_SKIPS = frozenset({"skip", "skipif", "xfail", "importorskip"})
"""What of pytest leaves a test out."""
_LOOPBACK = "second_opinion.py"
"""The module of the program that alone may speak HTTP, to an address of this machine."""
_HINTS = "hints.py"
"""The module of the program that alone may set a hint."""


def main() -> int:
    """Search every tracked file; returns the exit code."""
    breaches = [breach for path in tracked_files() for breach in breaches_in(path)]
    breaches += rings_in(ROOT / "flashcards")
    for breach in breaches:
        print(breach)
    print(f"{len(breaches)} breaches of the repository's rules" if breaches else "Rules kept.")
    return 1 if breaches else 0


def tracked_files() -> list[Path]:
    """Every file git knows or would add; without git, every file outside hidden folders."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        found = (path for path in ROOT.rglob("*") if path.is_file())
        return sorted(path for path in found if not _is_hidden(path))
    paths = {ROOT / name.decode() for name in listed.split(b"\0") if name}
    return sorted(path for path in paths if path.is_file())


def breaches_in(path: Path) -> Iterator[str]:
    """What breaks the rules in the file at ``path``, each as ``file:line: what``."""
    shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return  # a picture or a font
    for number, line in enumerate(text.splitlines(), 1):
        if _ADDRESS.search(line):
            yield f"{shown}:{number}: address of a package registry"
        if _MACHINE.search(line):
            yield f"{shown}:{number}: path of one machine"
    if path.suffix == ".py":
        in_program = shown.parts[0] == "flashcards"
        for number, what in _without_reason(text):
            yield f"{shown}:{number}: {what}"
        for number, what in _breaches_in_code(text, in_program=in_program):
            if path.name == _LOOPBACK and what.startswith("imports http.client"):
                continue
            yield f"{shown}:{number}: {what}"
        if in_program and path.name != _HINTS:
            for number, what in _hints_in(ast.parse(text)):
                yield f"{shown}:{number}: {what}"


def rings_in(package: Path) -> list[str]:
    """Modules of a package that import one another in a ring, be it inside functions only.

    What is imported for type checkers alone makes none. One ring is told at a time.
    """
    homes = {path.relative_to(package.parent): path for path in package.rglob("*.py")}
    names = {".".join(place.with_suffix("").parts): path for place, path in homes.items()}
    modules = {name.removesuffix(".__init__"): path for name, path in names.items()}
    imports = {
        name: {found for found in _imported(path, modules) if found != name}
        for name, path in modules.items()
    }
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return [f"imports in a ring: {' <- '.join(error.args[1])}"]
    return []


def _imported(path: Path, modules: dict[str, Path]) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typed = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for part in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typed:
            continue
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name in modules)
        elif isinstance(node, ast.ImportFrom) and node.module in modules:
            for name in node.names:
                whole = f"{node.module}.{name.name}"
                yield whole if whole in modules else str(node.module)


def _is_hidden(path: Path) -> bool:
    inner = path.relative_to(ROOT).parts
    return any(part.startswith(".") and part != ".ci" for part in inner) or "__pycache__" in inner


def _breaches_in_code(text: str, *, in_program: bool) -> Iterator[tuple[int, str]]:
    length = text.count("\n")
    if length > LONGEST:
        yield LONGEST, f"{length} lines, {LONGEST} are the most"
    tree = ast.parse(text)
    if not in_program:
        return
    if text.strip() and ast.get_docstring(tree) is None:
        yield 1, "no sentence on what the module is for"
    for node in ast.walk(tree):
        for what in _forbidden(node):
            yield getattr(node, "lineno", 1), what


def _without_reason(text: str) -> Iterator[tuple[int, str]]:
    """What silences a check or leaves a test out without saying why."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and _is_mute(token.string):
            yield token.start[0], f"gives no reason: {token.string}"
    nodes = list(ast.walk(ast.parse(text)))
    told = {id(node.func) for node in nodes if isinstance(node, ast.Call) and _says_why(node)}
    for node in nodes:
        if _leaves_out(node) and id(node) not in told:
            yield getattr(node, "lineno", 1), f"gives no reason: {ast.unparse(node)}"


def _is_mute(comment: str) -> bool:
    why, silences = _SILENCES.subn("", comment)
    return bool(silences) and re.search(r"[^\W\d_]{2}", why) is None


def _leaves_out(node: ast.AST) -> bool:
    """Whether ``node`` is ``pytest.skip``, ``pytest.mark.skipif`` or the like."""
    return (
        isinstance(node, ast.Attribute)
        and node.attr in _SKIPS
        and ast.unparse(node.value) in ("pytest", "pytest.mark")
    )


def _says_why(call: ast.Call) -> bool:
    reasons = [word.value for word in call.keywords if word.arg == "reason"]
    if isinstance(call.func, ast.Attribute) and call.func.attr == "skip":
        reasons += call.args
    return any(not isinstance(each, ast.Constant) or bool(each.value) for each in reasons)


def _forbidden(node: ast.AST) -> Iterator[str]:
    """What the program may not do and ``node`` does."""
    match node:
        case ast.Import(names=names):
            yield from (f"imports {name.name}" for name in names if _is_banned(name.name))
        case ast.ImportFrom(module=str(module), names=names):
            if _is_banned(module):
                yield f"imports {module}"
            for name in names:
                whole = f"{module}.{name.name}"
                if _is_banned(whole) or whole in _ATTRIBUTES or name.name in _QT_NAMES:
                    yield f"imports {whole}"
        case ast.Call(func=ast.Name(id=called)) if called in _BUILTINS:
            yield f"calls {called}"
        case ast.Attribute(attr=name) if name in _WRONG_OWNERS:
            yield f"uses {name}, which takes down widgets that are shown"
        case ast.Attribute(value=ast.Name(id=owner), attr=name):
            if f"{owner}.{name}" in _ATTRIBUTES or name in _QT_NAMES:
                yield f"uses {owner}.{name}"
        case ast.keyword(arg="shell", value=ast.Constant(value=True)):
            yield "starts a shell"
        case _:
            pass


def _hints_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Hints that Qt may take for HTML: all that are not made by ``as_hint`` or ``set_hint``."""
    nodes = list(ast.walk(tree))
    good = {id(part) for node in nodes if _answers_plainly(node) for part in ast.walk(node.test)}
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr == "setToolTip":
            yield node.lineno, "sets a hint by itself, not by set_hint"
        elif (
            isinstance(node, ast.Attribute) and node.attr == "ToolTipRole" and id(node) not in good
        ):
            yield node.lineno, "answers ToolTipRole with something else than as_hint(...)"


def _answers_plainly(node: ast.AST) -> TypeGuard[ast.If]:
    """Whether ``node`` is ``if role == ToolTipRole`` with ``return as_hint(...)``, or a refusal."""
    match node:
        case ast.If(
            test=ast.Compare(ops=[ast.Eq()]),
            body=[ast.Return(value=ast.Call(func=ast.Name(id="as_hint")))],
        ):
            return True
        case ast.If(
            test=ast.BoolOp(op=ast.And()), body=[ast.Return(value=ast.Constant(value=None))]
        ):
            return True
        case _:
            return False


def _is_banned(module: str) -> bool:
    """Whether ``module`` or a package it lies in is one of those the program does without."""
    steps = module.split(".")
    return any(".".join(steps[:count]) in _MODULES for count in range(1, len(steps) + 1))


if __name__ == "__main__":
    sys.exit(main())
