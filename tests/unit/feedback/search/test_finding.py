"""A search finds what looking at each item finds, whatever is typed, in every order, and by every way of going about it."""

import json
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.feedback import taxonomy, triage
from prodops_desktop.feedback.accounts import read_customers
from prodops_desktop.feedback.search import Order, count, find, planning, read_query
from prodops_desktop.feedback.search import order as orders
from prodops_desktop.feedback.search.finding import Scope
from prodops_desktop.feedback.search.order import ORDERS
from prodops_desktop.workspace import settings as workspace_settings
from prodops_desktop.workspace import undo
from tests.unit.feedback.conftest import TODAY, Desk
from tests.unit.feedback.search.crowd import NAMES, PEOPLE, WORDS, One, found_by_looking, make_crowd

DAY = date.fromisoformat(TODAY)
Search = Callable[..., list[int]]
SCOPES: tuple[Scope, ...] = ("all", "inbox")
QUICK = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, list[One]]]:
    """A workspace with a crowd in it, and the crowd."""
    folder = tmp_path_factory.mktemp("crowd")
    with open_workspace(folder / "here.prodops", create=True) as workspace:
        workspace.run(lambda store: workspace_settings.set_setting(store, "today", TODAY)).result()
        desk = Desk(workspace, folder)
        yield desk, make_crowd(desk)


@pytest.fixture(params=["as it is", "lists are long", "texts are few", "samples are small", "all is much"])
def bounds(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bounds between the ways of going about a search, so tight that a crowd of 80 meets each way."""
    ways = {
        "lists are long": (4, 2, 5, 8),
        "texts are few": (15, 1, 3, 1000),
        "samples are small": (20, 12, 2, 0),
        "all is much": (1, 0, 1, 0),
    }
    if request.param in ways:
        for name, bound in zip(("_FEW", "_VERY_FEW", "_SAMPLE", "_MOST_TEXTS"), ways[request.param], strict=True):
            monkeypatch.setattr(planning, name, bound)
        monkeypatch.setattr(orders, "_LEADING", (1, 2))
        monkeypatch.setattr(planning, "_SIGNS_AT_ONCE", 5)


def amiss(full: tuple[Desk, list[One]], text: str, *, orders: tuple[Order, ...] = (Order("at", descending=True),)) -> list[object]:
    """Where a search of this text does not find what looking finds: all of it, its first page, and how many."""
    desk, crowd = full
    query, wrong = read_query(text), list[object]()
    with desk.workspace.reading() as store:
        customers = read_customers(store)
        for scope in SCOPES:
            for order in orders:
                expected = found_by_looking(crowd, query, scope, order)
                found = find(store, query, customers, scope=scope, today=DAY, order=order)
                page = find(store, query, customers, scope=scope, today=DAY, order=order, limit=3)
                if (list(found.ids), found.more) != (expected, False) or (list(page.ids), page.more) != (expected[:3], len(expected) > 3):
                    wrong.append((text, scope, order, found, page, expected))
            if (counted := count(store, query, customers, scope=scope, today=DAY)) != len(expected):
                wrong.append((text, scope, counted, expected))
    return wrong


VALUES = {
    "tag": ("defect", "usage_limit", "quality", "missing-capability", "none", "zzz", '"data wrong"'),
    "account": ("acme", "ünal", "none", "zzz", "“nobody & sons”", "京"),
    "segment": ("enterprise", "SMB", "unheard"),
    "channel": ("s", "RÉCLAMATION", "zzz", '"lost deal"'),
    "by": ("réka", "lind", "zzz", "J."),
    "after": ("2026-11", "2026-10-05", "banana", "2027"),
    "before": ("2026-Q3", "2026-11-20", "x"),
    "on": ("2026-11-20", "2026-09", "2026-Q4"),
    "importance": ("2", "critical", "none", "huge"),
    "is": ("inbox", "snoozed", "done", "archive", "merged", "out", "all", "tagged", "untagged", "lost"),
    "id": ("3", "FB-81", "x"),
}
FILTERS = st.sampled_from([f"{name}:{value}" for name, values in VALUES.items() for value in values] + ["arr>100k", "arr<=50k", "arr>x"])
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(
        [
            "exp",
            "lim",
            "輸",
            "istan",
            "fi",
            "x2",
            "stras",
            "“export limits”",
            "“export lim”",
            "“expo",
            '"limits rows',
            "“AND or”",
            "FB-5",
            "-FB-6",
        ]
    ),
    FILTERS,
    st.sampled_from(
        ["AND", "OR", "NOT", "NEAR(a b)", "*", "^a", "a:", ":", "(", ")", '"', "'", "--", ";", "%", "_", "\x00", "a*", "{words}"]
    ),
    st.text(max_size=4),
)
TYPED = st.lists(st.tuples(st.sampled_from(["", "", "", "-", "−"]), PIECES).map("".join), max_size=5).map(" ".join)


@settings(QUICK, max_examples=60)
@given(text=TYPED)
def test_any_search_finds_what_looking_finds(full: tuple[Desk, list[One]], bounds: None, text: str) -> None:
    assert amiss(full, text) == []


@QUICK
@given(text=st.text(st.characters(exclude_categories=())))
def test_any_text_can_be_searched(full: tuple[Desk, list[One]], text: str) -> None:
    assert amiss(full, text) == []


@settings(QUICK, max_examples=25)
@given(text=TYPED)
def test_every_order(full: tuple[Desk, list[One]], bounds: None, text: str) -> None:
    assert amiss(full, text, orders=tuple(Order(by, descending=descending) for by in ORDERS for descending in (False, True))) == []


@pytest.mark.parametrize("name", VALUES)
def test_each_filter_alone_and_negated(full: tuple[Desk, list[One]], bounds: None, name: str) -> None:
    for value in VALUES[name]:
        for text in (f"{name}:{value}", f"-{name}:{value}", f"{name}:{value} exp", f"exp -{name}:{value} in:all"):
            assert amiss(full, text) == []


def test_each_phrase_alone_and_negated(full: tuple[Desk, list[One]], bounds: None) -> None:
    for text in ("“export limits”", "“export lim”", "“expo", "-“exports limit”", "“limits of” -“of an ex”", "“export limits” exp -a"):
        assert amiss(full, text) == []


def test_what_is_asked_of_accounts_holds_together(full: tuple[Desk, list[One]], bounds: None) -> None:
    for text in ("arr>100k", "-arr>100k", "arr>=50k -arr>50k", "arr<1m account:a", "arr>10k -segment:smb", "account:none -account:none"):
        assert amiss(full, text) == []
    for text in ("segment:enterprise -account:acme", "-account:none -account:acme", "account:a -account:ac exp", "-segment:smb -arr<100k"):
        assert amiss(full, text) == []


def test_a_search_of_very_many_words_and_filters(full: tuple[Desk, list[One]], bounds: None) -> None:
    assert amiss(full, " ".join(WORDS)) == []
    assert amiss(full, " ".join(f"-{word}" for word in WORDS if word.isalnum())) == []
    assert amiss(full, " ".join(f"-word{number}" for number in range(3000))) == []
    assert amiss(full, "“" + " ".join(f"word{number}" for number in range(3000))) == []
    assert amiss(full, " ".join(f"-on:2026-01-{day:02d} -by:x{day} -tag:t{day} -channel:c{day}" for day in range(1, 32))) == []
    assert amiss(full, "x" * 50_000) == []
    assert amiss(full, f"-{'x' * 50_000} export") == []


@pytest.fixture
def found(desk: Desk) -> Search:
    """Searches a workspace with the inbox as it stands."""

    def search(text: str, scope: Scope = "all") -> list[int]:
        return desk.read(lambda store: list(find(store, read_query(text), read_customers(store), scope=scope, today=DAY).ids))

    return search


def say(desk: Desk, text: str, **values: str) -> int:
    """Add an item."""
    return desk.do(lambda store: triage.add_item(store, text, values))[1]


def test_a_moment_is_on_its_day(desk: Desk, found: Search) -> None:
    item = say(desk, "words", at="2026-11-20T23:59:59")
    assert found("on:2026-11-20") == found("before:2026-11-20") == found("after:2026-11-20") == found("on:2026-11") == [item]
    assert found("after:2026-11-21") == found("before:2026-11-19") == found("-on:2026-11-20") == []


def test_accents_case_and_scripts(desk: Desk, found: Search) -> None:
    first, second, third = say(desk, "La RÉUNION d’équipe"), say(desk, "An der Straße"), say(desk, "輸出制限を上げてほしい, 데이터")
    assert found("reunion") == found("Réu") == found("Re\u0301union") == found("equipe") == [first]
    assert found("strasse") == found("STRASSE") == found("Straß") == [second]
    assert found("輸出") == found("데이터") == [third]
    assert found("制限") == []  # the beginning of no word


def test_a_phrase_is_in_a_row_and_whole_but_for_its_end(desk: Desk, found: Search) -> None:
    say(desk, "limits of the export")
    exact = say(desk, "Raise Export-Limits!")
    assert found("“export limits”") == found('"EXPORT LIM"') == found("„export limit“") == [exact]
    assert found("“expo limits”") == []


def test_what_is_reworded_is_found_as_it_stands(desk: Desk, found: Search) -> None:
    item = say(desk, "the old words")
    desk.do(lambda store: triage.reword(store, item, None, "something new"))
    assert (found("new"), found("old")) == ([item], [])
    desk.do(undo.undo)
    assert (found("new"), found("old")) == ([], [item])
    desk.do(undo.redo)
    assert (found("“something new”"), found("-old")) == ([item], [item])


def test_the_tags_of_a_merged_item_are_those_of_the_one_that_it_is_merged_into(desk: Desk, found: Search) -> None:
    root, merged = say(desk, "one", at="2026-11-02"), say(desk, "two", at="2026-11-01")
    tag = desk.read(lambda store: taxonomy.find_tag(store, "Defect").id)
    desk.do(lambda store: triage.tag_items(store, [merged], tag))
    desk.do(lambda store: triage.merge_items(store, [merged], root))
    assert found("tag:defect") == [root, merged]
    desk.do(lambda store: triage.tag_items(store, [root], tag, given=False))
    assert (found("tag:defect"), found("is:untagged")) == ([], [root, merged])


def test_an_undone_import_is_not_found(desk: Desk, found: Search) -> None:
    desk.bring("notes.csv", "Date,Customer,Who,Note\n2026-11-20,Acme,S. Lindqvist,The export stops\n", "feedback")
    assert found("export") == [1]
    desk.do(undo.undo)
    assert found("export") == found("in:all") == []


def test_an_item_comes_back_into_the_inbox_on_its_day(desk: Desk, found: Search) -> None:
    item = say(desk, "later")
    desk.do(lambda store: triage.snooze(store, [item], date(2026, 11, 24)))
    assert (found("", "inbox"), found("is:snoozed"), found("is:inbox")) == ([], [item], [])

    def next_day(text: str) -> list[int]:
        return desk.read(
            lambda store: list(find(store, read_query(text), read_customers(store), scope="inbox", today=date(2026, 11, 24)).ids)
        )

    assert (next_day(""), next_day("is:snoozed")) == ([item], [])


def test_a_segment_that_nobody_knows_finds_nothing_and_says_so(desk: Desk) -> None:
    say(desk, "words", account="Acme")
    for text in ("segment:Unheard", "-segment:Unheard"):
        with desk.workspace.reading() as store:
            result = find(store, read_query(text), read_customers(store), today=DAY)
        assert (list(result.ids), len(result.remarks)) == ([], 1)
        assert result.remarks[0].startswith("There is no segment “Unheard”")


def test_an_order_that_there_is_not_is_refused(desk: Desk) -> None:
    with pytest.raises(ValueError, match="no order “mood”"):
        desk.read(lambda store: find(store, read_query(""), read_customers(store), today=DAY, order=Order("mood")))


def test_names_that_the_crowd_needs_are_in_it(full: tuple[Desk, list[One]]) -> None:
    _, crowd = full
    assert {one.account for one in crowd} == set(NAMES)
    assert {one.person for one in crowd} == set(PEOPLE)
    assert {one.state for one in crowd} == {"inbox", "snoozed", "done", "archive", "merged", "out"}


@given(ids=st.lists(st.integers(0, 10**7)), signs=st.integers(0, 40))
def test_ids_read_piece_by_piece_are_those_that_were_written(ids: list[int], signs: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planning, "_SIGNS_AT_ONCE", signs)
        assert planning._listed(json.dumps(ids, separators=(",", ":"))) == ids
