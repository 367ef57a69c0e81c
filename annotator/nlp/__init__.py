"""Pre-annotation: a text in, suggested spans with a score and a reason out. No Django."""

from annotator.nlp.pipeline import (
    Pipeline,
    RulesPipeline,
    SilentPipeline,
    SuggestedSpan,
    build_rules,
    load_pipeline,
)

__all__ = [
    "Pipeline",
    "RulesPipeline",
    "SilentPipeline",
    "SuggestedSpan",
    "build_rules",
    "load_pipeline",
]
