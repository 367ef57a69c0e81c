"""Fill the database of a measurement: a project, a text each, and sessions that are signed in.

    python -m bench.people COUNT < TEXT

Prints JSON: for each of the people the cookie of their session, the name of the cookie against
forged requests, and the id of their assignment.
"""

from __future__ import annotations

import json
import os
import sys

import django
from django.conf import settings
from django.core.management import call_command


def make(count: int, text: str) -> list[dict[str, str]]:
    """Create the people and return how each of them signs in and what they annotate."""
    from django.contrib.auth import (
        BACKEND_SESSION_KEY,
        HASH_SESSION_KEY,
        SESSION_KEY,
    )
    from django.contrib.sessions.backends.db import SessionStore

    from annotator.domain.formats.drafts import Draft
    from annotator.models import Assignment, Document, Membership, User
    from annotator.services.documents import import_documents
    from annotator.services.projects import add_member, create_project

    manager = User.objects.create_user("manager", password=None)
    project = create_project(by=manager, name="Measured")
    drafts = [Draft(file_name=f"{n}.txt", text=f"{text} {n}") for n in range(count)]
    import_documents(by=manager, project=project, drafts=drafts)
    people = []
    for number, document in enumerate(Document.objects.filter(project=project)):
        user = User.objects.create_user(f"person{number}", password=None)
        add_member(by=manager, project=project, user=user, role=Membership.Role.ANNOTATOR)
        assignment = Assignment.objects.create(document=document, annotator=user)
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        people.append(
            {
                "session": f"{settings.SESSION_COOKIE_NAME}={session.session_key}",
                "csrf_cookie": settings.CSRF_COOKIE_NAME,
                "assignment": str(assignment.id),
            }
        )
    return people


def main() -> None:
    """Migrate an empty database, fill it, and print who is in it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "annotator.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    people = make(int(sys.argv[1]), sys.stdin.read())
    json.dump(people, sys.stdout)


if __name__ == "__main__":
    main()
