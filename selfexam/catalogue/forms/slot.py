"""Forms of a slot with its courses, and of an elective group."""

from typing import Any, cast

from django import forms

from selfexam.catalogue.domain.edit_groups import GroupIn
from selfexam.catalogue.domain.edit_slots import CourseIn, SlotIn
from selfexam.catalogue.forms.fields import CourseField, NamedChoice, SeenField, whole
from selfexam.catalogue.models import Plan, PlanSlot, SlotCourse, SlotGroup
from selfexam.catalogue.models.names import short_name
from selfexam.plain_forms import PlainForm

_CODE = forms.TextInput(attrs={"class": "w-code"})


class SlotForm(PlainForm, forms.Form):
    number = forms.CharField(label="序号", max_length=4, validators=[short_name], widget=_CODE)
    kind = forms.ChoiceField(
        label="类型",
        choices=PlanSlot.Kind.choices,
        widget=forms.Select(attrs={"class": "w-id"}),
        error_messages={"invalid_choice": "请选择类型"},
    )
    group = NamedChoice(
        lambda group: f"{group.code} {group.name}",
        label="选考组",
        help_text="类型是选考时选择",
        to_field_name="code",
        empty_label="不在选考组",
        widget=forms.Select(attrs={"class": "w-id"}),
        error_messages={"invalid_choice": "没有这个选考组，请重新选择"},
    )
    seen = SeenField()

    def __init__(self, plan: Plan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(NamedChoice, self.fields["group"]).queryset = plan.groups.order_by("code")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, group = cleaned.get("kind"), cleaned.get("group")
        if kind == PlanSlot.Kind.ELECTIVE and group is None and "group" not in self.errors:
            self.add_error("group", "选考课程要选一个选考组；没有的话先新建选考组")
        elif kind and kind != PlanSlot.Kind.ELECTIVE and group is not None:
            self.add_error("group", "只有选考课程属于选考组，请选“不在选考组”")
        return cleaned

    def wanted(self, courses: list[CourseIn]) -> SlotIn:
        data = self.cleaned_data
        return SlotIn(data["number"], data["kind"], data["group"], courses, data.get("after"))


class NewSlotForm(SlotForm):
    after = NamedChoice(
        lambda slot: f"第 {slot.number} 项",
        label="放在哪一项之后",
        to_field_name="number",
        empty_label="最前面",
        widget=forms.Select(attrs={"class": "w-id"}),
        error_messages={"invalid_choice": "没有这一项，请重新选择"},
    )

    def __init__(self, plan: Plan, *args: Any, **kwargs: Any) -> None:
        super().__init__(plan, *args, **kwargs)
        cast(NamedChoice, self.fields["after"]).queryset = plan.slots.order_by("position")


class CourseRow(PlainForm, forms.Form):
    """One course of a slot; an emptied code takes the row away."""

    course = CourseField(label="课程代码", required=False)
    credits = whole("学分", 30, required=False)
    part = forms.ChoiceField(
        label="组成",
        choices=SlotCourse.Part.choices,
        widget=forms.Select(attrs={"class": "w-code"}),
        error_messages={"invalid_choice": "请选择组成"},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("course") and cleaned.get("credits") is None and "credits" not in self.errors:
            self.add_error("credits", "请填写学分，毕业论文填 0")
        if cleaned.get("credits") is not None and not cleaned.get("course") and "course" not in self.errors:
            self.add_error("course", "请填写课程代码")
        return cleaned


class CourseRowSet(forms.BaseFormSet):  # type: ignore[type-arg]
    def clean(self) -> None:
        """At least one course, none twice."""
        if any(self.errors):
            return
        courses = [row.course.code for row in self.wanted()]
        if not self.forms:
            raise forms.ValidationError("没有收到课程，请重新打开页面再填写")
        if not courses:
            self.forms[0].add_error("course", "请填写课程代码，每一项至少一门课程")
        for form in self.forms:
            course = form.cleaned_data.get("course")
            if course is not None and courses.count(course.code) > 1:
                form.add_error("course", f"{course.code} 写了两次")
                break

    def is_valid(self) -> bool:
        """`clean` above may have put errors into rows that were valid by themselves."""
        return super().is_valid() and not any(form.errors for form in self.forms)

    def wanted(self) -> list[CourseIn]:
        rows = [form.cleaned_data for form in self.forms]
        return [CourseIn(row["course"], row["part"], row["credits"]) for row in rows if row.get("course")]


_Rows = forms.formset_factory(CourseRow, formset=CourseRowSet, extra=2, max_num=20, absolute_max=25)


def course_rows(data: Any, initial: Any = None) -> CourseRowSet:
    """The courses of a slot, and two empty rows for more."""
    return cast(CourseRowSet, _Rows(data, initial=initial, prefix="courses"))


class GroupForm(PlainForm, forms.Form):
    code = forms.CharField(label="组号", help_text="例如 G1", max_length=8, validators=[short_name], widget=_CODE)
    name = forms.CharField(label="名称", max_length=40, widget=forms.TextInput(attrs={"class": "w-id"}))
    least_courses = whole("最少门数", 99)
    least_credits = whole("最少学分", 300)
    condition_slot = NamedChoice(
        lambda slot: f"第 {slot.number} 项通过",
        label="条件",
        help_text="要求与另一项是否通过有关时选择，例如不选外语的要多选两门",
        to_field_name="number",
        empty_label="没有条件",
        widget=forms.Select(attrs={"class": "w-id"}),
        error_messages={"invalid_choice": "没有这一项，请重新选择"},
    )
    otherwise_courses = whole("那一项没有通过时最少门数", 99, required=False)
    otherwise_credits = whole("那一项没有通过时最少学分", 300, required=False)
    seen = SeenField()

    def __init__(self, plan: Plan, *args: Any, but: SlotGroup | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A condition inside its own group would lower what the group asks for.
        outside = plan.slots.exclude(group=but) if but else plan.slots.all()
        cast(NamedChoice, self.fields["condition_slot"]).queryset = outside.order_by("position")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("otherwise_courses", "otherwise_credits"):
            given = cleaned.get(name) is not None
            if cleaned.get("condition_slot") and not given and name not in self.errors:
                self.add_error(name, f"请填写{self.fields[name].label}")
            elif not cleaned.get("condition_slot") and given and "condition_slot" not in self.errors:
                self.add_error(name, "没有条件时这里不填")
        return cleaned

    def wanted(self) -> GroupIn:
        return GroupIn(**{name: value for name, value in self.cleaned_data.items() if name != "seen"})
