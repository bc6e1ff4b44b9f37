"""The palette's ranking finds what was meant, and puts the better fit first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.ui.palette_entries import Entry, rank
from prodops_desktop.ui.ranking import match

NAMES = [
    "Export board pack…",
    "Import…",
    "Open workspace…",
    "Metrics",
    "NPS",
    "NPS responses",
    "Theme: dark",
    "Café Zürich",
    "Undo Rename CS health",
]


def best(query: str) -> str | None:
    """The name that fits best."""
    found = [(name, fit) for name in NAMES if (fit := match(query, name)) is not None]
    return max(found, key=lambda pair: pair[1].score)[0] if found else None


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("nps", "NPS"),
        ("nps resp", "NPS responses"),
        ("pack", "Export board pack…"),
        ("board export", "Export board pack…"),
        ("imprt", "Import…"),
        ("exprot", "Export board pack…"),
        ("metrix", "Metrics"),
        ("ow", "Open workspace…"),
        ("cafe zurich", "Café Zürich"),
        ("dark", "Theme: dark"),
        ("UNDO", "Undo Rename CS health"),
    ],
)
def test_it_finds_what_was_meant(query: str, meant: str) -> None:
    assert best(query) == meant


@pytest.mark.parametrize("query", ["xyz", "nps zzz", "qqqq"])
def test_it_does_not_make_things_up(query: str) -> None:
    assert best(query) is None


def test_the_meant_letters_are_marked() -> None:
    found = match("board", "Export board pack…")
    assert found is not None
    assert "".join("Export board pack…"[place] for place in found.places) == "board"


def test_other_names_count_for_less_than_the_name() -> None:
    named, alike = match("quit", "Quit"), match("quit", "Close", words="quit leave")
    assert named is not None
    assert alike is not None
    assert named.score > alike.score
    assert alike.places == ()


@given(st.text(max_size=12), st.text(max_size=40))
def test_places_lie_inside_the_text(query: str, text: str) -> None:
    found = match(query, text)
    assert found is None or all(0 <= place < len(text) for place in found.places)


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=20))
def test_every_name_is_found_by_itself(name: str) -> None:
    assert match(name, name) is not None


def test_the_section_of_the_best_entry_comes_first_and_a_mark_asks_for_commands_alone() -> None:
    def entry(section: str, text: str) -> Entry:
        return Entry(section, text, lambda: None)

    entries = [entry("Commands", "Open the log folder"), entry("Metrics", "Logins"), entry("Metrics", "Log")]
    assert [name for name, _, _ in rank(entries, "log")] == ["Metrics", "Commands"]
    assert [one.text for one, _ in rank(entries, "log")[0][1]] == ["Log", "Logins"]
    assert [name for name, _, _ in rank(entries, ">log")] == ["Commands"]
