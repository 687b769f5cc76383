"""What no machine here can see and a person must look for: listed for the reviewer, never shown as passed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LookYourself:
    """`source` as in rule.py."""

    code: str
    title: str
    question: str
    source: str


LOOK_YOURSELF = (
    LookYourself("ornaments", "饰品", "是否佩戴耳环、项链等饰品", "notice 一(一)3(4)"),
    LookYourself("make_up", "化妆", "是否化浓妆", "notice 一(一)3(4)"),
    LookYourself("glasses", "眼镜", "镜片是否有色、反光，镜框是否遮挡眼睛", "notice 一(一)3(3)"),
    LookYourself(
        "retouching",
        "修图",
        "五官、痣、疤痕、背景是否用软件改过，是否为翻拍、手绘或软件生成的人像",
        "national standard 一2",
    ),
    LookYourself("recent", "近照", "是否为一年内的照片，与身份证照片是否为同一人", "notice 一(一)3"),
)
