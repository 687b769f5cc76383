"""Walks one demonstration candidate through the portal, act by act, with the same functions that the pages call."""

from datetime import date
from functools import cache

from django.utils import timezone

from applications.completeness import needs_prior_images
from applications.domain.begin import begin
from applications.domain.edit import save_part
from applications.domain.pay import order_for
from applications.domain.save_prior import save_prior
from applications.domain.submit import submit
from applications.domain.upload_document import upload_document
from applications.domain.upload_photo import upload_photo
from applications.models import Application, Document
from applications.models.application import PriorLevel
from applications.photos.checking import check_photo
from applications.sections import Section
from review.domain import collective
from review.domain.first import Judged, pass_first, return_first
from review.items import CollectiveItem, FirstItem, first_items
from review.models import CollectiveReview
from selfexam.accounts.models import User
from selfexam.catalogue.models import Batch
from selfexam.demo import ahead
from selfexam.demo.appraisals import appraisal
from selfexam.demo.cards import draw_chsi_form, draw_diploma, draw_id_back, draw_id_front
from selfexam.payments.domain import ask, start
from selfexam.payments.gateways.sandbox import cashier
from selfexam.records.models import StudentRecord, VerifiedQualification

STREETS = ("虚构路", "无名街", "样本大道", "示例巷")


@cache
def _id_back() -> bytes:
    """The same for everybody of the demonstration, so it is drawn once."""
    return draw_id_back("示例市公安局样本区分局", date(2021, 5, 4), date(2041, 5, 4))


class Walk:
    """One candidate's way; `seed` varies what they write and how they look."""

    def __init__(self, record: StudentRecord, user: User, seed: int) -> None:
        self.record, self.user, self.seed = record, user, seed
        self.application = Application()

    def begin(self, batch: Batch) -> "Walk":
        self.application = begin(self.record, batch, by=self.user)
        return self

    def _save(self, section: Section, **values: object) -> None:
        save_part(self.application.uuid, section, values, by=self.user)

    def fill_half(self) -> "Walk":
        """Record, contact and a short draft of the appraisal."""
        self._save(Section.RECORD, record_confirmed_at=timezone.now())
        self._contact()
        self._save(Section.APPRAISAL, appraisal=appraisal(self.seed)[:150])
        return self

    def fill(self, *, defect: str = "", words: str = "") -> "Walk":
        """Every part; `defect` draws a photo with that fault, `words` stands for an appraisal of their own."""
        self._save(Section.RECORD, record_confirmed_at=timezone.now())
        self._contact()
        self._save(Section.APPRAISAL, appraisal=words or appraisal(self.seed))
        self.photo(defect=defect)
        self._id_card()
        if self.record.programme.is_bachelor:
            self._prior_degree()
        self._save(Section.MATERIALS, materials_read_at=timezone.now())
        return self

    def photo(self, *, defect: str = "") -> "Walk":
        """Judged at once, unless the job of the upload did it already: nobody may hand in an unjudged photo."""
        photo = upload_photo(self.application.uuid, ahead.portrait(self.seed, defect), by=self.user)
        check_photo(photo.pk, judge=ahead.judging(self.seed))
        return self

    def _contact(self) -> None:
        street = STREETS[self.seed % len(STREETS)]
        self._save(
            Section.CONTACT,
            phone=self.record.phone,
            address=f"示例市样本区{street} {self.seed + 1} 号",
            postcode="400000",
            employer="样本职业培训中心" if self.seed % 4 == 0 else "",
        )

    def _id_card(self) -> None:
        record = self.record
        front = draw_id_front(
            record.name,
            record.get_sex_display(),
            record.get_ethnicity_display().removesuffix("族"),
            record.birth_date,
            f"示例市样本区虚构路 {self.seed + 1} 号",
            record.id_number,
            self.seed,
        )
        upload_document(self.application.uuid, Document.Kind.ID_FRONT, front, by=self.user)
        upload_document(self.application.uuid, Document.Kind.ID_BACK, _id_back(), by=self.user)

    def _prior_degree(self) -> None:
        """A confirmed number where the institute has one; else the make-believe provider decides, and images follow."""
        confirmed = VerifiedQualification.objects.filter(id_digest=self.record.id_digest).first()
        number = confirmed.number if confirmed else f"1099952018065{self.seed:05d}"
        save_prior(
            self.application.uuid,
            number=number,
            school="范例职业学院",
            level=PriorLevel.JUNIOR_COLLEGE,
            by=self.user,
        )
        self.application.refresh_from_db()
        if needs_prior_images(self.application):
            self._prior_images(number)

    def _prior_images(self, number: str) -> None:
        record = self.record
        diploma = draw_diploma(record.name, "范例职业学院", "文秘", "专科", number, date(2018, 6, 30), self.seed)
        upload_document(self.application.uuid, Document.Kind.PRIOR_DIPLOMA, diploma, by=self.user)
        sex = record.get_sex_display()
        form = draw_chsi_form(record.name, sex, record.birth_date, "范例职业学院", "文秘", "专科", number)
        upload_document(self.application.uuid, Document.Kind.CHSI_FORM, form, by=self.user)

    def rest_on_college(self, college: StudentRecord) -> "Walk":
        """专本同办: the 专科 of the same person and batch instead of a certificate."""
        save_prior(
            self.application.uuid,
            number=college.admission_number,
            school="",
            level=PriorLevel.SAME_BATCH,
            by=self.user,
        )
        return self

    def submit(self) -> "Walk":
        self.application = submit(self.application.uuid, declared=True, by=self.user)
        return self

    def returned(self, reviewer: User, reasons: dict[FirstItem, str]) -> "Walk":
        judgements = {
            item: Judged("return", reasons[item]) if item in reasons else Judged("pass")
            for item in first_items(self.application)
        }
        self.application = return_first(
            self.application.uuid, judgements, by=reviewer, seen_version=self.application.version
        )
        return self

    def passed(self, reviewer: User) -> "Walk":
        judgements = {item: Judged("pass") for item in first_items(self.application)}
        self.application = pass_first(
            self.application.uuid, judgements, by=reviewer, seen_version=self.application.version
        )
        return self

    def paid(self) -> "Walk":
        """At the make-believe cashier; the portal asks instead of waiting for the callback."""
        order = order_for(self.application)
        start(order, "", "/")
        cashier.pay(cashier.trade_of(order.number), notify_after=None)
        ask(order)
        self.application.refresh_from_db()
        return self

    def agreed(self, school: User) -> "Walk":
        collective.give_opinion(self.application.uuid, CollectiveReview.Opinion.AGREE, "", by=school)
        return self

    def approved(self, reviewer: User) -> "Walk":
        judgements = {item: collective.Judged("pass") for item in CollectiveItem}
        collective.judge(self.application.uuid, judgements, by=reviewer)
        collective.conclude(self.application.uuid, CollectiveReview.Conclusion.APPROVE, "", by=reviewer)
        return self

    def refused(self, reviewer: User, second: User, item: CollectiveItem, reason: str) -> "Walk":
        judgements = {
            each: collective.Judged("fail", reason) if each == item else collective.Judged("pass")
            for each in CollectiveItem
        }
        collective.judge(self.application.uuid, judgements, by=reviewer)
        collective.conclude(self.application.uuid, CollectiveReview.Conclusion.REFUSE, reason, by=reviewer)
        collective.confirm_refusal(self.application.uuid, by=second)
        return self
