"""The Celery application; `celery -A annotator worker` finds it here."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

# Before NumPy is loaded: each worker process computes on one core, or they fight for them all.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "annotator.settings")

from celery import Celery
from celery.exceptions import SecurityWarning
from django.conf import settings


def make_broker_folders() -> None:
    """Make the folders of the `filesystem://` broker, which it expects to find."""
    for option in ("data_folder_in", "data_folder_out", "control_folder"):
        folder = Path(str(settings.CELERY_BROKER_TRANSPORT_OPTIONS[option]))
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


# Celery warns root about pickled messages; only JSON is accepted here.
warnings.filterwarnings("ignore", category=SecurityWarning)

app = Celery("parallax")
# Otherwise only the thread that imports this would know the application, and requests are
# answered in other threads.
app.set_default()
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["annotator"])

if settings.CELERY_BROKER_URL.startswith("filesystem"):
    make_broker_folders()
