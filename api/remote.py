"""A department of a service, seen from a folder: sent to it and fetched from it, and which state of it the folder is."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from wfm.errors import InputError, WfmError
from wfm.formats.capacity_toml import FILE as CAPACITY_TOML
from wfm.formats.columns import INPUT_TABLES
from wfm.formats.department import folder_files
from wfm.messages import say

ORIGIN = ".wfm-origin.json"
"""Beside the files of a folder: where it was pulled from, and the ETag of that state."""
ADDRESS = re.compile(r"https?://\S+/v1/centres/[a-z0-9][a-z0-9-]{0,62}")
PATIENCE_S = 120.0


@dataclass(frozen=True)
class Remote:
    """A department's address, e.g. ``http://127.0.0.1:8000/v1/centres/team-of-50``, the key to sign in with, the language."""

    url: str
    key: str
    language: str
    transport: httpx.BaseTransport | None = None

    def push(self, folder: Path, *, replace: bool = False) -> tuple[int, tuple[str, ...]]:
        """
        Send a folder; the department's new revision, and what was repaired on reading.

        Parameters
        ----------
        replace
            Whatever is there now; otherwise only the state that the folder was pulled from is replaced.

        Raises
        ------
        WfmError
            With the sentences of the service; where somebody else has changed the department since.
        """
        files = folder_files(folder)
        if (assumptions := folder / CAPACITY_TOML).is_file():
            files[CAPACITY_TOML] = assumptions.read_bytes()
        known = origin_of(folder)
        headers = {"Content-Type": "application/zip"}
        if replace:
            headers["If-Match"] = "*"
        elif known.get("url") == self.url:
            headers["If-Match"] = known["etag"]
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as sink:
            for name, content in files.items():
                sink.writestr(name, content)
        answer = self._send("PUT", headers, archive.getvalue())
        if key := {412: "push_changed", 428: "push_exists"}.get(answer.status_code):
            raise WfmError(say(key, url=self.url, folder=folder))
        told = self._told(answer)
        self._remember(folder, answer)
        return int(told["revision"]), tuple(told["notes"])

    def pull(self, folder: Path) -> int:
        """
        Fetch the department into a folder: a new one, or one that was pulled from there; how many files.

        Raises
        ------
        InputError
            Where the folder holds something else.
        """
        known = origin_of(folder)
        if known.get("url") != self.url and folder.exists() and any(folder.iterdir()):
            raise InputError(say("pull_not_empty", folder=folder, url=self.url))
        answer = self._send("GET")
        if not answer.is_success:
            self._told(answer)
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name in {f"{table}.csv" for table in INPUT_TABLES} - files.keys():
                (folder / name).unlink(missing_ok=True)
            for name, content in files.items():
                (folder / Path(name).name).write_bytes(content)
            self._remember(folder, answer)
        except OSError as error:
            raise InputError(say("out_not_writable", folder=folder, reason=error.strerror or error)) from None
        return len(files)

    def _send(
        self, method: str, headers: Mapping[str, str] | None = None, content: bytes | None = None
    ) -> httpx.Response:
        if not ADDRESS.fullmatch(self.url):
            raise InputError(say("remote_address", url=self.url))
        signed = {"Authorization": f"Bearer {self.key}", "Accept-Language": self.language, **(headers or {})}
        try:
            with httpx.Client(timeout=PATIENCE_S, transport=self.transport) as client:
                return client.request(method, f"{self.url}/folder", headers=signed, content=content)
        except httpx.HTTPError as error:
            raise WfmError(say("remote_unreachable", url=self.url, reason=error)) from None

    def _told(self, answer: httpx.Response) -> Any:
        """What an answer says; its sentences as an error where it refuses."""
        try:
            told = answer.json()
        except ValueError:
            raise WfmError(
                say("remote_refused", url=self.url, status=answer.status_code, text=answer.text[:200])
            ) from None
        if answer.is_success:
            return told
        kind = InputError if answer.status_code == 422 else WfmError
        raise kind(list(told.get("errors") or [str(told)]))

    def _remember(self, folder: Path, answer: httpx.Response) -> None:
        text = json.dumps({"url": self.url, "etag": answer.headers.get("ETag", "")})
        (folder / ORIGIN).write_text(text + "\n", encoding="utf-8")


def origin_of(folder: Path) -> Mapping[str, str]:
    """Where a folder was pulled from; empty where it was not."""
    try:
        said = json.loads((folder / ORIGIN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}
