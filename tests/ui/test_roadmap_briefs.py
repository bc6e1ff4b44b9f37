"""The page Roadmap with mouse and keys: briefs are begun, written, filled again, copied, printed and deleted, and so their templates.

The figures are those of :mod:`tests.ui.roadmap_desk`.
"""

import re
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from prodops_desktop.datasets.opening import open_workspace
from prodops_desktop.feedback import taxonomy
from prodops_desktop.roadmap.briefs import add_brief, all_briefs, shipped_template
from prodops_desktop.roadmap.model import Brief
from prodops_desktop.ui import theme
from prodops_desktop.ui.documents.markdown import MarkdownView
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.pages.roadmap import RoadmapPage
from prodops_desktop.ui.pages.roadmap.brief_dialog import BriefDialog
from prodops_desktop.ui.pages.roadmap.template_dialog import TemplateDialog
from prodops_desktop.workspace import Store, links
from prodops_desktop.workspace.links import End
from tests.ui.contract import cut_texts, dress, put_away, wait_for
from tests.ui.experiments_desk import closed
from tests.ui.roadmap_desk import EXPORT, SEARCH, Shown, choose, click, do, named, opened, refused, roadmap_workspace, workspace_path
from tests.ui.test_tools_page import CONTROL, SHIFT, awake, key, modal, press, undo_label

pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)")  # of a list that completes without a screen
__all__ = ["opened", "roadmap_workspace", "workspace_path"]

UNSAVED = "What you typed is not saved yet. Ctrl+Enter saves it; closing once more drops it."


def briefs(window: MainWindow, item: int = EXPORT) -> list[Brief]:
    """The briefs about an item as they are in the file."""
    assert window.session is not None
    with window.session.workspace.reading() as store:
        return all_briefs(store, item)


def begun(window: MainWindow, page: RoadmapPage, kind: str = "discovery") -> BriefDialog:
    """A brief about the item that is chosen, begun from its template and open."""
    press(window, f"roadmap.{kind}")
    dialog = cast(BriefDialog, modal(BriefDialog))
    assert QTest.qWaitForWindowActive(dialog)
    assert dialog is page.roadmap_actions.briefs.dialog
    return dialog


def write(dialog: BriefDialog, text: str) -> None:
    """Type at the end of the brief."""
    dialog.editor.setFocus()
    QTest.keyClick(dialog.editor, Qt.Key.Key_End, CONTROL)
    QTest.keyClicks(dialog.editor, text)


def kept(window: MainWindow, dialog: BriefDialog) -> None:
    """Save by keys, which takes a moment."""
    QTest.keyClick(dialog.editor, Qt.Key.Key_Return, CONTROL)
    for _ in range(100):
        if briefs(window)[0].body == dialog.editor.toPlainText() and dialog.save.isEnabled():
            break
        QTest.qWait(10)
    wait_for(window)


def link_another_tag(store: Store) -> object:
    """Let Gamma be behind Bulk export, too."""
    return links.link(store, "related", End("roadmap_item", EXPORT), End("tag", taxonomy.find_tag(store, "Single sign-on").id))


# --- begun and written


OTHER_KINDS = {
    "feature": (
        "No export is split by hand any more.", "Goal: Revenue kept", "100% is claimed; the evidence bears at most 80%.",
        "Waits for", "RM-1 Queue service: 19 Oct 2026 to 18 Dec 2026, in progress; 2 days of slack",
    ),
    "release": (
        "Launches 15 Jan 2027, tier 2. 1 of 16 gates are passed. That is 14 days later than in the baseline Q4 plan.",
        "Acme (CSM Ana): “The export stops at 50000 rows.” (20 Nov 2026)",
    ),
}  # fmt: skip


def test_a_brief_begins_with_its_parts_filled_and_a_preview(opened: Shown) -> None:
    window, page = opened()
    click(window, page.detail.briefs.section, "Begin a discovery brief")
    dialog = cast(BriefDialog, modal(BriefDialog))
    assert dialog.name.text() == "Discovery brief: Bulk export"
    typed, seen = dialog.editor.toPlainText(), dialog.preview.toPlainText()
    assert "⟦quotes · 2026-11-23⟧" in typed
    assert "⟦" not in seen
    for said in (
        "Problem in the customer’s words", "The export stops at 50000 rows.", "2 accounts with $500", "Enterprise 2",
        "At risk: Acme (CS score 42, renews 10 Jan 2027)", "2 mentions", "CSM Ana",
    ):  # fmt: skip
        assert said in seen, said
    assert not dialog.old.isVisible(), "nothing is stale yet"
    assert dialog.editor.hasFocus()
    assert cut_texts(dialog) == []
    assert undo_label(window) == "add discovery brief of RM-2 Bulk export"
    dialog.close()
    closed(window)
    section = page.detail.briefs.section
    assert section.note.text() == "1"
    assert [one.text() for one in section.findChildren(type(named(section, "Begin a feature brief"))) if one.isVisible()][1:] == [
        "Begin a feature brief", "Begin a release brief",
    ]  # fmt: skip
    click(window, section, "Open the brief Discovery brief: Bulk export")
    dialog = cast(BriefDialog, modal(BriefDialog))
    assert dialog.editor.toPlainText() == typed
    for kind, parts in OTHER_KINDS.items():
        dialog.close()
        closed(window)
        dialog = begun(window, page, kind)
        for said in parts:
            assert said in dialog.preview.toPlainText(), said


def test_the_key_opens_the_newest_brief_or_begins_one(opened: Shown) -> None:
    window, page = opened()
    choose(window, page, SEARCH)
    page.focus_first()
    key(window, Qt.Key.Key_B, CONTROL | SHIFT)
    dialog = cast(BriefDialog, modal(BriefDialog))
    assert dialog.name.text() == "Discovery brief: Ranked search"
    dialog.close()
    awake(window)
    key(window, Qt.Key.Key_B, CONTROL | SHIFT)
    assert len(briefs(window, SEARCH)) == 1, "it was opened again"
    cast(BriefDialog, modal(BriefDialog)).close()
    awake(window)
    page.open(End("brief", briefs(window, SEARCH)[0].id))
    wait_for(window)
    assert cast(BriefDialog, modal(BriefDialog)).name.text() == "Discovery brief: Ranked search"


def test_what_is_typed_is_previewed_kept_and_undone(opened: Shown) -> None:
    window, page = opened()
    dialog = begun(window, page)
    before = dialog.editor.toPlainText()
    write(dialog, "by *March*")
    assert "by March" not in dialog.preview.toPlainText(), "not at every letter"
    QTest.qWait(300)
    assert dialog.preview.toPlainText().endswith("by March")
    dialog.name.show_text("")
    dialog.take()
    assert refused(dialog) == "A brief needs a title of at least one character."
    assert cut_texts(dialog) == []
    dialog.name.show_text("Why exports")
    kept(window, dialog)
    assert not dialog.wrong.isVisible()
    assert (briefs(window)[0].title, briefs(window)[0].body) == ("Why exports", f"{before}by *March*")
    dialog.close()
    closed(window)
    assert undo_label(window) == "edit brief Why exports"
    page.focus_first()
    key(window, Qt.Key.Key_Z, CONTROL)
    assert briefs(window)[0].body == before


def test_closing_with_unsaved_text_asks_once_and_again_after_more_was_typed_or_saved(opened: Shown) -> None:
    window, page = opened()
    dialog = begun(window, page)
    write(dialog, "first")
    dialog.take()
    write(dialog, " second")
    wait_for(window)
    assert briefs(window)[0].body.endswith("first"), "letters typed while it is being saved are not saved"
    for field in (dialog.editor, dialog.name.editor):
        QTest.keyClick(dialog.editor, Qt.Key.Key_Escape)
        assert (dialog.isVisible(), dialog.wrong.text.text()) == (True, UNSAVED)
        field.setFocus()
        QTest.keyClicks(field, "x")
        assert not dialog.wrong.isVisible()
    QTest.keyClick(dialog.editor, Qt.Key.Key_Escape)
    assert (dialog.isVisible(), dialog.wrong.text.text()) == (True, UNSAVED)
    assert cut_texts(dialog) == []
    kept(window, dialog)
    assert not dialog.wrong.isVisible()
    write(dialog, " third")
    click(window, dialog, "Close")
    assert dialog.wrong.text.text() == UNSAVED
    QTest.keyClick(dialog.editor, Qt.Key.Key_Escape)
    closed(window)
    assert briefs(window)[0].body.endswith("first secondx")


# --- filled again


def test_a_stale_part_is_said_and_filled_again_around_what_was_typed(opened: Shown) -> None:
    window, page = opened()
    dialog = begun(window, page)
    write(dialog, "what I found out")
    kept(window, dialog)
    dialog.close()
    closed(window)
    do(window, link_another_tag)
    press(window, "roadmap.brief")
    dialog = cast(BriefDialog, modal(BriefDialog))
    assert dialog.old.isVisible()
    assert dialog.old.text.text() == "4 parts read otherwise by now: quotes, who, how often, whom to talk to."
    assert cut_texts(dialog) == []
    assert "3 accounts with" not in dialog.preview.toPlainText()
    click(window, dialog, "Fill again")
    assert not dialog.old.isVisible()
    assert "3 accounts with $550" in dialog.preview.toPlainText()
    assert dialog.editor.toPlainText().endswith("what I found out")
    assert "3 accounts" not in briefs(window)[0].body, "nothing is kept yet"
    dialog.editor.setFocus()
    QTest.keyClick(dialog.editor, Qt.Key.Key_Z, CONTROL)
    QTest.qWait(300)
    assert dialog.old.isVisible(), "the editor takes it back in one step"
    click(window, dialog, "Fill again")
    kept(window, dialog)
    assert "3 accounts with" in briefs(window)[0].body


# --- copied, printed, deleted


def test_it_is_copied_written_as_a_pdf_with_text_deleted_and_brought_back(opened: Shown, tmp_path: Path) -> None:
    window, page = opened()
    dialog = begun(window, page)
    write(dialog, "by **March**")
    click(window, dialog, "Copy")
    both = QGuiApplication.clipboard().mimeData()
    assert both.text().startswith("# Discovery brief: Bulk export\n\n## Problem in the customer’s words\n")
    assert both.text().endswith("by **March**")
    assert "⟦" not in both.text()
    assert "<h2" in both.html()
    assert "<title>Discovery brief: Bulk export</title>" in both.html()
    assert "March" in both.html()
    assert window.strip.text.text() == "Copied the brief as text and as Markdown."
    asked: list[str] = []

    def ask(title: str, path: Path, kinds: str) -> Path:
        asked.append(path.name)
        return tmp_path / "new folder" / "brief"

    page.roadmap_actions.briefs.exports.ask_save = ask
    dialog.name.show_text("Why: exports / files?")
    click(window, dialog, "Save as PDF…")
    assert asked == ["Why exports files 2026-11-23.pdf"]
    found = (tmp_path / "new folder" / "brief.pdf").read_bytes()
    assert found[:5] == b"%PDF-"
    assert b"/ToUnicode" in found, "letters that can be searched and selected"
    shown = b"".join(_streams(found))
    assert len(re.findall(rb"T[jJ]\b", shown)) > 30, "and not one picture"
    assert window.strip.text.text() == "It is in brief.pdf."
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    page.roadmap_actions.briefs.exports.ask_save = lambda title, path, kinds: tmp_path / "file" / "brief.pdf"
    click(window, dialog, "Save as PDF…")
    assert refused(dialog).startswith("brief.pdf can’t be written: ")
    click(window, dialog, "Delete")
    closed(window)
    assert briefs(window) == []
    assert page.detail.briefs.section.note.text() == ""
    assert window.strip.text.text() == "Deleted the brief Discovery brief: Bulk export."
    click(window, window.strip, "Undo")
    assert [one.title for one in briefs(window)] == ["Discovery brief: Bulk export"]
    assert page.detail.briefs.section.note.text() == "1"


def _streams(pdf: bytes) -> list[bytes]:
    """The contents of a PDF that are packed."""
    made = []
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            made.append(zlib.decompress(packed))
        except zlib.error:
            continue
    return made


def test_nothing_that_it_names_is_loaded(qapp: QApplication, tmp_path: Path) -> None:
    dress(qapp)
    picture = QImage(40, 40, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    assert picture.save(str(tmp_path / "picture.png"))
    view = MarkdownView()
    view.resize(300, 200)
    address = QUrl.fromLocalFile(str(tmp_path / "picture.png"))
    view.show_markdown(f"![a picture]({address.toString()})")
    view.grab()
    assert cast(QImage, view.document().resource(QTextDocument.ResourceType.ImageResource.value, address)).size() == QSize(1, 1)
    assert not view.openLinks()
    put_away(view)


# --- templates


def test_templates_are_edited_and_restored_with_the_difference_shown(opened: Shown) -> None:
    window, page = opened()
    press(window, "roadmap.templates")
    dialog = cast(TemplateDialog, modal(TemplateDialog))
    wait_for(window)
    assert dialog.difference.text.text() == "It is the template that ships."
    assert not dialog.restore.isEnabled()
    assert dialog.editor.hasFocus(), "and not the button that closes it"
    assert dialog.difference.text.font().family() == theme.font("meta").family(), "a sentence"
    assert cut_texts(dialog) == []
    click(window, dialog, "Feature brief")
    dialog.editor.setFocus()
    QTest.keyClick(dialog.editor, Qt.Key.Key_Home, CONTROL)
    QTest.keyClicks(dialog.editor, "## Price")
    QTest.keyClick(dialog.editor, Qt.Key.Key_Return)
    assert dialog.difference.text.text() == "It differs from the template that ships:\n+## Price"
    assert dialog.difference.text.font().family() == theme.font("mono").family()
    wait_for(window)
    assert cut_texts(dialog) == []
    click(window, dialog, "Release brief")
    assert dialog.editor.toPlainText() == shipped_template("release")
    click(window, dialog, "Feature brief")
    assert dialog.editor.toPlainText().startswith("## Price\n"), "what was typed is still there"
    QTest.keyClick(dialog.editor, Qt.Key.Key_Escape)
    assert (dialog.isVisible(), dialog.wrong.text.text()) == (True, UNSAVED)
    QTest.keyClicks(dialog.editor, " and plan")
    assert not dialog.wrong.isVisible()
    QTest.keyClick(dialog.editor, Qt.Key.Key_Escape)
    assert (dialog.isVisible(), dialog.wrong.text.text()) == (True, UNSAVED), "it asks again"
    for _ in " and plan":
        QTest.keyClick(dialog.editor, Qt.Key.Key_Backspace)
    click(window, dialog, "Save the template")
    assert undo_label(window) == "edit the template of feature briefs"
    assert not dialog.wrong.isVisible()
    QTest.keyClick(dialog.editor, Qt.Key.Key_Escape)
    closed(window)
    brief = begun(window, page, "feature")
    assert brief.editor.toPlainText().startswith("## Price\n## Outcome and goal")
    brief.close()
    awake(window)
    press(window, "roadmap.templates")
    dialog = cast(TemplateDialog, modal(TemplateDialog))
    wait_for(window)
    click(window, dialog, "Feature brief")
    click(window, dialog, "Take the one that ships")
    assert dialog.editor.toPlainText() == shipped_template("feature")
    assert dialog.difference.text.text() == "It is the template that ships."
    click(window, dialog, "Save the template")
    dialog.close()
    closed(window)
    assert begun(window, page, "feature").editor.toPlainText().startswith("## Outcome and goal")


def test_saving_one_template_keeps_what_is_typed_in_another(opened: Shown) -> None:
    window, _ = opened()
    press(window, "roadmap.templates")
    dialog = cast(TemplateDialog, modal(TemplateDialog))
    wait_for(window)
    for kind in ("Feature brief", "Release brief"):
        click(window, dialog, kind)
        dialog.editor.setPlainText(f"# {kind}")
    click(window, dialog, "Save the template")
    assert undo_label(window) == "edit the template of release briefs"
    click(window, dialog, "Feature brief")
    assert dialog.editor.toPlainText() == "# Feature brief"
    dialog.close()
    assert (dialog.isVisible(), dialog.wrong.text.text()) == (True, UNSAVED)
    dialog.close()
    closed(window)


# --- reading only


def test_reading_only_a_brief_is_read_copied_and_printed_and_not_changed(
    bare_window: MainWindow, workspace_path: Callable[[str], Path]
) -> None:
    window, path = bare_window, workspace_path("filled")
    with open_workspace(path) as workspace:
        workspace.run(partial(add_brief, item=EXPORT, kind="discovery", parts={"quotes": "> An old quote"})).result()
        assert window.open_path(path)
        window.show_page("roadmap")
        wait_for(window)
        page = cast(RoadmapPage, window.page)
        assert window.session is not None
        why = window.session.read_only_reason
        choose(window, page, EXPORT)
        click(window, page.detail, "Brief")
        dialog = cast(BriefDialog, modal(BriefDialog))
        assert "An old quote" in dialog.preview.toPlainText()
        assert dialog.old.isVisible()
        assert not dialog.old.action.isEnabled()
        assert dialog.editor.isReadOnly()
        for control in (dialog.save, dialog.remove):
            assert (control.isEnabled(), control.toolTip()) == (False, why)
        assert dialog.copy.isEnabled()
        assert dialog.pdf.isEnabled()
        dialog.close()
        awake(window)
        choose(window, page, SEARCH)
        press(window, "roadmap.brief")
        assert window.strip.text.text() == "There is no brief about Ranked search yet."
        press(window, "roadmap.templates")
        templates = cast(TemplateDialog, modal(TemplateDialog))
        wait_for(window)
        assert templates.editor.isReadOnly()
        assert (templates.save.isEnabled(), templates.save.toolTip()) == (False, why)
        templates.close()
        awake(window)
        window.close_workspace()
