"""The likeness of self-appraisals: one submission against a batch that is filling up, one text in ten handed round."""

from random import Random

from django.utils import timezone

from applications.appraisals.likening import liken_appraisal
from applications.appraisals.sketch import bands, shingles
from applications.models import Application, AppraisalBand
from applications.statuses import Status
from selfexam.bench.people import bare_records
from selfexam.bench.registry import Stopwatch, bench
from selfexam.catalogue.models import Batch
from selfexam.records.models import StudentRecord

TIMES = 20
_PARTS = "读书写字买菜做工早起晚睡明白坚持帮助请教修改练习演算车间柜台田埂码头讲台图纸账本病房琴房江边山路"


@bench("appraisals", sizes=(2000, 20000))
def appraisals(watch: Stopwatch) -> None:
    """Milliseconds a submission: sketch, look up, compare. Should hardly grow with the batch."""
    applications = _handed_in(watch.size)
    with watch("bare: sketch a text", TIMES):
        for application in applications[:TIMES]:
            bands(shingles(application.appraisal))
    AppraisalBand.objects.bulk_create(
        (
            AppraisalBand(application=application, batch_id=application.batch_id, value=value)
            for application in applications
            for value in bands(shingles(application.appraisal))
        ),
        batch_size=5000,
    )
    own, shared = [a for a in applications if a.pk % 10], [a for a in applications if not a.pk % 10]
    with watch("one submission, own words", TIMES):
        for application in own[:TIMES]:
            liken_appraisal(application.pk)
    with watch("one of a tenth with the same text", TIMES):
        for application in shared[:TIMES]:
            liken_appraisal(application.pk)


def _handed_in(number: int) -> list[Application]:
    bare_records(number)
    records = StudentRecord.objects.order_by("-pk")[:number]
    batch, now, dice = Batch.objects.get(code="demo-now"), timezone.now(), Random(1)  # noqa: S311 - variety, not secrecy
    Application.objects.bulk_create(
        (
            Application(
                batch=batch,
                record=record,
                school_id=record.school_id,
                status=Status.SUBMITTED,
                first_submitted_at=now,
                submitted_at=now,
                declared_at=now,
                appraisal="".join(dice.choices(_PARTS, k=300)),
            )
            for record in records
        ),
        batch_size=2000,
    )
    Application.objects.filter(batch=batch, pk__endswith="0").update(appraisal="".join(dice.choices(_PARTS, k=300)))
    return list(Application.objects.filter(batch=batch).order_by("pk"))
