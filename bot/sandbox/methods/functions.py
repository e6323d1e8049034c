"""functions.*: how an app says that a step of its own has ended.

https://docs.slack.dev/workflows/creating-custom-steps
"""

from bot.sandbox.calls import Call, Method, Refused
from bot.sandbox.records import FunctionRun, Json

KINDS: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "object": dict,
    "array": list,
    "slack#/types/user_id": str,
    "slack#/types/channel_id": str,
    "slack#/types/date": str,
    "slack#/types/timestamp": int,
}


def _running(call: Call) -> FunctionRun:
    run = call.workspace.function_runs.get(call.required("function_execution_id"))
    if run is None:
        raise Refused("function_execution_not_found")
    if run.ended:
        raise Refused("execution_not_in_running_state")
    return run


def complete_success(call: Call) -> Json:
    """The outputs must be those that the manifest promises, of its types."""
    run = _running(call)
    outputs = call.json("outputs") or {}
    if not isinstance(outputs, dict):
        raise Refused("invalid_arguments")
    wrong = [f"missing output: {name}" for name in run.promised if name not in outputs]
    wrong += [
        f"output of another type: {name}"
        for name, value in outputs.items()
        if not _is_a(run.types.get(name, ""), value)
    ]
    if wrong:
        raise Refused("parameter_validation_failed", response_metadata={"messages": wrong})
    run.outputs, run.ended = outputs, True
    told = ", ".join(f"{name}: {value}" for name, value in outputs.items())
    words = f"{run.title} has ended{f' with {told}' if told else ''}."
    call.world.notify(call.workspace, run.user, words)
    return {}


def _is_a(kind: str, value: object) -> bool:
    """Types that only Slack's own steps have are taken as they come."""
    if isinstance(value, bool) and kind != "boolean":
        return kind not in KINDS
    return isinstance(value, KINDS.get(kind, object))


def complete_error(call: Call) -> Json:
    run = _running(call)
    run.error, run.ended = call.required("error"), True
    call.world.notify(call.workspace, run.user, f"{run.title} has failed: {run.error}")
    return {}


METHODS = {
    "functions.completeSuccess": Method(complete_success),
    "functions.completeError": Method(complete_error),
}
