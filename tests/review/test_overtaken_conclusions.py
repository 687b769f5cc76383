"""A score that goes or comes after the conclusion: nothing is released over it, and the desk reads what is missing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.audit import audit_record
from applications.domain.refusals import NotAllowed
from applications.models import Application, AuditStanding
from applications.statuses import Status
from review.domain import collective
from review.domain.collective import Judged
from review.domain.release import release, release_settled, release_state
from review.items import CollectiveItem
from review.models import CollectiveReview
from selfexam.accounts.models import User
from selfexam.records.domain.cancel_credit import cancel_credit
from tests.cast import Cast
from tests.factories.exemptions import lacking

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]
ALL_PASS = {item: Judged("pass") for item in CollectiveItem}
ONE_FAILS = ALL_PASS | {CollectiveItem.SCORES: Judged("fail", "缺一门")}
LEFT = "还有 1 件未定（其中 1 件作出结论后毕业条件有变化）、0 件待复核，全部确定后才能一起公布"


@pytest.fixture
def cast() -> Cast:
    return Cast()


def concluded(cast: Cast, conclusion: str) -> Application:
    application = cast.application(Status.PAID)
    collective.judge(application.uuid, ALL_PASS if conclusion == "approve" else ONE_FAILS, by=cast.chen)
    collective.conclude(application.uuid, conclusion, "缺一门课程" if conclusion == "refuse" else "", by=cast.chen)
    if conclusion == "refuse":
        collective.confirm_refusal(application.uuid, by=cast.luo)
    return application


def weighed(application: Application, before: str, after: str, *, hours: int = 1) -> None:
    """What the job leaves behind when a change of the record has turned the audit."""
    values = {"verdict": after, "changed_from": before, "changed_at": timezone.now() + timedelta(hours=hours)}
    values |= {"courses": 1, "credits": 1}
    AuditStanding.objects.update_or_create(application=application, defaults=values)


@pytest.mark.parametrize(("conclusion", "before", "after"), [("approve", "pass", "fail"), ("refuse", "fail", "pass")])
def test_nothing_is_released_over_a_conclusion_whose_ground_is_gone(
    cast: Cast, conclusion: str, before: str, after: str
) -> None:
    application = concluded(cast, conclusion)
    assert release_state(cast.batch).is_ready
    weighed(application, before, after)
    state = release_state(cast.batch)
    assert (state.is_ready, state.approvals, state.refusals, state.open, state.overtaken) == (False, 0, 0, 1, 1)
    with pytest.raises(NotAllowed) as refused:
        release(cast.batch, by=cast.chief)
    assert refused.value.sentence == LEFT
    assert release_settled(cast.batch, by=cast.chief) == 0
    assert Application.objects.get(pk=application.pk).status == Status.PAID


@pytest.mark.parametrize(
    ("conclusion", "before", "after", "hours"),
    [
        ("approve", "review", "pass", 1),
        ("approve", "pass", "fail", -1),
        ("refuse", "review", "pass", 1),
        ("refuse", "pass", "fail", 1),
    ],
    ids=["a check came in", "known when approved", "nothing was missing", "still less"],
)
def test_other_changes_leave_a_conclusion_standing(
    cast: Cast, conclusion: str, before: str, after: str, hours: int
) -> None:
    application = concluded(cast, conclusion)
    weighed(application, before, after, hours=hours)
    assert release_state(cast.batch).is_ready
    assert release(cast.batch, by=cast.chief) == 1


def test_a_new_conclusion_settles_it(cast: Cast) -> None:
    application = concluded(cast, "approve")
    weighed(application, "pass", "fail", hours=0)
    assert not release_state(cast.batch).is_ready
    collective.judge(application.uuid, ONE_FAILS, by=cast.chen)
    collective.conclude(application.uuid, "refuse", "缺一门课程", by=cast.chen)
    collective.confirm_refusal(application.uuid, by=cast.luo)
    assert release_state(cast.batch).is_ready


def test_the_lists_and_the_pages_say_so(cast: Cast, signed_in: Sign) -> None:
    application = concluded(cast, "approve")
    weighed(application, "pass", "fail")
    address, client = reverse("review:collective"), signed_in(cast.chief)
    lists = [client.get(address, {"list": name}).context["page"].object_list for name in ("open", "settled")]
    assert [list(rows) for rows in lists] == [[application], []]
    listed = client.get(address, {"list": "open"}).content.decode()
    assert ("毕业条件有变化" in listed, '<span class="tag no">不满足</span>' in listed) == (True, True)
    page = client.get(reverse("review:collective-page", args=[application.uuid])).content.decode()
    assert "作出结论后毕业条件有变化。请看过后重新作出结论，再公布。" in page
    assert f"{LEFT}。" in client.get(reverse("review:release", args=[cast.batch.code])).content.decode()
    CollectiveReview.objects.update(decided_at=timezone.now() + timedelta(hours=2))
    assert "毕业条件有变化" not in client.get(address, {"list": "settled"}).content.decode()


def test_a_page_from_before_a_change_of_the_courses_does_not_conclude(cast: Cast, signed_in: Sign) -> None:
    application, client = cast.application(Status.PAID), signed_in(cast.chen)
    page, judge = (reverse(f"review:{name}", args=[application.uuid]) for name in ("collective-page", "judge"))
    form = {f"verdict-{item.value}": "pass" for item in CollectiveItem} | {"version": "1", "conclusion": "approve"}
    seen = client.get(page).context["seen_audit"]
    credit = application.record.credits.counting().get(course__code="20000")
    cancel_credit(credit, on=timezone.localdate(), why="违纪", by=cast.chief)
    refused = client.post(judge, form | {"audit": seen})
    assert (refused.status_code, CollectiveReview.objects.filter(conclusion="approve").exists()) == (422, False)
    assert "页面打开之后，毕业条件有了变化，请看过后再作出结论" in refused.content.decode()
    client.post(judge, form | {"audit": refused.context["seen_audit"]})
    assert CollectiveReview.objects.get().conclusion == "approve"


def test_nothing_is_released_while_a_changed_record_is_being_weighed(cast: Cast) -> None:
    application = concluded(cast, "approve")
    weighed(application, "pass", "pass", hours=-1)
    AuditStanding.objects.update(stale_since=timezone.now())
    with pytest.raises(NotAllowed, match="1 件的毕业条件正在重新核对"):
        release(cast.batch, by=cast.chief)
    AuditStanding.objects.update(stale_since=None)
    assert release(cast.batch, by=cast.chief) == 1


def test_the_item_of_the_plan_says_what_the_audit_lacks(cast: Cast, signed_in: Sign) -> None:
    application = lacking(cast, status=Status.PAID)
    response = signed_in(cast.chen).get(reverse("review:collective-page", args=[application.uuid]))
    (plan,) = [row.evidence for row in response.context["seven"] if row.item == CollectiveItem.PLAN]
    blocks = [finding.message for finding in response.context["audit"].findings if finding.severity == "blocks"]
    assert blocks
    assert plan.endswith(f"；还不满足毕业条件：{'；'.join(blocks)}")


def test_a_decided_application_says_what_it_was_decided_on(cast: Cast, signed_in: Sign) -> None:
    application = concluded(cast, "refuse")
    frozen = audit_record(application.record).to_json()
    Application.objects.filter(pk=application.pk).update(audit_at_submission=frozen)
    weighed(application, "pass", "fail")
    AuditStanding.objects.update(reasons=["缺 00277 行政管理学"])
    assert release(cast.batch, by=cast.chief) == 1
    client = signed_in(cast.chen)
    response = client.get(reverse("review:collective-page", args=[application.uuid]))
    (plan,) = [row.evidence for row in response.context["seven"] if row.item == CollectiveItem.PLAN]
    assert plan.endswith("；还不满足毕业条件：缺 00277 行政管理学")
    record = client.get(reverse("review:record", args=[application.uuid]))
    for page in (response, record):
        assert "为“不满足”：缺 00277 行政管理学。" in page.content.decode()
