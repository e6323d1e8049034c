"""Rich text: what people's formatted words look like as data.

https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from collections.abc import Mapping

from bot.sandbox.validation.composition import LONGEST_URL, identifier
from bot.sandbox.validation.specs import (
    Choice,
    Flag,
    Items,
    Number,
    Record,
    Spec,
    Words,
    by_type,
    typed,
)

MOST_PARTS = 1000
LONGEST_RUN = 12_000

# The last three are in the reference and not in Slack's own types.
_marks = (
    *("bold", "italic", "strike", "code", "underline"),
    *("highlight", "client_highlight", "unlink"),
)
_style: Mapping[str, Spec] = {"style": Record(optional={name: Flag() for name in _marks})}
_words = Words(LONGEST_RUN)
_address = Words(LONGEST_URL, pattern=r"[a-z][a-z0-9+.-]*:\S+$", wanted="must be a valid URL")
_border: Mapping[str, Spec] = {"border": Choice((0, 1))}

_text = typed("text", {"text": _words}, _style)
_about_links = ("unsafe", "from_llm", "is_slack_url", "truncated")
_link = typed(
    "link",
    {"url": _address},
    {**_style, "text": _words, **{name: Flag() for name in _about_links}},
)
_runs = (
    _text,
    _link,
    typed("user", {"user_id": identifier}, _style),
    typed("usergroup", {"usergroup_id": identifier}, _style),
    typed("channel", {"channel_id": identifier}, _style),
    typed("team", {"team_id": identifier}, _style),
    typed("broadcast", {"range": Choice(("here", "channel", "everyone"))}, _style),
    typed("color", {"value": Words(20)}, _style),
    typed(
        "emoji",
        {"name": identifier},
        {**_style, "unicode": identifier, "url": _address, "skin_tone": Number(1, 6)},
    ),
    typed(
        "date",
        {"timestamp": Number(0, 9_999_999_999), "format": identifier},
        {**_style, "url": _address, "fallback": _words},
    ),
)

_run = by_type(*_runs)
_section = typed("rich_text_section", {"elements": Items(_run, most=MOST_PARTS, least=0)})
_list = typed(
    "rich_text_list",
    {
        "style": Choice(("bullet", "ordered")),
        "elements": Items(by_type(_section), most=MOST_PARTS),
    },
    {"indent": Number(0, 8), "offset": Number(0, 1_000_000), **_border},
)
_quote = typed("rich_text_quote", {"elements": Items(_run, most=MOST_PARTS, least=0)}, _border)
_preformatted = typed(
    "rich_text_preformatted",
    {"elements": Items(by_type(_text, _link), most=MOST_PARTS, least=0)},
    {**_border, "language": Words(100)},
)

rich_text = by_type(
    typed(
        "rich_text",
        {"elements": Items(by_type(_section, _list, _quote, _preformatted), most=MOST_PARTS)},
        {"block_id": identifier},
    )
)
