"""Answers whoever puts photo rules in force, from the page of the rules and from that of a trial."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from applications.domain.put_rules_in_force import put_rules_in_force
from applications.domain.refusals import AlreadyDone, Refused
from applications.photos.rules import BadRules, PhotoRules
from selfexam.accounts.access import signed_in
from selfexam.catalogue.domain.refusals import StaleRules
from selfexam.catalogue.models import Batch


def enforced(
    request: HttpRequest, batch: Batch, wanted: PhotoRules, form: Form, *, seen: int, note: str
) -> HttpResponse | None:
    """None if the page has to be shown again: the reason stands in `form`. `seen` is the version that was compared."""
    try:
        made = put_rules_in_force(batch, wanted, seen=seen, note=note, by=signed_in(request))
    except AlreadyDone as done:
        messages.info(request, done.sentence)
    except (StaleRules, Refused) as refused:
        form.add_error(None, refused.sentence)
        return None
    except BadRules as bad:  # tried before the software knew other limits than today
        form.add_error(None, str(bad))
        return None
    else:
        messages.success(request, f"第 {made.version} 版已启用，以后上传的照片按它检查。")
    return redirect("applications:photo-rules", batch.code)
