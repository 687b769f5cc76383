"""What cannot be printed is refused while it is typed, and nothing of it is saved."""

import pytest

from applications.forms.appraisal import AppraisalForm
from applications.forms.contact import ContactForm
from selfexam.typed import plain, unprintable


@pytest.mark.parametrize("text", ["学习😀", "学习\ue000", "学习\U0001f1e8", "学习\U000fffff"])
def test_pictures_and_private_characters_are_refused_by_name(text: str) -> None:
    form = AppraisalForm({"appraisal": text})
    assert not form.is_valid()
    assert form.errors["appraisal"] == [f"“{text[2:]}”不能打印在表格上，请删去或改用文字"]


@pytest.mark.parametrize("text", ["㐂𠮷䶮", "1.5 × 2 ≥ 3，“引号”……——", "Ünal·阿依古丽", "①②③ ℃ № ★"])
def test_rare_characters_signs_and_other_scripts_stay(text: str) -> None:
    form = AppraisalForm({"appraisal": text})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["appraisal"] == text


def test_invisible_characters_are_taken_out() -> None:
    assert plain("\u202e张\u200b三\ufeff\ufe0f") == "张三"
    assert unprintable("张三") == ""


def test_an_address_with_a_picture_is_refused_too() -> None:
    form = ContactForm({"phone": "13800000001", "address": "示例市样本区虚构路 1 号🏠", "employer": "某厂🏭"})
    assert not form.is_valid()
    assert set(form.errors) == {"address", "employer"}
