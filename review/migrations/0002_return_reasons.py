"""The reasons for a return that a new installation begins with; the institute edits them on its page afterwards."""

from typing import Any

from django.db import migrations

REASONS = (
    ("record", "姓名或证件号码与身份证不一致，请先到主考学校自考办办理考籍更正。"),
    ("record", "专业或主考学校与成绩不一致，请与主考学校自考办核对。"),
    ("courses", "缺少课程成绩，请在成绩录入后重新提交。"),
    ("courses", "毕业论文（设计）成绩还没有录入，请与主考学校联系。"),
    ("appraisal", "自我鉴定没有写自学考试期间的经历，请按本人情况重写。"),
    ("appraisal", "自我鉴定与他人内容大段相同，请用自己的话重写。"),
    ("photo", "背景不均匀或有阴影，请在纯色背景前重拍。"),
    ("photo", "头发遮挡眉毛、眼睛或耳朵，请整理后重拍。"),
    ("photo", "照片与身份证人像差别较大，请上传一年内的近照。"),
    ("photo", "眼镜反光或镜框遮挡眼睛，请调整后重拍。"),
    ("id_card", "身份证图片不清楚或四角不完整，请重新拍摄上传。"),
    ("id_card", "身份证已过有效期，请上传有效的身份证。"),
    ("id_card", "正反面传反或重复，请重新上传。"),
    ("prior_degree", "毕业证书编号与图片不一致，请对照证书重新填写。"),
    ("prior_degree", "学历电子注册备案表已过有效期或无法查询，请重新下载上传。"),
    ("materials", "纸质材料没有交齐，请按材料清单补交。"),
    ("materials", "专科成绩册没有盖教务处鲜章，请补盖后重交。"),
)


def add(apps: Any, schema_editor: Any) -> None:
    reasons = apps.get_model("review", "ReturnReason")
    for position, (item, text) in enumerate(REASONS):
        reasons.objects.get_or_create(item=item, text=text, defaults={"position": position})


class Migration(migrations.Migration):
    replaces = [("review", "0002_first_reasons")]
    dependencies = [("review", "0001_tables")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
