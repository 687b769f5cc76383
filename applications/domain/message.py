"""Writes a message between a candidate and the school (留言), and marks what was seen to.

A draft has no thread: the school does not see drafts, so a message about one would tell it of an application that is
not handed in; the task list names the school's office instead. When the application is over the thread is closed.
"""

from uuid import UUID

from django.db import IntegrityError, transaction

from applications.domain.refusals import AlreadyDone, NotAllowed
from applications.models import Application, Message, MessageMark, Notice
from applications.models.message import LONGEST, MessageQuerySet, Side, side_of
from applications.statuses import CLOSED, Status
from applications.tasks import send_soon
from selfexam.accounts.models import User
from selfexam.typed import plain

# A thread is for a few questions; whoever waits for an answer has to wait or to phone.
MOST_UNANSWERED = 10


def why_closed(application: Application) -> str | None:
    """The sentence that says why nobody may write now, None if they may."""
    if application.first_submitted_at is None:
        return "提交申请后可以给学校留言；现在有问题，请打学校的办公电话"
    if application.status in CLOSED or application.status == Status.ISSUED:
        return f"申请已结束（{application.get_status_display()}），不能再留言；有事请打办公电话"
    return None


@transaction.atomic
def write_message(application_uuid: UUID, text: str, *, by: User, key: UUID, last: int | None = None) -> Message:
    """One message from `by`'s side. `key` comes with the form: the same form sent twice is AlreadyDone.

    `last` is the newest message that the page had shown, None where it does not tell: what came after it stays open.
    """
    seen = Application.objects.visible_to(by).select_for_update(of=("self",))
    application = seen.select_related("school", "record").get(uuid=application_uuid)
    side = _side(by)
    said = plain(text)
    _check(application, side, said)
    try:
        with transaction.atomic():
            message = Message.objects.create(
                uuid=key, application=application, side=side, by=by, by_name=by.name, text=said
            )
    except IntegrityError as twice:
        raise AlreadyDone("这条留言已经发出") from twice
    # Whoever answers has read what was shown.
    first_news = side == Side.SCHOOL and not _open(application, Side.CANDIDATE).exclude(pk=message.pk).exists()
    if last is None:
        MessageMark.forward(application, side, message.pk)
    else:
        mark_seen(application_uuid, last, by=by)
    if first_news:
        send_soon(_tell(application))
    return message


@transaction.atomic
def mark_seen(application_uuid: UUID, last: int, *, by: User) -> bool:
    """Candidate: read; school: needs no answer. Only up to `last`, the newest message that the page had shown."""
    application = Application.objects.visible_to(by).get(uuid=application_uuid)
    side = _side(by)
    newest = Message.objects.filter(application=application, pk__lte=last).order_by("-pk").first()
    return newest is not None and MessageMark.forward(application, side, newest.pk)


def _side(by: User) -> Side:
    side = side_of(by)
    if side is None:
        raise NotAllowed("只有考生和主考学校可以留言")
    return side


def _open(application: Application, side: Side) -> MessageQuerySet:
    return Message.objects.filter(application=application).open_for(side)


def _check(application: Application, side: Side, said: str) -> None:
    if sentence := why_closed(application):
        raise NotAllowed(sentence)
    if not said:
        raise NotAllowed("请写下要说的话")
    if len(said) > LONGEST:
        raise NotAllowed(f"现在 {len(said)} 字，请缩短到 {LONGEST} 字以内")
    if side == Side.CANDIDATE and _open(application, Side.SCHOOL).count() >= MOST_UNANSWERED:
        raise NotAllowed(f"您有 {MOST_UNANSWERED} 条留言还没有答复，请等学校答复，急事请打办公电话")


def _tell(application: Application) -> Notice:
    """Says that there is a message, never what it says: mail is read on other people's screens."""
    return Notice.objects.create(
        application=application,
        kind="message",
        subject="学校给您留言了",
        body=f"{application.school} 给您留了言。请登录后在申请页面打开“给学校留言”查看。",
    )
