"""Writes the narrow rows of a verdict, once a photo. Called by checking.py in the transaction of the verdict."""

from applications.models import Photo, PhotoFinding, PhotoResult

COUNTED = ("fail", "warn")


def result_of(photo: Photo) -> PhotoResult:
    """The row of a judged photo, written if it is not there yet; call it inside a transaction."""
    result, is_new = PhotoResult.objects.get_or_create(
        photo=photo,
        defaults={
            "application_id": photo.application_id,
            "verdict": photo.verdict,
            "uploaded_at": photo.uploaded_at,
        },
    )
    if is_new:
        PhotoFinding.objects.bulk_create(
            PhotoFinding(
                result=result, code=finding["code"], severity=finding["severity"], title=str(finding["title"])[:40]
            )
            for finding in photo.findings
            if finding.get("severity") in COUNTED
        )
    return result
