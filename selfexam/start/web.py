"""What gunicorn loads under `make run`: the portal with all its pages, served once the data folder is ready."""

from django.urls import get_resolver

from selfexam.start import ready
from selfexam.wsgi import application as application

# Loaded here they are there for both processes; otherwise each one's first visitor would wait for them.
_ = get_resolver().url_patterns
ready.wait()
