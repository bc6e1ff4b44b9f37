"""The registers: names found however they are written, taken ones refused, and merging and deleting taken back exactly."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from prodops_desktop.agenda.decisions import record_decision
from prodops_desktop.agenda.events import all_events, save_event
from prodops_desktop.agenda.goals import all_goals, save_goal
from prodops_desktop.errors import UserError
from prodops_desktop.registry.entries import (
    KINDS,
    Entry,
    add_imported,
    all_entries,
    company_core,
    delete_entry,
    ensure,
    find_entry,
    merge_entries,
    name_key,
    named,
    save_entry,
)
from prodops_desktop.workspace import ChangeSet, Store, Workspace, history, rows, undo
from prodops_desktop.workspace.links import End, link, links_of

Read = Callable[[Workspace], Any]


def add(workspace: Workspace, kind: str, name: str, *aliases: str, **details: str | None) -> int:
    """The id of a new entry."""
    return workspace.run(partial(save_entry, kind=kind, name=name, details=details, aliases=aliases)).result()[1]


def save(workspace: Workspace, kind: str, entry: int, name: str, *aliases: str, **details: str | None) -> ChangeSet:
    return workspace.run(partial(save_entry, kind=kind, name=name, details=details, aliases=aliases, entry=entry)).result()[0]


def find(workspace: Workspace, kind: str, name: str) -> int | None:
    with workspace.reading() as store:
        return named(store, kind, name)


def labels(workspace: Workspace) -> list[str]:
    with workspace.reading() as store:
        return [step.label for step in history.steps(store)]


@pytest.mark.parametrize("kind", list(KINDS))
def test_an_entry_is_found_by_any_spelling_of_its_name_and_aliases(workspace: Workspace, kind: str) -> None:
    entry = add(workspace, kind, "  Halden \t Bank ", "HALDEN  Bk", "Straße", "halden bank")
    for text in ("Halden Bank", "halden bank", " HALDEN\nBANK ", "Halden\u00a0Bank", "halden bk", "STRASSE", "strasse"):
        assert find(workspace, kind, text) == entry, text
    for text in ("", " ", "Halden", "HaldenBank", "Halden Banks", "Halden B"):
        assert find(workspace, kind, text) is None, text
    with workspace.reading() as store:
        assert find_entry(store, kind, entry) == Entry(kind, entry, "Halden Bank", ("HALDEN Bk", "Straße"), {})
        assert [named(store, other, "Halden Bank") for other in KINDS if other != kind] == [None] * 3


def test_a_person_is_found_by_e_mail_unless_two_have_it(workspace: Workspace) -> None:
    ann = add(workspace, "person", "Ann Lee", email="Ann.Lee@Example.com")
    zoe = add(workspace, "person", "Zoë", email="ZOË@example.com")
    assert find(workspace, "person", " ann.lee@example.COM ") == ann
    assert find(workspace, "person", "zoë@example.com") == zoe
    assert find(workspace, "person", "bob@example.com") is None
    add(workspace, "person", "Ann Smith", email="ann.lee@example.com")
    assert find(workspace, "person", "ann.lee@example.com") is None, "whose it is must not be guessed"
    assert find(workspace, "vendor", "ann.lee@example.com") is None


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Mixpanel, Inc.", "MIXPANEL INC 0423"),
        ("Mixpanel", "mixpanel  incorporated"),
        ("Atlassian Pty Ltd", "ATLASSIAN"),
        ("Personio SE & Co. KG", "Personio SE and Co KG"),
        ("Contentsquare S.A.S.", "Contentsquare SAS"),
        ("Bynder B.V.", "BYNDER BV 17"),
        ("Monday.com Ltd.", "monday.com"),
        ("Amplitude L.L.C.", "Amplitude"),
    ],
)
def test_a_vendor_is_found_without_its_legal_form(workspace: Workspace, name: str, other: str) -> None:
    vendor = add(workspace, "vendor", name)
    assert find(workspace, "vendor", other) == vendor
    assert find(workspace, "vendor", f"{other} Analytics") is None
    account = add(workspace, "account", name)
    assert find(workspace, "account", name) == account
    assert find(workspace, "account", f"{name} 0423") is None, "accounts are told by their whole names"


def test_a_vendor_is_found_by_the_core_of_an_alias(workspace: Workspace) -> None:
    vendor = add(workspace, "vendor", "Alphabet Inc.", "Google LLC")
    assert find(workspace, "vendor", "GOOGLE IRELAND LTD") is None
    assert find(workspace, "vendor", "google ltd 0423") == vendor


def test_of_two_vendors_with_one_core_none_is_guessed(workspace: Workspace) -> None:
    first = add(workspace, "vendor", "Mixpanel, Inc.")
    second = add(workspace, "vendor", "Mixpanel GmbH")
    assert first != second
    assert find(workspace, "vendor", "MIXPANEL 0423") is None
    assert find(workspace, "vendor", "mixpanel, inc.") == first
    assert find(workspace, "vendor", "mixpanel gmbh") == second


def test_a_name_of_legal_forms_or_signs_alone_means_itself_only(workspace: Workspace) -> None:
    assert company_core("The Co Company 7") == "the"
    assert company_core("Limited Inc. 2") == "limited inc 2"
    assert company_core("1Password") == "1password"
    assert company_core("AB Tasty") == "ab tasty"
    assert company_core("Level 3") == "level 3"
    assert company_core("Level 3 Communications, LLC 77") == "level 3 communications"
    assert company_core("Smith & Sons Ltd") == company_core("SMITH AND SONS") == "smith and sons"
    signs = add(workspace, "vendor", "🚀")
    add(workspace, "vendor", "Limited, Inc.")
    assert find(workspace, "vendor", "🚀") == signs
    for text in ("", "!!!", "***", "Inc.", "Limited GmbH"):
        assert find(workspace, "vendor", text) is None, text


def test_a_taken_name_is_refused_with_a_sentence_that_names_the_other(workspace: Workspace, content: Read) -> None:
    halden = add(workspace, "account", "Halden Bank", "Halden Bk")
    other = add(workspace, "account", "Meridian", "Mer")
    before = content(workspace)
    for name, aliases, taken in (
        ("HALDEN bank", (), "HALDEN bank"),
        ("halden BK", (), "halden BK"),
        ("Fresh", ("Fresher", "halden  bank"), "halden bank"),
        ("Fresh", ("HALDEN BK",), "HALDEN BK"),
    ):
        for entry in (None, other):
            with pytest.raises(UserError) as refusal:
                workspace.run(partial(save_entry, kind="account", name=name, aliases=aliases, entry=entry)).result()
            assert str(refusal.value) == f"“{taken}” is the account Halden Bank already. Use that one, or choose another name."
    assert content(workspace) == before
    assert add(workspace, "vendor", "Halden Bank") > 0
    save(workspace, "account", halden, "Halden Bk", "Halden Bank")  # name and alias change places
    assert find(workspace, "account", "Halden Bank") == halden


@pytest.mark.parametrize(("kind", "one"), [(kind.table, kind.one) for kind in KINDS.values()])
def test_an_entry_without_a_name_and_one_that_is_gone_are_refused(workspace: Workspace, kind: str, one: str) -> None:
    entry = add(workspace, kind, "Acme")
    nameless: list[Callable[[Store], Any]] = [partial(save_entry, kind=kind, name=" \n "), partial(ensure, kind=kind, name=" ")]
    for call in nameless:
        with pytest.raises(UserError, match=f"A {one} needs a name"):
            workspace.run(call).result()
    workspace.run(partial(delete_entry, kind=kind, entry=entry)).result()
    too_late: list[Callable[[Store], Any]] = [
        partial(delete_entry, kind=kind, entry=entry),
        partial(save_entry, kind=kind, name="Acme", entry=entry),
        partial(merge_entries, kind=kind, gone=entry, kept=99),
    ]
    for call in too_late:
        with pytest.raises(UserError, match=f"This {one} is no longer there"):
            workspace.run(call).result()


def test_an_entry_saved_as_it_was_is_no_step(workspace: Workspace) -> None:
    ann = add(workspace, "person", "Ann Lee", "A. Lee", "Annie", email="ann@example.com", team="Product")
    for changes in (
        save(workspace, "person", ann, "Ann Lee", "A. Lee", "Annie", email="ann@example.com", team="Product"),
        save(workspace, "person", ann, " Ann  Lee", "Annie", " A.  Lee", "annie", "ann lee", "", role=" ", note=None, team="Product "),
    ):
        assert (changes.id, changes.tables) == (0, frozenset())
    assert labels(workspace) == ["Add person Ann Lee"]


def test_an_edit_changes_what_it_names_alone_and_is_taken_back(workspace: Workspace, content: Read) -> None:
    ann = add(workspace, "person", "Ann Lee", "A. Lee", "Annie", email="ann@example.com", team="Product")
    before = content(workspace)
    changes = save(workspace, "person", ann, "Anna Lee", "annie", "Ann Lee", team="", role="Lead", shoe="44")
    assert (changes.label, changes.tables) == ("Edit person Anna Lee", frozenset({"person", "alias"}))
    with workspace.reading() as store:
        found = find_entry(store, "person", ann)
        assert all_entries(store, "person") == [found]
    assert found == Entry("person", ann, "Anna Lee", ("Ann Lee", "annie"), {"email": "ann@example.com", "role": "Lead"})
    assert find(workspace, "person", "A. Lee") is None
    workspace.run(undo.undo).result()
    assert content(workspace) == before


def test_entries_stand_in_the_order_of_their_names(workspace: Workspace) -> None:
    for name in ("beta", "Alpha", "gamma"):
        add(workspace, "feature", name)
    with workspace.reading() as store:
        assert [entry.name for entry in all_entries(store, "feature")] == ["Alpha", "beta", "gamma"]


def test_ensuring_a_name_adds_it_once(workspace: Workspace) -> None:
    def ensure_all(store: Store) -> list[int]:
        with store.edit("Ensure"):
            return [ensure(store, "vendor", name) for name in ("Mixpanel, Inc.", "MIXPANEL INC 0423", "Amplitude", "amplitude")]

    first, same, second, again = workspace.run(ensure_all).result()
    assert (first, second) == (same, again)
    assert first != second
    assert labels(workspace) == ["Ensure"]


def test_the_names_of_imported_sheets_are_added_once(workspace: Workspace) -> None:
    add(workspace, "account", "Halden Bank", "Halden Bk")

    def imported(store: Store) -> None:
        with store.edit("Import"):
            for kind, text in (
                ("account", "HALDEN BK"),
                ("account", "Acme"),
                ("account", "acme "),
                ("account", " "),
                ("feature", "Export"),
                ("user", "Acme Bob"),
            ):
                rows.insert(store, "name", {"kind": kind, "text": text, "key": name_key(text)})

    workspace.run(imported).result()
    changes = workspace.run(partial(add_imported, kind="account")).result()
    assert changes.label == "Add imported accounts"
    with workspace.reading() as store:
        assert [entry.name for entry in all_entries(store, "account")] == ["Acme", "Halden Bank"]
        assert all_entries(store, "feature") == []
    assert workspace.run(partial(add_imported, kind="account")).result().tables == frozenset()


def owned_by(workspace: Workspace, person: str) -> None:
    """A goal, an event, a tool (as owner and as owner of its card) and a decision of this person."""

    def make(store: Store) -> None:
        with store.edit("Make"):
            save_goal(store, {"title": f"Goal of {person}", "owner": person})
            save_event(store, {"title": f"Event of {person}", "type": "other", "starts": "2026-11-23", "owner": person})
            owner = ensure(store, "person", person)
            name = f"Tool of {person}"
            tool = rows.insert(store, "tool", {"name": name, "key": name_key(name), "owner": owner, "card_owner": owner})
            record_decision(store, ("tool", tool, name), "keep", "It is good", person, "2026-11-23", choices=["keep"])

    workspace.run(make).result()


def owners(workspace: Workspace) -> list[str | None]:
    with workspace.reading() as store:
        found = [goal.owner for goal in all_goals(store)] + [event.owner for event in all_events(store)]
        for query in (
            "SELECT p.name, c.name FROM tool t LEFT JOIN person p ON p.id = t.owner LEFT JOIN person c ON c.id = t.card_owner",
            "SELECT p.name FROM decision d LEFT JOIN person p ON p.id = d.owner",
        ):
            found.extend(name for row in store.db.execute(query) for name in row)
    return found


def test_what_a_deleted_person_owned_has_no_owner_until_undo(workspace: Workspace, content: Read) -> None:
    owned_by(workspace, "Ann Lee")
    assert owners(workspace) == ["Ann Lee"] * 5
    ann = find(workspace, "person", "Ann Lee")
    assert ann is not None
    before = content(workspace)
    changes = workspace.run(partial(delete_entry, kind="person", entry=ann)).result()
    assert (changes.label, changes.tables) == ("Delete person Ann Lee", frozenset({"person", "goal", "event", "tool", "decision"}))
    assert owners(workspace) == [None] * 5
    after = content(workspace)
    workspace.run(undo.undo).result()
    assert content(workspace) == before
    assert owners(workspace) == ["Ann Lee"] * 5
    workspace.run(undo.redo).result()
    assert content(workspace) == after


def test_links_and_aliases_go_with_an_entry_and_come_back(workspace: Workspace, content: Read) -> None:
    entries = {kind: add(workspace, kind, "Acme", "Acme Ltd", "ACM") for kind in KINDS}
    other = add(workspace, "account", "Other", "Others")
    for kind, entry in entries.items():
        workspace.run(partial(link, kind="needs", start=End(kind, entry), end=End("account", other))).result()
        workspace.run(partial(link, kind="related", start=End("account", other), end=End(kind, entry))).result()
    before = content(workspace)
    for kind, entry in entries.items():
        workspace.run(partial(delete_entry, kind=kind, entry=entry)).result()
        with workspace.reading() as store:
            assert {found.other for found in links_of(store, End("account", other))}.isdisjoint({End(kind, entry)})
            assert store.db.execute("SELECT count(*) FROM alias WHERE kind = ? AND entry = ?", (kind, entry)).fetchone()[0] == 0
        assert find(workspace, kind, "Acme Ltd") is None
    assert find(workspace, "account", "others") == other
    for _ in entries:
        workspace.run(undo.undo).result()
    assert content(workspace) == before
    for _ in entries:
        workspace.run(undo.redo).result()
    with workspace.reading() as store:
        assert links_of(store, End("account", other)) == []


def test_merging_makes_one_of_two_and_undo_parts_them_exactly(workspace: Workspace, content: Read) -> None:
    gone = add(workspace, "person", "A. Lee", "Annie", "AL", email="annie@example.com")
    kept = add(workspace, "person", "Ann Lee", "Lee", team="Product")
    bob = add(workspace, "person", "Bob")
    for person in ("A. Lee", "Ann Lee", "Bob"):
        owned_by(workspace, person)
    goal, event = End("goal", 1), End("event", 1)
    old, new = End("person", gone), End("person", kept)
    for kind, start, end in (
        ("needs", old, goal),
        ("needs", new, goal),  # would be there twice
        ("needs", goal, old),
        ("related", old, event),
        ("related", event, new),  # the same, told from the other end
        ("needs", event, old),
        ("needs", old, new),  # would lead to itself
        ("related", new, old),
        ("needs", old, End("person", bob)),
    ):
        workspace.run(partial(link, kind=kind, start=start, end=end)).result()
    before = content(workspace)
    changes = workspace.run(partial(merge_entries, kind="person", gone=gone, kept=kept)).result()
    assert changes.label == "Merge A. Lee into Ann Lee"
    assert sorted(owner for owner in owners(workspace) if owner) == ["Ann Lee"] * 10 + ["Bob"] * 5
    for text in ("A. Lee", "annie", "al", "lee", "ann lee"):
        assert find(workspace, "person", text) == kept, text
    with workspace.reading() as store:
        assert find_entry(store, "person", kept).aliases == ("A. Lee", "AL", "Annie", "Lee")
        assert links_of(store, old) == []
        assert sorted((found.kind, found.other.table, found.forward) for found in links_of(store, new)) == [
            ("needs", "event", False),
            ("needs", "goal", False),
            ("needs", "goal", True),
            ("needs", "person", True),
            ("related", "event", False),
        ]
        with pytest.raises(UserError, match="no longer there"):
            find_entry(store, "person", gone)
    after = content(workspace)
    workspace.run(undo.undo).result()
    assert content(workspace) == before
    workspace.run(undo.redo).result()
    assert content(workspace) == after
    workspace.run(undo.undo).result()
    assert content(workspace) == before


def test_a_merged_vendor_is_that_of_its_tools(workspace: Workspace, content: Read) -> None:
    kept, gone = add(workspace, "vendor", "Mixpanel"), add(workspace, "vendor", "Mixpanel GmbH")

    def make(store: Store) -> None:
        with store.edit("Tool"):
            rows.insert(store, "tool", {"name": "Mixpanel", "key": "mixpanel", "vendor": gone})

    workspace.run(make).result()
    before = content(workspace)
    workspace.run(partial(merge_entries, kind="vendor", gone=gone, kept=kept)).result()
    with workspace.reading() as store:
        assert [row[0] for row in store.db.execute("SELECT vendor FROM tool")] == [kept]
    assert find(workspace, "vendor", "MIXPANEL GMBH") == kept
    workspace.run(undo.undo).result()
    assert content(workspace) == before


def test_a_merged_entry_leaves_the_other_what_that_one_lacks(workspace: Workspace) -> None:
    kept = add(workspace, "person", "Ada Byron", email="ada@x.example")
    gone = add(workspace, "person", "A. Byron", email="old@x.example", team="Product")
    workspace.run(partial(merge_entries, kind="person", gone=gone, kept=kept)).result()
    with workspace.reading() as store:
        assert dict(find_entry(store, "person", kept).details) == {"email": "ada@x.example", "team": "Product"}


def test_a_name_is_the_same_however_its_accents_are_written(workspace: Workspace) -> None:
    jose = add(workspace, "person", "José Grün")
    assert find(workspace, "person", "Jose\u0301 Gru\u0308n") == jose


def test_aliases_stay_where_none_are_given(workspace: Workspace) -> None:
    acme = add(workspace, "account", "Acme", "ACME Corp", "acme.io")
    workspace.run(partial(save_entry, kind="account", name="Acme Ltd", entry=acme)).result()
    with workspace.reading() as store:
        assert find_entry(store, "account", acme).aliases == ("ACME Corp", "acme.io")


def test_an_entry_can_t_be_merged_into_itself(workspace: Workspace) -> None:
    acme = add(workspace, "account", "Acme")
    with pytest.raises(UserError, match="These are one account already"):
        workspace.run(partial(merge_entries, kind="account", gone=acme, kept=acme)).result()
