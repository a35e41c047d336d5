"""Runs the Jupyter project's own suite for kernels on the kernels that are named, and prints what came of each
test as JSON: {kernel: {test: "passed", "skipped" or a reason}}.

`Samples` tests any kernel of TypeScript. `MoreSamples` adds what only a kernel with magics, and with errors
for code that does not parse, can pass.
"""

import json
import sys
import unittest

import jupyter_kernel_test


class Samples(jupyter_kernel_test.KernelTests):
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = 'console.log("hello, world")'
    code_stderr = 'console.error("oops")'
    completion_samples = [
        {"text": "Deno.readTextFileSy", "matches": {"readTextFileSync"}},
    ]
    complete_code_samples = ["1", 'console.log("hello, world")', "{ a: 1 }", "function f() {}"]
    incomplete_code_samples = ["function f() {", "[1, 2,", "`text"]
    invalid_code_samples = ["}", "(1]"]
    code_generate_error = 'throw new Error("too hot")'
    code_execute_result = [
        {"code": "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/plain': '6' }) })", "result": "6"},
        {"code": "await Promise.resolve(Deno.jupyter.html`<b>x</b>`)", "mime": "text/html", "result": "<b>x</b>"},
    ]
    code_display_data = [
        {"code": "await Deno.jupyter.display(Deno.jupyter.md`# x`)", "mime": "text/markdown"},
        {"code": "await Deno.jupyter.display({ 'image/svg+xml': '<svg/>' }, { raw: true })", "mime": "image/svg+xml"},
    ]
    code_clear_output = "await Deno.jupyter.broadcast('clear_output', { wait: false })"


class MoreSamples(Samples):
    completion_samples = [
        *Samples.completion_samples,
        {"text": "%%tra", "matches": {"%%track"}},
        {"text": "%estimate --hou", "matches": {"--hours"}},
    ]
    complete_code_samples = [*Samples.complete_code_samples, "%carbon", "%%track?", "%%track\n1 + 1\n"]
    incomplete_code_samples = [*Samples.incomplete_code_samples, "%%track", "%%track\n1 + 1"]
    code_generate_error = "const x: number = ;"
    code_inspect_sample = "%estimate"


class Recorder(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.outcomes = {}

    def addSuccess(self, test):
        self.outcomes.setdefault(test._testMethodName, "passed")

    def addSkip(self, test, reason):
        self.outcomes[test._testMethodName] = "skipped"

    def addFailure(self, test, err):
        self.outcomes[test._testMethodName] = f"{err[0].__name__}: {err[1]}"

    addError = addFailure

    def addSubTest(self, test, subtest, err):
        if err is not None and issubclass(err[0], unittest.SkipTest):
            self.outcomes[test._testMethodName] = "skipped"
        elif err is not None:
            self.addFailure(test, err)


def outcomes(kernel, samples):
    suite = type("Suite", (samples,), {"kernel_name": kernel})
    result = Recorder()
    unittest.defaultTestLoader.loadTestsFromTestCase(suite).run(result)
    if not result.outcomes:
        raise RuntimeError(result.errors)
    return result.outcomes


jobs = {"same": Samples, "more": MoreSamples}
print(json.dumps({what: {kernel: outcomes(kernel, jobs[what]) for kernel in sys.argv[1:]} for what in jobs}))
