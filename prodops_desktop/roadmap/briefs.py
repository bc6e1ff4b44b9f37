"""Briefs about items of the roadmap, and the templates that they begin with."""

from collections.abc import Mapping
from datetime import date

from prodops_desktop.errors import UserError
from prodops_desktop.roadmap.brief_text import filled
from prodops_desktop.roadmap.model import BRIEF_KINDS, Brief, BriefTemplate
from prodops_desktop.roadmap.store import find_item
from prodops_desktop.work import resources
from prodops_desktop.workspace import ChangeSet, Store, rows, settings
from prodops_desktop.workspace.driver import Row

_SELECT = "SELECT id, item, kind, title, body, changed FROM brief"
_LONGEST = 200


def all_briefs(store: Store, item: int | None = None) -> list[Brief]:
    """The briefs, or those about an item, the one that was changed last first."""
    where = "WHERE ?1 IS NULL OR item = ?1 ORDER BY changed DESC, id DESC"
    return [_brief(row) for row in store.db.execute(f"{_SELECT} {where}", (item,))]


def find_brief(store: Store, brief: int) -> Brief:
    """The brief with this id; raises UserError when it is gone."""
    row = store.db.execute(f"{_SELECT} WHERE id = ?", (brief,)).fetchone()
    if row is None:
        raise UserError("This brief is no longer there; it was deleted or undone.")
    return _brief(row)


def add_brief(store: Store, item: int, kind: str, parts: Mapping[str, str]) -> tuple[ChangeSet, int]:
    """Begin a brief about an item with the template of its kind, filled with these ``parts`` by name; returns its id too."""
    about, template = find_item(store, item), find_template(store, kind)
    today = settings.today(store)
    values: dict[str, rows.Value] = {
        "item": item,
        "kind": kind,
        "title": f"{kind.capitalize()} brief: {about.title}"[:_LONGEST].rstrip(),
        "body": filled(template.body, parts, today),
        "changed": today.isoformat(),
    }
    with store.edit(f"Add {kind} brief of {about.label}") as edit:
        brief = rows.insert(store, "brief", values)
    return edit.changes, brief


def save_brief(store: Store, brief: int, title: str, body: str) -> ChangeSet:
    """Give a brief this title and text; raises UserError for a title that is empty or too long."""
    before, title = find_brief(store, brief), " ".join(title.split())
    if not title:
        raise UserError("A brief needs a title of at least one character.")
    if len(title) > _LONGEST:
        raise UserError(f"The title of a brief has {_LONGEST} characters at most. Shorten it.")
    with store.edit(f"Edit brief {title}") as edit:
        if (title, body) != (before.title, before.body):
            changed = settings.today(store).isoformat()
            rows.update(store, "brief", brief, {"title": title, "body": body, "changed": changed})
    return edit.changes


def delete_brief(store: Store, brief: int) -> ChangeSet:
    """Take a brief out; undo brings it back."""
    found = find_brief(store, brief)
    with store.edit(f"Delete brief {found.title}") as edit:
        store.db.execute("DELETE FROM brief WHERE id = ?", (brief,))
    return edit.changes


def all_templates(store: Store) -> list[BriefTemplate]:
    """The templates in the order of their kinds."""
    found = [BriefTemplate(*row) for row in store.db.execute("SELECT id, kind, body FROM brief_template")]
    return sorted(found, key=lambda one: BRIEF_KINDS.index(one.kind))


def find_template(store: Store, kind: str) -> BriefTemplate:
    """The template of a kind; raises UserError where there is none."""
    found = next((one for one in all_templates(store) if one.kind == kind), None)
    if found is None:
        raise UserError(f"There is no template for a brief of the kind “{kind}”. Choose one of {', '.join(BRIEF_KINDS)}.")
    return found


def save_template(store: Store, kind: str, body: str) -> ChangeSet:
    """Let briefs of a kind begin with this Markdown; those that there are stay as they are. Raises UserError where it is empty."""
    template = find_template(store, kind)
    if not body.strip():
        raise UserError("A template needs some text: without any, its briefs would begin with an empty page.")
    with store.edit(f"Edit the template of {kind} briefs") as edit:
        rows.update(store, "brief_template", template.id, {"body": body})
    return edit.changes


def shipped_template(kind: str) -> str:
    """The template of a kind that ships."""
    return (resources.folder() / "defaults" / "briefs" / f"{kind}.md").read_text(encoding="utf-8")


def _brief(row: Row) -> Brief:
    return Brief(row["id"], row["item"], row["kind"], row["title"], row["body"], date.fromisoformat(row["changed"]))
