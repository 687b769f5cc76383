"""What has come and what is missing, by 准考证号: as a page that prints, and as a workbook."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from review.paper_rows import STATES, PaperKeys, PaperRow, paper_keys, paper_rows
from review.paper_scope import is_district, open_for_intake
from review.views.choosing import chosen, chosen_batch
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import PAPER_ROLES
from selfexam.catalogue.models import Batch, Unit
from selfexam.spreadsheets import XLSX, xlsx_table

HEADER = ("准考证号", "姓名", "专业", "考生类别", "集体单位", "收取情况", "收到", "还缺", "问题")


def _keys(request: HttpRequest, batch: Batch | None) -> PaperKeys:
    state = chosen(request, "state")
    known = state if state in dict(STATES) else ""
    mine = open_for_intake(signed_in(request))
    return paper_keys(mine, batch, chosen(request, "q"), chosen(request, "unit"), known)


@require_safe
@for_roles(*PAPER_ROLES)
def list_page(request: HttpRequest) -> HttpResponse:
    user, batch = signed_in(request), chosen_batch(request)
    found = _keys(request, batch)
    page = Paginator(found.keys, 100).get_page(request.GET.get("page"))
    context = {
        "batch": batch,
        "batches": Batch.objects.published(),
        "counts": found.counts,
        "states": [(value, label, found.counts[value]) for value, label in STATES],
        "state": chosen(request, "state"),
        "text": chosen(request, "q"),
        "unit": chosen(request, "unit"),
        "units": Unit.objects.filter(school=user.school_id) if user.school_id else [],
        "is_district": is_district(user),
        "page": page,
        "rows": list(paper_rows(list(page.object_list))),
        "query": request.GET.urlencode(),
    }
    return render(request, "review/papers/list.html", context)


@require_safe
@for_roles(*PAPER_ROLES)
def list_file(request: HttpRequest) -> HttpResponse:
    """The same choice of rows; numbers stay text, so that no leading zero is lost."""
    batch = chosen_batch(request)
    lines = (_line(row) for row in paper_rows(_keys(request, batch).keys))
    response = HttpResponse(xlsx_table([("材料收取情况", HEADER, lines)]), content_type=XLSX)
    name = f"材料收取情况-{batch.code if batch else ''}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response


def _line(row: PaperRow) -> tuple[str, ...]:
    record, standing = row.application.record, row.standing
    return (
        record.admission_number,
        record.name,
        str(record.programme),
        record.get_route_display(),
        str(record.unit or ""),
        row.word,
        "、".join(f"{line.full_name} {line.came} 份" for line in standing.lines if line.came),
        "、".join(f"{line.full_name} {line.lacking} 份" for line in standing.missing),
        "；".join(f"{line.full_name}：{line.defect}" for line in standing.defects),
    )
