"""What is typed by hand comes in with its tags as one step, or not at all."""

import pytest

from prodops_desktop.errors import UserError
from prodops_desktop.feedback.capturing import capture
from prodops_desktop.feedback.store import find_item
from prodops_desktop.workspace import history, undo
from tests.unit.feedback.conftest import TODAY, Desk


def test_an_item_comes_with_its_tags_as_one_step_that_undo_takes_back(desk: Desk) -> None:
    values = {"account": "Acme", "channel": "sales", "importance": "2", "at": ""}
    changes, item = desk.do(lambda store: capture(store, " Exports stop. ", values, "usage_limit; Data out, usage limit", title=" Stops "))
    found = desk.read(lambda store: find_item(store, item))
    assert (found.text, found.title, found.account, found.channel, found.importance) == ("Exports stop.", "Stops", "Acme", "Sales", 2)
    assert (found.at, found.state) == (TODAY, "inbox")
    assert desk.rows("SELECT t.name FROM feedback_tag f JOIN tag t ON t.id = f.tag ORDER BY f.id") == [("Usage limit",), ("Data out",)]
    assert desk.rows("SELECT count(*) FROM feedback_mention WHERE item = ?", item) == [(2,)]
    assert changes.label == "Add feedback “Exports stop.”"
    assert desk.read(history.next_undo) == history.undo_title(changes.label, "edit")
    desk.do(undo.undo)
    assert desk.rows("SELECT count(*) FROM feedback_tag") == [(0,)]
    with pytest.raises(UserError, match="no longer there"):
        desk.read(lambda store: find_item(store, item))


@pytest.mark.parametrize(
    ("text", "values", "tags", "said"),
    [
        ("  ", {}, "", "an item needs some words"),
        ("Words", {}, "Data out; Nonsuch", "There is no tag “Nonsuch”."),
        ("Words", {"at": "soon"}, "Data out", "“soon” is no day."),
    ],
)
def test_what_can_not_be_taken_leaves_nothing_behind(desk: Desk, text: str, values: dict[str, str | None], tags: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        desk.do(lambda store: capture(store, text, values, tags))
    assert desk.rows("SELECT count(*) FROM feedback_item") == [(0,)]
    assert desk.rows("SELECT count(*) FROM feedback_triage") == [(0,)]
