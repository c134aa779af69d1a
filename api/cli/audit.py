"""``wfm audit``: attendance and compliance of a period for HR – who was short and why, late, absent, best and worst."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import Language, tell, tell_notes
from api.cli.departments import Folder, From, Out, day_of, department
from scenarios.folder import tables_beside
from scenarios.tables import write_audit
from scenarios.wishes import RefusedWish, refused_wishes
from wfm.errors import CheckError, InputError
from wfm.formats.audit_workbook import rule_title
from wfm.messages import say
from wfm.reports.audit import Audit, audit
from wfm.reports.evaluation import marked
from wfm.reports.findings import KINDS

NAME = "audit"
MOST_SHOWN = 12
To = Annotated[str, typer.Option("--to", metavar="DATE", help="Last day, such as 2026-11-30.")]


def run(
    folder: Folder,
    from_: From,
    to: To,
    out: Out = None,
    lang: Language = None,
) -> None:
    """Compare what was published with the sign-in log: hours, lateness, absence, causes, best and worst."""
    first, last = day_of(from_), day_of(to)
    if last < first:
        raise InputError(say("audit_backwards", first=first, last=last))
    read, language = department(folder, last, needed=("people", "attendance"))
    tell_notes(read.notes)
    found = audit(read.centre, first, last)
    target = out or folder / "out" / f"audit-{first}-{last}"
    wishes = refused_wishes(read.centre, folder, found.first_day, found.last_day)
    with tables_beside(target) as new:
        write_audit(new, found, wishes, language)
    _tell(found, wishes, target)
    if found.breaches:
        raise typer.Exit(CheckError.exit_code)


def _tell(found: Audit, wishes: Sequence[RefusedWish], target: Path) -> None:
    tell("audit_title", centre=found.centre.name, first=found.first_day, last=found.last_day)
    tell_notes(list(found.notes))
    short = found.short_weeks
    tell("audit_short" if short else "audit_none_short", count=len(short), weeks=len(found.weeks))
    tell_notes([row.sentence for row in short[:MOST_SHOWN]])
    if len(short) > MOST_SHOWN:
        tell("audit_more", count=len(short) - MOST_SHOWN)
    counts = found.counts()
    tell("audit_counts", counts=[say("audit_count", kind=say(f"cause_{kind}"), count=counts[kind]) for kind in KINDS])
    _tell_marks(found)
    by_rule = Counter(row.rule for row in found.breaches)
    if by_rule:
        rules = [say("audit_count", kind=rule_title(rule), count=count) for rule, count in by_rule.most_common()]
        tell("audit_breaches", count=by_rule.total(), rules=rules)
    else:
        tell("audit_no_breach")
    if wishes:
        reasons = Counter(wish.reason for wish in wishes)
        told = [
            say("audit_count", kind=say(f"wish_title_{reason}"), count=count) for reason, count in reasons.most_common()
        ]
        tell("audit_wishes", count=len(wishes), reasons=told)
    tell("audit_done", folder=target)


def _tell_marks(found: Audit) -> None:
    """The best and the worst of each group and month, a line each; equals stand together."""
    for (month, group, mark), rows in marked(found.evaluation).items():
        tell(
            "audit_evaluated", month=month, group=group or "–", mark=say(f"mark_{mark}"),
            agents=[f"{row.agent_id} {row.name}".strip() for row in rows], score=f"{100 * (rows[0].score or 0.0):.1f}",
        )  # fmt: skip
