"""Secrets: kept in the keyring alone, never told by an error, and refused where no keyring keeps them safe."""

import shutil
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import keyring
import keyring.backends.chainer
import keyring.core
import pytest
from keyring.core import load_keyring
from keyring.errors import KeyringError, PasswordDeleteError

from prodops_desktop.errors import UserError
from prodops_desktop.workspace import Workspace, history, settings
from prodops_desktop.workspace.secrets import SERVICE, account_of, forget, has_keyring, keep, make_account, reveal

SECRET = "tok-5e1f_Grün 🔑"


class Ring(dict[tuple[str, str], str]):
    """A keyring in memory; empty it counts as false, as a dictionary does."""

    def get_password(self, service: str, username: str) -> str | None:
        return self.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self:
            raise PasswordDeleteError("there is none")
        del self[service, username]


class Refusing:
    """A keyring that raises, and quotes the secret where it can; ``deny`` says which calls."""

    def __init__(self, *deny: str, error: type[Exception] = RuntimeError) -> None:
        self.deny, self.error = deny, error

    def get_password(self, service: str, username: str) -> str | None:
        found = SECRET
        if "get" in self.deny:
            try:
                raise KeyError(found)
            except KeyError as cause:
                raise self.error(f"{found} can't be told") from cause
        return found

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.error(f"{password} is not taken", password)

    def delete_password(self, service: str, username: str) -> None:
        raise self.error(f"{SECRET} stays")


def chained(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        yield from chained(error.__cause__)
        error = error.__context__


def told(error: BaseException) -> str:
    """All the text that a report of this error could hold: its own, its causes', and what the names of every frame stand for."""
    found = ["".join(traceback.format_exception(error))]
    for one in chained(error):
        found += [str(one), repr(one), repr(one.args), *getattr(one, "__notes__", ())]
        for frame, _ in traceback.walk_tb(one.__traceback__):
            for value in frame.f_locals.values():
                cells = [cell.cell_contents for cell in getattr(value, "__closure__", None) or () if _filled(cell)]
                found += [f"{item} {item!r}" for item in (value, *cells)]
    return "\n".join(found)


def _filled(cell: Any) -> bool:
    try:
        return cell.cell_contents is not None
    except ValueError:
        return False


def refused(monkeypatch: pytest.MonkeyPatch, ring: object) -> list[UserError]:
    """What keeping, revealing and forgetting a secret in the keyring of the system raise."""
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)
    found = []
    with pytest.raises(UserError) as keeping:
        keep("a/tool/1", SECRET)
    found.append(keeping.value)
    for use in (reveal, forget):
        with pytest.raises(UserError) as using:
            use("a/tool/1")
        found.append(using.value)
    return found


def test_a_secret_is_kept_told_and_forgotten() -> None:
    ring = Ring()
    assert reveal("a/tool/1", ring) is None
    keep("a/tool/1", SECRET, ring)
    keep("a/tool/2", "another", ring)
    assert reveal("a/tool/1", ring) == SECRET
    assert ring == {(SERVICE, "a/tool/1"): SECRET, (SERVICE, "a/tool/2"): "another"}
    keep("a/tool/1", "new", ring)
    assert reveal("a/tool/1", ring) == "new"
    for _ in range(2):
        forget("a/tool/1", ring)
        assert reveal("a/tool/1", ring) is None
    assert reveal("a/tool/2", ring) == "another"


def test_the_keyring_of_the_system_is_used_where_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = Ring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)
    keep("a/tool/1", SECRET)
    assert ring == {(SERVICE, "a/tool/1"): SECRET}
    assert reveal("a/tool/1") == SECRET
    forget("a/tool/1")
    assert ring == {}


@pytest.mark.parametrize("error", [RuntimeError, KeyringError, ValueError])
def test_no_error_tells_the_secret(error: type[Exception]) -> None:
    refusing, unwilling = Refusing("get", error=error), Refusing(error=error)
    with pytest.raises(UserError) as keeping:
        keep("a/tool/1", SECRET, refusing)
    with pytest.raises(UserError) as revealing:
        reveal("a/tool/1", refusing)
    with pytest.raises(UserError) as forgetting:
        forget("a/tool/1", unwilling)
    for refusal in (keeping.value, revealing.value, forgetting.value):
        assert str(refusal) == f"The keyring of this computer refused ({error.__name__}). Unlock it and try again; nothing was changed."
        assert refusal.__cause__ is None
        assert refusal.__context__ is None
        assert SECRET not in told(refusal)


def test_the_search_for_a_told_secret_finds_one() -> None:
    def carrying(secret: str) -> None:
        ring = Ring()

        def use() -> None:
            ring.set_password("", "", secret)
            raise UserError("a sentence")

        use()

    with pytest.raises(UserError) as failure:
        carrying(SECRET)
    assert SECRET in told(failure.value)


def backend_of(module: str) -> object:
    """A keyring whose class says that it comes from ``module``."""
    return type("Keyring", (Ring,), {"__module__": module})()


FAIL = "keyring.backends.fail"
UNSAFE: dict[str, Any] = {
    "fail": load_keyring(f"{FAIL}.Keyring"),
    "null": load_keyring("keyring.backends.null.Keyring"),
    "alt": backend_of("keyrings.alt.file"),
    "chain": SimpleNamespace(backends=[backend_of("keyring.backends.SecretService"), backend_of("keyrings.alt.file")]),
    "chain of none": SimpleNamespace(backends=[]),
}


@pytest.mark.parametrize("name", list(UNSAFE))
def test_a_keyring_that_keeps_nothing_safe_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    ring = UNSAFE[name]
    for refusal in refused(monkeypatch, ring):
        assert str(refusal).startswith("This computer offers no keyring that keeps secrets safe, so none is kept here.")
        assert SECRET not in told(refusal)
    assert [one for one in (ring, *getattr(ring, "backends", ())) if isinstance(one, Ring) and one] == [], "and nothing is put into it"


def test_a_chain_of_keyrings_is_refused_for_one_that_is_not_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = Ring(), Ring()
    chain: Any = keyring.backends.chainer.ChainerBackend
    monkeypatch.setattr(chain, "backends", [first, second])
    monkeypatch.setattr(keyring, "get_keyring", chain)
    keep("a/tool/1", SECRET)
    assert list(first.values()) == [SECRET]
    monkeypatch.setattr(chain, "backends", [first, UNSAFE["null"]])
    assert all("no keyring" in str(refusal) for refusal in refused(monkeypatch, chain()))


@pytest.mark.parametrize("backend", [f"{FAIL}.Keyring", f"{FAIL}.Missing", "nowhere.to.be.Found", "nothing", ""])
def test_a_keyring_that_is_named_wrongly_in_the_environment_is_none(monkeypatch: pytest.MonkeyPatch, backend: str) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", backend)
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)
    for use in (reveal, forget):
        with pytest.raises(UserError, match="no keyring that keeps secrets safe"):
            use("a/tool/1")


def test_a_secret_has_a_name_of_its_own_that_is_no_step_of_the_history_and_is_in_no_file(tmp_path: Path) -> None:
    ring = Ring()
    path, copy = tmp_path / "a.prodops", tmp_path / "copy.prodops"
    with Workspace.open(path, create=True) as workspace:
        with workspace.reading() as store:
            assert account_of(store, "tool", 7) is None
        account = workspace.run(lambda store: make_account(store, "tool", 7)).result()
        other = workspace.run(lambda store: make_account(store, "tool", 8)).result()
        keep(account, SECRET, ring)
        assert workspace.run(lambda store: make_account(store, "tool", 7)).result() == account != other
        with workspace.reading() as store:
            assert account_of(store, "tool", 7) == account
            assert history.steps(store) == []
        assert not any(SECRET.encode() in file.read_bytes() for file in tmp_path.iterdir())
    shutil.copy(path, copy)
    with Workspace.open(copy) as workspace:
        assert workspace.run(lambda store: make_account(store, "tool", 7)).result() == account
        assert workspace.run(lambda store: make_account(store, "tool", 8)).result() == other
        later = workspace.run(lambda store: make_account(store, "tool", 9)).result()
        assert reveal(account, ring) == SECRET
        workspace.run(lambda store: settings.set_setting(store, "company", "Changed")).result()
        assert not any(SECRET.encode() in file.read_bytes() for file in tmp_path.iterdir())
    with Workspace.open(tmp_path / "other.prodops", create=True) as workspace:
        assert workspace.run(lambda store: make_account(store, "tool", 7)).result() != account
    with Workspace.open(path) as workspace:
        assert workspace.run(lambda store: make_account(store, "tool", 9)).result() != later, "made up in a copy: it means another tool"
    files = [file.read_bytes() for file in tmp_path.iterdir()]
    assert len(files) == 3
    assert not any(SECRET.encode() in content for content in files)


def test_whether_there_is_a_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_keyring", Ring)
    assert has_keyring()
    for ring in UNSAFE.values():
        monkeypatch.setattr(keyring, "get_keyring", lambda ring=ring: ring)
        assert not has_keyring()
