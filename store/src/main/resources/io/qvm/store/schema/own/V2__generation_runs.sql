${manifest_upgrade};

CREATE TABLE IF NOT EXISTS qvm_models (
  model_digest ${key} NOT NULL PRIMARY KEY,
  name ${key} NOT NULL,
  model_text ${text} NOT NULL
);

CREATE TABLE IF NOT EXISTS qvm_generation_runs (
  run_id ${key} NOT NULL PRIMARY KEY,
  strategy_version ${key} NOT NULL,
  mode ${key} NOT NULL,
  state ${key} NOT NULL,
  host ${name} NOT NULL,
  pid BIGINT NOT NULL,
  started_at DATETIME NOT NULL,
  finished_at DATETIME NULL,
  model_digest ${key} NOT NULL,
  code_version ${key} NOT NULL,
  first_date DATE NULL,
  last_date DATE NULL,
  days_planned ${int} NOT NULL,
  days_written ${int} NOT NULL
);

CREATE TABLE IF NOT EXISTS qvm_versions (
  strategy_version ${key} NOT NULL PRIMARY KEY,
  owner_run ${key} NOT NULL,
  last_run ${key} NULL,
  kept_run ${key} NULL
);

CREATE TABLE IF NOT EXISTS qvm_coverage (
  strategy_version ${key} NOT NULL,
  date DATE NOT NULL,
  factor ${key} NOT NULL,
  sector ${name} NOT NULL,
  tickers ${int} NOT NULL,
  scored ${int} NOT NULL,
  by_zero_rule ${int} NOT NULL,
  lag_dated ${int} NOT NULL,
  no_fact ${int} NOT NULL,
  quarters_missing ${int} NOT NULL,
  fact_too_old ${int} NOT NULL,
  not_positive ${int} NOT NULL,
  no_price ${int} NOT NULL,
  short_history ${int} NOT NULL,
  no_dispersion ${int} NOT NULL,
  undefined ${int} NOT NULL,
  PRIMARY KEY (strategy_version, date, factor, sector)
);

CREATE TABLE IF NOT EXISTS factor_scores (
  ticker ${key} NOT NULL,
  date DATE NOT NULL,
  strategy_version ${key} NOT NULL,
  factor ${key} NOT NULL,
  score DOUBLE,
  UNIQUE (ticker, date, strategy_version, factor)${factor_scores_index}
);

CREATE TABLE IF NOT EXISTS qvm_replaced_manifest (
  run_id ${key} NOT NULL,
  strategy_version ${key} NOT NULL,
  date DATE NOT NULL,
  existed ${int} NOT NULL,
  replaced_run ${key} NULL,
  model_digest ${key} NULL,
  prices_digest ${key} NULL,
  facts_digest ${key} NULL,
  instruments_digest ${key} NULL,
  code_version ${key} NULL,
  score_rows ${int} NULL,
  trading_day ${int} NULL,
  generated_at DATETIME NULL,
  PRIMARY KEY (strategy_version, run_id, date)
);

CREATE TABLE IF NOT EXISTS qvm_replaced_scores (
  run_id ${key} NOT NULL,
  strategy_version ${key} NOT NULL,
  date DATE NOT NULL,
  ticker ${name} NOT NULL,
  Quality_Composite DOUBLE,
  Value_Composite DOUBLE,
  Momentum_Composite DOUBLE,
  QVM_Composite DOUBLE,
  calculation_timestamp ${moment} NULL${replaced_index}
);

CREATE TABLE IF NOT EXISTS qvm_replaced_factor_scores (
  run_id ${key} NOT NULL,
  strategy_version ${key} NOT NULL,
  date DATE NOT NULL,
  ticker ${name} NOT NULL,
  factor ${key} NOT NULL,
  score DOUBLE${replaced_index}
);

CREATE TABLE IF NOT EXISTS qvm_replaced_coverage (
  run_id ${key} NOT NULL,
  strategy_version ${key} NOT NULL,
  date DATE NOT NULL,
  factor ${key} NOT NULL,
  sector ${name} NOT NULL,
  tickers ${int} NOT NULL,
  scored ${int} NOT NULL,
  by_zero_rule ${int} NOT NULL,
  lag_dated ${int} NOT NULL,
  no_fact ${int} NOT NULL,
  quarters_missing ${int} NOT NULL,
  fact_too_old ${int} NOT NULL,
  not_positive ${int} NOT NULL,
  no_price ${int} NOT NULL,
  short_history ${int} NOT NULL,
  no_dispersion ${int} NOT NULL,
  undefined ${int} NOT NULL${replaced_index}
);
