"""The grounding check: whether a model's line is backed by the facts that it cites. Pure, without a model in it."""

from core.telling.grounding.carried import carried
from core.telling.grounding.evidence import evidence as prepare
from core.telling.grounding.judge import Ground, grounded
from core.telling.grounding.refusal import Refusal, Rule

__all__ = ["Ground", "Refusal", "Rule", "carried", "grounded", "prepare"]
