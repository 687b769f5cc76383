"""Uploads: the ID photo, the ID card sides, the images of a prior degree. Contents are judged later, by opening
them.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from applications.models import Document
from selfexam.plain_forms import PlainForm


class PictureField(forms.FileField):
    """A file of at most UPLOAD_MAX_BYTES; the type is told from the content when it is opened, not from the name."""

    widget = forms.FileInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("accept", "image/jpeg,image/png")
        self.error_messages |= {
            "required": "请先选择图片",
            "empty": "这个文件是空的，请重新选择",
            "missing": "没有收到图片，请重新选择",
            "invalid": "没有收到图片，请重新选择",
        }

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile) and (file.size or 0) > settings.UPLOAD_MAX_BYTES:
            most = settings.UPLOAD_MAX_BYTES // 1024 // 1024
            raise forms.ValidationError(f"图片有 {(file.size or 0) / 1024 / 1024:.1f} MB，请选择 {most} MB 以内的图片")
        return file


class PhotoForm(PlainForm, forms.Form):
    photo = PictureField(label="证件照")


class IdCardForm(PlainForm, forms.Form):
    """Either side alone may be sent; what is there already stays."""

    id_front = PictureField(label=Document.Kind.ID_FRONT.label, required=False)
    id_back = PictureField(label=Document.Kind.ID_BACK.label, required=False)
