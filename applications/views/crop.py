"""裁剪证件照: the original and what would become of it side by side, steps by hand, and the candidate's decision.

Where the frame stands is in the address, so every step can be gone back and works without JavaScript; nothing is
written before the decision.
"""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from applications.domain.crop_photo import guide_of, live_crop, source_size, use_crop, why_not_usable
from applications.domain.edit import why_locked
from applications.forms.frame import FrameForm
from applications.models import Application, Crop
from applications.photos.cropping.drawing import drawn
from applications.photos.cropping.frame import Frame
from applications.photos.cropping.guide import Guide
from applications.photos.cropping.moving import Move, moved
from applications.photos.cropping.subject import Subject
from applications.photos.rules import PhotoRules
from applications.sections import Section
from applications.views.answering import answered
from applications.views.fetching import FILLERS, own_application
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.models import User


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*FILLERS)
def crop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    application = own_application(request, uuid)
    if sentence := why_locked(application, Section.PHOTO):
        messages.warning(request, sentence)
        return redirect("applications:photo", application.uuid)
    offer = live_crop(application)
    if request.method == "POST" and (offer is None or request.POST.get("crop") != str(offer.uuid)):
        messages.warning(request, "照片已经换过，刚才的裁剪没有使用")
        return redirect("applications:photo", application.uuid)
    if offer is None:
        return redirect("applications:photo", application.uuid)
    if request.method == "POST":
        return _acted(request, application, offer, signed_in(request))
    frame = _frame(request.GET, offer)
    return render(request, "applications/crop.html", _context(application, offer, frame))


def _acted(request: HttpRequest, application: Application, offer: Crop, user: User) -> HttpResponse:
    """A step leads back to the page with the frame moved; the decision leads to the photo and its check."""
    frame = _frame(request.POST, offer)
    act = request.POST.get("act", "")
    if act in set(Move):
        return redirect(_stepped(request, application, offer, frame, Move(act)))
    with answered(request):
        use_crop(application.uuid, offer.uuid, frame, by=user)
        messages.success(request, "裁剪好的照片已保存，正在检查")
        return redirect("applications:photo", application.uuid)
    return redirect(_address(application, frame))


def _stepped(request: HttpRequest, application: Application, offer: Crop, frame: Frame, move: Move) -> str:
    rules = PhotoRules.from_json(application.batch.photo_rules)
    there = moved(frame, move, Guide.of(rules).size)
    if sentence := why_not_usable(offer, there, rules):
        messages.info(request, sentence)
        return _address(application, frame)
    return _address(application, there)


def _address(application: Application, frame: Frame) -> str:
    return f"{reverse('applications:photo-crop', args=[application.uuid])}?{urlencode(frame.to_json())}"


def _frame(sent: QueryDict, offer: Crop) -> Frame:
    """The frame that was sent, else the one in use, else the one proposed."""
    form = FrameForm(sent)
    if form.is_valid():
        return form.frame()
    return Frame.from_json(offer.done if offer.result is not None else offer.frame)


def _context(application: Application, offer: Crop, frame: Frame) -> dict[str, object]:
    rules = PhotoRules.from_json(application.batch.photo_rules)
    guide, proposal = guide_of(offer, rules), Frame.from_json(offer.frame)
    return {
        "application": application,
        "crop": offer,
        "frame": frame,
        "is_proposal": frame == proposal,
        "proposal": urlencode(proposal.to_json()),
        "middle": rules.width // 2,
        "rules": rules,
        "drawn": drawn(frame, proposal, source_size(offer), Subject.from_json(offer.subject), guide),
        "is_doubtful": guide != Guide.of(rules),
        "refusal": why_not_usable(offer, frame, rules),
        "moves": [(move.value, word) for move, word in _WORDS.items()],
    }


_WORDS = {
    Move.UP: "上移",
    Move.DOWN: "下移",
    Move.LEFT: "左移",
    Move.RIGHT: "右移",
    Move.LARGER: "放大",
    Move.SMALLER: "缩小",
    Move.TURN_LEFT: "向左转",
    Move.TURN_RIGHT: "向右转",
}
