"""The dated events of the company: freezes, price changes, campaigns, launches, incidents, holidays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from prodops_desktop.errors import UserError
from prodops_desktop.registry.entries import ensure, name_key
from prodops_desktop.workspace import ChangeSet, Store, rows
from prodops_desktop.workspace.links import End

TYPES = ("freeze", "price change", "campaign", "launch", "incident", "holiday", "competitor move", "other")
"""What an event can be."""
LAUNCH = "launch"
_SAME_LAUNCH = timedelta(days=31)
"""Two launches of one name that are no further apart are the same one."""


@dataclass(frozen=True)
class Event:
    """An event from its first day to its last, which may be one; a launch of the roadmap has the number of its item below 0."""

    id: int
    title: str
    type: str
    starts: str
    ends: str
    region: str | None
    segment: str | None
    surface: str | None
    owner: str | None
    note: str | None

    @property
    def is_on_roadmap(self) -> bool:
        """Whether it is a launch of the roadmap, which is changed there."""
        return self.id < 0

    @property
    def record(self) -> End:
        """The record that it stands for: itself, or the item of the roadmap that launches."""
        return End("roadmap_item", -self.id) if self.is_on_roadmap else End("event", self.id)


_SELECT = (
    "SELECT e.id, e.title, e.type, e.starts, e.ends, e.region, e.segment, e.surface, p.name AS owner, e.note "
    "FROM event e LEFT JOIN person p ON p.id = e.owner"
)


def all_events(store: Store, *, type_: str | None = None, start: str | None = None, end: str | None = None) -> list[Event]:
    """The events in order of their days: of one type, or those that touch the days from ``start`` to ``end``, where these are given."""
    where = " WHERE (?1 IS NULL OR e.type = ?1) AND (?2 IS NULL OR e.ends >= ?2) AND (?3 IS NULL OR e.starts <= ?3)"
    return [Event(*row) for row in store.db.execute(f"{_SELECT}{where} ORDER BY e.starts, e.ends, e.title", (type_, start, end))]


def calendar_events(store: Store) -> list[Event]:
    """What stands on the calendar, in order of the days: the events, and the launches of the roadmap that are known to the day.

    A launch of the roadmap is left out where an event stands for it already, so that nothing stands twice: an event that is a launch,
    touches the 31 days before or after it, and has the title of the item, alone or with more words behind it (“Bulk export launch”).
    It is one day long, and its surface is the area of the item.
    """
    events = all_events(store)
    own = [one for one in events if one.type == LAUNCH]
    for id_, title, day, area, owner in store.db.execute("SELECT id, title, day, area, owner FROM calendar_launch ORDER BY id DESC"):
        if not any(is_same_launch(one, title, date.fromisoformat(day)) for one in own):
            events.append(Event(id_, title, LAUNCH, day, day, None, None, area, owner, None))
    return sorted(events, key=lambda one: (one.starts, one.ends, one.title))


def is_same_launch(event: Event, title: str, day: date) -> bool:
    """Whether an event stands for the launch of an item of the roadmap with this title on this day, as :func:`calendar_events` says."""
    first, last = (day - _SAME_LAUNCH).isoformat(), (day + _SAME_LAUNCH).isoformat()
    near = event.type == LAUNCH and event.starts <= last and first <= event.ends
    return near and _begins_with(name_key(event.title), name_key(title))


def _begins_with(title: str, words: str) -> bool:
    """Whether a title consists of these whole words, or begins with them."""
    return title.startswith(words) and not title[len(words) : len(words) + 1].isalnum()


def find_event(store: Store, event: int) -> Event:
    """The event with this id; raises UserError when it is gone."""
    row = store.db.execute(f"{_SELECT} WHERE e.id = ?", (event,)).fetchone()
    if row is None:
        raise UserError("This event is no longer there; it was deleted or undone.")
    return Event(*row)


def save_event(store: Store, values: Mapping[str, str | None], event: int | None = None) -> tuple[ChangeSet, int]:
    """Add an event, or with its id change it; keys of ``values`` are those of :class:`Event`, what is not named stays.

    Without a last day it is one day long. Raises UserError for an empty title, a type that there is not, and days that are none or
    end before they begin.
    """
    before = vars(find_event(store, event)) if event is not None else {}
    whole: dict[str, str | None] = {**before, **values}
    title = " ".join((whole.get("title") or "").split())
    if not title:
        raise UserError("An event needs a title of at least one character.")
    if whole.get("type") not in TYPES:
        raise UserError(f"“{whole.get('type') or ''}” is not a type of event. Choose one of {', '.join(TYPES)}.")
    starts = _day(whole.get("starts"), "first")
    ends = _day((whole.get("ends") or "").strip() or starts, "last")
    if ends < starts:
        raise UserError(f"{title} would end on {ends}, before it begins on {starts}. Change one of the days.")
    with store.edit(f"{'Add' if event is None else 'Edit'} event {title}") as edit:
        owner = (whole.get("owner") or "").strip()
        row: dict[str, str | int | float | None] = {
            "title": title,
            "type": whole["type"],
            "starts": starts,
            "ends": ends,
            **{key: (whole.get(key) or "").strip() or None for key in ("region", "segment", "surface", "note")},
            "owner": ensure(store, "person", owner) if owner else None,
        }
        if event is None:
            event = rows.insert(store, "event", row)
        else:
            rows.update(store, "event", event, row)
    return edit.changes, event


def delete_event(store: Store, event: int) -> ChangeSet:
    """Take an event out, with its links; undo brings it back."""
    found = find_event(store, event)
    with store.edit(f"Delete event {found.title}") as edit:
        store.db.execute("DELETE FROM event WHERE id = ?", (event,))
    return edit.changes


def _day(text: str | None, which: str) -> str:
    try:
        return date.fromisoformat((text or "").strip()).isoformat()
    except ValueError:
        raise UserError(f"“{text or ''}” can't be the {which} day. Write it as year-month-day, such as 2026-12-21.") from None
