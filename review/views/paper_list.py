"""The material lists: which hold, whose they are, and what was changed in them."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from applications.checklists import Checklist
from applications.domain.refusals import AlreadyDone, NotAllowed
from applications.views.answering import answered
from review.domain.paper_lists import ListKey, history, keep_own, may_keep, reset, save_due
from review.forms.paper_list import DueForm
from review.paper_list_key import EVERY, WORD_OF, Asked, asked_list
from review.views.choosing import chosen
from selfexam.accounts.access import for_roles, only, signed_in
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES, Role
from selfexam.catalogue.code_tables import Level, Route
from selfexam.catalogue.models import Batch

READERS = SCHOOL_ROLES | INSTITUTE_ROLES
KEEPERS = (Role.SCHOOL_LEAD, Role.INSTITUTE_LEAD)
LEADS = "材料清单由负责人维护"


@dataclass(frozen=True)
class ListRow:
    """One kind of candidate with the list that holds for it."""

    asked: Asked
    holds: Checklist

    @property
    def whose(self) -> str:
        return whose(self.asked.key, self.holds)


def whose(key: ListKey, holds: Checklist) -> str:
    school, batch = holds.place
    words = "本校" if school else "通用"
    return f"{words}，仅本批次" if batch else words


@require_safe
@for_roles(*READERS)
def overview(request: HttpRequest) -> HttpResponse:
    user, code = signed_in(request), chosen(request, "batch")
    batch = Batch.objects.filter(code=code).first()
    word = batch.code if batch else EVERY
    rows = [_row(word, route, level, user) for route in Route for level in Level]
    context = {"rows": rows, "batch": batch, "batches": Batch.objects.all(), "may_keep": user.role in KEEPERS}
    return render(request, "review/papers/lists.html", context)


def _row(batch: str, route: Route, level: Level, user: User) -> ListRow:
    asked = asked_list(batch, route.value, WORD_OF[level], user)
    return ListRow(asked, asked.key.here() or asked.key.behind())


@require_safe
@for_roles(*READERS)
def list_page(request: HttpRequest, batch: str, route: str, level: str) -> HttpResponse:
    asked = asked_list(batch, route, level, signed_in(request))
    return _show(request, asked)


def _show(request: HttpRequest, asked: Asked, form: DueForm | None = None) -> HttpResponse:
    key, user = asked.key, signed_in(request)
    here = key.here()
    holds = here or key.behind()
    own = bool(here and here.own)
    context = {
        "asked": asked,
        "key": key,
        "holds": holds,
        "whose": whose(key, holds),
        "kept_here": here is not None,
        "editable": may_keep(user, key) and (own or key.is_base),
        "may_begin": may_keep(user, key) and not own and not key.is_base,
        "may_reset": may_keep(user, key) and here is not None and not key.is_base,
        "form": form or DueForm(initial={"due_at": here.own.due_at if here and here.own else None}),
        "events": history(key),
    }
    return render(request, "review/papers/list_edit.html", context, status=422 if form else 200)


@require_POST
@for_roles(*READERS)
@only(*KEEPERS, sentence=LEADS)
def own(request: HttpRequest, batch: str, route: str, level: str) -> HttpResponse:
    asked = asked_list(batch, route, level, signed_in(request))
    with answered(request):
        keep_own(asked.key, by=signed_in(request))
        messages.success(request, "已建立自己的清单，现在可以逐行修改")
    return redirect("review:paper-list", *asked.address)


@require_POST
@for_roles(*READERS)
@only(*KEEPERS, sentence=LEADS)
def reset_list(request: HttpRequest, batch: str, route: str, level: str) -> HttpResponse:
    asked = asked_list(batch, route, level, signed_in(request))
    with answered(request):
        reset(asked.key, by=signed_in(request))
        messages.success(request, "已恢复为通用清单，收到的材料都保留")
    return redirect("review:paper-list", *asked.address)


@require_POST
@for_roles(*READERS)
@only(*KEEPERS, sentence=LEADS)
def due(request: HttpRequest, batch: str, route: str, level: str) -> HttpResponse:
    asked = asked_list(batch, route, level, signed_in(request))
    form = DueForm(request.POST)
    if not form.is_valid():
        return _show(request, asked, form)
    try:
        save_due(asked.key, form.cleaned_data["due_at"], by=signed_in(request))
    except NotAllowed as refused:
        form.add_error("due_at", refused.sentence)
        return _show(request, asked, form)
    except AlreadyDone as done:
        messages.info(request, done.sentence)
        return redirect("review:paper-list", *asked.address)
    messages.success(request, "截止时间已保存")
    return redirect("review:paper-list", *asked.address)
