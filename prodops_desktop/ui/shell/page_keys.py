"""What single keys, and Ctrl+F, do on each page and tab, for the sheet of shortcuts and the menus: such keys are no commands."""

from prodops_desktop.ui.page import Page
from prodops_desktop.ui.texts import tr

Keys = list[tuple[str, str]]
"""What they do, and how they are shown, divided by commas."""


def keys_of(page: Page | None) -> Keys:
    """The keys of the page that is shown, as far as they are no commands of it."""
    if page is None:
        return []
    tab = (page.id, page.current_tab())
    if page.id == "feedback":
        from prodops_desktop.ui.pages.feedback.keys import hints as of_triage

        return [(text, keys) for keys, text in of_triage()]
    if tab == ("roadmap", "board"):
        from prodops_desktop.ui.board.keys import hints as of_board

        return _divided(of_board())
    if tab in {("roadmap", "timeline"), ("experiments", "calendar")}:
        from prodops_desktop.ui.charts.timeline_keys import hints as of_timeline

        return _divided(of_timeline())
    return {"home": _home, "datasets": _grid, "metrics": _metrics}.get(page.id, _list)()


def _divided(hints: Keys) -> Keys:
    """Hints whose keys are divided by spaces alone, as a drawing shows them below itself."""
    return [(text, keys if "," in keys else keys.replace(" ", ", ")) for text, keys in hints]


def _home() -> Keys:
    return [(tr("Choose a figure"), "←, →, ↑, ↓"), (tr("Open the figure, or the import"), "Enter")]


def _grid() -> Keys:
    return [
        (tr("Next, previous row"), "J, K"),
        (tr("First, last column"), "Home, End"),
        (tr("First, last cell"), "Ctrl+Home, Ctrl+End"),
        (tr("The edge of the rows and columns"), tr("Ctrl+arrow")),
        (tr("A screen up, down"), "PgUp, PgDown"),
        (tr("Select more cells"), "Shift+↑, Shift+↓"),
        (tr("Select up to the edge"), tr("Ctrl+Shift+arrow")),
        (tr("Copy the cells for Excel"), "Ctrl+C"),
        (tr("Back to the list"), "Esc"),
    ]


def _metrics() -> Keys:
    return [
        (tr("Next, previous period of the chart"), "→, ←"),
        (tr("First, last period"), "Home, End"),
        (tr("Open the rows behind a period"), "Enter"),
        (tr("Next, previous row"), "J, K"),
        (tr("Back to the list"), "Esc"),
    ]


def _list() -> Keys:
    return [
        (tr("Next, previous row"), "J, K"),
        (tr("First, last row"), "Home, End"),
        (tr("Copy the rows for Excel, or the picture of a chart"), "Ctrl+C"),
        (tr("Move in a chart"), "←, →"),
    ]


def find_text(page: Page | None) -> str:
    """What Ctrl+F does on a page and tab, as a command."""
    if page is None:
        return tr("Find on this page")
    tab = next((text for id_, text, _ in page.tabs() if id_ == page.current_tab()), page.title)
    if page.id == "home":
        return tr("Find anything: nothing is filtered on Home")
    if page.id == "datasets":
        return tr("Find in the grid") if page.current_tab() == "imported" else tr("Find in the rows held back")
    return tr("Filter “{tab}”", tab=tab)
