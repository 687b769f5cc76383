"""What a candidate finds after a return: the reason on the page of the part, and a way to what is open, no other."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.domain.send_back import send_back
from applications.domain.submit import submit
from applications.models import Application
from applications.sections import Section
from applications.statuses import Status
from selfexam.accounts.models import User
from tests.cast import Cast
from tests.factories.applications import jpeg

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]
REASON = "头发遮挡眉毛，请整理后重拍"


def page(application: Application, name: str) -> str:
    return reverse(f"applications:{name}", args=[application.uuid])


@pytest.fixture
def returned() -> Application:
    cast = Cast()
    waiting = cast.application(Status.SUBMITTED)
    send_back(waiting.uuid, {Section.PHOTO: REASON}, by=cast.reviewer)
    waiting.refresh_from_db()
    return waiting


def test_the_photo_page_says_why_the_photo_came_back_and_does_not_praise_it(
    returned: Application, signed_in: Sign
) -> None:
    html = signed_in(returned.record.holder).get(page(returned, "photo")).content.decode()
    assert f"<b>学校退回了这一项：</b>{REASON}" in html
    assert "学校看过后请您更换" in html
    assert "照片通过了自动检查" not in html


def test_after_another_photo_the_reason_stays_as_done(returned: Application, signed_in: Sign) -> None:
    client = signed_in(returned.record.holder)
    upload = SimpleUploadedFile("photo.jpg", jpeg(colour=(9, 9, 9)), "image/jpeg")
    html = client.post(page(returned, "photo"), {"photo": upload}, follow=True).content.decode()
    assert f"<b>已修改，还没有重新提交。</b>学校退回的原因：{REASON}" in html
    assert "学校看过后请您更换" not in html
    assert "正在检查照片" in html


def test_the_reason_is_gone_once_the_application_is_handed_in_again(returned: Application, signed_in: Sign) -> None:
    Application.objects.filter(pk=returned.pk).update(status=Status.SUBMITTED)
    html = signed_in(returned.record.holder).get(page(returned, "photo")).content.decode()
    assert REASON not in html


def test_checking_answers_leads_only_to_what_was_returned(returned: Application, signed_in: Sign) -> None:
    html = signed_in(returned.record.holder).get(page(returned, "check")).content.decode()
    names = ("photo", "contact", "appraisal", "id-card", "prior-degree")
    assert [name for name in names if f'href="{page(returned, name)}">修改' in html] == ["photo"]


def test_checking_the_answers_of_a_draft_leads_to_every_part_with_the_card_front_first(signed_in: Sign) -> None:
    draft = Cast().application()
    html = signed_in(draft.record.holder).get(page(draft, "check")).content.decode()
    names = ("photo", "contact", "appraisal", "id-card", "prior-degree")
    assert [name for name in names if f'href="{page(draft, name)}">修改' in html] == list(names)
    assert html.index("<dt>身份证人像面</dt>") < html.index("<dt>身份证国徽面</dt>")


def test_a_missing_declaration_is_told_beside_the_box_and_above(signed_in: Sign) -> None:
    draft = Cast().application()
    response = signed_in(draft.record.holder).post(page(draft, "check"), {"version": str(draft.version)})
    html = response.content.decode()
    assert response.status_code == 422
    assert '<a href="#declared">请先勾选承诺，再提交申请</a>' in html
    assert 'aria-describedby="declared-error"' in html
    assert "<title>错误：检查并提交" in html


def test_what_was_touched_but_is_not_good_enough_still_counts_as_to_mend(signed_in: Sign) -> None:
    cast = Cast()
    waiting = cast.application(Status.SUBMITTED)
    send_back(waiting.uuid, {Section.APPRAISAL: "请按本人情况重写"}, by=cast.reviewer)
    client = signed_in(waiting.record.holder)
    client.post(page(waiting, "appraisal"), {"appraisal": "只写了一句。"})
    html = client.get(page(waiting, "detail")).content.decode()
    assert "<h1>需要您修改 1 项</h1>" in html
    assert '<span class="tag yours">未写完</span>' in html
    assert "学校退回了这一项" in client.get(page(waiting, "appraisal")).content.decode()
    client.post(page(waiting, "appraisal"), {"appraisal": "我按本人情况写。" * 40})
    html = client.get(page(waiting, "detail")).content.decode()
    assert "<h1>已改好，请重新提交</h1>" in html
    assert '<span class="tag done">已修改</span>' in html


def test_a_new_photo_that_is_refused_is_not_called_corrected(returned: Application, signed_in: Sign) -> None:
    client = signed_in(returned.record.holder)
    upload = SimpleUploadedFile("photo.jpg", jpeg(colour=(9, 9, 9)), "image/jpeg")
    client.post(page(returned, "photo"), {"photo": upload})
    assert "<h1>已改好，正在检查照片</h1>" in client.get(page(returned, "detail")).content.decode()
    photo = returned.photos.current()
    finding = {"code": "roll", "severity": "fail", "title": "", "message": "", "advice": ""}
    photo.update(verdict="fail", checked_at=timezone.now(), findings=[finding])
    assert "学校退回了这一项" in client.get(page(returned, "photo")).content.decode()
    assert "<h1>需要您修改 1 项</h1>" in client.get(page(returned, "detail")).content.decode()


def test_the_returned_photo_sent_again_is_recognised(signed_in: Sign) -> None:
    cast = Cast()
    application = cast.application()
    client = signed_in(application.record.holder)

    def upload() -> str:
        file = SimpleUploadedFile("photo.jpg", jpeg(colour=(9, 9, 9)), "image/jpeg")
        return client.post(page(application, "photo"), {"photo": file}, follow=True).content.decode()

    upload()
    application.photos.current().update(verdict="clean", checked_at=timezone.now())
    submit(application.uuid, declared=True, by=application.record.holder)
    send_back(application.uuid, {Section.PHOTO: REASON}, by=cast.reviewer)
    assert "这还是学校退回的那张照片" in upload()
