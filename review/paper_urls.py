"""Addresses of paper intake: the desk, what has come, transfers, the lists themselves. Part of review/urls.py."""

from django.urls import path

from review.views import give_back, intake, intake_list, lookups, paper_lines, paper_list, transfers

_LIST = "paper-lists/<slug:batch>/<slug:route>/<slug:level>/"
urlpatterns = [
    path("papers/", intake.desk, name="papers"),
    path("papers/find/", intake.find, name="papers-find"),
    path("papers/list/", intake_list.list_page, name="papers-list"),
    path("papers/list/table/", intake_list.list_file, name="papers-list-file"),
    path("papers/back/", give_back.back_list, name="papers-back"),
    path("papers/lookups/", lookups.lookup_list, name="paper-lookups"),
    path("papers/transfers/", transfers.transfer_list, name="transfers"),
    path("papers/transfers/new/", transfers.make, name="transfer-new"),
    path("papers/transfers/<uuid:uuid>/", transfers.transfer_page, name="transfer"),
    path("papers/transfers/<uuid:uuid>/confirm/", transfers.confirm_receipt, name="transfer-confirm"),
    path("papers/transfers/<uuid:uuid>/back/", transfers.back, name="transfer-back"),
    path("papers/<uuid:uuid>/", intake.sheet, name="papers-sheet"),
    path("papers/<uuid:uuid>/undo/", intake.undo_line, name="papers-undo"),
    path("papers/<uuid:uuid>/back/", give_back.given_back, name="papers-given-back"),
    path("paper-lists/", paper_list.overview, name="paper-lists"),
    path(_LIST, paper_list.list_page, name="paper-list"),
    path(f"{_LIST}own/", paper_list.own, name="paper-list-own"),
    path(f"{_LIST}reset/", paper_list.reset_list, name="paper-list-reset"),
    path(f"{_LIST}due/", paper_list.due, name="paper-list-due"),
    path(f"{_LIST}lines/new/", paper_lines.edit_line, name="paper-line-new"),
    path(f"{_LIST}lines/<uuid:line>/", paper_lines.edit_line, name="paper-line"),
    path(f"{_LIST}lines/<uuid:line>/remove/", paper_lines.remove, name="paper-line-remove"),
]
