"""Papers go from a unit or a district office to the school: one list, counted, confirmed or taken back."""

import pytest
from django.test import Client
from django.urls import reverse

from applications.domain.refusals import AlreadyDone, NotAllowed
from applications.models import Paper, PaperTransfer
from applications.statuses import Status
from review.domain.intake import take
from review.domain.look_up import look_up
from review.domain.transfers import confirm, hand_over, take_back
from selfexam.accounts.models import User
from tests.cast import Cast
from tests.review.papers.lists import CARD, MARKS, entry, general_lists

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    general_lists()
    return Cast()


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="selfexam.accounts.backends.PortalBackend")
    return client


def brought(cast: Cast) -> PaperTransfer:
    """Two people of the unit with three papers, handed over."""
    for names in ((CARD, MARKS), (CARD,)):
        person = cast.application(Status.SUBMITTED)
        take(person.uuid, [entry(person, name) for name in names], by=cast.teacher)
    return hand_over(cast.school, by=cast.teacher)


def test_everything_that_lies_here_goes_on_one_list_with_its_count(cast: Cast) -> None:
    transfer = brought(cast)
    assert (transfer.giver, transfer.school, transfer.people, transfer.copies) == (cast.unit.name, cast.school, 2, 3)
    with pytest.raises(AlreadyDone, match="没有还没移交的材料"):
        hand_over(cast.school, by=cast.teacher)


def test_a_paper_noted_as_faulty_but_not_kept_does_not_travel(cast: Cast) -> None:
    person = cast.application(Status.SUBMITTED)
    take(person.uuid, [entry(person, CARD, copies=0, defect="拿回去重印")], by=cast.teacher)
    with pytest.raises(AlreadyDone):
        hand_over(cast.school, by=cast.teacher)


def test_a_district_hands_each_school_its_own(cast: Cast) -> None:
    person = cast.application(Status.SUBMITTED, school=cast.other_school)
    look_up(person.record.admission_number, by=cast.intake)
    take(person.uuid, [entry(person, CARD)], by=cast.intake)
    with pytest.raises(AlreadyDone):
        hand_over(cast.school, by=cast.intake)
    transfer = hand_over(cast.other_school, by=cast.intake)
    assert (transfer.district, transfer.unit, transfer.copies) == (cast.district, None, 1)
    assert list(PaperTransfer.objects.visible_to(cast.reviewer)) == []
    assert list(PaperTransfer.objects.visible_to(cast.outsider)) == [transfer]
    assert as_user(cast.teacher).get(reverse("review:transfer", args=[transfer.uuid])).status_code == 404


def test_the_school_confirms_once_and_explains_a_difference(cast: Cast) -> None:
    transfer = brought(cast)
    with pytest.raises(NotAllowed, match="清单是 3 份，实收 2 份"):
        confirm(transfer.uuid, 2, " ", by=cast.reviewer)
    done = confirm(transfer.uuid, 2, "少一份成绩册", by=cast.reviewer)
    assert (done.confirmed_by, done.counted, done.note) == (cast.reviewer, 2, "少一份成绩册")
    with pytest.raises(AlreadyDone, match="学校已经确认"):
        confirm(transfer.uuid, 3, "", by=cast.lead)
    with pytest.raises(AlreadyDone, match="学校已经确认"):
        take_back(transfer.uuid, "拿错了", by=cast.teacher)
    with pytest.raises(PaperTransfer.DoesNotExist):
        confirm(transfer.uuid, 3, "", by=cast.outsider)


def test_the_giver_takes_a_list_back_with_a_reason_and_makes_a_new_one(cast: Cast) -> None:
    transfer = brought(cast)
    with pytest.raises(NotAllowed, match="由移交的一方收回"):
        take_back(transfer.uuid, "不该收", by=cast.reviewer)
    with pytest.raises(NotAllowed, match="写明收回的原因"):
        take_back(transfer.uuid, "", by=cast.teacher)
    take_back(transfer.uuid, "漏了一人", by=cast.teacher)
    assert Paper.objects.filter(transfer=None).count() == 3
    with pytest.raises(AlreadyDone, match="已经收回"):
        confirm(transfer.uuid, 3, "", by=cast.reviewer)
    assert hand_over(cast.school, by=cast.teacher).copies == 3


def test_giver_and_school_work_on_the_pages(cast: Cast) -> None:
    person = cast.application(Status.SUBMITTED)
    take(person.uuid, [entry(person, CARD)], by=cast.teacher)
    teacher, school = as_user(cast.teacher), as_user(cast.reviewer)
    assert "1 人" in teacher.get(reverse("review:transfers")).content.decode()
    where = teacher.post(reverse("review:transfer-new"), {"school": cast.school.code})["Location"]
    assert person.record.name in school.get(where).content.decode()
    school.post(f"{where}confirm/", {"counted": "一份"})
    assert PaperTransfer.objects.open().count() == 1
    school.post(f"{where}confirm/", {"counted": "1"})
    assert PaperTransfer.objects.get().counted == 1
    assert "学校已收到" in teacher.get(where).content.decode()


def test_the_school_is_shown_that_a_list_waits_until_it_is_confirmed_or_taken_back(cast: Cast) -> None:
    first, page = brought(cast), reverse("review:papers")

    def counted(user: User) -> list[tuple[str, int]]:
        return [(tab.label, tab.count) for tab in as_user(user).get(page).context["tabs"] if tab.count]

    assert [counted(user) for user in (cast.reviewer, cast.outsider, cast.teacher)] == [[("移交", 1)], [], []]
    confirm(first.uuid, 3, "", by=cast.reviewer)
    second = brought(cast)
    assert counted(cast.reviewer) == [("移交", 1)]
    take_back(second.uuid, "少放了一份", by=cast.teacher)
    assert counted(cast.reviewer) == []


def test_a_count_that_needs_an_explanation_comes_back_with_the_page(cast: Cast) -> None:
    transfer, client = brought(cast), as_user(cast.reviewer)
    address = reverse("review:transfer-confirm", args=[transfer.uuid])
    answer = client.post(address, {"counted": "2", "note": ""})
    html = answer.content.decode()
    assert (answer.status_code, "实收 2 份，请写明差异" in html, 'value="2"' in html) == (422, True, True)
    typed = client.post(address, {"counted": "二", "note": "少一份准考证复印件"}).content.decode()
    assert ("请填写实收份数" in typed, 'value="少一份准考证复印件"' in typed) == (True, True)
    done = client.post(address, {"counted": "2", "note": "少一份准考证复印件"})
    again = client.post(address, {"counted": "3", "note": ""}, follow=True)
    assert (done.status_code, "学校已经确认" in again.content.decode()) == (302, True)
