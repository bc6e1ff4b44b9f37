"""SQL that finds a text in a cell whatever its case and accents, quickly where there are none."""

from prodops_desktop.work.folding import folded
from prodops_desktop.workspace import driver

_FUNCTION = "folded_text"


def teach(connection: driver.Connection) -> None:
    """Let SQL of this connection use :func:`contains`."""
    connection.create_function(_FUNCTION, 1, _folded, deterministic=True)


def contains(cell: str) -> str:
    """A test that ``cell`` contains a folded text; it takes :func:`parameters` of that text."""
    is_plain = f"length(CAST({cell} AS BLOB)) = length({cell})"
    return f"CASE WHEN {is_plain} THEN {cell} LIKE ? ESCAPE '\\' ELSE instr({_FUNCTION}({cell}), ?) > 0 END"


def parameters(plain: str) -> list[str]:
    """What a test by :func:`contains` takes of a folded text."""
    return ["%" + plain.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%", plain]


def _folded(text: object) -> str | None:
    return folded(str(text)) if text is not None else None
