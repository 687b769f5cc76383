"""Failures of the photo check by rule, for the institute: on a page and as a table to take along."""

import csv
import io

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from review.photo_statistics import Statistics, photo_statistics
from review.views.choosing import chosen, chosen_batch
from selfexam.accounts.access import for_roles
from selfexam.accounts.roles import INSTITUTE_ROLES
from selfexam.catalogue.models import Batch, School

HEADER = (
    "规则",
    "代码",
    "首次上传不合格",
    "首次不合格率%",
    "首次上传有疑点",
    "首次疑点率%",
    "最后上传不合格",
    "最后不合格率%",
    "最后上传有疑点",
    "最后疑点率%",
    "考生申诉",
    "老师放行",
)


@require_safe
@for_roles(*INSTITUTE_ROLES)
def statistics_page(request: HttpRequest) -> HttpResponse:
    """One batch, all schools or the one named in the address."""
    batch, school = chosen_batch(request), _school(request)
    context = {
        "batch": batch,
        "batches": Batch.objects.published(),
        "school": school,
        "schools": School.objects.all(),
        "statistics": photo_statistics(batch, school) if batch else None,
    }
    return render(request, "review/photo_statistics.html", context)


@require_safe
@for_roles(*INSTITUTE_ROLES)
def statistics_file(request: HttpRequest) -> HttpResponse:
    """The same table as CSV with the mark that spreadsheet programs need for Chinese."""
    batch, school = chosen_batch(request), _school(request)
    text = _table(photo_statistics(batch, school)) if batch else _table(None)
    response = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    name = f"照片检查统计-{batch.code if batch else '无批次'}{f'-{school.code}' if school else ''}.csv"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _school(request: HttpRequest) -> School | None:
    return School.objects.filter(code=chosen(request, "school")).first()


def _table(statistics: Statistics | None) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for row in statistics.rows if statistics else ():
        shares = [end[severity] for end in (row.first, row.last) for severity in ("fail", "warn")]
        numbers = [value for share in shares for value in (share.number, share.percent)]
        writer.writerow([row.title, row.code, *numbers, row.appeals, row.overrides])
    return out.getvalue()
