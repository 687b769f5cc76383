"""Fields of the plan forms: whole numbers, days, and courses typed by their code."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms

from selfexam import typed
from selfexam.catalogue.models import Course

if TYPE_CHECKING:
    ModelChoice = forms.ModelChoiceField[Any]
    _SomeModels = forms.ModelMultipleChoiceField[Any]
else:
    ModelChoice, _SomeModels = forms.ModelChoiceField, forms.ModelMultipleChoiceField


class SomeModels(_SomeModels):
    """Several rows. A number that no key can be is a row that is not there; SQLite would answer with an error."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError:
            raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice") from None


class NamedChoice(ModelChoice):
    """A choice among rows, each named by `say`; the rows themselves are set when the form is made."""

    def __init__(self, say: Callable[[Any], str], **kwargs: Any) -> None:
        self.say = say
        super().__init__(queryset=None, required=False, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return self.say(obj)


def whole(label: str, most: int, *, least: int = 0, hint: str = "", required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=required,
        min_value=least,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-code"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), f"{label}是 {least} 到 {most} 之间的整数"),
    )


def day(label: str, hint: str = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.DateInput(attrs={"type": "date", "class": "w-code"}, format="%Y-%m-%d"),
        error_messages={"invalid": f"{label}要写成日期，例如 2027-12-31"},
    )


class SeenField(forms.CharField):
    """What the page showed when it was opened; see domain/change.py."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput)


class CourseField(forms.CharField):
    """A course by its 5-digit code; `clean` gives the course."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "w-code", "autocomplete": "off"})
        super().__init__(**{"widget": widget, "max_length": 20, **kwargs})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return course_of(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        return value.code if isinstance(value, Course) else value


class CoursesField(forms.CharField):
    """One or several courses, separated by spaces or commas; `clean` gives them in that order."""

    def clean(self, value: Any) -> Any:
        codes = [code for code in re.split(r"[\s、,，;；]+", super().clean(value)) if code]
        courses = [course_of(code) for code in codes]
        if len({course.pk for course in courses}) < len(courses):
            raise forms.ValidationError("同一门课程写了两次")
        return courses


def course_of(text: str) -> Course:
    """The course behind a typed code, or the sentence that there is none."""
    code = typed.compact(text)
    if not re.fullmatch(r"[0-9]{5}", code):
        raise forms.ValidationError(f"“{text}”不是 5 位课程代码")
    course = Course.objects.filter(code=code).first()
    if course is None:
        raise forms.ValidationError(f"没有课程 {code}，请先在课程表中登记")
    return course
