"""Proposes a frame for a picture, or refuses with the reason. Looks twice: roughly, then at what it proposes itself."""

from dataclasses import dataclass

from applications.photos.cropping.frame import Frame
from applications.photos.cropping.guide import Guide, Placed
from applications.photos.cropping.looking import head_in, rough_frame
from applications.photos.cropping.refusal import DOES_NOT_FIT, NO_FACE, CannotCrop
from applications.photos.cropping.searching import best_frame
from applications.photos.cropping.source import Source
from applications.photos.cropping.subject import Subject
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
        subject = _subject(source, rough_frame(source, networks, guide.size), networks, guide)
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


def _subject(source: Source, frame: Frame, networks: Networks, guide: Guide) -> Subject:
    geometry = head_in(source, frame, networks, guide.size)
    if geometry is None:
        raise CannotCrop(NO_FACE)
    return Subject.seen_in(frame, geometry, guide.size)
