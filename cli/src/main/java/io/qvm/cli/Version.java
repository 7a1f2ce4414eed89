package io.qvm.cli;

import picocli.CommandLine.IVersionProvider;

/** Version of this build, from the jar's manifest. */
final class Version implements IVersionProvider {
    /** For manifests of runs; {@code development} when not run from a jar. */
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"qvm " + text()};
    }
}
