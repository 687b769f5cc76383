"""Text that will stand on a form (毕业生登记表, 免考申请表): what cannot be printed is refused while it is typed."""

from django import forms

from selfexam.typed import plain, unprintable


def printed(text: str) -> str:
    """`text` cleaned. Raises ValidationError for emoji and other characters that no document can show."""
    cleaned = plain(text)
    odd = unprintable(cleaned)
    if odd:
        raise forms.ValidationError(f"“{odd[:8]}”不能打印在表格上，请删去或改用文字")
    return cleaned
