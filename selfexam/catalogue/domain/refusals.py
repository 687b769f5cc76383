"""Why a batch or its photo rules were not saved. Every refusal carries a Chinese sentence for the page."""

from selfexam.catalogue.models import PhotoRuleSet


class BatchRefused(Exception):
    """`sentence` can be shown as it stands, `field` is where it belongs."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence, self.field = sentence, field


class StaleRules(BatchRefused):
    """Somebody put other photo rules in force since the page was read; `newest` are theirs."""

    def __init__(self, newest: PhotoRuleSet) -> None:
        who = f"由{newest.made_by.name}" if newest.made_by else ""
        super().__init__(f"照片规则刚刚{who}改为第 {newest.version} 版，请核对差别后再启用")
        self.newest = newest
