"""How each workspace was left is remembered beside the preferences, apart from every other."""

from pathlib import Path

from prodops_desktop.ui.layouts import Layouts
from prodops_desktop.ui.lengths import growing


def test_what_was_put_is_there_the_next_time_and_in_that_workspace_only(tmp_path: Path) -> None:
    kept = tmp_path / "layouts.json"
    layout = Layouts(kept).of(tmp_path / "a.prodops")
    layout.put("tab.roadmap", "timeline")
    layout.put("grid.CS health", {"hidden": ["Open tix"]})
    again = Layouts(kept)
    assert again.of(tmp_path / "a.prodops").get("grid.CS health") == {"hidden": ["Open tix"]}
    assert again.of(tmp_path / "a.prodops").get("tab.roadmap") == "timeline"
    assert again.of(tmp_path / "b.prodops").get("tab.roadmap") is None


def test_a_length_of_the_layout_is_kept_as_the_number_that_it_is(tmp_path: Path) -> None:
    Layouts(tmp_path / "layouts.json").of(tmp_path / "a.prodops").put("list.all", {"widths": {"title": growing(260)}})
    assert Layouts(tmp_path / "layouts.json").of(tmp_path / "a.prodops").get("list.all") == {"widths": {"title": 260}}


def test_none_forgets_a_key(tmp_path: Path) -> None:
    kept = tmp_path / "layouts.json"
    layout = Layouts(kept).of(tmp_path / "a.prodops")
    layout.put("page", "roadmap")
    layout.put("page", None)
    assert Layouts(kept).of(tmp_path / "a.prodops").values() == {}


def test_only_the_forty_workspaces_left_last_are_kept(tmp_path: Path) -> None:
    kept = tmp_path / "layouts.json"
    layouts = Layouts(kept)
    for number in range(42):
        layouts.of(tmp_path / f"{number}.prodops").put("page", "home")
    layouts.of(tmp_path / "2.prodops").put("page", "tools")
    layouts.of(tmp_path / "new.prodops").put("page", "home")
    again = Layouts(kept)
    pages = [again.of(tmp_path / f"{number}.prodops").get("page") for number in range(42)]
    assert pages[:4] == [None, None, "tools", None]
    assert pages[4:] == ["home"] * 38


def test_two_windows_keep_what_the_other_one_kept_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    kept = tmp_path / "config" / "layouts.json"
    one, other = Layouts(kept), Layouts(kept)
    one.of(tmp_path / "a.prodops").put("page", "roadmap")
    other.of(tmp_path / "b.prodops").put("page", "tools")
    one.of(tmp_path / "c.prodops").put("page", "home")
    other.forget(tmp_path / "a.prodops")
    pages = [Layouts(kept).of(tmp_path / f"{name}.prodops").get("page") for name in "abc"]
    assert pages == [None, "tools", "home"]
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700
    assert list(kept.parent.iterdir()) == [kept]


def test_a_broken_file_counts_as_empty_and_a_place_that_cant_be_written_costs_nothing_else(tmp_path: Path) -> None:
    broken = tmp_path / "layouts.json"
    broken.write_text("[1, 2", encoding="utf-8")
    assert Layouts(broken).of(tmp_path / "a.prodops").values() == {}
    nowhere = tmp_path / "a file"
    nowhere.write_text("", encoding="utf-8")
    layout = Layouts(nowhere / "layouts.json").of(tmp_path / "a.prodops")
    layout.put("page", "home")
    assert layout.get("page") == "home"
