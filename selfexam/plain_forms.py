"""What all forms of the portal share: plain sentences for empty fields, no validation bubbles of the browser.

Mixed into forms of every app: `class ContactForm(PlainForm, forms.Form)`.
"""

from typing import Any

from django import forms

# Django's own words for a choice that nobody made yet.
DASHES = "---------"


def in_words(choices: Any) -> list[Any]:
    return [(key, "请选择" if text == DASHES else text) for key, text in choices]


class PlainForm(forms.BaseForm):
    """An empty field says 请填写… or 请选择… with its own label, an empty choice 请选择, a long text 请缩短….

    Browsers leave the checking to the server.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            label = field.label or name
            verb = (
                "请选择"
                if isinstance(field, forms.ChoiceField)
                else "请上传"
                if isinstance(field, forms.FileField)
                else "请填写"
            )
            given = type(field).default_error_messages.get("required", forms.Field.default_error_messages["required"])
            if field.error_messages.get("required") == given and not isinstance(field, forms.BooleanField):
                field.error_messages["required"] = f"{verb}{label}"
            if isinstance(field, forms.CharField) and field.max_length:
                field.error_messages.setdefault("max_length", f"{label}太长，请缩短到 {field.max_length} 字以内")
            if isinstance(field, forms.ModelChoiceField):
                field.empty_label = "请选择" if field.empty_label == DASHES else field.empty_label
            elif isinstance(field, forms.ChoiceField):
                field.choices = in_words(field.choices)
