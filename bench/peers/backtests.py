"""The monthly top-25 backtest in vectorbt and in bt: daily returns are compared with QVM's first, times are told after that.

    backtests.py FOLDER        a folder that io.qvm.bench.PeerBacktest wrote

Both get the target weights ready-made: of the work they do the account alone, QVM the funnel as well.
"""

import statistics
import sys
import time

import pandas as pd

LARGEST_DIFFERENCE = 1e-9


def load(folder):
    prices = pd.read_csv(f"{folder}/prices.csv", index_col=0, parse_dates=True)
    rows = pd.read_csv(f"{folder}/weights.csv", parse_dates=["date"])
    weights = rows.pivot(index="date", columns="ticker", values="weight").fillna(0.0)
    returns = pd.read_csv(f"{folder}/returns.csv", index_col=0, parse_dates=True)["net"]
    return prices, weights.reindex(columns=prices.columns, fill_value=0.0), returns


def report(name, run, ours, times=5):
    theirs = run()
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    difference = (theirs.reindex(ours.index).fillna(0.0) - ours).abs().max()
    verdict = "equal" if difference <= LARGEST_DIFFERENCE else "NOT EQUAL"
    print(f"{name}: daily returns {verdict}, largest difference {difference:.1e}; warm {1e3 * statistics.median(seconds):.1f} ms")
    return difference <= LARGEST_DIFFERENCE


def with_vectorbt(prices, weights):
    import vectorbt as vbt

    size = weights.reindex(prices.index)

    def run():
        portfolio = vbt.Portfolio.from_orders(
            prices,
            size,
            size_type="targetpercent",
            group_by=True,
            cash_sharing=True,
            call_seq="auto",
            init_cash=1e15,
            freq="D",
        )
        return portfolio.returns()

    return run


def with_bt(prices, weights):
    import bt

    def run():
        strategy = bt.Strategy(
            "peers", [bt.algos.RunOnDate(*weights.index), bt.algos.WeighTarget(weights), bt.algos.Rebalance()]
        )
        test = bt.Backtest(strategy, prices, initial_capital=1e6, integer_positions=False, progress_bar=False)
        return bt.run(test).prices.iloc[:, 0].pct_change()

    return run


def main():
    prices, weights, ours = load(sys.argv[1])
    equal = report("vectorbt", with_vectorbt(prices, weights), ours)
    equal &= report("bt", with_bt(prices, weights), ours, times=1)
    sys.exit(0 if equal else 1)


if __name__ == "__main__":
    main()
