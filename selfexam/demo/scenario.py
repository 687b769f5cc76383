"""Who of the demonstration's people stands where: at least one in every state, in two schools and a unit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from applications.audit.auditing import audit
from applications.audit.facts import facts_for
from applications.domain.lapse import lapse_overdue
from applications.domain.withdraw import withdraw
from applications.models import Application
from applications.statuses import Status
from certificates.domain.apply_results import apply_results
from certificates.domain.confirm_printed import confirm_printed
from certificates.domain.hand_over import hand_over
from certificates.domain.make_package import make_package
from certificates.domain.receive_reply import receive_reply
from certificates.domain.sandbox_reply import sandbox_reply
from certificates.domain.start_run import start_run
from review.domain.release import release
from review.items import CollectiveItem, FirstItem
from selfexam.accounts.models import User
from selfexam.catalogue.models import Batch, School
from selfexam.demo.accounts import PASSWORD, make_desks
from selfexam.demo.ageing import age
from selfexam.demo.walk import Walk
from selfexam.records.domain.activate import activate
from selfexam.records.models import StudentRecord

LAST_BATCH_AGE = timedelta(days=182)
REASONS = {
    FirstItem.PHOTO: "头发遮挡眉毛、眼睛或耳朵，请整理后重拍。",
    FirstItem.APPRAISAL: "自我鉴定没有写自学考试期间的经历，请按本人情况重写。",
}
ONE_REASON = {FirstItem.PHOTO: REASONS[FirstItem.PHOTO]}


@dataclass
class Scenario:
    """Takes people from two queues, those who may graduate and those who may not yet, and walks each as far as told."""

    desks: dict[str, User]
    now: Batch
    last: Batch
    ready: Iterator[StudentRecord]
    lacking: Iterator[StudentRecord]
    count: int = 0

    @classmethod
    def prepare(cls) -> "Scenario":
        schools = list(School.objects.order_by("-code"))
        records = list(StudentRecord.objects.select_related("programme", "plan", "school").order_by("admission_number"))
        verdicts = [audit(facts).verdict for facts in facts_for(records)]
        pairs = list(zip(records, verdicts, strict=True))
        return cls(
            desks=make_desks(schools),
            now=Batch.objects.get(code="demo-now"),
            last=Batch.objects.get(code="demo-last"),
            ready=iter([record for record, verdict in pairs if verdict != "fail"]),
            lacking=iter([record for record, verdict in pairs if verdict == "fail"]),
        )

    def walk(self, record: StudentRecord, *, known: bool = False) -> Walk:
        """An activated candidate; with `known` the account has the demonstration's password and is listed."""
        user = activate(record, password=PASSWORD if known else None)
        record.refresh_from_db()
        self.count += 1
        return Walk(record, user, self.count)

    def reviewer(self, record: StudentRecord) -> User:
        return next(u for u in self.desks.values() if u.role == "school_reviewer" and u.school_id == record.school_id)

    def play(self) -> None:
        self._present()
        self._past()

    def _present(self) -> None:
        """The batch that is open: from first words to qualified."""
        self._filling()
        self._in_first_review()
        self._qualified()

    def _filling(self) -> None:
        self.walk(next(self.ready), known=True)
        self.walk(next(self.ready), known=True).begin(self.now).fill_half()
        self.walk(next(self.ready), known=True).begin(self.now).fill(defect="off_centre")
        self.walk(next(self.lacking), known=True).begin(self.now).fill()
        gone = self.walk(next(self.ready)).begin(self.now).fill().submit()
        withdraw(gone.application.uuid, by=gone.user)

    def _in_first_review(self) -> None:
        for _ in range(9):
            self.walk(next(self.ready)).begin(self.now).fill().submit()
        for _ in range(3):
            self.walk(next(self.lacking)).begin(self.now).fill().submit()
        for index in range(3):
            walk = self.walk(next(self.ready), known=index == 0).begin(self.now).fill().submit()
            walk.returned(self.reviewer(walk.record), REASONS if index == 0 else ONE_REASON)
        again = self.walk(next(self.ready)).begin(self.now).fill().submit()
        again.returned(self.reviewer(again.record), ONE_REASON)
        again.seed += 100
        again.photo().submit()

    def _qualified(self) -> None:
        for index in range(3):
            walk = self.walk(next(self.ready), known=index == 0).begin(self.now).fill().submit()
            walk.passed(self.reviewer(walk.record))
        for index in range(6):
            walk = self.walk(next(self.ready), known=index == 0).begin(self.now).fill().submit()
            walk.passed(self.reviewer(walk.record)).paid()
            if index < 2:
                walk.agreed(self.reviewer(walk.record))

    def _past(self) -> None:
        """Last half-year, played while its windows are open and then moved back in time."""
        chen, luo, lead = self.desks["chen"], self.desks["luo"], self.desks["zhou"]
        for index in range(10):
            walk = self.walk(next(self.ready), known=index == 1).begin(self.last).fill().submit()
            walk.passed(self.reviewer(walk.record)).paid()
            if index == 1:
                walk.refused(chen, luo, CollectiveItem.PRIOR_DEGREE, "前置学历证书编号与学信网登记的姓名不一致")
            else:
                walk.agreed(self.reviewer(walk.record)).approved(chen if index % 2 else luo)
        for _ in range(2):
            unpaid = self.walk(next(self.ready)).begin(self.last).fill().submit()
            unpaid.passed(self.reviewer(unpaid.record))
        release(self.last, by=lead)
        self._register(lead)
        self._print_and_hand_over(lead)
        age(self.last, LAST_BATCH_AGE.days)
        lapse_overdue(timezone.now())

    def _register(self, lead: User) -> None:
        package = make_package(self.last, by=lead)
        package.refresh_from_db()
        data = sandbox_reply(package, reject=1, by=lead)
        reply = receive_reply(package, data, "回执.csv", by=lead)
        apply_results(reply, by=lead)

    def _print_and_hand_over(self, lead: User) -> None:
        first = School.objects.order_by("-code")[0]
        run = start_run(self.last, first, by=lead)
        run.refresh_from_db()
        confirm_printed(run, by=lead)
        printed = Application.objects.filter(batch=self.last, status=Status.PRINTED, school=first).order_by("pk")
        for index, application in enumerate(printed.select_related("record__holder")[:2]):
            hand_over(application.uuid, signed_on=timezone.localdate(), by=self.reviewer(application.record))
            holder = application.record.holder
            if index == 0 and holder is not None:
                holder.set_password(PASSWORD)
                holder.save(update_fields=["password"])
