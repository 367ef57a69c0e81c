"""What a web server runs: `gunicorn annotator.wsgi`."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application

# Loaded here so that tasks sent from a request go out through our Celery application.
from annotator.celery import app as celery_app

__all__ = ["application", "celery_app"]

application = get_wsgi_application()
