"""专本同办: a bachelor candidate whose prior degree is the 专科 that the same person applies for in the same batch.

The number is then the own 准考证号 of that 专科, and everything depends on its application: it has to be handed in
before the school may pass the 本科, and to pass collective review before the 本科 may. Whether a batch allows it is its
own setting. Reads only, for the form, the task list, the audit and both desks.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from applications.models import Application
from applications.models.application import PriorLevel
from applications.statuses import CANDIDATE_WORDS, CLOSED, GRADUATING, Status
from selfexam.catalogue.code_tables import Level
from selfexam.records.models import StudentRecord

APPROVED, WAITING, LACKING = "approved", "waiting", "lacking"


@dataclass(frozen=True)
class College:
    """The 专科 application that a 本科 application rests on, as far as there is one."""

    number: str
    status: str = ""

    @property
    def state(self) -> str:
        """approved: it has passed; waiting: handed in and not decided; lacking: nothing to rest on."""
        if self.status in GRADUATING:
            return APPROVED
        return LACKING if not self.status or self.status in (CLOSED | {Status.DRAFT}) else WAITING

    @property
    def sentence(self) -> str:
        """What it depends on, for candidates and desks alike."""
        about = f"前置学历是同批次的自考专科（准考证号 {self.number}）"
        if self.state == APPROVED:
            return f"{about}，专科申请已会审通过"
        if not self.status:
            return f"{about}，但这一批次没有这个准考证号的专科申请"
        if self.status == Status.DRAFT:
            return f"{about}，但专科申请还没有提交"
        word = CANDIDATE_WORDS[self.status].text if self.status in CLOSED else str(Status(self.status).label)
        if self.state == LACKING:
            return f"{about}，但专科申请“{word}”，请改填毕业证书编号"
        return f"{about}，要等专科申请会审通过，专科申请现在是“{word}”"


def rests_on_same_batch(application: Application) -> bool:
    return application.prior_level == PriorLevel.SAME_BATCH


def own_college_records(record: StudentRecord) -> "list[StudentRecord]":
    """The person's 专科 records that have not led to a certificate yet."""
    same_person = StudentRecord.objects.filter(id_digest=record.id_digest, graduated_on=None)
    return list(same_person.filter(programme__level=Level.JUNIOR_COLLEGE).exclude(pk=record.pk))


def colleges(applications: Iterable[Application]) -> dict[int, College]:
    """By key of the 本科 application; one query, none where nobody rests on a 专科."""
    resting = [application for application in applications if rests_on_same_batch(application)]
    if not resting:
        return {}
    numbers = {application.prior_number for application in resting}
    found: dict[tuple[int, str, str], str] = {}
    rows = Application.objects.filter(record__admission_number__in=numbers).exclude(status=Status.WITHDRAWN)
    rows = rows.filter(record__programme__level=Level.JUNIOR_COLLEGE, batch__in={a.batch_id for a in resting})
    for batch, number, digest, status in rows.order_by("pk").values_list(
        "batch", "record__admission_number", "record__id_digest", "status"
    ):
        found[batch, number, digest] = status
    return {
        a.pk: College(a.prior_number, found.get((a.batch_id, a.prior_number, a.record.id_digest), "")) for a in resting
    }


def college_of(application: Application) -> College | None:
    """None for whoever names a certificate."""
    return colleges([application]).get(application.pk)


def resting_on(college: Application) -> "list[Application]":
    """The 本科 applications of the same batch and person that name this 专科."""
    if college.record.programme.is_bachelor:
        return []
    named = Application.objects.filter(
        batch=college.batch, prior_level=PriorLevel.SAME_BATCH, prior_number=college.record.admission_number
    )
    return list(named.filter(record__id_digest=college.record.id_digest))
