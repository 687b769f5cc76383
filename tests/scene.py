"""A whole half-year in miniature, made by the domain functions: one object behind every address of the portal."""

from dataclasses import dataclass, field
from typing import Any

from applications.domain.pay import order_for
from applications.models import Application, Document
from applications.statuses import Status
from certificates.domain.apply_results import apply_results
from certificates.domain.confirm_printed import confirm_printed
from certificates.domain.make_package import make_package
from certificates.domain.receive_reply import receive_reply
from certificates.domain.sandbox_reply import sandbox_reply
from certificates.domain.start_run import start_run
from certificates.models import Certificate, PrintPart, PrintRun, RegistrationPackage, RegistrationReply
from review.models import Duty, ReturnReason
from selfexam.accounts.models import User
from selfexam.jobs.models import Job
from selfexam.payments.domain import ask, request_refund, start
from selfexam.payments.gateways.sandbox import cashier
from selfexam.payments.models import Order, Refund
from tests.cast import Cast
from tests.factories.catalogue import BatchFactory


@dataclass
class Scene:
    """`cast.school` is in charge of everything here; `candidate` owns every application."""

    run_jobs: Any
    cast: Cast = field(default_factory=lambda: Cast(batch=BatchFactory(numbering="demonstration")))

    def __post_init__(self) -> None:
        self.draft = self.cast.application(Status.DRAFT)
        self.candidate: User = self.draft.record.holder
        self.waiting = self._own(Status.SUBMITTED)
        self.to_pay = self._own(Status.FIRST_PASSED)
        self.qualified = self._own(Status.PAID)
        self.refused = self._own(Status.REJECTED)
        Duty.objects.create(application=self.refused, reason="前置学历姓名不一致")
        self.graduate = self._own(Status.APPROVED)
        self._pay()
        self._register_and_print()
        self.job = Job.objects.order_by("pk")[0]
        self.reason = ReturnReason.objects.get_or_create(item="photo", text="背景有阴影，请重拍。")[0]

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
    def document(self) -> Document:
        return self.waiting.documents.order_by("pk")[0]
