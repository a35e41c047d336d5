"""Reads a CSV by pandas and by CodeCarbon's own reader, writer and dashboard.

usage: python read_csv.py emissions.csv

The file is changed: CodeCarbon appends a run to it, and then replaces that run.
"""

import dataclasses
import json
import logging
import os
import sys

import pandas as pd

logging.disable(logging.CRITICAL)

from codecarbon.output_methods.emissions_data import EmissionsData  # noqa: E402
from codecarbon.output_methods.file import FileOutput  # noqa: E402
from codecarbon.viz.carbonboard import render_app  # noqa: E402
from codecarbon.viz.data import Data  # noqa: E402


def plain(value):
    """The same without NaN, which JSON does not have."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    return None if pd.isna(value) else value


path = os.path.abspath(sys.argv[1])
df = pd.read_csv(path)
columns = [field.name for field in dataclasses.fields(EmissionsData)]
rows = [plain(row) for row in df.to_dict("records")]

# Its dashboard: the page, and what it shows of each project.
render_app(df)
board = Data()
projects = {
    name: plain(
        board.get_project_summary(board.get_project_data(df, name).data)
    )
    for name in df["project_name"].unique()
}

# Its reader and writer: the file is one of its own, so it appends instead of making a new one.
folder, name = os.path.split(path)
own = EmissionsData(**{**df.to_dict("records")[0], "run_id": "own", "emissions": 1.5})
for mode in ("append", "update"):
    FileOutput(name, folder, mode).out(own, own)
after = pd.read_csv(path)

print(
    json.dumps(
        {
            "columns": columns,
            "head": list(df.columns),
            "rows": rows,
            "projects": projects,
            "files": sorted(os.listdir(folder)),
            "after": [
                [plain(run_id), float(kg)]
                for run_id, kg in zip(after["run_id"], after["emissions"])
            ],
        },
        default=float,
    )
)
