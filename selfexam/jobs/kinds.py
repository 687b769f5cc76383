"""What each kind of job is called on the staff's page; a kind without a word shows its own name."""

WORDS = {
    "check_photo": "检查照片",
    "send_notice": "发送通知",
    "build_registration_package": "生成电子注册数据包",
    "register_accepted": "登记电子注册结果",
    "send_refund": "退费",
    "sandbox_notify": "模拟平台通知",
    "print_part": "生成打印册",
    "mark_printed": "标记已打印",
}


def word(kind: str) -> str:
    return WORDS.get(kind, kind)
