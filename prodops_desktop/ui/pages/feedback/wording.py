"""What the page Feedback says of items: when, by whom, how important, where they stand, and when their customer renews."""

from datetime import date, datetime

from prodops_desktop.feedback.accounts import Customer
from prodops_desktop.feedback.model import ARCHIVE, DELETED, DONE, INBOX, MERGED, OUT, SNOOZED, Item
from prodops_desktop.ui import formats
from prodops_desktop.ui.texts import counted, tr

IMPORTANCE_DOTS = dict(enumerate(("", "ghost", "warn_fill", "bad_fill")))
"""The token of the dot of each importance."""
STATE_NAMES = {
    INBOX: tr("Inbox"),
    SNOOZED: tr("Snoozed"),
    DONE: tr("Done"),
    ARCHIVE: tr("Archive"),
    MERGED: tr("Merged"),
    OUT: tr("Left out"),
    DELETED: tr("Deleted"),
}
_WEEK, _YEAR = 7, 365
_DAY_LETTERS = 10


def when_text(at: str, today: date) -> str:
    """“Fri 16:42” within the last seven days, else “20 Nov”, with its year when that is not within twelve months."""
    moment = _moment(at)
    if moment is None:
        return at
    if 0 <= (today - moment.date()).days < _WEEK:
        name = formats.day_name(moment.date())
        return f"{name} {formats.clock(moment)}" if len(at) > _DAY_LETTERS else name
    return formats.day(moment, today)


def moment_text(at: str, today: date) -> str:
    """“Fri 20 Nov, 16:42”; only the day where no time is known."""
    moment = _moment(at)
    if moment is None:
        return at
    day = formats.day(moment, today, weekday=True)
    return f"{day}, {formats.clock(moment)}" if len(at) > _DAY_LETTERS else day


def renewal_text(renewal: str | None, today: date) -> str:
    """“renews in 41 days”; empty where nobody knows."""
    moment = _moment(renewal) if renewal else None
    if moment is None:
        return ""
    days = (moment.date() - today).days
    if days == 0:
        return tr("renews today")
    if days < 0:
        return tr("renewal was due {day}", day=formats.day(moment, today))
    return counted(days, "renews in {n} day", "renews in {n} days") if days <= _YEAR else tr("renews {day}", day=formats.day(moment, today))


def arr_text(customer: Customer | None, currency: str) -> str:
    """“$412k ARR”; empty where nobody knows."""
    if customer is None or customer.arr is None:
        return ""
    return tr("{amount} ARR", amount=formats.money(customer.arr, currency))


def customer_text(customer: Customer | None, currency: str, today: date) -> str:
    """“Enterprise · $412k ARR · renews in 41 days”, as far as lists of accounts say it."""
    if customer is None:
        return ""
    parts = (customer.segment, arr_text(customer, currency), renewal_text(customer.renewal, today))
    return " · ".join(part for part in parts if part)


def until_text(item: Item, today: date) -> str:
    """“until 25 Nov”, for an item that is snoozed."""
    return tr("until {day}", day=formats.day(item.until, today)) if item.state == SNOOZED and item.until else ""


def state_text(item: Item, today: date) -> str:
    """Where an item stands: “Snoozed until 25 Nov”."""
    return " ".join(part for part in (STATE_NAMES.get(item.state, item.state), until_text(item, today)) if part)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
