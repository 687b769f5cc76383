"""The batch report counts what it lists, keeps to its school, and takes the same queries however many there are."""

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from applications.audit import audit_record
from applications.domain.standing import keep_standing
from applications.models import Application, AuditStanding
from applications.statuses import Status
from review.audit_report import by_programme, not_plain
from selfexam.accounts.models import User
from selfexam.catalogue.code_tables import Level
from selfexam.catalogue.models import Programme
from selfexam.records.models import StudentRecord
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="selfexam.accounts.backends.PortalBackend")
    return client


@pytest.fixture
def cast() -> Cast:
    return Cast()


def kept(cast: Cast, status: str = Status.SUBMITTED, *, short: bool = False, other: bool = False) -> Application:
    application = cast.application(status, school=cast.other_school if other else None)
    if short:
        application.record.credits.all()[0].delete()
    keep_standing(application, audit_record(application.record))
    return application


def test_counts_and_list_agree_and_leave_out_what_has_ended(cast: Cast) -> None:
    kept(cast)
    short = kept(cast, short=True)
    kept(cast, Status.WITHDRAWN, short=True)
    everything = Application.objects.visible_to(cast.chen)
    (row,) = by_programme(everything)
    assert (row.counts, row.total) == ({"pass": 1, "review": 0, "fail": 1}, 2)
    assert list(not_plain(everything)) == [short]
    assert not not_plain(everything, "review").exists()


def test_a_school_sees_its_own_candidates_only(cast: Cast) -> None:
    mine, other = kept(cast, short=True), kept(cast, short=True, other=True)
    page = client_of(cast.reviewer).get("/review/audits/").content.decode()
    assert mine.record.name in page
    assert other.record.admission_number not in page.replace(" ", "")


def test_the_table_keeps_leading_zeros_and_reasons(cast: Cast) -> None:
    short = kept(cast, short=True)
    response = client_of(cast.chen).get("/review/audits/table/?verdict=fail")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert rows[1][2] == short.record.admission_number
    assert rows[1][8] == "；".join(AuditStanding.objects.get(application=short).reasons) != ""


def test_the_page_takes_the_same_queries_for_one_and_for_many(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    client = client_of(cast.chen)
    kept(cast, short=True)
    with CaptureQueriesContext(connection) as few:
        client.get("/review/audits/")
    for _ in range(5):
        kept(cast, short=True)
    with CaptureQueriesContext(connection) as many:
        client.get("/review/audits/")
    assert len(many) == len(few)


def test_one_code_at_both_levels_is_two_programmes(cast: Cast) -> None:
    one, other = kept(cast), kept(cast)
    programme = one.record.programme
    level = Level.JUNIOR_COLLEGE if programme.is_bachelor else Level.BACHELOR
    twin = Programme.objects.create(code=programme.code, name=programme.name, level=level)
    StudentRecord.objects.filter(pk=other.record_id).update(programme=twin)
    rows = by_programme(Application.objects.visible_to(cast.chen))
    assert sorted((row.programme, row.total) for row in rows) == sorted([(programme.full_name, 1), (twin.full_name, 1)])


@pytest.mark.parametrize(
    ("verdict", "said"),
    [("", "已提交的申请都满足毕业条件"), ("fail", "没有不满足的申请"), ("review", "没有需要核对的申请")],
)
def test_an_empty_list_says_no_more_than_was_asked(cast: Cast, verdict: str, said: str) -> None:
    kept(cast)
    page = client_of(cast.chen).get("/review/audits/", {"verdict": verdict}).content.decode()
    assert [sentence in page for sentence in (said, "都满足毕业条件")] == [True, not verdict]
