"""Every page: a table of contents."""

from __future__ import annotations

from django.urls import include, path

from frontend.views import (
    account,
    assignments,
    guidelines,
    home,
    invitations,
    labels,
    languages,
    projects,
    review,
)

project_urls = [
    path("", projects.show_project, name="project"),
    path("labels.css", labels.serve_label_styles, name="label_styles"),
    path("labels.json", labels.download_labels, name="label_file"),
    path("labels/", labels.edit_labels, name="labels"),
    path("guideline/", guidelines.show_guideline, name="guideline"),
    path("guideline/edit/", guidelines.edit_guideline, name="guideline_edit"),
    path("guideline/preview/", guidelines.preview_guideline, name="guideline_preview"),
    path(
        "guideline/versions/<int:number>/",
        guidelines.show_guideline_version,
        name="guideline_version",
    ),
    path("upload/", projects.show_upload, name="upload"),
    path("team/", projects.show_team, name="team"),
    path("agreement/", projects.show_agreement, name="agreement"),
    path("agreement/own/", projects.show_own_agreement, name="agreement_own"),
    path("releases/", projects.show_releases, name="releases"),
    path("review/", review.list_documents, name="review_list"),
]

urlpatterns = [
    path("", home.show_home, name="home"),
    path("projects/new/", projects.create_project, name="project_new"),
    path("projects/<uuid:project_id>/", include(project_urls)),
    path("assignments/<uuid:assignment_id>/", assignments.show_workspace, name="workspace"),
    path("documents/<uuid:document_id>/review/", review.show_document, name="review"),
    path("invitations/<str:secret>/", invitations.show_invitation, name="invitation"),
    path("language/", languages.choose_language, name="choose_language"),
    path("account/", account.show_account, name="account"),
    path("account/tokens/", account.show_tokens, name="tokens"),
]
