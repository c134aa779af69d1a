"""``python -m api.describe``: the description of the API as JSON, of which the page's types are made; needs no database."""

from __future__ import annotations

import json
import sys

from sqlalchemy import create_engine

from api.app import create_app

if __name__ == "__main__":
    json.dump(create_app(create_engine("postgresql+psycopg://")).openapi(), sys.stdout)
