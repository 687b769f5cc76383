"""The drawings that show a candidate which photos pass and which do not (notice 一(一)3). The pictures are our own."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """`picture` is the drawing's name under static/img/photo; `caption` says what is the matter in a few characters."""

    picture: str
    caption: str
    is_good: bool = False

    @property
    def path(self) -> str:
        return f"img/photo/{self.picture}.svg"


EXAMPLES = (
    Example("good", "合格：居中、端正", is_good=True),
    Example("tilted", "头歪"),
    Example("off-centre", "偏在一边"),
    Example("small", "离得太远"),
    Example("shadow", "墙上有影子"),
    Example("busy", "背景有杂物"),
    Example("glare", "镜片反光"),
    Example("brows", "头发遮眉"),
    Example("eyes-shut", "闭眼"),
)
