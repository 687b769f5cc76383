"""Takes and removes the images of a form, opened safely and re-encoded; more may come until the decision."""

import hashlib
from functools import partial
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction

from applications.domain.exemptions.fetching import own_request, returned_request
from applications.domain.refusals import NotAllowed
from applications.models import ExemptionImage, ExemptionRequest, ExemptionRow
from applications.photos.opening import open_picture
from applications.photos.storing import re_encode
from selfexam.accounts.actors import Actor

MOST_IMAGES = 8


def add_image(request_uuid: UUID | str, data: bytes, *, by: Actor) -> ExemptionImage:
    """The same image twice is one. Raises photos' Refused for what is no picture, NotAllowed when all is decided."""
    kept = re_encode(open_picture(data))
    digest = hashlib.sha256(kept).hexdigest()
    with transaction.atomic():
        request = own_request(request_uuid, by=by)
        if request.handed_in_at and not request.rows.undecided().exists():
            raise NotAllowed("这份免考申请已有结果，不能再补图片")
        same = request.images.filter(sha256=digest).first()
        if same is not None:
            return same
        if request.images.count() >= MOST_IMAGES:
            raise NotAllowed(f"最多上传 {MOST_IMAGES} 张图片，请先删去不需要的")
        image = ExemptionImage(request=request, sha256=digest, bytes=len(kept))
        image.file.save("exemption.jpg", ContentFile(kept), save=False)
        image.save()
    return image


@transaction.atomic
def remove_image(image_uuid: UUID | str, *, by: Actor) -> None:
    """While the form is being filled in, or was sent back and no other course of it rests on the images."""
    image = ExemptionImage.objects.visible_to(by).select_related("request").get(uuid=image_uuid)
    request = own_request(image.request.uuid, by=by)
    if request.handed_in_at is not None:
        if not images_may_go(request):
            raise NotAllowed("这份免考申请已提交，图片不能再删")
        returned_request(request.uuid, by=by)
    storage, name = image.file.storage, str(image.file.name)
    image.delete()
    transaction.on_commit(partial(storage.delete, name))


def images_may_go(request: ExemptionRequest) -> bool:
    """Every course that still counts was sent back, so nobody has judged or judges by these images."""
    rows = request.rows.exclude(state__in=(ExemptionRow.State.WITHDRAWN, ExemptionRow.State.ENDED))
    states = set(rows.values_list("state", flat=True))
    return states == {ExemptionRow.State.RETURNED}


@transaction.atomic
def discard(request_uuid: UUID | str, *, by: Actor) -> None:
    """A form that was never handed in disappears with its images; the courses may be asked for anew."""
    request = own_request(request_uuid, by=by)
    if request.handed_in_at is not None or request.rows.exclude(state=ExemptionRow.State.DRAFT).exists():
        raise NotAllowed("这份免考申请已提交，不能删除；没有缴费的课程可以撤回")
    files = [(image.file.storage, str(image.file.name)) for image in request.images.all()]
    request.delete()
    for storage, name in files:
        transaction.on_commit(partial(storage.delete, name))
