"""``wfm worker``: takes jobs from the database of a service, on this machine or on any other."""

from __future__ import annotations

from api.cli.console import Language
from api.cli.serve import Database
from wfm.errors import InputError
from wfm.messages import say

NAME = "worker"


def run(database: Database = None, lang: Language = None) -> None:
    """Work on the jobs of a service until stopped."""
    from api.settings import settings_of  # what only the service needs is not loaded by the other commands
    from api.worker import work

    url = settings_of(database=database).database
    if url is None:
        raise InputError(say("worker_no_database"))
    work(url)
