"""What stands in for modules that are never used gives way to them as soon as they are."""

import subprocess
import sys
import sysconfig

import pytest

_START = """
import sys
import flashcards.store.sparing as sparing
for name in ("asyncio", "importlib.metadata", "sysconfig"):
    sys.modules[name] = sparing._StandIn(name)
"""


def _run(code: str) -> str:
    command = [sys.executable, "-c", _START + code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    "name", ["asyncio.sleep", "importlib.metadata.version", "sysconfig.get_paths"]
)
def test_a_module_that_is_asked_for_more_is_the_real_one(name: str) -> None:
    module, _, what = name.rpartition(".")
    code = f"print(sys.modules['{module}'].{what}.__module__.split('.')[0])"
    assert _run(code) == module.partition(".")[0]


@pytest.mark.parametrize("name", ["Py_GIL_DISABLED", "prefix"])
def test_what_is_asked_of_how_python_was_built_is_answered_as_it_is(name: str) -> None:
    """SQLAlchemy asks whether there is the one lock, of whatever stands in for sysconfig."""
    said = _run(f"print(sys.modules['sysconfig'].get_config_var({name!r}) or 0)")
    assert said == str(sysconfig.get_config_var(name) or 0)


def test_nothing_stands_in_for_anything_once_the_store_is_loaded() -> None:
    code = """
sys.modules.pop("asyncio"), sys.modules.pop("importlib.metadata"), sys.modules.pop("sysconfig")
sparing.import_sqlalchemy()
print([name for name, each in sys.modules.items() if isinstance(each, sparing._StandIn)])
"""
    assert _run(code) == "[]"
