"""Every doubt that keeps an application off the list of a bulk pass, one by one, and how it is named."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from applications.models import Application, AuditStanding, CardReading, Photo, PhotoLikeness
from applications.models.application import PriorCheck
from applications.models.appraisal_likeness import AppraisalLikeness
from applications.models.message import Message, Side
from applications.statuses import Status
from review.clean import doubts_about
from review.domain.claims import claim
from review.models import Question
from selfexam.records.models import Correction
from tests.cast import Cast
from tests.review.audited import audited
from tests.review.bulk_desk import cast, sorted_out, spoil_audit, spoil_photo

__all__ = ["cast"]

pytestmark = pytest.mark.django_db


def spoil_again(application: Application, cast: Cast) -> None:
    Application.objects.filter(pk=application.pk).update(returned_at=timezone.now() - timedelta(days=1))


def spoil_stale_audit(application: Application, cast: Cast) -> None:
    AuditStanding.objects.filter(application=application).update(stale_since=timezone.now())


def spoil_no_audit(application: Application, cast: Cast) -> None:
    AuditStanding.objects.filter(application=application).delete()


def spoil_no_photo(application: Application, cast: Cast) -> None:
    Photo.objects.filter(application=application).update(superseded_at=timezone.now())


def spoil_pending_photo(application: Application, cast: Cast) -> None:
    Photo.objects.filter(application=application).update(verdict=Photo.Verdict.PENDING, checked_at=None)


def spoil_same_photo(application: Application, cast: Cast) -> None:
    other = cast.application(Status.PAID, school=cast.other_school)
    first, second = sorted((application.photos.get(), other.photos.get()), key=lambda photo: photo.pk)
    PhotoLikeness.objects.create(first=first, second=second, kind="other", percent=97)


def spoil_same_text(application: Application, cast: Cast) -> None:
    other = cast.application(Status.PAID, school=cast.other_school)
    first, second = sorted((application, other), key=lambda one: one.pk)
    AppraisalLikeness.objects.create(first=first, second=second, percent=80)


def spoil_question(application: Application, cast: Cast) -> None:
    holder = application.record.holder
    Message.objects.create(application=application, side=Side.CANDIDATE, by=holder, by_name=holder.name, text="在吗")


def spoil_record(application: Application, cast: Cast) -> None:
    Correction.objects.create(record=application.record, asked_by=application.record.holder, why="姓名有错字")


def spoil_asked_institute(application: Application, cast: Cast) -> None:
    Question.objects.create(application=application, text="哪一门顶替", asked_by=cast.reviewer)


def spoil_prior(application: Application, cast: Cast) -> None:
    Application.objects.filter(pk=application.pk).update(prior_check=PriorCheck.UNCHECKED)


def spoil_unread_card(application: Application, cast: Cast) -> None:
    CardReading.objects.create(document=application.documents.all()[0], state=CardReading.State.PENDING)


def spoil_card(application: Application, cast: Cast) -> None:
    doubt = {"code": "blur", "severity": "warn", "message": "图片模糊", "advice": ""}
    document = application.documents.all()[0]
    CardReading.objects.create(document=document, state=CardReading.State.OFF, looked_at=timezone.now(), doubts=[doubt])


def spoil_held(application: Application, cast: Cast) -> None:
    claim(application, by=cast.colleague)


def spoil_accepted(application: Application, cast: Cast) -> None:
    values = {"counter_opened_by": cast.reviewer, "counter_opened_at": timezone.now(), "counter_reason": "没有手机"}
    Application.objects.filter(pk=application.pk).update(**values)


SPOILED = {
    spoil_again: "退回后重交，要看改动的部分",
    spoil_audit: "毕业条件不是“满足”",
    spoil_stale_audit: "毕业条件不是“满足”",
    spoil_no_audit: "毕业条件不是“满足”",
    spoil_no_photo: "照片不是“检查合格”",
    spoil_photo: "照片不是“检查合格”",
    spoil_pending_photo: "照片不是“检查合格”",
    spoil_same_photo: "照片与另一份申请相同",
    spoil_same_text: "自我鉴定与另一份申请相似",
    spoil_question: "考生的留言还没有答复",
    spoil_record: "考籍更正还没有决定",
    spoil_asked_institute: "考籍协助还没有办结",
    spoil_prior: "前置学历没有核对一致",
    spoil_unread_card: "身份证图片还在识别",
    spoil_card: "身份证图片有疑点，或与考籍不一致",
    spoil_held: "同事正在审核",
    spoil_accepted: "现场受理的申请由另一位老师初审",
}


@pytest.mark.parametrize(("spoil", "why"), SPOILED.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_one_doubt_keeps_an_application_off_the_list_and_is_named(
    cast: Cast, spoil: Callable[[Application, Cast], None], why: str
) -> None:
    good, doubtful = audited(cast, 2)
    spoil(doubtful, cast)
    found = sorted_out(cast)
    assert found.clean == [good]
    assert [(one.application, one.why) for one in found.left_out] == [(doubtful, [why])]
    assert (found.total, found.counts) == (1, [(why, 1)])
    assert (doubts_about(good, cast.reviewer), doubts_about(doubtful, cast.reviewer)) == ([], [why])
