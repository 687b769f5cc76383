"""Why an act was not carried out. Every refusal carries a Chinese sentence that a page can show as it stands."""


class Refused(Exception):
    """Base of all refusals; `sentence` says what is the matter and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotAllowed(Refused):
    """The act is not open to this person or in this state."""


class Changed(Refused):
    """Somebody else acted since the page was read."""


class AlreadyDone(Refused):
    """The same act was carried out before (a double click, a form sent twice)."""
