package io.github.databasemigration.engine.run;

/** This program's version, from the jar's manifest. */
final class EngineVersion {
    static final String TEXT = read();

    private EngineVersion() {}

    private static String read() {
        String version = EngineVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
