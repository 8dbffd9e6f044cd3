"""What the system is told, so that the learner is reminded while the program is closed.

Nothing is set up in the tests' own session: what would be run is written down instead. Windows
and macOS were never asked; their files are read back as their formats ask.
"""

import os
import plistlib
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest

from flashcards import UserError, identity
from flashcards.desktop import program, systemd, timers
from flashcards.desktop.autostart import DesktopEntry, LoginAgent, autostart_folder, run_line
from flashcards.desktop.launch_agent import LaunchAgent
from flashcards.desktop.program import Answer, ask, kept_environment, starting_command
from flashcards.desktop.reminder import Reminder
from flashcards.desktop.systemd import SystemdTimer
from flashcards.desktop.task_scheduler import ScheduledTask, task_of

HOURS = Reminder(18 * 60 + 5, frozenset({1, 3, 7}))
AWKWARD: Sequence[str] = ("/opt/my cards/flash$cards", "remind", 'a "quoted" 100%\\word')
ELSEWHERE: Mapping[str, str] = {"FLASHCARDS_HOME": '/home/me/my "cards" 100%'}


class System:
    """Writes down what it is asked, and answers as it is told to."""

    def __init__(self, refuses: str = "") -> None:
        self.asked: list[tuple[str, ...]] = []
        self._refuses = refuses

    def __call__(self, *command: str) -> Answer:
        self.asked.append(command)
        if self._refuses and self._refuses in command:
            return Answer(1, "It is not so.")
        return Answer(0)


def _said(lines: str, key: str) -> list[str]:
    return [line[len(key) :] for line in lines.splitlines() if line.startswith(key)]


ODD_PLACES = ("my cards", "a$b", "50%h", "bs\\", "q\"'r", "naïve", "$$", "#x;y")


def _read_by_systemd(value: str) -> list[str]:
    """Return the words of a line as systemd.syntax(7) and systemd.service(5) say."""
    return [word.replace("%%", "%") for word in shlex.split(value)]


def test_systemd_starts_the_program_at_the_hour_on_the_days(tmp_path: Path) -> None:
    system = System()
    timer = SystemdTimer(tmp_path / "units", system)
    assert not timer.is_set_up()
    timer.set_up(HOURS, AWKWARD, ELSEWHERE)
    hour, service = (file.read_text() for file in timer.files)
    assert _said(hour, "OnCalendar=") == ["Mon,Wed,Sun *-*-* 18:05:00"]
    assert _said(hour, "Persistent=") == ["true"]
    words = _read_by_systemd(_said(service, "ExecStart=")[0])
    assert words[0] == AWKWARD[0]
    assert [word.replace("$$", "$") for word in words[1:]] == list(AWKWARD[1:])
    assert _read_by_systemd(_said(service, "Environment=")[0]) == [
        f"{name}={value}" for name, value in ELSEWHERE.items()
    ]
    assert {file.stem for file in timer.files} == {f"{identity.ID}.reminder"}
    unit = f"{identity.ID}.reminder.timer"
    assert [" ".join(each) for each in system.asked] == [
        "systemctl --user show-environment",
        "systemctl --user daemon-reload",
        f"systemctl --user enable {unit}",
        f"systemctl --user restart {unit}",
    ]
    assert timer.is_set_up()
    assert _said(service, "ConditionFileIsExecutable=") == [AWKWARD[0]]


@pytest.mark.parametrize("name", ODD_PLACES)
def test_systemd_itself_finds_the_program_wherever_it_lies(tmp_path: Path, name: str) -> None:
    reader = shutil.which("systemd-analyze")
    if reader is None:
        pytest.skip("systemd-analyze is not here, so systemd did not read the units itself")
    lies = tmp_path / name / "flash cards"
    lies.parent.mkdir()
    lies.write_text("#!/bin/sh\n")
    lies.chmod(0o755)
    timer = SystemdTimer(tmp_path / "units", System())
    timer.set_up(HOURS, (str(lies), *AWKWARD[1:]), ELSEWHERE)
    read = subprocess.run(
        [reader, "--user", "verify", "--man=no", *map(str, timer.files)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"XDG_RUNTIME_DIR": str(tmp_path)},
    )
    about_ours = [line for line in read.stderr.splitlines() if identity.ID in line]
    assert (read.returncode, about_ours) == (0, [])


@pytest.mark.parametrize(
    "name", ["/a\nExecStartPre=/bin/evil", "/a\tb", "/caf\udce9", "/a'b=c", "/a\x7f"]
)
def test_a_name_that_no_unit_can_hold_is_refused(tmp_path: Path, name: str) -> None:
    timer = SystemdTimer(tmp_path / "units", System())
    with pytest.raises(UserError):
        timer.set_up(HOURS, (name, "remind"), {})
    assert not timer.is_set_up()


def test_what_cannot_be_removed_is_told_in_words(tmp_path: Path) -> None:
    timer = SystemdTimer(tmp_path, System())
    for file in timer.files:
        (file / "inside").mkdir(parents=True)
    agent = LaunchAgent(tmp_path, 501, System())
    (agent.file / "inside").mkdir(parents=True)
    for each in (timer, agent):
        with pytest.raises(UserError) as told:
            each.remove()
        assert str(tmp_path) in str(told.value)


def test_a_program_that_was_moved_is_set_up_anew_and_another_time_not(tmp_path: Path) -> None:
    system = System()
    timer = SystemdTimer(tmp_path, system)
    timers.keep(timer, HOURS)
    system.asked.clear()
    timers.keep(timer, HOURS)
    assert system.asked == []
    service = timer.files[1]
    service.write_text(service.read_text().replace("/", "/moved/"))
    timers.keep(timer, HOURS)
    assert "/moved/" not in service.read_text()
    assert system.asked[-1][2] == "restart"


def test_turning_it_off_leaves_nothing(tmp_path: Path) -> None:
    system = System()
    timer = SystemdTimer(tmp_path, system)
    timer.remove()
    assert system.asked == [], "there is nothing to remove"
    timer.set_up(HOURS, AWKWARD, {})
    system.asked.clear()
    timer.remove()
    assert list(tmp_path.iterdir()) == []
    assert system.asked[0] == (
        "systemctl", "--user", "disable", "--now", f"{identity.ID}.reminder.timer",
    )  # fmt: skip


@pytest.mark.parametrize("refused", ["show-environment", "enable", "restart"])
def test_a_system_that_refuses_says_so_and_nothing_is_left(tmp_path: Path, refused: str) -> None:
    timer = SystemdTimer(tmp_path, System(refused))
    with pytest.raises(UserError) as told:
        timer.set_up(HOURS, AWKWARD, {})
    assert "systemd" in str(told.value)
    assert list(tmp_path.iterdir()) == []


def test_without_systemd_that_is_said_and_what_to_do_instead(tmp_path: Path) -> None:
    def nobody(*_command: str) -> Answer:
        return ask("no-program-of-this-name", "--user")

    problem = SystemdTimer(tmp_path, nobody).problem()
    assert problem is not None
    assert "start with the desktop" in str(problem)


def test_a_flatpak_says_that_it_may_not(tmp_path: Path) -> None:
    none = timers.NoTimer()
    assert "Flatpak" in str(none.problem())
    with pytest.raises(UserError):
        timers.keep(none, HOURS)
    timers.keep(none, None)


def test_the_timer_reminds_of_the_collection_it_is_told(tmp_path: Path) -> None:
    timer = SystemdTimer(tmp_path, System())
    timers.keep(timer, HOURS, "/cards/other.flashcards")
    words = _read_by_systemd(_said(timer.files[1].read_text(), "ExecStart=")[0])
    assert words[-4:] == ["remind", "--notify", "--collection", "/cards/other.flashcards"]
    timers.keep(timer, None)
    assert not timer.is_set_up()


def test_units_lie_where_the_learner_keeps_configuration(tmp_path: Path) -> None:
    there = systemd.units_folder({"XDG_CONFIG_HOME": str(tmp_path)})
    assert there == tmp_path / "systemd" / "user"
    for odd in ({}, {"XDG_CONFIG_HOME": "not/absolute"}):
        assert systemd.units_folder(odd) == Path.home() / ".config" / "systemd" / "user"


def test_windows_reads_days_hour_and_command_from_the_task() -> None:
    command = (
        "C:\\my cards & more\\flashcards.exe",
        "remind",
        "--collection",
        "C:\\a b.flashcards",
    )
    task = ElementTree.fromstring(task_of(HOURS, command).encode("utf-16"))
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    days = task.find(f".//{space}DaysOfWeek")
    assert days is not None
    assert [day.tag.removeprefix(space) for day in days] == ["Monday", "Wednesday", "Sunday"]
    assert str(task.findtext(f".//{space}StartBoundary")).endswith("T18:05:00")
    assert task.findtext(f".//{space}Command") == command[0]
    assert task.findtext(f".//{space}Arguments") == 'remind --collection "C:\\a b.flashcards"'


def test_windows_is_asked_for_the_task_and_to_forget_it() -> None:
    system = System()
    task = ScheduledTask(system)
    task.set_up(HOURS, AWKWARD, {})
    assert system.asked[0][:5] == ("schtasks", "/Create", "/F", "/TN", "Flashcards reminder")
    assert not Path(system.asked[0][-1]).exists(), "the file was for the moment"
    timers.keep(task, HOURS)
    timers.keep(task, Reminder(60, HOURS.days))
    assert [each[1] for each in system.asked] == ["/Create"] * 3, "other hours reach the task"
    task.remove()
    assert system.asked[-1] == ("schtasks", "/Delete", "/F", "/TN", "Flashcards reminder")
    with pytest.raises(UserError):
        ScheduledTask(System("/Create")).set_up(HOURS, AWKWARD, {})


def test_macos_reads_days_hour_and_command_from_the_agent(tmp_path: Path) -> None:
    system = System()
    agent = LaunchAgent(tmp_path / "LaunchAgents", 501, system)
    agent.set_up(HOURS, AWKWARD, ELSEWHERE)
    read = plistlib.loads(agent.file.read_bytes())
    assert read["ProgramArguments"] == list(AWKWARD)
    assert read["EnvironmentVariables"] == ELSEWHERE
    assert [each["Weekday"] for each in read["StartCalendarInterval"]] == [1, 3, 0]
    assert {(each["Hour"], each["Minute"]) for each in read["StartCalendarInterval"]} == {(18, 5)}
    assert system.asked[-1] == ("launchctl", "bootstrap", "gui/501", str(agent.file))
    agent.remove()
    assert not agent.is_set_up()
    refusing = LaunchAgent(tmp_path, 501, System("bootstrap"))
    with pytest.raises(UserError):
        refusing.set_up(HOURS, AWKWARD, {})
    assert not refusing.is_set_up()


def test_a_desktop_starts_the_program_minimised_until_it_is_turned_off(tmp_path: Path) -> None:
    entry = DesktopEntry(tmp_path / "autostart")
    assert not entry.is_on()
    entry.turn(on=True)
    text = entry.file.read_text()
    assert entry.file.name == f"{identity.ID}.desktop"
    assert _said(text, "Exec=")[0].endswith(" --minimised")
    assert entry.is_on()
    for switched_off in ("Hidden=true", "X-GNOME-Autostart-enabled=false"):
        entry.file.write_text(f"{text}{switched_off}\n")
        assert not entry.is_on()
    entry.turn(on=True)
    assert entry.is_on()
    entry.file.write_text(text.replace("TryExec=/", "TryExec=/gone/"))
    assert not entry.is_on(), "the desktop starts nothing"
    entry.renew()
    assert entry.file.read_text() == text
    entry.file.write_text(f"{text}Hidden=true\n")
    entry.renew()
    assert not entry.is_on(), "what was switched off stays so"
    entry.turn(on=False)
    assert not entry.file.exists()
    entry.turn(on=False)
    entry.renew()
    assert not entry.file.exists()


def test_an_entry_names_a_program_that_lies_in_an_odd_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lies = tmp_path / "a\\tb 100%" / "python"
    lies.parent.mkdir()
    lies.write_text("#!/bin/sh\n")
    lies.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(lies))
    entry = DesktopEntry(tmp_path / "autostart")
    entry.turn(on=True)
    assert entry.is_on()
    lies.unlink()
    assert not entry.is_on()


def test_on_windows_no_black_window_opens(tmp_path: Path) -> None:
    python = tmp_path / "python.exe"
    assert program._beside(python, ("-window", ""), "win32") is None
    for name in ("flashcards.exe", "flashcards-window.exe"):
        (tmp_path / name).touch()
        assert program._beside(python, ("-window", ""), "win32") == tmp_path / name
    inside = tmp_path / "flashcards-cli.exe"
    assert program._beside(inside, ("",), "win32") == tmp_path / "flashcards.exe"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "autostart").write_text("a file where the folder should be")
    with pytest.raises(UserError):
        DesktopEntry(tmp_path / "autostart").turn(on=True)


def test_other_systems_start_it_minimised_too(tmp_path: Path) -> None:
    agent = LoginAgent(tmp_path)
    agent.turn(on=True)
    read = plistlib.loads(Path(agent.place).read_bytes())
    assert read["RunAtLoad"] is True
    assert read["ProgramArguments"][-1] == "--minimised"
    agent.turn(on=False)
    assert not agent.is_on()
    line = run_line(["C:\\Program Files\\Flashcards\\flashcards.exe"])
    assert line == '"C:\\Program Files\\Flashcards\\flashcards.exe" --minimised'
    assert autostart_folder({"XDG_CONFIG_HOME": str(tmp_path)}) == tmp_path / "autostart"


def test_the_program_is_started_where_it_lies_with_the_folder_of_its_data(tmp_path: Path) -> None:
    command = starting_command({})
    assert Path(command[0]).is_absolute()
    image = {"APPIMAGE": "/apps/cards.AppImage", "APPDIR": str(Path(sys.executable).parent)}
    assert starting_command(image) == ("/apps/cards.AppImage",)
    assert starting_command(image | {"APPDIR": "/tmp/.mount_other"}) == command
    assert kept_environment({"FLASHCARDS_HOME": str(tmp_path)}) == {
        "FLASHCARDS_HOME": str(tmp_path)
    }
    assert kept_environment({}) == {}
