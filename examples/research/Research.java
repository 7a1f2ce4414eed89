import io.qvm.notebook.Qvm;
import io.qvm.notebook.Table;
import java.util.List;
import java.util.Map;

/**
 * Research in a plain program: what notebooks do, without a notebook. From the project's folder, after the first ./qvm:
 *
 * <pre>java -cp cli/target/qvm.jar examples/research/Research.java duckdb:research.duckdb</pre>
 */
public class Research {
    public static void main(String[] args) {
        // With data of your own: Qvm.open("duckdb:market.duckdb")
        Qvm qvm = Qvm.simulate(args.length > 0 ? args[0] : "duckdb:research.duckdb", 60, 4);
        var scores = qvm.model("qvm_v2.1").generate();
        System.out.println(scores.evaluate());

        var strategy = qvm.strategy("qvm_top25").with("selection.top_n", 15).named("qvm_top15");
        var run = strategy.run();
        System.out.println(run);
        System.out.println(Table.of(run.holdings().head(5)));

        var sweep = strategy.sweep(Map.of("selection.top_n", List.of(10, 15, 20)));
        System.out.println(sweep.frame().cols("selection.top_n", "sharpe", "max_drawdown").select());

        // What was tried becomes a file that ./qvm backtest --strategy runs with the same numbers.
        if (args.length > 1) {
            strategy.save(args[1] + "/qvm_top15.yaml");
            run.tearsheet().save(args[1] + "/tearsheet.html");
        }
    }
}
