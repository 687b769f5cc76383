"""For which school a print run is started."""

from django import forms

from selfexam.catalogue.models import School
from selfexam.plain_forms import PlainForm


class StartRunForm(PlainForm, forms.Form):
    school = forms.ModelChoiceField(School.objects.all(), label="主考学校", required=False, empty_label="全部学校")
