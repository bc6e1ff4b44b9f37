"""Numbers of things in sentences: “1 date was”, “2 dates were”."""


def counted(count: int, noun: str) -> str:
    """A number of things, with the noun for one or for several."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def was(count: int) -> str:
    """The verb behind so many things."""
    return "was" if count == 1 else "were"
