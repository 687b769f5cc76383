"""The counter's races, on PostgreSQL: two clerks, clerk and candidate, two submissions."""

from applications.domain.begin import begin
from applications.domain.open_at_counter import open_at_counter, take_over_at_counter
from applications.domain.refusals import Refused
from applications.domain.submit_at_counter import submit_at_counter
from applications.models import Application
from applications.statuses import Status
from selfexam.accounts.roles import Role
from tests.applications.at_counter import REASON, filled, opened, person, signed
from tests.at_once import AT_ONCE, ON_POSTGRESQL, many_at_once
from tests.cast import Cast
from tests.factories.accounts import UserFactory

pytestmark = ON_POSTGRESQL


def test_clerks_at_once_open_one_application() -> None:
    cast = Cast()
    record = person(cast)
    results = many_at_once(
        lambda: open_at_counter(record.uuid, reason=REASON, is_present=True, by=cast.reviewer),
        lambda: open_at_counter(record.uuid, reason=REASON, is_present=True, by=cast.colleague),
    )
    case = Application.objects.get(record=record)
    assert [result for result in results if result != case] == []
    assert case.events.count() == 1


def test_clerk_and_candidate_at_once_begin_one_and_nobody_loses_it_unseen() -> None:
    cast = Cast()
    record = person(cast, holder=UserFactory(role=Role.CANDIDATE))
    results = many_at_once(
        lambda: begin(record, cast.batch, by=record.holder),
        lambda: open_at_counter(record.uuid, reason=REASON, is_present=True, by=cast.reviewer),
    )
    case = Application.objects.get(record=record)
    refused = [result for result in results if isinstance(result, Refused)]
    assert all(result == case or isinstance(result, Refused) for result in results)
    # Begun online: the counter was refused. Begun at the counter: the candidate was given that one.
    assert len(refused) == (0 if case.is_at_counter else AT_ONCE // 2)
    assert case.events.count() == 1


def test_two_take_over_at_once_and_one_is_told_so() -> None:
    cast = Cast()
    online = cast.application(Status.DRAFT)
    results = many_at_once(
        lambda: take_over_at_counter(online.record.uuid, reason=REASON, is_present=True, by=cast.reviewer)
    )
    assert sum(isinstance(result, Application) for result in results) == 1
    assert sum(isinstance(result, Refused) for result in results) == AT_ONCE - 1
    assert online.events.count() == 1


def test_handing_in_at_once_is_one_submission() -> None:
    cast = Cast()
    case = signed(filled(opened(cast), cast.reviewer), cast.reviewer)
    results = many_at_once(lambda: submit_at_counter(case.uuid, is_checked=True, by=cast.reviewer))
    assert sum(isinstance(result, Application) for result in results) == 1
    assert sum(isinstance(result, Refused) for result in results) == AT_ONCE - 1
    assert case.events.filter(action="submit").count() == 1
