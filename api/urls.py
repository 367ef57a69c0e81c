"""The API's table of contents."""

from __future__ import annotations

from django.urls import path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from api.endpoint import Nowhere
from api.views import (
    account,
    agreement,
    agreement_units,
    documents,
    labels,
    layer,
    projects,
    results,
    review,
    workspace,
)

urlpatterns = [
    # Me
    path("me/", account.Me.as_view()),
    path("me/preferences/", account.Preferences.as_view()),
    path("tokens/", account.Tokens.as_view()),
    path("tokens/<uuid:token>/", account.TokenDetail.as_view()),
    # My work
    path("assignments/", workspace.Assignments.as_view()),
    path("assignments/<uuid:assignment>/", workspace.AssignmentDetail.as_view()),
    path("assignments/<uuid:assignment>/changes/", layer.Changes.as_view()),
    path(
        "assignments/<uuid:assignment>/annotations/<uuid:annotation>/",
        layer.AnnotationDetail.as_view(),
    ),
    path(
        "assignments/<uuid:assignment>/relations/<uuid:relation>/",
        layer.RelationDetail.as_view(),
    ),
    path(
        "assignments/<uuid:assignment>/suggestions/<uuid:suggestion>/decision/",
        layer.SuggestionDecisionDetail.as_view(),
    ),
    path("assignments/<uuid:assignment>/about/", layer.About.as_view()),
    path("assignments/<uuid:assignment>/sittings/<uuid:sitting>/", layer.SittingDetail.as_view()),
    path(
        "assignments/<uuid:assignment>/preannotation/", workspace.AssignmentPreannotation.as_view()
    ),
    path("assignments/<uuid:assignment>/submit/", workspace.Submission.as_view()),
    path("assignments/<uuid:assignment>/skip/", workspace.Skipping.as_view()),
    path("assignments/<uuid:assignment>/resume/", workspace.Resumption.as_view()),
    path("assignments/<uuid:assignment>/reopening-request/", workspace.ReopeningRequest.as_view()),
    path("assignments/<uuid:assignment>/reopen/", workspace.Reopening.as_view()),
    # Projects
    path("projects/", projects.Projects.as_view()),
    path("projects/<uuid:project>/", projects.ProjectDetail.as_view()),
    path("projects/<uuid:project>/members/", projects.Members.as_view()),
    path("projects/<uuid:project>/members/<uuid:member>/", projects.MemberDetail.as_view()),
    path("projects/<uuid:project>/invitations/", projects.Invitations.as_view()),
    path(
        "projects/<uuid:project>/invitations/<uuid:invitation>/",
        projects.InvitationDetail.as_view(),
    ),
    path("projects/<uuid:project>/label-set/", labels.LabelSet.as_view()),
    path("projects/<uuid:project>/guideline-versions/", labels.GuidelineVersions.as_view()),
    path("projects/<uuid:project>/assignments/", projects.ProjectAssignments.as_view()),
    path("projects/<uuid:project>/uploads/", documents.Uploads.as_view()),
    path("projects/<uuid:project>/documents/", documents.ProjectDocuments.as_view()),
    path("projects/<uuid:project>/preannotations/", projects.Preannotations.as_view()),
    path("projects/<uuid:project>/jobs/", projects.ProjectJobs.as_view()),
    path("projects/<uuid:project>/events/", projects.Events.as_view()),
    path("jobs/<uuid:job>/", projects.JobDetail.as_view()),
    path("jobs/<uuid:job>/retry/", projects.JobRetry.as_view()),
    # Documents and their review
    path("documents/<uuid:document>/", documents.DocumentDetail.as_view()),
    path("documents/<uuid:document>/disagreements/", review.Disagreements.as_view()),
    path("documents/<uuid:document>/decisions/<slug:cluster>/", review.DecisionDetail.as_view()),
    path(
        "documents/<uuid:document>/link-decisions/<slug:relation_type>/<slug:source>/<slug:target>/",
        review.LinkDecisionDetail.as_view(),
    ),
    path("documents/<uuid:document>/majority/", review.Majority.as_view()),
    path("documents/<uuid:document>/adjudication/finish/", review.AdjudicationFinish.as_view()),
    path("documents/<uuid:document>/adjudication/reopen/", review.AdjudicationReopen.as_view()),
    path("documents/<uuid:document>/gold/", review.Gold.as_view()),
    # Results
    path("projects/<uuid:project>/agreement/", agreement.Agreement.as_view()),
    path("projects/<uuid:project>/agreement/groups/", agreement.AgreementGroups.as_view()),
    path("projects/<uuid:project>/agreement/documents/", agreement.AgreementDocuments.as_view()),
    path("projects/<uuid:project>/agreement/units/", agreement_units.AgreementUnits.as_view()),
    path("projects/<uuid:project>/agreement/filters/", agreement.AgreementFilters.as_view()),
    path("projects/<uuid:project>/agreement/own/", agreement.OwnAgreement.as_view()),
    path("projects/<uuid:project>/exports/", results.Exports.as_view()),
    path("projects/<uuid:project>/releases/", results.Releases.as_view()),
    path("releases/<uuid:release>/", results.ReleaseDetail.as_view()),
    path("releases/<uuid:release>/corpus/", results.ReleaseCorpus.as_view()),
    # About the API
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(url_name="schema", template_name="api/docs.html"),
        name="api-docs",
    ),
    re_path("", Nowhere.as_view()),
]
