"""Rows that are written once: histories, logs, messages. What was recorded there stays as it was."""

from typing import Any

from django.db import models


class AppendOnly(models.Model):
    """An instance that is in the database refuses to be saved or deleted again (`TypeError`)."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError(f"{type(self).__name__} is append-only")
