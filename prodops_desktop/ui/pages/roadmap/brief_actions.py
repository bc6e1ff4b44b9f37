"""What the page Roadmap does with briefs: begins, opens, keeps, copies and prints them, and edits their templates."""

from functools import partial
from typing import TYPE_CHECKING, Any

from prodops_desktop.answers.briefs import parts_of
from prodops_desktop.errors import UserError
from prodops_desktop.roadmap import briefs
from prodops_desktop.roadmap.model import Brief
from prodops_desktop.roadmap.plan import ItemView, Plan
from prodops_desktop.ui.documents.markdown import copy_markdown, write_pdf
from prodops_desktop.ui.pages.roadmap.brief_dialog import BriefDialog, BriefSteps
from prodops_desktop.ui.pages.roadmap.template_dialog import TemplateDialog
from prodops_desktop.ui.pages.roadmap.wording import BRIEF_NAMES
from prodops_desktop.ui.records.exporting import PDF, Exports
from prodops_desktop.ui.session import Session
from prodops_desktop.ui.texts import tr
from prodops_desktop.workspace import ChangeSet, Store, settings

if TYPE_CHECKING:
    from prodops_desktop.ui.pages.roadmap.page import RoadmapPage


class BriefActions:
    """The functions behind the commands and buttons that have to do with briefs."""

    def __init__(self, page: "RoadmapPage") -> None:
        self._page = page
        self.exports = Exports(page)
        self.dialog: BriefDialog | None = None
        """The brief that was opened last."""

    def add(self, kind: str) -> None:
        """Begin a brief of a kind about the item that is chosen, and open it."""
        view, customers = self._page.view, self._page.reader.customers
        if view is None or customers is None or self._session.read_only_reason is not None:
            return
        plan = self._page.plan

        def change(store: Store) -> tuple[ChangeSet, int]:
            return briefs.add_brief(store, view.item.id, kind, parts_of(store, plan, view.item.id, customers))

        self._session.run(change, lambda made: self._session.read(lambda store: briefs.find_brief(store, made[1]), self.open))

    def open_first(self) -> None:
        """Open the brief of the item that was changed last; begin a discovery brief where there is none."""
        view = self._page.view
        if view is not None:
            self._session.read(lambda store: briefs.all_briefs(store, view.item.id), partial(self._on_found, view))

    def _on_found(self, view: ItemView, found: list[Brief]) -> None:
        if found:
            self.open(found[0])
        elif self._session.read_only_reason is not None:
            self._session.problem(tr("There is no brief about {title} yet.", title=view.item.title))
        else:
            self.add(next(iter(BRIEF_NAMES)))

    def open(self, brief: Brief) -> None:
        """Open a brief, with what its parts would read now."""
        customers = self._page.reader.customers
        if self._page.shown is None or customers is None:
            return
        plan: Plan = self._page.plan
        self._session.read(
            lambda store: (parts_of(store, plan, brief.item, customers), settings.get(store, "paper")), partial(self._on_parts, brief)
        )

    def _on_parts(self, brief: Brief, found: tuple[dict[str, str], str]) -> None:
        parts, paper = found

        def save(title: str, body: str) -> None:
            self._session.run(
                lambda store: briefs.save_brief(store, brief.id, title, body),
                lambda _: dialog.saved(),
                lambda error: dialog.refuse(str(error)),
            )

        def delete() -> None:
            said = tr("Deleted the brief {title}.", title=brief.title)

            def deleted(changes: Any) -> None:
                dialog.done(0)
                self._session.result(said, undo=True, change=changes.id)

            self._session.run(lambda store: briefs.delete_brief(store, brief.id), deleted, lambda error: dialog.refuse(str(error)))

        steps = BriefSteps(save, delete, partial(self._print, paper), self._copy)
        dialog = self.dialog = BriefDialog(self._page.window(), self._session, brief, parts, steps)
        dialog.open()

    def _print(self, paper: str, title: str, markdown: str) -> None:
        out = self.exports.ask_where(tr("Save the brief as PDF"), _file_name(title), PDF)
        if out is None:
            return
        try:
            write_pdf(out, title, markdown, paper)
        except UserError as error:
            if self.dialog is not None:
                self.dialog.refuse(str(error))
            return
        self.exports.say_where(out)

    def _copy(self, title: str, markdown: str) -> None:
        copy_markdown(title, markdown)
        self._session.result(tr("Copied the brief as text and as Markdown."))

    def edit_templates(self) -> None:
        """Edit what briefs begin with."""
        TemplateDialog(self._page.window(), self._session).open()

    @property
    def _session(self) -> Session:
        return self._page.session


def _file_name(title: str) -> str:
    """The title without what a file can’t be called."""
    return " ".join("".join(" " if letter in '\\/:*?"<>|' else letter for letter in title).split())[:80] or tr("Brief")
