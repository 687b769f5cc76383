"""Forms of substitutions, exemption rules and the national minimum."""

from typing import Any, ClassVar

from django import forms

from selfexam.catalogue.forms.fields import CourseField, CoursesField, SeenField, day, whole
from selfexam.catalogue.models import Course, ExemptionRule, LevelMinimum
from selfexam.plain_forms import PlainForm


class SubstitutionForm(PlainForm, forms.Form):
    wanted = CourseField(label="计划课程代码", help_text="计划里要求的课程")
    given = CoursesField(
        label="顶替课程代码",
        help_text="通过这门课程就算通过计划课程；要几门一起才能顶替的，用空格隔开写在一起",
        max_length=120,
        widget=forms.TextInput(attrs={"class": "w-id", "autocomplete": "off"}),
    )
    until = day("截止使用", "空着表示一直可以用", required=False)
    seen = SeenField()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("wanted") in (cleaned.get("given") or []):
            self.add_error("given", "课程不能顶替自己")
        return cleaned


class UntilForm(PlainForm, forms.Form):
    until = day("截止使用", "空着表示一直可以用", required=False)
    seen = SeenField()


class ExemptionForm(PlainForm, forms.ModelForm):  # type: ignore[type-arg]
    course_code = CourseField(label="可免课程代码")
    mark = whole("按多少分计", 100, least=60, hint="证书免考填写，一般是 60；学历课程免考不填", required=False)
    seen = SeenField()
    field_order = ["kind", "evidence", "course_code", "mark", "programme"]  # noqa: RUF012

    class Meta:
        model = ExemptionRule
        fields = ("kind", "evidence", "mark", "programme")
        labels: ClassVar = {"programme": "只用于哪个专业"}
        help_texts: ClassVar = {
            "evidence": "证书写等级，例如 全国英语等级考试三级；学历课程写课程名称",
            "programme": "不选专业的，各专业都可以用",
        }
        widgets: ClassVar = {
            "kind": forms.Select(attrs={"class": "w-code"}),
            "evidence": forms.TextInput(attrs={"class": "w-id"}),
            "programme": forms.Select(attrs={"class": "w-id"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programme = self.fields["programme"]
        assert isinstance(programme, forms.ModelChoiceField)  # noqa: S101
        programme.empty_label = "各专业"
        if self.instance.pk:
            self.initial["course_code"] = self.instance.course

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if isinstance(cleaned.get("course_code"), Course):
            self.instance.course = cleaned["course_code"]
        certificate = cleaned.get("kind") == ExemptionRule.Kind.CERTIFICATE
        if certificate and cleaned.get("mark") is None and "mark" not in self.errors:
            self.add_error("mark", "请填写按多少分计，一般是 60")
        elif cleaned.get("kind") == ExemptionRule.Kind.QUALIFICATION and cleaned.get("mark") is not None:
            self.add_error("mark", "学历课程免考没有分数，这里不填")
        if not self.errors and self._is_there_already(cleaned):
            self.add_error("evidence", "这条免考规则已经有了")
        return cleaned

    def _is_there_already(self, cleaned: dict[str, Any]) -> bool:
        same = {name: cleaned[name] for name in ("kind", "evidence", "programme")}
        rules = ExemptionRule.objects.filter(course=cleaned["course_code"], **same)
        return rules.exclude(pk=self.instance.pk).exists()

    def _get_validation_exclusions(self) -> set[str]:
        """The constraints were asked above, with sentences of their own at their fields."""
        return {field.name for field in ExemptionRule._meta.fields}


class MinimumForm(PlainForm, forms.ModelForm):  # type: ignore[type-arg]
    least_courses = whole("最少门数", 99, least=1)
    least_credits = whole("最少学分", 300, least=1)
    seen = SeenField()

    class Meta:
        model = LevelMinimum
        fields = ("least_courses", "least_credits", "source_note")
        widgets: ClassVar = {"source_note": forms.TextInput(attrs={"class": "w-line"})}
