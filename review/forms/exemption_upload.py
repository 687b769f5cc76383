"""Upload of a unit's table of exemptions."""

from django import forms

from selfexam.plain_forms import PlainForm


class ExemptionTableForm(PlainForm, forms.Form):
    """Only that a file was chosen; its rows are judged by applications/exemptions/table.py."""

    file = forms.FileField(
        label="免考表格",
        help_text="XLSX 或 CSV，列名与模板相同",
        allow_empty_file=True,
        max_length=200,
        error_messages={"required": "请上传免考表格", "max_length": "文件名太长，请改短后重新上传"},
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
