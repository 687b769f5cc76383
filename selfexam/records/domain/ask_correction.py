"""The candidate asks for a correction of the record (考籍更正), with proof. Called by the candidate's page.

Open at any time of the year; while a batch runs it holds first review up until it is decided (applications' guards).
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.records.correctable import BadWish, checked, stored
from selfexam.records.domain.fetching import locked, refuse_over, short
from selfexam.records.history import Entry, remember
from selfexam.records.models import Correction, CorrectionItem, CorrectionProof, StudentRecord
from selfexam.records.objections import Act, objection
from selfexam.records.proof_images import safe_jpeg
from selfexam.records.refusals import RecordRefused

MOST_PROOFS = 6
ALREADY_OPEN = "这份考籍已有一项更正在办理，办结后才能再申请"


def ask_correction(
    record_uuid: UUID, wishes: Mapping[str, str], why: str, proofs: Sequence[bytes], *, by: Actor
) -> Correction:
    """Raises RecordRefused, BadWish, or UnusableImage for a proof that cannot be opened; nothing is kept then."""
    record = StudentRecord.objects.visible_to(by).get(uuid=record_uuid)
    if not isinstance(by, User) or by.role != Role.CANDIDATE:
        raise RecordRefused("考籍更正由考生本人申请")
    if not 1 <= len(proofs) <= MOST_PROOFS:
        raise RecordRefused(f"请上传 1 到 {MOST_PROOFS} 张证明图片")
    # Before the transaction: opening pictures takes a while.
    kept = [safe_jpeg(data) for data in proofs]
    try:
        with transaction.atomic():
            return _ask(record.pk, wishes, short(why, "更正原因"), kept, by)
    except IntegrityError:
        raise RecordRefused(ALREADY_OPEN) from None


def _ask(key: int, wishes: Mapping[str, str], why: str, kept: Sequence[bytes], by: User) -> Correction:
    (record,) = locked([key], by=by)
    refuse_over(record, "申请更正")
    if record.corrections.open().exists():
        raise RecordRefused(ALREADY_OPEN)
    if sentence := objection(Act.CORRECT, record):
        raise RecordRefused(sentence)
    wanted = checked(record, wishes)
    if not wanted:
        raise BadWish("", "填写的内容与考籍一致，没有要更正的")
    correction = Correction.objects.create(record=record, why=why, asked_by=by)
    for field, after in wanted.items():
        CorrectionItem.objects.create(correction=correction, field=field, before=stored(record, field), after=after)
    for data in kept:
        proof = CorrectionProof(correction=correction, bytes=len(data))
        proof.file.save("proof.jpg", ContentFile(data), save=True)
    remember([Entry(record.pk, "申请考籍更正", note=f"{correction.what}。{why}"[:300], matters=False)], by=by)
    return correction
