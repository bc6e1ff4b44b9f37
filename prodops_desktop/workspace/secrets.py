"""Keeps secrets in the keyring of the system, under names that mean nothing elsewhere; they are never in the workspace file.

The keyring is asked outside of any store: it may wait for the person to unlock it.
"""

import secrets as randomness
from collections.abc import Callable
from typing import Protocol

from prodops_desktop.errors import UserError
from prodops_desktop.workspace.store import Store

SERVICE = "prodops-desktop"
_NO_KEYRING = (
    "This computer offers no keyring that keeps secrets safe, so none is kept here. "
    "Keep it in a password manager, and note beside the tool where that is."
)
_UNSAFE_MODULES = ("keyrings.alt", "keyring.backends.fail", "keyring.backends.null")


class Backend(Protocol):
    """What is needed of a keyring."""

    def get_password(self, service: str, username: str) -> str | None:
        """The secret under this name."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret under this name."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget the secret under this name."""


def account_of(store: Store, table: str, record: int) -> str | None:
    """The name under which the secret of a record is kept; None before one was."""
    row = store.db.execute("SELECT token FROM secret_name WHERE record_table = ? AND record = ?", (table, record)).fetchone()
    return None if row is None else f"{table}/{row[0]}"


def make_account(store: Store, table: str, record: int) -> str:
    """The same, made up first where there is none yet.

    It is random, so that two workspaces, even copies of one, can't mean each other's later records by it. It is written outside the
    history, for the keyring has none; raises UserError on a workspace that may only be read.
    """
    store.refuse_reading_only()
    token = randomness.token_hex(12)
    store.db.execute("INSERT INTO secret_name VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (table, record, token))
    account = account_of(store, table, record)
    assert account is not None
    return account


def keep(account: str, secret: str, backend: Backend | None = None) -> None:
    """Put a secret into the keyring; raises UserError when there is none, or it refuses. Blocks while the keyring asks."""
    refusal = _refusal(lambda ring: ring.set_password(SERVICE, account, secret), backend)
    secret = ""  # a report of the error might show what the names of this frame stand for
    if refusal:
        raise UserError(refusal)


def reveal(account: str, backend: Backend | None = None) -> str | None:
    """The secret; None when this computer's keyring has none under this name. Raises UserError as :func:`keep` does."""
    found: list[str | None] = []
    if refusal := _refusal(lambda ring: found.append(ring.get_password(SERVICE, account)), backend):
        raise UserError(refusal)
    return found[0]


def forget(account: str, backend: Backend | None = None) -> None:
    """Take a secret out of the keyring; nothing happens when there is none."""
    if reveal(account, backend) is None:
        return
    if refusal := _refusal(lambda ring: ring.delete_password(SERVICE, account), backend):
        raise UserError(refusal)


def has_keyring() -> bool:
    """Whether this computer has a keyring that keeps secrets safe."""
    return _system_keyring() is not None


def _refusal(use: Callable[[Backend], object], backend: Backend | None) -> str:
    """Why the keyring could not be used, as a sentence; empty when it was. Nothing of what it raised is kept."""
    ring = _system_keyring() if backend is None else backend
    if ring is None:
        return _NO_KEYRING
    try:
        use(ring)
    except Exception as error:  # noqa: BLE001 - backends raise what they like, and its text or trace might quote the secret
        return f"The keyring of this computer refused ({type(error).__name__}). Unlock it and try again; nothing was changed."
    return ""


def _system_keyring() -> Backend | None:
    """The keyring of this computer; None where it has none that keeps secrets safe."""
    import keyring  # D-Bus and cryptography come with it: only when a secret is asked for

    try:
        ring: Backend = keyring.get_keyring()
    except Exception:  # noqa: BLE001 - whatever is wrong with the one that the person's settings name
        return None
    parts = getattr(ring, "backends", [ring])  # a chain of several is as safe as the least of them
    if not parts or any(type(part).__module__.startswith(_UNSAFE_MODULES) for part in parts):
        return None
    return ring
