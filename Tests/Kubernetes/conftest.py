"""The objects of the production overlay, rendered once; each test breaks a copy."""

import copy
import os

import pytest
from checking import rendering

OVERLAY = rendering.FOLDER / "overlays" / "production"


@pytest.fixture(scope="session")
def rendered():
    certificates = os.environ["COOPT_CERTIFICATES"]
    return rendering.render(OVERLAY) + rendering.render_secrets(certificates), rendering.surroundings(OVERLAY)


@pytest.fixture
def objects(rendered):
    return copy.deepcopy(rendered[0])


@pytest.fixture
def around(rendered):
    return dict(rendered[1])
