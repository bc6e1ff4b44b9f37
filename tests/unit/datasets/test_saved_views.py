"""Views of a dataset outlive its versions, say what no longer fits, and are undone like any other edit."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.erasing.erasing import erase
from prodops_desktop.datasets.filter_keeping import Typed
from prodops_desktop.datasets.filters import Arrangement, Between, Contains, Filter, Missing, OneOf
from prodops_desktop.datasets.importing import ImportReport
from prodops_desktop.datasets.saved_views import (
    Applied,
    Look,
    SavedView,
    SeenColumn,
    apply_view,
    delete_view,
    rename_view,
    save_view,
    views_of,
)
from prodops_desktop.datasets.store import delete_dataset
from prodops_desktop.errors import UserError
from prodops_desktop.registry.entries import save_entry
from prodops_desktop.workspace import Store, Workspace, undo
from prodops_desktop.workspace.links import End
from tests.unit.sheets_here import import_here

Importer = Callable[..., ImportReport]
ROWS = [["day", "who", "amount", "note"], ["2026-01-05", "Ann", "€12.50", "first"], ["2026-02-06", "Bob", "€20.00", "second"]]
NEXT = [["who", "amount", "day", "more"], ["Ann", "€12.505", "2026-03-05", "x"], ["Bob", "€2.750", "2026-03-06", "y"]]
FILTERS = (Filter(3, Between(1000, None)), Filter(4, Contains("first")), Filter(2, OneOf(("Ann",))))
LOOK = Look(
    (SeenColumn(3, width=120), SeenColumn(1, pinned=True), SeenColumn(4, shown=False), SeenColumn(2)),
    Arrangement(((4, False), (3, True)), "n", FILTERS, 1),
)


@pytest.fixture
def bring(tmp_path: Path, workspace: Workspace) -> Importer:
    """The real import, done in this process."""

    def bring(rows: list[list[str]]) -> ImportReport:
        path = tmp_path / "visits.csv"
        path.write_text("".join(f"{','.join(row)}\n" for row in rows))
        return import_here(workspace, path, kind="other", name="Visits")

    return bring


@pytest.fixture
def version(bring: Importer) -> int:
    return bring(ROWS).version_id


def do(workspace: Workspace, change: Callable[[Store], Any]) -> Any:
    return workspace.run(change).result()


def listed(workspace: Workspace) -> list[str]:
    with workspace.reading() as store:
        return [view.name for view in views_of(store, 1)]


def applied(workspace: Workspace, view: int, version: int) -> Applied:
    with workspace.reading() as store:
        return apply_view(store, view, version)


values = st.one_of(st.none(), st.text(max_size=5), st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False))
tests = st.one_of(
    st.builds(Contains, st.text(max_size=5), st.booleans()),
    st.builds(Between, values, values),
    st.builds(Missing, st.booleans()),
    st.builds(OneOf, st.lists(values, max_size=3).map(tuple)),
)
columns = st.builds(SeenColumn, st.integers(1, 4), st.booleans(), st.one_of(st.none(), st.integers(20, 900)), st.booleans())


looks = st.builds(
    Look,
    st.lists(columns, unique_by=lambda one: one.position, min_size=4).map(tuple),
    st.builds(
        Arrangement,
        st.lists(st.tuples(st.integers(1, 4), st.booleans()), unique_by=lambda key: key[0]).map(tuple),
        st.text(max_size=5),
        st.lists(st.builds(Filter, st.integers(1, 4), tests), max_size=3).map(tuple),
        st.one_of(st.none(), st.integers(1, 4)),
    ),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(looks)
def test_a_view_is_applied_as_it_was_saved(workspace: Workspace, version: int, look: Look) -> None:
    _, view = do(workspace, lambda store: save_view(store, version, "Mine", look))
    assert applied(workspace, view, version) == Applied(look, ())
    assert listed(workspace) == ["Mine"]


def test_a_view_fits_the_next_version_by_headers_and_names_what_is_gone(workspace: Workspace, bring: Importer, version: int) -> None:
    _, view = do(workspace, lambda store: save_view(store, version, "Large", LOOK))
    following = bring(NEXT).version_id
    found = applied(workspace, view, following)
    assert found.look.columns == (SeenColumn(2, width=120), SeenColumn(3, pinned=True), SeenColumn(1), SeenColumn(4))
    wanted = Arrangement(((2, True),), "n", (Filter(2, Between(10_000, None)), Filter(1, OneOf(("Ann",)))), 3)
    assert (found.look.arrangement, found.left_out) == (wanted, ("note",)), "10.00 is 10,000 thousandths now"
    assert applied(workspace, view, version) == Applied(LOOK, ())


def test_a_period_is_kept_with_its_group(workspace: Workspace, version: int) -> None:
    look = Look((SeenColumn(1), SeenColumn(2), SeenColumn(3), SeenColumn(4)), Arrangement(group=1, period="quarter"))
    _, view = do(workspace, lambda store: save_view(store, version, "Quarters", look))
    assert applied(workspace, view, version) == Applied(look, ())


def test_a_filter_of_another_type_is_left_out(workspace: Workspace, bring: Importer, version: int) -> None:
    look = Look((), Arrangement(filters=(Filter(3, Between(1000, None)), Filter(4, Missing()))))
    _, view = do(workspace, lambda store: save_view(store, version, "Large", look))
    words = [["day", "who", "amount", "note"], ["2026-01-05", "Ann", "much", "a"], ["2026-01-06", "Bob", "little", "b"]]
    found = applied(workspace, view, bring(words).version_id)
    assert (found.look.arrangement.filters, found.left_out) == ((Filter(4, Missing()),), ("amount",))


def test_views_are_listed_renamed_and_deleted_and_all_is_undone(workspace: Workspace, version: int) -> None:
    do(workspace, lambda store: save_view(store, version, "b", LOOK))
    _, view = do(workspace, lambda store: save_view(store, version, " A  view ", LOOK))
    _, again = do(workspace, lambda store: save_view(store, version, "a VIEW", Look(())))
    assert (again, listed(workspace)) == (view, ["a VIEW", "b"]), "the same name is saved over"
    with pytest.raises(UserError, match="There is a view “B” already"):
        do(workspace, lambda store: rename_view(store, view, "B"))
    with pytest.raises(UserError, match="needs a name"):
        do(workspace, lambda store: save_view(store, version, "  ", LOOK))
    do(workspace, lambda store: rename_view(store, view, "z"))
    do(workspace, lambda store: delete_view(store, view))
    with pytest.raises(UserError, match="no longer there"):
        applied(workspace, view, version)
    for expected in (["b", "z"], ["a VIEW", "b"], ["A view", "b"], ["b"], []):
        do(workspace, undo.undo)
        assert listed(workspace) == expected
        if expected == ["A view", "b"]:
            assert applied(workspace, view, version) == Applied(LOOK, ())
    assert check(workspace) == []


def test_a_dataset_takes_its_views_along_and_brings_them_back(workspace: Workspace, version: int) -> None:
    _, view = do(workspace, lambda store: save_view(store, version, "Large", LOOK))
    do(workspace, lambda store: delete_dataset(store, 1))
    with workspace.reading() as store:
        for table in ("dataset_view", "view_column", "view_filter", "view_value"):
            assert store.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0
    do(workspace, undo.undo)
    with workspace.reading() as store:
        assert views_of(store, 1) == [SavedView(view, 1, "Large")]
        assert apply_view(store, view, version) == Applied(LOOK, ())


def test_a_person_that_is_erased_goes_from_filters_and_what_is_found(workspace: Workspace, version: int) -> None:
    _, person = do(workspace, lambda store: save_entry(store, "person", "Wilhelmina Quackenbush", {}, []))
    filters = (Filter(2, OneOf(("Wilhelmina Quackenbush", "Bob"))), Filter(4, Contains("Wilhelmina Quackenbush")))
    look = Look((), Arrangement(find="wilhelmina quackenbush", filters=filters), ((4, Typed("wilhelmina quackenbush")),))
    _, view = do(workspace, lambda store: save_view(store, version, "Of Wilhelmina Quackenbush", look))
    erase(workspace, End("person", person), backups=True)
    wanted = Arrangement(find="[erased]", filters=(Filter(2, OneOf(("[erased]", "Bob"))), Filter(4, Contains("[erased]"))))
    assert applied(workspace, view, version).look.arrangement == wanted
    assert listed(workspace) == ["Of [erased]"]
    assert b"quackenbush" not in workspace.path.read_bytes().lower()
