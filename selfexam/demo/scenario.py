"""Who of the demonstration's people stands where: at least one in every state, in two schools and a unit."""

from datetime import timedelta

from django.utils import timezone

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
from selfexam.catalogue.models import School
from selfexam.demo.accounts import give_known_password
from selfexam.demo.ageing import age
from selfexam.demo.contact import of_demonstration, play_contact
from selfexam.demo.counter import play_counter
from selfexam.demo.exemptions import show_exemptions
from selfexam.demo.papers import bring_papers
from selfexam.demo.people import People
from selfexam.demo.record_requests import show_merge, show_record_requests
from selfexam.demo.same_batch import both_at_once
from selfexam.demo.worklist import work_the_list

LAST_BATCH_AGE = timedelta(days=182)
REASONS = {
    FirstItem.PHOTO: "头发遮挡眉毛、眼睛或耳朵，请整理后重拍。",
    FirstItem.APPRAISAL: "自我鉴定没有写自学考试期间的经历，请按本人情况重写。",
}
ONE_REASON = {FirstItem.PHOTO: REASONS[FirstItem.PHOTO]}


class Scenario(People):
    """What each of them does, in an order that lets later acts rest on earlier ones."""

    def play(self) -> None:
        self._present()
        self._past()
        self._record_requests()
        play_counter(self)

    def _record_requests(self) -> None:
        waiting = Application.objects.filter(batch=self.now, status=Status.SUBMITTED).order_by("pk")
        show_record_requests(list(waiting.select_related("record__holder")[:5]), self.desks, self.reviewer)
        show_merge(next(self.lacking), self.desks)

    def _present(self) -> None:
        """The batch that is open: from first words to qualified."""
        self._filling()
        self._in_first_review()
        self._in_contact()
        self._qualified()
        both_at_once(self)
        work_the_list(self.now, self.desks)
        show_exemptions(self)
        bring_papers(self.desks, self.now)

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

    def _in_contact(self) -> None:
        """Messages and calls, and a self-appraisal with another's sentences."""
        first = Application.objects.filter(status=Status.SUBMITTED, batch=self.now).order_by("pk")[0]
        copier = self.walk(next(self.ready)).begin(self.now)
        copier.fill(words=first.appraisal.replace("我", "本人", 2)).submit()
        reviewers = {u.school_id: u for u in self.desks.values() if u.role == "school_reviewer" and u.school_id}
        play_contact(
            of_demonstration(Status.RETURNED, self.now.code),
            of_demonstration(Status.SUBMITTED, self.now.code),
            reviewers,
        )

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
                give_known_password(holder)
