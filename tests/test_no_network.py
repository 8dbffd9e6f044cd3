"""The program makes no network call of its own: nothing in it can but for what is named here."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

_NETWORKING = frozenset(
    {
        "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib",
        "socket", "socketserver", "ssl", "telnetlib", "urllib.request", "urllib3", "websockets",
        "xmlrpc", "PySide6.QtHttpServer", "PySide6.QtNetwork", "PySide6.QtNetworkAuth",
        "PySide6.QtWebEngineCore", "PySide6.QtWebSockets",
    }
)  # fmt: skip
_KNOWN = {
    "collection/articles/second_opinion.py": "http.client",
    "desktop/session_bus.py": "socket",
}
"""What stays on this computer: a model that runs on it, any other address being refused, and the
bus of the desktop, which is a file."""
_SENT_ON_A_CLICK = {
    "ui/preferences/about.py": "opens a file that was packed with the program",
    "ui/rich_text.py": "hands an address to the browser, after asking",
}
"""What hands something to the desktop by openUrl, and when."""


def _imported(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def _trees(repository: Path, words: Iterable[str]) -> dict[str, ast.Module]:
    """The modules of the program in which one of some words stands."""
    root = repository / "flashcards"
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(root.rglob("*.py"))}
    return {
        path.relative_to(root).as_posix(): ast.parse(text)
        for path, text in texts.items()
        if any(word in text for word in words)
    }


def test_no_module_imports_networking_but_for_what_stays_on_this_computer(
    repository: Path,
) -> None:
    trees = _trees(repository, {name.rpartition(".")[2] for name in _NETWORKING})
    found = {
        name: imported
        for name, tree in trees.items()
        if (imported := {each for each in _imported(tree) if _is_networking(each)})
    }
    assert set(found) == set(_KNOWN)
    for name, known in _KNOWN.items():
        assert all(f"{each}.".startswith(f"{known}.") for each in found[name])


def test_the_bus_of_the_desktop_is_reached_by_a_file_alone(repository: Path) -> None:
    text = (repository / "flashcards" / "desktop" / "session_bus.py").read_text(encoding="utf-8")
    assert set(re.findall(r"AF_\w+", text)) == {"AF_UNIX"}


def _is_networking(name: str) -> bool:
    parts = name.split(".")
    return any(".".join(parts[:length]) in _NETWORKING for length in (1, 2, 3))


def test_addresses_are_handed_to_the_desktop_only_where_somebody_clicked(
    repository: Path,
) -> None:
    names = {"openUrl", "webbrowser", "setOpenExternalLinks"}
    found = {
        name
        for name, tree in _trees(repository, names).items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in names)
        or (isinstance(node, ast.Name) and node.id in names)
    }
    assert found == set(_SENT_ON_A_CLICK)
