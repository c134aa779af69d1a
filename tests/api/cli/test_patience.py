"""`wfm patience`: a line for centre.toml from a call log."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.cli import main

BANK = Path("../shared/data/calls/israel_bank_feb1999_call_log.csv")


def wfm(*arguments: object) -> int:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    return int(stopped.value.code or 0)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Two queues: 300 s waited and two gave up in one, 90 s waited and nobody gave up in the other."""
    path = tmp_path / "calls.csv"
    path.write_text("queue,wait_s,outcome\na,100,AGENT\na,150,HANG\na,50,HANG\nb,90,AGENT\n", encoding="utf-8")
    return path


def test_every_queue_gets_its_line(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The mean is what was waited over who gave up; without abandonments only the lower bound is told."""
    assert wfm("patience", log) == 0
    told = capsys.readouterr().out
    assert "a: 3 calls, 2 gave up" in told
    assert "[[queue]] a:  patience_s = 150" in told
    assert "b: 1 calls, 0 gave up" in told
    assert "at least 24 s" in told
    assert "[[queue]] b" not in told


def test_it_speaks_chinese(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same figures in the other language."""
    assert wfm("patience", log, "--lang", "zh-CN") == 0
    told = capsys.readouterr().out
    assert "平均耐心 150 秒" in told
    assert "patience_s = 150" in told


def test_many_who_hang_up_at_once_are_pointed_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A third of the callers leaves after a second, the others wait for minutes."""
    path = tmp_path / "calls.csv"
    rows = ["q,1,HANG"] * 10 + ["q,240,AGENT"] * 19 + ["q,200,HANG"]
    path.write_text("\n".join(["queue,wait_s,outcome", *rows]), encoding="utf-8")
    assert wfm("patience", path) == 0
    assert "at hearing that they have to wait" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--outcome", "lost=HANG"), "--outcome 'lost'"),
        (("--outcome", "HANG"), "--outcome 'HANG'"),
        (("--map", "wait_s=seconds"), "'seconds'"),
        (("--map", "aht_s=wait_s"), "'aht_s'"),
    ],
)
def test_a_wrong_option_is_one_sentence(
    log: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], named: str
) -> None:
    """Exit code 2, and the option is named."""
    assert wfm("patience", log, *options) == 2
    refused = capsys.readouterr().err
    assert named in refused
    assert refused.count("\n") == 1


def test_a_missing_file_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No traceback."""
    assert wfm("patience", tmp_path / "none.csv") == 2
    assert "none.csv cannot be read" in capsys.readouterr().err


def test_the_bank_of_1999(capsys: pytest.CaptureFixture[str]) -> None:
    """Six queues; calls lost in the menu and phantoms are left out and said."""
    if not BANK.exists():
        pytest.skip(f"{BANK} is absent")
    assert wfm("patience", BANK, "--map", "wait_s=wait_sec") == 0
    told = capsys.readouterr().out
    assert "gave up after 0 s: 1972" in told
    assert "neither answered nor abandoned: 278" in told
    assert "[[queue]] NW:  patience_s = 213" in told
    assert "[[queue]] NE:  patience_s = 799" in told
    assert told.count("patience_s = ") == 6
