"""``volumes.csv``: what is read in silence, and which cells are refused; the fast road and the careful one say the same."""

from __future__ import annotations

import io
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.wfm.formats.folders import TOML, VOLUMES, department, notes, refusals, starts, volumes
from wfm.demand import VolumeHistory
from wfm.formats import volume_fast
from wfm.formats.problems import Problems
from wfm.formats.tables import table_from_csv
from wfm.formats.volume_fast import fast_rows
from wfm.formats.volume_rows import VolumeRows
from wfm.formats.volumes import careful_rows, write_volumes

EIGHT = 29_892_960
"""2026-11-02 08:00 in Shanghai, in UTC minutes."""


def history(text: str | bytes, toml: str = TOML) -> VolumeHistory:
    read = department(toml=toml, volumes=text).centre.volumes
    assert read is not None
    return read


def test_every_column() -> None:
    """Queues in the order of centre.toml, blank cells unknown, starts as instants."""
    read = history(
        VOLUMES + "chat,2026-11-02 08:15,3,3,0,480.5\nphone,2026-11-02 08:00,12,11,1,240\nphone,2026-11-02 08:15,9,,,\n"
    )

    assert read.queues == ("phone", "chat")
    assert np.diff(read.starts_min).tolist() == [15]
    np.testing.assert_array_equal(read.offered, [[12, 9], [np.nan, 3]])
    np.testing.assert_array_equal(read.handled, [[11, np.nan], [np.nan, 3]])
    np.testing.assert_array_equal(read.abandoned, [[1, np.nan], [np.nan, 0]])
    np.testing.assert_array_equal(read.aht_s, [[240, np.nan], [np.nan, 480.5]])


@pytest.mark.parametrize(
    "text",
    [
        volumes("phone,2026-11-02 08:00,12", "phone,2026-11-02 08:15,9"),
        volumes("phone,2026-11-02T08:00+08:00,12", "phone,2026-11-02T00:15Z,9"),
        volumes("phone,2026-11-02 08:00:00,12", "phone,2026-11-02 08:15:00,9.0"),
        volumes("phone,2026/11/2 8:00,12", "phone,2026年11月2日 8:15,9"),
        volumes("2026-11-02 08:15,phone,9", "2026-11-02 08:00,phone,12", columns="interval_start,queue,offered"),
        '"queue";"interval_start";"offered"\n"phone";"2026-11-02 08:00";"12"\n"phone";"2026-11-02 08:15";"9"\n',
        "queue\tinterval_start\toffered\r\nphone\t2026-11-02 08:00\t12\r\nphone\t2026-11-02 08:15\t9",
        "\ufeffQueue, Interval Start ,OFFERED\n\n phone , 2026-11-02 08:00 , 12 \n\nphone,2026-11-02 08:15,+9\n",
    ],
)
def test_forms_that_are_accepted_silently(text: str) -> None:
    """Offsets, seconds, quotes, separators, blanks and the order of rows and columns change nothing."""
    read = department(volumes=text)

    assert read.centre.volumes is not None
    assert read.centre.volumes.offered.tolist() == [[12.0, 9.0]]
    assert read.centre.volumes.starts_min.tolist() == [EIGHT, EIGHT + 15]
    assert read.notes == ()


@pytest.mark.parametrize("start", ["2-11-2026 08:00", "02-11-2026 08:00:00"])
def test_day_first_dates_where_import_says_so(start: str) -> None:
    """2-11 is 2 November."""
    read = history(volumes(f"phone,{start},12"), TOML + '[import]\ndate_format = "d-m-yyyy"\n')

    assert read.starts_min.tolist() == [EIGHT]


def test_compact_dates() -> None:
    """yymmdd, as some telephone systems write."""
    read = history(volumes("phone,261102 08:00,12"), TOML + '[import]\ndate_format = "yymmdd"\n')

    assert read.starts_min.tolist() == [EIGHT]


def test_spikes_are_true_data() -> None:
    """A day of a thousand times the usual is kept as it is, without a word."""
    rows = [
        f"phone,{start},{10_000 if at == 50 else 10}" for at, start in enumerate(starts("2026-11-02 08:00", 56, 15))
    ]

    read = department(volumes=volumes(*rows))

    assert read.centre.volumes is not None
    assert read.centre.volumes.offered.max() == 10_000
    assert read.notes == ()


COUNT = "expected a number of at least 0, like 12."


@pytest.mark.parametrize(
    "text", ["abc", "nan", "NaN", "inf", "-inf", "-3", "-0.5", "1e999", "0x10", "1_000", "True", "N/A", "-", "½"]
)
@pytest.mark.parametrize("column", ["offered", "handled", "abandoned", "aht_s"])
@pytest.mark.parametrize("others", [0, 3])
def test_what_is_no_count_is_refused(text: str, column: str, others: int) -> None:
    """Text, NaN, inf and negatives, wherever a count belongs, alone or among good rows."""
    cells = {"offered": "5", "handled": "5", "abandoned": "0", "aht_s": "240"}
    good = [f"phone,{start},5,5,0,240" for start in starts("2026-11-02 08:00", others, 15)]
    wrong = ",".join(("phone,2026-11-02 12:00", *(cells | {column: text}).values()))

    assert refusals(volumes=VOLUMES + "\n".join((*good, wrong))) == [
        f"volumes.csv line {others + 2}, {column}: '{text}' is wrong; {COUNT}"
    ]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (",2026-11-02 08:00,5", "queue is blank; every row needs a value for queue. Fill it in or remove the row."),
        ("phone,,5", "interval_start is blank; every row needs a value for interval_start. Fill it in or remove the row."),
        ("phone,2026-11-02 08:00,", "offered is blank; every row needs a value for offered. Fill it in or remove the row."),
        ("phone,2026-11-02 08:00", "offered is blank; every row needs a value for offered. Fill it in or remove the row."),
        ("phone,2026-02-30 08:00,5", "interval_start: '2026-02-30 08:00' is wrong; expected a date that exists, written like"),
        ("phone,2026-11-02 25:00,5", "interval_start: '2026-11-02 25:00' is wrong; expected a date and time, written like"),
        ("phone,2/11/2026 08:00,5", "interval_start: '2/11/2026 08:00' is wrong; expected a date that reads one way only, like"),
        ("phone,8 o'clock,5", "interval_start: '8 o'clock' is wrong; expected a date and time, written like"),
        ("phone,0001-01-01 08:00,5", "interval_start: '0001-01-01 08:00' is wrong; expected a date and time, written like"),
        ("phone,2026-11-02 08:00:30,5", "interval_start: '2026-11-02 08:00:30' is wrong; expected a start on a whole minute,"),
        ("phone,2026-11-02 08:00+99:00,5", "interval_start: '2026-11-02 08:00+99:00' is wrong; expected a date and time,"),
        ("phone,2026-11-02 08:05,5", "interval_start: 2026-11-02 08:05 is not the start of an interval of 15 minutes counted"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("others", [0, 3])
def test_a_row_that_cannot_be_placed_is_refused(row: str, sentence: str, others: int) -> None:
    """Blank cells, times that do not exist or read two ways, starts beside the grid."""
    good = [f"phone,{start},5" for start in starts("2026-11-02 12:00", others, 15)]

    [said] = refusals(volumes=volumes(*good, row))

    assert said.startswith(f"volumes.csv line {others + 2}, {sentence}")


def test_a_decimal_comma_is_never_cut_off() -> None:
    """`5,5` under three columns is a row too long, not five contacts."""
    said = refusals(volumes=volumes("phone,2026-11-02 08:00,5,5", "phone,2026-11-02 08:15,6,5"))

    assert said == [
        f"volumes.csv line {line} has 4 cells, the heading 3; put a text that holds the separator in quotes."
        for line in (2, 3)
    ]


def test_a_renamed_queue_is_one_mistake() -> None:
    """It is named where it stands first, however many rows it has."""
    rows = [f"{queue},{start},5" for queue in ("phone", "fone") for start in starts("2026-11-02 08:00", 40, 15)]

    assert refusals(volumes=volumes(*rows)) == [
        "volumes.csv line 42, queue: queue 'fone' is unknown; known: phone, chat. Did you mean 'phone'? Correct it, or add it to "
        "centre.toml."
    ]


def test_a_missing_column_is_refused() -> None:
    """The three needed ones; the others are optional."""
    assert refusals(volumes="queue,start,offered\nphone,2026-11-02 08:00,5\n") == [
        "volumes.csv has no column 'interval_start'; its heading names queue, start, offered. Add the column or rename one."
    ]


def test_unknown_columns_are_noted() -> None:
    """On the fast road as on the careful one."""
    for row in ("phone,2026-11-02 08:00,5,x", 'phone,2026-11-02 08:00,5,"x\ny"'):
        assert notes(volumes=volumes(row, columns="queue,interval_start,offered,site")) == [
            "volumes.csv: the columns site are not known and were left aside."
        ]


def test_an_empty_history_is_none() -> None:
    """A heading without rows is a department that has no history yet."""
    assert department(volumes=VOLUMES).centre.volumes is None


CELL = st.one_of(
    st.sampled_from(
        ["", "5", "0", "12.5", "1e2", "nan", "inf", "-1", "x", "True", " 7 ", '"8"', '"9', "1,5", "٣", "0x1", "5\n"]
    ),
    st.floats(0, 1e6).map(repr),
)
START = st.sampled_from(
    ["2026-11-02 08:00", "2026-11-02 08:15", "2026-11-02T08:00+08:00", "", " 2026-11-02 08:30", "x", '"a""b"']
)
QUEUE = st.sampled_from(["phone", "chat", "", " phone", "nan", '"phone"', "电话"])


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.tuples(QUEUE, START, CELL, CELL), min_size=1, max_size=6),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n", "\n\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]),
    st.sampled_from([1, 2, 1000]),
)
def test_the_fast_road_reads_what_the_careful_one_reads(
    rows: list[tuple[str, ...]], delimiter: str, ending: str, encoding: str, at_once: int
) -> None:
    """Wherever it does not decline, it gives the same rows, however many at a time; it declines what that one refuses."""
    lines = [("queue", "interval_start", "offered", "aht_s"), *rows]
    content = ending.join(delimiter.join(cells) for cells in lines).encode(encoding)
    with patch.multiple(volume_fast, ROWS_AT_ONCE=at_once, BLOCK=7 * at_once):
        fast = fast_rows(io.BytesIO(content), "volumes.csv")
    problems = Problems()
    raw = table_from_csv(content, "volumes.csv", problems)
    careful = None if raw is None else careful_rows(raw, problems)

    if fast is not None:
        assert problems.refused == []
        assert careful is not None
        assert meaning(fast) == meaning(careful)


def meaning(rows: VolumeRows) -> list[tuple[object, ...]]:
    counts = {name: values.tolist() for name, values in rows.counts.items()}
    return [
        (
            int(rows.line[at]), rows.queues[rows.queue[at]], rows.starts[rows.start[at]],
            *(repr(values[at]) for values in counts.values()),
        )
        for at in range(len(rows))
    ]  # fmt: skip


def test_plain_files_take_the_fast_road() -> None:
    """Including what other systems write: marks, other encodings, semicolons, CRLF, quotes around every cell."""
    plain = volumes("phone,2026-11-02 08:00,12", "chat,2026-11-02 08:00,9")
    quoted = "\n".join(",".join(f'"{cell}"' for cell in line.split(",")) for line in plain.splitlines())

    for text in (plain, plain.replace(",", ";").replace("\n", "\r\n"), quoted, plain.rstrip("\n")):
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
            assert fast_rows(io.BytesIO(text.encode(encoding)), "volumes.csv") is not None


def write_and_read(path: Path, written: VolumeHistory) -> VolumeHistory:
    write_volumes(path, written)
    return history(path.read_bytes(), TOML.replace("08:00-22:00", "08:00-10:00"))


counts = st.one_of(st.just(np.nan), st.integers(0, 500).map(float), st.floats(0, 1e5))


@settings(max_examples=60, deadline=None)
@given(st.data(), st.integers(1, 3))
def test_a_history_reads_back(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, days: int) -> None:
    """Every figure bit for bit, unknown cells unknown; what nothing is known of is not written."""
    begins = np.concatenate([EIGHT + 1440 * day + 15 * np.arange(8) for day in range(days)]).astype(np.int64)
    shape = (2, len(begins))
    table = st.lists(counts, min_size=2 * len(begins), max_size=2 * len(begins)).map(
        lambda v: np.array(v).reshape(shape)
    )
    offered = np.nan_to_num(data.draw(table))
    handled, abandoned = (np.minimum(data.draw(table), offered / 2) for _ in range(2))
    aht_s = np.where(data.draw(table) > 0, data.draw(table), np.nan)
    aht_s[aht_s == 0] = np.nan
    written = VolumeHistory("Asia/Shanghai", 15, ("phone", "chat"), begins, offered, handled, abandoned, aht_s)

    read = write_and_read(tmp_path_factory.mktemp("volumes") / "volumes.csv", written)

    assert read.queues == written.queues
    for name in ("starts_min", "offered", "handled", "abandoned", "aht_s"):
        np.testing.assert_array_equal(getattr(read, name), getattr(written, name), err_msg=name)
