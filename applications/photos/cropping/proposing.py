"""Proposes a frame for a picture, or refuses with the reason. Looks twice: roughly, then at what it proposes itself."""

from dataclasses import dataclass

from applications.photos.cropping.frame import Frame
from applications.photos.cropping.guide import Guide, Placed
from applications.photos.cropping.looking import head_in, rough_frame
from applications.photos.cropping.lying import lies, may_lie
from applications.photos.cropping.refusal import DOES_NOT_FIT, LYING, NO_FACE, CannotCrop
from applications.photos.cropping.searching import best_frame
from applications.photos.cropping.source import Source
from applications.photos.cropping.subject import Subject
from applications.photos.geometry import Geometry
from applications.photos.networks import Networks
from applications.photos.rules import PhotoRules

_LOOKS = 3


@dataclass(frozen=True)
class Proposal:
    """`placed` is measured in the picture that the frame gives, not expected."""

    frame: Frame
    subject: Subject
    placed: Placed


def propose(source: Source, rules: PhotoRules, networks: Networks) -> Proposal:
    """Within the bands if that can be, else where a person is asked. Raises CannotCrop."""
    guide = Guide.of(rules)
    with networks.lock:
        subject = _upright(source, networks, guide)
        try:
            return _settled(source, subject, networks, guide)
        except CannotCrop:
            return _settled(source, subject, networks, guide.wider(rules))


def _settled(source: Source, subject: Subject, networks: Networks, guide: Guide) -> Proposal:
    for _ in range(_LOOKS):
        frame = best_frame(subject, source.size, guide).rounded()
        subject = _subject(source, frame, networks, guide)
        placed = subject.placed_by(frame, guide.size)
        if guide.broken(placed) is None:
            return Proposal(frame, subject, placed)
    raise CannotCrop(DOES_NOT_FIT)


def _upright(source: Source, networks: Networks, guide: Guide) -> Subject:
    """The first look at the head. Raises CannotCrop, also for a picture that lies on its side."""
    try:
        frame = rough_frame(source, networks, guide.size)
        geometry = _geometry(source, frame, networks, guide)
    except CannotCrop as cannot:
        if cannot.refusal == NO_FACE and lies(source, networks):
            raise CannotCrop(LYING) from None
        raise
    subject = Subject.seen_in(frame, geometry, guide.size)
    if may_lie(geometry, subject.roll) and lies(source, networks):
        raise CannotCrop(LYING)
    return subject


def _subject(source: Source, frame: Frame, networks: Networks, guide: Guide) -> Subject:
    return Subject.seen_in(frame, _geometry(source, frame, networks, guide), guide.size)


def _geometry(source: Source, frame: Frame, networks: Networks, guide: Guide) -> Geometry:
    geometry = head_in(source, frame, networks, guide.size)
    if geometry is None:
        raise CannotCrop(NO_FACE)
    return geometry
