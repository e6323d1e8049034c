"""What the SDK raises when the sandbox says no."""

from collections.abc import Callable

import pytest
from slack_sdk.errors import SlackApiError


def refusal(call: Callable[[], object]) -> SlackApiError:
    with pytest.raises(SlackApiError) as refused:
        call()
    return refused.value
