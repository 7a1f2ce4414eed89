CREATE TABLE IF NOT EXISTS factor_scores_qvm (
  ticker ${key} NOT NULL,
  date DATE NOT NULL,
  Quality_Composite DOUBLE,
  Value_Composite DOUBLE,
  Momentum_Composite DOUBLE,
  QVM_Composite DOUBLE,
  calculation_timestamp DATETIME NULL,
  strategy_version ${key} NOT NULL,
  UNIQUE (ticker, date, strategy_version)${scores_index}
);

CREATE TABLE IF NOT EXISTS qvm_manifest (
  strategy_version ${key} NOT NULL,
  date DATE NOT NULL,
  model_digest ${key} NOT NULL,
  input_digest ${key} NOT NULL,
  code_version ${key} NOT NULL,
  score_rows ${int} NOT NULL,
  generated_at DATETIME NULL,
  PRIMARY KEY (strategy_version, date)
);

CREATE TABLE IF NOT EXISTS qvm_runs (
  run_id ${key} NOT NULL PRIMARY KEY,
  created_at DATETIME NULL,
  strategy_name ${key} NOT NULL,
  strategy_text ${text} NOT NULL,
  scores_version ${key} NOT NULL,
  benchmark ${key} NOT NULL,
  start_date DATE NOT NULL,
  end_date DATE NOT NULL,
  provenance ${text} NOT NULL,
  metrics ${text} NOT NULL
);

CREATE TABLE IF NOT EXISTS qvm_run_daily (
  run_id ${key} NOT NULL,
  date DATE NOT NULL,
  gross DOUBLE,
  cost DOUBLE,
  net DOUBLE,
  benchmark DOUBLE,
  exposure DOUBLE,
  turnover DOUBLE,
  equity DOUBLE,
  positions ${int} NOT NULL,
  regime ${key} NOT NULL,
  PRIMARY KEY (run_id, date)
);

CREATE TABLE IF NOT EXISTS qvm_run_holdings (
  run_id ${key} NOT NULL,
  date DATE NOT NULL,
  ticker ${key} NOT NULL,
  sector ${key} NOT NULL,
  rank_no ${int} NOT NULL,
  signal_value DOUBLE,
  raw_weight DOUBLE,
  weight DOUBLE,
  shares DOUBLE,
  PRIMARY KEY (run_id, date, ticker)
);

CREATE TABLE IF NOT EXISTS qvm_run_trades (
  run_id ${key} NOT NULL,
  trade_no ${int} NOT NULL,
  date DATE NOT NULL,
  ticker ${key} NOT NULL,
  shares DOUBLE,
  price DOUBLE,
  cost DOUBLE,
  reason ${key} NOT NULL,
  PRIMARY KEY (run_id, trade_no)
);

CREATE TABLE IF NOT EXISTS qvm_run_decisions (
  run_id ${key} NOT NULL,
  date DATE NOT NULL,
  ticker ${key} NOT NULL,
  stage ${key} NOT NULL,
  rule_name ${key} NOT NULL,
  observed DOUBLE,
  limit_value DOUBLE,
  rank_no ${int} NOT NULL,
  signal_value DOUBLE,
  raw_weight DOUBLE,
  weight DOUBLE,
  PRIMARY KEY (run_id, date, ticker)
);
