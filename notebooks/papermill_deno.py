"""Runs papermill for notebooks on the Deno kernel and writes their parameters in TypeScript.

usage: python papermill_deno.py notebook.ipynb executed.ipynb -p hours 48 -p region europe-west1

Papermill can write values in Python, R and a few other languages, but not in TypeScript. This
script adds TypeScript and keeps all of papermill's options. The cell tagged "parameters" declares
its variables with `let`, because a `const` cannot be declared again.
"""

import json
import re

from papermill.cli import papermill
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators

# let hours: number = 120; // of the whole job
DEFAULT = re.compile(
    r"^(?:let|var|const) +(\w+)(?: *: *([^=]+?))? *= *(.*?);?(?: +// *(.*))?$",
    re.MULTILINE,
)


class TypeScriptTranslator(Translator):
    """Writes parameters as TypeScript, which includes JSON."""

    @classmethod
    def translate(cls, val):
        # a date, which can come only from a parameter file, becomes a text
        return json.dumps(val, default=str)

    @classmethod
    def assign(cls, name, str_val):
        return f"let {name} = {str_val};"

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}"

    @classmethod
    def inspect(cls, parameters_cell):
        return [
            Parameter(name, type_name or "None", default, help_text)
            for name, type_name, default, help_text in DEFAULT.findall(parameters_cell["source"])
        ]


papermill_translators.register("typescript", TypeScriptTranslator)

if __name__ == "__main__":
    papermill()
