"""What other systems are told of the program is whole, and right about its files and rights."""

import ast
import json
import plistlib
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from flashcards import identity
from flashcards.desktop.autostart import DesktopEntry, LoginAgent, RunKey
from flashcards.desktop.launch_agent import LaunchAgent
from flashcards.desktop.systemd import SystemdTimer
from flashcards.desktop.task_scheduler import ScheduledTask
from tests.packaging_tools import packaging_tool

_PLACE = re.compile(r"@[A-Z_]+@")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder as a build leaves it, with a stand-in for the program."""
    folder = tmp_path / "program"
    data = folder / "_internal" / "flashcards" / "_data"
    data.mkdir(parents=True)
    (data / "installed").write_text("bundle\n", encoding="ascii")
    (folder / "_internal" / "liba.so.1").write_bytes(b"library")
    (folder / "flashcards").write_bytes(b"program")
    (folder / "README.txt").write_bytes(b"for whoever unpacks it")
    if sys.platform != "win32":
        (folder / "_internal" / "liba.so").symlink_to("liba.so.1")
    return folder


# Linux -----------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="links and rights as Linux has them")
def test_a_package_of_the_whole_folder_starts_the_program_and_says_what_it_is(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = packaging_tool("bundle_deb")
    entries = tool.files(program, 1_700_000_000).entries
    home = tool.HOME
    assert entries["usr/bin/flashcards"].target == "../lib/flashcards-bundle/flashcards"
    assert entries[f"{home}/flashcards"].mode == 0o755
    assert entries[f"{home}/_internal/liba.so.1"].mode == 0o644
    assert entries[f"{home}/_internal/liba.so"].target == "liba.so.1"
    assert entries[f"{home}/_internal/flashcards/_data/installed"].data == b"bundle-deb\n"
    assert f"{home}/README.txt" not in entries
    assert f"usr/share/applications/{identity.ID}.desktop" in entries
    assert b"NOTICES.txt" in entries["usr/share/doc/flashcards-bundle/copyright"].data
    assert not _PLACE.search(entries["usr/share/doc/flashcards-bundle/copyright"].data.decode())


@pytest.mark.skipif(sys.platform != "linux", reason="reads libraries of Linux")
def test_both_packages_cannot_be_installed_at_once_and_one_takes_the_others_place(
    program: Path,
) -> None:
    fields = packaging_tool("bundle_deb").fields(program)
    for name in ("Provides", "Conflicts", "Replaces"):
        assert fields[name] == "flashcards"
    assert fields["Package"] == "flashcards-bundle"


@pytest.mark.skipif(sys.platform != "linux", reason="links as Linux has them")
def test_an_appdir_has_what_appimage_looks_for_at_its_top(program: Path) -> None:
    entries = packaging_tool("appdir").files(program, 1_700_000_000).entries
    assert entries["AppRun"].target == "usr/lib/flashcards/flashcards"
    assert entries[f"{identity.ID}.desktop"].target in entries
    assert entries[f"{identity.ID}.png"].data.startswith(b"\x89PNG")
    assert entries[".DirIcon"].target == f"{identity.ID}.png"


def test_flatpak_gives_the_program_no_network_and_no_files(tmp_path: Path) -> None:
    wheel = tmp_path / "flashcards-1.0-py3-none-any.whl"
    wheel.write_bytes(b"wheel")
    text = packaging_tool("flatpak").manifest(wheel)
    assert not _PLACE.search(text)
    rights = re.findall(r"^  - (--\S+)", text, re.MULTILINE)
    assert "--socket=wayland" in rights
    assert not [each for each in rights if "network" in each or "filesystem" in each]
    sources = [json.loads(each) for each in re.findall(r"^      - (\{.*\})$", text, re.MULTILINE)]
    assert sources[0]["path"] == wheel.name
    assert re.fullmatch(r"[0-9a-f]{64}", sources[0]["sha256"])


def test_flatpak_builds_from_the_pinned_version_of_each_library_but_qt(tmp_path: Path) -> None:
    tool = packaging_tool("flatpak")
    wanted = tool.wanted()
    assert any(each.startswith("sqlalchemy==2.") for each in wanted)
    assert not [each for each in wanted if "pyside" in each or "shiboken" in each]
    wheel = tmp_path / "numpy-2-any.whl"
    wheel.write_bytes(b"wheel")
    (source,) = tool.modules([wheel])["sources"]
    assert source["path"] == "wheels/numpy-2-any.whl"
    assert set(source) == {"type", "path", "sha256"}


# Windows ------------------------------------------------------------------------------


def test_the_installer_for_windows_asks_no_administrator_and_leaves_collections() -> None:
    text = packaging_tool("windows").setup(Path("program"), Path("work"), Path("setup.exe"))
    assert not _PLACE.search(text)
    assert "RequestExecutionLevel user" in text
    assert not re.search(r"\bHK(LM|CR)\b", text)
    removing = text[text.index('Section "Uninstall"') :]
    removed = re.findall(r"^\s*(?:Delete|RMDir)(?: /r)? \"([^\"]+)\"", removing, re.MULTILINE)
    assert "$INSTDIR\\_internal" in removed
    assert all(place.startswith(("$INSTDIR", "$SMPROGRAMS\\")) for place in removed)
    assert 'RMDir /r "$INSTDIR"' not in removing


def test_the_uninstaller_takes_back_each_kind_of_file_the_installer_gave() -> None:
    text = packaging_tool("windows").setup(Path("program"), Path("work"), Path("setup.exe"))
    installing, removing = text.split('Section "Uninstall"')
    for suffix in re.findall(r"!insertmacro OpenWith \"(\.\w+)\"", installing):
        assert f'!insertmacro NoLongerOpenWith "{suffix}"' in removing
    own = f'"${{CLASSES}}\\{identity.SUFFIX}"'
    given = re.findall(rf"WriteRegStr HKCU {re.escape(own)} (\"[^\"]*\")", installing)
    assert given == ['""', '"Content Type"']
    for name in given:
        assert f"DeleteRegValue HKCU {own} {name}" in removing
    assert f"DeleteRegKey /ifempty HKCU {own}" in removing


def test_the_uninstaller_takes_back_what_the_preferences_had_windows_start() -> None:
    text = packaging_tool("windows").setup(Path("program"), Path("work"), Path("setup.exe"))
    removing = text[text.index('Section "Uninstall"') :]
    key = RunKey().place.removeprefix("HKEY_CURRENT_USER\\")
    assert f'DeleteRegValue HKCU "{key}" "{identity.ID}"' in removing
    assert f'schtasks.exe" /Delete /F /TN "{ScheduledTask().place}"' in removing


def test_learners_read_what_stays_when_the_program_is_removed(repository: Path) -> None:
    told = (repository / "docs" / "install.md").read_text(encoding="utf-8")
    entry, agent = DesktopEntry(Path("autostart")), LoginAgent(Path("LaunchAgents"))
    units = SystemdTimer(Path("systemd")).files
    for file in (Path(entry.place), Path(agent.place), units[0], LaunchAgent(Path(), 0).file):
        assert file.name in told
    assert ScheduledTask().place in told


def test_windows_is_told_the_version_in_numbers_and_in_words() -> None:
    text = packaging_tool("windows").version_resource()
    tree: Any = ast.parse(text.strip(), mode="eval").body
    fixed = next(each.value for each in tree.keywords if each.arg == "ffi")
    numbers = next(each.value for each in fixed.keywords if each.arg == "filevers")
    assert ast.literal_eval(numbers) == (*map(int, identity.VERSION.split(".")), 0)
    assert f'StringStruct("FileDescription", "{identity.NAME}")' in text


@pytest.mark.skipif(shutil.which("makensis") is None, reason="NSIS is not installed here")
def test_the_script_of_the_installer_compiles_without_a_warning(tmp_path: Path) -> None:
    order = packaging_tool("making").Order(tmp_path, 1_700_000_000)
    assert packaging_tool("windows").check(order) == []


# macOS --------------------------------------------------------------------------------


def test_macos_knows_the_files_of_the_program_and_those_of_anki(tmp_path: Path) -> None:
    told, _ = packaging_tool("macos").write(tmp_path)
    info = plistlib.loads(told.read_bytes())
    assert info["CFBundleIdentifier"] == identity.ID
    assert info["CFBundleShortVersionString"] == identity.VERSION
    declared = {
        each["UTTypeIdentifier"]: each["UTTypeTagSpecification"]["public.filename-extension"]
        for kind in ("UTExportedTypeDeclarations", "UTImportedTypeDeclarations")
        for each in info[kind]
    }
    ranks: dict[str, str] = {}
    for each in info["CFBundleDocumentTypes"]:
        (kind,) = each["LSItemContentTypes"]
        ranks |= dict.fromkeys(declared[kind], each["LSHandlerRank"])
    assert ranks == {"flashcards": "Owner", "apkg": "Alternate", "colpkg": "Alternate"}
    assert {"en", "de"} <= set(info["CFBundleLocalizations"])


def test_macos_lets_qt_be_replaced_and_gives_nothing_a_sandbox_would_not(tmp_path: Path) -> None:
    _, allowed = packaging_tool("macos").write(tmp_path)
    rights = plistlib.loads(allowed.read_bytes())
    assert rights["com.apple.security.cs.disable-library-validation"] is True
    assert not [name for name in rights if "network" in name or "unsigned" in name]


# Elsewhere ----------------------------------------------------------------------------


@pytest.mark.parametrize("goal", ["windows", "macos"])
@pytest.mark.skipif(sys.platform != "linux", reason="asks for what only others make")
def test_what_only_another_system_makes_is_refused_in_words(goal: str, tmp_path: Path) -> None:
    making = packaging_tool("making")
    with pytest.raises(making.NotHereError, match="made on"):
        packaging_tool(goal).make(making.Order(tmp_path, 1_700_000_000))
