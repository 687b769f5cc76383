"""What may be asked for, by whom, how often and until when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.domain.exemptions.hand_in import hand_in
from applications.domain.exemptions.images import add_image
from applications.domain.exemptions.save_request import Evidence, Wish, change_request, open_request
from applications.exemptions.limits import share_of
from applications.models import Application, ExemptionLimits, ExemptionRequest
from applications.statuses import Status
from selfexam.records.models import Credit
from tests.cast import Cast
from tests.exemptions.asking import State, cast, refused
from tests.factories.applications import jpeg
from tests.factories.catalogue import CourseFactory, SlotCourseFactory
from tests.factories.exemptions import (
    CERTIFICATE,
    DEGREE,
    candidate_of,
    code_of,
    draft,
    handed_in,
    lacking,
    row_of,
)

__all__ = ["cast"]

pytestmark = pytest.mark.django_db


def test_only_what_the_plan_still_lacks_may_be_asked_for(cast: Cast) -> None:
    application = lacking(cast, 0)
    user = candidate_of(application)
    passed, thesis, foreign = code_of(cast, 2), code_of(cast, 3), CourseFactory().code
    Credit.objects.filter(record=application.record, course__code=thesis).delete()

    def asked(code: str) -> str:
        return refused(lambda: open_request(application.uuid, CERTIFICATE, [Wish(code)], by=user))

    said = "课程 {} 不能申请免考：不在计划中，或已经合格"
    assert [asked(code) for code in (passed, thesis, foreign)] == [said.format(c) for c in (passed, thesis, foreign)]
    assert ExemptionRequest.objects.count() == 0


def test_a_course_is_asked_for_once_and_of_alternatives_one(cast: Cast) -> None:
    application = lacking(cast)
    slot = cast.plan.slots.get(number="01")
    other = SlotCourseFactory(slot=slot, credits=4).course.code
    request, user, code = handed_in(cast, application), candidate_of(application), code_of(cast)
    again = refused(lambda: open_request(application.uuid, CERTIFICATE, [Wish(code)], by=user))
    either = refused(lambda: open_request(application.uuid, CERTIFICATE, [Wish(other)], by=user))
    twice = refused(lambda: open_request(application.uuid, CERTIFICATE, [Wish(code), Wish(code)], by=user))
    assert again == f"{row_of(request).course} 已经申请免考，现在是“待缴费”"
    assert either == f"序号 01 的课程只需要一门，{code} 和 {other} 请选一门"
    assert twice == again


@pytest.mark.parametrize("status", [Status.FIRST_PASSED, Status.PAID, Status.APPROVED])
def test_after_first_review_nothing_is_asked_for(cast: Cast, status: str) -> None:
    application = lacking(cast, status=status)
    said = refused(
        lambda: open_request(application.uuid, CERTIFICATE, [Wish(code_of(cast))], by=candidate_of(application))
    )
    assert said == f"毕业申请现在是“{application.candidate_word.text}”，不能再申请免考"


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.LAPSED, Status.REJECTED])
def test_only_live_applications_ask(cast: Cast, status: str) -> None:
    application = lacking(cast, status=status)
    with pytest.raises(Application.DoesNotExist):
        open_request(application.uuid, CERTIFICATE, [Wish(code_of(cast))], by=candidate_of(application))


def test_the_institutes_own_deadline_closes_requests_earlier(cast: Cast) -> None:
    request = draft(cast)
    ended = timezone.now() - timedelta(minutes=1)
    ExemptionLimits.objects.create(batch=cast.batch, ends_at=ended)
    application = request.application
    by = candidate_of(application)
    sentences = {
        refused(lambda: hand_in(request.uuid, by=by)).split("已于")[0],
        refused(lambda: change_request(request.uuid, CERTIFICATE, [], by=by)).split("已于")[0],
        refused(lambda: open_request(application.uuid, CERTIFICATE, [], by=by)).split("已于")[0],
    }
    assert sentences == {"免考申请"}
    assert row_of(request).state == State.DRAFT


def test_an_unfinished_form_is_kept_and_says_what_it_lacks(cast: Cast) -> None:
    application = lacking(cast)
    user, code = candidate_of(application), code_of(cast)
    request = open_request(application.uuid, Evidence("degree", school="范例学院"), [Wish(code)], by=user)
    said = refused(lambda: hand_in(request.uuid, by=user))
    assert said == f"还缺：原专业、学历层次、{code} 的已考课程、证明材料图片"
    assert (ExemptionRequest.objects.get().school, row_of(request).state) == ("范例学院", State.DRAFT)


def test_half_of_the_plan_is_the_most_for_other_degrees(cast: Cast) -> None:
    application = lacking(cast, 0, 2)
    user = candidate_of(application)
    wishes = [Wish(code_of(cast, slot), "B1", "同名课程", "80", 5) for slot in (0, 2)]
    request = open_request(application.uuid, DEGREE, wishes, by=user)
    add_image(request.uuid, jpeg(), by=user)
    said = refused(lambda: hand_in(request.uuid, by=user))
    assert said == "以其他学历最多免考计划门数的 50%，共 1 门；现在是 2 门，请减少 1 门"
    ExemptionLimits.objects.create(batch=cast.batch, most_share=100)
    hand_in(request.uuid, by=user)
    share = share_of(application)
    assert (share.degree, share.allowed, share.refusal) == (2, 3, None)


def test_the_most_courses_of_a_person_count_all_forms(cast: Cast) -> None:
    ExemptionLimits.objects.create(batch=cast.batch, most_courses=1)
    application = lacking(cast, 0, 2)
    user = candidate_of(application)
    handed_in(cast, application)
    second = open_request(application.uuid, CERTIFICATE, [Wish(code_of(cast, 2))], by=user)
    add_image(second.uuid, jpeg(), by=user)
    assert refused(lambda: hand_in(second.uuid, by=user)) == "每人最多申请免考 1 门；现在是 2 门，请减少 1 门"
