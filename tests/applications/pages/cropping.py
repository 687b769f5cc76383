"""What tests of the cropping pages share: a candidate whose phone photo was checked and can be helped."""

from collections.abc import Callable

from applications.domain.upload_photo import upload_photo
from applications.models import Application, Crop, Photo
from tests.applications.photos.scenes import phone_jpeg, scene
from tests.cast import Cast

RunJobs = Callable[..., list[str]]


def offered(cast: Cast, run_jobs: RunJobs, data: bytes | None = None) -> tuple[Application, Crop]:
    """A draft whose current photo failed, and the answer to whether a crop can help."""
    draft = cast.application()
    upload_photo(draft.uuid, data or tilted(), by=draft.record.holder)
    run_jobs()
    crop = Crop.objects.for_photo(draft.photos.current().get())
    assert crop is not None
    return draft, crop


def tilted() -> bytes:
    return phone_jpeg(scene(6, size=(900, 1200), scale=1.2, roll=6), orientation=6)


def current(application: Application) -> Photo:
    return application.photos.current().get()
