"""The reasons for a return that a new installation begins with; the institute edits them on its page afterwards."""

from review.items import FirstItem

DEFAULT_REASONS: tuple[tuple[str, str], ...] = (
    (FirstItem.RECORD, "姓名或证件号码与身份证不一致，请先到主考学校自考办办理考籍更正。"),
    (FirstItem.RECORD, "专业或主考学校与成绩不一致，请与主考学校自考办核对。"),
    (FirstItem.COURSES, "缺少课程成绩，请在成绩录入后重新提交。"),
    (FirstItem.COURSES, "毕业论文（设计）成绩还没有录入，请与主考学校联系。"),
    (FirstItem.APPRAISAL, "自我鉴定没有写自学考试期间的经历，请按本人情况重写。"),
    (FirstItem.APPRAISAL, "自我鉴定与他人内容大段相同，请用自己的话重写。"),
    (FirstItem.PHOTO, "背景不均匀或有阴影，请在纯色背景前重拍。"),
    (FirstItem.PHOTO, "头发遮挡眉毛、眼睛或耳朵，请整理后重拍。"),
    (FirstItem.PHOTO, "照片与身份证人像差别较大，请上传一年内的近照。"),
    (FirstItem.PHOTO, "眼镜反光或镜框遮挡眼睛，请调整后重拍。"),
    (FirstItem.ID_CARD, "身份证图片不清楚或四角不完整，请重新拍摄上传。"),
    (FirstItem.ID_CARD, "身份证已过有效期，请上传有效的身份证。"),
    (FirstItem.ID_CARD, "正反面传反或重复，请重新上传。"),
    (FirstItem.PRIOR_DEGREE, "毕业证书编号与图片不一致，请对照证书重新填写。"),
    (FirstItem.PRIOR_DEGREE, "学历电子注册备案表已过有效期或无法查询，请重新下载上传。"),
    (FirstItem.MATERIALS, "纸质材料没有交齐，请按材料清单补交。"),
    (FirstItem.MATERIALS, "专科成绩册没有盖教务处鲜章，请补盖后重交。"),
)
