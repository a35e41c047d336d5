"""CodeCarbon's emissions arithmetic over the jobs of side_by_side.ts.

usage: python codecarbon.py JOBS.json

For each line on the standard input, it computes every job once and writes a line of JSON with
the time in seconds and the total emissions, for cloud regions and for countries. The time for
loading the tables and making the places is not counted.
"""

import json
import logging
import os
import sys
import time

# Python searches this script's folder first, and this file has the package's own name.
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [p for p in sys.path if os.path.abspath(p or ".") != HERE]

import codecarbon  # noqa: E402
from codecarbon.core.emissions import Emissions  # noqa: E402
from codecarbon.core.units import Energy  # noqa: E402
from codecarbon.external.geography import CloudMetadata, GeoMetadata  # noqa: E402
from codecarbon.input import DataSource  # noqa: E402

logging.disable(logging.CRITICAL)


def compute(emissions_of, jobs):
    start = time.perf_counter()
    total = 0.0
    for energy_kwh, place in jobs:
        total += emissions_of(Energy.from_energy(kWh=energy_kwh), place)
    return {"seconds": time.perf_counter() - start, "kg": total}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        jobs = json.load(file)
    clouds = {r: CloudMetadata("gcp", r) for r in jobs["regions"]}
    countries = {
        c: GeoMetadata(country_iso_code=c) for c in jobs["countries"]
    }
    cloud_jobs = [(j["energyKwh"], clouds[j["region"]]) for j in jobs["jobs"]]
    country_jobs = [
        (j["energyKwh"], countries[j["country"]]) for j in jobs["jobs"]
    ]
    emissions = Emissions(DataSource())
    # The first look-up reads the tables.
    compute(emissions.get_cloud_emissions, cloud_jobs[:100])
    compute(emissions.get_country_emissions, country_jobs[:100])
    table = DataSource().get_cloud_emissions_data()
    known = set(table[table["provider"] == "gcp"]["region"])
    print(
        json.dumps(
            {
                "version": codecarbon.__version__,
                "python": sys.version.split()[0],
                "unknown": sorted(set(jobs["regions"]) - known),
            }
        ),
        flush=True,
    )
    for _ in sys.stdin:
        print(
            json.dumps(
                {
                    "cloud": compute(emissions.get_cloud_emissions, cloud_jobs),
                    "country": compute(
                        emissions.get_country_emissions, country_jobs
                    ),
                }
            ),
            flush=True,
        )


main()
