"""From a department's history to the volumes expected."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest

from scenarios.demand import backtest_centre, cleaning_of, expected_volumes, explained, rest_of_today, with_actuals
from tests.department import CENTRE, MONDAY, volumes, write_department
from wfm.centre import Centre
from wfm.demand import VolumeHistory
from wfm.errors import InputError
from wfm.formats import read_centre
from wfm.timegrid import zone


def test_a_special_day_counts_once(tmp_path: Path) -> None:
    """A factor of a half in special_days.csv halves the day it names, and no other."""
    plain = expected_volumes(read_centre(write_department(tmp_path / "plain")), MONDAY, 7)
    halved = expected_volumes(
        read_centre(
            write_department(tmp_path / "halved", special_days=f"date,name,factor\n{date(2026, 11, 25)},fair,0.5\n")
        ),
        MONDAY,
        7,
    )

    wednesday = plain.grid.day_index == 2
    assert halved.offered[:, wednesday] == pytest.approx(plain.offered[:, wednesday] / 2, abs=1e-5)
    assert halved.offered[:, ~wednesday] == pytest.approx(plain.offered[:, ~wednesday])


def test_the_back_test_of_a_department_leaves_out_positions(tmp_path: Path) -> None:
    """Queues with contacts are measured, positions have none."""
    report = backtest_centre(read_centre(write_department(tmp_path / "department")), ("day_profile",), origins=1)

    assert report.queues == ("phone",)
    assert set(report.chosen) == set(report.reasons) == {"phone"}


def test_without_a_history_there_is_no_back_test(tmp_path: Path) -> None:
    """The refusal says how long a history must be."""
    folder = write_department(tmp_path / "department")
    (folder / "volumes.csv").unlink()

    with pytest.raises(InputError, match="five weeks"):
        backtest_centre(read_centre(folder), ("day_profile",))


NEW_QUEUE = """
[[queue]]
id = "hotline"
channel = "voice"
service_level = 0.80
answer_within_s = 20
aht_s = 240
skill = "phone"
open = { mon-fri = "08:00-12:00" }
"""


def _with(tmp_path: Path, keys: str, **files: str) -> Centre:
    before, rest = CENTRE.split("[[contract]]", 1)
    return read_centre(
        write_department(tmp_path / "department", centre=f"{before}{NEW_QUEUE}{keys}\n[[contract]]{rest}", **files)
    )


def test_a_new_queue_is_forecast_like_its_sister(tmp_path: Path) -> None:
    """Half her volumes, within its own hours, and a note that says so."""
    found = expected_volumes(_with(tmp_path, 'like = "phone"\nlike_share = 0.5'), MONDAY, 7)

    hours = np.array([start.hour for start in found.grid.local_starts()])
    own = (hours >= 8) & (hours < 12) & (found.grid.day_index < 5)
    phone, hotline = (found.offered[found.of(queue)] for queue in ("phone", "hotline"))
    assert found.queues == ("phone", "hotline")
    assert hotline[own] == pytest.approx(phone[own] / 2, abs=1e-5)
    assert not hotline[~own].any()
    assert any("50 % of 'phone'" in str(note) for note in found.notes)


def test_a_typical_week_stands_in_for_a_history(tmp_path: Path) -> None:
    """Forty contacts a morning are five a half hour."""
    week = "queue,days,from,to,offered\nhotline,mon-fri,08:00,12:00,40\n"

    found = expected_volumes(_with(tmp_path, "", typical_week=week), MONDAY, 7)

    assert found.offered[found.of("hotline")].sum() == pytest.approx(200)
    assert found.methods[found.of("hotline")] == "typical week"


def test_a_queue_without_anything_to_go_by_is_refused(tmp_path: Path) -> None:
    """The sentence names the ways out."""
    with pytest.raises(InputError, match=r"typical_week\.csv"):
        expected_volumes(_with(tmp_path, ""), MONDAY, 7)


def test_the_base_is_kept_beside_the_correction(tmp_path: Path) -> None:
    """An override moves `offered`; `base_offered` stays what the method said."""
    override = "queue,from,to,kind,value,author,reason\nphone,2026-11-24T00:00,2026-11-25T00:00,percent,20,Li,mailing\n"
    plain = expected_volumes(read_centre(write_department(tmp_path / "plain")), MONDAY, 7)
    raised = expected_volumes(read_centre(write_department(tmp_path / "raised", overrides=override)), MONDAY, 7)

    tuesday = raised.grid.day_index == 1
    assert np.array_equal(raised.base_offered, plain.offered)
    assert raised.offered[0][tuesday] == pytest.approx(1.2 * plain.offered[0][tuesday], abs=1e-5)


def test_every_day_can_be_explained(tmp_path: Path) -> None:
    """A sentence per queue and open day."""
    centre = read_centre(write_department(tmp_path / "department"))

    assert [row.queue for row in explained(centre, expected_volumes(centre, MONDAY, 7))] == ["phone"] * 7


def test_a_decision_settles_what_the_cleaning_pointed_at(tmp_path: Path) -> None:
    """A wild Wednesday is listed until somebody says keep; the same row with a blank decision changes nothing."""
    wild = [f"{line}0" if line.startswith("phone,2026-11-11T") else line for line in volumes().splitlines()]
    files = {"volumes": "\n".join(wild) + "\n"}
    found = cleaning_of(read_centre(write_department(tmp_path / "wild", **files)), MONDAY).findings
    row = f"phone,{found[0].interval_start.isoformat()}"

    assert {finding.interval_start.date() for finding in found} == {date(2026, 11, 11)}
    for decision, is_listed in (("keep,Li", False), (",", True)):
        cleaning = f"queue,interval_start,decision,by\n{row},{decision}\n"
        centre = read_centre(write_department(tmp_path / decision, **files, cleaning=cleaning))
        listed = {finding.interval_start.date() for finding in cleaning_of(centre, MONDAY).findings}
        assert (date(2026, 11, 11) in listed) is is_listed


def test_the_rest_of_today_follows_the_morning(tmp_path: Path) -> None:
    """The forecast of a past day, corrected at noon by the department's own rows of it."""
    centre = read_centre(write_department(tmp_path / "department"))
    base = expected_volumes(centre, date(2026, 11, 16), 7)

    found = rest_of_today(centre, base, datetime(2026, 11, 18, 12, tzinfo=zone("Asia/Shanghai")))

    starts = found.grid.local_starts()
    same = np.array([start.date() != date(2026, 11, 18) or start.hour < 12 for start in starts])
    assert np.array_equal(found.offered[:, same], base.offered[:, same])
    assert "12:00" in str(found.notes[-1])


def test_actuals_take_the_place_of_the_history_from_their_first_interval_on(tmp_path: Path) -> None:
    """What the department's own volumes say of that time and later is left out; what came before stays."""
    centre = read_centre(write_department(tmp_path / "department"))
    assert centre.volumes is not None
    cut = int(centre.volumes.starts_min[-10])
    two = np.full((1, 2), 77.0)
    came = VolumeHistory(centre.time_zone, 30, ("phone",), np.array([cut, cut + 30]), two, two, two, two)

    joined = with_actuals(centre, came).volumes

    assert joined is not None
    assert joined.starts_min.tolist() == centre.volumes.starts_min[:-8].tolist()
    assert joined.offered[0, -2:].tolist() == [77.0, 77.0]
    assert np.array_equal(joined.offered[:, :-2], centre.volumes.offered[:, :-10])
