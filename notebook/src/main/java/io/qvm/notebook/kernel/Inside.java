package io.qvm.notebook.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.Properties;
import org.rapaio.jupyter.kernel.MainApp;

/**
 * Private fields of the kernel, for what it has no settings for.
 *
 * <p>They belong to one version. Another one is refused before the notebook waits for a kernel that will not answer.
 */
final class Inside {
    /** The version whose fields these are. */
    static final String VERSION = "3.0.1";

    private Inside() {}

    /** @throws UnfitKernelException if the kernel on the class path is another version */
    static void check() {
        check(found());
    }

    static void check(String found) {
        if (!found.equals(VERSION)) {
            throw new UnfitKernelException("the Jupyter kernel beside the program is rapaio-jupyter-kernel " + found
                    + ", QVM needs " + VERSION + "; build the program again: mvn -pl cli -am package");
        }
    }

    private static String found() {
        String file = "/META-INF/maven/io.github.padreati/rapaio-jupyter-kernel/pom.properties";
        try (InputStream in = MainApp.class.getResourceAsStream(file)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "of unknown version");
        } catch (IOException e) {
            throw new UnfitKernelException("cannot read the version of the Jupyter kernel: " + e.getMessage());
        }
    }

    /**
     * A private field.
     *
     * @throws UnfitKernelException if the class has none of this name
     */
    static Field field(Class<?> owner, String name) {
        try {
            Field field = owner.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new UnfitKernelException("the Jupyter kernel has no field " + owner.getSimpleName() + "." + name
                    + ", so it is not rapaio-jupyter-kernel " + VERSION
                    + "; build the program again: mvn -pl cli -am package");
        }
    }

    /** The value of a private field. */
    static Object value(Object owner, String name) {
        try {
            return field(owner.getClass(), name).get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sets a private field. */
    static void set(Object owner, String name, Object value) {
        try {
            field(owner.getClass(), name).set(owner, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
