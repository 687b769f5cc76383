"""Which number stands for the prior qualification in registration data and on the graduate form (专本同办).

Whoever finishes the 专科 in the same batch applies with its 准考证号, because its certificate has no number then. Once
that certificate has one it is what the ministry's field asks for. Called by packages.py and printing/facts.py.
"""

from collections.abc import Iterable

from applications.models import Application
from applications.same_batch import rests_on_same_batch
from certificates.models import Certificate
from selfexam.catalogue.code_tables import Level


def prior_numbers(applications: Iterable[Application]) -> dict[int, str]:
    """By key of the application; one query, none where nobody rests on a 专科. Records have to be fetched with them."""
    people = list(applications)
    resting = [person for person in people if rests_on_same_batch(person)]
    return {person.pk: person.prior_number for person in people} | (_issued(resting) if resting else {})


def _issued(resting: list[Application]) -> dict[int, str]:
    """Of the same person and batch only: a number typed by somebody else leads to nobody's certificate."""
    rows = Certificate.objects.filter(
        admission_number__in={person.prior_number for person in resting},
        level=Level.JUNIOR_COLLEGE,
        application__batch__in={person.batch_id for person in resting},
    ).values_list("application__batch", "admission_number", "application__record__id_digest", "number")
    found = {(batch, admission, digest): number for batch, admission, digest, number in rows}
    keys = {person.pk: (person.batch_id, person.prior_number, person.record.id_digest) for person in resting}
    return {pk: found[key] for pk, key in keys.items() if key in found}
