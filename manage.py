#!/usr/bin/env python
"""Entry to every management command; `make setup` has to run once before it."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "selfexam.settings")
    from django.core.management import execute_from_command_line

    from selfexam.env import BadSetting

    try:
        execute_from_command_line(sys.argv)
    except BadSetting as problem:
        # Its sentence says all; twenty lines of how it was found would hide it.
        sys.exit(f"Settings: {problem}")


if __name__ == "__main__":
    main()
