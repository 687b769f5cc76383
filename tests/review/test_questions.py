"""市教育考试院协助: a school asks on a record during first review and gets its answer on the same page."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from applications.domain.lifecycle import advance
from applications.domain.refusals import AlreadyDone, NotAllowed
from applications.models import Application
from applications.workflow import Action
from review.domain.questions import answer_question, ask_question, close_question
from review.models import Question
from selfexam.accounts.context import navigation
from selfexam.accounts.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]
TEXT, ANSWER = "毕业论文的考次请核对", "已核对，是 2021 年下半年"


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def application(cast: Cast) -> Application:
    return cast.application("submitted")


def test_a_question_is_asked_answered_and_read_and_the_history_has_all_three(
    cast: Cast, application: Application
) -> None:
    question = ask_question(application.uuid, f"  {TEXT} ", by=cast.reviewer)
    waits = [Question.objects.awaiting(user).count() for user in (cast.chen, cast.reviewer, cast.outsider)]
    answer_question(question.uuid, ANSWER, by=cast.chen)
    answered = [Question.objects.awaiting(user).count() for user in (cast.chen, cast.reviewer, cast.outsider)]
    close_question(question.uuid, answer_seen=True, by=cast.colleague)
    closed = [Question.objects.awaiting(user).count() for user in (cast.chen, cast.reviewer, cast.outsider)]
    assert (waits, answered, closed) == ([1, 0, 0], [0, 1, 0], [0, 0, 0])
    events = application.events.filter(action="question").order_by("pk")
    assert list(events.values_list("label", "by_name", "note")) == [
        ("向考试院提问", "王老师", TEXT),
        ("考试院答复", "陈老师", ANSWER),
        ("已看考试院答复", "刘老师", TEXT),
    ]
    question.refresh_from_db()
    assert (question.state, application.status) == ("已办结", "submitted")


def test_what_is_refused_and_what_is_already_done(cast: Cast, application: Application) -> None:
    for by in (cast.chen, cast.clerk):
        with pytest.raises(NotAllowed, match="只有主考学校"):
            ask_question(application.uuid, TEXT, by=by)
    with pytest.raises(Application.DoesNotExist):
        ask_question(application.uuid, TEXT, by=cast.outsider)
    for text, sentence in (("  ", "请写明问题"), ("问" * 501, "问题最多 500 字，请缩短")):
        with pytest.raises(NotAllowed, match=sentence):
            ask_question(application.uuid, text, by=cast.reviewer)
    passed = cast.application("first_passed")
    with pytest.raises(NotAllowed, match="初审期间才能提问"):
        ask_question(passed.uuid, TEXT, by=cast.reviewer)
    question = ask_question(application.uuid, TEXT, by=cast.reviewer)
    with pytest.raises(AlreadyDone):
        ask_question(application.uuid, TEXT, by=cast.reviewer)
    with pytest.raises(NotAllowed, match="由考试院答复"):
        answer_question(question.uuid, ANSWER, by=cast.lead)
    with pytest.raises(NotAllowed, match="请写明答复"):
        answer_question(question.uuid, "", by=cast.chen)
    with pytest.raises(NotAllowed, match="由提问的学校办结"):
        close_question(question.uuid, by=cast.chen)
    with pytest.raises(Question.DoesNotExist):
        close_question(question.uuid, by=cast.outsider)
    answer_question(question.uuid, ANSWER, by=cast.chen)
    with pytest.raises(AlreadyDone):
        answer_question(question.uuid, ANSWER, by=cast.chen)
    with pytest.raises(NotAllowed, match="陈老师 已经答复了这个问题"):
        answer_question(question.uuid, "另一个答复", by=cast.luo)
    close_question(question.uuid, answer_seen=True, by=cast.reviewer)
    with pytest.raises(AlreadyDone):
        close_question(question.uuid, answer_seen=True, by=cast.reviewer)
    assert Question.objects.count() == 1


def test_a_question_taken_back_is_not_answered(cast: Cast, application: Application) -> None:
    question = ask_question(application.uuid, TEXT, by=cast.reviewer)
    close_question(question.uuid, by=cast.reviewer)
    with pytest.raises(NotAllowed, match="已经撤回"):
        answer_question(question.uuid, ANSWER, by=cast.chen)
    assert Question.objects.get().state == "已撤回"


def test_an_answer_that_came_meanwhile_is_not_taken_back_unread(
    cast: Cast, application: Application, signed_in: Sign
) -> None:
    """The page still said 撤回问题; closing it would call the answer read."""
    question = ask_question(application.uuid, TEXT, by=cast.reviewer)
    answer_question(question.uuid, ANSWER, by=cast.chen)
    first, close = (
        reverse("review:first", args=[application.uuid]),
        reverse("review:close-question", args=[question.uuid]),
    )
    client = signed_in(cast.reviewer)
    page = client.post(close, {"back": first}, follow=True)
    assert [str(said) for said in page.context["messages"]] == ["考试院刚刚答复了，请看答复"]
    assert Question.objects.get().state == "已答复，待学校查看"
    client.post(close, {"back": first, "answered": "1"})
    assert Question.objects.get().state == "已办结"


def test_questions_are_between_school_and_institute(cast: Cast, application: Application) -> None:
    ask_question(application.uuid, TEXT, by=cast.reviewer)
    elsewhere = cast.application("submitted", school=cast.other_school)
    ask_question(elsewhere.uuid, TEXT, by=cast.outsider)
    people = cast.roles(application.record.holder)
    seen = {name: Question.objects.visible_to(user).count() for name, user in people.items() if user}
    nobody = dict.fromkeys(("candidate", "stranger", "clerk", "cashier", "intake", "teacher"), 0)
    assert seen == nobody | {"reviewer": 1, "lead": 1, "outsider": 1, "institute": 2, "chief": 2}


def test_the_candidate_reads_nothing_of_it(cast: Cast, application: Application, signed_in: Sign) -> None:
    answer_question(ask_question(application.uuid, TEXT, by=cast.reviewer).uuid, ANSWER, by=cast.chen)
    client = signed_in(application.record.holder)
    page = client.get(reverse("applications:detail", args=[application.uuid])).content.decode()
    assert (TEXT in page, ANSWER in page, "向考试院提问" in page) == (False, False, False)


def test_asked_and_answered_on_the_pages(cast: Cast, application: Application, signed_in: Sign) -> None:
    first = reverse("review:first", args=[application.uuid])
    client = signed_in(cast.reviewer)
    page = client.post(
        reverse("review:ask-question", args=[application.uuid]), {"text": TEXT, "back": first}, follow=True
    )
    said = page.content.decode()
    assert page.redirect_chain == [(f"{first}#questions", 302)]
    assert (TEXT in said, "有 1 个问题考试院还没有答复，仍可以通过" in said) == (True, True)
    question = Question.objects.get()
    client = signed_in(cast.chen)
    worklist = client.get(reverse("review:questions")).content.decode()
    assert (TEXT in worklist, "答复学校" in worklist) == (True, True)
    away = {"answer": ANSWER, "back": "https://example.com/"}
    sent = client.post(reverse("review:answer-question", args=[question.uuid]), away)
    assert sent["Location"] == reverse("review:record", args=[application.uuid])
    client = signed_in(cast.reviewer)
    said = client.get(first).content.decode()
    assert (ANSWER in said, "已看答复，办结" in said, "仍可以通过" in said) == (True, True, False)
    assert ANSWER in client.get(reverse("review:questions")).content.decode()
    client.post(reverse("review:close-question", args=[question.uuid]), {"back": first, "answered": "1"})
    assert "已看答复，办结" not in client.get(first).content.decode()


def test_a_question_stays_visible_in_the_second_round_and_blocks_no_pass(
    cast: Cast, application: Application, signed_in: Sign
) -> None:
    ask_question(application.uuid, TEXT, by=cast.reviewer)
    advance(application.uuid, Action.RETURN, by=cast.reviewer)
    returned = signed_in(cast.reviewer).get(reverse("review:first", args=[application.uuid])).content.decode()
    Application.objects.filter(pk=application.pk).update(status="submitted")
    again = signed_in(cast.reviewer).get(reverse("review:first", args=[application.uuid])).content.decode()
    assert (TEXT in returned, TEXT in again) == (True, True)
    assert advance(application.uuid, Action.PASS_FIRST, by=cast.reviewer).status == "first_passed"


def test_the_tab_says_how_many_wait(cast: Cast, application: Application) -> None:
    ask_question(application.uuid, TEXT, by=cast.reviewer)
    path = reverse("review:questions")
    found = {
        name: [(place.label, place.count) for place in navigation(user.role, path, user)[1] if place.current]
        for name, user in (("chen", cast.chen), ("reviewer", cast.reviewer), ("outsider", cast.outsider))
    }
    assert found == {"chen": [("考籍协助", 1)], "reviewer": [("考籍协助", 0)], "outsider": [("考籍协助", 0)]}


def test_the_database_refuses_incoherent_questions(cast: Cast, application: Application) -> None:
    question = ask_question(application.uuid, TEXT, by=cast.reviewer)
    for wrong in ({"text": ""}, {"answer": "x"}, {"answered_by": cast.chen}, {"closed_by": cast.chen}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Question.objects.filter(pk=question.pk).update(**wrong)
