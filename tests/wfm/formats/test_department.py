"""A folder as a whole: what must be there, and mistakes of several files said together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.wfm.formats.folders import NOW, PEOPLE, TOML, english, files, refusals, refusals_of, table, volumes
from wfm.errors import MOST_PROBLEMS_SHOWN, InputError
from wfm.examples import EXAMPLES, VARIANTS, example_files
from wfm.formats.department import department_of, read_centre, read_department


def refused(folder: Path, needed: tuple[str, ...] = ("people",)) -> list[str]:
    with pytest.raises(InputError) as error:
        read_department(folder, needed=needed, now=NOW)
    assert error.value.exit_code == 2
    return english(error.value.sentences)


def write(folder: Path, given: dict[str, bytes]) -> Path:
    for name, content in given.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("name", [*EXAMPLES, *VARIANTS])
def test_the_examples_read_without_a_word(name: str) -> None:
    """Nothing in the departments we ship needs repair."""
    assert department_of(example_files(name)).notes == ()


def test_a_folder_or_file_that_is_missing_is_refused(tmp_path: Path) -> None:
    """No folder, no centre.toml, no people, a folder where a file should be."""
    assert refused(tmp_path / "nowhere")[0].endswith("is no folder; name the folder that holds centre.toml.")
    assert refused(tmp_path) == ["centre.toml is missing; every department's folder has one."]
    write(tmp_path, files(people=None))
    assert refused(tmp_path, ("people", "volumes")) == [
        "people.csv is missing; add it, or a sheet 'people' in department.xlsx.",
        "volumes.csv is missing; add it, or a sheet 'volumes' in department.xlsx.",
    ]
    (tmp_path / "people.csv").mkdir()
    assert refused(tmp_path) == ["people.csv cannot be read: Is a directory. Replace it by a readable file."]


def test_the_files_used_are_handed_on(tmp_path: Path) -> None:
    """With their bytes, so that a result can carry what it was made of; what is no table of ours is not among them."""
    given = files(volumes=volumes("phone,2026-11-02 08:00,5"))
    write(tmp_path, {**given, "notes.txt": b"mine"})

    read = read_department(tmp_path, now=NOW)

    assert dict(read.files) == given
    assert read_centre(tmp_path, now=NOW).agents == read.centre.agents


def test_mistakes_of_several_files_are_said_together() -> None:
    """centre.toml, people, leave and an exception: nobody has to run it four times."""
    said = refusals(
        toml=TOML.replace("aht_s = 240", "aht_s = 0"),
        people=PEOPLE + "A3,x,desk\n,y,desk,phone\n",
        leave=table("agent_id,from,to,kind,status", "A1,soon,2026-11-02,annual,approved"),
        exceptions=table(
            "exception_id,agent_id,rule,from,to,value,reason,approved_by", "E1,A1,x.y,2026-11-02,2026-11-02,1,,m"
        ),
    )

    assert [sentence.split(":")[0].split(" is ")[0] for sentence in said] == [
        "centre.toml line 11, [[queue]] phone, aht_s",
        "people.csv line 5, agent_id",
        "leave.csv line 2, from",
        "exceptions.csv line 2, reason",
    ]


def test_mistakes_of_volumes_are_said_with_those_of_other_tables() -> None:
    """The history does not wait until the team sheet is mended."""
    said = refusals(people="agent_id,skills\nA1,phone\nA1,chat\n", volumes=volumes("phone,2026-13-02 08:00,5"))

    assert said == [
        "people.csv line 3 and line 2 are different rows for one agent_id (A1); keep one of them.",
        "volumes.csv line 2, interval_start: '2026-13-02 08:00' is wrong; expected a date that exists, written like "
        "2026-11-24.",
    ]


def test_at_most_twenty_are_shown_at_once() -> None:
    """Of thirty blank ids twenty are shown, and that there are ten more."""
    given = files(people="agent_id,skills\n" + ",phone\n" * 30)

    assert len(refusals_of(given)) == 30
    with pytest.raises(InputError) as error:
        department_of(given)
    lines = error.value.text("zh-CN").splitlines()
    assert len(lines) == MOST_PROBLEMS_SHOWN + 1
    assert lines[-1] == "(+10)"


def test_reading_stops_at_a_thousand_mistakes() -> None:
    """A file of another kind has a mistake in every row; reading it to the end would help nobody."""
    assert len(refusals(people="agent_id,skills\n" + ",phone\n" * 5_000)) == 1_000
