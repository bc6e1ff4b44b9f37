"""One entry of the answer key."""

from typing import Any


def answer(story: str, what: str, file: str, **expected: Any) -> dict[str, Any]:
    """An entry: the story that needs it, what it says, the file that plants it, and the figures that must come out."""
    return {"story": story, "what": what, "file": file, **expected}
