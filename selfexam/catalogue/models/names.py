"""What a version, a slot's number and a group's code may look like: they stand in addresses and in table cells."""

from django.core.validators import RegexValidator

# Letters (Chinese ones too), figures, and inside the name also space, full stop, hyphen and brackets. Nothing that
# would end a part of an address, and nothing that a spreadsheet takes for a formula.
short_name = RegexValidator(r"^\w[\w.()（） -]*$", "只能用汉字、字母、数字，中间可以有空格、句点、连字符和括号")
