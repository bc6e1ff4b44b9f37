"""Looking everywhere: what each area keeps is found by its words, in any case and accent, and what is cut out of it is marked rightly."""

from functools import partial
from threading import Event

import pytest

from prodops_desktop.agenda.goals import save_goal
from prodops_desktop.answers.everywhere import Field, Found, Row, Words, plain_query, search
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.feedback.capturing import capture
from prodops_desktop.registry.entries import save_entry
from prodops_desktop.roadmap.briefs import add_brief, save_brief
from prodops_desktop.workspace.links import End
from tests.unit.answers.workplace import Plant


def look(plant: Plant, text: str) -> dict[str, Found]:
    """What each part of the workspace has in the end, by its name."""
    found: dict[str, Found] = {}
    plant.read(lambda store: search(store, text, lambda one: found.__setitem__(one.name, one), Event()))
    return {name: one for name, one in found.items() if one.count}


def marked(found: Found) -> list[str]:
    """The letters that are marked in the snippets."""
    return [hit.snippet.text[start:end] for hit in found.hits for start, end in hit.snippet.marks]


def test_a_snippet_stands_around_the_first_word_and_marks_every_one() -> None:
    words = Words("ZÜRICH cafe")
    text = "Long ago " * 20 + "in the Café Zürich, as in any café."
    snippet = words.snippet(["nothing", text])
    assert snippet.text.startswith("…")
    assert snippet.text.endswith("in the Café Zürich, as in any café.")
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["Café", "Zürich", "café"]
    assert words.are_in(["a cafe", "in zurich"])
    assert not words.are_in(["a cafe in Basel"])
    assert Words("straße").marked("Die STRASSE").marks == ((4, 11),)
    assert Words("  ").plain == ()


def test_records_of_every_area_are_found_by_their_texts(plant: Plant) -> None:
    item = plant.item("Night train", problem="The quokka must not wake up.", note="see the vet")
    brief = plant.do(lambda store: add_brief(store, item, "feature", {}))[1]
    plant.do(lambda store: save_brief(store, brief, "Brief of the train", "## Why\n\nA **quokka** lives on it."))
    plant.do(lambda store: save_goal(store, {"title": "Happy animals", "note": "Every Quokka counts"}))
    plant.do(lambda store: save_entry(store, "person", "Vera Vet", {"note": "knows quokkas"}, ("The quokka lady",)))
    plant.do(lambda store: save_entry(store, "vendor", "Quokka Ltd", {}))
    plant.bring("Visits.csv", "day,what\n2026-11-02,a QUOKKA and a wombat\n2026-11-03,a wombat\n", name="Visits")
    plant.do(lambda store: capture(store, "The quokka is asleep, and the export as well", {}))
    found = look(plant, "quokka")
    assert {name: one.count for name, one in found.items()} == {
        "Roadmap": 1,
        "Briefs": 1,
        "Goals": 1,
        "People": 1,
        "Vendors": 1,
        "Feedback": 1,
        "Visits": 1,
    }
    assert found["Roadmap"].hits[0].target == End("roadmap_item", item)
    assert marked(found["Roadmap"]) == ["quokka"]
    assert found["Vendors"].hits[0].title.marks == ((0, 6),)
    row = found["Visits"].hits[0]
    assert row.snippet.text == "what: a QUOKKA and a wombat"
    assert isinstance(row.target, Row)
    assert (row.target.find, row.target.row) == ("QUOKKA", 2)
    assert set(look(plant, "quokka vet")) == {"Roadmap", "People"}, "all words, wherever they stand in one record"


def test_rows_are_counted_all_and_shown_some_and_signs_are_no_patterns(plant: Plant) -> None:
    lines = "".join(f"{n},{'50%_off' if n % 3 == 0 else '50 of all'}\n" for n in range(30))
    plant.bring("Prices.csv", "number,told\n" + lines, name="Prices")
    found = look(plant, "50%_OFF")["Prices"]
    assert (found.count, len(found.hits), found.ended) == (10, 5, True)
    assert look(plant, "30 nowhere") == {}
    assert look(plant, "  ") == {}


def test_what_is_typed_is_no_language_of_filters(plant: Plant) -> None:
    for said in ("A foo bar", "-foo is what it says", "The export is slow", "tag:export is what I typed"):
        plant.do(partial(capture, text=said, values={}))
    assert look(plant, "-foo")["Feedback"].count == 2
    assert look(plant, "tag:export")["Feedback"].count == 1
    assert look(plant, "%%") == {}
    assert look(plant, "Export «slow»")["Feedback"].count == 1
    assert plain_query(Words('-foo "bar baz" %% tag:x')) == '"foo" "bar" "baz" "tag x"'


def test_cells_are_compared_without_accents_either_way_and_names_of_columns_are_found(plant: Plant) -> None:
    plant.bring("Towns.csv", "Größe der Stadt,town\n1 kind,Zürich\n2 kind,ZURICH\n3 kind,zu%rich\n4 kind,Ωmega\n5 kind,\n", name="Towns")
    for typed in ("zurich", "Zürich", "ZÜRICH"):
        assert look(plant, typed)["Towns"].count == 2, typed
    assert look(plant, "u%R")["Towns"].count == 1
    assert look(plant, "ωMEGA")["Towns"].count == 1
    found = look(plant, "grosse stadt")
    [hit] = found["Columns"].hits
    assert (hit.title.text, hit.snippet.text) == ("Größe der Stadt", "Towns")
    assert isinstance(hit.target, Field)
    assert hit.target.position == 1, "counted from one"


def test_it_ends_between_two_steps_when_it_is_cancelled(plant: Plant) -> None:
    plant.bring("Visits.csv", "day,what\n2026-11-02,a wombat\n", name="Visits")
    cancelled, told = Event(), list[Found]()

    def tell(found: Found) -> None:
        told.append(found)
        if found.kind == "row":
            cancelled.set()

    with pytest.raises(Cancelled):
        plant.read(lambda store: search(store, "a", tell, cancelled))
    assert len({found.name for found in told if found.kind == "row"}) == 1, "the next dataset is not begun"


def test_a_text_that_was_pasted_is_too_many_words(plant: Plant) -> None:
    plant.bring("Notes.csv", "note,day\na cat,2026-11-02\n", name="Notes")
    assert look(plant, "cat\0xyzzy") == {}, "a sign that ends texts in SQL"
    assert look(plant, " ".join(["cat"] * 3000))["Notes"].count == 1
    with pytest.raises(UserError, match="These are 3,000 words, and at most 50"):
        look(plant, " ".join(f"word{n}" for n in range(3000)))
