package io.qvm.store.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.market.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The config file holds the password, and no message repeats it. */
class PasswordTest {
    @TempDir
    Path folder;

    private Path file(String content) throws Exception {
        return Files.writeString(folder.resolve(".qvm.yaml"), content);
    }

    @Test
    void password_of_the_config_file() throws Exception {
        assertThat(Password.fromConfig(folder.resolve("none.yaml"))).isEmpty();
        assertThat(Password.fromConfig(file("db_password: 's3cret: #1'\n"))).contains("s3cret: #1");
    }

    @Test
    void file_of_another_form_is_refused_without_repeating_it() throws Exception {
        for (String content : new String[] {"db_pasword: s3cret\n", "db_password: [s3cret]\n", "s3cret\n"}) {
            Path file = file(content);
            assertThatThrownBy(() -> Password.fromConfig(file))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("right is one line")
                    .hasMessageNotContaining("s3cret");
        }
    }
}
