"""The demonstration's stand-in for the ministry: a results file for a package, to be downloaded and uploaded again."""

from typing import BinaryIO, cast

from django.conf import settings

from applications.domain.refusals import NotAllowed
from certificates.domain.desk import institute_member
from certificates.exchange.sandbox import NotAPackage, sandbox_results
from certificates.models import RegistrationPackage
from selfexam.accounts.actors import Actor


def sandbox_reply(package: RegistrationPackage, *, reject: int, by: Actor) -> bytes:
    """A CSV in the form of a results file; refused outside the demonstration setting."""
    institute_member(by)
    if not settings.DEMO:
        raise NotAllowed("模拟回执只在演示环境提供")
    if package.state != RegistrationPackage.State.READY:
        raise NotAllowed("数据包还没有生成，不能生成模拟回执")
    try:
        with package.file.open("rb") as file:
            return sandbox_results(cast("BinaryIO", file), reject=reject)
    except (NotAPackage, OSError) as problem:
        raise NotAllowed(getattr(problem, "sentence", "数据包文件读不到，请联系管理员")) from problem
