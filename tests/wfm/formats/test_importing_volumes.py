"""An export of volumes merged into those that are there."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wfm.formats.folders import BERLIN, NOW, TOML, department, english, starts, volumes
from wfm.errors import InputError
from wfm.formats.cells import Conventions
from wfm.formats.importing import Headings, Merged, renamed
from wfm.formats.importing_volumes import merged_volumes


def merge(
    export: str, before: str | None = None, *, toml: str = TOML, replace: bool = False, date_format: str | None = None
) -> Merged:
    centre = department(toml=toml).centre
    raw = renamed(export.encode(), "calls.csv", "volumes", Headings({}, {}))
    conventions = Conventions(centre.time_zone, date_format)
    own = Conventions(centre.time_zone)
    held = None if before is None else before.encode()
    return merged_volumes(raw, held, centre, conventions, own, NOW, replace=replace)


def refused(export: str, before: str | None = None) -> list[str]:
    with pytest.raises(InputError) as error:
        merge(export, before)
    return english(error.value.sentences)


def test_rows_stand_by_queue_and_time_with_their_offsets() -> None:
    """Queues in the order of centre.toml; a column nobody has is left out."""
    merged = merge(
        volumes("chat,2-11-2026 08:15,3", "phone,2-11-2026 08:15,9"),
        volumes("phone,2026-11-02 08:00,12.5"),
        date_format="d-m-yyyy",
    )

    assert merged.content.decode() == volumes(
        "phone,2026-11-02T08:00+08:00,12.5", "phone,2026-11-02T08:15+08:00,9", "chat,2026-11-02T08:15+08:00,3"
    )
    assert [str(merged.origin(line)) for line in range(1, 6)] == [
        "None",
        "None",
        "calls.csv line 3",
        "calls.csv line 2",
        "None",
    ]
    assert merged.came == 2


def test_a_column_that_only_one_of_them_has_is_blank_for_the_other() -> None:
    """An export with handle times beside a history without."""
    merged = merge(
        volumes("phone,2026-11-02 08:15,9,240", columns="queue,interval_start,offered,aht_s"),
        volumes("phone,2026-11-02 08:00,12"),
    )

    assert merged.content.decode().splitlines() == [
        "queue,interval_start,offered,aht_s", "phone,2026-11-02T08:00+08:00,12,", "phone,2026-11-02T08:15+08:00,9,240",
    ]  # fmt: skip


def test_both_passes_of_the_autumn_hour_are_kept() -> None:
    """The export repeats 02:00 without an offset; the file then says which is which, and importing it again changes nothing."""
    export = volumes(*(f"phone,2026-10-25 0{hour}:00,{count}" for hour, count in ((1, 1), (2, 2), (2, 3), (3, 4))))
    toml = BERLIN.replace("interval_min = 15", "interval_min = 60")

    merged = merge(export, toml=toml)

    assert merged.content.decode().splitlines()[2:4] == [
        "phone,2026-10-25T02:00+02:00,2", "phone,2026-10-25T02:00+01:00,3",
    ]  # fmt: skip
    assert merge(export, merged.content.decode(), toml=toml).content == merged.content


def test_a_row_that_differs_is_refused_unless_it_is_to_win() -> None:
    """The first of the export, with queue and time; nothing, one column and all columns may differ."""
    before = volumes("phone,2026-11-02 08:00,12", "phone,2026-11-02 08:15,9", "phone,2026-11-02 08:30,7")
    export = volumes("phone,2026-11-02 08:15,9", "phone,2026-11-02 08:30,8", "phone,2026-11-02 08:00,1")

    assert refused(export, before) == [
        "calls.csv line 3: the row for phone, 2026-11-02 08:30 differs from the one already there; correct it, or let it win with "
        "--replace."
    ]
    assert [line.split(",")[2] for line in merge(export, before, replace=True).content.decode().splitlines()[1:]] == [
        "1",
        "9",
        "8",
    ]


def test_mistakes_are_named_by_the_line_of_the_export() -> None:
    """Unreadable counts, unknown queues, different rows for one interval, another interval length."""
    half_hours = [f"phone,{start},5" for start in starts("2026-11-02 08:00", 20, 30)]

    assert refused(volumes("", "phone,2026-11-02 08:00,many"))[0].startswith(
        "calls.csv line 3, offered: 'many' is wrong;"
    )
    assert refused(volumes("fax,2026-11-02 08:00,1"))[0].startswith("calls.csv line 2, queue: queue 'fax' is unknown;")
    assert refused(volumes("phone,2026-11-02 08:00,1", "phone,2026-11-02 08:00,2"))[0].startswith(
        "calls.csv line 3 and line 2 are"
    )
    assert refused(volumes(*half_hours))[0].startswith(
        "calls.csv line 2, interval_start: the rows of queue 'phone' are 30 minutes"
    )


def test_repairs_are_said_of_the_export_alone() -> None:
    """A row it sent twice is dropped and noted; what was there before is no news."""
    twice = volumes("phone,2026-11-02 08:00,12", "phone,2026-11-02 08:00,12")

    merged = merge(twice, twice)

    assert english(merged.notes) == ["calls.csv: rows sent twice: 1; one of each was kept."]
    assert len(merged.content.decode().splitlines()) == 2


# Two neighbours are always held: rows that all lie half an hour apart would be read as another interval length, and refused.
@given(st.sets(st.integers(0, 30), min_size=1), st.sets(st.integers(0, 30)).map(lambda held: held | {0, 1}))
def test_merging_is_the_union(came: set[int], held: set[int]) -> None:
    """Whatever overlaps: every interval of either is there once, in time order, and reads as its count."""
    day = starts("2026-11-02 08:00", 31, 15)
    export, before = (
        volumes(*(f"phone,{day[at]},{at + 30}" for at in sorted(chosen, key=hash))) for chosen in (came, held)
    )

    merged = merge(export, before)

    history = department(volumes=merged.content).centre.volumes
    assert history is not None
    together = sorted(came | held)
    counted = ~np.isnan(history.offered[0])
    assert history.offered[0, counted].tolist() == [float(at + 30) for at in together]
    assert [merged.origin(line) is not None for line in range(2, len(together) + 2)] == [at in came for at in together]
