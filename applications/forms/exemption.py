"""The form of annex 5 (课程免考申请表): what its head asks for by basis, and its lines. May be saved unfinished."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms

from applications.domain.exemptions.save_request import Evidence, Wish
from applications.exemptions.courses import OpenCourse
from applications.forms.printed import printed
from applications.models import ExemptionRequest, ExemptionRow
from selfexam.plain_forms import PlainForm
from selfexam.typed import compact, plain, unprintable

Basis = ExemptionRequest.Basis
FIELDS: dict[str, tuple[str, ...]] = {
    Basis.SELF_STUDY: ("old_number", "major", "number"),
    Basis.DEGREE: ("school", "major", "level", "number"),
    Basis.CERTIFICATE: ("certificate", "number"),
    Basis.TRANSFER: ("old_number", "school", "major", "number"),
    Basis.MERGED: ("old_number", "major", "number"),
}
DUE: dict[str, tuple[str, ...]] = {
    Basis.SELF_STUDY: ("old_number",),
    Basis.DEGREE: ("school", "major", "level"),
    Basis.CERTIFICATE: ("certificate", "number"),
    Basis.TRANSFER: ("old_number", "school"),
    Basis.MERGED: ("old_number",),
}
MOST_NAME, MOST_CODE, MOST_MARK, MOST_CREDITS = 60, 12, 12, 99
LEAST_PHONE = 7


class EvidenceForm(PlainForm, forms.Form):
    """Nothing is required here: missing.py says what is still due before the form can be handed in."""

    old_number = forms.CharField(
        label="原准考证号", help_text="已考合格课程所在的准考证", max_length=20, required=False
    )
    school = forms.CharField(label="毕业院校", max_length=60, required=False)
    major = forms.CharField(label="原专业", help_text="毕业证书上的专业", max_length=60, required=False)
    level = forms.ChoiceField(
        label="学历层次", choices=[("", "请选择"), *ExemptionRequest.Level.choices], required=False
    )
    certificate = forms.CharField(label="证书名称", help_text="例如 NCRE 一级", max_length=60, required=False)
    number = forms.CharField(label="证书编号", help_text="在证书上", max_length=40, required=False)
    phone = forms.CharField(label="联系电话", help_text="印在免考申请表上", max_length=20, required=False)
    pages = forms.IntegerField(
        label="材料份数（页）",
        help_text="交给学校的证明材料一共几页",
        min_value=0,
        max_value=99,
        required=False,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "材料份数写 0 到 99 之间的整数"),
    )
    on_paper = forms.BooleanField(label="证明材料交纸质，不上传图片", required=False)

    def __init__(self, basis: str, *args: Any, by_unit: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.basis = basis
        kept = {*FIELDS[basis], "phone", "pages", *(("on_paper",) if by_unit else ())}
        for name in set(self.fields) - kept:
            del self.fields[name]
        self.order_fields([*FIELDS[basis], "phone", "pages", "on_paper"])
        for bound in self.fields.values():
            bound.error_messages.setdefault("max_length", f"{bound.label}太长，请缩短")
        self.fields["phone"].widget.attrs |= {"inputmode": "tel", "class": "w-code"}
        self.fields["pages"].widget.attrs |= {"inputmode": "numeric", "class": "w-date"}
        if basis == Basis.CERTIFICATE:
            self.fields["certificate"].widget.attrs["list"] = "known-certificates"
        if basis == Basis.TRANSFER:
            self.fields["school"].label, self.fields["school"].help_text = "转出地考试机构", "例如 四川省教育考试院"
        if basis in ExemptionRequest.BY_OLD_NUMBER:
            self.fields["number"].label, self.fields["number"].help_text = "原证书号", "没有毕业可以不填"

        for name in DUE[basis]:
            self.fields[name].required = True

    def full_clean(self) -> None:
        """Due fields look due, and a form without them is kept all the same."""
        for name in DUE[self.basis]:
            self.fields[name].required = False
        super().full_clean()
        for name in DUE[self.basis]:
            self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("old_number", "number", "phone"):
            if name in given:
                given[name] = compact(given[name])
        for name in ("school", "major", "certificate"):
            if name in given:
                self._keep_printed(given, name)
        phone = given.get("phone", "").removeprefix("+").removeprefix("＋")
        if phone and not (phone.isascii() and phone.isdigit() and len(phone) >= LEAST_PHONE):
            self.add_error("phone", "请填写完整的电话号码，只含数字，固定电话带区号")
        return given

    def _keep_printed(self, given: dict[str, Any], name: str) -> None:
        """Annex 5 prints what stands here."""
        try:
            given[name] = printed(given[name])
        except forms.ValidationError as odd:
            self.add_error(name, odd)

    def evidence(self) -> Evidence:
        values = {name: value for name, value in self.cleaned_data.items() if name != "pages"}
        return Evidence(basis=self.basis, pages=self.cleaned_data.get("pages") or 0, **values)


@dataclass
class Line:
    """One course as the page shows it: chosen or not, with what was typed beside it."""

    course: OpenCourse
    chosen: bool = False
    code: str = ""
    name: str = ""
    mark: str = ""
    credits: str = ""
    suggestion: int | None = None

    def wish(self) -> Wish:
        credits = int(self.credits) if self.credits else None
        return Wish(self.course.code, self.code, self.name, self.mark, credits)


@dataclass
class Lines:
    """All courses that may be asked for; `errors` name the course and what to do."""

    rows: list[Line] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def wishes(self) -> list[Wish]:
        return [line.wish() for line in self.rows if line.chosen]


def stored_lines(offered: Iterable[OpenCourse], rows: Iterable[ExemptionRow]) -> Lines:
    mine = {row.course.code: row for row in rows}
    lines = Lines()
    for course in offered:
        row = mine.get(course.code)
        line = Line(course)
        if row is not None:
            credits = "" if row.passed_credits is None else str(row.passed_credits)
            line = Line(course, True, row.passed_code, row.passed_name, row.passed_mark, credits, row.mark)
        lines.rows.append(line)
    return lines


def read_lines(post: Mapping[str, str], chosen: Iterable[str], offered: Iterable[OpenCourse]) -> Lines:
    """What was typed, as it was typed: a refused form comes back whole."""
    picked, lines = set(chosen), Lines()
    for course in offered:
        name, code, mark, credits = (
            plain(post.get(f"{part}-{course.code}", "")).strip() for part in ("name", "code", "mark", "credits")
        )
        lines.rows.append(Line(course, course.code in picked, code, name, mark, credits))
    for line in lines.rows:
        if line.chosen:
            lines.errors += _problems(line)
    unknown = picked - {line.course.code for line in lines.rows}
    if unknown:
        lines.errors.append(f"课程 {'、'.join(sorted(unknown))[:60]} 不能申请免考，请刷新后重新选择")
    return lines


def _problems(line: Line) -> Iterable[str]:
    if len(line.name) > MOST_NAME or len(line.code) > MOST_CODE or len(line.mark) > MOST_MARK:
        yield f"{line.course.code}：已考课程写得太长，请缩短"
    if odd := unprintable(line.name + line.code + line.mark):
        yield f"{line.course.code}：“{odd[:8]}”不能打印在申请表上，请删去或改用文字"
    if line.credits and not (line.credits.isascii() and line.credits.isdigit() and int(line.credits) <= MOST_CREDITS):
        yield f"{line.course.code}：学分是 0 到 {MOST_CREDITS} 的整数"
