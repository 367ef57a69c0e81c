"""How many spans of one annotator may lie over one character."""

from __future__ import annotations

from annotator.models import Annotation
from tests.api.desk import Desk, new_id, said
from tests.cast import Cast


def test_a_layer_that_piles_spans_on_one_place_is_not_handed_in(cast: Cast) -> None:
    desk = Desk(cast)
    labels = desk.cast.project.labels.all()[:3]
    layer, version = desk.layer, {"guideline_version": 1}
    places = [(start, 90 - start) for start in range(40)]
    rows = [
        Annotation(assignment=layer, uuid=new_id(), label=label, start=start, end=end, **version)
        for start, end in places
        for label in labels
    ]
    Annotation.objects.bulk_create(rows[:101])
    refused = desk.send("POST", "submit/")
    assert said(refused) == (409, "too_many_at_one_place")
    assert "seen more at 33" in refused.json()["message"]
    assert desk.layer.state == "assigned"
    Annotation.objects.get(uuid=rows[0].uuid).delete()
    assert desk.send("POST", "submit/").status_code == 200
