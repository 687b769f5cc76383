"""The appeal against a refused photo: about the picture only, once a photo, read by a person, answered once."""

import pytest
from django.db import IntegrityError, transaction

from applications.completeness import part_states
from applications.domain.appeal_photo import appeal_photo
from applications.domain.refusals import AlreadyDone, Changed, NotAllowed
from applications.domain.send_back import send_back
from applications.domain.submit import submit
from applications.domain.upload_photo import upload_photo
from applications.models import Application, Photo, PhotoAppeal
from applications.photos.results import result_of
from applications.sections import Section
from applications.statuses import Status
from tests.cast import Cast
from tests.factories.applications import add_photo, jpeg

pytestmark = pytest.mark.django_db
SENTENCE = "背景是照相馆的单色幕布，没有任何杂物。"


def fail(code: str, severity: str = "fail") -> dict[str, str]:
    return {"code": code, "severity": severity, "title": f"规则 {code}", "message": "不合格。", "advice": "请重拍。"}


@pytest.fixture
def cast() -> Cast:
    return Cast()


def refused(application: Application, *codes: str) -> Photo:
    """The application's photo is one that failed `codes`."""
    application.photos.all().delete()
    return add_photo(application, Photo.Verdict.FAIL, findings=[fail(code) for code in codes or ("roll",)])


def appeal(application: Application, photo: Photo, sentence: str = SENTENCE) -> PhotoAppeal:
    return appeal_photo(application.uuid, photo.uuid, sentence, by=application.record.holder)


def photo_part(application: Application) -> tuple[bool, str]:
    (state,) = [s for s in part_states(application) if s.part.section == Section.PHOTO]
    return state.finished, state.word


def test_an_appealed_photo_counts_as_finished_and_the_application_can_be_handed_in(cast: Cast) -> None:
    draft = cast.application()
    photo = refused(draft)
    assert photo_part(draft) == (False, "需更换")
    made = appeal(draft, photo)
    assert photo_part(draft) == (True, "已请老师判断")
    assert submit(draft.uuid, declared=True, by=draft.record.holder).status == Status.SUBMITTED
    assert (made.round, made.sentence, made.answer) == (0, SENTENCE, "open")
    assert draft.events.filter(action="appeal", note=SENTENCE).count() == 1


@pytest.mark.parametrize("code", ["format", "pixels", "bytes", "unreadable"])
def test_what_is_wrong_with_the_file_cannot_be_appealed_even_beside_something_else(cast: Cast, code: str) -> None:
    draft = cast.application()
    with pytest.raises(NotAllowed, match=f"规则 {code}不合格只能更换照片"):
        appeal(draft, refused(draft, "roll", code))
    assert photo_part(draft)[0] is False


@pytest.mark.parametrize("verdict", ["pending", "warn", "clean"])
def test_only_a_refused_photo_is_appealed(cast: Cast, verdict: str) -> None:
    draft = cast.application()
    draft.photos.all().delete()
    with pytest.raises(NotAllowed):
        appeal(draft, add_photo(draft, verdict, findings=[fail("roll", "warn")]))


@pytest.mark.parametrize("sentence", ["", "   ", "不对不对不对不对不", "长" * 201])
def test_the_sentence_has_10_to_200_characters(cast: Cast, sentence: str) -> None:
    draft = cast.application()
    with pytest.raises(NotAllowed, match="10 到 200"):
        appeal(draft, refused(draft), sentence)
    assert not PhotoAppeal.objects.exists()


def test_the_same_photo_is_appealed_once(cast: Cast) -> None:
    draft = cast.application()
    photo = refused(draft)
    appeal(draft, photo)
    with pytest.raises(AlreadyDone):
        appeal(draft, photo)


def test_an_appeal_about_a_photo_that_was_replaced_meanwhile_is_told_so(cast: Cast) -> None:
    draft = cast.application()
    old = refused(draft)
    upload_photo(draft.uuid, jpeg(), by=draft.record.holder)
    with pytest.raises(Changed):
        appeal(draft, old)


def test_another_photo_takes_the_unread_appeal_back_and_may_be_appealed_itself(cast: Cast) -> None:
    draft = cast.application()
    first = appeal(draft, refused(draft))
    photo = upload_photo(draft.uuid, jpeg(colour=(9, 9, 9)), by=draft.record.holder)
    first.refresh_from_db()
    assert first.answer == "withdrawn"
    Photo.objects.filter(pk=photo.pk).update(verdict="fail", findings=[fail("roll")], checked_at=photo.uploaded_at)
    assert photo_part(draft)[0] is False
    assert appeal(draft, photo).answer == "open"


def test_a_returned_photo_is_refused_for_good_and_the_next_one_may_be_appealed(cast: Cast) -> None:
    application = cast.application()
    photo = refused(application)
    first = appeal(application, photo)
    submit(application.uuid, declared=True, by=application.record.holder)
    send_back(application.uuid, {Section.PHOTO: "头确实是歪的，请重拍。"}, by=cast.reviewer)
    first.refresh_from_db()
    assert first.answer == "refused"
    application.refresh_from_db()
    assert photo_part(application)[0] is False
    with pytest.raises(AlreadyDone):
        appeal(application, photo)
    Photo.objects.filter(pk=photo.pk).update(superseded_at=photo.uploaded_at)
    again = add_photo(application, Photo.Verdict.FAIL, findings=[fail("roll")])
    with pytest.raises(NotAllowed, match="已经退回过这张照片"):
        appeal(application, again)  # the same bytes
    Photo.objects.filter(pk=again.pk).update(sha256="1" * 64)
    assert appeal(application, again).round == 1


def test_an_appeal_stays_with_the_reviewer_when_only_another_part_is_returned(cast: Cast) -> None:
    application = cast.application()
    made = appeal(application, refused(application))
    submit(application.uuid, declared=True, by=application.record.holder)
    send_back(application.uuid, {Section.ID_CARD: "看不清。"}, by=cast.reviewer)
    made.refresh_from_db()
    application.refresh_from_db()
    assert made.answer == "open"
    assert photo_part(application)[0] is True


def test_nobody_appeals_for_somebody_else_or_after_handing_in(cast: Cast) -> None:
    draft = cast.application()
    photo = refused(draft)
    with pytest.raises(Application.DoesNotExist):
        appeal_photo(draft.uuid, photo.uuid, SENTENCE, by=cast.stranger)
    waiting = cast.application(Status.SUBMITTED)
    with pytest.raises(NotAllowed, match="不能修改"):
        appeal(waiting, refused(waiting))


def test_the_database_holds_one_standing_appeal_a_round(cast: Cast) -> None:
    draft = cast.application()
    appeal(draft, refused(draft))
    other = result_of(add_photo(draft, Photo.Verdict.FAIL, superseded_at=draft.created_at))
    with pytest.raises(IntegrityError), transaction.atomic():
        PhotoAppeal.objects.create(application=draft, result=other, round=0, sentence=SENTENCE)
