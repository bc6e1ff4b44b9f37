"""Texts of records as they stand in Markdown: what people typed is shown as they typed it, and never read as marks."""

import re

_MARKS = re.compile(r"[\\`*\[\]<>~|]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
_LEADING = re.compile(r"^(\s*)(#{1,6}(?=\s)|[-+](?=\s)|\d{1,9}(?=[.)]\s))")


def typed(text: str) -> str:
    """A text on one line as it was typed."""
    line = _MARKS.sub(lambda found: f"\\{found[0]}", " ".join(text.split()))
    found = _LEADING.match(line)
    if found is None:
        return line
    mark, rest = found[2], line[found.end() :]
    return f"{mark}\\{rest}" if mark.isdigit() else f"\\{mark}{rest}"


def paragraphs(text: str) -> str:
    """A text of several lines as it was typed, each line a paragraph."""
    return "\n\n".join(typed(line) for line in text.splitlines() if line.strip())


def bullets(lines: list[str], most: int | None = None) -> str:
    """A list; of more than ``most`` lines it says how many are left: “and 12 more”."""
    shown = lines if most is None else lines[:most]
    left = len(lines) - len(shown)
    return "\n".join(f"- {line}" for line in (*shown, *([f"and {left:,} more"] if left else [])))


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends with one."""
    return text if not text or text.rstrip("”)").endswith((".", "!", "?", "…")) else f"{text}."
