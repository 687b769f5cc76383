"""What stands on the four documents (notice 一(四)), as plain data. No ORM here: facts.py fills these, engine.py
prints them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class CourseLine:
    """One line of the mark table, in plan order."""

    number: str
    code: str
    name: str
    credits: str
    mark: str
    sitting: str
    remark: str


@dataclass(frozen=True)
class Graduate:
    """One person. Dates are written out; `photo` is the JPEG as it was kept, printed bit for bit."""

    name: str
    sex: str
    ethnicity: str
    birth: str
    birth_short: str
    political_status: str
    id_number: str
    admission_number: str
    programme: str
    programme_code: str
    level: str
    school: str
    certificate_number: str
    graduation_date: str
    graduation_date_chinese: str
    graduation_short: str
    first_enrolled: str
    phone: str
    address: str
    employer: str
    prior_degree: str
    appraisal: str
    conduct: str
    courses: tuple[CourseLine, ...]
    credits: str
    photo: bytes

    @property
    def form_texts(self) -> str:
        """Everything of a person's own on the form that has to be printable in the fonts; elsewhere it is the name."""
        return f"{self.name}{self.address}{self.employer}{self.prior_degree}{self.appraisal}{self.conduct}"


@dataclass(frozen=True)
class Booklet:
    """The people of one part, in order, with what the head of a list says."""

    batch: str
    institute: str
    school: str
    programme: str
    programme_code: str
    level: str
    people: tuple[Graduate, ...]
    first_number: int = 1


@dataclass(frozen=True)
class Press:
    """How a certificate is laid on its sheet: shift in mm of the printer, and whether 校样 stands across it."""

    proof: bool = True
    shift_right_mm: float = 0.0
    shift_down_mm: float = 0.0
