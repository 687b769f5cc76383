"""The candidate's application and the rows beside it."""

from applications.models.application import Application
from applications.models.document import Document
from applications.models.event import Event
from applications.models.material import MaterialRule
from applications.models.notice import Notice
from applications.models.photo import Photo
from applications.models.returned_part import ReturnedPart

__all__ = ["Application", "Document", "Event", "MaterialRule", "Notice", "Photo", "ReturnedPart"]
