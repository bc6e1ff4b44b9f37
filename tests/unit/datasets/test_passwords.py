"""The password of a dataset's source is in the keyring or nowhere, and each dataset has its own."""

from pathlib import Path

import pytest

from prodops_desktop.datasets.passwords import account_for, keep_password, kept_password, password_at_hand
from prodops_desktop.errors import UserError
from prodops_desktop.workspace import Workspace, secrets
from tests.unit.workspace.test_secrets import Ring

from .conftest import Importer

ROWS = [["day", "amount"], ["2026-01-05", "10"], ["2026-01-06", "20"]]


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    """A keyring of this computer, in memory."""
    made = Ring()
    monkeypatch.setattr(secrets, "_system_keyring", lambda: made)
    return made


def test_it_is_kept_for_its_dataset_alone_and_not_in_the_file(workspace: Workspace, bring: Importer, ring: Ring) -> None:
    bring("May.csv", ROWS)
    bring("June.csv", ROWS, again=True)
    with workspace.reading() as store:
        assert account_for(store, "May") is None
        position = store.position()
    keep_password(workspace, "May", "Tulpe 7 ÄÖ")
    with workspace.reading() as store:
        account = account_for(store, " MAY ")
        assert account is not None
        assert account_for(store, "June") is None
        assert account_for(store, "Never imported") is None
        assert store.position() == position  # no step of the history
    assert kept_password(account) == "Tulpe 7 ÄÖ"
    assert password_at_hand(workspace, "May") == "Tulpe 7 ÄÖ"
    assert password_at_hand(workspace, "June") is None
    assert list(ring.values()) == ["Tulpe 7 ÄÖ"]
    workspace.close()
    assert "Tulpe 7 ÄÖ".encode() not in workspace.path.read_bytes()


def test_a_new_one_takes_the_place_of_the_old(workspace: Workspace, bring: Importer, ring: Ring) -> None:
    bring("May.csv", ROWS)
    keep_password(workspace, "May", "old")
    keep_password(workspace, "May", "new")
    assert list(ring.values()) == ["new"]


def test_without_a_keyring_it_is_said_and_asked_for_each_time(
    workspace: Workspace, bring: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "_system_keyring", lambda: None)
    bring("May.csv", ROWS)
    with pytest.raises(UserError, match=r"no keyring .* It is asked for each time"):
        keep_password(workspace, "May", "x")
    assert password_at_hand(workspace, "May") is None
    with workspace.reading() as store:
        assert account_for(store, "May") is None


def test_a_keyring_that_refuses_costs_no_import(workspace: Workspace, bring: Importer, ring: Ring, monkeypatch: pytest.MonkeyPatch) -> None:
    bring("May.csv", ROWS)
    keep_password(workspace, "May", "x")

    def locked(self: Ring, service: str, username: str) -> str | None:
        raise RuntimeError("locked")

    monkeypatch.setattr(Ring, "get_password", locked)
    assert password_at_hand(workspace, "May") is None
    with workspace.reading() as store:
        account = account_for(store, "May")
    assert account is not None
    with pytest.raises(UserError, match="refused"):
        kept_password(account)


def test_a_dataset_that_is_not_there_has_none(workspace: Workspace, ring: Ring, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no dataset"):
        keep_password(workspace, "Nothing", "x")
    assert not ring
