"""Takes the scan of the application sheet that the candidate has signed at the counter, with the code printed on it."""

import hashlib
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from applications.domain.at_counter import why_not_theirs
from applications.domain.history import remember
from applications.domain.refusals import Changed, NotAllowed
from applications.models import Application, Document
from applications.photos.opening import open_picture
from applications.photos.storing import re_encode
from applications.printing.sheet_facts import check_code
from applications.statuses import EDITABLE
from selfexam.accounts.actors import Actor
from selfexam.accounts.roles import SCHOOL_ROLES
from selfexam.typed import compact


def upload_signed_sheet(application_uuid: UUID | str, data: bytes, code: str, *, by: Actor) -> Document:
    """Keep the re-encoded scan as the current one. The code must be that of the content as it is now: a sheet of
    another person or of an earlier state is refused. Raises photos.opening.Refused for what is no usable picture.
    """
    kept = re_encode(open_picture(data))
    digest = hashlib.sha256(kept).hexdigest()
    with transaction.atomic():
        seen = Application.objects.visible_to(by).select_for_update(of=("self",))
        application = seen.select_related("batch", "school", "record__programme", "record__unit").get(
            uuid=application_uuid
        )
        if by.role not in SCHOOL_ROLES or why_not_theirs(application, by):
            raise NotAllowed("只有现场受理的申请要上传签字的申请表")
        if application.status not in EDITABLE:
            raise NotAllowed(f"申请现在是“{application.get_status_display()}”，不能再换签字的申请表")
        typed, current_code = compact(code).upper(), check_code(application)
        if typed != current_code:
            raise NotAllowed("校验码和现在的内容不一致。请核对表上的校验码；打印以后改过内容的，请重新打印并签字")
        current = application.documents.current().filter(kind=Document.Kind.SIGNED_SHEET)
        document = current.filter(sha256=digest).first()
        if document is None:
            current.update(superseded_at=timezone.now())
            document = Document(
                application=application, kind=Document.Kind.SIGNED_SHEET, sha256=digest, bytes=len(kept)
            )
            document.file.save("document.jpg", ContentFile(kept), save=False)
            document.save()
            remember(application, "上传签字的申请表", by=by, note=f"校验码 {current_code}", action="signed")
        same = Application.objects.filter(pk=application.pk, status=application.status, version=application.version)
        if not same.update(signed_code=current_code, version=F("version") + 1, saved_at=timezone.now()):
            raise Changed("这份申请刚刚有了变化，请刷新后再上传")
    return document
