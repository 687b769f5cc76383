"""Passing a photo in spite of the machine's refusal: with a reason, and never against the rules of the file.

Called by pass_first in its transaction. The machine only refuses what it is sure of; still a person decides.
"""

from collections.abc import Mapping
from typing import Any

from applications.domain.appeal_photo import grant
from applications.domain.history import remember
from applications.domain.refusals import NotAllowed
from applications.models import Application, Photo
from applications.photos.file_rules import about_the_file, failing
from applications.photos.results import result_of
from review.models import PhotoOverride
from selfexam.accounts.models import User

MOST = 200


def override_photo(application: Application, reason: str, *, by: User) -> PhotoOverride | None:
    """Write who set which failing rules aside and why; None where the current photo has no hard fail."""
    photo = application.photos.current().filter(verdict=Photo.Verdict.FAIL).first()
    if photo is None:
        return None
    failed = failing(photo.findings)
    if of_file := about_the_file(failed):
        raise NotAllowed(f"证件照{_titles(of_file)}不合格，不能放行，请退回更换")
    reason = reason.strip()[:MOST]
    if not reason:
        raise NotAllowed(f"证件照有 {len(failed)} 项没有通过检查，请写明判定合格的理由")
    override, is_new = PhotoOverride.objects.get_or_create(
        result=result_of(photo),
        defaults={
            "application": application,
            "codes": [finding["code"] for finding in failed],
            "reason": reason,
            "by": by,
        },
    )
    if is_new:
        remember(
            application, "放行证件照", by=by, note=f"检查未通过：{_titles(failed)}。理由：{reason}", action="override"
        )
    grant(application)
    return override


def _titles(findings: list[Mapping[str, Any]]) -> str:
    return "、".join(str(finding["title"]) for finding in findings)
