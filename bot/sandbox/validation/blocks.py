"""Every kind of block: its parts and their sizes.

Limits: https://docs.slack.dev/reference/block-kit/blocks
"""

from collections.abc import Mapping

from bot.sandbox.validation import elements, figures
from bot.sandbox.validation.composition import (
    either,
    identifier,
    image_alt_text,
    image_element,
    image_parts,
    image_source,
    mrkdwn,
    plain,
    url,
)
from bot.sandbox.validation.rich_text import rich_text
from bot.sandbox.validation.specs import (
    Choice,
    Flag,
    Items,
    Record,
    Spec,
    Variant,
    Words,
    at_least_one,
    by_type,
    never_both,
    typed,
)

LONGEST_MARKDOWN = 12_000

_block: Mapping[str, Spec] = {"block_id": identifier}
_image = by_type(image_element)

_accessory = by_type(
    elements.BUTTON,
    elements.WORKFLOW_BUTTON,
    elements.OVERFLOW,
    image_element,
    *elements.MENUS,
    *elements.PICKERS,
)
_actions = by_type(
    elements.BUTTON,
    elements.WORKFLOW_BUTTON,
    elements.OVERFLOW,
    elements.DATE_TIME,
    elements.RICH_TEXT_INPUT,
    *elements.MENUS,
    *elements.PICKERS,
)
_input = by_type(
    elements.DATE_TIME,
    elements.RICH_TEXT_INPUT,
    *elements.MENUS,
    *elements.PICKERS,
    *elements.FIELDS,
)

_section = typed(
    "section",
    {},
    {
        **_block,
        "text": either(),
        "fields": Items(either(2000), most=10),
        "accessory": _accessory,
        "expand": Flag(),
    },
    at_least_one("text", "fields"),
)
_header = typed("header", {"text": plain(150)}, _block)
_divider = typed("divider", {}, _block)
_context = typed(
    "context",
    {"elements": Items(Variant({**_image.records, **either().records}), most=10)},
    _block,
)
_actions_block = typed("actions", {"elements": Items(_actions, most=25)}, _block)
_input_block = typed(
    "input",
    {"label": plain(2000), "element": _input},
    {**_block, "hint": plain(2000), "optional": Flag(), "dispatch_action": Flag()},
)
_image_block = typed(
    "image", image_alt_text, {**_block, **image_parts, "title": plain(2000)}, image_source
)
_video = typed(
    "video",
    {"alt_text": Words(2000), "title": plain(199), "thumbnail_url": url, "video_url": url},
    {
        **_block,
        "author_name": Words(49),
        "description": plain(200),
        "provider_name": Words(50),
        "provider_icon_url": url,
        "title_url": url,
    },
)
_file = typed("file", {"external_id": identifier, "source": Choice(("remote",))}, _block)
_markdown = typed("markdown", {"text": Words(LONGEST_MARKDOWN)}, _block)
_alert = typed(
    "alert",
    {"text": either()},
    {**_block, "level": Choice(("default", "info", "warning", "error", "success"))},
)
_card = typed(
    "card",
    {},
    {
        **_block,
        "hero_image": _image,
        "icon": _image,
        "title": mrkdwn(150),
        "subtitle": mrkdwn(150),
        "body": mrkdwn(200),
        "actions": Items(by_type(elements.BUTTON), most=25),
    },
    at_least_one("hero_image", "title", "actions", "body"),
)
_carousel = typed("carousel", {"elements": Items(by_type(_card), most=10)}, _block)
_context_actions = typed(
    "context_actions",
    {"elements": Items(by_type(elements.FEEDBACK, elements.ICON_BUTTON), most=5)},
    _block,
)
_source = typed("url", {"url": url, "text": Words(2000)})
_task = typed(
    "task_card",
    {
        "task_id": identifier,
        "title": Words(2000),
        "status": Choice(("pending", "in_progress", "complete", "error")),
    },
    {**_block, "details": rich_text, "output": rich_text, "sources": Items(by_type(_source), 100)},
)
_plan = typed("plan", {"title": Words(2000)}, {**_block, "tasks": Items(by_type(_task), most=50)})

_in_container = (
    _actions_block,
    _context,
    _divider,
    _file,
    _header,
    _image_block,
    _input_block,
    *rich_text.records.values(),
    _section,
    figures.TABLE,
    _video,
)
_container = typed(
    "container",
    {"child_blocks": Items(by_type(*_in_container), most=10)},
    {
        **_block,
        "title": plain(150),
        "rich_text_title": rich_text,
        "subtitle": either(150),
        "icon": _image,
        "width": Choice(("narrow", "standard", "wide", "full")),
        "is_collapsible": Flag(),
        "default_collapsed": Flag(),
        "has_header_divider": Flag(),
    },
    at_least_one("title", "rich_text_title"),
    never_both("is_collapsible", "has_header_divider"),
)

_auth_provider = typed(
    "auth_provider",
    {"value": Words(150), "name": plain(75), "is_connected": Flag()},
    {
        **_block,
        "description": plain(150),
        "icon_url": url,
        "auth_url": url,
        "disconnect_url": url,
        "connected_identity": plain(75),
        "connected_context": plain(75),
        "accessory": by_type(elements.OVERFLOW),
        "fallback": Items(by_type(*_in_container), most=50),
    },
)

BLOCKS: Mapping[str, Record] = by_type(
    *_in_container,
    _alert,
    _auth_provider,
    _card,
    _carousel,
    _container,
    _context_actions,
    _markdown,
    _plan,
    _task,
    figures.DATA_TABLE,
    figures.DATA_VISUALIZATION,
).records
