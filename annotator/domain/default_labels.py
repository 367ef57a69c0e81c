"""The label set a project starts with."""

from __future__ import annotations

from annotator.domain.labels import (
    AttributeSpec,
    Ends,
    LabelSetSpec,
    LabelSpec,
    OptionSpec,
    RelationTypeSpec,
)

THREAT_ATTRIBUTES = (
    AttributeSpec(
        name="hedging",
        title="Hedging",
        kind="choice",
        definition="How certain the text makes the danger: “will destroy” is not hedged, “could "
        "provoke” is, and “might under some circumstances come close to” strongly so.",
        options=(
            OptionSpec("none", "Not hedged"),
            OptionSpec("hedged", "Hedged"),
            OptionSpec("strongly_hedged", "Strongly hedged"),
        ),
    ),
    AttributeSpec(
        name="conditional",
        title="Conditional",
        kind="boolean",
        definition="The danger comes only if something happens or is done first.",
    ),
    AttributeSpec(
        name="explicitness",
        title="Explicit or implicit",
        kind="choice",
        definition="Explicit where the words name the danger; implicit where a reader has to "
        "infer it, as from a rhetorical question.",
        options=(OptionSpec("explicit", "Explicit"), OptionSpec("implicit", "Implicit")),
    ),
    AttributeSpec(
        name="harm",
        title="Kind of harm",
        kind="choice",
        definition="What would be harmed or lost; the chief one where the clause has several.",
        options=(
            OptionSpec("military", "Military"),
            OptionSpec("political", "Political"),
            OptionSpec("economic", "Economic"),
            OptionSpec("human", "To people"),
            OptionSpec("environmental", "To the environment"),
            OptionSpec("other", "Other"),
        ),
    ),
)

# The colours stay apart for every common kind of colour blindness and reach 4.5:1 as text.
DEFAULT_LABELS = (
    LabelSpec(
        name="argument",
        title="Argument",
        definition="A claim, evaluation, prediction, conclusion or recommendation that others "
        "support or that needs support. Danger goes to threat claim, checkable fact to evidence.",
        examples="- But **the alliance must adapt to the new balance**. Linking words and the "
        "full stop stay outside.\n"
        "- Some experts say **the talks are unlikely to succeed**. The frame stays outside.\n"
        "- **Who would gain from another arms race?** A question that plainly asserts.\n"
        "- Not: *the two ministers met on Monday*, which anybody can check: evidence.",
        colour="#1f6feb",
        colour_dark="#5a8cff",
        key="1",
    ),
    LabelSpec(
        name="actor",
        title="Actor",
        definition="Every mention of a state, government, international organisation, alliance, "
        "armed group, ministry, or a leader or official who acts for one.",
        examples="- **Russian President Vladimir Putin**: title and name in one.\n"
        "- **Russia**'s concerns; withdrawal from **Syria**: possessives and places count.\n"
        "- **China** and **Russia**: two spans, not one.\n"
        "- Not: *US bombers* (it only describes the next word), *they*, *some analysts*, "
        "*the Syrian people*.",
        colour="#b35f00",
        colour_dark="#e0701f",
        key="2",
    ),
    LabelSpec(
        name="threat_claim",
        title="Threat claim",
        definition="A clause asserting that an actor, act or situation threatens, endangers or "
        "may harm someone, conditional warnings included.",
        examples="- The envoy said that **new missiles could push the region into war**. Keep "
        "*could*, leave out who says it.\n"
        "- **If the treaty ends, both capitals will be within range**: condition and danger in "
        "one.\n"
        "- Not: *it would be an exaggeration to speak of a threat*, which denies one: argument.\n"
        "- Not: the bare report of a past attack.",
        colour="#7a1f7a",
        colour_dark="#ddb4e2",
        key="3",
        attributes=THREAT_ATTRIBUTES,
    ),
    LabelSpec(
        name="evidence",
        title="Evidence",
        definition="A checkable fact, event, figure, quotation or attributed statement that "
        "supports a claim in the text.",
        examples="- **According to the ministry, exports fell by 4% in May**. The attribution "
        "belongs to it.\n"
        "- **The fleets have held three joint exercises since 2019**, and so trust has grown. "
        "The conclusion is an argument.\n"
        "- Not: greetings, procedure, definitions of one's own terms, what the speaker plans.",
        colour="#0b5a34",
        colour_dark="#5cf0a0",
        key="4",
    ),
)

DEFAULT_RELATION_TYPES = (
    RelationTypeSpec(
        name="supports",
        title="supports",
        definition="The evidence is given as a reason to believe the argument.",
        ends=(Ends("evidence", "argument"),),
    ),
    RelationTypeSpec(
        name="attacks",
        title="attacks",
        definition="The evidence is given as a reason against the argument.",
        ends=(Ends("evidence", "argument"),),
    ),
    RelationTypeSpec(
        name="makes",
        title="makes",
        definition="The actor asserts the threat claim, in its own words or as reported.",
        ends=(Ends("actor", "threat_claim"),),
    ),
    RelationTypeSpec(
        name="targets",
        title="targets",
        definition="The danger that is claimed concerns the actor.",
        ends=(Ends("threat_claim", "actor"),),
    ),
)

DEFAULT_LABEL_SET = LabelSetSpec(DEFAULT_LABELS, DEFAULT_RELATION_TYPES)
