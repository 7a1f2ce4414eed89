"""The 14-feature task in Microsoft qlib, and a comparison with the values that QVM computed.

    qlib_features.py dump  BARS.csv PROVIDER          bars into qlib's own binary store
    qlib_features.py cold  PROVIDER                   one process, no caches: seconds from init to the panel
    qlib_features.py compare PROVIDER VALUES          qlib's values against the file that io.qvm.bench.FeatureTask wrote

qlib's own caches on disk need a Redis server and are not measured here. Definitions are those of qlib.contrib.data.handler.Alpha158. qlib keeps and returns single precision.
"""

import os
import shutil
import struct
import sys
import time

FEATURES = {
    "BETA20": "Slope($close,20)/$close",
    "CORR20": "Corr($close,Log($volume+1),20)",
    "KLEN": "($high-$low)/$open",
    "KLOW": "(Less($open,$close)-$low)/$open",
    "KMID": "($close-$open)/$open",
    "KUP": "($high-Greater($open,$close))/$open",
    "MA20": "Mean($close,20)/$close",
    "MAX20": "Max($high,20)/$close",
    "MIN20": "Min($low,20)/$close",
    "ROC20": "Ref($close,20)/$close",
    "ROC5": "Ref($close,5)/$close",
    "ROC60": "Ref($close,60)/$close",
    "RSQR20": "Rsquare($close,20)",
    "STD20": "Std($close,20)/$close",
}
START, END = "2007-01-01", "2020-12-31"


def dump(bars, provider):
    """Writes calendar, instruments and one float32 file per field, as qlib's scripts/dump_bin.py does."""
    import numpy as np
    import pandas as pd

    shutil.rmtree(provider, ignore_errors=True)
    table = pd.read_csv(bars, parse_dates=["date"])
    calendar = np.sort(table["date"].unique())
    position = pd.Series(range(len(calendar)), index=calendar)
    os.makedirs(f"{provider}/calendars")
    os.makedirs(f"{provider}/instruments")
    pd.Series(calendar).dt.strftime("%Y-%m-%d").to_csv(f"{provider}/calendars/day.txt", index=False, header=False)
    with open(f"{provider}/instruments/all.txt", "w") as out:
        for ticker, rows in table.groupby("ticker"):
            first, last = rows["date"].iloc[0], rows["date"].iloc[-1]
            out.write(f"{ticker}\t{first:%Y-%m-%d}\t{last:%Y-%m-%d}\n")
            folder = f"{provider}/features/{ticker.lower()}"
            os.makedirs(folder)
            start = position[first]
            for field in ("open", "high", "low", "close", "volume"):
                values = np.hstack([[start], rows[field].to_numpy()]).astype("<f")
                if not (values[1:].astype("d") == rows[field].to_numpy()).all():
                    sys.exit(f"{field} of {ticker} is not kept exactly in single precision")
                values.tofile(f"{folder}/{field}.day.bin")


def features(provider):
    import qlib
    from qlib.data import D

    settings = {"provider_uri": provider, "kernels": 1, "logging_level": 40}
    settings["expression_cache"] = None
    settings["dataset_cache"] = None
    start = time.perf_counter()
    qlib.init(**settings)
    panel = D.features(
        D.instruments("all"), list(FEATURES.values()), START, END, freq="day", disk_cache=0
    )
    seconds = time.perf_counter() - start
    panel.columns = list(FEATURES)
    return panel, seconds


def compare(provider, values):
    import numpy as np

    panel, _ = features(provider)
    with open(values, "rb") as source:
        count, days, tickers = struct.unpack(">iii", source.read(12))
        ours = np.frombuffer(source.read(), dtype=">f8").reshape(count, days, tickers)
    failed = False
    print(f"{'feature':<8} {'values':>10} {'only ours':>10} {'only qlib':>10} {'worst relative difference':>26}")
    for i, name in enumerate(FEATURES):
        theirs = panel[name].unstack("instrument").sort_index().sort_index(axis=1).to_numpy(dtype="d")
        if theirs.shape != (days, tickers):
            sys.exit(f"qlib gives {theirs.shape}, QVM {(days, tickers)}")
        both = np.isfinite(ours[i]) & np.isfinite(theirs)
        only_ours = int((np.isfinite(ours[i]) & ~np.isfinite(theirs)).sum())
        only_qlib = int((~np.isfinite(ours[i]) & np.isfinite(theirs)).sum())
        # A number near zero is the difference of numbers near one: relative to what was subtracted.
        worst = float((np.abs(ours[i] - theirs)[both] / np.maximum(1, np.abs(theirs[both]))).max())
        print(f"{name:<8} {int(both.sum()):>10} {only_ours:>10} {only_qlib:>10} {worst:>26.1e}")
        failed |= worst > 1e-5 or only_ours + only_qlib > 0.001 * both.sum()
    print(
        "Tolerance 1e-5 of max(1, |value|): qlib computes in and returns single precision. It leaves CORR and RSQUARE missing"
        " where a window's deviation is below 2e-5."
    )
    if failed:
        sys.exit("the values differ: no times are compared")


def main():
    action, args = sys.argv[1], sys.argv[2:]
    if action == "dump":
        dump(*args)
    elif action == "compare":
        compare(*args)
    else:
        panel, seconds = features(args[0])
        print(f"{seconds:.2f} {panel.shape[0]}")


if __name__ == "__main__":
    main()
