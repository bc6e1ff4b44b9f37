"""Briefs begin with the template of their kind, filled; they are changed, deleted and brought back, and templates are one's own."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from prodops_desktop.errors import UserError
from prodops_desktop.roadmap.brief_text import Part, pieces
from prodops_desktop.roadmap.briefs import (
    add_brief,
    all_briefs,
    all_templates,
    delete_brief,
    find_brief,
    save_brief,
    save_template,
    shipped_template,
)
from prodops_desktop.roadmap.model import BRIEF_KINDS, DISCOVERY, FEATURE, RELEASE, Brief
from prodops_desktop.roadmap.store import delete_items
from prodops_desktop.workspace import Workspace, undo
from tests.unit.conftest import Content
from tests.unit.roadmap.items import add, back_and_forth, do, last_label, read, step_count

Contents = Callable[[Workspace], Content]
PARTS = {"quotes": "> It stops at 50,000", "who": "2 accounts", "how often": "4 tickets", "whom to talk to": "Ada"}


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day of the sample."""
    monkeypatch.setenv("PRODOPS_TODAY", "2026-11-23")


def test_the_templates_that_ship_are_there_and_ask_for_the_parts_that_are_known(workspace: Workspace) -> None:
    found = read(workspace, all_templates)
    assert [(one.kind, one.body) for one in found] == [(kind, shipped_template(kind)) for kind in BRIEF_KINDS]
    asked = {one.kind: [piece.name for piece in pieces(one.body) if isinstance(piece, Part)] for one in found}
    assert asked == {
        DISCOVERY: list(PARTS),
        FEATURE: ["outcome", "evidence", "dependencies", "promises"],
        RELEASE: ["launch", "known issues", "who asked"],
    }


def test_a_brief_begins_with_its_template_filled_today(workspace: Workspace, content: Contents) -> None:
    item, other = add(workspace, "RM-12", "Bulk export"), add(workspace, "RM-13")
    changes, brief = back_and_forth(workspace, content, lambda store: add_brief(store, item.id, DISCOVERY, PARTS))
    assert changes.label == "Add discovery brief of RM-12 Bulk export"
    made = read(workspace, lambda store: find_brief(store, brief))
    assert (made.item, made.kind, made.title, made.changed) == (item.id, DISCOVERY, "Discovery brief: Bulk export", date(2026, 11, 23))
    assert [piece for piece in pieces(made.body) if isinstance(piece, Part)] == [
        Part(name, date(2026, 11, 23), text) for name, text in PARTS.items()
    ]
    assert made.body.startswith(
        "## Problem in the customer’s words\n\n⟦quotes · 2026-11-23⟧\n> It stops at 50,000\n⟦/quotes⟧\n\n## Who has it\n"
    )
    release = do(workspace, lambda store: add_brief(store, other.id, RELEASE, {}))[1]
    assert [one.id for one in read(workspace, all_briefs)] == [release, brief]
    assert [one.id for one in read(workspace, lambda store: all_briefs(store, item.id))] == [brief]


def test_a_brief_is_changed_and_deleted_and_goes_with_its_item(
    workspace: Workspace, content: Contents, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = add(workspace, "RM-12", "Bulk export")
    brief = do(workspace, lambda store: add_brief(store, item.id, FEATURE, {}))[1]
    before = read(workspace, lambda store: find_brief(store, brief))
    monkeypatch.setenv("PRODOPS_TODAY", "2026-11-30")
    steps = step_count(workspace)
    do(workspace, lambda store: save_brief(store, brief, before.title, before.body))
    assert step_count(workspace) == steps
    back_and_forth(workspace, content, lambda store: save_brief(store, brief, " Export \n brief ", "## In\n\nMore rows"))
    expected = Brief(brief, item.id, FEATURE, "Export brief", "## In\n\nMore rows", date(2026, 11, 30))
    assert read(workspace, all_briefs) == [expected]
    assert last_label(workspace) == "Redo edit brief Export brief"
    for title, says in ((" ", "needs a title"), ("x" * 201, "200 characters at most")):
        with pytest.raises(UserError, match=says):
            do(workspace, partial(save_brief, brief=brief, title=title, body=""))
    for step in (lambda store: delete_brief(store, brief), lambda store: delete_items(store, [item.id])):
        back_and_forth(workspace, content, step)
        assert read(workspace, all_briefs) == []
        do(workspace, undo.undo)
        assert read(workspace, all_briefs) == [expected]
    do(workspace, lambda store: delete_brief(store, brief))
    for gone in (lambda store: delete_brief(store, brief), lambda store: save_brief(store, brief, "New", "")):
        with pytest.raises(UserError, match="brief is no longer there"):
            do(workspace, gone)


def test_a_title_of_any_length_makes_a_brief(workspace: Workspace) -> None:
    item = add(workspace, "RM-1", "Long " * 60)
    brief = do(workspace, lambda store: add_brief(store, item.id, RELEASE, {}))[1]
    found = read(workspace, lambda store: find_brief(store, brief))
    do(workspace, lambda store: save_brief(store, brief, found.title, "it can be saved as it is called"))
    kept = read(workspace, lambda store: find_brief(store, brief))
    assert (kept.title, kept.body) == (found.title, "it can be saved as it is called")


def test_a_template_of_ones_own_is_what_the_next_briefs_begin_with(workspace: Workspace, content: Contents) -> None:
    item = add(workspace, "RM-1", "One")
    first = do(workspace, lambda store: add_brief(store, item.id, RELEASE, {}))[1]
    was = read(workspace, lambda store: find_brief(store, first))
    back_and_forth(workspace, content, lambda store: save_template(store, RELEASE, "# Ours\n⟦who⟧\n"))
    assert last_label(workspace) == "Redo edit the template of release briefs"
    second = do(workspace, lambda store: add_brief(store, item.id, RELEASE, PARTS))[1]
    assert read(workspace, lambda store: find_brief(store, second)).body == "# Ours\n⟦who · 2026-11-23⟧\n2 accounts\n⟦/who⟧\n"
    assert read(workspace, lambda store: find_brief(store, first)) == was
    back_and_forth(workspace, content, lambda store: save_template(store, RELEASE, shipped_template(RELEASE)))
    for kind, body, says in ((RELEASE, " \n", "needs some text"), ("memo", "x", "no template for a brief of the kind “memo”")):
        with pytest.raises(UserError, match=says):
            do(workspace, partial(save_template, kind=kind, body=body))
    with pytest.raises(UserError, match="item is no longer there"):
        do(workspace, lambda store: add_brief(store, 99, RELEASE, {}))
