"""What schemathesis can't know of this API: which keys are new, which cursors are whose, and what a refusal means."""

import uuid

import schemathesis
from schemathesis.core.failures import Failure


@schemathesis.hook
def before_call(ctx, case, kwargs):
    """An Idempotency-Key stands for one request. The same one with another body is a refusal of its own."""
    headers = case.headers or {}
    mode = case.meta.generation.mode if case.meta is not None else None
    if "Idempotency-Key" in headers and (mode is None or mode.is_positive):
        case.headers["Idempotency-Key"] = str(uuid.uuid4())


class ValidDataRefused(Failure):
    """The schema lets through what the API calls invalid."""


@schemathesis.check
def valid_is_not_called_invalid(ctx, response, case):
    """What fits the schema may break a rule, but is never refused for its form. A cursor is only known by its list."""
    if case.meta is None or not case.meta.generation.mode.is_positive or response.status_code not in (400, 422):
        return None
    problem = response.json()
    if problem["type"] == "/problems/invalid-request":
        places = [error.get("parameter") for error in problem["errors"]]
        if places == ["cursor"]:
            return None
    elif response.status_code == 422:
        return None
    raise ValidDataRefused(operation=case.operation.label, message=f"{problem['type']}: {problem.get('errors')}")
