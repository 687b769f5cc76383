"""What an open 考籍更正 or a merge means for applications, and how the candidate is told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from applications.domain.begin import begin
from applications.domain.lifecycle import advance, steps_open_to
from applications.domain.refusals import NotAllowed
from applications.models import Application, AuditStanding, Notice
from applications.workflow import Action
from review.domain.release import refuse_unready, release_state
from review.models import CollectiveReview
from selfexam.records.domain.decide_correction import approve_correction, refuse_correction
from selfexam.records.domain.decide_merge import approve_merge
from tests.cast import Cast
from tests.factories.records import CreditFactory
from tests.records.asking import asked, forwarded, held_record, merge_of, refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_first_review_waits_for_the_correction_and_says_so_on_its_button(cast: Cast) -> None:
    application = cast.application("submitted")
    correction = forwarded(cast, application.record)
    sentence = "考籍更正正在办理（姓名，待考试院决定），办结后才能继续"
    with pytest.raises(NotAllowed) as refused:
        advance(application.uuid, Action.PASS_FIRST, by=cast.reviewer)
    steps = {step.action: step.refusal for step in steps_open_to(cast.reviewer, application)}
    assert (refused.value.sentence, steps) == (sentence, {"return": None, "pass_first": sentence})
    approve_correction(correction.uuid, by=cast.chen)
    assert advance(application.uuid, Action.PASS_FIRST, by=cast.reviewer).status == "first_passed"


def test_the_correction_of_another_record_holds_nobody_up(cast: Cast) -> None:
    asked(held_record(cast))
    application = cast.application("submitted")
    assert advance(application.uuid, Action.PASS_FIRST, by=cast.reviewer).status == "first_passed"


def test_a_decision_is_a_notice_of_the_live_application(cast: Cast) -> None:
    application = cast.application("submitted")
    old = cast.application("withdrawn")
    for one in (application, old):
        refuse_correction(forwarded(cast, one.record).uuid, "证明不清楚", by=cast.chen)
    assert sorted(Notice.objects.values_list("application", "subject", "body")) == [
        (
            application.pk,
            "考籍更正已转报考试院",
            "学校已核对您申请更正的姓名，等考试院决定。",
        ),
        (
            application.pk,
            "考籍更正没有通过",
            "考试院没有同意您申请更正的姓名：证明不清楚。考籍没有改动。",
        ),
    ]


def test_an_approved_correction_has_the_application_audited_anew(cast: Cast) -> None:
    application = cast.application("submitted")
    AuditStanding.objects.create(
        application=application, verdict="pass", courses=1, credits=1, reasons=[], audited_at=timezone.now()
    )
    correction = forwarded(cast, application.record)
    assert AuditStanding.objects.get().stale_since is None
    approve_correction(correction.uuid, by=cast.chen)
    assert AuditStanding.objects.get().stale_since is not None


def test_after_collective_review_nothing_is_corrected_any_more(cast: Cast) -> None:
    qualified = cast.application("paid")
    correction = forwarded(cast, qualified.record)
    approved = cast.application("approved")
    sentence = "毕业申请已通过集中会审，正在办理毕业证书，考籍不能再改动，请联系主考学校"
    assert refusal(lambda: asked(approved.record)) == sentence
    Application.objects.filter(pk=qualified.pk).update(status="approved", decided_at=timezone.now())
    assert refusal(lambda: approve_correction(correction.uuid, by=cast.chen)) == sentence


def test_a_batch_is_not_released_over_an_open_correction(cast: Cast) -> None:
    qualified = cast.application("paid")
    CollectiveReview.objects.create(
        application=qualified, conclusion="approve", decided_by=cast.chen, decided_at=timezone.now()
    )
    assert release_state(cast.batch).is_ready
    asked(qualified.record)
    state = release_state(cast.batch)
    assert (state.is_ready, state.approvals, state.open, state.held) == (False, 0, 1, 1)
    with pytest.raises(NotAllowed, match="其中 1 件考籍更正没有办结"):
        refuse_unready(cast.batch, cast.chief)
    with pytest.raises(NotAllowed, match="考籍更正正在办理"):
        advance(qualified.uuid, Action.APPROVE, by=cast.chief)


def test_an_ended_record_begins_no_application(cast: Cast) -> None:
    source = held_record(cast)
    target = held_record(cast, holder=source.holder, id_number=source.id_number)
    CreditFactory(record=source)
    approve_merge(merge_of(source, target, cast).uuid, by=cast.chen)
    stale = type(source).objects.get(pk=source.pk)
    stale.merged_into = None
    with pytest.raises(NotAllowed, match="刚刚合并"):
        begin(stale, cast.batch, by=source.holder)
    source.refresh_from_db()
    with pytest.raises(NotAllowed, match=f"请用 {target.admission_number} 申请"):
        begin(source, cast.batch, by=source.holder)
    assert begin(target, cast.batch, by=source.holder).created_at > timezone.now() - timedelta(minutes=5)


def test_without_a_live_application_the_last_address_is_written_to(
    cast: Cast, run_jobs: Callable[..., object], mailoutbox: list[EmailMessage]
) -> None:
    over = cast.application("withdrawn")
    Application.objects.filter(pk=over.pk).update(email="lin@example.org")
    silent = cast.application("lapsed")
    Application.objects.filter(pk=silent.pk).update(email="")
    for one in (over, silent):
        approve_correction(forwarded(cast, one.record).uuid, by=cast.chen)
    asked(held_record(cast))
    run_jobs()
    assert [(mail.subject, mail.to) for mail in mailoutbox] == [
        ("考籍更正已转报考试院", ["lin@example.org"]),
        ("考籍更正已完成", ["lin@example.org"]),
    ]
    assert set(Notice.objects.values_list("application", flat=True)) == {over.pk}
