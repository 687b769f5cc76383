"""`manage.py workflow_diagram`: the table of legal steps as a Mermaid diagram, for the README."""

from typing import Any

from django.core.management.base import BaseCommand

from applications.workflow import diagram


class Command(BaseCommand):
    help = "以 Mermaid 状态图输出 workflow.py 中的全部步骤"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(diagram())
