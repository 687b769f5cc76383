"""Messages between a candidate and the school: who reads and writes them, when, and what the mail says."""

from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from applications.domain.message import MOST_UNANSWERED, mark_seen, write_message
from applications.domain.refusals import AlreadyDone, NotAllowed
from applications.models import Application, Message, Notice
from applications.models.message import LONGEST, Side
from applications.statuses import Status
from selfexam.accounts.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SECRET = "我的证书编号是 109991201806000073"


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def waiting(cast: Cast) -> Application:
    return cast.application(Status.SUBMITTED)


def say(application: Application, by: User, text: str = "请问什么时候有结果？") -> Message:
    return write_message(application.uuid, text, by=by, key=uuid4())


def open_for(application: Application, side: Side) -> int:
    return Message.objects.filter(application=application).open_for(side).count()


def test_only_the_two_sides_see_a_thread(cast: Cast, waiting: Application) -> None:
    say(waiting, waiting.record.holder, SECRET)
    everybody = {**cast.roles(waiting.record.holder), "colleague": cast.colleague}
    del everybody["visitor"]
    seeing = {name for name, user in everybody.items() if Message.objects.visible_to(user).exists()}
    assert seeing == {"candidate", "reviewer", "lead", "colleague"}


@pytest.mark.parametrize("name", ["outsider", "clerk", "stranger", "chen", "chief"])
def test_nobody_else_writes_into_a_thread(cast: Cast, waiting: Application, name: str) -> None:
    with pytest.raises((Application.DoesNotExist, NotAllowed)):
        say(waiting, getattr(cast, name))
    assert Message.objects.count() == 0


def test_a_draft_has_no_thread(cast: Cast) -> None:
    draft = cast.application(Status.DRAFT)
    with pytest.raises(NotAllowed, match="提交申请后可以给学校留言"):
        say(draft, draft.record.holder)


@pytest.mark.parametrize("status", [Status.REJECTED, Status.LAPSED, Status.ISSUED])
def test_the_thread_of_an_application_that_is_over_is_closed_but_can_be_read(cast: Cast, status: str) -> None:
    over = cast.application(status)
    Message.objects.create(application=over, side=Side.SCHOOL, by=cast.reviewer, by_name="王老师", text="请补交")
    with pytest.raises(NotAllowed, match="申请已结束"):
        say(over, over.record.holder)
    assert [m.text for m in Message.objects.visible_to(over.record.holder)] == ["请补交"]


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b"])
def test_an_empty_message_is_refused(waiting: Application, text: str) -> None:
    with pytest.raises(NotAllowed, match="请写下要说的话"):
        say(waiting, waiting.record.holder, text)


def test_a_message_that_is_too_long_is_refused_with_its_length(waiting: Application) -> None:
    say(waiting, waiting.record.holder, "长" * LONGEST)
    with pytest.raises(NotAllowed, match="现在 501 字，请缩短到 500 字以内"):
        say(waiting, waiting.record.holder, "长" * (LONGEST + 1))
    assert Message.objects.count() == 1


def test_the_same_form_sent_twice_is_one_message(waiting: Application) -> None:
    key = uuid4()
    write_message(waiting.uuid, "一次", by=waiting.record.holder, key=key)
    with pytest.raises(AlreadyDone):
        write_message(waiting.uuid, "一次", by=waiting.record.holder, key=key)
    assert Message.objects.count() == 1


def test_a_candidate_waits_for_an_answer_after_ten_messages(cast: Cast, waiting: Application) -> None:
    for _ in range(MOST_UNANSWERED):
        say(waiting, waiting.record.holder)
    with pytest.raises(NotAllowed, match="请等学校答复"):
        say(waiting, waiting.record.holder)
    say(waiting, cast.reviewer, "已收到")
    say(waiting, waiting.record.holder)
    assert open_for(waiting, Side.SCHOOL) == 1


def test_an_answer_sees_to_what_was_asked_and_is_unread_until_the_candidate_has_seen_it(
    cast: Cast, waiting: Application
) -> None:
    say(waiting, waiting.record.holder)
    assert (open_for(waiting, Side.SCHOOL), open_for(waiting, Side.CANDIDATE)) == (1, 0)
    answer = say(waiting, cast.reviewer)
    assert (open_for(waiting, Side.SCHOOL), open_for(waiting, Side.CANDIDATE)) == (0, 1)
    assert mark_seen(waiting.uuid, answer.pk, by=waiting.record.holder)
    assert open_for(waiting, Side.CANDIDATE) == 0


def test_a_mark_covers_only_what_the_page_had_shown_and_never_goes_back(cast: Cast, waiting: Application) -> None:
    first, second = say(waiting, waiting.record.holder), say(waiting, waiting.record.holder)
    mark_seen(waiting.uuid, first.pk, by=cast.reviewer)
    assert open_for(waiting, Side.SCHOOL) == 1
    mark_seen(waiting.uuid, second.pk, by=cast.reviewer)
    assert not mark_seen(waiting.uuid, first.pk, by=cast.reviewer)
    assert open_for(waiting, Side.SCHOOL) == 0


def test_the_mail_says_that_there_is_a_message_and_not_what(cast: Cast, waiting: Application, run_jobs: object) -> None:
    Application.objects.filter(pk=waiting.pk).update(email="lin@example.org")
    say(waiting, cast.reviewer, SECRET)
    say(waiting, cast.reviewer, "还有一件事")
    run_jobs()  # type: ignore[operator]
    assert [notice.kind for notice in Notice.objects.filter(application=waiting)] == ["message"]
    assert [m.subject for m in mail.outbox] == ["学校给您留言了"]
    assert "109991201806000073" not in mail.outbox[0].body


def test_messages_are_append_only(waiting: Application) -> None:
    message = say(waiting, waiting.record.holder)
    message.text = "改了"
    with pytest.raises(TypeError):
        message.save()
    with pytest.raises(TypeError):
        message.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(application=waiting, side=Side.SCHOOL, by=waiting.record.holder, by_name="", text="")
