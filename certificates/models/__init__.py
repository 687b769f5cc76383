"""What exists once an application has passed collective review: certificates, packages, print runs, handovers."""

from certificates.models.certificate import Certificate
from certificates.models.handover import Handover
from certificates.models.print_part import SCHOOL_KINDS, Kind, PrintPart
from certificates.models.print_run import PrintRun
from certificates.models.registration_entry import RegistrationEntry
from certificates.models.registration_package import RegistrationPackage
from certificates.models.registration_reply import RegistrationReply
from certificates.models.run_person import RunPerson

__all__ = [
    "SCHOOL_KINDS",
    "Certificate",
    "Handover",
    "Kind",
    "PrintPart",
    "PrintRun",
    "RegistrationEntry",
    "RegistrationPackage",
    "RegistrationReply",
    "RunPerson",
]
