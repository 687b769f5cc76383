"""What stands on the application sheet of on-site acceptance (毕业申请表), and the code that binds it to a signature.

The code is made of everything the candidate declares by signing. It is printed on the sheet, typed in with the signed
sheet and compared again when the application is handed in: content that changed after signing has another code.
"""

import hashlib
import json

from applications.audit import audit_record
from applications.models import Application
from selfexam.wording import grouped

# Read off paper: without 0 O 1 I L.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 6


def declared(application: Application) -> dict[str, str]:
    """What the candidate declares, by its label in reading order; empty values stay, so that they are declared too."""
    record = application.record
    facts = {
        "姓名": record.name,
        "性别": record.get_sex_display(),
        "民族": record.get_ethnicity_display(),
        "出生日期": record.birth_date.isoformat(),
        "政治面貌": record.get_political_status_display(),
        "证件类型": record.get_id_type_display(),
        "证件号码": record.id_number,
        "准考证号": grouped(record.admission_number),
        "专业": f"{record.programme}",
        "专业代码": record.programme.code,
        "考生类别": record.get_route_display() + (f"，{record.unit}" if record.unit else ""),
        "首次报考": record.first_enrolled,
        "主考学校": application.school.name,
        "批次": application.batch.name,
        "手机": application.phone,
        "通信地址": application.address,
        "邮政编码": application.postcode,
        "电子邮箱": application.email,
        "工作单位": application.employer,
        "自我鉴定": application.appraisal,
    }
    if record.programme.is_bachelor:
        facts |= {
            "前置学历证书编号": application.prior_number,
            "前置学历毕业院校": application.prior_school,
            "前置学历层次": application.get_prior_level_display(),
        }
    return facts


def check_code(application: Application) -> str:
    """Six characters; the same content and photo give the same."""
    photo = application.photos.current().values_list("sha256", flat=True).first()
    said = json.dumps([declared(application), photo], ensure_ascii=False, sort_keys=True)
    number = int.from_bytes(hashlib.sha256(said.encode()).digest()[:8])
    letters = ""
    for _ in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters += ALPHABET[rest]
    return letters


def courses_in_words(application: Application) -> str:
    """The degree audit in one line; a hint on the sheet, not declared: marks may still arrive."""
    found = audit_record(application.record)
    missing = sum(finding.severity == "blocks" for finding in found.findings)
    passed = f"已合格 {found.courses} 门，{found.credits} 学分"
    if found.is_undecided:
        return f"{passed}，是否满足考试计划由老师核对"
    return f"{passed}，还有 {missing} 项不满足" if missing else f"{passed}，课程和学分满足考试计划"
