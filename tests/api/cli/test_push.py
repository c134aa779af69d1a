"""``wfm push``, ``wfm pull``, ``wfm worker``, ``wfm restore``: what is missing or out of reach is said in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.cli.commands import refused, wfm
from tests.api.service.departments import free_port


def test_without_a_key_nothing_is_sent(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The option and the variable are named."""
    monkeypatch.delenv("WFM_KEY", raising=False)
    refused(wfm("push", folder, "http://127.0.0.1:8000/v1/centres/dept"), 2, "--key", "WFM_KEY")


def test_an_address_that_is_none_is_refused(folder: Path) -> None:
    """With one that would be."""
    refused(wfm("push", folder, "127.0.0.1:8000", "--key", "k"), 2, "/v1/centres/team-of-50")
    refused(wfm("pull", folder / "new", "http://127.0.0.1:8000/v1/centres/UPPER", "--key", "k"), 2, "UPPER")


def test_a_service_that_does_not_run_is_named(folder: Path) -> None:
    """In the language asked for."""
    url = f"http://127.0.0.1:{free_port()}/v1/centres/dept"
    refused(wfm("push", folder, url, "--key", "k", "--lang", "zh-CN"), 1, url, "无法连接")


def test_a_folder_of_something_else_is_left_alone(folder: Path) -> None:
    """Pulled into what was not pulled from there: nothing is fetched."""
    refused(wfm("pull", folder, "http://127.0.0.1:8000/v1/centres/dept", "--key", "k"), 2, "new folder")


def test_a_worker_needs_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """That of the service it works for."""
    monkeypatch.delenv("WFM_DATABASE", raising=False)
    refused(wfm("worker"), 2, "--database")


def test_a_database_out_of_reach_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After some patience, for it may still be starting."""
    monkeypatch.setattr("api.store.database.PATIENCE_S", 0.0)
    url = f"postgresql://nobody:secret@127.0.0.1:{free_port()}/none"
    ran = wfm("restore", tmp_path / "x.backup", "--database", url)

    refused(ran, 2, "--database")
    assert "secret" not in ran.err
