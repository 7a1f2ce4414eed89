package io.qvm.store.db;

/** The two kinds of database, and where their SQL differs. */
public enum Dialect {
    DUCKDB("VARCHAR", "VARCHAR", "INTEGER"),
    MARIADB(
            "VARCHAR(" + Dialect.LONGEST_KEY + ") CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
            "LONGTEXT CHARACTER SET utf8mb4",
            "INT");

    /** Characters that a column of {@link #keyType} holds where it is limited: on MariaDB and MySQL. */
    public static final int LONGEST_KEY = 64;

    private final String keyType;
    private final String textType;
    private final String intType;

    Dialect(String keyType, String textType, String intType) {
        this.keyType = keyType;
        this.textType = textType;
        this.intType = intType;
    }

    /** Type of a column that names something: compared exactly, usable in keys. */
    public String keyType() {
        return keyType;
    }

    /** Type of a column that holds a text of any length. */
    public String textType() {
        return textType;
    }

    public String intType() {
        return intType;
    }

    /** Expression for a date column as days since 1970-01-01. */
    public String epochDay(String column) {
        return switch (this) {
            case DUCKDB -> "CAST(date_diff('day', DATE '1970-01-01', CAST(" + column + " AS DATE)) AS INTEGER)";
            case MARIADB -> "DATEDIFF(" + column + ", '1970-01-01')";
        };
    }

    /** A column's name, quoted, so that it may be a reserved word. */
    public String quote(String name) {
        return this == DUCKDB ? '"' + name + '"' : '`' + name + '`';
    }
}
