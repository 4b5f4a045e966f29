"""What schemathesis can't know of this API: which keys are new, which cursors are whose, and what a refusal means."""

import os
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


ROLE = os.environ["KVITTERT_GENERATED_AS"]
# What is asked with a POST because the question is long: nothing is changed.
QUESTIONS = {"POST /api/v1/similar-measures"}


class AnsweredToAnother(Failure):
    """Whoever calls is somebody else to the API than they said."""


@schemathesis.check
def the_caller_is_who_they_are(ctx, response, case):
    """Nobody is let in without a token, a good token is never refused as none, and an auditor changes nothing."""
    if ROLE != "nobody" and "authorization" not in {name.lower() for name in response.request.headers}:
        # The tool itself leaves the token out, to see whether it is asked for (ignored_auth).
        return None
    status = response.status_code
    let_in = 200 <= status < 300
    if ROLE == "nobody":
        wrong = let_in
    elif ROLE == "auditor" and case.method != "GET" and case.operation.label not in QUESTIONS:
        wrong = let_in or status == 401
    else:
        wrong = status == 401
    if wrong:
        raise AnsweredToAnother(operation=case.operation.label, message=f"{status} to {ROLE}")


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
