"""What a results file would do: row by row against its package, with everything that is wrong. Writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from certificates.exchange.results import Line, Problem, read_results
from certificates.models import Certificate, RegistrationEntry, RegistrationPackage, RegistrationReply
from certificates.numbering import fits
from selfexam.catalogue.models import Batch

Result = RegistrationEntry.Result


@dataclass(frozen=True)
class Preview:
    """`fresh` are the answers that would be written; a file with problems is not applied at all."""

    fresh: list[tuple[Line, RegistrationEntry]] = field(default_factory=list)
    known: int = 0
    unanswered: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def accepted(self) -> int:
        return sum(line.accepted for line, _ in self.fresh)

    @property
    def rejected(self) -> list[tuple[Line, RegistrationEntry]]:
        return [(line, entry) for line, entry in self.fresh if not line.accepted]


def preview_results(reply: RegistrationReply) -> Preview:
    """Read the kept file again and compare every row with the package."""
    try:
        with reply.file.open("rb") as file:
            data = file.read()
    except OSError:
        return Preview(problems=[Problem(0, "保存的文件读不到，请重新上传")])
    lines, problems = read_results(data, reply.filename)
    package = reply.package
    entries = {
        entry.application.record.admission_number: entry
        for entry in package.entries.select_related("application__record__programme")
    }
    desk = _Desk(package, entries, lines)
    fresh: list[tuple[Line, RegistrationEntry]] = []
    known = 0
    for line in lines:
        if sentence := desk.refuses(line):
            problems.append(Problem(line.row, sentence))
        elif entries[line.admission_number].result == Result.WAITING:
            fresh.append((line, entries[line.admission_number]))
        else:
            known += 1
    waiting = sum(entry.result == Result.WAITING for entry in entries.values())
    problems.sort(key=lambda problem: problem.row)
    return Preview(fresh, known, waiting - len(fresh), problems)


class _Desk:
    """Everything a row is compared with, fetched once for the whole file."""

    def __init__(
        self, package: RegistrationPackage, entries: Mapping[str, RegistrationEntry], lines: Sequence[Line]
    ) -> None:
        self.package = package
        self.entries = entries
        self.imported = package.batch.numbering == Batch.Numbering.IMPORTED
        applications = [entry.application_id for entry in entries.values()]
        certificates = Certificate.objects.filter(application__in=applications)
        self.number_of = dict(certificates.values_list("admission_number", "number"))
        given = [line.number for line in lines if line.number]
        self.holder_of = dict(Certificate.objects.filter(number__in=given).values_list("number", "admission_number"))
        strangers = [line.admission_number for line in lines if line.admission_number not in entries]
        self.elsewhere = dict(
            RegistrationEntry.objects.filter(application__record__admission_number__in=strangers)
            .select_related("package__batch")
            .values_list("application__record__admission_number", "package__sequence")
        )

    def refuses(self, line: Line) -> str | None:
        """Why this row cannot be taken, None if it can."""
        entry = self.entries.get(line.admission_number)
        if entry is None:
            return self._stranger(line.admission_number)
        if entry.result != Result.WAITING and (entry.result == Result.ACCEPTED) != line.accepted:
            return f"{_who(entry)}以前导入的结果是“{entry.get_result_display()}”，与这一行不同"
        return self._number(line, entry) if line.accepted else None

    def _stranger(self, admission_number: str) -> str:
        if admission_number in self.elsewhere:
            return f"准考证号 {admission_number} 在第 {self.elsewhere[admission_number]} 包，不在这一包"
        return f"准考证号 {admission_number} 不在这一包的名单里"

    def _number(self, line: Line, entry: RegistrationEntry) -> str | None:
        own = self.number_of.get(line.admission_number)
        if own is not None and line.number not in ("", own):
            return f"{_who(entry)}的证书编号应为 {own}，文件里是 {line.number}"
        if own is None and not line.number:
            return f"{_who(entry)}注册成功，但没有证书编号"
        holder = self.holder_of.get(line.number)
        if holder not in (None, line.admission_number):
            return f"证书编号 {line.number} 已属于准考证号 {holder}"
        level = entry.application.record.programme.level
        if line.number and not fits(line.number, level, line.admission_number):
            return f"{_who(entry)}的证书编号 {line.number} 与准考证号或层次不符"
        return None


def _who(entry: RegistrationEntry) -> str:
    return f"{entry.application.record.name}（{entry.application.record.admission_number}）"
