${exposure_cause};

CREATE TABLE IF NOT EXISTS qvm_run_contributions (
  run_id ${key} NOT NULL,
  month DATE NOT NULL,
  ticker ${key} NOT NULL,
  profit DOUBLE,
  cost DOUBLE,
  PRIMARY KEY (run_id, month, ticker)
);

CREATE TABLE IF NOT EXISTS qvm_trials (
  sweep ${key} NOT NULL,
  trial ${key} NOT NULL,
  created_at DATETIME NULL,
  strategy_name ${key} NOT NULL,
  scores_version ${key} NOT NULL,
  keys_set ${text} NOT NULL,
  first_date DATE NULL,
  last_date DATE NULL,
  metrics ${text} NOT NULL,
  PRIMARY KEY (sweep, trial)
);
