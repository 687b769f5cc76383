"""The institute uploads a file of records or credits, looks at the difference, then imports it or drops it.

Called by the upload pages. Comparing and importing are background jobs; every step is a conditional update.
"""

import hashlib
from functools import partial
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from selfexam import typed
from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES
from selfexam.catalogue.importing.reading import MOST_FILE_BYTES, SUFFIXES
from selfexam.records.models import RecordUpload
from selfexam.records.refusals import RecordRefused
from selfexam.records.tasks import compare_soon, import_soon

State = RecordUpload.State
OVER = (State.DONE, State.DROPPED)
MOST_NAME = 100


def receive_upload(file: "UploadedFile[bytes]", *, by: Actor) -> RecordUpload:
    """Keep the file and queue the comparison. The same file while it is still open is the same upload."""
    maker = _institute(by)
    name = typed.plain(file.name or "")[-MOST_NAME:]
    if PurePath(name).suffix.lower() not in SUFFIXES:
        raise RecordRefused("只能上传 .xlsx、.csv 或 .dbf 文件")
    if (file.size or 0) > MOST_FILE_BYTES:
        raise RecordRefused(f"文件超过 {MOST_FILE_BYTES // 1024 // 1024} MB，请拆成几个文件")
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    with transaction.atomic():
        same = RecordUpload.objects.exclude(state__in=OVER).filter(sha256=digest.hexdigest(), name=name).first()
        if same is not None:
            return same
        upload = RecordUpload(name=name, sha256=digest.hexdigest(), made_by=maker)
        upload.file.save(name, file, save=False)
        upload.save()
        compare_soon(upload)
    return upload


def start_import(upload: RecordUpload, *, by: Actor) -> None:
    """Import what was shown; pressed twice it is one import."""
    person = _institute(by)
    with transaction.atomic():
        ready = RecordUpload.objects.filter(pk=upload.pk, state=State.READY)
        if not ready.update(state=State.IMPORTING, imported_by=person, is_stale=False):
            _refuse(upload)
        import_soon(upload)


def compare_again(upload: RecordUpload, *, by: Actor) -> None:
    """The database may have changed since: courses added, other files imported."""
    _institute(by)
    with transaction.atomic():
        seen = RecordUpload.objects.filter(pk=upload.pk, state__in=(State.WRONG, State.READY))
        if not seen.update(state=State.CHECKING, is_stale=False):
            _refuse(upload)
        compare_soon(upload)


def drop_upload(upload: RecordUpload, *, by: Actor) -> None:
    """Nothing of it is imported, the file is deleted."""
    _institute(by)
    with transaction.atomic():
        row = RecordUpload.objects.select_for_update().get(pk=upload.pk)
        waiting = RecordUpload.objects.filter(pk=row.pk).exclude(state__in=(*OVER, State.IMPORTING))
        if not waiting.update(state=State.DROPPED, file="", ended_at=timezone.now()):
            _refuse(upload)
        transaction.on_commit(partial(row.file.storage.delete, str(row.file.name)))


def _institute(by: Actor) -> User:
    if isinstance(by, User) and by.is_active and by.role in INSTITUTE_ROLES:
        return by
    raise RecordRefused("考籍和成绩由考试院导入，您的账号不能操作")


def _refuse(upload: RecordUpload) -> None:
    upload.refresh_from_db()
    if upload.state in (State.IMPORTING, State.DONE):
        raise RecordRefused(f"这个文件{upload.get_state_display()}，不需要再操作", already=True)
    raise RecordRefused(f"这个文件现在是“{upload.get_state_display()}”，不能这样操作")
