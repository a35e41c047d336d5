"""Does the same as measured.ts, with CodeCarbon.

usage: python measured_process.py TASK

TASK is JSON: {"track": {"intervalMs": number} or absent, "settleS": number, "seconds": number}
"""

import json
import resource
import sys
import time


def cpu_s():
    own = resource.getrusage(resource.RUSAGE_SELF)
    # Programs that it starts to find the hardware are part of its cost.
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def peak_bytes():
    with open("/proc/self/status", encoding="utf-8") as file:
        for line in file:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024


def note_first_reading(asked):
    """Notes the time of the first reading of a card."""
    import pynvml

    for name in ("nvmlDeviceGetTotalEnergyConsumption", "nvmlDeviceGetPowerUsage"):
        read = getattr(pynvml, name)

        def noted(handle, read=read):
            value = read(handle)
            asked.setdefault("at", time.perf_counter())
            return value

        setattr(pynvml, name, noted)


def begin(options):
    imported = time.perf_counter()
    from codecarbon import OfflineEmissionsTracker

    called = time.perf_counter()
    asked = {}
    note_first_reading(asked)
    start = time.perf_counter()
    tracker = OfflineEmissionsTracker(
        country_iso_code="FRA",
        measure_power_secs=options.get("intervalMs", 1000) / 1000,
        save_to_file=False,
        log_level="error",
        tracking_mode=options.get("attribution", "machine"),
    )
    tracker.start()
    started = time.perf_counter()
    # Its own clock is CLOCK_MONOTONIC on Linux, like the stub's.
    from_s = tracker._start_time

    def end():
        stopping = time.perf_counter()
        tracker.stop()
        stopped = time.perf_counter()
        found = tracker.final_emissions_data
        return {
            "importMs": (called - imported) * 1e3,
            "firstReadingMs": (asked["at"] - start) * 1e3,
            "allReadMs": (started - start) * 1e3,
            "startMs": (started - start) * 1e3,
            "stopMs": (stopped - stopping) * 1e3,
            "fromS": from_s,
            "toS": from_s + found.duration,
            "cardJ": found.gpu_energy * 3.6e6,
        }

    return end


def main():
    task = json.loads(sys.argv[1])
    end = begin(task["track"]) if "track" in task else None
    time.sleep(task["settleS"])
    settled = cpu_s()
    time.sleep(task["seconds"])
    steady = cpu_s() - settled
    tracked = end() if end else None
    found = {
        "steadyCpuS": steady,
        "wholeCpuS": cpu_s(),
        "peakBytes": peak_bytes(),
    }
    if tracked:
        found["tracked"] = tracked
    print(json.dumps(found), flush=True)


main()
