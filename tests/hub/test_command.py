"""``flashcards hub``, as somebody types it."""

import io
import json
import sys
from pathlib import Path

import pytest

import flashcards
from flashcards import paths, settings
from flashcards.__main__ import main
from flashcards.model.syncing import place_name
from flashcards.store.hub import connecting
from flashcards.store.hub.refusals import (
    AnotherServerError,
    HubError,
    LoginRefusedError,
    NoTlsError,
    UnprovenServerError,
    UnreachableError,
)
from tests.hub.conftest import Class


def _run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main([*words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_learner_is_let_in_syncs_and_is_removed(
    school: Class, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    code, out, _ = _run(capsys, "hub", "add-learner", school.owner, "Cleo", "--json")
    address = json.loads(out)["address"]
    assert code == 0
    first, second = str(tmp_path / "one.flashcards"), str(tmp_path / "two.flashcards")
    with flashcards.open(Path(first)) as collection:
        collection.add_note({"Front": "sol", "Back": "sun"}, deck="Latin")
    code, out, _ = _run(capsys, "--collection", first, "sync", address)
    assert (code, "sent what is new" in out) == (0, True)
    monkeypatch.setattr(sys, "stdin", io.StringIO(address + "\n"))
    code, out, _ = _run(capsys, "--collection", second, "sync", "-")
    assert (code, "took in what is new" in out) == (0, True)
    with flashcards.open(Path(second)) as collection:
        assert collection.deck_names() == ["Latin"]
    code, out, _ = _run(capsys, "hub", "status", school.owner)
    assert (code, "Cleo: 2 sync files, 0.0 of 5,000 MB" in out) == (0, True)
    code, out, _ = _run(capsys, "hub", "quota", school.owner, "Cleo", "--megabytes", "70")
    assert (code, out) == (0, "Cleo may keep 70 MB there.\n")
    assert _run(capsys, "hub", "quota", school.owner, "--megabytes", "90")[0] == 0
    told = json.loads(_run(capsys, "hub", "status", school.owner, "--json")[1])["members"]
    assert {each["name"]: each["quota_bytes"] for each in told} == {
        "Ada": 90_000_000, "Ben": 90_000_000, "Cleo": 70_000_000, "Ms Holt": 90_000_000,
    }  # fmt: skip
    assert _run(capsys, "hub", "quota", school.owner, "Nobody", "--megabytes", "1")[0] == 2
    assert _run(capsys, "hub", "quota", school.owner)[0] == 2
    assert _run(capsys, "hub", "quota", school.ada, "--megabytes", "9")[0] == 2
    assert _run(capsys, "hub", "remove-learner", school.owner, "Cleo", "--yes")[0] == 0
    assert "Cleo" not in _run(capsys, "hub", "status", school.owner)[1]
    code, _, err = _run(capsys, "--collection", second, "sync")
    assert (code, "does not let you in" in err) == (2, True)


def test_whoever_lost_their_address_goes_on_with_a_new_one(
    school: Class, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "one.flashcards")
    with flashcards.open(Path(path)) as collection:
        collection.add_note({"Front": "sol", "Back": "sun"}, deck="Latin")
    assert _run(capsys, "--collection", path, "sync", school.ada)[0] == 0
    code, out, _ = _run(capsys, "hub", "new-address", school.owner, "Ada")
    address = out.splitlines()[-1]
    assert (code, address.startswith("postgresql://")) == (0, True)
    code, _, err = _run(capsys, "--collection", path, "sync")
    assert (code, "does not let you in" in err) == (2, True)
    assert _run(capsys, "--collection", path, "sync", address) == (0, "Synced: nothing new.\n", "")
    assert _run(capsys, "--collection", path, "sync")[0] == 0
    assert _run(capsys, "hub", "new-address", school.owner, "Nobody")[0] == 2
    assert _run(capsys, "hub", "new-address", address, "Ada")[0] == 2
    assert _run(capsys, "hub", "status", address)[0] == 0


def test_whoever_was_removed_and_added_again_goes_on_after_leaving(
    school: Class, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, other = str(tmp_path / "one.flashcards"), str(tmp_path / "two.flashcards")
    with flashcards.open(Path(path)) as collection:
        collection.add_note({"Front": "sol", "Back": "sun"}, deck="Latin")
    assert _run(capsys, "--collection", path, "sync", school.ada)[0] == 0
    assert _run(capsys, "hub", "remove-learner", school.owner, "Ada", "--yes")[0] == 0
    address = _run(capsys, "hub", "add-learner", school.owner, "Ada")[1].splitlines()[-1]
    code, _, err = _run(capsys, "--collection", path, "sync", address)
    assert (code, "Your place in the hub" in err, "sync --leave" in err) == (2, True, True)
    assert _run(capsys, "--collection", path, "sync", "--leave")[0] == 0
    assert _run(capsys, "--collection", path, "sync", address)[0] == 0
    assert _run(capsys, "--collection", other, "sync", address)[0] == 0
    with flashcards.open(Path(other)) as collection:
        assert collection.deck_names() == ["Latin"]


class _Terminal(io.StringIO):
    """Standard input, where somebody sits and types."""

    def isatty(self) -> bool:
        return True


def test_nobody_is_removed_unasked(
    school: Class, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("hub", "remove-learner", school.owner, "Ada")
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    code, _, err = _run(capsys, *words)
    assert (code, "This removes Ada" in err, "--yes" in err) == (2, True, True)
    monkeypatch.setattr(sys, "stdin", _Terminal("n\n"))
    code, out, err = _run(capsys, *words)
    assert (code, out, "cannot be undone" in err) == (0, "", True)
    assert err.endswith("Nothing was changed.\n")
    assert "Ada: " in _run(capsys, "hub", "status", school.owner)[1]
    monkeypatch.setattr(sys, "stdin", _Terminal("y\n"))
    assert _run(capsys, *words)[1] == "Removed Ada with all that was theirs in the hub.\n"
    assert "Ada: " not in _run(capsys, "hub", "status", school.owner)[1]


def test_the_address_is_remembered_and_never_shown(
    school: Class, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "one.flashcards")
    assert _run(capsys, "--collection", path, "sync", school.ada)[0] == 0
    assert _run(capsys, "--collection", path, "sync") == (0, "Synced: nothing new.\n", "")
    kept = paths.settings_path()
    assert settings.load(kept).sync_hubs == {path: school.ada}
    assert kept.stat().st_mode & 0o77 == 0
    password = str(connecting.address(school.ada).password)
    _, plain, _ = _run(capsys, "--collection", path, "sync", "--status")
    _, told, _ = _run(capsys, "--collection", path, "sync", "--json")
    _, said, _ = _run(capsys, "--collection", path, "sync", "--status", "--json")
    assert "Hub: " in plain
    assert password not in plain + told + said
    assert json.loads(told)["hub"] == json.loads(said)["hub"] == plain.split("Hub: ")[1].split()[0]
    assert _run(capsys, "--collection", path, "sync", "--leave")[0] == 0
    assert settings.load(kept).sync_hubs == {}


def test_another_learners_place_is_not_taken_for_ones_own(
    school: Class, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "one.flashcards")
    with flashcards.open(Path(path)) as collection:
        collection.add_note({"Front": "sol", "Back": "sun"}, deck="Latin")
    assert _run(capsys, "--collection", path, "sync", school.ada)[0] == 0
    code, _, err = _run(capsys, "--collection", path, "sync", school.ben)
    assert (code, "is not what this collection syncs with" in err) == (2, True)
    assert "as after you were removed there and added again, leave" in err
    assert _run(capsys, "--collection", path, "sync")[0] == 0
    folder = tmp_path / "folder"
    folder.mkdir()
    code, _, err = _run(capsys, "--collection", path, "sync", str(folder))
    assert (code, "lacks the files this collection has synced" in err) == (2, True)
    assert settings.load(paths.settings_path()).sync_place(path) == school.ada


def test_a_wrong_password_is_refused_and_not_repeated(
    school: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    right = str(connecting.address(school.ada).password)
    code, out, err = _run(capsys, "hub", "status", school.ada.replace(right, "wrong-password"))
    assert (code, "does not let you in" in err, "wrong-password" in out + err) == (2, True, False)


def test_an_address_without_its_password_is_said_to_lack_it(
    school: Class, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    right = str(connecting.address(school.ada).password)
    code, _, err = _run(capsys, "hub", "status", school.ada.replace(f":{right}", ""))
    assert (code, "lacks the password" in err, "connection" in err) == (2, True, False)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://example.org/x", "no address of a hub"),
        ("postgresql://a@[::1/x", "no address of a hub"),
        ("postgresql://", "no address of a hub"),
        ("postgresql:/ada:SECRET@h.invalid/db", "no address of a hub"),
        ("postgresql//ada", "no address of a hub"),
        ("postgresql://ada:SEC@RET@h.invalid/db", "no address of a hub"),
        (" postgresql://ada:SECRET@/x?host=/nowhere ", "/x cannot be reached"),
        ("postgresql://a@/x?host=/nowhere", "cannot be reached"),
    ],
)
def test_what_is_no_hub_is_said_in_one_sentence(
    address: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("psycopg", reason="the library that speaks to servers is an extra")
    code, _, err = _run(capsys, "hub", "status", address)
    assert code == 2
    assert said in err
    assert len(err.splitlines()) == 1
    assert ("SEC" in err, "RET" in err) == (False, False)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql:/ada:SECRET@h.invalid/db",
        " postgresql:ada:SECRET@h.invalid/db",
        "postgre://ada:SECRET@h.invalid/db",
        "POSTGRES:ada:SECRET",
        "postgresql+psycopg2:/ada:SECRET@h.invalid/db",
    ],
)
def test_an_address_with_a_slip_is_no_folder_and_is_not_shown(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("psycopg", reason="the library that speaks to servers is an extra")
    path = str(tmp_path / "one.flashcards")
    code, out, err = _run(capsys, "--collection", path, "sync", address)
    assert (code, "no address of a hub" in err, "SECRET" in out + err) == (2, True, False)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("postgresql://ada:12/SECRET@h.invalid/db", "h.invalid/db"),
        ("postgresql://ada:SEC@SECRET@h.invalid/db", "h.invalid/db"),
        ("postgresql://ada:SEC?SECRET@h.invalid/db", "h.invalid/db"),
        ("postgresql://ada:SECRET@h.invalid/db?options=a@b", "h.invalid/db"),
        (" postgresql://ada:SECRET@/db?host=%2Frun", "/run/db"),
        ("postgresql://ada@[::1/db", "[::1/db"),
        ("postgresql:ada:SECRET@h.invalid/db", "localhost"),
    ],
)
def test_a_hub_is_named_without_a_word_of_the_password(address: str, name: str) -> None:
    assert place_name(address) == name


def test_what_goes_over_a_network_is_encrypted_unless_the_address_says_otherwise() -> None:
    assert connecting.address("postgresql://a@db.example/x").query["sslmode"] == "require"
    plain = connecting.address("postgresql://a@db.example/x?sslmode=disable")
    assert plain.query["sslmode"] == "disable"
    assert "sslmode" not in connecting.address("postgresql://a@/x?host=/run").query


def test_a_hub_is_made_once(school: Class, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _run(capsys, "hub", "create", school.owner)
    assert (code, "There is a hub" in out) == (0, True)
    code, _, err = _run(capsys, "hub", "create", school.ada)
    assert (code, "does not allow" in err) == (2, True)
    code, _, err = _run(capsys, "hub", "add-learner", school.owner, "Ada")
    assert (code, "already" in err, "“flashcards hub new-address”" in err) == (2, True, True)
    code, _, err = _run(capsys, "hub", "add-learner", school.ada, "Eve")
    assert (code, "does not allow" in err) == (2, True)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("server does not support SSL, but SSL was required", NoTlsError),
        ("Server unterstützt kein SSL, aber SSL wurde verlangt", NoTlsError),
        ("SSL error: certificate verify failed", AnotherServerError),
        ("SSL-Fehler: Zertifikatsüberprüfung fehlgeschlagen", AnotherServerError),
        ('server certificate for "a" does not match host name "b"', AnotherServerError),
        ('root certificate file "/x/certificate.pem" does not exist', UnreachableError),
        ('could not read certificate file "/x/server.crt": no such file', UnreachableError),
        (
            "channel binding required, but server authenticated client without channel binding",
            UnprovenServerError,
        ),
        (
            "Channel-Binding wurde verlangt, aber der Server hat keine Authentifizierungsmethode",
            UnprovenServerError,
        ),
        ("channel binding required, but SSL not in use", NoTlsError),
        ('invalid channel_binding value: "x"', UnreachableError),
        ("SSL error: unexpected eof while reading", UnreachableError),
        ("failed to resolve host 'db.example'", UnreachableError),
        ('x failed: FATAL:  password authentication failed for user "a"', LoginRefusedError),
    ],
)
def test_why_there_is_no_connection_is_told_apart(said: str, kind: type[HubError]) -> None:
    assert type(connecting._refused("db.example/cards", said)) is kind
