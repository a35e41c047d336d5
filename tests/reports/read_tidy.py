"""Sums the tidy table by pandas.

usage: python read_tidy.py tidy.csv
"""

import json
import sys

import pandas as pd

df = pd.read_csv(sys.argv[1])
sums = df.groupby(["group", "item"])[["it_energy_kwh", "emissions_kg"]].sum()
print(
    json.dumps(
        {
            "types": {
                name: str(df[name].dtype)
                for name in ("emissions_kg", "energy_kwh", "item_duration_s")
            },
            "names": list(df["name"]),
            "sums": [
                [group, int(item), *map(float, row)]
                for (group, item), row in zip(sums.index, sums.to_numpy())
            ],
        }
    )
)
