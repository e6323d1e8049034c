"""Runs a step that the app offers to workflows, as Workflow Builder would.

https://docs.slack.dev/reference/events/function_executed
"""

from typing import Any

from bot.sandbox.records import FunctionRun, Json
from bot.sandbox.world import ActRefused, World

# Slack's own tokens for a step live so long, and end with the step.
# https://github.com/slackapi/bolt-python/issues/1075
TOKEN_SECONDS = 900.0


class Functions:
    def __init__(self, world: World) -> None:
        self._world = world

    async def run(self, told: Json) -> Json:
        """Start the function `callback_id` with `inputs`; the app hears function_executed."""
        user, callback_id = str(told.get("user", "")), str(told.get("callback_id", ""))
        workspace = self._world.home_of(user)
        definition = self._world.manifest.functions.get(callback_id)
        if definition is None:
            raise ActRefused(f"The app has no function {callback_id}.")
        outputs = _parameters(definition.get("output_parameters"))
        run_id = self._world.new_id("Fx")
        run = FunctionRun(
            id=run_id,
            user=user,
            title=str(definition.get("title", callback_id)),
            promised=[each["name"] for each in outputs if each["is_required"]],
            types={each["name"]: str(each.get("type", "")) for each in outputs},
            token=f"xwfp-sandbox-{run_id}",
            token_ends=self._world.clock.now() + TOKEN_SECONDS,
        )
        workspace.function_runs[run.id] = run
        event: Json = {
            "type": "function_executed",
            "function": {
                "id": f"Fn{self._world.app_id[1:]}",
                "callback_id": callback_id,
                "title": run.title,
                "description": definition.get("description", ""),
                "type": "app",
                "input_parameters": _parameters(definition.get("input_parameters")),
                "output_parameters": outputs,
                "app_id": self._world.app_id,
                "date_updated": 0,
            },
            "inputs": told.get("inputs") or {},
            "function_execution_id": run.id,
            "workflow_execution_id": self._world.new_id("Wx"),
            "event_ts": self._world.timestamp(),
            "bot_access_token": run.token,
        }
        self._world.emit(workspace, "function_executed", event)
        return {"function_execution_id": run.id}


def _parameters(told: Any) -> list[Json]:
    """As a list with names, from either form of the manifest: a list or an object."""
    match told:
        case {"properties": dict(properties)}:
            needed = told.get("required", [])
            return [
                {**each, "name": name, "is_required": name in needed}
                for name, each in properties.items()
            ]
        case dict():
            return [{"is_required": False, **each, "name": name} for name, each in told.items()]
        case list():
            return [{"is_required": False, **each} for each in told]
    return []
