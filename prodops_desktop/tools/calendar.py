"""The notice deadlines as a calendar file that any calendar takes: an entry for each deadline and for each day of a lead time."""

from collections import Counter
from datetime import UTC, date, timedelta
from pathlib import Path

from icalendar import Alarm, Calendar, Event

from prodops_desktop.errors import UserError
from prodops_desktop.tools.model import RENEW
from prodops_desktop.tools.views import ContractView, Inventory, ToolView
from prodops_desktop.work import clock

_REMIND_DAYS = 14


def calendar_bytes(inventory: Inventory) -> bytes:
    """The deadlines of the inventory as an iCalendar file (RFC 5545); the same deadline has the same identity each time.

    A reminder stands two weeks ahead of each, but for contracts that it was decided to renew; a decision to drop one or to negotiate it
    anew still needs its notice.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Prodops Desktop//Notice deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Notice deadlines")
    for view, one in inventory.due:
        assert one.deadline is not None
        labels = Counter[str]()
        for milestone in one.deadline.milestones:
            part = milestone.label.casefold()
            labels[part] += 1
            number = f"-{labels[part]}" if labels[part] > 1 else ""
            calendar.add_component(_entry(view, one, f"Begin: {milestone.label}", milestone.day, f"begin-{part}{number}"))
        calendar.add_component(_entry(view, one, _what(one), one.deadline.day, "notice"))
    return bytes(calendar.to_ical())


def write_calendar(inventory: Inventory, path: Path) -> None:
    """Write the calendar to ``path``; raises UserError when there are no deadlines, or it can't be written, or is no name for one."""
    if path.suffix.lower() != ".ics":  # nor is a workspace overwritten by a slip
        raise UserError(f"A calendar is written, but “{path.name}” does not end in .ics. Give it a name that does.")
    if not inventory.due:
        raise UserError("There is no notice deadline to come, so there is nothing to put into a calendar.")
    try:
        path.write_bytes(calendar_bytes(inventory))
    except OSError as error:
        raise UserError(f"{path.name} could not be written to {path.parent}: {error.strerror or error}. Choose another folder.") from error


def _what(one: ContractView) -> str:
    if one.decision is None:
        return "Last day for notice"
    return "Decided: renew" if _is_renewed(one) else f"Last day for notice (decided: {one.decision.choice})"


def _is_renewed(one: ContractView) -> bool:
    return one.decision is not None and one.decision.choice == RENEW


def _identity(view: ToolView, one: ContractView, part: str) -> str:
    """The same for the same term of a contract, whatever it is renamed to, and whatever day its deadline moves to."""
    assert one.deadline is not None
    return f"tool-{view.tool.id}-contract-{one.contract.id}-{one.deadline.term_end.isoformat()}-{part}@prodops-desktop"


def _entry(view: ToolView, one: ContractView, what: str, day: date, part: str) -> Event:
    assert one.deadline is not None
    entry = Event()
    entry.add("uid", _identity(view, one, part))
    entry.add("summary", f"{view.tool.name}: {what}")
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(days=1))
    entry.add("dtstamp", clock.now().astimezone(UTC))
    entry.add("transp", "TRANSPARENT")
    entry.add("description", _description(view, one))
    if not _is_renewed(one):
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"{view.tool.name}: {what}")
        alarm.add("trigger", timedelta(days=-_REMIND_DAYS))
        entry.add_component(alarm)
    return entry


def _description(view: ToolView, one: ContractView) -> str:
    assert one.deadline is not None
    lines = [f"The term ends on {one.deadline.term_end.isoformat()}; notice {one.contract.notice or 'none'}."]
    if one.contract.amount is not None and one.contract.annual is not None:
        lines.append(f"{one.contract.annual:,.2f} {one.contract.amount.currency or ''} a year.")
    if view.tool.owner:
        lines.append(f"Owner: {view.tool.owner}.")
    if one.decision is not None:
        lines.append(f"{one.decision.day}, {one.decision.owner or 'nobody'}: {one.decision.reason}")
    return "\n".join(lines)
