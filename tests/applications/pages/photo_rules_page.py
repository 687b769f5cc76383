"""What the page of a batch's photo rules would send back, for the tests of that page and of its trial."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from applications.forms.photo_rules import PhotoRulesForm
from applications.photos.rules import PhotoRules
from selfexam.accounts.models import User
from selfexam.catalogue.domain.change_photo_rules import rules_in_force
from selfexam.catalogue.models import Batch

SignIn = Callable[[User], Client]


def page_of(batch: Batch) -> str:
    return f"/applications/photo-rules/{batch.code}/"


def form_of(batch: Batch, **changed: Any) -> dict[str, Any]:
    """What the page of `batch` would send back unchanged, with `changed` on top."""
    now = rules_in_force(batch)
    form = PhotoRulesForm(start=PhotoRules.from_json(now.rules), seen=now.version)
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, [])} | changed


def enforce(client: Client, batch: Batch, **changed: Any) -> Any:
    return client.post(page_of(batch), form_of(batch, do="enforce", note="按新规范", **changed))
