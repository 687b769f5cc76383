"""Upload of a file of plan tables."""

from django import forms

from selfexam.plain_forms import PlainForm


class PlanUploadForm(PlainForm, forms.Form):
    """Only that a file was chosen; what stands in it is judged by domain/plan_uploads.py."""

    file = forms.FileField(
        label="计划文件",
        help_text="XLSX，工作表和列名与模板相同；一张表的也可以是 CSV，文件名用表的名字",
        allow_empty_file=True,
        max_length=200,
        error_messages={"required": "请上传计划文件", "max_length": "文件名太长，请改短后重新上传"},
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
