"""The application sheet of on-site acceptance (毕业申请表) as PDF, to be signed by the candidate at the counter."""

from pathlib import Path, PurePosixPath

from django.conf import settings
from django.utils import timezone

from applications.models import Application, Photo
from applications.printing.sheet_facts import check_code, courses_in_words, declared
from selfexam import typesetting

LAYOUT = Path(__file__).with_name("application_sheet.typ")
# Stands for a character that no font holds; the sheet asks to write it by hand.
GAP = "＿"


def application_sheet(application: Application) -> bytes:
    """Everything the candidate declares, the photo, the declaration and the lines to sign on."""
    return typesetting.pdf(LAYOUT, *_contents(application))


def first_page(application: Application) -> bytes:
    """The sheet as a PNG picture."""
    return typesetting.png(LAYOUT, *_contents(application))


def _contents(application: Application) -> tuple[dict[str, object], dict[str, bytes]]:
    said = declared(application)
    appraisal = said.pop("自我鉴定")
    today = timezone.localdate()
    gaps = typesetting.missing_characters("".join([*said.values(), appraisal]))
    facts = {label: _without(value, gaps) for label, value in said.items()}
    clerk = application.counter_opened_by.name if application.counter_opened_by else ""
    photo = application.photos.current().first()
    data: dict[str, object] = {
        "institute": settings.INSTITUTE_NAME,
        "day": [today.year, today.month, today.day],
        "facts": facts,
        "appraisal": _without(appraisal, gaps),
        "courses": courses_in_words(application),
        "code": check_code(application),
        "clerk": clerk,
        "reason": _without(application.counter_reason, typesetting.missing_characters(application.counter_reason)),
        "gaps": len(gaps),
        "photo": "",
    }
    if photo is None:
        return data, {}
    name, picture = _picture(photo)
    return data | {"photo": name}, {name: picture}


def _without(text: str, gaps: list[str]) -> str:
    for character in gaps:
        text = text.replace(character, GAP)
    return text


def _picture(photo: Photo) -> tuple[str, bytes]:
    """The picture that pages show where the upload is large or of another kind, else the upload itself."""
    file = photo.view or photo.file
    with file.open("rb") as opened:
        return f"photo{PurePosixPath(str(file.name)).suffix}", opened.read()
