"""The versions of a project's guideline; none is ever changed."""

from __future__ import annotations

from annotator.models import GuidelineVersion, Project, User


def add_version(*, by: User, project: Project) -> GuidelineVersion:
    """Keep what the guideline says now, under its present number.

    The caller has locked the project, or has just created it.
    """
    return GuidelineVersion.objects.create(
        project=project,
        number=project.guideline_version,
        text=project.guideline,
        created_by=by,
    )
