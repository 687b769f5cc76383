"""Hands papers over from a district office or a unit to the school: a list with its count, confirmed or taken back."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applications.domain.history import remember
from applications.domain.refusals import AlreadyDone, Changed, NotAllowed
from applications.models import Application, Paper, PaperTransfer
from review.paper_scope import desk_of
from selfexam.accounts.models import User
from selfexam.catalogue.models import School


@transaction.atomic
def hand_over(school: School, *, by: User) -> PaperTransfer:
    """Everything that lies at the desk of `by` for `school`, on one list. Of two at once the second finds nothing."""
    if by.school_id or not (by.unit_id or by.district_id):
        raise NotAllowed("学校不需要移交，材料已在学校")
    lying = Paper.objects.at_desk_of(by).to_hand_over().filter(application__school=school).order_by("pk")
    papers = list(lying.select_for_update(of=("self",)))
    if not papers:
        raise AlreadyDone("没有还没移交的材料")
    office = desk_of(by)
    transfer = PaperTransfer.objects.create(
        school=school,
        unit_id=office["unit_id"],
        district_id=office["district_id"],
        people=len({paper.application_id for paper in papers}),
        copies=sum(paper.copies for paper in papers),
        made_by=by,
    )
    moved = Paper.objects.to_hand_over().filter(pk__in=[paper.pk for paper in papers]).update(transfer=transfer)
    if moved != len(papers):
        raise Changed("材料刚刚由同事移交，请刷新后再看")
    _remember(transfer, "材料移交学校", by)
    return transfer


@transaction.atomic
def confirm(transfer_uuid: UUID, counted: int, note: str, *, by: User) -> PaperTransfer:
    """The school has counted; a difference is explained. Twice is AlreadyDone."""
    transfer = PaperTransfer.objects.visible_to(by).get(uuid=transfer_uuid)
    if by.school_id != transfer.school_id:
        raise NotAllowed("由接收材料的学校确认")
    note = note.strip()[:120]
    if counted != transfer.copies and not note:
        raise NotAllowed(f"清单是 {transfer.copies} 份，实收 {counted} 份，请写明差异")
    mine = PaperTransfer.objects.open().filter(pk=transfer.pk)
    if not mine.update(confirmed_at=timezone.now(), confirmed_by=by, counted=counted, note=note):
        raise _over(transfer)
    _remember(transfer, "学校确认收到移交的材料", by)
    transfer.refresh_from_db()
    return transfer


@transaction.atomic
def take_back(transfer_uuid: UUID, reason: str, *, by: User) -> PaperTransfer:
    """Before the school has confirmed, the giver may take the list back; its papers lie at the giver's desk again."""
    transfer = PaperTransfer.objects.visible_to(by).get(uuid=transfer_uuid)
    if by.school_id or (transfer.unit_id, transfer.district_id) != (by.unit_id, by.district_id):
        raise NotAllowed("由移交的一方收回")
    if not reason.strip():
        raise NotAllowed("请写明收回的原因")
    mine = PaperTransfer.objects.open().filter(pk=transfer.pk)
    if not mine.update(taken_back_at=timezone.now(), note=reason.strip()[:120]):
        raise _over(transfer)
    _remember(transfer, "收回移交的材料", by)
    transfer.papers.update(transfer=None)
    transfer.refresh_from_db()
    return transfer


def _over(transfer: PaperTransfer) -> AlreadyDone:
    transfer.refresh_from_db()
    return AlreadyDone("这份移交单学校已经确认" if transfer.confirmed_at else "这份移交单已经收回")


def _remember(transfer: PaperTransfer, label: str, by: User) -> None:
    for application in Application.objects.filter(pk__in=transfer.papers.values("application")).order_by("pk"):
        remember(application, label, by=by, note=f"{transfer.giver} → {transfer.school}", action="papers")
