package io.qvm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qvm.analysis.attribution.FactorRegression;
import io.qvm.market.DateIndex;
import io.qvm.testing.CsvTable;
import io.qvm.testing.ReferenceData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Attribution of runs that the engine made, as a user asks for it. */
class AttributionCommandTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void the_demo_has_run() {
        Command.mustWork("demo", "--dir", folder.toString(), "--stocks", "60", "--years", "3");
    }

    private static String db() {
        return "duckdb:" + folder.resolve("market.duckdb");
    }

    private static String run() {
        return folder.resolve("run").toString();
    }

    private static JsonNode json(String... more) {
        List<String> args = new ArrayList<>(List.of("attribution", "--format", "json"));
        args.addAll(List.of(more));
        return new JsonMapper()
                .readTree(Command.mustWork(args.toArray(String[]::new)).out());
    }

    @Test
    void every_part_adds_up_to_the_return_of_the_run() {
        JsonNode all = json("--run", run(), "--db", db());
        double net = all.at("/contributions/return").doubleValue();
        assertThat(all.at("/contributions/residual").doubleValue()).isEqualTo(0, within(1e-12));
        assertThat(sum(all.at("/contributions/stocks"), "net")
                        + all.at("/contributions/cash").doubleValue())
                .isEqualTo(net, within(1e-12));
        assertThat(all.at("/brinson/residual").doubleValue()).isEqualTo(0, within(1e-12));
        assertThat(sum(all.at("/brinson/sectors"), "total")
                        - all.at("/brinson/costs").doubleValue())
                .isEqualTo(net - all.at("/brinson/comparison_return").doubleValue(), within(1e-12));
        assertThat(sum(all.at("/stages/steps"), "added")).isEqualTo(net, within(1e-12));
        assertThat(all.at("/stages/steps").size()).isEqualTo(9);
        assertThat(all.at("/regression/betas").size()).isEqualTo(4);
        assertThat(all.at("/regression/r_squared").doubleValue()).isBetween(0.3, 1.0);
    }

    private static double sum(JsonNode rows, String field) {
        double sum = 0;
        for (JsonNode row : rows) {
            sum += row.path(field).doubleValue();
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "simulation.mode=constant_weight",
                "simulation.prices=as_traded",
                "simulation.prices=as_traded;simulation.dividends=reinvest",
                "simulation.cash_rate=0.03;overlay.volatility_target.target=0.08",
                "rebalance.execution_lag_days=3"
            })
    void every_way_to_simulate_is_replayed_to_the_returns_of_the_run(String rules) {
        Path out = folder.resolve("run-" + Integer.toHexString(rules.hashCode()));
        List<String> args =
                new ArrayList<>(List.of("backtest", "--db", db(), "--strategy", "qvm_top25", "--out", out.toString()));
        for (String rule : List.of(rules.split(";", -1))) {
            args.addAll(List.of("--set", rule));
        }
        Command.mustWork(args.toArray(String[]::new));
        JsonNode parts = json("--run", out.toString(), "--db", db(), "--by", "stock,sector,stage");
        assertThat(parts.at("/contributions/residual").doubleValue()).isEqualTo(0, within(1e-12));
        assertThat(parts.at("/brinson/residual").doubleValue()).isEqualTo(0, within(1e-12));
        double execution = 0;
        for (JsonNode step : parts.at("/stages/steps")) {
            execution = step.path("stage").stringValue().equals("execution")
                    ? step.path("added").doubleValue()
                    : execution;
        }
        assertThat(execution).as("little is left for lots and interest").isBetween(-0.1, 0.1);
    }

    @Test
    void folder_alone_gives_contributions_of_whole_months() {
        String text =
                Command.mustWork("attribution", "--run", run(), "--top", "3").out();
        assertThat(text).contains("Contributions by stock", "Contributions by sector", "others", "sum", "residual");
        assertThat(text).doesNotContain("By stage", "Allocation");
        assertThat(text.lines()
                        .filter(line -> line.startsWith("sum"))
                        .distinct()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void markdown_has_a_table_for_each_part() {
        String markdown = Command.mustWork(
                        "attribution", "--run", run(), "--db", db(), "--format", "md", "--months", "--rolling", "120")
                .out();
        assertThat(markdown.lines().filter(line -> line.startsWith("## "))).hasSize(7);
        assertThat(markdown).contains("| --- | ---: |", "Rolling betas", "Allocation and selection by month");
    }

    @Test
    void what_cannot_be_given_says_what_is_missing() {
        assertThat(Command.run("attribution", "--run", run(), "--by", "stage").err())
                .contains("--by stage needs the prices of all stocks; add --db URL");
        assertThat(Command.run("attribution", "--run", run(), "--by", "factor").err())
                .contains("needs --factors FILE");
        assertThat(Command.run("attribution", "--run", run(), "--db", db(), "--against", "peers")
                        .err())
                .contains("--against is one of [liquid, liquid-by-size, benchmark], was 'peers'");
        assertThat(Command.run("attribution", "--run", run(), "--db", db(), "--against", "benchmark", "--by", "sector")
                        .err())
                .contains("are not known");
        assertThat(Command.run("attribution", "--run", run(), "--from", "2031-01-01", "--to", "2031-12-31")
                        .err())
                .contains("has no day from 2031-01 to 2031-12");
    }

    @Test
    void factor_file_is_read_whatever_stands_around_its_table() throws Exception {
        Path file = folder.resolve("factors.csv");
        StringBuilder text = new StringBuilder("A file of mine, with commas, in its heading\n\n,Mkt-RF,HML,RF\n");
        LocalDate day = LocalDate.of(2017, 1, 2);
        for (int i = 0; i < 900; i++) {
            text.append(day.plusDays(i).toString().replace("-", ""))
                    .append(String.format(
                            Locale.ROOT, ", %.2f, %s, 0.01%n", Math.sin(i), i == 7 ? "-99.99" : "" + i % 5));
        }
        Files.writeString(file, text + "\nCopyright, by me\n");
        JsonNode fit = json(
                "--run",
                run(),
                "--by",
                "factor",
                "--factors",
                file.toString(),
                "--factors-unit",
                "percent",
                "--lags",
                "2");
        assertThat(fit.at("/regression/betas/0/name").stringValue()).isEqualTo("Mkt-RF");
        assertThat(fit.at("/regression/betas").size()).isEqualTo(2);
        assertThat(fit.at("/regression/newey_west_lags").intValue()).isEqualTo(2);
        assertThat(Command.run("attribution", "--run", run(), "--by", "factor", "--factors", file.toString())
                        .err())
                .contains("HML of 2017", "add --factors-unit percent");
        Files.writeString(file, "nothing, here\n");
        assertThat(Command.run("attribution", "--run", run(), "--by", "factor", "--factors", file.toString())
                        .err())
                .contains("has no table of factors");
    }

    @Test
    void published_factors_explain_the_american_market() {
        Path five = ReferenceData.path("realdata/factors-french/F-F_Research_Data_5_Factors_2x3_daily.csv.gz");
        Path momentum = ReferenceData.path("realdata/factors-french/F-F_Momentum_Factor_daily.csv.gz");
        Path spy = ReferenceData.path("realdata/us-prices/benchmark_spy.csv.gz");
        var factors = FactorFile.read(List.of(five, momentum), true);
        assertThat(factors.names()).containsExactly("Mkt-RF", "SMB", "HML", "RMW", "CMA", "Mom");
        List<LocalDate> dates = new ArrayList<>();
        List<Double> returns = new ArrayList<>();
        double before = Double.NaN;
        for (var row : CsvTable.maps(spy)) {
            double close = Double.parseDouble(row.getOrDefault("Close", ""));
            if (!Double.isNaN(before)) {
                dates.add(LocalDate.parse(row.getOrDefault("Date", "")));
                returns.add(close / before - 1);
            }
            before = close;
        }
        var fit = FactorRegression.of(
                DateIndex.ofDates(dates), returns.stream().mapToDouble(r -> r).toArray(), factors);
        // Computed with numpy: lstsq, and the covariance matrix by its formula.
        assertThat(fit.periods()).isEqualTo(3200);
        assertThat(fit.lags()).isEqualTo(8);
        assertThat(fit.alpha().value()).isEqualTo(-5.79082734672228e-05, within(1e-14));
        assertThat(fit.alpha().standardError()).isEqualTo(1.57519710952232e-05, within(1e-14));
        assertThat(fit.betas().stream().mapToDouble(b -> b.value()).toArray())
                .containsExactly(
                        new double[] {
                            1.00965166187160,
                            -0.143412722564476,
                            -0.0205206110169123,
                            0.0613942173407332,
                            0.0418889796064620,
                            -0.00549467185691517
                        },
                        within(1e-12));
        assertThat(fit.betas().stream().mapToDouble(b -> b.standardError()).toArray())
                .containsExactly(
                        new double[] {
                            0.0164345225070225,
                            0.0180287272233939,
                            0.0263209411527086,
                            0.0173277633561521,
                            0.0297306126842729,
                            0.00585039089388619
                        },
                        within(1e-12));
        assertThat(fit.rSquared()).isEqualTo(0.9781058092361861, within(1e-12));
        Path monthly = ReferenceData.path("realdata/factors-french/F-F_Research_Data_5_Factors_2x3.csv.gz");
        var months = FactorFile.read(List.of(monthly), true);
        assertThat(months.dates().size())
                .as("the annual figures below are left alone")
                .isEqualTo(754);
        assertThat(months.dates().date(0)).isEqualTo(LocalDate.of(1963, 7, 31));
        assertThat(months.returns()[0][0]).isEqualTo(-0.0039, within(1e-15));
    }
}
