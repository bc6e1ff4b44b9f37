"""The help page on the kinds of data says what is declared; after a change run packaging/make_kinds_page.py."""

from pathlib import Path

import pytest

import make_kinds_page
from prodops_desktop.intake.kinds import FAMILIES, KINDS


def test_the_page_is_up_to_date(tmp_path: Path) -> None:
    made = tmp_path / "kinds.md"
    assert make_kinds_page.main(["--out", str(made)]) == 0
    assert make_kinds_page.PAGE.read_text(encoding="utf-8") == made.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "said",
    [
        "### NPS responses\n\nOne row is a response to an NPS survey (`nps`). Fields: **Score (0 to 10)**, **When**, Account,",
        "Fields: **Account**, **Month**, **MRR** or **ARR**, Currency, Plan.",
        "CS score (0 to 100), NPS (−100 to 100),",
    ],
)
def test_it_says_what_is_needed_and_within_which_range(said: str) -> None:
    assert said in make_kinds_page.page()


def test_every_kind_stands_under_its_family() -> None:
    parts = make_kinds_page.page().split("\n## ")[1:]
    assert [part.partition("\n")[0] for part in parts] == list(FAMILIES)
    for part, kinds in zip(parts, FAMILIES.values(), strict=True):
        assert [line.removeprefix("### ") for line in part.splitlines() if line.startswith("### ")] == [kind.title for kind in kinds]
        assert all(f"(`{kind.name}`)" in part for kind in kinds)
    assert sum(part.count("\n### ") for part in parts) == len(KINDS)
