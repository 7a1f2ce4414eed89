package io.qvm.backtest;

import io.qvm.config.YamlFile;
import java.util.Objects;

/** Values as they stand in a strategy file. */
final class YamlValues {
    private YamlValues() {}

    static Object block(String text) {
        return Objects.requireNonNull(YamlFile.value(text));
    }
}
