"""How far each part of an application is: the task list shows it, the submit guard refuses on it.

Reads only; what counts as finished follows the notice, 一(一)1–5.
"""

from dataclasses import dataclass

from applications.audit import audit_record
from applications.card_report import card_report
from applications.models import Application, Document, Photo
from applications.models.application import PriorCheck
from applications.same_batch import rests_on_same_batch
from applications.sections import PARTS, Part, Section
from applications.statuses import Status


@dataclass(frozen=True)
class PartState:
    """One row of the task list. `tag` is the colour word of the design: done, yours, no, now or empty."""

    part: Part
    finished: bool
    word: str
    tag: str
    hint: str
    returned: str = ""  # the reviewer's reason while the part is open for correction
    reason: str = ""  # the same, still shown after the part was corrected and before it is handed in again
    locked: bool = False  # the application was returned, but not this part

    @property
    def is_checked_now(self) -> bool:
        """A machine is at it, and nobody has to do anything: the photo alone is waited for."""
        return self.tag == "now"

    @property
    def label(self) -> str:
        return str(self.part.section.label)


@dataclass(frozen=True)
class _Found:
    finished: bool
    hint: str
    word: str = ""
    tag: str = ""


def part_states(application: Application, *, with_audit: bool = True) -> list[PartState]:
    """Every part that this application has, in reading order; a constant number of queries.

    `with_audit=False` leaves out what the courses part says; it never stops anybody, and the audit costs the most.
    """
    documents = {d.kind for d in application.documents.current()}
    photo = application.photos.current().select_related("result__appeal").first()
    returned = {}
    if application.status == Status.RETURNED:
        latest = application.returned_parts.order_by("round", "id")
        last = max((part.round for part in latest), default=0)
        returned = {part.section: part for part in latest if part.round == last}
    states = []
    for part in PARTS:
        if part.section == Section.PRIOR_DEGREE and not application.record.programme.is_bachelor:
            continue
        if part.section == Section.COURSES and not with_audit:
            found = _Found(True, "")
        else:
            found = _find(application, part.section, documents, photo)
        back = returned.get(part.section)
        waiting = back is not None and back.corrected_at is None
        if waiting:
            word, tag = "需要修改", "no"
        elif found.finished:
            word, tag = found.word or "已完成", found.tag or "done"
        else:
            word, tag = found.word or "未完成", found.tag or "yours"
        states.append(
            PartState(
                part=part,
                finished=found.finished and not waiting,
                word=word,
                tag=tag,
                hint=found.hint,
                returned=back.reason if back is not None and waiting else "",
                reason=back.reason if back is not None else "",
                locked=application.status == Status.RETURNED and back is None,
            )
        )
    return states


def unfinished(application: Application) -> list[PartState]:
    return [state for state in part_states(application, with_audit=False) if not state.finished]


def needs_prior_images(application: Application) -> bool:
    """Notice 一(一)5: diploma and 备案表 images are due only if 学信网 has not confirmed the number.

    Whoever finishes the 专科 in the same batch has no diploma yet.
    """
    return application.prior_check not in (PriorCheck.VERIFIED, PriorCheck.SAME_BATCH)


def _find(application: Application, section: str, documents: set[str], photo: Photo | None) -> _Found:
    if section == Section.RECORD:
        return _Found(application.record_confirmed_at is not None, "姓名、证件号码、专业、主考学校")
    if section == Section.COURSES:
        return _courses(application)
    if section == Section.CONTACT:
        done = bool(application.phone and application.address)
        return _Found(done, f"手机 {application.masked_phone}" if done else "手机、通信地址")
    if section == Section.APPRAISAL:
        return _appraisal(application)
    if section == Section.PHOTO:
        return _photo(photo)
    if section == Section.ID_CARD:
        return _id_card(application, documents)
    if section == Section.PRIOR_DEGREE:
        return _prior(application, documents)
    return _Found(application.materials_read_at is not None, "要不要交纸质材料，交到哪里")


def _courses(application: Application) -> _Found:
    """Never stops the candidate: a missing mark may still arrive."""
    audit = audit_record(application.record)
    missing = [finding for finding in audit.findings if finding.severity == "blocks"]
    hint = missing[0].message if missing else f"{audit.credits} 学分，{audit.courses} 门"
    word = "还不满足" if missing else "由老师核对" if audit.is_undecided else "已满足"
    return _Found(True, hint, word=word, tag="yours" if missing else "done")


def _appraisal(application: Application) -> _Found:
    length = appraisal_length(application.appraisal)
    least = application.batch.least_appraisal
    if length >= least:
        return _Found(True, f"{length} 字")
    hint = f"草稿 {length} 字，还差 {least - length} 字" if length else f"不少于 {least} 字"
    return _Found(False, hint, word="未写完" if length else "")


def appraisal_length(text: str) -> int:
    """Characters without white space: what people mean by 字."""
    return len("".join(text.split()))


def _photo(photo: Photo | None) -> _Found:
    if photo is None:
        return _Found(False, "上传后当场检查")
    if photo.verdict == Photo.Verdict.PENDING:
        return _Found(False, "正在检查，一般几秒完成", word="检查中", tag="now")
    fails = [f["advice"] or f["message"] for f in photo.findings if f.get("severity") == "fail"]
    if photo.verdict == Photo.Verdict.FAIL:
        if photo.appeal is not None and photo.appeal.stands:
            return _Found(True, "写明的理由会和照片一起交给老师", word="已请老师判断", tag="theirs")
        return _Found(False, fails[0] if fails else "照片不符合要求", word="需更换", tag="no")
    doubts = sum(f.get("severity") == "warn" for f in photo.findings)
    return _Found(True, f"{doubts} 项由老师确认" if doubts else "检查合格")


def _id_card(application: Application, documents: set[str]) -> _Found:
    """Doubts about the images never stop the candidate; the hint says that there are some."""
    have = len(documents & {Document.Kind.ID_FRONT, Document.Kind.ID_BACK})
    if have < 2:
        return _Found(False, f"已上传 {have} 张，共需 2 张")
    doubts = len(card_report(application).warnings)
    return _Found(True, f"正反面都已上传，{doubts} 处请看一看" if doubts else "正反面都已上传")


def _prior(application: Application, documents: set[str]) -> _Found:
    if not (application.prior_number and application.prior_school and application.prior_level):
        return _Found(False, "专科及以上毕业证书编号")
    if rests_on_same_batch(application):
        return _same_batch(application)
    if not needs_prior_images(application):
        return _Found(True, "学信网已核对")
    missing = [str(k.label) for k in (Document.Kind.PRIOR_DIPLOMA, Document.Kind.CHSI_FORM) if k not in documents]
    return _Found(not missing, f"还缺图片：{'、'.join(missing)}" if missing else "编号和两张图片已提交")


def _same_batch(application: Application) -> _Found:
    """Handing in does not wait for the 专科; passing does."""
    if not application.batch.allows_same_batch:
        return _Found(False, "这一批次不能专科、本科同时办理，请填写毕业证书编号")
    return _Found(True, f"同批次自考专科 {application.prior_number}")
