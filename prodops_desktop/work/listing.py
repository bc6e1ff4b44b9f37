"""Writes several names as one phrase of a sentence."""


def listed(texts: list[str], limit: int = 3) -> str:
    """Names for a sentence, the rest as a count: “a, b and 2 more”."""
    if len(texts) <= limit:
        return " and ".join(filter(None, (", ".join(texts[:-1]), texts[-1] if texts else "")))
    return f"{', '.join(texts[: limit - 1])} and {len(texts) - limit + 1} more"
