"""Asks for the password of a protected file: on a terminal, or one line of standard input; never as a word of the command."""

import getpass
import sys
from typing import TYPE_CHECKING

from prodops_desktop.cli.shared import Arguments
from prodops_desktop.errors import UserError

if TYPE_CHECKING:
    from prodops_desktop.workspace import Workspace

_MOST_TRIES = 3
_STALE = "The password in the keyring no longer opens it. Give the one that it is protected with now."
_LONGEST = 10_000


def password_of(arguments: Arguments) -> str | None:
    """The password that was given with the command, as UTF-8 whatever the console speaks; None without one."""
    if not arguments.password_stdin:
        return None
    try:
        line = sys.stdin.buffer.readline(_LONGEST).decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise UserError("The password on standard input is not UTF-8. Give it as one line of UTF-8 text.") from None
    if not line:
        raise UserError("No password came from standard input. Give it as one line.")
    return line


class Asking:
    """Asks on the terminal, a few times a file; where there is no terminal nobody is asked."""

    def __init__(self, arguments: Arguments) -> None:
        self.may_ask = not arguments.password_stdin and sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
        self._tries: dict[str, int] = {}

    def ask(self, name: str, *, wrong: bool) -> str | None:
        """The password of the file of this name; None where there is none."""
        tries = self._tries[name] = self._tries.get(name, 0) + 1
        if not self.may_ask or tries > _MOST_TRIES:
            return None
        if wrong:
            print("That is not its password.", file=sys.stderr)
        try:
            return getpass.getpass(f"Password of {name} (nothing is shown): ", sys.stderr) or None
        except EOFError:
            return None


class AskingKeyring:
    """Asks the keyring for the password of a dataset's source first, then the operator, who is not blamed for what was kept."""

    def __init__(self, workspace: "Workspace", dataset_name: str, file_name: str, asking: Asking) -> None:
        self._workspace = workspace
        self._dataset_name = dataset_name
        self._file_name = file_name
        self._asking = asking
        self._is_kept = False

    def ask(self, *, wrong: bool) -> str | None:
        """The password; None where there is none. UserError where the kept one is wrong and nobody can be asked."""
        from prodops_desktop.datasets.passwords import password_at_hand

        if not wrong and (kept := password_at_hand(self._workspace, self._dataset_name)):
            self._is_kept = True
            return kept
        if not self._is_kept:
            return self._asking.ask(self._file_name, wrong=wrong)
        self._is_kept = False
        if not self._asking.may_ask:
            raise UserError(_STALE)
        print(_STALE, file=sys.stderr)
        return self._asking.ask(self._file_name, wrong=False)
