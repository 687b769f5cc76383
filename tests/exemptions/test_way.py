"""The way of an exemption: asked for, paid, advised, decided, counted; and each refusal on it."""

from typing import Any

import pytest
from django.utils import timezone

from applications.audit import audit_record
from applications.domain.exemptions.bill import order_for_rows
from applications.domain.exemptions.hand_in import hand_in
from applications.domain.exemptions.images import add_image, discard, remove_image
from applications.domain.exemptions.save_request import Wish, change_request, open_request
from applications.domain.exemptions.withdraw import withdraw_row
from applications.domain.guards import courses_meet_the_plan
from applications.domain.refusals import AlreadyDone, Changed, NotAllowed
from applications.exemptions.notes import notes_of
from applications.models import ExemptionImage, ExemptionRequest, ExemptionRow, Notice
from applications.photos.refusals import Refused as PictureRefused
from applications.statuses import Status
from review.domain.exemptions.decide import Ruling, decide
from review.domain.exemptions.opinion import Advice, give_opinion
from review.domain.exemptions.refund import refund_fee
from selfexam.catalogue.models import ExemptionRule
from selfexam.payments.models import Order, Refund
from selfexam.records.models import Credit, RecordEvent
from tests.cast import Cast
from tests.exemptions.asking import State, cast, refused
from tests.factories.applications import jpeg
from tests.factories.exemptions import (
    DEGREE,
    advised,
    candidate_of,
    code_of,
    decided,
    draft,
    handed_in,
    lacking,
    order_of_request,
    paid,
    pay,
    row_of,
)

__all__ = ["cast"]

pytestmark = pytest.mark.django_db


def test_an_exemption_goes_from_the_form_to_the_audit(cast: Cast) -> None:
    application = lacking(cast)
    ExemptionRule.objects.create(
        kind="certificate", evidence="NCRE 一级", course=cast.plan.slots.all()[0].courses.get().course, mark=65
    )
    before = audit_record(application.record).verdict
    request = draft(cast, application)
    states = [row_of(request).state]
    hand_in(request.uuid, by=candidate_of(application))
    states.append(row_of(request).state)
    order = order_of_request(request)
    pay(order)
    states.append(row_of(request).state)
    key = str(row_of(request).uuid)
    give_opinion(request.uuid, {key: Advice(True)}, by=cast.reviewer)
    states.append(row_of(request).state)
    decide(request.uuid, {key: Ruling(True)}, by=cast.chen)
    row = row_of(request)
    credit = Credit.objects.get(record=application.record, course=row.course)
    today = timezone.localdate()
    assert states == ["draft", "unpaid", "paid", "advised"]
    assert (order.amount, order.purpose, row.state, row.decided_by) == (1500, "exemption_fee", "approved", cast.chen)
    assert (credit.source, credit.mark, credit.year, credit.month) == (
        "exempt_certificate",
        65,
        today.year,
        today.month,
    )
    assert (before, audit_record(application.record).verdict) == ("fail", "pass")
    event = RecordEvent.objects.get(record=application.record, label="免考批准")
    assert (event.by, event.changes) == (cast.chen, [[credit.in_words, "", "65"]])
    assert Notice.objects.get(application=application, kind="exemption").subject == "免考已批准"
    labels = list(application.events.filter(action="exemption").values_list("label", flat=True))
    assert labels == ["申请免考 1 门", "免考费已缴", "学校给出免考意见", "考试院决定免考"]


def test_education_carries_no_mark(cast: Cast) -> None:
    application = lacking(cast)
    user = candidate_of(application)
    request = open_request(application.uuid, DEGREE, [Wish(code_of(cast), "B01", "大学语文", "85", 4)], by=user)
    add_image(request.uuid, jpeg(), by=user)
    hand_in(request.uuid, by=user)
    pay(order_of_request(request))
    key = str(row_of(request).uuid)
    give_opinion(request.uuid, {key: Advice(True)}, by=cast.reviewer)
    decide(request.uuid, {key: Ruling(True, mark=85)}, by=cast.chen)
    credit = Credit.objects.get(record=application.record, source=Credit.Source.EXEMPT_QUALIFICATION)
    assert (credit.mark, credit.course.code) == (None, code_of(cast))


def test_handing_in_twice_is_once(cast: Cast) -> None:
    request = handed_in(cast)
    with pytest.raises(AlreadyDone, match="已经提交"):
        hand_in(request.uuid, by=candidate_of(request.application))
    assert request.application.events.filter(action="exemption").count() == 1


def test_what_was_handed_in_is_not_rewritten(cast: Cast) -> None:
    request = handed_in(cast)
    user, image = candidate_of(request.application), request.images.get()
    assert refused(lambda: change_request(request.uuid, DEGREE, [], by=user)) == "这份免考申请已提交，不能再改"
    assert refused(lambda: remove_image(image.uuid, by=user)) == "这份免考申请已提交，图片不能再删"
    assert refused(lambda: discard(request.uuid, by=user)).startswith("这份免考申请已提交，不能删除")
    add_image(request.uuid, jpeg(500, 300), by=user)
    assert (request.images.count(), row_of(request).state) == (2, State.UNPAID)


def test_after_the_decision_no_image_is_added(cast: Cast) -> None:
    request = decided(cast)
    said = refused(lambda: add_image(request.uuid, jpeg(500, 300), by=candidate_of(request.application)))
    assert (said, request.images.count()) == ("这份免考申请已有结果，不能再补图片", 1)


def test_images_are_opened_before_they_are_believed(cast: Cast) -> None:
    request = draft(cast)
    user = candidate_of(request.application)
    with pytest.raises(PictureRefused):
        add_image(request.uuid, b"%PDF-1.4 not a picture", by=user)
    add_image(request.uuid, jpeg(800, 600), by=user)
    assert ExemptionImage.objects.count() == 1


def test_a_draft_disappears_with_its_images(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    request = draft(cast)
    image = request.images.get()
    with django_capture_on_commit_callbacks(execute=True):
        discard(request.uuid, by=candidate_of(request.application))
    assert (ExemptionRequest.objects.count(), ExemptionRow.objects.count()) == (0, 0)
    assert not image.file.storage.exists(str(image.file.name))


def test_a_withdrawn_course_closes_the_order_and_may_be_asked_for_anew(cast: Cast) -> None:
    request = handed_in(cast)
    user, row = candidate_of(request.application), row_of(request)
    order = order_of_request(request)
    withdraw_row(row.uuid, by=user)
    order.refresh_from_db()
    assert (row_of(request).state, order.state) == (State.WITHDRAWN, Order.State.CLOSED)
    with pytest.raises(AlreadyDone):
        withdraw_row(row.uuid, by=user)
    assert handed_in(cast, request.application).rows.get().state == State.UNPAID


def test_what_was_paid_is_not_withdrawn(cast: Cast) -> None:
    request = paid(cast)
    said = refused(lambda: withdraw_row(row_of(request).uuid, by=candidate_of(request.application)))
    assert said == f"{row_of(request).course} 现在是“待学校意见”，不能撤回"


def test_the_school_waits_for_the_fee_and_the_institute_for_the_school(cast: Cast) -> None:
    request = handed_in(cast)
    key = str(row_of(request).uuid)
    early = refused(lambda: give_opinion(request.uuid, {key: Advice(True)}, by=cast.reviewer))
    pay(order_of_request(request))
    too_early = refused(lambda: decide(request.uuid, {key: Ruling(True, mark=60)}, by=cast.chen))
    course = row_of(request).course
    assert (early, too_early) == (f"{course} 现在是“待缴费”，还不能处理", f"{course} 现在是“待学校意见”，还不能处理")


def test_a_refusal_needs_a_word_at_both_desks(cast: Cast) -> None:
    request = paid(cast)
    key, course = str(row_of(request).uuid), row_of(request).course
    school = refused(lambda: give_opinion(request.uuid, {key: Advice(False, " ")}, by=cast.reviewer))
    give_opinion(request.uuid, {key: Advice(False, "证书看不清")}, by=cast.reviewer)
    institute = refused(lambda: decide(request.uuid, {key: Ruling(False)}, by=cast.chen))
    assert (school, institute) == (f"{course}：不同意请写明原因", f"{course}：不批准请写明原因")
    assert row_of(request).state == State.ADVISED


def test_a_certificate_outside_the_table_needs_a_mark_of_the_institute(cast: Cast) -> None:
    request = advised(cast)
    key = str(row_of(request).uuid)
    said = f"{row_of(request).course}：请写明按多少分计，60 到 100 分"
    assert [
        refused(lambda m=m: decide(request.uuid, {key: Ruling(True, mark=m)}, by=cast.chen)) for m in (None, 59)
    ] == [
        said,
        said,
    ]
    assert Credit.objects.filter(source=Credit.Source.EXEMPT_CERTIFICATE).count() == 0


def test_only_the_desk_whose_turn_it_is_may_judge(cast: Cast) -> None:
    request = paid(cast)
    key = str(row_of(request).uuid)
    institute = refused(lambda: give_opinion(request.uuid, {key: Advice(True)}, by=cast.chen))
    give_opinion(request.uuid, {key: Advice(True)}, by=cast.reviewer)
    school = refused(lambda: decide(request.uuid, {key: Ruling(True, mark=60)}, by=cast.reviewer))
    assert (institute, school) == ("学校意见由主考学校给出", "免考由考试院决定")
    with pytest.raises(ExemptionRequest.DoesNotExist):
        give_opinion(request.uuid, {key: Advice(True)}, by=cast.outsider)


def test_a_second_opinion_is_told_who_was_first(cast: Cast) -> None:
    request = advised(cast)
    key, course = str(row_of(request).uuid), row_of(request).course
    with pytest.raises(Changed) as overtaken:
        give_opinion(request.uuid, {key: Advice(False, "不同意见")}, by=cast.colleague)
    with pytest.raises(AlreadyDone):
        give_opinion(request.uuid, {key: Advice(True)}, by=cast.reviewer)
    assert overtaken.value.sentence == f"{course} 已由 王老师 处理，现在是“待考试院决定”"
    assert row_of(request).opinion == "agree"


def test_a_course_passed_meanwhile_is_not_exempted(cast: Cast) -> None:
    request = advised(cast)
    row = row_of(request)
    Credit.objects.create(record=request.application.record, course=row.course, mark=70, year=2022, month=10)
    said = refused(lambda: decide(request.uuid, {str(row.uuid): Ruling(True, mark=60)}, by=cast.chen))
    assert said == f"{row.course} 已有合格成绩，不需要免考。请选不批准并写明"
    assert (row_of(request).state, Credit.objects.filter(record=request.application.record).count()) == ("advised", 5)


def test_a_refused_course_tells_why_and_its_fee_is_returned_by_hand_once(cast: Cast) -> None:
    request = decided(cast, approves=False)
    row = row_of(request)
    notice = Notice.objects.get(application=request.application, kind="exemption")
    assert (row.state, notice.subject) == (State.REFUSED, "免考没有批准")
    assert "证书与课程不对应" in notice.body
    assert Credit.objects.filter(record=request.application.record, course=row.course).count() == 0
    assert Refund.objects.count() == 0
    assert refused(lambda: refund_fee(row.uuid, " ", by=cast.chen)) == "退费请写明原因"
    refund = refund_fee(row.uuid, "学校误导", by=cast.chen)
    assert (refund.amount, refund.reason, refund.requested_by) == (1500, Refund.Reason.OTHER, cast.chen)
    assert refused(lambda: refund_fee(row.uuid, "再退", by=cast.chen)) == f"{row.course} 的免考费已经申请退费"
    assert Refund.objects.count() == 1


def test_an_approved_course_has_no_fee_to_return(cast: Cast) -> None:
    row = row_of(decided(cast))
    assert refused(lambda: refund_fee(row.uuid, "退", by=cast.chen)).endswith("没有可以退的免考费")


def test_first_review_says_which_exemptions_are_undecided(cast: Cast) -> None:
    application = lacking(cast, status=Status.SUBMITTED)
    request = paid(cast, application)
    said = courses_meet_the_plan(application, timezone.now()) or ""
    assert said.endswith(f"。免考还没有决定：{row_of(request).course}（待学校意见）")
    give_opinion(request.uuid, {str(row_of(request).uuid): Advice(True)}, by=cast.reviewer)
    decide(request.uuid, {str(row_of(request).uuid): Ruling(True, mark=60)}, by=cast.chen)
    assert courses_meet_the_plan(application, timezone.now()) is None


def test_a_batch_without_a_fee_goes_straight_to_the_school(cast: Cast) -> None:
    cast.batch.exemption_fee = 0
    cast.batch.save(update_fields=["exemption_fee"])
    request = handed_in(cast)
    assert (row_of(request).state, Order.objects.count()) == (State.PAID, 0)
    with pytest.raises(NotAllowed, match="没有待缴费的免考课程"):
        order_for_rows([row_of(request).uuid], return_path="/", by=candidate_of(request.application))


def test_a_rule_that_changed_while_a_form_waits_is_told_to_whoever_judges(cast: Cast) -> None:
    course = cast.plan.slots.all()[0].courses.get().course
    rule = ExemptionRule.objects.create(kind="certificate", evidence="NCRE 一级", course=course, mark=65)
    request = paid(cast)

    def said() -> list[str]:
        row = row_of(request)
        return notes_of(request, [row], request.application.record)[row.pk]

    before = said()
    ExemptionRule.objects.filter(pk=rule.pk).update(mark=60)
    changed = said()
    rule.delete()
    assert (before, changed, said()) == (
        [],
        ["免考规则表后来改了，现在按 60 分计"],
        ["免考规则表后来改了，现在没有这一条"],
    )
