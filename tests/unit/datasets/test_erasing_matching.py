"""What is recognised as a quotation of what was erased, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodops_desktop.datasets.erasing.matching import MARK, Finder, Sought, is_specific, tokens, words
from prodops_desktop.feedback.words import words_of

SAID = "The export stops at 50,000 rows, and we need it for the quarterly réunion. Please help."
FINDER = Finder(
    Sought(
        said=(SAID,),
        phrases=("Slow exports",),
        notes=("To be decided",),
        names=("Zoë Ángel",),
        headings=(SAID, "Slow exports", "Ana"),
        called=("Ana",),
    )
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"Before {SAID} after", f"Before {MARK}. after"),
        (SAID.upper(), MARK),
        ("> the export stops\n> at 50,000   rows, and we need it for the quarterly reunion\\. Please help\\.", MARK),
        ("zoe angel said so", f"{MARK} said so"),
        ("Zoe\u0308 A\u0301ngel", MARK),
        ("slow exports", MARK),
        ("Our slow exports hurt", "Our slow exports hurt"),
        ("Slow exports hurt", "Slow exports hurt"),
        ("The export stops at 50,000 rows, and we need more", "The export stops at 50,000 rows, and we need more"),
        ("Zoë Ángeles", "Zoë Ángeles"),
        ("ask ÁNGEL, ZOË today", f"ask {MARK} today"),
        ("Ángel Zoë", "Ángel Zoë"),
        ("to be decided", MARK),
        ("This is To be decided", "This is To be decided"),
        ("", ""),
    ],
)
def test_of_what_others_said_only_the_whole_of_it_goes(text: str, left: str) -> None:
    assert FINDER.as_it_came(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("He wrote “stops at 50,000 rows, and we need it for the…”", f"He wrote “{MARK}…”"),
        ("See Slow exports.", f"See {MARK}."),
        ("slow exports are no name", "slow exports are no name"),
        ("Slow exportsheets, Slow exports2, aSlow exports", "Slow exportsheets, Slow exports2, aSlow exports"),
        ("See _Slow exports_", f"See _{MARK}_"),
        ("This is To be decided", "This is To be decided"),
        ("rows, and we need it", "rows, and we need it"),
        ('["Zoë Ángel", {"a": "Slow exports", "n": 1}]', f'["{MARK}", {{"a": "{MARK}", "n": 1}}]'),
        ('{"text": "The export stops at 50,000 rows,\\nand we need it for the quarterly réunion. Please help."}', f'{{"text": "{MARK}"}}'),
        ("[no list", "[no list"),
        ("Ana", "Ana"),
    ],
)
def test_of_what_was_written_here_pieces_go_too(text: str, left: str) -> None:
    assert FINDER.own(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Add feedback “The export stops at 50,000 rows, and…”", f"Add feedback “{MARK}…”"),
        ("Edit person Ana", f"Edit person {MARK}"),
        ("Link The export sto and RM-1", f"Link {MARK} and RM-1"),
        ("Link RM-1 and The export sto", f"Link RM-1 and {MARK}"),
        ("Undo edit person ana", f"Undo edit person {MARK}"),
        ("Edit the template", "Edit the template"),
    ],
)
def test_the_label_of_a_step_loses_the_beginning_of_it(text: str, left: str) -> None:
    assert FINDER.heading(text) == left


def test_a_cell_of_a_column_of_such_records_is_known_by_the_name_alone() -> None:
    assert FINDER.cell(" ana ", names_it=True) == MARK
    assert FINDER.cell("Ana", names_it=False) == "Ana"


@given(st.text(max_size=80))
def test_a_text_with_nothing_of_it_stays_as_it_is(text: str) -> None:
    finder = Finder(Sought(said=("qqqxx zzzyy " * 6,), names=("Qqqxx Zzzyy",), headings=("qqqxx zzzyy",)))
    if "qqqxx" not in text.casefold():
        assert (finder.as_it_came(text), finder.own(text), finder.heading(text)) == (text, text, text)


@given(st.text(min_size=40, max_size=90), st.text(max_size=20), st.text(max_size=20))
def test_a_text_is_found_wherever_it_stands(said: str, before: str, after: str) -> None:
    left = Finder(Sought(said=(said,))).as_it_came(f"{before}\n{said}\n{after}")
    assert said not in left or not said.strip()
    assert words(left) == words(f"{before}\n{MARK}\n{after}") or not words(said) or MARK in left


@given(st.text(max_size=60))
def test_words_are_those_that_the_search_knows(text: str) -> None:
    assert list(words(text)) == words_of(text)
    assert all(words(text[start:end])[:1] == (word,) for word, start, end in tokens(text) if text[start:end].isascii())


def test_a_name_is_told_from_other_words_by_its_length_or_by_having_two() -> None:
    assert [name for name in ("Ana", "Ana B", "Ana Ruiz", "Linear", "Konstantinopel", "a@b.io") if is_specific(name)] == [
        "Ana Ruiz",
        "Konstantinopel",
        "a@b.io",
    ]
