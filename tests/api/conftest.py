"""Documents that several submitted, for tests of agreement."""

from __future__ import annotations

import pytest

from annotator.models import Document
from tests.api.three_documents import submit_three
from tests.api.unit_figures import submit_five
from tests.cast import Cast


@pytest.fixture
def three(cast: Cast) -> list[Document]:
    return submit_three(cast)


@pytest.fixture
def five(cast: Cast) -> list[Document]:
    return submit_five(cast)
