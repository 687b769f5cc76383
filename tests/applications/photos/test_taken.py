"""The camera's time is noted before the metadata goes, and read as a hint; nothing else of the camera is kept."""

from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from applications.domain.upload_photo import upload_photo
from applications.models import Photo
from applications.photos.checking import check_photo
from applications.photos.opening import open_picture
from selfexam.accounts.actors import Actor
from tests.applications.photos.conftest import jpeg, picture
from tests.factories.applications import ApplicationFactory


@pytest.mark.django_db
@pytest.mark.parametrize("taken", ["2022:11:03 09:30:00", ""])
def test_the_time_reaches_the_check_although_the_kept_file_has_none(
    networks: Path, settings: object, taken: str
) -> None:
    settings.PHOTO_NETWORKS = networks  # type: ignore[attr-defined]
    exif = Image.Exif()
    exif[0x010F] = "Camera maker"
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken
    application = ApplicationFactory()
    owner: Actor = application.record.holder
    photo = upload_photo(application.uuid, jpeg(picture(), exif=exif), by=owner)
    assert photo.verdict == Photo.Verdict.PENDING
    with photo.file.open("rb") as file:
        kept = file.read()
    assert open_picture(kept).facts.taken is None
    assert b"Camera maker" not in kept
    assert check_photo(photo.pk)
    photo.refresh_from_db()
    (age,) = [found for found in photo.findings if found["code"] == "age"]
    assert ("2022 年 11 月 3 日" in age["message"]) == bool(taken)
    assert photo.measures["file"]["taken"] == (datetime(2022, 11, 3, 9, 30).isoformat() if taken else None)
