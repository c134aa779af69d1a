"""``wfm serve``: the whole service on one machine, with its own PostgreSQL or with one that is there."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import Language, tell

NAME = "serve"
Data = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="Folder of the embedded PostgreSQL; absent: ./wfm-data.")
]
Database = Annotated[
    str | None, typer.Option("--database", metavar="URL", help="A PostgreSQL server instead of the embedded one.")
]


def run(
    data: Data = None,
    database: Database = None,
    host: Annotated[str | None, typer.Option("--host", help="Where to listen; absent: this machine alone.")] = None,
    port: Annotated[int | None, typer.Option("--port", min=1, max=65535, help="absent: 8000.")] = None,
    address: Annotated[
        str | None, typer.Option("--address", metavar="URL", help="Where browsers reach it; absent: where it listens.")
    ] = None,
    oidc_issuer: Annotated[
        str | None, typer.Option("--oidc-issuer", metavar="URL", help="An OpenID Connect issuer to sign in through.")
    ] = None,
    oidc_client_id: Annotated[
        str | None, typer.Option("--oidc-client-id", help="As whom the issuer knows this service.")
    ] = None,
    new_key: Annotated[bool, typer.Option("--new-key", help="Print another key of the account 'admin'.")] = False,
    lang: Language = None,
) -> None:
    """Serve the API, with everything it needs, until stopped."""
    from api.serving import serve  # what only the service needs is not loaded by the other commands
    from api.settings import settings_of

    settings = settings_of(
        data=data, database=database, host=host, port=port, address=address, oidc_issuer=oidc_issuer,
        oidc_client_id=oidc_client_id,
    )  # fmt: skip
    serve(settings, tell, new_key=new_key)
