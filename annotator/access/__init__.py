"""The only door to an object: who may do what to which, in one place.

Deny by default. What is not yours and what is not there look the same (NotFound); inside a
project you may see, an action beyond your role is Forbidden. A token can only narrow what its
owner may do: its scopes, cut with the owner's present roles and the token's project.
"""

from .projects import (
    access_document,
    access_project,
    blind_documents,
    compared_documents,
    exportable_documents,
    hidden_documents,
    may,
    open_documents,
    roles_in,
    visible_documents,
    visible_projects,
)
from .rights import Action, Actor, Role, Scope
from .work import (
    access_assignment,
    access_job,
    access_layer,
    access_release,
    access_reopening_request,
    own_assignments,
    visible_labels,
    visible_suggestions,
)

__all__ = (
    "Action",
    "Actor",
    "Role",
    "Scope",
    "access_assignment",
    "access_document",
    "access_job",
    "access_layer",
    "access_project",
    "access_release",
    "access_reopening_request",
    "blind_documents",
    "compared_documents",
    "exportable_documents",
    "hidden_documents",
    "may",
    "open_documents",
    "own_assignments",
    "roles_in",
    "visible_documents",
    "visible_labels",
    "visible_projects",
    "visible_suggestions",
)
