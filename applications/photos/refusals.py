"""What is no usable picture at all: a code for the finding and a sentence that says what to do."""


class Refused(Exception):
    """Raised by headers.py and opening.py before anything of the upload is kept."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
