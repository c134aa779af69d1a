"""The files of a department, in and out. One file per format; `READERS` and `WRITERS` are the whole list."""

from wfm.formats.centre_toml import write_centre_toml
from wfm.formats.columns import OUTPUT_COLUMNS
from wfm.formats.department import Department, department_of, read_centre, read_department
from wfm.formats.output import write_table
from wfm.formats.proof import read_proof, write_proof
from wfm.formats.roster import read_roster, write_published, write_roster
from wfm.formats.series import read_table, write_forecast, write_requirement

__all__ = [
    "OUTPUT_COLUMNS",
    "Department",
    "department_of",
    "read_centre",
    "read_department",
    "read_proof",
    "read_roster",
    "read_table",
    "write_centre_toml",
    "write_forecast",
    "write_proof",
    "write_published",
    "write_requirement",
    "write_roster",
    "write_table",
]
