"""What a unit's clerk does for many people at once: tick courses on the grid, hand in what is whole, one order for all.

Each person is an act of its own: one who is refused is told with the reason and stops nobody else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from applications.domain.exemptions.hand_in import hand_in
from applications.domain.exemptions.images import discard
from applications.domain.exemptions.save_request import Evidence, Wish, change_request, open_request
from applications.domain.exemptions.tell import tell
from applications.domain.refusals import AlreadyDone, Refused
from applications.exemptions.applicants import ASKING
from applications.exemptions.grid import Person, line_in_words
from applications.models import ExemptionRequest, ExemptionRow
from selfexam.accounts.models import User
from selfexam.wording import money, when

OVERTAKEN = "打开页面以后有了改动，没有保存。请看现在勾选的课程，再改一次"


@dataclass
class Came:
    """How many people were written, and a sentence for each who was not; `again` are those whose line is at fault."""

    done: int = 0
    refused: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Ticked:
    """What the grid says of one person; `shown` is what it had said before, empty where the form does not tell."""

    basis: str
    codes: frozenset[str]
    shown: str = ""

    @property
    def is_touched(self) -> bool:
        return self.shown != line_in_words(self.basis, self.codes)


def save_grid(people: Sequence[Person], ticked: Mapping[str, Ticked], *, by: User) -> Came:
    """Writes whoever was changed on the grid; `ticked` is by the application's uuid.

    What was changed elsewhere since the grid was shown stays, and whoever was changed on both sides is refused.
    """
    came = Came()
    for person in people:
        wanted = ticked.get(str(person.application.uuid))
        if wanted is None or not wanted.is_touched or not _differs(person, wanted):
            continue
        if wanted.shown not in ("", person.shown):
            came.refused.append(f"{person.application.record.name}：{OVERTAKEN}")
            continue
        try:
            _save(person, wanted, by)
            came.done += 1
        except Refused as refusal:
            came.again.append(str(person.application.uuid))
            came.refused.append(f"{person.application.record.name}：{refusal.sentence}")
    return came


def _differs(person: Person, wanted: Ticked) -> bool:
    before = {cell.row.course.code for cell in person.cells if cell.chosen and cell.row}
    basis = person.draft.basis if person.draft else ""
    return before != wanted.codes or bool(before and wanted.basis and basis != wanted.basis)


@transaction.atomic
def _save(person: Person, wanted: Ticked, by: User) -> None:
    draft = person.draft
    if not wanted.codes:
        if draft is not None:
            discard(draft.uuid, by=by)
        return
    if not wanted.basis:
        raise Refused("请选择依据")
    if draft is None:
        evidence = Evidence(wanted.basis, person.application.record.phone[:20], on_paper=True)
        open_request(person.application.uuid, evidence, [Wish(code) for code in sorted(wanted.codes)], by=by)
        return
    old = {row.course.code: row for row in draft.rows.select_related("course")}
    wishes = [_kept(code, old.get(code)) for code in sorted(wanted.codes)]
    change_request(draft.uuid, _evidence(draft, wanted.basis), wishes, by=by)


def _kept(code: str, row: ExemptionRow | None) -> Wish:
    if row is None:
        return Wish(code)
    return Wish(code, row.passed_code, row.passed_name, row.passed_mark, row.passed_credits)


def _evidence(draft: ExemptionRequest, basis: str) -> Evidence:
    names = ("phone", "old_number", "school", "major", "level", "certificate", "number", "pages", "on_paper")
    return Evidence(basis, **{name: getattr(draft, name) for name in names})


def ready_drafts(clerk: User, batch_id: int | None) -> list[ExemptionRequest]:
    """The unit's forms that are being filled in, oldest 准考证号 first."""
    forms = ExemptionRequest.objects.visible_to(clerk).filter(
        by_unit=True, handed_in_at=None, application__batch=batch_id, application__status__in=ASKING
    )
    return list(
        forms.with_record()
        .prefetch_related("rows__course", "images")
        .order_by("application__record__admission_number", "pk")
    )


def returned_forms(clerk: User, batch_id: int | None) -> list[ExemptionRequest]:
    """The unit's forms that a desk has sent back and that may still be corrected (退回补正)."""
    rows = ExemptionRow.objects.filter(state=ExemptionRow.State.RETURNED, application__status__in=ASKING)
    forms = ExemptionRequest.objects.visible_to(clerk).filter(
        by_unit=True, application__batch=batch_id, application__batch__review_until__gt=timezone.now(), rows__in=rows
    )
    return list(forms.distinct().with_record().order_by("application__record__admission_number", "pk"))


def hand_in_all(forms: Sequence[ExemptionRequest], *, candidates_pay: bool, by: User) -> Came:
    """Hands in one form after the other; candidates who are to pay themselves are told so."""
    came = Came()
    for form in forms:
        try:
            _hand_in(form, candidates_pay, by)
            came.done += 1
        except AlreadyDone:
            continue
        except Refused as refusal:
            came.refused.append(f"{form.application.record.name}：{refusal.sentence}")
    return came


@transaction.atomic
def _hand_in(form: ExemptionRequest, candidates_pay: bool, by: User) -> None:
    handed_in = hand_in(form.uuid, by=by)
    batch = handed_in.application.batch
    number = form.rows.count()
    if candidates_pay and batch.exemption_fee:
        sum_, until = money(batch.exemption_fee * number), when(batch.review_until)
        said = f"单位已代您申请免考 {number} 门课程。请在 {until} 前登录缴纳免考费 {sum_}，缴费后学校才会给出意见。"
        tell(handed_in.application, "单位代您申请了免考，请缴费", said)


def unpaid_rows(clerk: User, batch_id: int | None) -> list[ExemptionRow]:
    """What the unit has handed in and nobody has paid."""
    rows = ExemptionRow.objects.visible_to(clerk).filter(
        request__by_unit=True, state=ExemptionRow.State.UNPAID, application__batch=batch_id
    )
    return list(rows.with_request().order_by("pk"))
