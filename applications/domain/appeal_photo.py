"""The candidate asks the reviewer to judge a photo that the machine refused, once with a sentence.

An appeal is about one photo and lies against what the picture shows, never against the file (format, size in pixels
or bytes). With it the photo part counts as finished. One appeal a round reaches the reviewer; the answer is a pass
with a reason (review/domain/override.py) or a return. Another photo takes an unread appeal back, and may be appealed
itself; after a return the photo that was refused stays refused.
"""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from applications.domain.edit import open_for_editing, write_part
from applications.domain.history import remember
from applications.domain.refusals import AlreadyDone, Changed, NotAllowed
from applications.models import Application, Photo, PhotoAppeal
from applications.models.photo_appeal import LEAST, MOST
from applications.photos.file_rules import about_the_file, may_be_appealed
from applications.photos.results import result_of
from applications.sections import Section
from selfexam.accounts.actors import Actor

Answer = PhotoAppeal.Answer


@transaction.atomic
def appeal_photo(application_uuid: UUID | str, photo_uuid: UUID | str, sentence: str, *, by: Actor) -> PhotoAppeal:
    """Write the appeal about the photo that the candidate had before them. Refused subclasses with the sentence."""
    application = open_for_editing(application_uuid, Section.PHOTO, by=by)
    photo = application.photos.current().select_related("result__appeal").filter(uuid=photo_uuid).first()
    if photo is None:
        raise Changed("照片已经换过，请看新照片的检查结果")
    if photo.appeal is not None:
        raise AlreadyDone("这张照片已经请老师判断过了")
    if refusal := why_no_appeal(photo):
        raise NotAllowed(refusal)
    sentence = sentence.strip()
    if not LEAST <= len(sentence) <= MOST:
        raise NotAllowed(f"请用 {LEAST} 到 {MOST} 个字说明理由，现在 {len(sentence)} 个字")
    if _refused_before(application, photo):
        raise NotAllowed("老师已经退回过这张照片，请换一张")
    appeal = PhotoAppeal(
        application=application, result=result_of(photo), round=_returns(application), sentence=sentence
    )
    try:
        with transaction.atomic():
            appeal.save(force_insert=True)
    except IntegrityError as twice:
        raise AlreadyDone("这张照片已经请老师判断过了") from twice
    write_part(application, Section.PHOTO, {})
    remember(application, "请老师判断证件照", by=by, note=sentence, action="appeal")
    return appeal


def why_no_appeal(photo: Photo) -> str | None:
    """The sentence that says why this photo cannot be appealed, None if it can."""
    if photo.verdict == Photo.Verdict.PENDING:
        return "照片还在检查，请等结果出来"
    if photo.verdict != Photo.Verdict.FAIL:
        return "照片可以使用，不需要请老师判断"
    if may_be_appealed(photo.findings):
        return None
    titles = "、".join(str(finding["title"]) for finding in about_the_file(photo.findings))
    return f"{titles}不合格只能更换照片"


def take_back(application: Application) -> None:
    """The photo is being replaced: an appeal that nobody has answered goes with it."""
    _answer(application, Answer.WITHDRAWN)


def grant(application: Application) -> None:
    """The reviewer passed the photo."""
    _answer(application, Answer.GRANTED)


def refuse(application: Application) -> None:
    """The reviewer sent the photo back."""
    _answer(application, Answer.REFUSED)


def _answer(application: Application, answer: PhotoAppeal.Answer) -> None:
    application.photo_appeals.filter(answer=Answer.OPEN).update(answer=answer, answered_at=timezone.now())


def _returns(application: Application) -> int:
    return int(application.returned_parts.aggregate(last=Max("round"))["last"] or 0)


def _refused_before(application: Application, photo: Photo) -> bool:
    """The very same file again, as long as the refused upload is kept."""
    refused = application.photo_appeals.filter(answer=Answer.REFUSED, result__photo__sha256=photo.sha256)
    return refused.exists()
