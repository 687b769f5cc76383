"""Addresses of batches and plans."""

from django.urls import URLPattern, URLResolver, include, path, register_converter

from selfexam.catalogue.addresses import LevelConverter
from selfexam.catalogue.views import (
    batches,
    districts,
    groups,
    plan_files,
    plan_rules,
    programme_edit,
    programmes,
    slots,
    substitutions,
)

register_converter(LevelConverter, "level")

_plan: list[URLPattern | URLResolver] = [
    path("", programmes.plan, name="plan"),
    path("edit/", programme_edit.plan_edit, name="plan-edit"),
    path("remove/", programme_edit.plan_remove, name="plan-remove"),
    path("export/", plan_files.export_plan, name="plan-export"),
    path("new-slot/", slots.new, name="slot-new"),
    path("slots/<str:number>/", slots.edit, name="slot-edit"),
    path("slots/<str:number>/move/", slots.move, name="slot-move"),
    path("slots/<str:number>/remove/", slots.remove, name="slot-remove"),
    path("new-group/", groups.new, name="group-new"),
    path("groups/<str:group>/", groups.edit, name="group-edit"),
    path("groups/<str:group>/remove/", groups.remove, name="group-remove"),
]
_programme: list[URLPattern | URLResolver] = [
    path("edit/", programme_edit.edit, name="programme-edit"),
    path("export/", plan_files.export_programme, name="programme-export"),
    path("new-plan/", programme_edit.new_plan, name="plan-new"),
    path("substitutions/", substitutions.substitutions, name="substitutions"),
    path("substitutions/<int:pk>/", substitutions.edit, name="substitution-edit"),
    path("substitutions/<int:pk>/remove/", substitutions.remove, name="substitution-remove"),
    path("plans/<str:version>/", include(_plan)),
]

app_name = "catalogue"
urlpatterns = [
    path("batches/", batches.batches, name="batches"),
    path("batches/new/", batches.new, name="batch-new"),
    path("batches/<slug:code>/edit/", batches.edit, name="batch-edit"),
    path("districts/", districts.districts, name="districts"),
    path("districts/new/", districts.edit, name="district-new"),
    path("districts/<str:code>/", districts.edit, name="district-edit"),
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/new/", programme_edit.new, name="programme-new"),
    path("programmes/export/", plan_files.export_all, name="plans-export"),
    path("programmes/template/", plan_files.template, name="plans-template"),
    path("programmes/import/", plan_files.uploads, name="plan-uploads"),
    path("programmes/import/<uuid:uuid>/", plan_files.upload, name="plan-upload"),
    path("programmes/import/<uuid:uuid>/apply/", plan_files.apply, name="plan-apply"),
    path("programmes/rules/", plan_rules.rules, name="plan-rules"),
    path("programmes/rules/new/", plan_rules.new, name="exemption-new"),
    path("programmes/rules/<int:pk>/", plan_rules.edit, name="exemption-edit"),
    path("programmes/rules/<int:pk>/remove/", plan_rules.remove, name="exemption-remove"),
    path("programmes/rules/minimum/<level:level>/", plan_rules.minimum, name="minimum-edit"),
    path("programmes/<str:code>/", programmes.programme, name="programme"),
    path("programmes/<str:code>/<level:level>/", include(_programme)),
]
