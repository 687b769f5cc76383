"""Sent back for correction: by whom, until when, what may change, and that the fee stays paid."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.domain.exemptions.correct import correct_request, hand_in_again
from applications.domain.exemptions.end import end_overdue
from applications.domain.exemptions.images import add_image, remove_image
from applications.domain.exemptions.save_request import Wish
from applications.domain.refusals import AlreadyDone, Changed, NotAllowed, Refused
from applications.exemptions.entry import exemption_entry
from applications.models import ExemptionRow, Notice
from applications.statuses import Status
from review.domain.exemptions.opinion import Advice, give_opinion
from review.domain.exemptions.send_back import send_back_form
from review.exemption_queries import waiting_rows
from selfexam.catalogue.models import Batch
from selfexam.payments.models import Refund
from tests.cast import Cast
from tests.exemptions.test_pages import Sign
from tests.factories.applications import jpeg
from tests.factories.exemptions import (
    CERTIFICATE,
    DEGREE,
    advised,
    candidate_of,
    code_of,
    decided,
    lacking,
    paid,
    row_of,
)

pytestmark = pytest.mark.django_db
State = ExemptionRow.State


@pytest.fixture
def cast() -> Cast:
    return Cast()


def refused(act: Callable[[], Any], kind: type[Refused] = NotAllowed) -> str:
    with pytest.raises(kind) as refusal:
        act()
    return str(refusal.value.sentence)


def test_a_form_goes_back_is_corrected_and_comes_again_without_a_second_fee(cast: Cast) -> None:
    request = paid(cast)
    user, before = candidate_of(request.application), row_of(request)
    send_back_form(request.uuid, "证书编号看不清", by=cast.reviewer)
    row = row_of(request)
    assert (row.state, row.return_note, row.returned_by) == (State.RETURNED, "证书编号看不清", cast.reviewer)
    old = request.images.get()
    add_image(request.uuid, jpeg(900, 700), by=user)
    remove_image(old.uuid, by=user)
    correct_request(request.uuid, replace(CERTIFICATE, number="6500000099"), [Wish(code_of(cast))], by=user)
    assert hand_in_again(request.uuid, by=user) == 1
    request.refresh_from_db()
    row = row_of(request)
    assert (row.state, row.paid_at, row.paid_bill) == (State.PAID, before.paid_at, before.paid_bill)
    assert (request.number, request.images.count(), Refund.objects.count()) == ("6500000099", 1, 0)
    told = list(request.application.events.filter(action="exemption").order_by("pk").values_list("label", "note"))[-3:]
    course = row.course
    assert told == [
        ("学校退回免考补正", f"{course.code}：证书编号看不清"),
        ("补正免考", "证书编号 6500000073 → 6500000099"),
        ("重新提交免考 1 门", str(course)),
    ]
    (notice,) = Notice.objects.filter(application=request.application, kind="exemption")
    assert (notice.subject, "已缴的免考费保留" in notice.body) == ("免考申请被退回，请补正", True)


def test_after_the_institute_returned_it_the_school_gives_its_opinion_anew(cast: Cast) -> None:
    request = advised(cast)
    assert refused(lambda: send_back_form(request.uuid, "再看", by=cast.reviewer)) == (
        "这份申请里现在没有要处理的课程，不能退回"
    )
    send_back_form(request.uuid, "成绩单没有鲜章", by=cast.chen)
    row = row_of(request)
    assert (row.state, row.opinion, row.opinion_by) == (State.RETURNED, "", None)
    hand_in_again(request.uuid, by=candidate_of(request.application))
    give_opinion(request.uuid, {str(row.uuid): Advice(True)}, by=cast.colleague)
    assert (row_of(request).state, row_of(request).opinion_by) == (State.ADVISED, cast.colleague)


def test_each_refusal_of_a_return(cast: Cast) -> None:
    request = paid(cast)
    assert refused(lambda: send_back_form(request.uuid, "  ", by=cast.reviewer)) == "退回补正请写明原因"
    assert refused(lambda: send_back_form(request.uuid, "看不清", by=cast.chen)) == (
        "这份申请里现在没有要处理的课程，不能退回"
    )
    assert refused(lambda: send_back_form(request.uuid, "看不清", by=cast.clerk)) == "免考由主考学校或考试院退回"
    send_back_form(request.uuid, "看不清", by=cast.reviewer)
    assert refused(lambda: send_back_form(request.uuid, "看不清", by=cast.reviewer), AlreadyDone) == (
        "这份申请已经退回，不需要再退"
    )
    assert refused(lambda: send_back_form(request.uuid, "看不清", by=cast.colleague), Changed) == (
        "这份申请已由 王老师 退回补正"
    )
    assert refused(
        lambda: give_opinion(request.uuid, {str(row_of(request).uuid): Advice(True)}, by=cast.colleague), Changed
    ) == (f"{row_of(request).course} 已由 王老师 退回补正")
    over = decided(cast)
    assert refused(lambda: send_back_form(over.uuid, "看不清", by=cast.chen)) == (
        "这份申请里现在没有要处理的课程，不能退回"
    )


def test_where_the_candidate_cannot_correct_any_more_nothing_is_returned(cast: Cast) -> None:
    request = paid(cast)
    past = timezone.now() - timedelta(minutes=1)
    Batch.objects.filter(pk=cast.batch.pk).update(apply_until=past, review_until=past)
    sentence = refused(lambda: send_back_form(request.uuid, "看不清", by=cast.reviewer))
    assert (sentence.startswith("免考补正已于"), sentence.endswith("请按现有材料处理")) == (True, True)
    assert row_of(request).state == State.PAID


def test_a_correction_adds_no_course_and_takes_none_away(cast: Cast) -> None:
    request = paid(cast, lacking(cast, 0, 1))
    user = candidate_of(request.application)
    assert refused(lambda: correct_request(request.uuid, CERTIFICATE, [], by=user)) == "这份免考申请没有要补正的课程"
    send_back_form(request.uuid, "看不清", by=cast.reviewer)
    assert refused(lambda: correct_request(request.uuid, CERTIFICATE, [Wish(code_of(cast, 1))], by=user)) == (
        "补正时不能增减课程，请刷新后再看"
    )
    assert refused(lambda: correct_request(request.uuid, DEGREE, [], by=user)) == "补正时不能换依据，请刷新后再看"
    empty = replace(CERTIFICATE, number="")
    assert refused(lambda: correct_request(request.uuid, empty, [], by=user)) == "请填写证书编号"
    image = request.images.get()
    remove_image(image.uuid, by=user)
    assert refused(lambda: hand_in_again(request.uuid, by=user)) == "还缺：证明材料图片"
    assert (request.rows.count(), row_of(request).state) == (1, State.RETURNED)
    add_image(request.uuid, jpeg(), by=user)
    hand_in_again(request.uuid, by=user)
    assert refused(lambda: hand_in_again(request.uuid, by=user), AlreadyDone) == (
        "这份免考申请已经重新提交，不需要再提交"
    )
    image = request.images.get()
    assert refused(lambda: remove_image(image.uuid, by=user)) == "这份免考申请已提交，图片不能再删"


def test_the_other_side_of_a_form_does_not_correct_it(cast: Cast) -> None:
    request = paid(cast, by=cast.clerk)
    send_back_form(request.uuid, "看不清", by=cast.reviewer)
    user = candidate_of(request.application)
    assert refused(lambda: hand_in_again(request.uuid, by=user)) == "这份免考由单位代办，请联系单位经办老师"
    assert exemption_entry(request.application) is not None
    assert hand_in_again(request.uuid, by=cast.clerk) == 1


def test_a_return_that_nobody_corrects_is_judged_on_what_is_there(cast: Cast) -> None:
    request = paid(cast, lacking(cast, status=Status.SUBMITTED))
    send_back_form(request.uuid, "看不清", by=cast.reviewer)
    past = timezone.now() - timedelta(minutes=1)
    Batch.objects.filter(pk=cast.batch.pk).update(apply_until=past, review_until=past)
    assert end_overdue() == 0
    row = row_of(request)
    assert (row.state, row.paid_bill is None) == (State.PAID, False)
    assert request.application.events.filter(label="免考没有补正，按原材料办理").count() == 1
    give_opinion(request.uuid, {str(row.uuid): Advice(False, "看不清")}, by=cast.reviewer)
    assert row_of(request).state == State.ADVISED


def test_the_pages_lead_from_the_return_to_the_second_handing_in(cast: Cast, signed_in: Sign) -> None:
    request = paid(cast)
    user = candidate_of(request.application)
    sent = signed_in(cast.reviewer).post(
        reverse("review:exemption-return", args=[request.uuid]), {"return_note": "图片不完整"}
    )
    assert (sent.status_code, row_of(request).state) == (302, State.RETURNED)
    entry = exemption_entry(request.application)
    assert entry is not None
    assert (entry.sentence, entry.waits) == ("免考申请被退回，请补正后重新提交。", True)
    client, url = signed_in(user), reverse("applications:exemption", args=[request.uuid])
    html = client.get(url).content.decode()
    assert all(words in html for words in ("图片不完整", "保存补正", "重新提交免考申请"))
    assert "删除这份申请" not in html
    mended = {"certificate": "NCRE 二级", "number": "65", "course": code_of(cast), "pages": "1"}
    saved = client.post(url, mended)
    assert row_of(request).state == State.RETURNED
    client.post(url, mended | {"then": "hand_in"})
    request.refresh_from_db()
    assert (saved.status_code, request.certificate, row_of(request).state) == (302, "NCRE 二级", State.PAID)
    desk = signed_in(cast.reviewer).get(reverse("review:exemption", args=[request.uuid])).content.decode()
    assert "补正过：图片不完整" in desk


def test_the_unit_sees_what_came_back_on_its_grid(cast: Cast, signed_in: Sign) -> None:
    request = paid(cast, by=cast.clerk)
    send_back_form(request.uuid, "成绩册没有鲜章", by=cast.reviewer)
    html = signed_in(cast.clerk).get(reverse("review:unit-exemptions")).content.decode()
    assert "1 份免考申请被退回补正" in html
    assert reverse("applications:exemption", args=[request.uuid]) in html


def test_a_return_without_a_reason_comes_back_to_the_page(cast: Cast, signed_in: Sign) -> None:
    request = paid(cast)
    response = signed_in(cast.reviewer).post(reverse("review:exemption-return", args=[request.uuid]), {})
    assert (response.status_code, row_of(request).state) == (422, State.PAID)
    assert "退回补正请写明原因" in response.content.decode()


def test_everybody_but_the_candidate_sees_the_images_with_a_watermark(cast: Cast, signed_in: Sign) -> None:
    own, units = paid(cast), paid(cast, by=cast.clerk)

    def got(user: Any, request: Any, size: str = "") -> bytes:
        url = reverse("applications:exemption-image", args=[request.images.get().uuid])
        response = signed_in(user).get(url, {"size": size} if size else {})
        assert (response.status_code, response["Content-Type"], response["Cache-Control"]) == (
            200,
            "image/jpeg",
            "private, no-store",
        )
        return b"".join(response.streaming_content) if response.streaming else response.content

    with own.images.get().file.open("rb") as file:
        stored = file.read()
    with units.images.get().file.open("rb") as file:
        stored_by_unit = file.read()
    assert got(candidate_of(own.application), own) == stored
    assert got(cast.clerk, units) != stored_by_unit
    assert all(got(user, own) != stored for user in (cast.reviewer, cast.chen, cast.clerk))
    assert len(got(cast.reviewer, own, "small")) < len(got(cast.reviewer, own))


def test_each_desk_counts_what_waits_for_it(cast: Cast) -> None:
    own, units = paid(cast), paid(cast, by=cast.clerk)
    paid(cast, lacking(cast, school=cast.other_school))
    advised(cast)
    desks = (cast.reviewer, cast.outsider, cast.chen, cast.clerk)

    def waiting() -> list[int]:
        return [waiting_rows(user, timezone.now()) for user in desks]

    before = waiting()
    for request in (own, units):
        send_back_form(request.uuid, "看不清", by=cast.reviewer)
    assert (before, waiting()) == ([2, 1, 1, 0], [0, 1, 1, 1])
    over = timezone.now()
    Batch.objects.filter(pk=cast.batch.pk).update(apply_until=over, review_until=over)
    assert waiting_rows(cast.clerk, timezone.now()) == 0


def test_a_page_from_before_the_correction_judges_nothing(cast: Cast, signed_in: Sign) -> None:
    """The evidence on it is not what there is now: sent back, corrected and handed in again in between."""
    request = paid(cast)
    old = signed_in(cast.reviewer).get(reverse("review:exemption", args=[request.uuid])).context["seen"]
    send_back_form(request.uuid, "证书编号看不清", by=cast.colleague)
    hand_in_again(request.uuid, by=candidate_of(request.application))
    key = row_of(request).uuid
    answer = {f"verdict-{key}": "agree", "seen": old}
    page = signed_in(cast.reviewer).post(reverse("review:exemption-opinion", args=[request.uuid]), answer)
    told = [str(message) for message in page.context["messages"]]
    assert (page.status_code, told) == (422, ["打开页面以后，这份申请退回补正过。请看现在的依据和图片，再作判定"])
    assert row_of(request).state == State.PAID
    give_opinion(request.uuid, {str(key): Advice(True)}, by=cast.reviewer)
    stale = signed_in(cast.chen).post(reverse("review:exemption-decide", args=[request.uuid]), answer)
    assert (stale.status_code, row_of(request).state) == (422, State.ADVISED)
    fresh = answer | {"seen": page.context["seen"], f"mark-{key}": "60"}
    signed_in(cast.chen).post(reverse("review:exemption-decide", args=[request.uuid]), fresh)
    assert row_of(request).state == State.APPROVED
