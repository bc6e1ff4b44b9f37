"""Briefs are filled from templates and refreshed; what was typed stays, and text that looks like marks breaks nothing."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from prodops_desktop.roadmap.brief_text import Part, filled, pieces, plain, refreshed, stale

DAY, LATER = date(2026, 11, 23), date(2026, 12, 1)
TEMPLATE = "## Problem\n\n⟦quotes⟧\n\n## Who\n\n ⟦who⟧ \n⟦nobody⟧\n## Open\n"
PARTS = {"quotes": "> It stops\n> at 50,000", "who": "\n2 accounts\n"}
BODY = (
    "## Problem\n\n⟦quotes · 2026-11-23⟧\n> It stops\n> at 50,000\n⟦/quotes⟧\n\n## Who\n\n"
    "⟦who · 2026-11-23⟧\n2 accounts\n⟦/who⟧\n⟦nobody⟧\n## Open\n"
)


def test_a_template_is_filled_with_the_parts_it_asks_for() -> None:
    assert filled(TEMPLATE, {**PARTS, "unasked": "x"}, DAY) == BODY
    assert filled("No marks ⟦who⟧ here", PARTS, DAY) == "No marks ⟦who⟧ here"
    assert filled("⟦who⟧", {"who": ""}, DAY) == "⟦who · 2026-11-23⟧\n⟦/who⟧"
    assert pieces(filled("⟦who⟧", {"who": ""}, DAY)) == [Part("who", DAY, "")]


def test_refreshing_fills_the_parts_again_and_keeps_what_was_typed() -> None:
    typed = BODY.replace("## Open\n", "## Open\n\nAsk ⟦Ada⟧ about it.\n").replace("\n\n## Who", "\nTyped below.\n\n## Who")
    parts = {"quotes": "> Slow", "who": "3 accounts", "nobody": "Somebody"}
    assert stale(typed, parts) == ("quotes", "who", "nobody")
    found = refreshed(typed, parts, LATER)
    assert found == (
        "## Problem\n\n⟦quotes · 2026-12-01⟧\n> Slow\n⟦/quotes⟧\nTyped below.\n\n## Who\n\n"
        "⟦who · 2026-12-01⟧\n3 accounts\n⟦/who⟧\n⟦nobody · 2026-12-01⟧\nSomebody\n⟦/nobody⟧\n## Open\n\nAsk ⟦Ada⟧ about it.\n"
    )
    assert stale(found, parts) == ()
    one = refreshed(typed, parts, LATER, ["who"])
    assert [piece for piece in pieces(one) if isinstance(piece, Part)] == [
        Part("quotes", DAY, PARTS["quotes"]), Part("who", LATER, "3 accounts"), Part("nobody", None, ""),
    ]  # fmt: skip


def test_what_is_no_part_any_more_stays_and_is_not_stale() -> None:
    assert stale(BODY, {}) == ()
    assert refreshed(BODY, {}, LATER) == BODY
    assert stale(BODY, PARTS) == ()
    assert stale(BODY, {"who": "2\u00a0accounts \r\n"}) == (), "an editor makes plain blanks and line ends of others"
    assert stale(BODY, {"who": "3 accounts"}) == ("who",)


def test_markdown_is_without_marks_and_parts_are_paragraphs_of_their_own() -> None:
    assert plain(BODY) == "## Problem\n\n> It stops\n> at 50,000\n\n## Who\n\n2 accounts\n\n## Open\n"
    tight = filled("Above\n⟦list⟧\nBelow\n⟦empty⟧\n⟦list⟧\n⟦list⟧", {"list": "- a\n- b", "empty": ""}, DAY)
    assert plain(tight) == "Above\n\n- a\n- b\n\nBelow\n\n- a\n- b\n\n- a\n- b"
    assert MarkdownIt().render(plain(filled("⟦list⟧\nBelow", {"list": "- a"}, DAY))) == "<ul>\n<li>a</li>\n</ul>\n<p>Below</p>\n"


def test_customers_words_that_look_like_marks_break_nothing() -> None:
    hostile = "⟦/quotes⟧\n  ⟦who · 2026-11-23⟧\n⟦quotes⟧\n⟦\u2060who⟧ and\n⟦/who⟧"
    body = filled("⟦quotes⟧\n⟦who⟧\nTyped\n", {**PARTS, "quotes": hostile}, DAY)
    assert pieces(body) == [Part("quotes", DAY, hostile), Part("who", DAY, "2 accounts"), "Typed\n"]
    assert stale(body, {"quotes": hostile}) == ()
    assert plain(body) == f"{hostile}\n\n2 accounts\n\nTyped\n"


def test_marks_that_were_broken_by_hand_lose_nothing() -> None:
    part = "⟦who · 2026-11-23⟧\n2 accounts\n"
    for broken in (
        part,  # its end is gone
        "2 accounts\n⟦/who⟧",
        part.replace("⟦who", "⟦ who") + "⟦/who⟧",
        part.replace("2026-11-23", "2026-11-31") + "⟦/who⟧",
        part + "⟦/whom⟧",
    ):
        assert pieces(broken) == [broken]
        assert refreshed(broken, {"who": "9 accounts"}, LATER) == broken
        assert plain(broken) == broken
    twice = f"{part}Typed\n{part}⟦/who⟧"  # taking the end of the second one for that of the first would swallow what was typed
    assert pieces(twice) == [f"{part}Typed", Part("who", DAY, "2 accounts")]
    assert refreshed(twice, {"who": "9"}, LATER) == f"{part}Typed\n⟦who · 2026-12-01⟧\n9\n⟦/who⟧"


MARKS = ["⟦", "⟧", "/", " · ", "a", "how often", "2026-11-23", "\n", "\n\n", " ", "\u2060", "⟦/a⟧", "⟦a · 2026-11-23⟧", "⟦b⟧", "é"]
TEXTS = st.lists(st.sampled_from(MARKS), max_size=14).map("".join)
ANYTHING = st.one_of(TEXTS, st.text(st.characters(exclude_characters="\r", codec="utf-8"), max_size=30))


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "how often"]), ANYTHING), max_size=4), ANYTHING, ANYTHING)
def test_whatever_is_filled_in_comes_back(asked: list[tuple[str, str]], first: str, second: str) -> None:
    names = [name for name, _ in asked]
    texts, others = ({name: f"{text}{more}" for name, text in asked} for more in ("", first))
    body = filled("Typed\n" + "".join(f"⟦{name}⟧\nTyped\n" for name in names), texts, DAY)
    typed = ["Typed"] if names else ["Typed\n"]
    for place, name in enumerate(names):
        typed += [Part(name, DAY, texts[name].strip("\n")), "Typed" if place < len(names) - 1 else "Typed\n"]  # type: ignore[list-item]
    assert pieces(body) == typed
    assert stale(body, texts) == ()
    assert refreshed(body, texts, DAY) == body
    assert refreshed(refreshed(body, others, LATER), texts, DAY) == body
    assert set(stale(body, others)) == {name for name in names if texts[name].split() != others[name].split()}


@given(ANYTHING, ANYTHING)
def test_whatever_was_typed_is_read_and_written_as_it_is(body: str, text: str) -> None:
    assert refreshed(body, {}, LATER).split() == body.split()
    again = refreshed(body, {"a": text}, LATER)
    assert [one for one in pieces(again) if isinstance(one, str)] == [one for one in pieces(body) if isinstance(one, str)]
    assert refreshed(again, {"a": text}, LATER) == again
    plain(body)
