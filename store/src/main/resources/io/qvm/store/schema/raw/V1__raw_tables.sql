CREATE TABLE master_info (
  ticker ${key} NOT NULL PRIMARY KEY,
  name ${text},
  exchange ${key},
  sector ${key},
  industry ${key},
  currency ${key},
  listed_on DATE,
  delisted_on DATE,
  delisting_return DOUBLE
);

-- row_parts: 1 a price row, 2 a valuation row, 3 both; sources may keep the two in tables of their own
CREATE TABLE equity_history (
  date DATE NOT NULL,
  ticker ${key} NOT NULL,
  open DOUBLE,
  high DOUBLE,
  low DOUBLE,
  close DOUBLE,
  adjusted_close DOUBLE,
  volume DOUBLE,
  traded_value DOUBLE,
  shares_outstanding DOUBLE,
  market_cap DOUBLE,
  row_parts ${int} DEFAULT 3 NOT NULL,
  PRIMARY KEY (date, ticker)
);

CREATE TABLE fundamental_values (
  ticker ${key} NOT NULL,
  item ${key} NOT NULL,
  fiscal_year ${int} NOT NULL,
  fiscal_quarter ${int} NOT NULL,
  revision ${int} NOT NULL,
  statement_type ${key} NOT NULL,
  period_end DATE NOT NULL,
  value DOUBLE,
  published_on DATE,
  PRIMARY KEY (ticker, item, fiscal_year, fiscal_quarter, revision)
);

CREATE TABLE index_history (
  date DATE NOT NULL,
  symbol ${key} NOT NULL,
  close DOUBLE,
  PRIMARY KEY (date, symbol)
);

CREATE TABLE corporate_actions (
  ticker ${key} NOT NULL,
  ex_date DATE NOT NULL,
  kind ${key} NOT NULL,
  ratio DOUBLE,
  amount DOUBLE,
  PRIMARY KEY (ticker, ex_date, kind)
);
