"""What a program in Python does with the client that was generated for it: registers, lists page by page, is refused."""

import json
import os
import uuid
from datetime import date

from kvittert_client.api.measures import measure_close, measure_list, measure_register
from kvittert_client.api.plans import plan_register
from kvittert_client.client import AuthenticatedClient
from kvittert_client.models.change import Change
from kvittert_client.models.new_closure import NewClosure
from kvittert_client.models.new_measure_in_plan import NewMeasureInPlan
from kvittert_client.models.new_plan import NewPlan
from kvittert_client.models.problem import Problem
from kvittert_client.types import UNSET

client = AuthenticatedClient(base_url=os.environ["API_URL"], token=os.environ["API_TOKEN"])


def key() -> str:
    return str(uuid.uuid4())


plan = plan_register.sync(
    client=client,
    idempotency_key=key(),
    body=NewPlan(
        title="Tiltak etter flommen",
        case_officer_id=uuid.UUID(os.environ["CASE_OFFICER_ID"]),
        period_end=date.fromisoformat(os.environ["PERIOD_END"]),
    ),
)
assert isinstance(plan, Change), plan

measures = []
for title in ("Varslingsplan", "Vaktliste", "Øvelse"):
    body = NewMeasureInPlan(plan_id=uuid.UUID(plan.id), title=title, text=f"{title} er på plass.")
    measure = measure_register.sync(client=client, idempotency_key=key(), body=body)
    assert isinstance(measure, Change), measure
    measures.append(measure)

listed, cursor = [], UNSET
while cursor is not None:
    page = measure_list.sync(client=client, plan=uuid.UUID(plan.id), limit=2, cursor=cursor)
    assert not isinstance(page, Problem), page
    listed.append([measure.title for measure in page.items])
    cursor = page.next_cursor

refused = measure_close.sync_detailed(
    uuid.UUID(measures[0].id), client=client, idempotency_key=key(), body=NewClosure.from_dict({"as": "implemented"})
)
assert isinstance(refused.parsed, Problem), refused

print(
    json.dumps(
        {
            "numbers": [measure.number for measure in measures],
            "pages": listed,
            "refused": {"status": refused.status_code, "type": refused.parsed.type_, "next": refused.parsed.next_},
        }
    )
)
