"""The institute's lead changes the limits of exemptions in a batch; the batch's history remembers from what to what."""

from datetime import datetime

from django.db import transaction

from applications.domain.refusals import NotAllowed
from applications.models import ExemptionLimits
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.catalogue.models import Batch, BatchEvent
from selfexam.wording import when


@transaction.atomic
def change_limits(
    batch: Batch, *, most_share: int, most_courses: int | None, ends_at: datetime | None, by: User
) -> ExemptionLimits:
    """Saving the same again writes nothing."""
    if by.role != Role.INSTITUTE_LEAD:
        raise NotAllowed("免考限制由考试院负责人维护")
    Batch.objects.select_for_update().get(pk=batch.pk)
    before = _words(ExemptionLimits.of(batch))
    values = {"most_share": most_share, "most_courses": most_courses, "ends_at": ends_at}
    limits = ExemptionLimits.of(batch)
    for name, value in values.items():
        setattr(limits, name, value)
    after = _words(limits)
    changes = [[label, before[label], now] for label, now in after.items() if before[label] != now]
    if changes:
        limits.save()
        BatchEvent.objects.create(batch=batch, by=by, label="修改免考限制", changes=changes)
    return limits


def _words(limits: ExemptionLimits) -> dict[str, str]:
    return {
        "其他学历最多免考": f"{limits.most_share}%",
        "每人最多申请": f"{limits.most_courses} 门" if limits.most_courses else "不限",
        "免考申请截止": when(limits.ends_at) if limits.ends_at else "和毕业申请同时",
    }
