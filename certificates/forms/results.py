"""Upload of a registration results file."""

from django import forms

from selfexam.plain_forms import PlainForm


class ResultsForm(PlainForm, forms.Form):
    """Only that a file was chosen; what stands in it is judged by domain/preview_results.py."""

    file = forms.FileField(
        label="结果文件",
        help_text="XLSX 或 CSV，有“准考证号”“结果”两列，可有“证书编号”“说明”",
        allow_empty_file=True,
        max_length=200,
        error_messages={"max_length": "文件名太长，请改短后重新上传"},
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
