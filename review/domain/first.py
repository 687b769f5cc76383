"""First review at the examining school (notice 一(二)): every item judged, then passed or returned with reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from applications.domain.exemptions.bill import close_orders_about
from applications.domain.lifecycle import advance
from applications.domain.refusals import NotAllowed
from applications.domain.send_back import send_back
from applications.models import Application
from applications.sections import Section
from applications.workflow import Action
from review.domain.claims import give_back, refuse_if_held
from review.domain.override import override_photo
from review.evidence import facts_now
from review.items import SECTION_OF, FirstItem, first_items
from review.models import FirstReview, ItemJudgement
from selfexam.accounts.models import User

CONDUCT = "思想品德鉴定合格"


@dataclass(frozen=True)
class Judged:
    """The reviewer's word on one item; `reason` is what the candidate will read when it is returned."""

    verdict: str
    reason: str = ""

    @property
    def is_return(self) -> bool:
        return self.verdict == ItemJudgement.Verdict.RETURN


Judgements = Mapping[FirstItem, Judged]


@transaction.atomic
def pass_first(
    application_uuid: UUID,
    judgements: Judgements,
    *,
    by: User,
    seen_version: int | None,
    photo_reason: str = "",
    note: str = "",
) -> Application:
    """PASS_FIRST when every item passes; Refused subclasses with the sentence otherwise.

    `photo_reason` is asked for where the machine refused the photo; `note` stays with the desk.
    """
    application = _mine(application_uuid, by)
    refuse_if_held(application, by)
    # Courses that were never paid for end with the pass; orders are locked before the application, as settling does.
    close_orders_about(application)
    # The state first: a double click or a stale page is told so before any item is.
    passed = advance(application_uuid, Action.PASS_FIRST, by=by, seen_version=seen_version)
    _every_item_is_judged(application, judgements)
    returned = [item.label for item, judged in judgements.items() if judged.is_return]
    if returned:
        raise NotAllowed(f"有 {len(returned)} 项选择了退回（{'、'.join(returned)}），不能通过")
    override_photo(passed, photo_reason, by=by)
    _write(passed, FirstReview.Outcome.PASSED, judgements, by, note)
    return passed


@transaction.atomic
def return_first(application_uuid: UUID, judgements: Judgements, *, by: User, seen_version: int | None) -> Application:
    """RETURN with the reason of each returned item; items not judged yet may stay open."""
    refuse_if_held(_mine(application_uuid, by), by)
    parts: dict[Section, str] = {
        SECTION_OF[item]: judged.reason for item, judged in judgements.items() if judged.is_return
    }
    returned = send_back(application_uuid, parts, by=by, seen_version=seen_version)
    _write(returned, FirstReview.Outcome.RETURNED, judgements, by)
    return returned


def _mine(application_uuid: UUID, by: User) -> Application:
    return Application.objects.visible_to(by).with_record().get(uuid=application_uuid)


def _every_item_is_judged(application: Application, judgements: Judgements) -> None:
    open_items = [item.label for item in first_items(application) if item not in judgements]
    if open_items:
        raise NotAllowed(f"还有 {len(open_items)} 项没有判定：{'、'.join(str(label) for label in open_items)}")


def _write(
    application: Application, outcome: FirstReview.Outcome, judgements: Judgements, by: User, note: str = ""
) -> None:
    passed = outcome == FirstReview.Outcome.PASSED
    held = give_back(application)
    facts, verdict = facts_now(application)
    review = FirstReview.objects.create(
        application=application,
        round=application.first_reviews.count() + 1,
        reviewer=by,
        outcome=outcome,
        conduct=CONDUCT if passed else "",
        audit_verdict=verdict,
        note=note,
        began_at=held.since if held is not None and held.by_id == by.pk else None,
    )
    ItemJudgement.objects.bulk_create(
        ItemJudgement(
            review=review,
            item=item,
            verdict=judged.verdict,
            reason=judged.reason if judged.is_return else "",
            facts=facts[item.value],
        )
        for item, judged in judgements.items()
    )
