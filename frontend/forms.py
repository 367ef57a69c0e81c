"""The forms of plain pages. What happens while a page stays open goes through the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from annotator.models import Project


class ProjectForm(forms.ModelForm):  # type: ignore[type-arg]  # Django 5.2 cannot subscript it
    """A new project; its label set is the usual four, its guideline can follow."""

    class Meta:
        model = Project
        fields = ("name", "description", "redundancy")
        labels = {
            "name": _("Name"),
            "description": _("Description"),
            "redundancy": _("Annotators per document"),
        }
        help_texts = {
            "description": _("One or two sentences for the team: what is read, and to what end."),
            "redundancy": _("How many people mark each document independently. Three is usual."),
        }
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}


class JoinForm(forms.Form):
    """An account for the holder of an invitation. The service judges name and password."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        help_text=_("Letters, digits and @ . + - _ only. You sign in with it."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    full_name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        help_text=_("How your team sees you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 12 characters; not a common one, and not your name."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def take_errors(self, problems: dict[str, list[str]]) -> None:
        """Show what a service said about fields; what names no field stands above them."""
        for name, sentences in problems.items():
            for sentence in sentences:
                self.add_error(name if name in self.fields else None, sentence)


class QueueForm(forms.Form):
    """Which of one's documents to show, and in which order. All of it stands in the address."""

    STATES = (("", _("To do")), ("submitted", _("Submitted")), ("skipped", _("Put aside")))
    ORDERS = (
        ("", _("What to do next")),
        ("title", _("Title")),
        ("source", _("Source")),
        ("newest", _("Newest first")),
        ("shortest", _("Shortest first")),
    )

    q = forms.CharField(
        label=_("Title or source contains"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    order = forms.ChoiceField(label=_("Order"), choices=ORDERS, required=False)
    unsure = forms.BooleanField(label=_("I am not sure of something"), required=False)
    noted = forms.BooleanField(label=_("With a note"), required=False)
    state = forms.ChoiceField(
        choices=(*STATES, ("all", _("All"))), required=False, widget=forms.HiddenInput
    )

    field_order = ("q", "project", "order", "unsure", "noted", "state")

    def __init__(self, asked: Mapping[str, Any], projects: QuerySet[Project]) -> None:
        super().__init__(asked, auto_id="queue-%s", label_suffix="")
        self.fields["project"] = forms.ModelChoiceField(
            projects, label=_("Project"), required=False, empty_label=_("All projects")
        )
        self.order_fields(self.field_order)
