"""Takes down by hand what somebody said, with its tags, as one step."""

from collections.abc import Mapping

from prodops_desktop.feedback.model import beginning
from prodops_desktop.feedback.said import listed_tags
from prodops_desktop.feedback.taxonomy import find_tag
from prodops_desktop.feedback.triage import add_item, tag_items
from prodops_desktop.workspace import ChangeSet, Store


def capture(
    store: Store, text: str, values: Mapping[str, str | None], tags: str = "", *, title: str | None = None
) -> tuple[ChangeSet, int]:
    """Add an item with the tags of these names, divided by “;”; returns its id too. The rest is as of ``triage.add_item``.

    Raises UserError without words, and for a tag that there is not.
    """
    wanted = [find_tag(store, name).id for name in listed_tags(tags)]
    with store.edit(f"Add feedback “{beginning(text.strip(), 40)}”") as edit:
        _, item = add_item(store, text, values, title=title)
        for tag in wanted:
            tag_items(store, [item], tag)
    return edit.changes, item
