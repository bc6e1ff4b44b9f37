"""What people write under a score: short, mixed, with commas, quotes, emoji and line breaks, and no theme that other files count."""

from random import Random

_OPENERS = {
    "promoter": (
        "Love it",
        "Great tool",
        "Works well",
        "Very happy",
        "👍",
        "Saves me hours",
        "Best reporting tool 🎉",
        "Super",
        "Rock solid",
    ),
    "passive": ("Good, not great", "Fine", "OK so far", "Does the job", "Mostly good", "Gut, aber teuer", "It's ok 😐", "Bien, sans plus"),
    "detractor": ("Too slow", "Frustrating", "😡", "Hard to learn", "Not worth it", "Trop lent", "Zu kompliziert", "Disappointed"),
}
_TAILS = {
    "promoter": (
        "our board reads it every Monday", "support answered in ten minutes", 'my boss said "finally"', "the new filters are great",
        "set up in a day", "team of 12 uses it daily",
    ),
    "passive": (
        "some pages take long to open", "mobile could be better", "the price went up, the product didn't", "wish the colours were ours",
        'the word "cube" means nothing to us', "onboarding took a while",
    ),
    "detractor": (
        "loading takes a minute, every time", "nobody trained us", "we lost two days on a wrong total", 'got told "by design"',
        "the price letter was a surprise", "I can't find anything",
    ),
}  # fmt: skip


_AT_LENGTH = 8
"""So many words say something; the inbox takes what has four."""


def comment_for(random: Random, kind: str) -> str:
    """A comment, empty in about half of the cases; one of a few words more than three is cut to its opener, as people are brief."""
    dice = random.randrange(20)
    if dice < 10:
        return ""
    opener, tail = random.choice(_OPENERS[kind]), random.choice(_TAILS[kind])
    if dice < 13:
        return opener
    said = f"{opener}, {tail}." if dice < 18 else f"{opener}!\n{tail[0].upper()}{tail[1:]}."
    return said if len(said.split()) >= _AT_LENGTH else opener
