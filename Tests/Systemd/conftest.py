"""Secrets as write-secrets makes them for a machine, with addresses where nobody listens."""

import os
import subprocess
import sys

import pytest
from units import ROOT

sys.path.insert(0, str(ROOT / "docker" / "kubernetes"))


@pytest.fixture(scope="session")
def certificates(tmp_path_factory):
    path = tmp_path_factory.mktemp("authorities") / "ca.crt"
    make = ["openssl", "req", "-x509", "-newkey", "ed25519", "-nodes", "-keyout", "/dev/null", "-subj", "/CN=nobody"]
    subprocess.run([*make, "-out", path], check=True, capture_output=True)
    return path


@pytest.fixture(scope="session")
def secrets(tmp_path_factory, certificates):
    folder = tmp_path_factory.mktemp("credentials")
    told = {
        "COOPT_SECRETS_DIR": str(folder),
        "COOPT_CA_FILE": str(certificates),
        "COOPT_DATABASE_HOST": "localhost",
        "COOPT_BROKER_HOST": "localhost",
        "COOPT_SMTP_URL": "smtp://localhost:587",
    }
    subprocess.run([ROOT / "docker/kubernetes/secrets/write"], env=os.environ | told, check=True, capture_output=True)
    return folder
