"""What is decided for a whole workspace: its currency, paper size, and the day it speaks of."""

import os
from collections.abc import Callable, Sequence
from datetime import date

from prodops_desktop.errors import UserError
from prodops_desktop.work import clock
from prodops_desktop.workspace.store import ChangeSet, Store

DEFAULTS = {
    "currency": "USD",
    "paper": "A4",
    "company": "",
    "keep_source_mb": "50",
    "import_memory_mb": "0",
    "day_order": "day first",
    "holidays": "",
    "tools_active_target": "90",
    "tools_low_use": "40",
    "tools_decide_days": "30",
    "experiments_limit": "6",
    "feedback_fresh_days": "30",
    "feedback_nps_words": "4",
    "feedback_ticket_priority": "2",
    "roadmap_cap_opinion": "50",
    "roadmap_cap_feedback": "80",
    "roadmap_cap_usage": "80",
    "roadmap_cap_experiment": "100",
    "roadmap_at_risk_score": "50",
    "history_keep_days": "0",
    "backups_mb": "2000",
}
"""Settings with a value from the start.

``keep_source_mb`` is the largest file whose bytes are kept in the workspace, ``import_memory_mb`` how much memory reading a file may take
(0: half of the machine's, at most 4096), ``day_order`` how days such as 04/11/2026 are read where nothing else tells. ``holidays`` is the
code of the country whose public holidays are not worked, empty for none. Of the tools: per cent of the seats that should be active at a
renewal, below how many per cent a tool is looked into, and how many days before the notice deadline it is time to decide.
``experiments_limit`` is how many experiments may be live in a week. Of feedback: how many days old an item may be for the inbox (0: any),
of how many words a comment on an NPS, and up to which priority tickets go there. Of the roadmap: the confidence in per cent that each
kind of evidence bears, and up to which score of customer success an account is at risk. ``history_keep_days`` is the age at which values
that steps changed are dropped (0: never), ``backups_mb`` how much room the backups beside the file may take. These are starting values of
an experienced operator.
"""

DAY_ORDERS = ("day first", "month first")
"""Which of the two numbers of a day comes first."""
PAPERS = ("A4", "Letter")
"""The sizes of paper that board packs are set up for."""

_TITLES = {
    "currency": "currency",
    "paper": "paper size",
    "company": "company",
    "today": "the day of the workspace",
    "keep_source_mb": "size of kept files",
    "import_memory_mb": "memory for reading a file",
    "day_order": "order of day and month",
    "holidays": "country of public holidays",
    "tools_active_target": "share of seats to be active",
    "tools_low_use": "share of seats that is low use",
    "tools_decide_days": "days to decide before a notice deadline",
    "experiments_limit": "number of experiments live in a week",
    "feedback_fresh_days": "age of feedback for the inbox",
    "feedback_nps_words": "number of words of an NPS comment for the inbox",
    "feedback_ticket_priority": "lowest priority of tickets for the inbox",
    "roadmap_cap_opinion": "confidence that an opinion bears",
    "roadmap_cap_feedback": "confidence that feedback bears",
    "roadmap_cap_usage": "confidence that usage bears",
    "roadmap_cap_experiment": "confidence that an experiment bears",
    "roadmap_at_risk_score": "highest CS score of an account at risk",
    "history_keep_days": "age of the history",
    "backups_mb": "room for backups",
}


def _is_day(text: str) -> bool:
    try:
        return not text or bool(date.fromisoformat(text))
    except ValueError:
        return False


def _is_share(text: str) -> bool:
    return text.isdecimal() and int(text) <= 100


_VALID: dict[str, Callable[[str], bool]] = {
    "currency": lambda text: len(text) == 3 and text.isalpha() and text.isupper(),
    "paper": lambda text: text in PAPERS,
    "today": _is_day,
    "keep_source_mb": lambda text: text.isdecimal(),
    "import_memory_mb": lambda text: text.isdecimal() and (not int(text) or 64 <= int(text) <= 1_000_000),
    "day_order": lambda text: text in DAY_ORDERS,
    "holidays": lambda text: not text or (len(text) == 2 and text.isalpha() and text.isupper()),
    "tools_active_target": _is_share,
    "tools_low_use": _is_share,
    "tools_decide_days": lambda text: text.isdecimal() and int(text) <= 1000,
    "experiments_limit": lambda text: text.isdecimal() and 1 <= int(text) <= 10_000,
    "feedback_fresh_days": lambda text: text.isdecimal() and int(text) <= 36_500,
    "feedback_nps_words": lambda text: text.isdecimal() and int(text) <= 1000,
    "feedback_ticket_priority": lambda text: text in ("0", "1", "2"),
    "roadmap_cap_opinion": _is_share,
    "roadmap_cap_feedback": _is_share,
    "roadmap_cap_usage": _is_share,
    "roadmap_cap_experiment": _is_share,
    "roadmap_at_risk_score": _is_share,
    "history_keep_days": lambda text: text.isdecimal() and int(text) <= 36_500,
    "backups_mb": lambda text: text.isdecimal() and 10 <= int(text) <= 10_000_000,
}
_HINTS = {
    "currency": "Use three capital letters, such as USD.",
    "paper": f"Choose one of {' and '.join(PAPERS)}.",
    "today": "Write a day as year-month-day, such as 2026-11-23.",
    "keep_source_mb": "Give a whole number of megabytes.",
    "import_memory_mb": "Give a whole number of megabytes from 64 to 1,000,000, or 0 for half of this computer's memory.",
    "day_order": f"Choose one of {' and '.join(DAY_ORDERS)}.",
    "holidays": "Use the two capital letters of a country, such as US, or nothing.",
    "tools_active_target": "Give a whole number of per cent from 0 to 100.",
    "tools_low_use": "Give a whole number of per cent from 0 to 100.",
    "tools_decide_days": "Give a whole number of days.",
    "experiments_limit": "Give a whole number of at least 1.",
    "feedback_fresh_days": "Give a whole number of days, or 0 for any age.",
    "feedback_nps_words": "Give a whole number of words.",
    "feedback_ticket_priority": "Give 1 for P1, 2 for P1 and P2, or 0 for none.",
    "roadmap_cap_opinion": "Give a whole number of per cent from 0 to 100.",
    "roadmap_cap_feedback": "Give a whole number of per cent from 0 to 100.",
    "roadmap_cap_usage": "Give a whole number of per cent from 0 to 100.",
    "roadmap_cap_experiment": "Give a whole number of per cent from 0 to 100.",
    "roadmap_at_risk_score": "Give a whole number from 0 to 100.",
    "history_keep_days": "Give a whole number of days, or 0 to keep everything.",
    "backups_mb": "Give a whole number of megabytes from 10 on.",
}


def get(store: Store, key: str) -> str:
    """The value of a setting, or its default, or an empty text."""
    row = store.db.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else DEFAULTS.get(key, "")


def set_setting(store: Store, key: str, value: str) -> ChangeSet:
    """Decide a setting; raises UserError for a value that makes no sense."""
    value = value.strip()
    if key in _VALID and not _VALID[key](value):
        raise UserError(f"“{value}” can't be the {_TITLES.get(key, key)}. {_HINTS[key]}")
    with store.edit(f"Set {_TITLES.get(key, key)} to {value}") as edit:
        if get(store, key) != value:
            store.db.execute(
                "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value)
            )
    return edit.changes


def restore_defaults(store: Store, keys: Sequence[str], about: str) -> ChangeSet:
    """Let these settings be as in a new workspace; ``about`` names them in the history."""
    with store.edit(f"Restore the defaults of {about}") as edit:
        for key in keys:
            if key not in DEFAULTS:
                raise KeyError(key)
            if get(store, key) != DEFAULTS[key]:
                store.db.execute("DELETE FROM setting WHERE key = ?", (key,))
    return edit.changes


def today(store: Store) -> date:
    """The day that the workspace speaks of: ``PRODOPS_TODAY``, else its own setting (a sample's), else the clock's."""
    own = get(store, "today")
    return date.fromisoformat(own) if own and not os.environ.get("PRODOPS_TODAY") else clock.today()


def is_sample(store: Store) -> bool:
    """Whether this is the sample workspace."""
    return get(store, "sample") == "1"
