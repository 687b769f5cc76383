"""信息比对: what the record says beside what the candidate said, and where the two differ. Reads only."""

from dataclasses import dataclass

from applications.models import Application
from applications.models.application import PriorCheck
from applications.same_batch import rests_on_same_batch
from selfexam.catalogue.code_tables import IdType
from selfexam.records.id_numbers import BadIdNumber, read_id_number
from selfexam.records.models import StudentRecord, VerifiedQualification
from selfexam.typed import number


@dataclass(frozen=True)
class Piece:
    """A stretch of a compared value; `differs` marks the characters that are not the same on the other side."""

    text: str
    differs: bool


@dataclass(frozen=True)
class ComparedRow:
    """`state`: same, differs, or open when there is nothing to compare with; `note` says so in words."""

    label: str
    recorded: str
    said: tuple[Piece, ...]
    state: str
    note: str


def comparison(application: Application) -> list[ComparedRow]:
    """The rows in reading order; two queries at most."""
    record = application.record
    rows = [_confirmed(application), _id_number(record), _phone(application)]
    return [*rows, _prior(application)] if record.programme.is_bachelor else rows


def pieces(said: str, recorded: str) -> tuple[Piece, ...]:
    """`said` cut where it agrees and disagrees with `recorded`, character by character."""
    found: list[Piece] = []
    for place, character in enumerate(said):
        differs = recorded[place : place + 1] != character
        if found and found[-1].differs == differs:
            found[-1] = Piece(found[-1].text + character, differs)
        else:
            found.append(Piece(character, differs))
    return tuple(found)


def _same(text: str) -> tuple[Piece, ...]:
    return (Piece(text, False),)


def _confirmed(application: Application) -> ComparedRow:
    """Name, programme and school are not typed in: the candidate confirms them or asks the school for a correction."""
    recorded = f"{application.record.name}，{application.record.programme}"
    if application.record_confirmed_at:
        return ComparedRow("考籍", recorded, _same("核对无误"), "same", "")
    return ComparedRow("考籍", recorded, _same("没有核对"), "open", "考生没有核对考籍")


def _id_number(record: StudentRecord) -> ComparedRow:
    """The number is read from the record; its own check digit, birth date and sex must agree with the record."""
    masked, look = record.masked_id_number, _same("请对照证件图片")
    if record.id_type != IdType.RESIDENT:
        return ComparedRow("证件号码", masked, look, "open", record.get_id_type_display())
    try:
        inside = read_id_number(record.id_number)
    except BadIdNumber as bad:
        return ComparedRow("证件号码", masked, look, "open", str(bad))
    wrong = [
        word
        for word, agrees in (("出生日期", inside.birth == record.birth_date), ("性别", inside.sex == record.sex))
        if not agrees
    ]
    if wrong:
        note = f"号码里的{'、'.join(wrong)}与考籍不同"
        return ComparedRow("证件号码", masked, look, "differs", note)
    return ComparedRow("证件号码", masked, look, "same", "与考籍的出生日期、性别一致")


def _phone(application: Application) -> ComparedRow:
    recorded, said = application.record.phone, application.phone
    state = "open" if not recorded else "same" if recorded == said else "differs"
    note = {"open": "考籍没有登记手机", "same": "", "differs": "考生改了手机"}[state]
    return ComparedRow("手机", _masked(recorded), _same(_masked(said) or "没有填写"), state, note)


def _masked(phone: str) -> str:
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) == 11 else phone


def _prior(application: Application) -> ComparedRow:
    """The prior certificate number beside those that 学信网 has confirmed for this person (notice 一(一)5)."""
    said = application.prior_number
    if rests_on_same_batch(application):
        return ComparedRow("前置学历", "同批次自考专科", _same(said), "open", "看下面的专科申请")
    if application.prior_check == PriorCheck.VERIFIED and application.prior_results.filter(number=said).exists():
        return ComparedRow("前置学历编号", said, _same(said), "same", application.get_prior_check_display())
    known = VerifiedQualification.objects.filter(id_digest=application.record.id_digest)
    confirmed = list(known.order_by("pk").values_list("number", flat=True))
    if not confirmed:
        nothing = application.prior_check == PriorCheck.UNCHECKED
        recorded = "学信网没有核对结果" if nothing else application.get_prior_check_display()
        return ComparedRow("前置学历编号", recorded, _same(said or "没有填写"), "open", "请对照两张图片")
    if number(said) in confirmed:
        return ComparedRow("前置学历编号", number(said), _same(said), "same", "")
    return ComparedRow("前置学历编号", confirmed[0], pieces(said, confirmed[0]), "differs", "编号与学信网不同")
