"""Which words of others go with a record that is erased, in whichever script, and which stay as they are."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.erasing.collecting import collect
from prodops_desktop.datasets.erasing.looking import quotations
from prodops_desktop.feedback import store as feedback_store
from prodops_desktop.feedback import triage
from prodops_desktop.registry.entries import save_entry
from prodops_desktop.roadmap import store as roadmap_store
from prodops_desktop.roadmap.model import Item
from prodops_desktop.tools import store as tool_store
from prodops_desktop.tools.model import Contract, Tool
from prodops_desktop.workspace.links import End
from tests.unit.datasets.erasing_desk import HEAD, PERSON, SAID, Desk, csv_of, desk_in, do, workbook
from tests.unit.sheets_here import import_here


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_in(tmp_path) as found:
        yield found


def test_a_name_of_any_script_goes_however_it_is_written(desk: Desk, tmp_path: Path) -> None:
    workspace = desk.workspace
    _, person = do(workspace, lambda store: save_entry(store, "person", "José Núñez", {}, ["Ильза Штраус"]))
    written = ["JOSÉ NÚÑEZ", "jOsÉ núÑez", "Jose Nunez", "Jose\u0301 Nu\u0301n\u0303ez", "Núñez,  José", "ИЛЬЗА ШТРАУС", "«ильза ШТРАУС»"]
    others = ["Núñez José", "José Nuñezo", "Nuñez", "Ильза"]
    lines = "".join(f'{row},{row * 10},"{text}"\n' for row, text in enumerate((*written, *others)))
    import_here(workspace, csv_of(tmp_path / "acc.csv", f"account,ARR,Contact\n{lines}"), kind="accounts", name="Accounts")
    _, tool = do(workspace, lambda store: tool_store.save_tool(store, Tool(0, "Chartist", note="Ask JOSÉ NÚÑEZ, or núñez, josé.")))
    desk.erase(End("person", person))
    with workspace.reading() as store:
        cells = [row[0] for row in store.db.execute("SELECT c3 FROM part_6 ORDER BY _row")]
        assert cells == [*["[erased]"] * 6, "«[erased]»", *others]
        assert tool_store.find_tool(store, tool).note == "Ask [erased], or [erased]."
    assert desk.left(*(text.encode().lower().decode() for text in written), "Штраус", "ШТРАУС", "штраус") == []
    assert check(workspace) == []


def test_a_common_phrase_of_it_stays_where_others_use_it(desk: Desk) -> None:
    workspace = desk.workspace
    _, tool = do(workspace, lambda store: tool_store.save_tool(store, Tool(0, "Rocket plans", note="To be decided")))
    do(workspace, lambda store: tool_store.save_contract(store, Contract(0, tool, reference="A", note="Project plan")))
    note = "Price: To be decided in May; see Project planning board, Rocket plansheet and Rocket plans."
    _, other = do(workspace, lambda store: tool_store.save_tool(store, Tool(0, "Other", note=note)))
    one = Item(0, "RM-9", "Project planning, phase 2", problem="The owner is still To be decided.", note="To be  decided.")
    _, item = do(workspace, lambda store: roadmap_store.save_item(store, one))
    going = collect(workspace, End("tool", tool))
    assert quotations(workspace, going) == 2
    assert desk.erase(End("tool", tool)).texts >= 2
    with workspace.reading() as store:
        assert tool_store.find_tool(store, other).note == note.replace("Rocket plans.", "[erased].")
        found = roadmap_store.find_item(store, item)
        assert (found.title, found.problem, found.note) == (one.title, one.problem, "[erased]")  # a whole field is a copy


def test_pieces_of_it_go_from_what_was_typed_and_stay_in_what_others_said_in_sheets(desk: Desk, tmp_path: Path) -> None:
    piece = "whenever our juvenile zookeeper exports twelve wombat ledgers"
    theirs = f"Our boss says “{piece}” every week."
    rows = [HEAD, [theirs, "", "Halden Bank", "2026-11-21", "", "CS"]]
    import_here(desk.workspace, workbook(tmp_path / "Voices_Q6.xlsx", rows), kind="feedback", name="Voices")
    _, typed = do(desk.workspace, lambda store: triage.add_item(store, f"A call: “{piece}”, he repeats.", {}))
    desk.erase(End("feedback_item", 1))
    with desk.workspace.reading() as store:
        assert feedback_store.find_item(store, typed).text == "A call: “[erased]”, he repeats."
        said = [row[0] for row in store.db.execute("SELECT text FROM feedback_item WHERE text LIKE '%boss%'")]
        assert said == [theirs]
        assert SAID not in said
    assert check(desk.workspace) == []


def test_words_in_a_column_that_seems_to_hold_none_go_too(desk: Desk, tmp_path: Path) -> None:
    row = ["Some other long remark about exports and such.", "Odd", "Halden Bank", "2026-11-20", "Zo", f"Call with {PERSON} Jr"]
    import_here(desk.workspace, workbook(tmp_path / "Odd.xlsx", [HEAD, row]), kind="feedback", name="Odd")
    _, person = do(desk.workspace, lambda store: save_entry(store, "person", f"{PERSON} Jr", {}))
    assert f"{PERSON} Jr".lower() in {word for _, word in desk.left(f"{PERSON} Jr".lower())}
    desk.erase(End("person", person))
    assert desk.left(f"{PERSON} Jr".lower()) == []
