"""Why an act on a record was not carried out; the sentence can be shown on a page as it stands."""


class RecordRefused(Exception):
    """`already` if the same act was carried out before (a double click), so nobody has to worry."""

    def __init__(self, sentence: str, *, already: bool = False) -> None:
        super().__init__(sentence)
        self.sentence, self.already = sentence, already
