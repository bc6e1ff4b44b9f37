"""The password of a dataset's source file, kept in the keyring of this computer when that is wished, and nowhere else."""

from prodops_desktop.datasets import store as catalogue
from prodops_desktop.errors import UserError
from prodops_desktop.workspace import Store, Workspace, secrets

_TABLE = "dataset"
_NO_KEYRING = "This computer offers no keyring that keeps secrets safe, so the password was not kept. It is asked for each time."


def account_for(store: Store, dataset_name: str) -> str | None:
    """The name under which the password of a dataset's source is kept; None before one was, and for a dataset that isn't there."""
    if not catalogue.has_dataset(store, dataset_name):
        return None
    return secrets.account_of(store, _TABLE, catalogue.find_dataset(store, dataset_name).id)


def kept_password(account: str) -> str | None:
    """The password that is kept under this name; None without one. Blocks while the keyring asks; raises UserError when it refuses."""
    return secrets.reveal(account)


def keep_password(workspace: Workspace, dataset_name: str, password: str) -> None:
    """Keep the password for the source of a dataset; raises UserError where there is no keyring, or it refuses."""
    if not secrets.has_keyring():
        raise UserError(_NO_KEYRING)
    account = workspace.run(lambda store: secrets.make_account(store, _TABLE, catalogue.find_dataset(store, dataset_name).id)).result()
    secrets.keep(account, password)


def password_at_hand(workspace: Workspace, dataset_name: str) -> str | None:
    """The password that is kept for a dataset's source; None where none can be had, for whatever reason: then it is asked for."""
    with workspace.reading() as store:
        account = account_for(store, dataset_name)
    try:
        return kept_password(account) if account is not None else None
    except UserError:
        return None
