package io.github.databasemigration.engine.tool.flyway;

import io.github.databasemigration.engine.json.Sha256;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Locale;
import org.flywaydb.core.api.resource.LoadableResource;

/** One file, read once: whatever reads it again, Flyway included, gets the bytes that were hashed. */
final class Script extends LoadableResource {
    private static final String TIMESTAMP = "${flyway:timestamp}";

    private final String file;
    private final String relativePath;
    private final String text;
    private final String sha256;

    /**
     * @param file the path from the project's folder, for messages
     * @param relativePath the path from the location, as Flyway's history has it
     */
    Script(String file, String relativePath, byte[] bytes, String text) {
        this.file = file;
        this.relativePath = relativePath;
        this.text = text;
        this.sha256 = Sha256.hex(bytes);
    }

    String file() {
        return file;
    }

    String text() {
        return text;
    }

    String sha256() {
        return sha256;
    }

    /**
     * Whether the text has the time of the run in it. Flyway calculates the checksum of a repeatable migration after
     * placeholders were replaced, so this one never has the same checksum twice and always runs.
     */
    boolean hasTimestamp() {
        return text.toLowerCase(Locale.ROOT).contains(TIMESTAMP);
    }

    /** The same for a plan: the time of the run is not known yet, so its place is shown instead of the time of now. */
    Script withoutTimestamp() {
        return new Script(file, relativePath, new byte[0], text.replaceAll("(?i)\\$\\{(flyway:timestamp)}", "<$1>"));
    }

    @Override
    public Reader read() {
        return new EndOfScript(new StringReader(text));
    }

    @Override
    public String getAbsolutePath() {
        return file;
    }

    /** Flyway gives it back as the physical location of a migration, and so it is the key back to this object. */
    @Override
    public String getAbsolutePathOnDisk() {
        return file;
    }

    @Override
    public String getFilename() {
        return Path.of(relativePath).getFileName().toString();
    }

    @Override
    public String getRelativePath() {
        return relativePath;
    }
}
