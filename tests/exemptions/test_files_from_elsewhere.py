"""Annex 5, note 3: who came from another province, and who merges files, asks by the same form, with their marks."""

import pytest
from django.db import IntegrityError, transaction

from applications.domain.exemptions.hand_in import hand_in
from applications.domain.exemptions.images import add_image
from applications.domain.exemptions.save_request import Evidence, Wish, open_request
from applications.domain.refusals import NotAllowed
from applications.domain.withdraw import withdraw
from applications.exemptions.limits import share_of
from applications.exemptions.missing import missing_of
from applications.exemptions.notes import notes_of
from applications.exemptions.sheet import _data
from applications.models import ExemptionRequest, ExemptionRow
from review.domain.exemptions.decide import Ruling, decide
from review.domain.exemptions.opinion import Advice, give_opinion
from selfexam.records.models import Credit
from tests.cast import Cast
from tests.factories.applications import ApplicationFactory, complete, jpeg
from tests.factories.catalogue import BatchFactory, CourseFactory
from tests.factories.exemptions import DEGREE, candidate_of, code_of, lacking, order_of_request, pay, row_of
from tests.records.asking import held_record

pytestmark = pytest.mark.django_db
TRANSFER = Evidence("transfer", old_number="510199012345", school="四川省教育考试院", major="会计", pages=2)
MERGED = Evidence("merged", old_number="019999012345", major="会计", pages=1)


@pytest.fixture
def cast() -> Cast:
    return Cast()


def advised_by(cast: Cast, evidence: Evidence, mark: str) -> ExemptionRequest:
    application = lacking(cast)
    user = candidate_of(application)
    wishes = [Wish(code_of(cast), "00037", "美学", mark, 6)]
    request = open_request(application.uuid, evidence, wishes, by=user)
    add_image(request.uuid, jpeg(), by=user)
    hand_in(request.uuid, by=user)
    pay(order_of_request(request))
    give_opinion(request.uuid, {str(row_of(request).uuid): Advice(True)}, by=cast.reviewer)
    return request


def approved(cast: Cast, evidence: Evidence, mark: str) -> Credit:
    request = advised_by(cast, evidence, mark)
    decide(request.uuid, {str(row_of(request).uuid): Ruling(True)}, by=cast.chen)
    return Credit.objects.get(record=request.application.record, course=row_of(request).course)


@pytest.mark.parametrize(
    ("evidence", "typed", "expected"),
    [
        (TRANSFER, "78", ("transfer", 78, "")),
        (TRANSFER, "良好", ("transfer", None, "良好")),
        (MERGED, "60", ("merged", 60, "")),
        (DEGREE, "85", ("exempt_qualification", None, "")),
    ],
)
def test_the_credit_has_its_source_and_the_mark_that_comes_along(
    cast: Cast, evidence: Evidence, typed: str, expected: tuple[str, int | None, str]
) -> None:
    credit = approved(cast, evidence, typed)
    assert (credit.source, credit.mark, credit.grade) == expected


@pytest.mark.parametrize("typed", ["59", "101", "不合格", "七十"])
def test_a_mark_that_is_no_pass_is_not_approved(cast: Cast, typed: str) -> None:
    request = advised_by(cast, TRANSFER, typed)
    with pytest.raises(NotAllowed, match=f"已考成绩“{typed}”不是 60 到 100 分"):
        decide(request.uuid, {str(row_of(request).uuid): Ruling(True)}, by=cast.chen)
    assert row_of(request).state == ExemptionRow.State.ADVISED


def test_what_is_due_of_such_a_form(cast: Cast) -> None:
    application = lacking(cast)
    user, code = candidate_of(application), code_of(cast)
    request = open_request(application.uuid, Evidence("transfer"), [Wish(code)], by=user)
    rows = list(request.rows.select_related("course"))
    assert missing_of(request, rows, 1) == ["原准考证号", "转出地考试机构", f"{code} 的已考课程", f"{code} 的成绩"]
    with pytest.raises(IntegrityError), transaction.atomic():
        ExemptionRequest.objects.filter(pk=request.pk).update(handed_in_at=request.created_at, old_number="5101")


def test_the_form_prints_the_old_number_in_the_line_of_self_study(cast: Cast) -> None:
    request = advised_by(cast, TRANSFER, "78")
    data = _data(request, list(request.rows.select_related("course", "opinion_by", "decided_by")))
    assert (data["old_number"], data["self_study"]["major"], data["other"]["major"]) == ("510199012345", "会计", "")
    assert data["sheets"][0][0][4:] == ["美学", "78"]


def test_a_number_that_the_portal_knows_is_compared(cast: Cast) -> None:
    application = lacking(cast)
    own = held_record(cast, id_number=application.record.id_number)
    strange = held_record(cast)

    def said(number: str) -> list[str]:
        request = ExemptionRequest(application=application, basis="merged", old_number=number)
        row = ExemptionRow(pk=1, course=CourseFactory(), passed_credits=9, credits=3)
        return notes_of(request, [row], application.record)[1]

    assert said(own.admission_number) == [
        f"原准考证号 {own.admission_number} 在本系统有考籍，可以由考试院合并考籍，成绩一起转入"
    ]
    assert said(strange.admission_number) == [f"原准考证号 {strange.admission_number} 的考籍是另一个证件号码，请核对"]
    assert said(application.record.admission_number) == ["原准考证号就是现在的准考证号"]
    assert said("510199012345") == []


def test_an_own_earlier_record_of_another_batch_does_not_count_against_the_share(cast: Cast) -> None:
    evidence = Evidence("self_study", old_number="019999012345")
    approved(cast, evidence, "80")
    first = ExemptionRow.objects.get().application
    withdraw(first.uuid, by=candidate_of(first))
    again = complete(ApplicationFactory(batch=BatchFactory(), record=first.record))
    Credit.objects.filter(record=first.record, course__code=code_of(cast, 1)).delete()
    wish = Wish(code_of(cast, 1), "B1", "同名课程", "80", 9)
    request = open_request(again.uuid, DEGREE, [wish], by=candidate_of(again))
    assert share_of(again, request).degree == 1
