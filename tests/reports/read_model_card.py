"""Reads a model card by the Hub's own client, and prints what it finds.

usage: python read_model_card.py README.md
"""

import json
import sys
from types import SimpleNamespace

from huggingface_hub import ModelCard
from huggingface_hub.utils.endpoint_helpers import (
    _is_emission_within_threshold,
)

card = ModelCard.load(sys.argv[1])
found = card.data.get("co2_eq_emissions")
grams = found["emissions"]
# By this the Hub's client filters models by their emissions, in grams.
info = SimpleNamespace(card_data=card.data)
print(
    json.dumps(
        {
            "data": card.data.to_dict(),
            "text": card.text,
            "type": type(grams).__name__,
            "filtered": _is_emission_within_threshold(
                info, grams * 0.999, grams * 1.001
            ),
        }
    )
)
