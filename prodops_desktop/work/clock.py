"""The clock of the program: the one place that knows what time it is, so that a day can be set for a sample or a test."""

import os
from datetime import date, datetime

from prodops_desktop.errors import UserError


def now() -> datetime:
    """The local moment without a zone; the day is that of ``PRODOPS_TODAY`` (YYYY-MM-DD) where it is set."""
    moment = datetime.now()
    day = os.environ.get("PRODOPS_TODAY")
    if not day:
        return moment
    try:
        return datetime.combine(date.fromisoformat(day), moment.time())
    except ValueError:
        raise UserError(f"PRODOPS_TODAY is “{day}”, which is not a day. Write it as year-month-day, such as 2026-11-23.") from None


def today() -> date:
    """The day of :func:`now`."""
    return now().date()
