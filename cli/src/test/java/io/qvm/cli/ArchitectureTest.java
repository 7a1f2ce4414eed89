package io.qvm.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may import whom; the edge sees all modules, so the rules are checked here. */
class ArchitectureTest {
    private static final JavaClasses QVM = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.qvm");

    @Test
    void modules_use_only_the_modules_before_them() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("market")
                .definedBy("io.qvm.market..")
                .layer("config")
                .definedBy("io.qvm.config..")
                .layer("store")
                .definedBy("io.qvm.store..")
                .layer("factor")
                .definedBy("io.qvm.factor..")
                .layer("generation")
                .definedBy("io.qvm.generation..")
                .layer("backtest")
                .definedBy("io.qvm.backtest..")
                .layer("analysis")
                .definedBy("io.qvm.analysis..")
                .layer("report")
                .definedBy("io.qvm.report..")
                .layer("research")
                .definedBy("io.qvm.research..")
                .layer("simulator")
                .definedBy("io.qvm.simulator..")
                .layer("notebook")
                .definedBy("io.qvm.notebook..")
                .layer("cli")
                .definedBy("io.qvm.cli..")
                .whereLayer("market")
                .mayNotAccessAnyLayer()
                .whereLayer("config")
                .mayOnlyAccessLayers("market")
                .whereLayer("store")
                .mayOnlyAccessLayers("market", "config")
                .whereLayer("factor")
                .mayOnlyAccessLayers("market", "config")
                .whereLayer("generation")
                .mayOnlyAccessLayers("market", "store", "factor")
                .whereLayer("backtest")
                .mayOnlyAccessLayers("market", "config")
                .whereLayer("analysis")
                .mayOnlyAccessLayers("market")
                .whereLayer("report")
                .mayOnlyAccessLayers("market", "analysis")
                .whereLayer("research")
                .mayOnlyAccessLayers("market", "config", "store", "backtest", "analysis")
                .whereLayer("simulator")
                .mayOnlyAccessLayers("market")
                .whereLayer("notebook")
                .mayOnlyAccessLayers(
                        "market",
                        "config",
                        "store",
                        "factor",
                        "generation",
                        "backtest",
                        "analysis",
                        "report",
                        "research",
                        "simulator")
                .check(QVM);
    }

    @Test
    void a_library_shows_only_at_its_border() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.qvm.store..", "io.qvm.testing..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.duckdb..", "org.mariadb..", "org.flywaydb..")
                .check(QVM);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.qvm.factor.formula..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.antlr..")
                .check(QVM);
        noClasses()
                .that()
                .resideOutsideOfPackages("io.qvm.report..", "gg.jte..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("gg.jte..")
                .check(QVM);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.qvm.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..", "me.tongfei..")
                .check(QVM);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.qvm.notebook..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.dflib..")
                .check(QVM);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.qvm.notebook.kernel..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.rapaio..", "jdk.jshell..")
                .check(QVM);
    }

    @Test
    void the_engines_know_no_clock_no_files_and_no_unseeded_randomness() {
        noClasses()
                .that()
                .resideInAnyPackage("io.qvm.market..", "io.qvm.analysis..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.net..")
                .check(QVM);
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.qvm.market..",
                        "io.qvm.factor..",
                        "io.qvm.backtest..",
                        "io.qvm.analysis..",
                        "io.qvm.simulator..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(java.util.Random.class)
                .check(QVM);
    }

    @Test
    void packages_have_no_cycles_within_a_module() {
        slices().matching("io.qvm.(*)..").should().beFreeOfCycles().check(QVM);
    }
}
