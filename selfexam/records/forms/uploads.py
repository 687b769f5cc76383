"""Upload of a file of records or credits."""

from django import forms

from selfexam.plain_forms import PlainForm


class UploadForm(PlainForm, forms.Form):
    """Only that a file was chosen; what stands in it is compared in the background."""

    file = forms.FileField(
        label="文件",
        help_text="XLSX、CSV（UTF-8 或 GB18030）或 DBF，文件名或工作表名为“考籍”“成绩”“前置学历核对”",
        allow_empty_file=True,
        max_length=200,
        error_messages={"max_length": "文件名太长，请改短后重新上传"},
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.dbf"}),
    )
