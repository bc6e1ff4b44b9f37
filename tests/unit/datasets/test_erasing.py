"""Erasing for good: no byte of what was erased is left in any file, everybody else’s records stay, and undo ends there."""

import threading
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from prodops_desktop.datasets.checking import check
from prodops_desktop.datasets.erasing import columns
from prodops_desktop.datasets.reading import columns_of
from prodops_desktop.datasets.staging import new_file
from prodops_desktop.datasets.store import all_datasets
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.feedback import store as feedback_store
from prodops_desktop.feedback import triage
from prodops_desktop.feedback.accounts import read_customers
from prodops_desktop.feedback.search import find, read_query
from prodops_desktop.feedback.taxonomy import find_tag
from prodops_desktop.registry.entries import save_entry
from prodops_desktop.roadmap import briefs
from prodops_desktop.roadmap import store as roadmap_store
from prodops_desktop.roadmap.model import Item
from prodops_desktop.tools import store as tool_store
from prodops_desktop.tools.model import Contract, Tool
from prodops_desktop.workspace import Store, Workspace, backups, history, secrets, undo
from prodops_desktop.workspace.links import End
from tests.unit.datasets.erasing_desk import OTHER, SAID, WORDS, Desk, csv_of, desk_in, do, quoted_rows
from tests.unit.sheets_here import import_here


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_in(tmp_path) as found:
        yield found


def test_an_imported_item_is_gone_from_every_file_and_others_stay(desk: Desk) -> None:
    assert {word for _, word in desk.left(*WORDS)} == set(WORDS)  # else the test would prove nothing
    backups.make(desk.workspace.path, "hand")
    before = quoted_rows(desk.workspace)
    erased = desk.erase(End("feedback_item", 1))
    assert desk.left(*WORDS) == []
    assert check(desk.workspace) == []
    assert quoted_rows(desk.workspace)[("part", "1")][2] != before[("part", "1")][2]  # a copy of it by its hash is none any more
    assert "All backups were deleted, and a new one was made." in erased.note
    assert [one.reason for one in backups.all_backups(desk.workspace.path)] == ["irreversible"]
    after = quoted_rows(desk.workspace)
    told = {key for key, row in before.items() if any(word in " ".join(row).lower() for word in WORDS)}
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)} - told
    assert {table for table, _ in changed} == {
        "barrier", "feedback_mention", "feedback_now", "feedback_place", "feedback_tag", "feedback_triage",
        "link", "part", "part_column", "source_chunk", "version",
    }  # fmt: skip
    with desk.workspace.reading() as store:
        assert feedback_store.find_item(store, 2).state == "inbox"  # it was merged into the one that went
        assert feedback_store.find_item(store, 2).text == OTHER
        text = store.db.execute("SELECT body FROM brief").fetchone()[0]
        assert text == "# Why\n\n> “[erased]\\.”\n\nAnd [erased]. Stays. Really."
        assert store.db.execute("SELECT note FROM person").fetchone()[0] == "See “[erased].”"
        rows = [
            tuple(row) for row in store.db.execute("SELECT number, rows_read, rows_accepted, rows_dropped FROM version WHERE dataset = 1")
        ]
        assert rows == [(1, 2, 1, 1), (2, 3, 2, 1)]
        nps = store.db.execute("SELECT rows_read, rows_accepted, rows_quarantined, rows_dropped FROM version WHERE dataset = 2").fetchone()
        assert tuple(nps) == (2, 1, 0, 1)
        kept = [row[0] for row in store.db.execute("SELECT name FROM source WHERE id IN (SELECT source FROM source_chunk)")]
        assert kept == ["list.csv"]
        calls = [row[0] for row in store.db.execute("SELECT c2 FROM part_5 ORDER BY _row")]
        assert calls == ["hello", "[erased]"]  # there was nothing else in it


def test_nobody_sees_it_as_of_a_past_day_either(desk: Desk) -> None:
    moment = datetime.now()
    with desk.workspace.reading() as store, store.as_of(moment) as past:
        assert [one.text for one in feedback_store.read_items(past, [1, 3])] == [SAID, "Dark mode would be nice to have at night."]
    desk.erase(End("feedback_item", 1))
    with desk.workspace.reading() as store, store.as_of(moment) as past:
        assert [one.text for one in feedback_store.read_items(past, [1, 3])] == ["Dark mode would be nice to have at night."]
        assert SAID not in str([tuple(row) for row in past.db.execute("SELECT * FROM feedback_triage")])


def test_the_keyring_forgets_its_secret(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _, tool = do(desk.workspace, lambda store: tool_store.save_tool(store, Tool(0, "Chartist")))
    account = do(desk.workspace, lambda store: secrets.make_account(store, "tool", tool))
    forgotten: list[str] = []
    monkeypatch.setattr(secrets, "forget", forgotten.append)
    desk.erase(End("tool", tool))
    assert forgotten == [account]
    assert desk.left(account.removeprefix("tool/")) == []


def test_the_history_keeps_a_note_and_undo_ends_there(desk: Desk) -> None:
    desk.erase(End("feedback_item", 1))
    with desk.workspace.reading() as store:
        note = history.steps(store)[-1]
        assert (note.label, note.kind) == ("Erase a feedback item for good", "erase")
        barred = history.steps(store)[-2]
    with pytest.raises(UserError, match="because a feedback item was erased for good after it"):
        do(desk.workspace, lambda store: undo.undo_change(store, barred.id))
    with pytest.raises(UserError):
        do(desk.workspace, lambda store: undo.undo_change(store, note.id))
    before = quoted_rows(desk.workspace)
    do(desk.workspace, lambda store: triage.finish(store, [2]))
    do(desk.workspace, lambda store: triage.tag_items(store, [3], find_tag(store, "Usage limit").id))
    do(desk.workspace, undo.undo)
    do(desk.workspace, undo.undo)
    assert quoted_rows(desk.workspace) == before
    with pytest.raises(UserError):
        do(desk.workspace, undo.undo)
    assert check(desk.workspace) == []


def found(workspace: Workspace, text: str) -> list[int]:
    with workspace.reading() as store:
        return list(find(store, read_query(text), read_customers(store), today=date(2026, 11, 23)).ids)


def test_a_version_says_what_is_missing_in_it_and_that_its_file_is_no_longer_kept(desk: Desk) -> None:
    desk.erase(End("feedback_item", 1))
    with desk.workspace.reading() as store:
        versions = {dataset.name: dataset.version for dataset in all_datasets(store)}
        day = f"{date.today().day} {date.today():%b %Y}"
        assert versions["Voices"].warnings[-2:] == (
            f"1 row was erased for good on {day}.",
            f"The kept copy of Voices_Q4.xlsx was erased on {day}, because it held what was erased.",
        )
        columns_left = {column.header: (column.filled, column.distinct) for column in columns_of(store, versions["Voices"].id)}
        assert columns_left["Person"] == (1, 1)  # two rows are left, one of which has nobody
        assert columns_left["Text"] == (2, 2)
        day_column = next(column for column in columns_of(store, versions["Voices"].id) if column.header == "Date")
        assert (day_column.minimum, day_column.maximum) == ("2026-11-19", "2026-11-21")


def test_the_index_of_words_forgets_it_and_still_finds_the_others(desk: Desk) -> None:
    others = {text: found(desk.workspace, text) for text in ("audit", "dark mode", "mondays")}
    assert found(desk.workspace, "wombat") == [1]
    desk.erase(End("feedback_item", 1))
    assert found(desk.workspace, "wombat") == []
    assert {text: found(desk.workspace, text) for text in others} == others


def in_free_room(store: Store) -> Iterator[None]:
    """Leave words in room that nothing uses any more, as every change of a text does."""
    store.db.execute("INSERT INTO recipe (shape, choices) VALUES ('x', ?)", ("barnacle " * 900,))
    yield
    store.db.execute("DELETE FROM recipe WHERE shape = 'x'")
    yield


def test_a_typed_item_goes_with_its_words(desk: Desk) -> None:
    do(desk.workspace, lambda store: triage.reword(store, 4, "Flumph title", "A marmalade flumph wobbles.\nSecond line: ünïcöde ragoût."))
    do(desk.workspace, lambda store: triage.reword(store, 4, "Flumph", "They said: flumph again, marmalade."))
    do(desk.workspace, lambda store: triage.delete_items(store, [4]))
    do(desk.workspace, undo.undo)
    desk.workspace.bulk(in_free_room).result()
    words = ("flumph", "barnacle", "marmalade", "wobbles", "nothing works on mondays", "ragoût", "ragout")
    assert {word for _, word in desk.left(*words)} >= {"flumph", "barnacle", "nothing works on mondays", "ragout"}
    desk.erase(End("feedback_item", 4))
    assert desk.left(*words) == []
    assert check(desk.workspace) == []
    desk.workspace.close()
    assert desk.left(*words) == []


def test_an_account_goes_by_all_of_its_names(desk: Desk) -> None:
    workspace = desk.workspace
    lines = "account,ARR,Contact\nVoltaic Rhubarb GmbH,1200,x\nHalden Bank,300,Voltaic Rhubarb GmbH\nVRG,7,y\n"
    import_here(workspace, csv_of(desk.folder / "accounts.csv", lines), kind="accounts", name="Accounts")
    (desk.folder / "accounts.csv").unlink()
    _, account = do(workspace, lambda store: save_entry(store, "account", "Voltaic Rhubarb", {"domain": "voltaic-rhubarb.example"}))
    do(workspace, lambda store: save_entry(store, "account", "Voltaic Rhubarb AG", {}, ["VRG", "Voltaic Rhubarb GmbH"], account))
    do(workspace, lambda store: triage.add_item(store, "Voltaic  rhubarb GMBH wants a call.", {"account": "Voltaic Rhubarb GmbH"}))
    _, other = do(workspace, lambda store: save_entry(store, "account", "Rhubarb Ltd", {"note": "Not Voltaic\nRhubarb AG, and not VRG."}))
    erased = desk.erase(End("account", account))
    assert desk.left("voltaic rhubarb", "voltaic-rhubarb", "voltaic  rhubarb") == []
    assert erased.files == 1
    with workspace.reading() as store:
        assert store.db.execute("SELECT note FROM account WHERE id = ?", (other,)).fetchone()[0] == "Not [erased], and not VRG."
        said = store.db.execute(
            "SELECT y.text, a.text FROM feedback_typed y JOIN feedback_now n ON n.item = y.item JOIN name a ON a.id = n.account"
        )
        assert [tuple(row) for row in said if "wants" in row[0]] == [("[erased] wants a call.", "[erased]")]
        names = [row[0] for row in store.db.execute("SELECT n.text FROM part_6 p JOIN name n ON n.id = p.c1 ORDER BY p._row")]
        assert names[1] == "Halden Bank"
        assert {names[0], names[2]} < {"[erased]", *(f"[erased] {id_}" for id_ in range(99))}  # two names can't be one
        assert [row[0] for row in store.db.execute("SELECT c3 FROM part_6 ORDER BY _row")] == ["x", "[erased]", "y"]
    assert check(workspace) == []


def test_a_person_goes_and_what_she_owned_has_no_owner(desk: Desk) -> None:
    workspace = desk.workspace
    _, person = do(
        workspace, lambda store: save_entry(store, "person", "Ophelia Zwick", {"email": "o.zwick@kumquat.example", "role": "Chief"})
    )
    do(workspace, lambda store: save_entry(store, "person", "Bo", {"role": "Chief"}))
    _, tool = do(
        workspace, lambda store: tool_store.save_tool(store, Tool(0, "Chartist", owner="Ophelia Zwick", note="Ask ophelia zwick."))
    )
    do(workspace, lambda store: triage.correct(store, [2], {"person": "Ophelia Zwick"}))
    desk.erase(End("person", person))
    assert desk.left("ophelia", "zwick", "kumquat") == []
    with workspace.reading() as store:
        found = tool_store.find_tool(store, tool)
        assert (found.owner, found.note) == (None, "Ask [erased].")
        assert feedback_store.find_item(store, 2).person == "[erased]"
        assert store.db.execute("SELECT role FROM person WHERE name = 'Bo'").fetchone()[0] == "Chief"
    assert check(workspace) == []


def test_a_tool_goes_with_what_belonged_to_it_ever(desk: Desk) -> None:
    workspace = desk.workspace
    lines = "tool,vendor,category\nGlimmerfax Pro,Glimmer,Charts that shine\nOther tool,Glimmer,Charts that shine\n"
    import_here(workspace, csv_of(desk.folder / "tools.csv", lines), kind="tools", name="Tools")
    (desk.folder / "tools.csv").unlink()
    with workspace.reading() as store:
        tool = tool_store.find_tool(store, "Glimmerfax Pro")
        other = quoted_rows(workspace)[("tool", str(tool.id + 1))]
    contract = Contract(0, tool.id, reference="A-1", note="Signed in the orangery with Barnaby.")
    _, gone = do(workspace, lambda store: tool_store.save_contract(store, contract))
    do(workspace, lambda store: tool_store.save_contract(store, Contract(0, tool.id, reference="A-2", note="Renewed in the conservatory.")))
    do(workspace, lambda store: tool_store.delete_contract(store, gone))
    erased = desk.erase(End("tool", tool.id))
    assert erased.rows == 1
    assert desk.left("glimmerfax", "orangery", "conservatory", "barnaby") == []
    assert quoted_rows(workspace)[("tool", str(tool.id + 1))] == other
    assert check(workspace) == []


def test_a_roadmap_item_goes_with_its_briefs(desk: Desk) -> None:
    workspace = desk.workspace
    problem = "Visitors trip over the unlit turnstiles of the arboretum, and nobody sees why it is."
    one = Item(0, "RM-7", "Luminous turnstiles", problem=problem)
    _, item = do(workspace, lambda store: roadmap_store.save_item(store, one))
    two = Item(0, "RM-8", "Next: Luminous turnstiles", note="As luminous turnstiles go", outcome="Unlike “Luminous turnstiles”.")
    _, other = do(workspace, lambda store: roadmap_store.save_item(store, two))
    do(workspace, lambda store: roadmap_store.add_need(store, other, item))
    do(workspace, lambda store: briefs.add_brief(store, item, "feature", {"outcome": "Arboretum visitors glow."}))
    do(workspace, lambda store: triage.add_item(store, "I want Luminous turnstiles at home.", {}))
    desk.erase(End("roadmap_item", item))
    assert desk.left("arboretum", "unlit turnstiles") == []
    with workspace.reading() as store:
        found = roadmap_store.find_item(store, other)
        assert (found.title, found.note, found.needs) == ("Next: [erased]", "As luminous turnstiles go", ())
        assert found.outcome == "Unlike “[erased]”."
        text = store.db.execute("SELECT text FROM feedback_typed ORDER BY id DESC LIMIT 1").fetchone()[0]
        assert text == "I want Luminous turnstiles at home."  # a customer’s own words that happen to be a title
        labels = [step.label for step in history.steps(store)]
        assert not [label for label in labels if "urnstiles" in label and "RM-7" in label]
    assert check(workspace) == []


def test_it_can_be_cancelled_until_it_begins(desk: Desk) -> None:
    before = quoted_rows(desk.workspace, history_too=True)
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(Cancelled):
        desk.erase(End("feedback_item", 1), cancelled=cancelled)
    assert quoted_rows(desk.workspace, history_too=True) == before


def test_what_cannot_be_erased_is_refused_and_stays(desk: Desk) -> None:
    before = quoted_rows(desk.workspace, history_too=True)
    with pytest.raises(UserError, match="no longer there"):
        desk.erase(End("feedback_item", 99))
    with pytest.raises(UserError, match="so it can't be erased"):
        desk.erase(End("dataset", 1))
    staging = new_file(desk.workspace.path)
    staging.touch()
    with pytest.raises(UserError, match="An import is under way"):
        desk.erase(End("feedback_item", 1))
    staging.unlink()
    assert quoted_rows(desk.workspace, history_too=True) == before


def test_each_column_is_said_to_hold_words_or_none(desk: Desk) -> None:
    with desk.workspace.reading() as store:
        known = columns.PROGRAM | columns.SHARED | columns.OWN
        for table in columns.tables(store.db):
            for row in store.db.execute(f"PRAGMA table_info({table})"):
                assert row["type"] != "TEXT" or row["name"] in known, f"Say in erasing/columns.py what {table}.{row['name']} holds."
    assert not columns.PROGRAM & columns.SHARED
    assert not columns.OWN & (columns.SHARED | columns.PROGRAM)
