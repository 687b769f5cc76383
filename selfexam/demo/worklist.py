"""The first-review desk at work: one application handed over by the lead, one open at a colleague, two passed
together.
"""

from applications.models import Application
from applications.statuses import Status
from review.clean import sort_out
from review.domain.bulk_pass import start_bulk_pass
from review.domain.claims import claim, hand_over
from review.filters import Filters
from review.queries import queue
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.catalogue.models import Batch

# Enough stay in the list for whoever tries it.
PASSED_TOGETHER, LEFT = 2, 3


def work_the_list(batch: Batch, desks: dict[str, User]) -> None:
    """At every school that has a lead and a reviewer."""
    for lead in [user for user in desks.values() if user.role == Role.SCHOOL_LEAD]:
        reviewer = next(
            (u for u in desks.values() if u.role == Role.SCHOOL_REVIEWER and u.school_id == lead.school_id), None
        )
        if reviewer is not None:
            _at_one_school(batch, lead, reviewer)


def _at_one_school(batch: Batch, lead: User, reviewer: User) -> None:
    mine = Application.objects.visible_to(reviewer).filter(batch=batch)
    clean = sort_out(queue(mine, Filters()), reviewer).clean
    if len(clean) >= PASSED_TOGETHER + LEFT:
        picked = {application.uuid: application.version for application in clean[:PASSED_TOGETHER]}
        start_bulk_pass(batch, picked, confirmed=True, by=reviewer)
    for place, application in enumerate(queue(mine.filter(status=Status.SUBMITTED), Filters())[:2]):
        if place == 0:
            hand_over(application, to=reviewer, by=lead)
        else:
            claim(application, by=lead)
