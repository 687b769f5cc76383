"""One graduate as the registration data names them: plain values, already spelt as they will stand in the file."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Registrant:
    """Codes are those of the national tables (catalogue/code_tables.py); dates are YYYYMMDD."""

    admission_number: str
    name: str
    sex_code: str
    sex: str
    birth_date: str
    id_type: str
    id_number: str
    ethnicity_code: str
    ethnicity: str
    political_status_code: str
    political_status: str
    programme_code: str
    programme: str
    level_code: str
    level: str
    school_code: str
    school: str
    graduation_date: str
    certificate_number: str
    prior_number: str
    prior_school: str
    prior_level: str

    @property
    def photo_name(self) -> str:
        """Photos go out under the admission number, as other provinces name them."""
        return f"{self.admission_number}.jpg"
