"""Who sees which exemptions: each desk its own, with forms of others that could leak."""

import pytest

from applications.domain.exemptions.hand_in import hand_in
from applications.domain.exemptions.images import add_image
from applications.domain.exemptions.save_request import change_request, open_request
from applications.domain.refusals import NotAllowed
from applications.exemptions.applicants import applicants
from applications.models import Application, ExemptionImage, ExemptionRequest, ExemptionRow
from selfexam.accounts.actors import SYSTEM
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from tests.cast import Cast
from tests.factories.accounts import UserFactory
from tests.factories.applications import jpeg
from tests.factories.catalogue import UnitFactory
from tests.factories.exemptions import CERTIFICATE, candidate_of, code_of, draft, handed_in, lacking, row_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def seen(user: User) -> set[ExemptionRequest]:
    return set(ExemptionRequest.objects.visible_to(user))


def test_each_desk_sees_its_own_and_only_what_was_handed_in(cast: Cast) -> None:
    own_draft = draft(cast)
    unit_draft = draft(cast, lacking(cast), by=cast.clerk)
    handed = handed_in(cast)
    elsewhere = handed_in(cast, lacking(cast, school=cast.other_school))
    other_unit = UserFactory(role=Role.UNIT_CLERK, unit=UnitFactory(school=cast.school))
    found = {
        "own candidate": seen(candidate_of(own_draft.application)),
        "unit's candidate": seen(candidate_of(unit_draft.application)),
        "clerk": seen(cast.clerk),
        "other unit": seen(other_unit),
        "school": seen(cast.reviewer),
        "other school": seen(cast.outsider),
        "institute": seen(cast.chen),
        "portal": set(ExemptionRequest.objects.visible_to(SYSTEM)),
    }
    assert found == {
        "own candidate": {own_draft},
        "unit's candidate": {unit_draft},
        "clerk": {unit_draft, handed},
        "other unit": set(),
        "school": {handed},
        "other school": {elsewhere},
        "institute": {handed, elsewhere},
        "portal": {own_draft, unit_draft, handed, elsewhere},
    }


def test_rows_and_images_are_seen_with_their_form(cast: Cast) -> None:
    mine, other = draft(cast), draft(cast)
    user = candidate_of(mine.application)
    assert list(ExemptionRow.objects.visible_to(user)) == [row_of(mine)]
    assert list(ExemptionImage.objects.visible_to(user)) == [mine.images.get()]
    assert other.images.count() == 1
    assert not ExemptionImage.objects.visible_to(cast.clerk).exists()


def test_an_account_that_was_stopped_sees_nothing(cast: Cast) -> None:
    request = handed_in(cast)
    for user in (candidate_of(request.application), cast.clerk, cast.reviewer, cast.chen):
        user.is_active = False
        assert seen(user) == set()


def test_a_clerk_asks_for_people_of_the_unit_only(cast: Cast) -> None:
    mine, other = lacking(cast), lacking(cast, school=cast.other_school)
    assert list(applicants(cast.clerk).filter(pk__in=[mine.pk, other.pk])) == [mine]
    with pytest.raises(Application.DoesNotExist):
        open_request(other.uuid, CERTIFICATE, [], by=cast.clerk)


def test_the_clerk_learns_that_a_draft_exists_and_nothing_that_stands_in_it(cast: Cast) -> None:
    application = lacking(cast)
    known = applicants(cast.clerk).get(pk=application.pk)
    assert known.get_deferred_fields() >= {"phone", "address", "email", "appraisal", "employer", "prior_number"}
    assert not Application.objects.visible_to(cast.clerk).filter(pk=application.pk).exists()


def test_desks_do_not_ask_for_anybody(cast: Cast) -> None:
    lacking(cast)
    assert [applicants(user).count() for user in (cast.reviewer, cast.lead, cast.chen, cast.chief)] == [0, 0, 0, 0]


def test_neither_side_fills_in_the_others_form(cast: Cast) -> None:
    by_unit, by_candidate = draft(cast, by=cast.clerk), handed_in(cast)
    user = candidate_of(by_unit.application)
    with pytest.raises(NotAllowed, match="这份免考由单位代办"):
        hand_in(by_unit.uuid, by=user)
    with pytest.raises(NotAllowed, match="这份免考由考生本人提交"):
        add_image(by_candidate.uuid, jpeg(), by=cast.clerk)
    with pytest.raises(NotAllowed, match="免考申请由考生本人或单位提交"):
        change_request(by_candidate.uuid, CERTIFICATE, [], by=cast.reviewer)
    with pytest.raises(ExemptionRequest.DoesNotExist):
        hand_in(by_candidate.uuid, by=user)
    assert code_of(cast) == row_of(by_unit).course.code
