"""What a form still lacks before it can be handed in; pages show it, domain/exemptions/hand_in.py refuses on it."""

from applications.models import ExemptionRequest, ExemptionRow


def missing_of(request: ExemptionRequest, rows: list[ExemptionRow], images: int) -> list[str]:
    """Each a few words that a page can list: 证书编号, 00018 的已考课程, 证明材料图片."""
    lacking = [label for label, value in evidence_of(request) if not value]
    if not rows:
        lacking.append("申请免考的课程")
    if request.basis != ExemptionRequest.Basis.CERTIFICATE:
        lacking += [f"{row.course.code} 的已考课程" for row in rows if not row.passed_name]
    if request.basis in ExemptionRequest.KEEPS_MARKS:
        lacking += [f"{row.course.code} 的成绩" for row in rows if not row.passed_mark]
    if not images and not request.on_paper:
        lacking.append("证明材料图片")
    return lacking


def evidence_of(request: ExemptionRequest) -> list[tuple[str, str]]:
    """What the head of the form has to name by its basis: (label, what stands there)."""
    if request.basis == ExemptionRequest.Basis.CERTIFICATE:
        return [("证书名称", request.certificate), ("证书编号", request.number)]
    if request.basis == ExemptionRequest.Basis.DEGREE:
        return [("毕业院校", request.school), ("原专业", request.major), ("学历层次", request.level)]
    if request.basis == ExemptionRequest.Basis.TRANSFER:
        return [("原准考证号", request.old_number), ("转出地考试机构", request.school)]
    return [("原准考证号", request.old_number)]
