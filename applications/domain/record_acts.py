"""What the graduation side has to say to acts on a record (考籍更正, 合并), which lie in a room below.

Registered with selfexam.records when the portal starts: how images are opened, what stands against an act,
and how the candidate is told.
"""

from django.db.models import Q

from applications.models import Application, Notice
from applications.photos.opening import Refused, open_picture
from applications.photos.storing import re_encode
from applications.statuses import CLOSED, GRADUATING
from applications.tasks import send_soon
from selfexam.records.models import StudentRecord
from selfexam.records.news import News, on_news
from selfexam.records.objections import Act, objects_to
from selfexam.records.proof_images import UnusableImage, opens_images


@opens_images
def opened_safely(data: bytes) -> bytes:
    """As documents of an application are: under a pixel limit, decoded to the end, without metadata."""
    try:
        return re_encode(open_picture(data))
    except Refused as refused:
        raise UnusableImage(refused.sentence) from None


@objects_to(Act.CORRECT)
def decided_applications(record: StudentRecord) -> str | None:
    """After collective review the facts are on their way to the ministry and onto the certificate."""
    decided = Application.objects.filter(record=record, status__in=GRADUATING)
    return "毕业申请已通过集中会审，正在办理毕业证书，考籍不能再改动，请联系主考学校" if decided.exists() else None


@objects_to(Act.END)
def live_applications(record: StudentRecord) -> str | None:
    live = Application.objects.filter(record=record).exclude(status__in=CLOSED)
    return f"准考证号 {record.admission_number} 有一份毕业申请还没有结束，不能合并" if live.exists() else None


@on_news
def told(news: News) -> None:
    """A notice, with mail where an address is known. Somebody who never applied reads it on the pages of the record."""
    application = _to_tell(news.record_id)
    if application is not None:
        send_soon(Notice.objects.create(application=application, kind="record", subject=news.subject, body=news.body))


def _to_tell(record: int) -> Application | None:
    """The live application, else the last one that left an address; also of a number that was merged into this one."""
    person = Application.objects.filter(Q(record=record) | Q(record__merged_into=record))
    live = person.filter(record=record).exclude(status__in=CLOSED).first()
    return live or person.exclude(email="").order_by("-created_at", "-pk").first()
