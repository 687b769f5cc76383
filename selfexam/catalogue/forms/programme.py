"""Forms of programmes and plan versions."""

from typing import Any, ClassVar, cast

from django import forms

from selfexam.catalogue.code_tables import Level
from selfexam.catalogue.forms.fields import NamedChoice, SeenField, SomeModels, day, whole
from selfexam.catalogue.models import Plan, Programme, School
from selfexam.catalogue.models.names import short_name
from selfexam.plain_forms import PlainForm


def _schools() -> SomeModels:
    return SomeModels(
        School.objects.order_by("code"),
        label="主考学校",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "有一所学校已不在名单中，请重新选择", "invalid_pk_value": "请重新选择学校"},
    )


class ProgrammeForm(PlainForm, forms.Form):
    """Name and schools; code and level stay, because records, plans and certificates refer to them."""

    name = forms.CharField(label="专业名称", max_length=50, widget=forms.TextInput(attrs={"class": "w-id"}))
    schools = _schools()
    seen = SeenField()


class NewProgrammeForm(PlainForm, forms.Form):
    code = forms.CharField(
        label="专业代码",
        help_text="6 位数字，可带 K 或 T",
        max_length=7,
        widget=forms.TextInput(attrs={"class": "w-code"}),
    )
    level = forms.ChoiceField(
        label="层次",
        choices=(("", "请选择"), (Level.JUNIOR_COLLEGE.value, "专科"), (Level.BACHELOR.value, "本科（专升本）")),
        widget=forms.Select(attrs={"class": "w-code"}),
        error_messages={"invalid_choice": "层次只能是专科或本科"},
    )
    name = forms.CharField(label="专业名称", max_length=50, widget=forms.TextInput(attrs={"class": "w-id"}))
    schools = _schools()

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip().upper()
        field = cast("forms.fields.Field", Programme._meta.get_field("code"))
        field.run_validators(code)
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if Programme.objects.filter(code=cleaned.get("code"), level=cleaned.get("level")).exists():
            self.add_error("code", "同一层次已有这个专业代码")
        return cleaned


class NewVersionForm(PlainForm, forms.Form):
    """A new version, as a rule a copy of an older one."""

    version = forms.CharField(
        label="版本",
        help_text="例如 2026",
        max_length=12,
        validators=[short_name],
        widget=forms.TextInput(attrs={"class": "w-code"}),
    )
    valid_from = day("执行起始")
    base = NamedChoice(
        lambda plan: f"{plan.version} 版",
        label="以哪一版为基础",
        help_text="课程、选考组和要求都照抄过来，再逐项修改",
        to_field_name="version",
        empty_label="不照抄，从空白开始",
        widget=forms.Select(attrs={"class": "w-id"}),
        error_messages={"invalid_choice": "没有这一版，请重新选择"},
    )

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(NamedChoice, self.fields["base"]).queryset = programme.plans.order_by("-valid_from", "version")


class PlanForm(PlainForm, forms.ModelForm):  # type: ignore[type-arg]
    """Dates and sums of a version; what is in use keeps its sums (domain/change.py)."""

    valid_from = day("执行起始")
    valid_until = day("过渡期截止", "老计划停用后，考生还可以用到哪一天", required=False)
    last_graduation = day("最后毕业日期", "停考专业最后一次办理毕业的日期", required=False)
    least_courses = whole("最少门数", 99)
    least_credits = whole("最少学分", 300)
    seen = SeenField()

    class Meta:
        model = Plan
        fields = ("valid_from", "valid_until", "last_graduation", "least_courses", "least_credits", "source_note")
        widgets: ClassVar = {"source_note": forms.TextInput(attrs={"class": "w-line"})}

    def __init__(self, *args: Any, in_use: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("least_courses", "least_credits") if in_use else ():
            self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins = cleaned.get("valid_from")
        for name in ("valid_until", "last_graduation"):
            if begins and cleaned.get(name) and cleaned[name] < begins:
                self.add_error(name, f"{self.fields[name].label}不能早于执行起始")
        return cleaned
