"""The domain's Django application."""

from django.apps import AppConfig


class AnnotatorConfig(AppConfig):
    name = "annotator"

    def ready(self) -> None:
        from annotator import celery  # noqa: F401  (makes ours the current Celery application)
