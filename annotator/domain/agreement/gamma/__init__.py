"""gamma: agreement on units that may overlap, nest and lie anywhere, by their best alignment."""

from annotator.domain.agreement.gamma.alignment import AlignedSpans, Alignment, best_alignment
from annotator.domain.agreement.gamma.coefficient import (
    FEWEST_SAMPLES,
    Gamma,
    GammaReport,
    gamma_of_costs,
    gamma_of_documents,
    samples_needed,
)
from annotator.domain.agreement.gamma.costs import (
    DocumentCosts,
    GammaSettings,
    LabelCosts,
    costs_from,
    document_costs,
    first_samples,
    with_samples,
)
from annotator.domain.agreement.gamma.dissimilarity import Dissimilarity
from annotator.domain.agreement.gamma.sampling import Sampler

__all__ = [
    "FEWEST_SAMPLES",
    "AlignedSpans",
    "Alignment",
    "Dissimilarity",
    "DocumentCosts",
    "Gamma",
    "GammaReport",
    "GammaSettings",
    "LabelCosts",
    "Sampler",
    "best_alignment",
    "costs_from",
    "document_costs",
    "first_samples",
    "gamma_of_costs",
    "gamma_of_documents",
    "samples_needed",
    "with_samples",
]
