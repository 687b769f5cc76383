"""The unit's grid: what is ticked is saved, what came meanwhile stays, and whole forms are handed in together."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications.domain.exemptions.uploads import take_table
from applications.models import Application, ExemptionRequest, ExemptionRow, Notice
from applications.statuses import Status
from selfexam.catalogue.models import Batch
from selfexam.payments.models import Order
from tests.cast import Cast
from tests.exemptions.test_unit import Sign, line, people, received
from tests.factories.exemptions import code_of, draft, lacking

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def posted(application: Application, basis: str, *codes: str) -> dict[str, Any]:
    key = str(application.uuid)
    return {"person": [key], f"basis-{key}": basis, f"course-{key}": list(codes)}


def test_ticks_become_drafts_and_unticking_removes_them(cast: Cast, signed_in: Sign) -> None:
    application, client, address = lacking(cast, 0, 2), signed_in(cast.clerk), reverse("review:unit-exemptions")
    first, second = code_of(cast), code_of(cast, 2)
    client.post(address, posted(application, "certificate", first, second))
    form = ExemptionRequest.objects.get()
    after_ticks = sorted(row.course.code for row in form.rows.all())
    client.post(address, posted(application, "certificate", second))
    after_one = [row.course.code for row in form.rows.all()]
    client.post(address, posted(application, "certificate"))
    assert (after_ticks, after_one, ExemptionRequest.objects.count()) == (sorted([first, second]), [second], 0)


def shown(client: Client, application: Application) -> dict[str, Any]:
    """What the grid sends for this person if nothing is touched."""
    people = client.get(reverse("review:unit-exemptions")).context["people"]
    (line,) = [person for person in people if person.application == application]
    basis = line.draft.basis if line.draft else ""
    codes = [cell.course.code for cell in line.cells if cell.may_choose and cell.chosen]
    return posted(application, basis, *codes) | {"person": [f"{application.uuid} {line.shown}"]}


def together(*lines: dict[str, Any]) -> dict[str, Any]:
    return {name: value for each in lines for name, value in each.items()} | {
        "person": [key for each in lines for key in each["person"]]
    }


def test_an_old_grid_takes_nothing_away_that_came_meanwhile(cast: Cast, signed_in: Sign) -> None:
    """A colleague's table came between opening and saving: its people are not on the old page's conscience."""
    came, ticked, client = lacking(cast), lacking(cast), signed_in(cast.clerk)
    old = shown(client, came)
    other = shown(client, ticked) | posted(ticked, "degree", code_of(cast)) | {"person": [f"{ticked.uuid} -"]}
    form = draft(cast, came, by=cast.clerk)
    page = client.post(reverse("review:unit-exemptions"), together(old, other), follow=True)
    assert [str(message) for message in page.context["messages"]] == ["已保存 1 人"]
    assert ExemptionRequest.objects.get(application=came) == form
    assert ExemptionRequest.objects.filter(application=ticked).exists()


def test_who_was_changed_on_both_sides_is_told_and_left_as_it_is(cast: Cast, signed_in: Sign) -> None:
    came, client = lacking(cast, 0, 2), signed_in(cast.clerk)
    old = shown(client, came) | posted(came, "degree", code_of(cast, 2)) | {"person": [f"{came.uuid} -"]}
    form = draft(cast, came, by=cast.clerk)
    page = client.post(reverse("review:unit-exemptions"), old, follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        f"{came.record.name}：打开页面以后有了改动，没有保存。请看现在勾选的课程，再改一次"
    ]
    assert [row.course.code for row in form.rows.all()] == [code_of(cast)]


def test_ticks_are_saved_wherever_the_person_stands_by_now(
    cast: Cast, signed_in: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody with a lower 准考证号 begins, and the last of the page moves on to the next one."""
    monkeypatch.setattr("review.views.unit_exemptions.PAGE", 1)
    mine, client = lacking(cast), signed_in(cast.clerk)
    sent = shown(client, mine) | posted(mine, "degree", code_of(cast)) | {"person": [f"{mine.uuid} -"]}
    first = lacking(cast)
    first.record.admission_number = "000000000001"
    first.record.save(update_fields=["admission_number"])
    client.post(reverse("review:unit-exemptions"), sent)
    assert [form.application for form in ExemptionRequest.objects.all()] == [mine]


def test_who_may_not_ask_any_more_is_told_of(cast: Cast, signed_in: Sign) -> None:
    gone, stays, client = lacking(cast), lacking(cast), signed_in(cast.clerk)
    sent = shown(client, gone) | posted(gone, "degree", code_of(cast)) | {"person": [f"{gone.uuid} -"]}
    untouched = shown(client, stays)
    Application.objects.filter(pk__in=[gone.pk, stays.pk]).update(status=Status.WITHDRAWN, withdrawn_at=timezone.now())
    page = client.post(reverse("review:unit-exemptions"), together(sent, untouched), follow=True)
    assert [str(message) for message in page.context["messages"]] == ["有 1 位考生现在不能再申请免考，没有保存"]


def test_where_no_fee_is_asked_nobody_is_sent_to_a_cashier(cast: Cast, signed_in: Sign) -> None:
    Batch.objects.filter(pk=cast.batch.pk).update(exemption_fee=0)
    take_table(received(cast, [line(lacking(cast), code_of(cast))]), by=cast.clerk)
    client, address = signed_in(cast.clerk), reverse("review:unit-exemptions-submit")
    html = client.get(address).content.decode()
    assert ("由谁缴费" in html, "前缴费" in html) == (False, False)
    page = client.post(address, {"payer": "unit"}, follow=True)
    assert [str(message) for message in page.context["messages"]] == ["已提交 1 份免考申请"]
    assert ExemptionRow.objects.get().state == ExemptionRow.State.PAID


def test_a_tick_without_a_basis_is_told_and_the_others_are_saved(cast: Cast, signed_in: Sign) -> None:
    one, two = lacking(cast), lacking(cast)
    data = posted(one, "", code_of(cast))
    for name, value in posted(two, "degree", code_of(cast)).items():
        data[name] = [*data.get(name, []), *value] if name == "person" else value
    response = signed_in(cast.clerk).post(reverse("review:unit-exemptions"), data, follow=True)
    said = [str(message) for message in response.context["messages"]]
    assert said == ["已保存 1 人", f"{one.record.name}：请选择依据"]
    assert [form.application for form in ExemptionRequest.objects.all()] == [two]


def test_the_grid_shows_the_units_people_and_nobody_elses(cast: Cast, signed_in: Sign) -> None:
    mine, foreign = lacking(cast), lacking(cast, school=cast.other_school)
    gone = lacking(cast, status=Status.WITHDRAWN)
    page = signed_in(cast.clerk).get(reverse("review:unit-exemptions"))
    assert [person.application for person in page.context["people"]] == [mine]
    html = page.content.decode()
    assert [str(a.uuid) in html for a in (mine, foreign, gone)] == [True, False, False]


def test_a_page_of_the_grid_takes_the_same_queries_for_two_and_for_twenty(cast: Cast, signed_in: Sign) -> None:
    client, address = signed_in(cast.clerk), reverse("review:unit-exemptions")

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    for person in people(cast, 2):
        draft_for(cast, person)
    few = count()
    for person in people(cast, 18):
        draft_for(cast, person)
    assert count() == few


def draft_for(cast: Cast, application: Application) -> None:
    draft(cast, application, by=cast.clerk)


def test_whole_forms_are_handed_in_and_lacking_ones_stay(cast: Cast, signed_in: Sign) -> None:
    whole, half = lacking(cast), lacking(cast)
    take_table(received(cast, [line(whole, code_of(cast))]), by=cast.clerk)
    client = signed_in(cast.clerk)
    client.post(reverse("review:unit-exemptions"), posted(half, "degree", code_of(cast)))
    page = client.get(reverse("review:unit-exemptions-submit"))
    assert (page.context["number"], page.context["sum"], len(page.context["lacking"])) == (1, 1500, 1)
    answer = client.post(reverse("review:unit-exemptions-submit"), {"payer": "unit"})
    order = Order.objects.get()
    assert (order.payer, order.amount, order.state) == (cast.clerk, 1500, "open")
    assert "sandbox" in answer["Location"]
    states = {row.application: row.state for row in ExemptionRow.objects.all()}
    assert states == {whole: "unpaid", half: "draft"}


def test_candidates_who_pay_themselves_are_told_so(cast: Cast, signed_in: Sign) -> None:
    application = lacking(cast)
    take_table(received(cast, [line(application, code_of(cast))]), by=cast.clerk)
    signed_in(cast.clerk).post(reverse("review:unit-exemptions-submit"), {"payer": "candidates"})
    notice = Notice.objects.get(application=application)
    assert (Order.objects.count(), notice.subject) == (0, "单位代您申请了免考，请缴费")
    assert "免考费 15 元" in notice.body


def test_going_on_to_hand_in_keeps_what_was_ticked(cast: Cast, signed_in: Sign) -> None:
    ready, other = draft(cast, lacking(cast), by=cast.clerk), lacking(cast)
    client, code = signed_in(cast.clerk), code_of(cast)
    ticked = {"person": str(other.uuid), f"basis-{other.uuid}": "certificate", f"course-{other.uuid}": code}
    answer = client.post(reverse("review:unit-exemptions"), ticked | {"then": "submit"})
    assert answer["Location"] == reverse("review:unit-exemptions-submit")
    assert set(ExemptionRequest.objects.values_list("application", flat=True)) == {ready.application_id, other.pk}


def test_whoever_is_refused_keeps_the_clerk_on_the_grid_and_the_ticks(cast: Cast, signed_in: Sign) -> None:
    other = lacking(cast)
    ticked = {"person": str(other.uuid), f"course-{other.uuid}": code_of(cast), "then": "submit"}
    answer = signed_in(cast.clerk).post(reverse("review:unit-exemptions"), ticked, follow=True)
    (line,) = answer.context["people"]
    assert (answer.status_code, line.shown, [cell.chosen for cell in line.cells]) == (422, "-", [True])
    assert [str(said) for said in answer.context["messages"]] == [f"{other.record.name}：请选择依据"]


def test_a_search_without_result_is_not_called_a_unit_without_candidates(cast: Cast, signed_in: Sign) -> None:
    lacking(cast)
    html = signed_in(cast.clerk).get(reverse("review:unit-exemptions"), {"q": "没有这个人"}).content.decode()
    assert ("没有找到这位考生" in html, "还没有可以录入的考生" in html) == (True, False)
    html = signed_in(cast.clerk).get(reverse("review:unit"), {"q": "没有这个人"}).content.decode()
    assert ("没有找到这位考生" in html, "还没有考生提交申请" in html) == (True, False)


def test_a_page_with_everything_ticked_is_saved(cast: Cast, signed_in: Sign) -> None:
    """Fifty people with twenty-five courses each: what a browser may send of one page."""
    application = lacking(cast, 0, 2)
    other = [f"{number:05}" for number in range(80_000, 81_250)]
    sent = posted(application, "certificate", code_of(cast)) | {"course-of-the-others": other}
    assert signed_in(cast.clerk).post(reverse("review:unit-exemptions"), sent).status_code == 302
    assert ExemptionRow.objects.count() == 1
