"""The forms of plain pages. What happens while a page stays open goes through the API."""

from __future__ import annotations

from django import forms

from annotator.models import Project


class ProjectForm(forms.ModelForm):  # type: ignore[type-arg]  # Django 5.2 cannot subscript it
    """A new project; its label set is the usual four, its guideline can follow."""

    class Meta:
        model = Project
        fields = ("name", "description", "redundancy")
        labels = {"redundancy": "Annotators per document"}
        help_texts = {
            "description": "One or two sentences for the team: what is read, and to what end.",
            "redundancy": "How many people mark each document independently. Three is usual.",
        }
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}


class JoinForm(forms.Form):
    """An account for the holder of an invitation. The service judges name and password."""

    username = forms.CharField(
        max_length=150,
        help_text="Letters, digits and @ . + - _ only. You sign in with it.",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    full_name = forms.CharField(
        max_length=150,
        help_text="How your team sees you.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        strip=False,
        help_text="At least 12 characters; not a common one, and not your name.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def take_errors(self, problems: dict[str, list[str]]) -> None:
        """Show what a service said about fields; what names no field stands above them."""
        for name, sentences in problems.items():
            for sentence in sentences:
                self.add_error(name if name in self.fields else None, sentence)
