"""What goes into the frozen program, and what stays out, each with its reason.

Read by ``flashcards.spec`` while PyInstaller runs, and by the checks of what it made.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath

Plugins = Mapping[str, Mapping[str, str]]

PLUGINS: Plugins = {
    "platforms": {
        "qxcb": "windows under X",
        "qwayland": "windows under Wayland",
        "qoffscreen": "the self-test, and pictures without a screen",
        "qwindows": "windows on Windows",
        "qcocoa": "windows on macOS",
    },
    "imageformats": {
        "qgif": "pictures on cards",
        "qjpeg": "pictures on cards",
        "qwebp": "pictures on cards",
        "qsvg": "icons, and drawings on cards",
        "qico": "pictures of web pages",
    },
    "iconengines": {"qsvgicon": "icons at every size"},
    "platformthemes": {
        "qxdgdesktopportal": "the desktop's own dialogs, inside a sandbox too",
        "qgtk3": "dark mode and file dialogs of GNOME; not loaded where GTK is missing",
    },
    "platforminputcontexts": {
        "composeplatforminputcontextplugin": "dead keys and the compose key",
        "ibusplatforminputcontextplugin": "Chinese, Japanese and Korean are typed through it",
    },
    "wayland-shell-integration": {"xdg-shell": "windows under Wayland"},
    "wayland-decoration-client": {
        "adwaita": "title bars under GNOME's Wayland",
        "bradient": "title bars where the other cannot be drawn",
    },
    "multimedia": {
        "ffmpegmediaplugin": "sound and video on cards, and recording one's voice",
        "windowsmediaplugin": "cameras and microphones are found through it on Windows",
        "darwinmediaplugin": "microphones are found through it on macOS",
    },
    "texttospeech": {
        "qtexttospeech_speechd": "reading aloud on Linux",
        "qtexttospeech_sapi": "reading aloud on Windows",
        "qtexttospeech_winrt": "reading aloud on Windows, with its newer voices",
        "qtexttospeech_darwin": "reading aloud on macOS",
    },
    "styles": {
        "qmodernwindowsstyle": "what the theme does not draw itself, on Windows",
        "qmacstyle": "what the theme does not draw itself, on macOS",
    },
}
"""Qt's plugins that are kept, by folder, and what the learner has from each.

All others stay out: windows drawn by OpenGL (no screen of ours asks for it), TLS and network
information (nothing here uses a network), other databases, PDF pages as pictures, virtual keyboards
(every desktop has its own)."""

QT_LIBRARIES: Mapping[str, str] = {
    "Core": "everything",
    "Gui": "everything",
    "Widgets": "the window",
    "DBus": "QtGui is linked to it; portals and reminders speak through it",
    "Svg": "icons, and drawings on cards",
    "XcbQpa": "windows under X",
    "WaylandClient": "windows under Wayland",
    "Multimedia": "sound and video on cards",
    "TextToSpeech": "reading aloud",
    "Concurrent": "QtMultimedia is linked to it",
    "Network": "QtMultimedia is linked to it; the program itself uses none",
    "OpenGL": "the plugin of QtMultimedia is linked to it",
    "Qml": "the plugin of QtMultimedia is linked to it",
    "QmlMeta": "QtQml is linked to it",
    "QmlModels": "QtQuick is linked to it",
    "QmlWorkerScript": "QtQml is linked to it",
    "Quick": "the plugin of QtMultimedia is linked to it",
}
"""Qt's libraries that are kept."""

BROUGHT: Mapping[str, str] = {
    "libpython3": "the interpreter",
    "libsqlite3": "the collection file",
    "libffi": "ctypes, which finds out what a display lacks",
    "libbz2": "archives, and a part of FFmpeg",
    "liblzma": "archives",
    "libuuid": "the module uuid",
    "libxcb-cursor": "Qt under X; many desktops lack it",
    "libxcb-icccm": "Qt under X; many desktops lack it",
    "libxcb-image": "Qt under X; many desktops lack it",
    "libxcb-keysyms": "Qt under X; many desktops lack it",
    "libxcb-render-util": "Qt under X; many desktops lack it",
    "libxcb-util": "Qt under X; many desktops lack it",
}
"""Libraries of the system the program is built on that come along, by the beginning of the name.

The desktop's other libraries stay out: a second copy beside the one that knows the desktop's own
themes, fonts, keyboards and drivers does harm. They are named as dependencies instead."""

HIDDEN = (
    "sqlalchemy.dialects.sqlite",
    "Crypto.Cipher.AES",
    "Crypto.Cipher.ARC4",
    "Crypto.Util.Padding",
)
"""Modules that are imported by name only, beside all of ours."""
WITH_DATA = ("ziafont", "ziamath", "latex2mathml", "hunspell")
"""Packages that bring fonts, tables or dictionaries."""
INSTEAD = ("zstandard", "cffi", "pycparser", "cryptography", "compression")
"""What the program uses on Debian in the place of libraries that are inside here."""
OF_HUBS = ("sqlalchemy.dialects.postgresql", "psycopg", "psycopg_binary")
"""What a hub needs, which whoever wants one installs beside the program; it says so in words."""
WITHOUT = (
    *INSTEAD, *OF_HUBS,
    # Tools of those who write programs.
    "tkinter", "_tkinter", "turtle", "idlelib", "unittest", "doctest", "pdb", "pydoc",
    "pydoc_data", "lib2to3", "ensurepip", "venv", "setuptools", "pip", "pkg_resources", "wheel",
    "distutils", "test", "pytest", "_pytest", "hypothesis", "mypy", "coverage", "PyInstaller",
    "curses", "_curses", "readline", "sqlite3.dump", "multiprocessing", "_pydecimal",
    # A network: the one request there is goes to this computer, without TLS.
    "ssl", "_ssl", "_hashlib", "ftplib", "smtplib", "imaplib", "poplib", "nntplib", "telnetlib",
    "xmlrpc", "http.server", "http.cookiejar", "socketserver",
    # Parts of Qt that no screen uses; QtMultimedia itself imports QtNetwork.
    "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtQml",
    "PySide6.QtQuick", "PySide6.QtTest", "PySide6.QtSql", "PySide6.QtXml", "PySide6.QtPrintSupport",
    "PySide6.QtConcurrent", "PySide6.QtMultimediaWidgets", "PySide6.QtDesigner",
    "PySide6.QtUiTools", "PySide6.QtHelp",
    "PySide6.support", "PySide6.scripts",
    # Parts of libraries that nothing here calls.
    "numpy.f2py", "numpy.testing", "numpy.distutils", "numpy.polynomial", "numpy.fft",
    "numpy._pyinstaller", "numpy._core._multiarray_tests", "numpy._core.tests",
    "numpy.typing.mypy_plugin",
    "sqlalchemy.dialects.mysql", "sqlalchemy.dialects.oracle",
    "sqlalchemy.dialects.mssql", "sqlalchemy.testing", "sqlalchemy.ext.asyncio", "sqlalchemy.orm",
    "greenlet", "pysqlite2", "MySQLdb", "psycopg2", "PIL", "yaml",
    "markdown_it.cli", "charset_normalizer.cli", "IPython", "matplotlib", "fontTools",
    "linkify_it", "mdit_py_plugins", "click", "rich",
)  # fmt: skip
"""Modules that stay out, whatever is installed beside the program when it is built."""

_CRYPTO = frozenset(
    {
        "_ARC4",
        "_raw_aes",
        "_raw_aesni",
        "_raw_ecb",
        "_raw_cbc",
        "_cpuid_c",
        "_strxor",
        "_raw_ctr",
        "_ghash_portable",
        "_ghash_clmul",
        "_BLAKE2s",
    }
)
"""What of pycryptodome encrypted PDFs and sync folders need; 14 MB of other ciphers stay out."""


def modules_of(package: Path) -> Iterator[str]:
    """Yield the name of every module in the folder of a package: ours are found by name only."""
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def is_wanted(target: str, source: str, languages: frozenset[str], platform: str) -> bool:
    """Whether a file goes into the program.

    ``target`` is its place there, ``source`` where it comes from, ``languages`` those whose texts
    of Qt are kept, ``platform`` is ``sys.platform``.
    """
    place = PurePath(target)
    parts, stem = place.parts, plain_name(place.name)
    if "PySide6" in parts:
        if "plugins" in parts[:-1]:
            return stem in PLUGINS.get(parts[parts.index("plugins") + 1], {})
        if "translations" in parts:
            return stem.startswith("qtbase_") and stem.removeprefix("qtbase_") in languages
        framework = next((each for each in parts if each.endswith(".framework")), "")
        if framework:
            return framework[len("Qt") : -len(".framework")] in QT_LIBRARIES
        if stem.startswith("Qt6"):
            return _is_kept_of_qt(stem)
        return not any(
            part in {"qml", "metatypes", "libexec", "glue", "typesystems", "include"}
            for part in parts
        )
    if parts[0].endswith(".dist-info"):
        return place.name == "METADATA"  # for the versions in Preferences; licences lie elsewhere
    if parts[0] == "Crypto" and not place.name.endswith((".py", ".pyc")):
        return stem in _CRYPTO
    if place.suffix in {".pyi", ".pyx", ".pxd", ".cpp", ".h", ".c"} or place.name == "py.typed":
        return False
    if platform == "linux" and ".so" in place.name and _is_of_the_system(source):
        return any(place.name.startswith(each) for each in BROUGHT)
    return True


def plain_name(name: str) -> str:
    """Return the name of a library or plugin without ``lib`` and without its endings."""
    return name.split(".")[0].removeprefix("lib")


def _is_kept_of_qt(stem: str) -> bool:
    name = stem.removeprefix("Qt6")
    return name in QT_LIBRARIES or name.startswith("FFmpegStub")


def _is_of_the_system(source: str) -> bool:
    return source.startswith(("/lib", "/usr/lib", "/usr/local/lib"))
