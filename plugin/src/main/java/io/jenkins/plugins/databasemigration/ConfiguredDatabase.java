package io.jenkins.plugins.databasemigration;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import java.util.ArrayList;
import java.util.List;

/**
 * The database that a step is about to work on, as its configuration has it: read on the agent by the command line, with
 * everything that the step overrides, before anybody connects. What is decided by it also binds the run, which refuses
 * where its configuration means anything else.
 */
public final class ConfiguredDatabase {
    private final String fingerprint;
    private final JsonNode description;

    private ConfiguredDatabase(String fingerprint, JsonNode description) {
        this.fingerprint = fingerprint;
        this.description = description;
    }

    /** What {@code describe} answered; where it could not, what is wrong. */
    static ConfiguredDatabase of(Answer answer) throws AbortException {
        String fingerprint = answer.text("fingerprint");
        if (!answer.done() || fingerprint == null) {
            throw new AbortException(answer.failure() + (answer.missing() ? " Nothing was run." : ""));
        }
        return new ConfiguredDatabase(fingerprint, answer.document().path("description"));
    }

    /** By this the run recognises the configuration. */
    String fingerprint() {
        return fingerprint;
    }

    /** The name of the environment. */
    public String environment() {
        return description.path("environment").asText();
    }

    /** {@code postgresql}, {@code mysql} (MariaDB, too), {@code sqlite} or {@code h2}. */
    public String platform() {
        return description.path("platform").asText();
    }

    /** Host and port of each server that the URL names, such as {@code db.example.org:5432}; or an absolute file. */
    public List<String> servers() {
        List<String> servers = new ArrayList<>();
        description.path("servers").forEach(server -> servers.add(server.asText()));
        return servers;
    }

    /** The database's name on these servers, or the file's name. */
    public String database() {
        return description.path("database").asText();
    }

    /** Whether it stands for many databases or schemas, which its name may have a place for. */
    boolean isFleet() {
        return description.has("fleet");
    }

    /** As results name it, which know more where they are about one database. */
    String name() {
        return this + " (" + platform() + ")";
    }

    /** The JDBC URL, its variables resolved, without any password. */
    public String url() {
        return description.path("url").asText();
    }

    /** {@code flyway} or {@code alembic}. */
    public String tool() {
        return description.path("tool").asText();
    }

    /** The id of the credentials that the configuration names; null where it names none. */
    @CheckForNull
    public String credentialsId() {
        return description.path("credentialsId").asText(null);
    }

    /** Whether the configuration lets only an approved plan run. */
    public boolean approvalRequired() {
        return description.path("approvalRequired").asBoolean();
    }

    /** How the backup before a migration is proven: {@code checksum}, {@code readable}, {@code restore}; or {@code none}. */
    public String backup() {
        return description.path("backup").asText();
    }

    @Override
    public String toString() {
        return database() + " on " + String.join(", ", servers());
    }
}
