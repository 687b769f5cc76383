"""Serves an image of somebody's document: to its owner as it is kept, to everybody else with the reader drawn into it.

Views decide who may see the image; called by those of documents, exemptions and corrections.
"""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse

from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.private_files import respond, respond_with
from selfexam.watermark import watermarked, words_for


def respond_to(user: User, file: FieldFile, *, long_side: int | None = None) -> HttpResponse | FileResponse:
    """A JPEG of ours for `user`, for a desk at most `long_side` pixels long; 404 for a file already removed."""
    try:
        if user.role == Role.CANDIDATE:
            return respond(file, "image/jpeg")
        with file.open("rb") as stored:
            data = bytes(stored.read())
    except FileNotFoundError as gone:
        raise Http404 from gone
    return respond_with(watermarked(data, words_for(user), long_side=long_side), "image/jpeg")
