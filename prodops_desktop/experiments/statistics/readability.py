"""Whether a test can be read at all, said before it runs."""

from dataclasses import dataclass

from prodops_desktop.experiments.model import Experiment
from prodops_desktop.experiments.statistics.clusters import LEAST_ACCOUNTS, allocated, design_effect, icc_of, icc_text, worth
from prodops_desktop.experiments.statistics.sizing import NoSize, per_arm
from prodops_desktop.experiments.statistics.wording import counted


@dataclass(frozen=True)
class Readability:
    """What is said of a test before it runs; ``users`` and ``accounts`` are those of the segment that get into it.

    ``effective`` is what they count for. ``is_readable`` is None as long as nobody knows how many are ``needed``. ``detail`` says
    how the design effect comes about, where accounts count.
    """

    users: int
    accounts: int
    effective: int
    needed: int | None
    is_readable: bool | None
    sentence: str
    detail: str | None


def readability(experiment: Experiment, users: int, accounts: int) -> Readability:
    """Whether a test on a segment of so many users in so many accounts can be read.

    Where accounts count, it takes enough effective users, and 20 accounts in the arm with the smallest weight.
    """
    users, accounts = allocated(users, experiment), allocated(accounts, experiment)
    counting, size = worth(experiment, users, accounts), per_arm(experiment)
    in_arm = _accounts_in_smallest_arm(experiment, accounts)
    has_accounts = not experiment.by_account or in_arm >= LEAST_ACCOUNTS
    if isinstance(size, NoSize):
        needed, is_readable = None, None if has_accounts else False
    else:
        needed, is_readable = size.total, has_accounts and counting >= size.total
    if not has_accounts and (needed is None or counting >= needed):
        found = f"{counted(accounts, 'account')}: {in_arm:,} of {LEAST_ACCOUNTS} needed in an arm"
    elif isinstance(size, NoSize):
        found = size.reason.removesuffix(".")
    elif experiment.by_account:
        found = f"{counted(accounts, 'account')}: effective n {counting:,} of {size.total:,} needed"
    else:
        found = f"{counted(users, 'user')} of {size.total:,} needed"
    sentence = f"{found}: can’t be read." if is_readable is False else f"{found}."
    return Readability(users, accounts, counting, needed, is_readable, sentence, _detail(experiment, users, accounts))


def _accounts_in_smallest_arm(experiment: Experiment, accounts: int) -> int:
    weights = [variant.weight for variant in experiment.variants if variant.weight > 0]
    return int(accounts * min(weights) / sum(weights)) if weights else 0


def _detail(experiment: Experiment, users: int, accounts: int) -> str | None:
    if not experiment.by_account:
        return None
    return f"Design effect {design_effect(users, accounts, icc_of(experiment)):.2f}, {icc_text(experiment)}."
