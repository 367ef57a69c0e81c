"""The label set a project starts with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LabelSpec:
    """A label before it is stored; colours are `#rrggbb` on a light and on a dark page."""

    name: str
    title: str
    definition: str
    colour: str
    colour_dark: str
    key: str


# The colours stay apart for every common kind of colour blindness and reach 4.5:1 as text.
DEFAULT_LABELS = (
    LabelSpec(
        name="argument",
        title="Argument",
        definition="A claim, evaluation, prediction, conclusion or recommendation that others "
        "support or that needs support. Danger goes to threat claim, checkable fact to evidence.",
        colour="#1f6feb",
        colour_dark="#5a8cff",
        key="1",
    ),
    LabelSpec(
        name="actor",
        title="Actor",
        definition="Every mention of a state, government, international organisation, alliance, "
        "armed group, ministry, or a leader or official who acts for one.",
        colour="#b35f00",
        colour_dark="#e0701f",
        key="2",
    ),
    LabelSpec(
        name="threat_claim",
        title="Threat claim",
        definition="A clause asserting that an actor, act or situation threatens, endangers or "
        "may harm someone, conditional warnings included.",
        colour="#7a1f7a",
        colour_dark="#ddb4e2",
        key="3",
    ),
    LabelSpec(
        name="evidence",
        title="Evidence",
        definition="A checkable fact, event, figure, quotation or attributed statement that "
        "supports a claim in the text.",
        colour="#0b5a34",
        colour_dark="#5cf0a0",
        key="4",
    ),
)
