package io.github.databasemigration.engine.tool.alembic;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.SessionId;
import io.github.databasemigration.engine.secret.Redactor;
import io.github.databasemigration.engine.tool.MigrationListener;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Passes on what the bridge tells while migrations run. */
final class BridgeEvents {
    private final Map<String, PlannedMigration> planned;
    private final MigrationListener listener;
    private final Redactor redactor;
    private String running;

    BridgeEvents(List<PlannedMigration> planned, MigrationListener listener, Redactor redactor) {
        this.planned = planned.stream().collect(Collectors.toMap(PlannedMigration::label, Function.identity()));
        this.listener = listener;
        this.redactor = redactor;
    }

    /** Hears nothing, for commands that only look. */
    static BridgeEvents none() {
        return new BridgeEvents(List.of(), null, Redactor.NONE);
    }

    /** Passes an event on; true where the bridge waits to hear that it may go on. */
    boolean hear(JsonNode event) {
        switch (event.get("event").asText()) {
            case "session" ->
                listener.sessionOpened(new SessionId(event.get("id").asText()));
            case "migrationStarted" -> {
                running = event.get("label").asText();
                PlannedMigration migration = planned.get(running);
                listener.migrationStarted(running, migration.script(), migration.transactional());
                return true;
            }
            case "statementStarted" -> {
                listener.statementStarted(redactor.redact(event.get("sql").asText()));
                return true;
            }
            case "statementFinished" ->
                listener.statementFinished(
                        took(event), Optional.ofNullable(event.get("rows")).map(JsonNode::asLong));
            case "answered" -> {
                listener.answered(event.get("answer").asText());
                return true;
            }
            case "statementFailed" ->
                listener.statementFailed(
                        took(event), redactor.redact(event.get("error").asText()));
            case "migrationFinished" ->
                listener.migrationFinished(event.get("label").asText());
            default -> throw new IllegalStateException("unknown event " + event);
        }
        return false;
    }

    /** The migration that began last; empty before the first. */
    Optional<String> running() {
        return Optional.ofNullable(running);
    }

    private static Duration took(JsonNode event) {
        return Duration.of(event.get("micros").asLong(), ChronoUnit.MICROS);
    }
}
