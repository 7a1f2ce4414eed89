package io.qvm.store.preset;

import io.qvm.config.NearestName;
import io.qvm.config.YamlFile;
import io.qvm.market.InvalidInputException;
import io.qvm.market.StatementType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a user's tables become QVM's datasets.
 *
 * @param name what it is called in commands
 * @param description one sentence for {@code --help}
 * @param reportingLagDays for data sets whose facts carry no publication date: a remark for people; the factor model's
 *     lag rule is what counts
 * @param sectorAliases spellings of a sector that mean another one, compared exactly
 * @param tables the user's tables as files, for imports; empty for a preset that only reads in place
 * @param datasets the queries
 */
public record Preset(
        String name,
        String description,
        Optional<Integer> reportingLagDays,
        Map<String, String> sectorAliases,
        Map<String, SourceTable> tables,
        Datasets datasets) {

    public Preset {
        description = description == null ? "" : description;
        reportingLagDays = reportingLagDays == null ? Optional.empty() : reportingLagDays;
        sectorAliases = sectorAliases == null ? Map.of() : Map.copyOf(sectorAliases);
        tables = tables == null ? Map.of() : tables;
        if (name == null || name.isBlank() || datasets == null) {
            throw new InvalidInputException("a preset needs the keys name and datasets");
        }
    }

    /** Reads a preset file. */
    public static Preset of(YamlFile file) {
        return file.as(Preset.class);
    }

    /** The kinds of value that a column of a user's file can hold. */
    public enum ColumnType {
        /** Any characters; empty is NULL. */
        TEXT,
        /** A decimal number; empty is NULL. */
        NUMBER,
        /** A whole number; empty is NULL. */
        INTEGER,
        /** A day, in the table's {@code date_format}; empty is NULL. */
        DATE
    }

    /**
     * One table of the user's, as one or more files with the same columns.
     *
     * @param files glob patterns below the import folder; by default {@code TABLE.csv}, {@code .csv.gz} or
     *     {@code .parquet}
     * @param optional true if the table may be absent: it is then empty
     * @param delimiter one character, a comma by default
     * @param dateFormat as DuckDB's strptime writes it, {@code %Y-%m-%d} by default
     * @param columns name and type of each column that the queries use
     * @param required columns that the file must have; the other listed ones are NULL where it lacks them, and a column
     *     that is not listed is then refused as misspelt. Without it all listed columns must be there
     * @param otherColumns type of columns that are in the file but not listed; without it they are left out
     * @param key columns that must be filled and, together, unique
     */
    public record SourceTable(
            List<String> files,
            boolean optional,
            String delimiter,
            String dateFormat,
            Map<String, ColumnType> columns,
            Optional<List<String>> required,
            Optional<ColumnType> otherColumns,
            List<String> key) {
        public SourceTable {
            files = files == null ? List.of() : List.copyOf(files);
            delimiter = delimiter == null ? "," : delimiter;
            dateFormat = dateFormat == null ? "%Y-%m-%d" : dateFormat;
            required = required == null ? Optional.empty() : required.map(List::copyOf);
            otherColumns = otherColumns == null ? Optional.empty() : otherColumns;
            key = key == null ? List.of() : List.copyOf(key);
            if (columns == null || columns.isEmpty()) {
                throw new InvalidInputException("a table of a preset needs the key columns");
            }
        }
    }

    /**
     * The queries, one per dataset.
     *
     * @param instruments gives columns of {@code master_info}: ticker, name, exchange, sector, industry, currency,
     *     listed_on, delisted_on, delisting_return; all but ticker may be absent
     * @param prices gives date, ticker and any of open, high, low, close, adjusted_close, volume, and the columns of
     *     valuations if there is no such query
     * @param valuations gives date, ticker and any of traded_value, shares_outstanding, market_cap, where the user keeps
     *     them apart from prices
     * @param facts gives reported values, from as many queries as there are statements
     * @param indices gives date, symbol, close
     * @param corporateActions gives ticker, ex_date, kind, ratio, amount
     * @param indexMembers gives symbol, ticker, member_from, member_to
     *     <p>For imports, every query may also give a column drop_reason: rows in which it is filled are left out, and
     *     reported with that reason.
     */
    public record Datasets(
            Query instruments,
            Query prices,
            Optional<Query> valuations,
            List<FactQuery> facts,
            Optional<Query> indices,
            Optional<Query> corporateActions,
            Optional<Query> indexMembers) {
        public Datasets {
            valuations = valuations == null ? Optional.empty() : valuations;
            facts = facts == null ? List.of() : List.copyOf(facts);
            indices = indices == null ? Optional.empty() : indices;
            corporateActions = corporateActions == null ? Optional.empty() : corporateActions;
            indexMembers = indexMembers == null ? Optional.empty() : indexMembers;
            if (instruments == null || prices == null) {
                throw new InvalidInputException("datasets of a preset need the keys instruments and prices");
            }
        }
    }

    /** A query in SQL that the user's database understands; for imports DuckDB's. */
    public record Query(String sql) {}

    /** How a fact query lays out its values. */
    public enum Form {
        /** One row per value: ticker, item, fiscal_year, fiscal_quarter, value; optionally revision, statement_type,
         * period_end, published_on. */
        LONG,
        /** One row per ticker, fiscal_year, fiscal_quarter (optionally revision, period_end, published_on); every other
         * column is an item. */
        WIDE
    }

    /** What span of time the flows (PL and CF items) of a fact query are reported for. */
    public enum Flows {
        /** The quarter. */
        SINGLE_QUARTER,
        /** The fiscal year from its beginning to the quarter's end; they are turned into single quarters. */
        YEAR_TO_DATE
    }

    /**
     * A query for reported values.
     *
     * @param sql the query
     * @param form how it lays out its values, wide by default
     * @param statement statement of all its items; may be left out if a long query gives statement_type
     * @param sectors if not empty: only tickers whose sector, after aliases, is one of these
     * @param sectorsExcept tickers whose sector, after aliases, is one of these are left out
     * @param items names of items by the column or name that the query gives; others keep their name
     * @param unit what to multiply values by to get currency units; 1 by default
     * @param units the same for single items, by their name after {@code items}, instead of {@code unit}
     * @param flows what span of time the values of flows are for, the single quarter by default
     */
    public record FactQuery(
            String sql,
            Form form,
            Optional<StatementType> statement,
            List<String> sectors,
            List<String> sectorsExcept,
            Map<String, String> items,
            Optional<Double> unit,
            Map<String, Double> units,
            Flows flows) {
        public FactQuery {
            form = form == null ? Form.WIDE : form;
            statement = statement == null ? Optional.empty() : statement;
            sectors = sectors == null ? List.of() : List.copyOf(sectors);
            sectorsExcept = sectorsExcept == null ? List.of() : List.copyOf(sectorsExcept);
            items = items == null ? Map.of() : Map.copyOf(items);
            unit = unit == null ? Optional.empty() : unit;
            units = units == null ? Map.of() : Map.copyOf(units);
            flows = flows == null ? Flows.SINGLE_QUARTER : flows;
            unit.ifPresent(u -> check("unit", u));
            units.forEach((item, u) -> check("units." + item, u));
        }

        private static void check(String key, double unit) {
            if (unit == 0 || !Double.isFinite(unit)) {
                throw new InvalidInputException(
                        key + " must be a number other than zero, e.g. 1000 for thousands, was " + unit);
            }
        }

        /** What to multiply an item's values by to get currency units. */
        public double unitOf(String item) {
            return units.getOrDefault(item, unit.orElse(1.0));
        }

        /** An item's name by the column or name that the query gives. */
        public String itemOf(String given) {
            return items.getOrDefault(given, given);
        }

        /**
         * Refuses {@code units} of items that the query does not give: most likely one is misspelt.
         *
         * @param what the query, for the message
         * @param given names after {@code items}
         */
        public void checkUnits(String what, Collection<String> given) {
            for (String item : units.keySet()) {
                if (!given.contains(item)) {
                    throw new InvalidInputException(what + " gives no item '" + item + "', but has units for it"
                            + NearestName.hint(item, given));
                }
            }
        }

        /** True if facts of a ticker with this sector (empty: not classified) come from this query. */
        public boolean covers(Optional<String> sector) {
            boolean in = sectors.isEmpty() || sector.filter(sectors::contains).isPresent();
            return in && sector.filter(sectorsExcept::contains).isEmpty();
        }
    }
}
