"""`wfm import`: exports as call centres send them, in Chinese, in Excel, in pieces."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from api.cli import main
from wfm.examples import copy_example
from wfm.formats import read_department

CHINESE = "日期,时间,来电数,接通数\n2026-11-23,08:30,12,11\n2026-11-23,09:00,15,15\n"
MAP = (
    "--map",
    "interval_start=日期+时间",
    "--map",
    "offered=来电数",
    "--map",
    "handled=接通数",
    "--set",
    "queue=phone",
)


def wfm(*arguments: object) -> int:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    return int(stopped.value.code or 0)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The small office, its history taken away."""
    copy_example("small-office", tmp_path / "office")
    (tmp_path / "office" / "volumes.csv").unlink()
    return tmp_path / "office"


def offered(folder: Path) -> list[float]:
    volumes = read_department(folder).centre.volumes
    assert volumes is not None
    return [float(count) for count in volumes.offered[0]]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_a_chinese_export_becomes_volumes(office: Path, encoding: str) -> None:
    """Date and time are joined, headings renamed, the queue filled in; whatever the encoding."""
    export = office.parent / "话务.csv"
    export.write_bytes(CHINESE.encode(encoding))

    assert wfm("import", export, office, "--as", "volumes", *MAP) == 0
    assert offered(office) == [12.0, 15.0]


def test_an_excel_export_becomes_volumes(office: Path) -> None:
    """The first sheet counts, whatever it is called."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "话务量"
    for line in CHINESE.splitlines():
        sheet.append(line.split(","))
    workbook.save(office.parent / "话务.xlsx")

    assert wfm("import", office.parent / "话务.xlsx", office, "--as", "volumes", *MAP) == 0
    assert offered(office) == [12.0, 15.0]


def test_a_second_export_is_merged_and_a_different_row_refused(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same rows again change nothing; another figure is refused by the line of the export, unless it is to win."""
    export = office.parent / "calls.csv"
    export.write_text("queue,interval_start,offered\nphone,2026-11-23 08:30,12\nphone,2026-11-23 09:00,15\n")
    assert wfm("import", export, office, "--as", "volumes") == 0
    before = (office / "volumes.csv").read_bytes()
    assert wfm("import", export, office, "--as", "volumes") == 0
    assert (office / "volumes.csv").read_bytes() == before

    export.write_text("queue,interval_start,offered\nphone,2026-11-23 09:00,16\nphone,2026-11-23 09:30,9\n")
    assert wfm("import", export, office, "--as", "volumes") == 2
    assert "calls.csv line 2" in capsys.readouterr().err
    assert (office / "volumes.csv").read_bytes() == before
    assert wfm("import", export, office, "--as", "volumes", "--replace") == 0
    assert offered(office) == [12.0, 16.0, 9.0]


@pytest.mark.parametrize(
    ("rows", "options", "said"),
    [
        ("queue,interval_start,offered\nphone,2026-11-23 08:30,many\n", (), "calls.csv line 2, offered: 'many'"),
        ("queue,interval_start,offered\nfax,2026-11-23 08:30,3\n", (), "calls.csv line 2, queue"),
        ("queue,when,offered\nphone,2026-11-23 08:30,3\n", ("--map", "interval_start=time"), "no column 'time'"),
        ("queue,when,offered\nphone,2026-11-23 08:30,3\n", ("--map", "calls=when"), "no column 'calls'"),
        ("queue,when,offered\nphone,2026-11-23 08:30,3\n", ("--map", "when"), "equals sign"),
    ],
)
def test_a_bad_export_is_refused_by_its_own_line(
    office: Path, capsys: pytest.CaptureFixture[str], rows: str, options: tuple[str, ...], said: str
) -> None:
    """Nothing is written."""
    export = office.parent / "calls.csv"
    export.write_text(rows)

    assert wfm("import", export, office, "--as", "volumes", *options) == 2
    assert said in capsys.readouterr().err
    assert not (office / "volumes.csv").exists()


def test_a_team_sheet_and_a_sign_in_log_are_imported(office: Path) -> None:
    """People are merged by id; what other tables say of them still holds."""
    team, log = office.parent / "员工.csv", office.parent / "log.csv"
    team.write_bytes("工号,姓名,技能\nA07,王芳,phone\n".encode("gb18030"))
    log.write_text("who,came,went\nA07,2026-11-20 08:25,2026-11-20 17:31\n")

    named = ("--map", "agent_id=工号", "--map", "name=姓名", "--map", "skills=技能")
    assert wfm("import", team, office, "--as", "people", *named) == 0
    renamed = ("--map", "agent_id=who", "--map", "signed_in=came", "--map", "signed_out=went")
    assert wfm("import", log, office, "--as", "attendance", *renamed) == 0

    centre = read_department(office).centre
    assert [agent.name for agent in centre.agents if agent.agent_id == "A07"] == ["王芳"]
    assert len(centre.agents) == 7
    assert len(centre.attendance) == 1


def test_the_departments_own_dates_stay_readable(office: Path) -> None:
    """Its team sheet is day first by [import]; an export with ISO dates is merged with it, and what is written reads."""
    toml = office / "centre.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + '\n[import]\ndate_format = "d-m-yyyy"\n', encoding="utf-8")
    (office / "people.csv").write_text(
        "agent_id,skills,lead,hired_on\nA01,phone,yes,1-2-2020\nA05,phone,no,\nA06,phone,no,\n"
    )
    team = office.parent / "team.csv"
    team.write_text("agent_id,skills,hired_on\nA07,phone,2026-03-04\n")

    assert wfm("import", team, office, "--as", "people") == 0

    hired = {agent.agent_id: str(agent.hired_on) for agent in read_department(office).centre.agents}
    assert (hired["A01"], hired["A07"]) == ("2020-02-01", "2026-03-04")


def test_the_option_says_how_the_export_writes_dates(office: Path) -> None:
    """Over what centre.toml says."""
    export = office.parent / "calls.csv"
    export.write_text("queue,interval_start,offered\nphone,11/23/2026 08:30,12\n")

    assert wfm("import", export, office, "--as", "volumes") == 2
    assert wfm("import", export, office, "--as", "volumes", "--date-format", "m/d/yyyy") == 0
    assert offered(office) == [12.0]
    assert wfm("import", export, office, "--as", "volumes", "--date-format", "whatever") == 2


def test_what_does_not_fit_the_department_is_named_where_it_stands_in_the_export(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The merged team sheet is read with every other table; its row 8 is line 3 of the export. Nothing is written."""
    team = office.parent / "team.csv"
    team.write_text("agent_id,skills\n\nA07,fone\n")
    before = (office / "people.csv").read_bytes()

    assert wfm("import", team, office, "--as", "people", "--lang", "zh-CN") == 2

    assert capsys.readouterr().err.startswith("team.csv 第 3 行，skills：坐席「A07」的技能「fone」没有任何队列使用；")
    assert (office / "people.csv").read_bytes() == before


def test_nothing_is_half_written(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the new file cannot be written beside the old one, the old one stays and the refusal says why."""
    (office / ".people.csv.new").mkdir()
    before = (office / "people.csv").read_bytes()
    team = office.parent / "team.csv"
    team.write_text("agent_id,skills\nA07,phone\n")

    assert wfm("import", team, office, "--as", "people") == 2

    assert "people.csv cannot be written: Is a directory. Nothing was imported;" in capsys.readouterr().err.replace(
        "\n", " "
    )
    assert (office / "people.csv").read_bytes() == before
    (office / ".people.csv.new").rmdir()


def test_a_table_nobody_imports_and_a_file_that_is_not_there_are_refused(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both with what to do instead."""
    assert wfm("import", office.parent / "calls.csv", office, "--as", "leave") == 2
    assert "--as 'leave' is unknown; write one of volumes, people, attendance." in capsys.readouterr().err
    assert wfm("import", office.parent / "calls.csv", office, "--as", "volumes") == 2
    assert "calls.csv cannot be read: No such file or directory." in capsys.readouterr().err
