package io.qvm.store;

import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;

class DuckDbStoreTest extends StoreContract {
    @Override
    Database openEmpty() {
        return Database.open(DatabaseUrl.parse("duckdb:" + folder.resolve("db/market.duckdb")));
    }
}
