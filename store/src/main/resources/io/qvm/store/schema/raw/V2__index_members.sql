CREATE TABLE IF NOT EXISTS index_members (
  symbol ${key} NOT NULL,
  ticker ${key} NOT NULL,
  member_from DATE NOT NULL,
  member_to DATE,
  PRIMARY KEY (symbol, ticker, member_from)
);
