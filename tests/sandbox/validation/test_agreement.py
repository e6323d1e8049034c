"""Where Slack's own schema and SDK can judge, they agree with the sandbox.

Their silence proves nothing: each misses rules that the other, or Slack itself, has. So the test is
one-sided: whatever the sandbox lets pass, they let pass as well.
"""

import copy
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block as SlackBlock
from slack_sdk.models.views import View

from bot.sandbox.validation import validate_blocks, validate_view
from bot.sandbox.validation.blocks import BLOCKS
from bot.sandbox.validation.specs import (
    Choice,
    Flag,
    Items,
    Nullable,
    Number,
    Record,
    Spec,
    Variant,
    Words,
)
from bot.sandbox.validation.surfaces import ALLOWED, Surface
from tests.sandbox.validation.conftest import Complaints
from tests.sandbox.validation.samples import GOOD, TEXT_INPUT, asks, home, modal, section

DEFINITIONS = {
    "actions": "ActionsBlock",
    "alert": "AlertBlock",
    "card": "CardBlock",
    "carousel": "CarouselBlock",
    "container": "ContainerBlock",
    "context": "ContextBlock",
    "context_actions": "ContextActionsBlock",
    "data_table": "DataTableBlock",
    "divider": "DividerBlock",
    "file": "FileBlock",
    "header": "HeaderBlock",
    "image": "ImageBlock",
    "input": "InputBlock",
    "markdown": "MarkdownBlock",
    "plan": "PlanBlock",
    "rich_text": "RichTextBlock",
    "section": "SectionBlock",
    "table": "TableBlock",
    "task_card": "TaskCardBlock",
    "video": "VideoBlock",
}

# In Slack's reference or its SDK, and not in the types that the schema was made of.
NEWER_THAN_SCHEMA = frozenset(
    (
        *("offset", "language", "skin_tone", "highlight", "client_highlight", "unlink"),
        *("from_llm", "is_slack_url", "truncated"),
    )
)

# The SDK has no class for these, and turns them into nothing without an error.
UNKNOWN_TO_SDK = frozenset(("data_table", "data_visualization"))

WORDS = ("", "Hello", "x" * 80, "x" * 3001, "https://acme.example/a", "2026-11-23", "09:00", "12")
STRANGE: tuple[Any, ...] = (
    None,
    "",
    0,
    -1,
    10_000,
    True,
    [],
    {},
    "javascript:alert(1)",
    "x" * 301,
    [{}],
)
# How much more often a string that fits is drawn than one that need not.
USUALLY = 8

STRATEGIES: dict[int, st.SearchStrategy[Any]] = {}


def surface_of(kind: str) -> Surface:
    surfaces: tuple[Surface, ...] = ("message", "modal", "home")
    return next(each for each in surfaces if each in ALLOWED.get(kind, surfaces))


def values(spec: Spec) -> st.SearchStrategy[Any]:
    """Values that have nearly the shape of a spec: sizes and rules are left to chance."""
    match spec:
        case Items(item, most, least):
            return st.lists(deferred(item), min_size=least, max_size=min(most, least + 1))
        case Nullable(item):
            return st.none() | deferred(item)
        case Variant(records):
            return st.sampled_from(sorted(records)).flatmap(lambda kind: deferred(records[kind]))
        case Record(required, optional):
            return st.fixed_dictionaries(parts(required), optional=parts(optional))
    return st.sampled_from(list(edges(spec)))


def edges(spec: Spec) -> Iterator[Any]:
    """Single values at the ends of what a spec allows, and some beyond."""
    match spec:
        case Words(longest, shortest):
            words = (*WORDS, "x" * longest, "x" * shortest)
            fitting = [each for each in words if not list(spec.problems(each, ""))]
            yield from (*fitting * USUALLY, *words)
        case Flag():
            yield from (True, False)
        case Number(least, most):
            yield from (least, most, max(least, min(most, 5)))
        case Choice(allowed):
            yield from allowed


def parts(specs: Mapping[str, Spec]) -> dict[str, st.SearchStrategy[Any]]:
    return {name: deferred(spec) for name, spec in specs.items()}


def deferred(spec: Spec) -> st.SearchStrategy[Any]:
    """One strategy for one spec: made when first drawn from, and kept."""
    if id(spec) not in STRATEGIES:
        STRATEGIES[id(spec)] = st.deferred(lambda: values(spec))
    return STRATEGIES[id(spec)]


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in list(inside):
        yield value, key
        if isinstance(each, dict | list):
            yield from places(each)


def as_old(value: Any) -> Any:
    """The value without what is newer than the schema."""
    if isinstance(value, list):
        return [{} if each is None else as_old(each) for each in value]
    if isinstance(value, dict):
        return {name: as_old(each) for name, each in value.items() if name not in NEWER_THAN_SCHEMA}
    return value


@pytest.mark.parametrize("kind", sorted(DEFINITIONS))
@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_what_the_sandbox_accepts_the_schema_accepts(
    kind: str, data: st.DataObject, complaints: Complaints
) -> None:
    block = copy.deepcopy(data.draw(deferred(BLOCKS[kind])))
    if data.draw(st.booleans()):
        spoiled, key = data.draw(st.sampled_from(list(places(block))))
        spoiled[key] = copy.deepcopy(data.draw(st.sampled_from(STRANGE)))

    if not validate_blocks([block], surface_of(kind)):
        assert complaints(DEFINITIONS[kind], as_old(block)) == []


@pytest.mark.parametrize("kind", sorted((DEFINITIONS.keys() | {"auth_provider"}) - UNKNOWN_TO_SDK))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_what_the_sandbox_accepts_the_sdk_accepts(kind: str, data: st.DataObject) -> None:
    block = data.draw(deferred(BLOCKS[kind]))
    assume(not validate_blocks([block], surface_of(kind)))

    parsed = SlackBlock.parse(copy.deepcopy(block))

    assert parsed is not None
    parsed.validate_json()


@pytest.mark.parametrize("definition", GOOD)
def test_the_samples_please_the_schema(definition: str, complaints: Complaints) -> None:
    assert complaints(definition, GOOD[definition]) == []


def test_whole_views_please_the_schema_and_the_sdk(complaints: Complaints) -> None:
    form = modal(asks(TEXT_INPUT), callback_id="order", private_metadata="7")
    tab = home(section())

    assert validate_view(form) == []
    assert validate_view(tab) == []
    assert complaints("ModalView", form) == []
    assert complaints("HomeView", tab) == []
    View(**form).validate_json()
    View(**tab).validate_json()
