"""Handing in at the counter: everything filled in, the signed sheet with its code, nothing changed after signing."""

import pytest

from applications.domain.at_counter import why_not_signed
from applications.domain.edit import save_part
from applications.domain.refusals import NotAllowed
from applications.domain.submit_at_counter import submit_at_counter
from applications.domain.upload_photo import upload_photo
from applications.domain.upload_signed_sheet import upload_signed_sheet
from applications.models import Document, Photo
from applications.photos.opening import Refused as PictureRefused
from applications.printing.sheet_facts import check_code
from applications.sections import Section
from applications.statuses import Status
from applications.workflow import Action
from tests.applications.at_counter import REASON, filled, opened, signed
from tests.applications.domain.counter_desk import cast, refusal
from tests.cast import Cast
from tests.factories.applications import jpeg

__all__ = ["cast"]

pytestmark = pytest.mark.django_db


def test_photo_and_cards_are_taken_and_checked_as_for_candidates(cast: Cast) -> None:
    case = opened(cast)
    photo = upload_photo(case.uuid, jpeg(), by=cast.reviewer)
    assert (photo.application_id, photo.verdict) == (case.pk, Photo.Verdict.PENDING)


def test_handing_in_needs_everything_and_the_signed_sheet(cast: Cast) -> None:
    case = opened(cast)
    assert "没有完成" in (refusal(case, Action.SUBMIT, cast.reviewer) or "")
    case = filled(case, cast.reviewer)
    assert refusal(case, Action.SUBMIT, cast.reviewer) == "还没有上传考生签字的申请表"
    with pytest.raises(NotAllowed, match="还没有上传考生签字的申请表"):
        submit_at_counter(case.uuid, is_checked=True, by=cast.reviewer)
    case = signed(case, cast.reviewer)
    with pytest.raises(NotAllowed, match="请先核对签字的申请表"):
        submit_at_counter(case.uuid, is_checked=False, by=cast.reviewer)
    done = submit_at_counter(case.uuid, is_checked=True, by=cast.colleague)
    assert (done.status, done.counter_submitted_by) == (Status.SUBMITTED, cast.colleague)
    assert done.declared_at is not None
    last = done.events.last()
    assert last is not None
    assert (last.action, last.by, REASON in last.note) == ("submit", cast.colleague, True)
    assert done.standing is not None


def test_content_changed_after_signing_is_signed_again(cast: Cast) -> None:
    case = signed(filled(opened(cast), cast.reviewer), cast.reviewer)
    save_part(case.uuid, Section.CONTACT, {"address": "示例市样本区无名街 9 号"}, by=cast.reviewer)
    with pytest.raises(NotAllowed, match="签字以后内容有改动"):
        submit_at_counter(case.uuid, is_checked=True, by=cast.reviewer)
    case = signed(case, cast.reviewer, (240, 240, 240))
    assert case.documents.filter(kind=Document.Kind.SIGNED_SHEET, superseded_at=None).count() == 1
    assert submit_at_counter(case.uuid, is_checked=True, by=cast.reviewer).status == Status.SUBMITTED


def test_another_photo_after_signing_is_signed_again(cast: Cast) -> None:
    case = signed(filled(opened(cast), cast.reviewer), cast.reviewer)
    before = check_code(case)
    upload_photo(case.uuid, jpeg(480, 640, (1, 2, 3)), by=cast.reviewer)
    case.refresh_from_db()
    assert check_code(case) != before
    assert why_not_signed(case) == "签字以后内容有改动，请重新打印、签字并上传申请表"


def test_the_sheet_of_somebody_else_has_another_code(cast: Cast) -> None:
    mine, other = filled(opened(cast), cast.reviewer), filled(opened(cast), cast.reviewer)
    with pytest.raises(NotAllowed, match="校验码和现在的内容不一致"):
        upload_signed_sheet(mine.uuid, jpeg(), check_code(other), by=cast.reviewer)
    assert not mine.documents.filter(kind=Document.Kind.SIGNED_SHEET).exists()


def test_the_code_may_be_typed_in_small_letters_with_spaces(cast: Cast) -> None:
    case = filled(opened(cast), cast.reviewer)
    code = check_code(case)
    assert upload_signed_sheet(case.uuid, jpeg(), f" {code[:3]} {code[3:]}".lower(), by=cast.reviewer).pk


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", jpeg()[:300]])
def test_a_scan_that_is_no_picture_is_refused_and_nothing_is_lost(cast: Cast, data: bytes) -> None:
    case = signed(filled(opened(cast), cast.reviewer), cast.reviewer)
    with pytest.raises(PictureRefused):
        upload_signed_sheet(case.uuid, data, check_code(case), by=cast.reviewer)
    assert case.documents.current().filter(kind=Document.Kind.SIGNED_SHEET).count() == 1
