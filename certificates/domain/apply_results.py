"""Writes the answers of a results file: whole file or nothing. Registering the accepted follows in the background."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.domain.history import remember
from applications.domain.refusals import AlreadyDone, Changed, NotAllowed
from certificates.domain.desk import institute_member
from certificates.domain.preview_results import Preview, preview_results
from certificates.models import Certificate, RegistrationEntry, RegistrationPackage, RegistrationReply
from certificates.tasks import register_soon
from selfexam.accounts.actors import Actor
from selfexam.catalogue.models import Batch
from selfexam.jobs.queue import NotTheSameWork

Result = RegistrationEntry.Result
NO_REASON = "未注明原因"


def apply_results(reply: RegistrationReply, *, by: Actor) -> Preview:
    """Accepted: number kept, REGISTER queued. Rejected: reason kept, free for the next package (notice 一(三))."""
    actor = institute_member(by)
    try:
        with transaction.atomic():
            # Two files for one package wait for each other; SQLite lets one writer in at a time anyway.
            RegistrationPackage.objects.select_for_update().get(pk=reply.package_id)
            claimed = RegistrationReply.objects.filter(pk=reply.pk, applied_at=None)
            if not claimed.update(applied_at=timezone.now(), applied_by=actor):
                raise AlreadyDone("这个结果文件已经导入，不需要再做一次")
            preview = preview_results(reply)
            _refuse(preview)
            _write(reply, preview, by)
            register_soon(reply, actor)
    except IntegrityError as error:
        raise Changed("名单刚刚有了变化，请刷新后再导入") from error
    return preview


def register_again(reply: RegistrationReply, *, by: Actor) -> None:
    """Queue the registering once more, for people whom the background task left behind; registered ones are skipped."""
    actor = institute_member(by)
    if reply.applied_at is None:
        raise NotAllowed("这个结果文件还没有导入")
    try:
        register_soon(reply, actor)
    except NotTheSameWork as running:
        raise AlreadyDone("正在逐人登记，请稍后刷新查看") from running


def _refuse(preview: Preview) -> None:
    if preview.problems:
        raise NotAllowed(f"文件有 {len(preview.problems)} 处问题，一行也没有导入。请改好后重新上传")
    if not preview.fresh:
        raise NotAllowed("文件里没有新的结果，不需要导入")


def _write(reply: RegistrationReply, preview: Preview, by: Actor) -> None:
    now = timezone.now()
    numbered = set(reply.package.entries.filter(application__certificate__isnull=False).values_list("pk", flat=True))
    certificates = []
    for line, entry in preview.fresh:
        entry.result = Result.ACCEPTED if line.accepted else Result.REJECTED
        entry.message = line.message or ("" if line.accepted else NO_REASON)
        entry.answered_at = now
        if line.accepted and entry.pk not in numbered:
            certificates.append(
                Certificate(
                    application=entry.application,
                    number=line.number,
                    level=entry.application.record.programme.level,
                    admission_number=line.admission_number,
                    numbering=Batch.Numbering.IMPORTED,
                    assigned_at=now,
                )
            )
        if not line.accepted:
            remember(entry.application, "电子注册未成功", by=by, note=entry.message, action="registration")
    entries = [entry for _, entry in preview.fresh]
    RegistrationEntry.objects.bulk_update(entries, ("result", "message", "answered_at"), batch_size=500)
    Certificate.objects.bulk_create(certificates)
    rejected = len(preview.rejected)
    RegistrationReply.objects.filter(pk=reply.pk).update(accepted=len(entries) - rejected, rejected=rejected)
