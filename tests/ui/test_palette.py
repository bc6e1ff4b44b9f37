"""The palette over a real workspace: it knows every name in it, remembers what was used, and stays quick with thousands of names."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from prodops_desktop.datasets.store import all_datasets, delete_dataset
from prodops_desktop.roadmap.capacity import save_team
from prodops_desktop.ui.layouts import Layouts
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.datasets import DatasetsPage
from prodops_desktop.ui.palette_entries import Entry, rank
from prodops_desktop.ui.palette_list import Row
from prodops_desktop.ui.recent import Recent, token_of
from prodops_desktop.work import clock
from prodops_desktop.workspace.links import End
from tests.pace import seconds, walk_seconds
from tests.ui.contract import Open, wait_for


def offered(window: MainWindow, query: str) -> list[Row]:
    """What the palette shows for what is typed, without the headings."""
    window.open_palette()
    wait_for(window)
    window.palette_.field.setText(query)
    return [row for row in window.palette_.model.rows if not row.heading]


def headed(window: MainWindow) -> dict[str, list[str]]:
    """The names that stand under each heading."""
    found: dict[str, list[str]] = {}
    for row in window.palette_.model.rows:
        if row.heading:
            found[row.text] = []
        else:
            found[list(found)[-1]].append(row.text)
    return found


def test_a_tab_of_a_page_that_was_never_shown_is_one_choice_away(open_window: Open) -> None:
    window = open_window("filled")
    assert offered(window, "roadmap deliv")[0].text == "Roadmap › Delivery"
    QTest.keyClick(window.palette_.field, Qt.Key.Key_Return)
    wait_for(window)
    assert window.page is not None
    assert (window.page.id, window.page.current_tab()) == ("roadmap", "delivery")


def test_a_column_is_found_by_its_dataset_and_opens_there(open_window: Open) -> None:
    window = open_window("filled")
    row = offered(window, "pipeline seats")[0]
    assert (row.text, row.note, row.detail) == ("Pipeline › seats", "field", "60 distinct values")
    QTest.keyClick(window.palette_.field, Qt.Key.Key_Return)  # the other dataset is open now
    wait_for(window)
    assert offered(window, "nps responses comm")[0].text == "NPS responses › comment"
    QTest.keyClick(window.palette_.field, Qt.Key.Key_Return)
    wait_for(window)
    page = window.page
    assert isinstance(page, DatasetsPage)
    assert page.dataset is not None
    assert page.dataset.name == "NPS responses"
    column = page.grid.table.grid.column_at(page.grid.table.currentIndex().column())
    assert column is not None
    assert column.header == "comment"


def test_every_area_brings_its_records(open_window: Open) -> None:
    window = open_window("filled")
    assert window.session is not None
    window.session.run(lambda store: save_team(store, {"name": "Lantern crew", "capacity": 6.0}))
    wait_for(window)
    assert [(row.text, row.note) for row in offered(window, "lantern")[:1]] == [("Lantern crew", "team")]
    window.palette_.field.setText("FB-12")
    assert [row.note for row in window.palette_.model.rows if not row.heading][:1] == ["item"], "feedback by its code"


def test_what_was_opened_last_stands_first_and_goes_with_its_thing(open_window: Open) -> None:
    window = open_window("filled")
    wait_for(window)
    session = window.session
    assert session is not None
    with session.workspace.reading() as store:
        nps, pipeline = (one.id for one in all_datasets(store))
    session.open("datasets", nps)
    session.open("metrics", "nps")
    session.open("datasets", pipeline)
    wait_for(window)
    offered(window, "")
    assert headed(window)["Recent"] == ["Pipeline", "NPS", "NPS responses"]
    kept = Layouts(window.preferences.path.with_name("layouts.json")).of(session.workspace.path)
    assert [used.token for used in Recent(kept, clock.today).newest()] == [f"datasets/{pipeline}", "metrics/nps", f"datasets/{nps}"]
    session.run(lambda store: delete_dataset(store, pipeline))
    wait_for(window)
    offered(window, "")
    assert headed(window)["Recent"] == ["NPS", "NPS responses"]


def test_use_decides_between_names_that_fit_alike_and_never_against_a_better_fit(tmp_path: Path) -> None:
    recent = Recent(Layouts(tmp_path / "layouts.json").of(tmp_path), clock.today)
    entries = [Entry("Commands", name, print, token=f"command/{name}") for name in ("Copy cells", "Copy chart", "Make a copy")]
    assert [entry.text for entry, _ in rank(entries, "copy", recent.weight)[0][1]] == ["Copy cells", "Copy chart", "Make a copy"]
    recent.note("command/Make a copy")
    for _ in range(40):
        recent.note("command/Copy chart")
    assert [entry.text for entry, _ in rank(entries, "copy", recent.weight)[0][1]] == ["Copy chart", "Copy cells", "Make a copy"]


def test_what_the_keyboard_passes_by_is_not_remembered(tmp_path: Path) -> None:
    recent = Recent(Layouts(tmp_path / "layouts.json").of(tmp_path), clock.today)
    recent.note(token_of("metrics", "nps"))
    for dataset in (1, 2, 3):
        recent.note(token_of("datasets", dataset), passing=True)
    assert [used.token for used in recent.newest()] == ["datasets/3", "metrics/nps"]
    assert token_of("tools", End("tool", 4)) == token_of("tools", 4), "one thing, whichever way it is asked for"


def test_a_damaged_memory_counts_as_none(tmp_path: Path) -> None:
    layout = Layouts(tmp_path / "layouts.json").of(tmp_path)
    layout.put("recent", [["a", 1, "2026-11-20T10:00:00"], ["b", "x", None], 7, ["c", 0, ""]])
    assert [used.token for used in Recent(layout, clock.today).newest()] == ["a"]


def test_thousands_of_names_are_ranked_between_two_keys() -> None:
    words = ("Harbour", "Meridian", "Freight", "Kestrel", "Oakhurst", "Paper", "Limits", "Export", "Seats", "Audit", "Register")
    many = [Entry("Accounts", f"{words[n % 11]} {words[n % 7]} {words[n % 5]} {n}", print, many=True) for n in range(5000)]
    many += [Entry("Roadmap", f"PRJ-{n} {words[n % 9]} {words[n % 4]} {words[n % 11]}", print, many=True) for n in range(2000)]
    _ = [entry.name for entry in many]
    queries = ("", "m", "me", "meri", "meridian fr", "meridain", "hk", "nothing of it")
    slowest = max(seconds(partial(rank, many, query)) for query in queries)
    assert slowest < 1.5 * walk_seconds()


def test_the_choice_stays_when_names_arrive_and_a_choice_counts_once(open_window: Open) -> None:
    window = open_window("filled")
    wait_for(window)
    session = window.session
    assert session is not None
    window.open_palette()
    wait_for(window)
    palette = window.palette_
    palette.field.setText("NPS")
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    chosen = palette.model.rows[palette.list.currentIndex().row()]
    assert chosen.token
    palette.add([Entry("Aardvarks", f"NPS {number}", print) for number in range(3)])
    assert palette.model.rows[palette.list.currentIndex().row()].token == chosen.token
    dataset = next(at for at, row in enumerate(palette.model.rows) if row.token.startswith("datasets/"))
    token = palette.model.rows[dataset].token
    palette.list.setCurrentIndex(palette.model.index(dataset))
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert session.recent.times(token) == 1
    window.open_palette()
    wait_for(window)
    palette.field.setText(">dark")
    token = palette.model.rows[palette.list.currentIndex().row()].token
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert session.recent.times(token) == 1, "a command too"
