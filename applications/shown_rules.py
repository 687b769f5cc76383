"""Which photo rules stand beside a photo that was judged before the rules changed. Asked by every page with a photo."""

from dataclasses import replace

from applications.models import Application, Photo
from applications.photos.rules import PhotoRules

_GUIDE_LINES = ("head_top_least", "head_top_most", "eye_line_least", "eye_line_most")


def shown_rules(application: Application, photo: Photo | None) -> PhotoRules:
    """Guide lines of the version that judged the photo, so that they agree with its findings; the rest, which is said
    of the next upload, as it is in force now.
    """
    now = PhotoRules.from_json(application.batch.photo_rules)
    if photo is None or photo.rule_set is None:
        return now
    then = PhotoRules.from_json(photo.rule_set.rules)
    return replace(now, **{name: getattr(then, name) for name in _GUIDE_LINES})
