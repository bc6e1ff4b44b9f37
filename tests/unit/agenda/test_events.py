"""Events: of a day or several, found by the days they touch, and what is refused."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from prodops_desktop.agenda.events import TYPES, Event, all_events, delete_event, find_event, save_event
from prodops_desktop.errors import UserError
from prodops_desktop.workspace import ChangeSet, Workspace, history, undo

FREEZE: dict[str, str | None] = {
    "title": " Code  freeze",
    "type": "freeze",
    "starts": "2026-12-14",
    "ends": "2027-01-04",
    "region": " NA ",
    "segment": "Enterprise",
    "surface": "Checkout",
    "owner": "Ann Lee",
    "note": "",
}


def save(workspace: Workspace, values: dict[str, Any], event: int | None = None) -> tuple[ChangeSet, int]:
    return workspace.run(partial(save_event, values=values, event=event)).result()


def test_an_event_is_kept_without_stray_blanks(workspace: Workspace) -> None:
    changes, event = save(workspace, FREEZE)
    assert (changes.label, changes.tables) == ("Add event Code freeze", frozenset({"event", "person"}))
    with workspace.reading() as store:
        assert find_event(store, event) == Event(
            event, "Code freeze", "freeze", "2026-12-14", "2027-01-04", "NA", "Enterprise", "Checkout", "Ann Lee", None
        )


@pytest.mark.parametrize("ends", [None, "", "  ", "2026-12-21", "20261221"])
def test_without_a_last_day_it_is_one_day_long(workspace: Workspace, ends: str | None) -> None:
    _, event = save(workspace, {"title": "Launch", "type": "launch", "starts": " 2026-12-21", "ends": ends})
    with workspace.reading() as store:
        found = find_event(store, event)
    assert (found.starts, found.ends) == ("2026-12-21", "2026-12-21")


def test_what_is_not_named_stays_and_nothing_new_is_no_step(workspace: Workspace) -> None:
    _, event = save(workspace, FREEZE)
    for values in ({}, FREEZE, {"owner": "ann lee"}):
        assert save(workspace, values, event)[0].tables == frozenset()
    save(workspace, {"owner": None, "surface": "", "ends": "2027-01-08"}, event)
    with workspace.reading() as store:
        found = find_event(store, event)
        assert (found.owner, found.surface, found.ends, found.region, found.title) == (None, None, "2027-01-08", "NA", "Code freeze")
        assert [step.label for step in history.steps(store)] == ["Add event Code freeze", "Edit event Code freeze"]


def test_events_that_touch_a_range_of_days(workspace: Workspace) -> None:
    for title, type_, starts, ends in (
        ("d", "other", "2026-12-20", "2026-12-20"),
        ("a", "freeze", "2026-12-01", "2026-12-10"),
        ("c", "launch", "2026-12-10", "2026-12-15"),
        ("b", "freeze", "2026-12-10", "2026-12-12"),
    ):
        save(workspace, {"title": title, "type": type_, "starts": starts, "ends": ends})

    def titles(**conditions: str) -> str:
        with workspace.reading() as store:
            return "".join(event.title for event in all_events(store, **conditions))

    assert titles() == "abcd"
    assert titles(type_="freeze") == "ab"
    assert titles(start="2026-12-10", end="2026-12-10") == "abc"
    assert titles(start="2026-12-11", end="2026-12-19") == "bc"
    assert titles(start="2026-12-16") == "d"
    assert titles(end="2026-12-09") == "a"
    assert titles(start="2026-12-16", end="2026-12-19") == ""
    assert titles(type_="freeze", start="2026-12-11") == "b"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": "  "}, "needs a title"),
        ({"type": "party"}, "“party” is not a type of event. Choose one of freeze, price change"),
        ({"type": None}, "“” is not a type of event"),
        ({"starts": None}, "“” can't be the first day"),
        ({"starts": "21.12.2026"}, "“21.12.2026” can't be the first day. Write it as year-month-day"),
        ({"ends": "2026-02-30"}, "“2026-02-30” can't be the last day"),
        ({"ends": "2026-12-13"}, "Code freeze would end on 2026-12-13, before it begins on 2026-12-14"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(workspace: Workspace, values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UserError) as refusal:
        save(workspace, {**FREEZE, **values})
    assert sentence in str(refusal.value)
    with workspace.reading() as store:
        assert history.steps(store) == []


def test_every_type_can_be_kept(workspace: Workspace) -> None:
    for type_ in TYPES:
        save(workspace, {"title": type_, "type": type_, "starts": "2026-12-21"})
    with workspace.reading() as store:
        assert {event.type for event in all_events(store)} == set(TYPES)


def test_a_deleted_event_comes_back_by_undo_and_is_told_to_be_gone(workspace: Workspace, content: Callable[[Workspace], Any]) -> None:
    _, event = save(workspace, FREEZE)
    before = content(workspace)
    assert workspace.run(partial(delete_event, event=event)).result().label == "Delete event Code freeze"
    for act in (partial(delete_event, event=event), partial(save_event, values={"note": "x"}, event=event)):
        with pytest.raises(UserError, match="event is no longer there"):
            workspace.run(act).result()
    workspace.run(undo.undo).result()
    assert content(workspace) == before
