"""One line of a material list: added, changed, taken off."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from applications.domain.refusals import AlreadyDone, NotAllowed
from applications.models import MaterialRule
from applications.views.answering import answered
from review.domain.paper_lists import remove_line, save_line
from review.forms.paper_list import LineForm
from review.paper_list_key import Asked, asked_list
from review.views.paper_list import KEEPERS, LEADS, READERS
from selfexam.accounts.access import for_roles, only, signed_in

FIELDS = ("block", "name", "copies", "form", "requirement", "place", "due_at")
NEW = {"copies": 1, "block": MaterialRule.Block.GRADUATION, "form": MaterialRule.Form.PAPER}


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*READERS)
@only(*KEEPERS, sentence=LEADS)
def edit_line(request: HttpRequest, batch: str, route: str, level: str, line: UUID | None = None) -> HttpResponse:
    asked = asked_list(batch, route, level, signed_in(request))
    rule = _line(asked, line) if line else None
    initial = {name: getattr(rule, name) for name in FIELDS} if rule else NEW
    form = LineForm(request.POST or None, initial=initial, dated=asked.key.batch is not None)
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_line(asked.key, line, form.cleaned_data, by=signed_in(request))
        except AlreadyDone as done:
            messages.info(request, done.sentence)
            return redirect("review:paper-list", *asked.address)
        except NotAllowed as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, f"“{saved.name}”已保存")
            return redirect("review:paper-list", *asked.address)
    context = {"asked": asked, "form": form, "rule": rule}
    return render(request, "review/papers/line.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_roles(*READERS)
@only(*KEEPERS, sentence=LEADS)
def remove(request: HttpRequest, batch: str, route: str, level: str, line: UUID) -> HttpResponse:
    asked = asked_list(batch, route, level, signed_in(request))
    with answered(request):
        remove_line(asked.key, line, by=signed_in(request))
        messages.success(request, "已删除这一行，已收到的材料保留记录")
    return redirect("review:paper-list", *asked.address)


def _line(asked: Asked, line: UUID) -> MaterialRule:
    holds = asked.key.here()
    found = next((rule for rule in holds.lines if rule.line == line), None) if holds else None
    if found is None:
        raise Http404
    return found
