"""What each kind of job is called on the staff's page; a kind without a word shows its own name."""

WORDS = {
    "check_photo": "检查照片",
    "propose_crop": "裁剪建议",
    "look_at_card": "检查身份证图片",
    "read_card": "识别身份证",
    "send_notice": "发送通知",
    "try_photo_rules": "试算照片规则",
    "liken_appraisal": "自我鉴定比对",
    "build_registration_package": "生成电子注册数据包",
    "register_accepted": "登记电子注册结果",
    "check_prior": "核对前置学历",
    "weigh_stale": "重新核对毕业条件",
    "send_refund": "退费",
    "sandbox_notify": "模拟平台通知",
    "print_part": "生成打印册",
    "mark_printed": "标记已打印",
    "compare_upload": "核对考籍文件",
    "import_upload": "导入考籍文件",
    "release_decisions": "公布会审结果",
    "bulk_first_review": "批量通过初审",
}


def word(kind: str) -> str:
    return WORDS.get(kind, kind)
