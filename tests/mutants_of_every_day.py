"""Mistakes in what is there every day: five minutes, the tray, reminders."""

from tests.mutant import Mutant

MUTANTS_OF_EVERY_DAY = (
    Mutant(
        "five minutes go on as long as there are cards",
        "ui/answering/sitting.py",
        "minutes is not None and self.tally.time_ms",
        "minutes is None and self.tally.time_ms",
        "tests/ui/test_five_minutes.py",
    ),
    Mutant(
        "what is written elsewhere asks another card after the minutes are over",
        "ui/answering/sitting.py",
        "if ended and self.time_is_over():",
        "if not done and self.time_is_over():",
        "tests/ui/test_five_minutes.py -k elsewhere",
    ),
    Mutant(
        "two remind of one day",
        "desktop/reminder.py",
        "os.O_CREAT | os.O_EXCL | os.O_WRONLY",
        "os.O_CREAT | os.O_WRONLY",
        "tests/desktop/test_reminder.py",
    ),
    Mutant(
        "who sits before the window is notified",
        "ui/everyday/reminding.py",
        "if self._window.isActiveWindow() and",
        "if self._window.isHidden() and",
        "tests/ui/test_reminding.py",
    ),
    Mutant(
        "a look from outside makes a log beside the collection",
        "store/connections.py",
        '"ro&immutable=1"',
        '"ro"',
        "tests/study/test_glance.py",
    ),
    Mutant(
        "a list in a message may be as deep as it likes",
        "desktop/wire.py",
        "if self._depth > DEEPEST:",
        "if self._depth > 10 * DEEPEST:",
        "tests/desktop/test_wire.py",
    ),
    Mutant(
        "a start at login brings an open window to the front",
        "ui/arriving/arrivals.py",
        "if not is_quiet(request.wish):",
        "if request is not None:",
        "tests/ui/test_wishes.py -k login",
    ),
    Mutant(
        "who closed the notification gets a window",
        "cli/remind.py",
        "if heard is Heard.CLICKED else None",
        "if heard is not None else None",
        "tests/cli/test_remind.py -k closed",
    ),
    Mutant(
        "any program on the bus can click the reminder",
        "desktop/notifications.py",
        "if message.sender != self.sender:",
        "if not message.sender:",
        "tests/desktop/test_notifications.py -k only",
    ),
    Mutant(
        "the reminder is used up before there is a desktop",
        "cli/remind.py",
        "            reminder.give_back(paths.data_dir(), day)\n",
        "",
        "tests/cli/test_remind.py -k used_up",
    ),
    Mutant(
        "systemd finds no program in a folder with a quotation mark",
        "desktop/systemd.py",
        "if _NOT_IN_A_PATH & set(program):",
        "if not program:",
        "tests/desktop/test_timers.py -k itself",
    ),
)
