"""Files as a ZIP archive, and back."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePath

from api.errors import TooLargeError
from wfm.errors import InputError
from wfm.messages import say

MOST_MB = 200


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files as a ZIP archive, the same bytes for the same files."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as sink:
        for name, content in sorted(files.items()):
            sink.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def unzipped(content: bytes, *, flat: bool = True) -> dict[str, bytes]:
    """
    The files of a ZIP archive by name, those in folders left out where it is to be `flat`.

    Raises
    ------
    InputError
        If it is none.
    TooLargeError
        If it unpacks to more than 200 MB.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_MB * 1_000_000:
                raise TooLargeError(say("zip_too_large", most=MOST_MB))
            return {name: archive.read(name) for name in archive.namelist() if not flat or PurePath(name).name == name}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, zlib.error) as error:
        raise InputError(say("zip_unreadable", reason=error)) from None


def laid_out(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a folder that is there, making the folders in it."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def member(content: bytes, name: str) -> bytes:
    """One file of a ZIP archive of our own, which has it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)
