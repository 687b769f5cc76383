"""Keeps an uploaded results file for a package, so that it can be looked at before it is applied."""

import hashlib
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from applications.domain.refusals import NotAllowed
from certificates.domain.desk import institute_member
from certificates.models import RegistrationPackage, RegistrationReply
from selfexam.accounts.actors import Actor


def receive_reply(package: RegistrationPackage, data: bytes, filename: str, *, by: Actor) -> RegistrationReply:
    """The reply for these bytes; the same file uploaded again is the same reply, applied or not."""
    uploader = institute_member(by)
    if package.state != RegistrationPackage.State.READY:
        raise NotAllowed("数据包还没有生成，不能上传结果")
    if PurePath(filename).suffix.lower() not in (".csv", ".xlsx"):
        raise NotAllowed("结果文件只能是 XLSX 或 CSV")
    if not data:
        raise NotAllowed("文件是空的，请检查后重新上传")
    if len(data) > settings.UPLOAD_MAX_BYTES:
        raise NotAllowed(f"文件超过 {settings.UPLOAD_MAX_BYTES // 1024 // 1024} MB，请分成几个文件")
    digest = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        same = package.replies.filter(sha256=digest).first()
        if same is not None:
            return same
        reply = RegistrationReply(package=package, filename=PurePath(filename).name[-120:], sha256=digest)
        reply.uploaded_by = uploader
        reply.file.save(reply.filename, ContentFile(data), save=False)
        reply.save()
    return reply
