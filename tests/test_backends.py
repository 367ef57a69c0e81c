"""Who a session belongs to."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from annotator.backends import AuthenticationBackend
from annotator.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> User:
    return User.objects.create_user("ana", "ana@parallax.example", preferences={"language": "de"})


def test_it_finds_all_that_is_stored_of_a_person(ana: User) -> None:
    found, stored = AuthenticationBackend().get_user(ana.id), User.objects.get(id=ana.id)
    assert found is not None
    names = [field.attname for field in User._meta.concrete_fields]
    assert {n: repr(getattr(found, n)) for n in names} == {
        n: repr(getattr(stored, n)) for n in names
    }


def test_it_finds_nobody_who_is_not_there(ana: User) -> None:
    assert AuthenticationBackend().get_user(uuid.uuid4()) is None


@pytest.mark.parametrize(("is_active", "status"), [(True, 200), (False, 401)])
def test_it_ends_the_session_of_who_is_shut_out(
    is_active: bool, status: int, ana: User, client: Client
) -> None:
    client.force_login(ana)
    User.objects.filter(id=ana.id).update(is_active=is_active)
    assert client.get("/api/v1/me/").status_code == status
