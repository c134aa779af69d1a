"""What the service says."""

TEXTS: dict[str, str] = {
    # --- starting -----------------------------------------------------------------------------------------------------
    "data_unusable": "The folder '{folder}' cannot hold the database ({reason}); name another with --data.",
    "data_in_use": "Another 'wfm serve' already works in '{folder}'; stop it first, or name another folder with --data.",
    "database_unreachable": "The database cannot be reached ({reason}); check --database and that the server runs.",
    "serve_first_key": "First start: this key signs in as '{name}' and is shown this once. Keep it safe: {secret}",
    "serve_ready": "Serving on http://{host}:{port} (its pages: /docs); stop with Ctrl-C.",
    "serve_open": "It listens on {host}, beyond this machine; put a server that speaks HTTPS before it.",
    # --- over HTTP ----------------------------------------------------------------------------------------------------
    "http_no_route": "There is nothing at {path}; /docs lists what there is.",
    "http_no_method": "{method} is not possible at {path}; /docs lists what is.",
    "http_refused": "{method} {path} was refused.",
    "service_failed": "Something failed that should not have; nothing was changed. The log of the service says where.",
    "not_signed_in": "Nobody is signed in; send the header 'Authorization: Bearer KEY' with a token of POST /v1/tokens or an API key.",
    "key_unknown": "This key is unknown, has expired or was taken back; sign in again.",
    "log_in_wrong": "Name and password do not go together; check both.",
    "log_in_too_often": "Too many failed log-ins; try again in {minutes} minutes.",
    "scope_missing": "'{name}' may not do this: it takes the permission '{scope}'.",
    "thing_missing": "There is no {thing} '{name}'; list them to see what there is.",
    "thing_taken": "There is already a {thing} '{name}'; choose another name, or change that one.",
    "changed_meanwhile": "'{thing}' has been changed meanwhile and is now at version {version}; look at it again and repeat the change.",
    "account_of_whom": "An account belongs to a person when both centre_id and agent_id are given; an agent's must.",
    "idempotency_key_long": "An Idempotency-Key has 1 to {most} characters.",
    "idempotency_key_reused": "The Idempotency-Key '{name}' was sent before with another request; use a new one for each request.",
}
