"""Who may change photo rules: the institute's lead, who answers for the batch. Asked by the acts on rules."""

from applications.domain.refusals import NotAllowed
from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role

LEAD_ONLY = "照片规则由考试院负责人修改，需要改动请联系负责人"


def institute_lead(by: Actor) -> User:
    """`by`, if it is a lead of the institute. Raises NotAllowed."""
    if not isinstance(by, User) or not by.is_active or by.role != Role.INSTITUTE_LEAD:
        raise NotAllowed(LEAD_ONLY)
    return by
