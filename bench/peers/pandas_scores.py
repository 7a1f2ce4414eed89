"""The scores of qvm_v2.0_enhanced as a careful vectorised pandas script: every table read by one query, whole columns at a time.

    pandas_scores.py golden FOLDER           scores of the golden days from the CSV tables, compared with the golden scores
    pandas_scores.py run    HOST PORT USER DATABASE   MariaDB to MariaDB; QVM_DB_PASSWORD holds the password

`run` compares its rows with those of factor_scores_qvm in the same database, which QVM wrote, and then tells its seconds.
"""

import csv
import os
import sys
import tempfile
import time

import numpy as np
import pandas as pd

VERSION = "qvm_v2.0_enhanced"
TABLES = {
    "instruments": "SELECT ticker, sector FROM master_info WHERE ticker IS NOT NULL",
    "prices": "SELECT TO_DAYS(date) AS day, ticker, close FROM equity_history",
    "valuations": "SELECT TO_DAYS(trading_date) AS day, ticker, market_cap FROM vcsc_daily_data_complete",
    "others": "SELECT * FROM intermediary_calculations_enhanced WHERE has_full_ttm = 1",
    "banks": "SELECT * FROM intermediary_calculations_banking_cleaned WHERE has_full_ttm = 1",
    "brokers": "SELECT * FROM intermediary_calculations_securities_cleaned WHERE has_full_ttm = 1",
    "bs_others": "SELECT * FROM v_comprehensive_fundamental_items",
    "bs_banks": "SELECT * FROM v_complete_banking_fundamentals",
    "bs_brokers": "SELECT * FROM v_complete_securities_fundamentals",
}
EPOCH = 719528  # TO_DAYS('1970-01-01')
CLIP = 3.0
SMALLEST_GROUP = 10


def from_server(connection):
    """One query a table; numbers arrive as floats, days as integers, rows as tuples."""
    tables = {}
    with connection.cursor() as cursor:
        for name, sql in TABLES.items():
            cursor.execute(sql)
            columns = [c[0] for c in cursor.description]
            tables[name] = pd.DataFrame.from_records(cursor.fetchall(), columns=columns)
    return tables


def from_files(folder):
    tables = {}
    for name, sql in TABLES.items():
        table = pd.read_csv(f"{folder}/{sql.split(' FROM ')[1].split()[0]}.csv.gz")
        for column in ("date", "trading_date"):
            if column in table:
                table["day"] = (pd.to_datetime(table[column]) - pd.Timestamp(0)).dt.days + EPOCH
        if "has_full_ttm" in table:
            table = table[table["has_full_ttm"] == 1]
        tables[name] = table[table["ticker"].notna()]
    return tables


def positions(tables):
    """Tickers and their sectors; stock and quarter as integers in every table."""
    instruments = tables["instruments"].sort_values("ticker").reset_index(drop=True)
    sectors = instruments["sector"].replace("Banks", "Banking")
    column = pd.Series(instruments.index, index=instruments["ticker"])
    for name, table in tables.items():
        if name != "instruments":
            table = table[table["ticker"].isin(column.index)].copy()
            table["stock"] = column.reindex(table["ticker"]).to_numpy()
            if "quarter" in table:
                table["period"] = (table["year"] * 4 + table["quarter"]).astype(int)
            tables[name] = table
    return instruments["ticker"].to_numpy(), sectors


def published(days):
    """The quarter of the income statement and of the balance sheet that count on each day; -1 for none."""
    dates = pd.DatetimeIndex((np.asarray(days) - EPOCH).astype("datetime64[D]"))
    year, month_day = dates.year.to_numpy(), (dates.month * 100 + dates.day).to_numpy()
    quarter = np.searchsorted([214, 515, 814, 1114], month_day, side="right") - 1  # 0: Q4 of the year before
    period = year * 4 + quarter
    balance = np.where(quarter < 0, -1, period)
    return period, balance


def as_of_market_cap(valuations, days, stocks):
    """Market cap of the last row up to each day, even if it is missing there, and whether there is a row."""
    calendar = np.unique(np.concatenate([valuations["day"].to_numpy(), days]))
    cap = np.full((len(calendar), stocks), np.nan)
    row = np.full((len(calendar), stocks), -1)
    at = np.searchsorted(calendar, valuations["day"].to_numpy())
    column = valuations["stock"].to_numpy()
    cap[at, column] = valuations["market_cap"].to_numpy(dtype=float)
    row[at, column] = at
    row = np.maximum.accumulate(row, axis=0)[np.searchsorted(calendar, days)]
    return np.take_along_axis(cap, np.maximum(row, 0), axis=0), row >= 0


def momentum(prices, days, stocks):
    """Weighted sum of the returns there are; nothing if there is none counts as zero."""
    calendar = np.unique(prices["day"].to_numpy())
    size = len(calendar)
    close = np.full((size + 1, stocks), np.nan)
    row = np.full((size, stocks), -1)
    at = np.searchsorted(calendar, prices["day"].to_numpy())
    column = prices["stock"].to_numpy()
    close[at, column] = prices["close"].to_numpy(dtype=float)
    row[at, column] = at
    last = np.vstack([np.maximum.accumulate(row, axis=0), np.full(stocks, -1)])  # row -1: before the first day
    following = np.where(row < 0, size, row)
    first = np.vstack([np.minimum.accumulate(following[::-1], axis=0)[::-1], np.full(stocks, size)])

    dates = pd.DatetimeIndex((np.asarray(days) - EPOCH).astype("datetime64[D]"))

    def months_before(months):
        then = dates - pd.DateOffset(months=months)
        return np.asarray((then - pd.Timestamp(0)).days) + EPOCH

    today = np.searchsorted(calendar, days, side="right") - 1
    earliest = np.searchsorted(calendar, months_before(14))
    end_at = np.searchsorted(calendar, months_before(1), side="right") - 1
    end = last[end_at]
    end = np.where(end >= earliest[:, None], end, size)
    raw = np.zeros((len(days), stocks))
    for months, weight in ((1, 0.15), (3, 0.25), (6, 0.30), (12, 0.30)):
        start = first[np.searchsorted(calendar, months_before(months + 1))]
        start = np.where(start <= today[:, None], start, size)
        begin, finish = np.take_along_axis(close, start, axis=0), np.take_along_axis(close, end, axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            change = np.where(begin > 0, finish / begin - 1, np.nan)
        raw += weight * np.nan_to_num(change)
    return raw


class Normalizer:
    """Z-scores within (day, sector), or within the day where every sector is small."""

    def __init__(self, day, sector):
        self.day = day
        self.has_sector = sector >= 0
        self.count = int(sector.max()) + 1 if len(sector) else 0
        self.key = pd.Series(np.where(self.has_sector, day * max(self.count, 1) + sector, -1))
        self.days = int(day.max()) + 1
        present = np.unique(self.key[self.has_sector])
        self.sectors_of_day = np.bincount(present // max(self.count, 1), minlength=self.days)

    def __call__(self, values):
        values = pd.Series(values)
        groups = values.groupby(self.key.to_numpy())
        counts, mean, std = groups.transform("count"), groups.transform("mean"), groups.transform("std")
        largest = np.zeros(self.days)
        np.maximum.at(largest, self.day[self.has_sector], counts.to_numpy()[self.has_sector])
        flat = (counts < 2) | (std == 0) | ~self.has_sector | (self.sectors_of_day[self.day] == 1)
        z = ((values - mean) / std).where(~flat, 0.0)
        fallback = (largest < SMALLEST_GROUP) & (self.sectors_of_day > 0)
        if fallback.any():
            groups = values.groupby(self.day)
            counts, mean, std = groups.transform("count"), groups.transform("mean"), groups.transform("std")
            whole = ((values - mean) / std).where(~((counts < 2) | (std == 0)), 0.0)
            z = z.where(~fallback[self.day], whole)
        return z.clip(-CLIP, CLIP).to_numpy()


def ratio(numerator, denominator):
    return (numerator / denominator.where(denominator > 0)).to_numpy()


def yielded(amount, cap):
    """amount / market cap where both make sense, otherwise zero."""
    multiple = cap / amount.where(amount > 0)
    return (1 / multiple.where(multiple > 0)).fillna(0.0).to_numpy()


def score(tables, days):
    tickers, sectors = positions(tables)
    stocks = len(tickers)
    kind = np.select([sectors == "Banking", sectors == "Securities", sectors == "Insurance"], [0, 1, 2], 3)
    sector = pd.factorize(sectors, sort=True)[0]
    tables["banks"] = tables["banks"][kind[tables["banks"]["stock"]] == 0]
    tables["brokers"] = tables["brokers"][kind[tables["brokers"]["stock"]] == 1]
    tables["others"] = tables["others"][kind[tables["others"]["stock"]] >= 2]
    income = pd.concat([tables["banks"], tables["brokers"], tables["others"]], ignore_index=True)
    sheets = pd.concat(
        [
            tables["bs_banks"][kind[tables["bs_banks"]["stock"]] == 0].rename(columns={"ShareholdersEquity": "TotalEquity"}),
            tables["bs_brokers"][kind[tables["bs_brokers"]["stock"]] == 1].rename(columns={"OwnersEquity": "TotalEquity"}),
            tables["bs_others"][kind[tables["bs_others"]["stock"]] >= 2],
        ],
        ignore_index=True,
    )

    cap, valued = as_of_market_cap(tables["valuations"], days, stocks)
    period, balance = published(days)
    # Rows of the statements by (quarter, stock), then one look-up for all days and stocks.
    base = int(min(period.min(), income["period"].min()))
    span = int(max(period.max(), income["period"].max(), sheets["period"].max())) - base + 1

    def look_up(table, periods):
        row = np.full((span, stocks), -1)
        inside = (table["period"] >= base).to_numpy()
        row[table["period"].to_numpy()[inside] - base, table["stock"].to_numpy()[inside]] = np.flatnonzero(inside)
        found = row[np.maximum(periods - base, 0)]
        found[periods < base] = -1
        return found

    income_row = look_up(income, period)
    day, stock = np.nonzero(valued & (income_row >= 0))
    x = income.iloc[income_row[day, stock]].reset_index(drop=True)
    sheet_row = look_up(sheets, balance)[day, stock]
    sheet = sheets.reindex(np.where(sheet_row >= 0, sheet_row, -1)).reset_index(drop=True)
    market_cap = pd.Series(cap[day, stock])
    group = kind[stock]
    bank, broker, insurer = group == 0, group == 1, group == 2
    other = group >= 2

    normalize = Normalizer(day, sector[stock])

    def only(mask, values):
        return np.where(mask, values, np.nan)

    profit, revenue, cogs = x["NetProfit_TTM"], x["Revenue_TTM"], x["COGS_TTM"]
    expenses = x["SellingExpenses_TTM"] + x["AdminExpenses_TTM"]
    margin = np.where(broker, ratio(profit, x["TotalOperatingRevenue_TTM"]), only(other, ratio(profit, revenue)))
    metrics = [
        (normalize(ratio(profit, x["AvgTotalEquity"])), np.select([bank, broker], [0.40, 0.50], 0.35)),
        (normalize(only(bank, ratio(profit, x["AvgTotalAssets"]))), np.where(bank, 0.25, 0)),
        (
            normalize(only(bank, 1 - ratio(x["OperatingExpenses_TTM"].abs(), x["TotalOperatingIncome_TTM"]))),
            np.where(bank, 0.15, 0),
        ),
        (normalize(margin), np.select([bank, broker], [0, 0.20], 0.25)),
        (normalize(only(other, ratio(revenue - cogs, revenue))), np.where(other, 0.25, 0)),
        (normalize(only(other, ratio(revenue - cogs - expenses, revenue))), np.where(other, 0.15, 0)),
    ]
    total, weights = np.zeros(len(day)), np.zeros(len(day))
    # A z-score that a group without deviation gives to everybody counts only where the metric is the stock's own.
    for z, weight in metrics:
        there = ~np.isnan(z) & (weight > 0)
        total += np.where(there, weight * z, 0)
        weights += np.where(there, weight, 0)
    quality = np.divide(total, weights, out=np.zeros(len(day)), where=weights > 0)

    sales = x["TotalOperatingIncome_TTM"].where(bank, x["TotalOperatingRevenue_TTM"].where(broker, revenue))
    no_sector = sector[stock] < 0
    equity = sheet["TotalEquity"].where((sheet["TotalEquity"] > 0) & ~no_sector, x["AvgTotalEquity"])
    cash = sheet["CashAndCashEquivalents"]
    enterprise = market_cap + sheet["ShortTermDebt"].fillna(0) + sheet["LongTermDebt"].fillna(0) - cash
    enterprise = enterprise.where(cash.notna() & (enterprise > 0), market_cap)
    ev_part = yielded(x["EBITDA_TTM"], enterprise)
    ev_part = np.where(bank | broker | insurer | ~(market_cap > 0), 0.0, ev_part)
    value = normalize(
        np.select([bank, broker, insurer], [0.6, 0.5, 0.5], 0.4) * yielded(profit, market_cap)
        + np.select([bank, broker, insurer], [0.4, 0.3, 0.5], 0.3) * yielded(equity, market_cap)
        + np.select([bank, broker, insurer], [0.0, 0.2, 0.0], 0.2) * yielded(sales, market_cap)
        + np.where(group == 3, 0.1, 0.0) * ev_part
    )

    # Momentum is compared among all stocks; those without score have no sector.
    raw = momentum(tables["prices"], days, stocks)
    sector_here = np.full((len(days), stocks), -1)
    sector_here[day, stock] = sector[stock]
    everyone = np.repeat(np.arange(len(days)), stocks)
    z = Normalizer(everyone, sector_here.ravel())(raw.ravel()).reshape(raw.shape)[day, stock]
    return pd.DataFrame(
        {
            "ticker": tickers[stock],
            "day": np.asarray(days)[day],
            "Quality_Composite": quality,
            "Value_Composite": value,
            "Momentum_Composite": z,
            "QVM_Composite": 0.40 * quality + 0.30 * value + 0.30 * z,
        }
    )


COMPOSITES = ["Quality_Composite", "Value_Composite", "Momentum_Composite", "QVM_Composite"]


def differ(mine, theirs, who):
    """Largest difference of the same rows; an end of the program if rows or numbers differ."""
    joined = mine.merge(theirs, on=["ticker", "day"], how="outer", suffixes=("", "_2"), indicator=True)
    lonely = int((joined["_merge"] != "both").sum())
    worst = max(float((joined[c] - joined[c + "_2"]).abs().max()) for c in COMPOSITES)
    print(f"pandas against {who}: {len(joined):,} rows, {lonely} on one side only, largest difference {worst:.1e}")
    if lonely or not worst <= 1e-9:
        for c in COMPOSITES:
            print(c, float((joined[c] - joined[c + "_2"]).abs().max()))
        sys.exit("the scores differ: no times are compared")


def golden(folder):
    dates = pd.read_csv(f"{folder}/golden_score_dates.csv.gz")
    days = np.sort((pd.to_datetime(dates["date"]) - pd.Timestamp(0)).dt.days.to_numpy() + EPOCH)
    theirs = pd.read_csv(f"{folder}/golden_scores.csv.gz")
    theirs["day"] = (pd.to_datetime(theirs["date"]) - pd.Timestamp(0)).dt.days + EPOCH
    differ(score(from_files(folder), days), theirs, "the golden scores")


def connect(host, port, user, database):
    import pymysql
    from pymysql.constants import FIELD_TYPE
    from pymysql.converters import conversions

    numbers = {**conversions, FIELD_TYPE.DECIMAL: float, FIELD_TYPE.NEWDECIMAL: float}
    return pymysql.connect(
        host=host,
        port=int(port),
        user=user,
        password=os.environ.get("QVM_DB_PASSWORD", ""),
        database=database,
        conv=numbers,
        local_infile=True,
    )


def run(host, port, user, database):
    connection = connect(host, port, user, database)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_peer")
        cursor.execute("CREATE TABLE bench_peer LIKE factor_scores_qvm")
        connection.commit()
        start = time.perf_counter()
        tables = from_server(connection)
        read = time.perf_counter()
        days = np.unique(tables["prices"]["day"].to_numpy())
        scores = score(tables, days)
        scored = time.perf_counter()
        with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
            out = scores.copy()
            out["day"] = (out["day"].to_numpy() - EPOCH).astype("datetime64[D]").astype(str)
            out["version"] = VERSION
            out.to_csv(file, index=False, header=False, na_rep="\\N", quoting=csv.QUOTE_MINIMAL)
            file.flush()
            cursor.execute(
                "LOAD DATA LOCAL INFILE %s INTO TABLE bench_peer FIELDS TERMINATED BY ',' LINES TERMINATED BY '\\n'"
                " (ticker, date, " + ", ".join(COMPOSITES) + ", strategy_version)",
                (file.name,),
            )
            connection.commit()
        written = time.perf_counter()
        cursor.execute(
            "SELECT ticker, TO_DAYS(date) AS day, " + ", ".join(COMPOSITES)
            + " FROM factor_scores_qvm WHERE strategy_version = %s",
            (VERSION,),
        )
        theirs = pd.DataFrame.from_records(cursor.fetchall(), columns=["ticker", "day"] + COMPOSITES)
        cursor.execute("DROP TABLE bench_peer")
    differ(scores, theirs, "QVM")
    print(
        f"pandas {pd.__version__}: {written - start:.1f} s"
        f" (reading {read - start:.1f}, scoring {scored - read:.1f}, writing {written - scored:.1f})"
    )


if __name__ == "__main__":
    {"golden": golden, "run": run}[sys.argv[1]](*sys.argv[2:])
