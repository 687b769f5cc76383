"""A whole half-year in miniature, made by the domain functions: one object behind every address of the portal."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from applications.domain.open_at_counter import open_at_counter
from applications.domain.pay import order_for
from applications.domain.withdraw import withdraw
from applications.models import (
    Application,
    CardReading,
    Document,
    ExemptionUpload,
    MaterialRule,
    PaperTransfer,
    RuleTrial,
)
from applications.statuses import Status
from certificates.domain.apply_results import apply_results
from certificates.domain.confirm_printed import confirm_printed
from certificates.domain.make_package import make_package
from certificates.domain.receive_reply import receive_reply
from certificates.domain.sandbox_reply import sandbox_reply
from certificates.domain.start_run import start_run
from certificates.models import Certificate, PrintPart, PrintRun, RegistrationPackage, RegistrationReply
from review.domain.intake import Entry, take
from review.domain.questions import ask_question
from review.domain.transfers import hand_over
from review.models import BulkPass, Duty, ReturnReason
from selfexam.accounts.models import User
from selfexam.catalogue.code_tables import Route
from selfexam.catalogue.domain.change_photo_rules import rules_in_force
from selfexam.catalogue.domain.plan_uploads import receive_plans
from selfexam.catalogue.models import ExemptionRule, SlotGroup, Substitution
from selfexam.jobs.models import Job
from selfexam.payments.domain import ask, request_refund, start, take_at_counter
from selfexam.payments.gateways.sandbox import cashier
from selfexam.payments.models import Order, Refund
from selfexam.records.domain.ask_correction import ask_correction
from selfexam.records.domain.ask_merge import ask_merge
from selfexam.records.domain.uploads import receive_upload
from selfexam.records.models import Credit, RecordUpload
from tests.cast import Cast
from tests.factories.applications import jpeg
from tests.factories.catalogue import BatchFactory, CourseFactory
from tests.factories.exemptions import lacking, paid
from tests.factories.records import RecordFactory


@dataclass
class Scene:
    """`cast.school` is in charge of everything here; `candidate` owns every application."""

    run_jobs: Any
    cast: Cast = field(default_factory=lambda: Cast(batch=BatchFactory(numbering="demonstration")))

    def __post_init__(self) -> None:
        self.draft = self.cast.application(Status.DRAFT)
        self.candidate: User = self.draft.record.holder
        self._counter()
        self.waiting = self._own(Status.SUBMITTED)
        self.to_pay = self._own(Status.FIRST_PASSED)
        self.qualified = self._own(Status.PAID)
        self.refused = self._own(Status.REJECTED)
        Duty.objects.create(application=self.refused, reason="前置学历姓名不一致")
        self.graduate = self._own(Status.APPROVED)
        self._pay()
        self._register_and_print()
        table = SimpleUploadedFile("成绩.csv", "准考证号,课程代码,成绩,考次,来源\n".encode())
        self.upload: RecordUpload = receive_upload(table, by=self.cast.chief)
        self.job = Job.objects.order_by("pk")[0]
        base = rules_in_force(self.cast.batch)
        self.trial = RuleTrial.objects.create(batch=self.cast.batch, base=base, asked_by=self.cast.chief)
        self._plans()
        self.bulk = BulkPass.objects.create(school=self.cast.school, batch=self.cast.batch, by=self.cast.reviewer)
        self._records()
        self._exemptions()
        self._papers()
        self.reason = ReturnReason.objects.get_or_create(item="photo", text="背景有阴影，请重拍。")[0]

    def _counter(self) -> None:
        """One application in hand at the school's counter, and one whose fee a cashier took and has to give back."""
        record = self.cast.application(Status.WITHDRAWN).record
        self.case = open_at_counter(record.uuid, reason="没有手机", is_present=True, by=self.cast.reviewer)
        owed = self._own(Status.FIRST_PASSED)
        self.receipt = take_at_counter(order_for(owed).uuid, number="2022-0001", method="cash", by=self.cast.cashier)
        self.payback: Refund = request_refund(self.receipt.payment, Refund.Reason.OTHER, "演示退费", None)

    def _plans(self) -> None:
        """What the pages of plans are about, beside the plan by which everybody here is judged."""
        plan = self.cast.plan
        self.slot = plan.slots.order_by("position")[0]
        self.group = SlotGroup.objects.create(plan=plan, code="G1", name="选考课程")
        wanted, given = self.slot.courses.get().course, CourseFactory()
        self.swap = Substitution.objects.create(programme=plan.programme, wanted=wanted, substitute=given)
        self.exemption_rule = ExemptionRule.objects.create(kind="certificate", evidence="CET-4", course=wanted, mark=60)
        courses = "课程代码,课程名称\n99999,示例课程\n".encode()
        self.plan_upload = receive_plans(courses, "课程.csv", by_id=self.cast.chief.pk)

    def _records(self) -> None:
        """A correction that waits at the school, two numbers that are to become one, a question on a record."""
        record, cast = self.refused.record, self.cast
        self.correction = ask_correction(record.uuid, {"name": "林小禾"}, "录错一个字", [jpeg()], by=self.candidate)
        self.proof = self.correction.proofs.get()
        pair = [RecordFactory(holder=self.candidate, school=cast.school, plan=cast.plan) for _ in range(2)]
        self.merge = ask_merge(pair[0].uuid, pair[1].uuid, "重复报名", by=self.candidate)
        self.question = ask_question(self.waiting.uuid, "毕业论文的考次请核对", by=cast.reviewer)

    def _exemptions(self) -> None:
        """A form of the unit for the candidate, handed in and paid, and a table of the unit."""
        application = lacking(self.cast)
        application.record.holder = self.candidate
        application.record.save(update_fields=["holder"])
        self.exemption = paid(self.cast, application, by=self.cast.clerk)
        self.exempted = self.exemption.rows.get()
        self.exemption_image = self.exemption.images.get()
        self.exemption_upload = ExemptionUpload.objects.create(
            unit=self.cast.unit, batch=self.cast.batch, name="免考.xlsx", by=self.cast.clerk
        )

    def _papers(self) -> None:
        """A general list, one paper of the waiting application taken by the class teacher, and handed over;
        a paper of one who has withdrawn since lies at the school.
        """
        self.line = MaterialRule.objects.create(
            name="准考证复印件", route=Route.COLLECTIVE_UNIT, block="graduation", position=1
        )
        self.list = SimpleNamespace(batch="all", route="unit", level="bachelor")
        take(self.waiting.uuid, [Entry(self.line.line, 1, "", 0)], by=self.cast.teacher)
        self.transfer: PaperTransfer = hand_over(self.cast.school, by=self.cast.teacher)
        self.gone = self._own(Status.SUBMITTED)
        take(self.gone.uuid, [Entry(self.line.line, 1, "", 0)], by=self.cast.reviewer)
        withdraw(self.gone.uuid, by=self.candidate)

    def _own(self, status: str) -> Application:
        application = self.cast.application(status)
        application.record.holder = self.candidate
        application.record.save(update_fields=["holder"])
        return application

    def _pay(self) -> None:
        self.order: Order = order_for(self.to_pay)
        start(self.order, "", "/")
        self.trade = cashier.trade_of(self.order.number)
        paid = self._own(Status.FIRST_PASSED)
        order = order_for(paid)
        start(order, "", "/")
        cashier.pay(cashier.trade_of(order.number), notify_after=None)
        ask(order)
        self.refund: Refund = request_refund(order.payments.get(), Refund.Reason.OTHER, "演示退费", None)

    def _register_and_print(self) -> None:
        chief = self.cast.chief
        self.package: RegistrationPackage = make_package(self.cast.batch, by=chief)
        self.run_jobs()
        self.package.refresh_from_db()
        data = sandbox_reply(self.package, reject=0, by=chief)
        self.reply: RegistrationReply = receive_reply(self.package, data, "回执.csv", by=chief)
        apply_results(self.reply, by=chief)
        self.run_jobs()
        self.run: PrintRun = start_run(self.cast.batch, None, by=chief)
        self.run_jobs()
        self.part = PrintPart.objects.get(kind=PrintPart.Kind.ROSTER)
        confirm_printed(self.run, by=chief)
        self.run_jobs()
        self.certificate = Certificate.objects.get()

    @property
    def photo(self) -> Any:
        return self.waiting.photos.get()

    @property
    def credit(self) -> Credit:
        return self.waiting.record.credits.order_by("pk")[0]

    @property
    def front(self) -> Document:
        """An ID card's front in whose image the card was found."""
        front: Document = self.waiting.documents.get(kind=Document.Kind.ID_FRONT)
        corners = [[0, 0], [856, 0], [856, 540], [0, 540]]
        CardReading.objects.get_or_create(
            document=front, defaults={"state": "off", "portrait": {"corners": corners, "face": None}}
        )
        return front

    @property
    def document(self) -> Document:
        return self.waiting.documents.order_by("pk")[0]
