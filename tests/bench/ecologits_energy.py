"""Energy of calls by EcoLogits: reads cases as JSON from stdin, writes joules as JSON.

A case is {"active": 1e9 parameters, "total": 1e9 parameters, "tokens": output tokens} with "pue" for a
hosted call; without it the GPUs alone count, as they do in measurements of servers.
"""

import json
import sys
from importlib.metadata import version

from ecologits.impacts import llm

J_PER_KWH = 3.6e6


def middle(value):
    return value if isinstance(value, (int, float)) else (value.min + value.max) / 2


def gpus_j(case):
    """Energy of the GPUs: its default batch of 64 and 16 bits a weight."""
    memory = 1.2 * case["total"] * llm.MODEL_QUANTIZATION_BITS / 8
    needed = -(-memory // llm.GPU_MEMORY)
    count = 1
    while count < needed:
        count *= 2
    per_token = (
        llm.GPU_ENERGY_ALPHA
        * 2.718281828459045 ** (llm.GPU_ENERGY_BETA * llm.BATCH_SIZE)
        * case["active"]
        + llm.GPU_ENERGY_GAMMA
    )
    return count * per_token / 1000 * case["tokens"] * J_PER_KWH


def hosted_j(case):
    impacts = llm.compute_llm_impacts(
        model_active_parameter_count=case["active"],
        model_total_parameter_count=case["total"],
        output_token_count=case["tokens"],
        request_latency=float("inf"),
        if_electricity_mix_adpe=0,
        if_electricity_mix_pe=0,
        if_electricity_mix_gwp=0,
        if_electricity_mix_wue=0,
        datacenter_pue=case["pue"],
        datacenter_wue=0,
    )
    return middle(impacts.energy.value) * J_PER_KWH


cases = json.load(sys.stdin)
joules = [hosted_j(case) if "pue" in case else gpus_j(case) for case in cases]
json.dump({"version": version("ecologits"), "joules": joules}, sys.stdout)
