"""Text as departments send it."""

from __future__ import annotations

import pytest

from tests.wfm.formats.folders import PEOPLE, TOML, department, refusals
from wfm.formats.text import delimiter_of

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_encoding_separator_and_line_ends_are_accepted_silently(encoding: str, delimiter: str, ending: str) -> None:
    """The team sheet reads the same in every encoding, with every separator and line end, and nothing is said about it."""
    text = "agent_id,name,skills\nA1,李娜,phone\nA2,王伟,chat\n".replace(",", delimiter).replace("\n", ending)

    read = department(people=text.encode(encoding))

    assert [(agent.agent_id, agent.name, agent.skills) for agent in read.centre.agents] == [
        ("A1", "李娜", ("phone",)),
        ("A2", "王伟", ("chat",)),
    ]
    assert read.notes == ()


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_volumes_and_centre_toml_come_in_every_encoding_too(encoding: str) -> None:
    """A queue with a Chinese id is the same queue in centre.toml and volumes.csv, whatever their encodings."""
    toml = TOML + '\n[[queue]]\nid = "投诉"\nchannel = "voice"\nmax_asa_s = 30\naht_s = 300\n'
    volumes = "queue,interval_start,offered\n投诉,2026-11-02 08:00,7\n"

    history = department(toml=toml.encode(encoding), volumes=volumes.encode(encoding)).centre.volumes

    assert history is not None
    assert (history.queues, history.offered.tolist()) == (("投诉",), [[7.0]])


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\x00\x00", b"\xff\xff\xff", b"\xff\xfea", PEOPLE.encode("utf-32")]
)
def test_what_is_no_text_is_refused_with_the_remedy(content: bytes) -> None:
    """Bytes that are no text in a known encoding are refused: save as CSV UTF-8."""
    assert refusals(people=content) == ["people.csv is no text in UTF-8, UTF-16 or GB18030; save it as 'CSV UTF-8'."]


@pytest.mark.parametrize(
    ("heading", "delimiter"),
    [("a,b;c,d", ","), ("a;b", ";"), ("a\tb", "\t"), ('"x,y,z";b', ";"), ("a", ","), ("", ",")],
)
def test_the_separator_is_the_one_the_heading_holds_most_of(heading: str, delimiter: str) -> None:
    """What stands in quotes does not count; in doubt it is a comma."""
    assert delimiter_of(heading) == delimiter
