"""Django's rules for new passwords, each with a sentence that says what to do instead."""

from django.contrib.auth import password_validation as rules


class LongEnough(rules.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"密码至少 {self.min_length} 个字符，请再加长一些"


class UnlikeTheOwner(rules.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return "密码和%(verbose_name)s太像，容易被猜到，请换一个"


class Uncommon(rules.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "很多人用这个密码，容易被猜到，请换一个"


class NotAllDigits(rules.NumericPasswordValidator):
    def get_error_message(self) -> str:
        return "密码不能全是数字，请加上字母或符号"
