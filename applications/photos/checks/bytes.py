"""`bytes`: the uploaded file is not under 50 KB (notice 一(一)3(6)), nor over the batch's own maximum.

Judged on the bytes as uploaded. If the picture alone, without camera data, falls under the limit, a person is told:
the kept file is the one that is handed on.
"""

import math

from applications.photos.findings import Finding, Gauge, Severity
from applications.photos.measure import Measures
from applications.photos.rule import Rule
from applications.photos.rules import PhotoRules

RULE = Rule("bytes", "文件大小", "notice 一(一)3(6)", sure=True, about_file=True)
CODE, TITLE = RULE.code, RULE.title


def check(seen: Measures, rules: PhotoRules) -> Finding:
    count, kept = seen.uploaded_bytes, seen.file.bytes
    severity, message, advice = _say(count, kept, rules)
    limit = f"不小于 {_kb(rules.least_bytes)} KB"
    too_big = rules.most_bytes is not None and count > rules.most_bytes
    if too_big and rules.most_bytes:
        limit = f"不超过 {_kb(rules.most_bytes)} KB"
    least = rules.least_bytes / 1024
    return Finding(
        CODE,
        severity,
        TITLE,
        message,
        advice=advice,
        value=math.floor(count / 1024 * 10) / 10,
        limit=limit,
        unit="KB",
        measured=f"{_kb(count)} KB，{limit}",
        gauge=None if too_big else Gauge(least, max(4 * least, count / 1024), 0, max(4 * least, count / 1024)),
    )


def _say(count: int, kept: int, rules: PhotoRules) -> tuple[Severity, str, str]:
    if count < rules.least_bytes:
        return (
            Severity.FAIL,
            f"文件只有 {_kb(count)} KB，需要不小于 {_kb(rules.least_bytes)} KB。",
            "请照相馆提供压缩较少的原图，不要用截图或聊天软件转发的照片。",
        )
    if rules.most_bytes is not None and count > rules.most_bytes:
        return (
            Severity.FAIL,
            f"文件有 {_kb(count)} KB，不能超过 {_kb(rules.most_bytes)} KB。",
            "请照相馆按 480×640 像素重新导出。",
        )
    if kept < rules.least_bytes:
        return (
            Severity.WARN,
            f"去掉拍摄信息后画面只有 {_kb(kept)} KB，偏小。",
            "请照相馆提供压缩较少的原图。",
        )
    return Severity.OK, "大小符合要求。", ""


def _kb(count: int) -> str:
    """Rounded down, so that what is too small never reads as the limit."""
    tenths = math.floor(count / 1024 * 10) / 10
    return f"{tenths:,.0f}" if tenths >= 100 else f"{tenths:,.1f}".removesuffix(".0")
