"""Pages from templates: one self-contained file each, in the language of the reader."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from wfm.messages import Sentence, say

_ENVIRONMENT = Environment(
    loader=PackageLoader("wfm.reports"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, language: str, **shown: object) -> str:
    """
    A page as text.

    Parameters
    ----------
    template
        File in ``wfm/reports/templates``; there `t` says a message by its key, `read` a sentence or text.
    shown
        What else the template names.
    """

    def text(key: str, **values: object) -> str:
        return say(key, **values).text(language)

    def read(sentence: Sentence | str) -> str:
        return sentence.text(language) if isinstance(sentence, Sentence) else sentence

    return _ENVIRONMENT.get_template(template).render(t=text, read=read, language=language, **shown)
