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
    """A file of at most `most_bytes`, by default UPLOAD_MAX_BYTES. What it is, is told by opening it."""

    widget = forms.FileInput

    def __init__(self, *, most_bytes: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most_bytes = most_bytes
        self.widget.attrs.setdefault("accept", "image/jpeg,image/png,image/heic,image/heif,.heic")
        self.error_messages |= {
            "required": "请先选择图片",
            "empty": "这个文件是空的，请重新选择",
            "missing": "没有收到图片，请重新选择",
            "invalid": "没有收到图片，请重新选择",
        }

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        most = self.most_bytes or settings.UPLOAD_MAX_BYTES
        if isinstance(file, UploadedFile) and (file.size or 0) > most:
            said = f"图片有 {(file.size or 0) / 1024 / 1024:.1f} MB，请选择 {most // 1024 // 1024} MB 以内的图片"
            raise forms.ValidationError(said)
        return file


class PhotoForm(PlainForm, forms.Form):
    """A phone's own file is welcome: what does not fit can be cropped."""

    photo = PictureField(label="证件照", most_bytes=settings.PHOTO_MAX_BYTES)


class IdCardForm(PlainForm, forms.Form):
    """Either side alone may be sent; what is there already stays."""

    id_front = PictureField(label=Document.Kind.ID_FRONT.label, required=False)
    id_back = PictureField(label=Document.Kind.ID_BACK.label, required=False)
