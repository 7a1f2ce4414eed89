package io.qvm.store.imports;

import io.qvm.store.db.DatabaseUrl;
import io.qvm.store.db.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Files and folders that opening a database will make, so that they can be taken away again.
 *
 * @param paths each before the folder that it is in; none for a server, or where the file is there
 */
record NewFiles(List<Path> paths) {
    static NewFiles of(DatabaseUrl url) {
        List<Path> missing = new ArrayList<>();
        if (url.dialect() == Dialect.DUCKDB && !Files.exists(Path.of(url.location()))) {
            Path file = Path.of(url.location()).toAbsolutePath();
            missing.add(Path.of(file + ".wal"));
            missing.add(file);
            for (Path folder = file.getParent(); folder != null && !Files.exists(folder); folder = folder.getParent()) {
                missing.add(folder);
            }
        }
        return new NewFiles(missing);
    }

    /**
     * Takes them away; folders that hold something else stay.
     *
     * @param why what keeps the fault if this fails, too
     */
    void delete(Throwable why) {
        try {
            for (Path path : paths) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }
}
