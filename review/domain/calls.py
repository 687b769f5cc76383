"""Notes a phone call with a candidate (电话记录), with its row in the history. Called by the reviewer's page."""

from uuid import UUID

from django.db import IntegrityError, transaction

from applications.domain.history import remember
from applications.domain.refusals import AlreadyDone, NotAllowed
from applications.models import Application
from review.models import Call
from selfexam.accounts.models import User
from selfexam.accounts.roles import SCHOOL_ROLES

WORDS_NEEDED = frozenset({Call.Result.REACHED, Call.Result.AGAIN})


@transaction.atomic
def log_call(application_uuid: UUID, result: str, note: str, *, by: User, key: UUID) -> Call:
    """One call by `by`. `key` comes with the form: the same form sent twice is AlreadyDone."""
    application = Application.objects.visible_to(by).get(uuid=application_uuid)
    said = note.strip()
    if by.role not in SCHOOL_ROLES:
        raise NotAllowed("电话由主考学校的老师记录")
    if result not in Call.Result.values:
        raise NotAllowed("请选择电话结果")
    if not said and result in WORDS_NEEDED:
        raise NotAllowed("请写明电话里说了什么，或约定什么时候再打")
    try:
        with transaction.atomic():
            call = Call.objects.create(uuid=key, application=application, by=by, result=result, note=said[:200])
    except IntegrityError as twice:
        raise AlreadyDone("这次电话已经记过") from twice
    remember(application, f"电话联系考生（{call.get_result_display()}）", by=by, note=call.note, action="call")
    return call
