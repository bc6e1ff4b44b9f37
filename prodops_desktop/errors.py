"""The errors that are part of the product: those that an operator can do something about."""


class UserError(Exception):
    """Something the operator can understand and act on; its text is a full sentence that is shown as it stands."""


class RefusedError(UserError):
    """A refusal that somebody can do something about: ``kind`` names it, ``facts`` are plain objects that go with it.

    Both outlive the way out of a child process.
    """

    def __init__(self, sentence: str, kind: str, **facts: object) -> None:
        super().__init__(sentence)
        self.kind = kind
        self.facts = facts


class Cancelled(Exception):  # noqa: N818 - it is an outcome that was asked for, not an error
    """The operator cancelled a job; everything it began has been taken away again."""
