"""The page on which a reviewer writes down what 学信网 says, and where its result is shown."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from applications.models import Application
from applications.statuses import Status
from selfexam.accounts.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]
CODE = "A1B2C3D4E5F6"


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def waiting(cast: Cast) -> Application:
    return cast.application(Status.SUBMITTED, prior_check="unchecked")


def page(application: Application) -> str:
    return reverse("review:prior", args=[application.uuid])


def typed(application: Application, **changed: str) -> dict[str, str]:
    return {"looked_up": application.prior_number, "outcome": "verified", "report_number": CODE, "note": "", **changed}


def test_a_confirmation_goes_back_to_the_desk_and_is_shown_there(
    cast: Cast, waiting: Application, signed_in: Sign
) -> None:
    client = signed_in(cast.reviewer)
    assert "在学信网核对后记录结果" in client.get(reverse("review:first", args=[waiting.uuid])).content.decode()
    answer = client.post(page(waiting), typed(waiting, report_number="a1b2 c3d4 e5f6"), follow=True)
    html = answer.content.decode()
    assert answer.redirect_chain == [(reverse("review:first", args=[waiting.uuid]), 302)]
    assert "前置学历已记录为“学信网一致”" in html
    assert ("王老师" in html, CODE in html, "再核对一次" in html) == (True, True, True)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"outcome": ""}, "请选择核对结果"),
        ({"report_number": ""}, "核对一致要写报告编号"),
        ({"outcome": "differs"}, "请写明哪一项不一致"),
        ({"looked_up": "109991201806000099"}, "考生已把编号改为 109991201806000073"),
    ],
)
def test_a_refused_note_keeps_what_was_typed(
    cast: Cast, waiting: Application, signed_in: Sign, changed: dict[str, str], sentence: str
) -> None:
    answer = signed_in(cast.reviewer).post(page(waiting), typed(waiting, **{"report_number": CODE, **changed}))
    html = answer.content.decode()
    assert (answer.status_code, sentence in html, CODE in html) == (422, True, "report_number" not in changed)
    assert waiting.prior_results.count() == 0


def test_after_the_number_was_changed_the_new_one_can_be_noted_on_the_same_page(
    cast: Cast, waiting: Application, signed_in: Sign
) -> None:
    """What was found was about the old number: the result is chosen anew, the page need not be opened anew."""
    client = signed_in(cast.reviewer)
    form = client.post(page(waiting), typed(waiting, looked_up="109991201806000099")).context["form"]
    shown = {name: form[name].value() for name in ("looked_up", "outcome", "report_number")}
    assert shown == {"looked_up": waiting.prior_number, "outcome": "", "report_number": CODE}
    client.post(page(waiting), shown | {"outcome": "verified", "note": ""})
    assert waiting.prior_results.get().outcome == "verified"


def test_pressed_twice_is_told_plainly(cast: Cast, waiting: Application, signed_in: Sign) -> None:
    client = signed_in(cast.reviewer)
    client.post(page(waiting), typed(waiting))
    html = client.post(page(waiting), typed(waiting), follow=True).content.decode()
    assert ("这个核对结果已经记录" in html, waiting.prior_results.count()) == (True, 1)


@pytest.mark.parametrize("who", ["outsider", "clerk", "stranger"])
def test_others_find_no_such_page(cast: Cast, waiting: Application, signed_in: Sign, who: str) -> None:
    client = signed_in(getattr(cast, who))
    assert (client.get(page(waiting)).status_code, client.post(page(waiting), typed(waiting)).status_code) == (404, 404)
    assert waiting.prior_results.count() == 0


def test_the_institute_notes_during_collective_review(cast: Cast, signed_in: Sign) -> None:
    paid = cast.application(Status.PAID, prior_check="unchecked")
    answer = signed_in(cast.chen).post(page(paid), typed(paid, outcome="not_found", report_number=""), follow=True)
    assert answer.redirect_chain == [(reverse("review:collective-page", args=[paid.uuid]), 302)]
    assert "学信网未查到" in answer.content.decode()


def test_a_decided_application_says_why_nothing_can_be_noted(cast: Cast, signed_in: Sign) -> None:
    issued = cast.application(Status.ISSUED, prior_check="unchecked")
    html = signed_in(cast.reviewer).get(page(issued)).content.decode()
    assert ("不再核对前置学历" in html, "记录结果" in html) == (True, False)


def test_without_a_result_only_the_result_is_asked_for(cast: Cast, waiting: Application, signed_in: Sign) -> None:
    answer = signed_in(cast.reviewer).post(page(waiting), typed(waiting, outcome="", report_number=""))
    html = answer.content.decode()
    assert (answer.status_code, "请选择核对结果" in html, "核对一致要写报告编号" in html) == (422, True, False)
