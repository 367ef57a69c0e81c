"""The site administrator's look-ups. Work is done on the pages, through services; only accounts
are changed here."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from annotator.models import Document, Event, Job, Membership, Project, Release, User

admin.site.site_header = "Parallax administration"
# The same sign-in as everywhere: its limits on failures and its second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign, no-untyped-call]

admin.site.register(User, UserAdmin)


class LookUp(admin.ModelAdmin):  # type: ignore[type-arg]  # Django 5.2 cannot subscript it
    """Rows to find and read, not to change."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Project)
class ProjectLookUp(LookUp):
    list_display = ("name", "created_by", "created_at", "redundancy")
    search_fields = ("name",)


@admin.register(Membership)
class MembershipLookUp(LookUp):
    list_display = ("user", "project", "role")
    list_filter = ("role",)
    search_fields = ("user__username", "project__name")


@admin.register(Document)
class DocumentLookUp(LookUp):
    list_display = ("title", "project", "source", "published", "language", "length")
    list_filter = ("language",)
    search_fields = ("title", "source", "sha256")
    exclude = ("text",)


@admin.register(Job)
class JobLookUp(LookUp):
    list_display = ("kind", "project", "state", "done", "total", "attempts", "created_at")
    list_filter = ("state",)


@admin.register(Release)
class ReleaseLookUp(LookUp):
    list_display = ("project", "number", "n_documents", "created_by", "created_at")


@admin.register(Event)
class EventLookUp(LookUp):
    list_display = ("at", "actor", "verb", "subject", "project")
    list_filter = ("verb",)
    search_fields = ("subject",)
    exclude = ("before", "after")  # annotators' work
