package io.github.databasemigration.engine.tool.alembic;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.platform.LockConflicts;
import io.github.databasemigration.engine.platform.SessionId;
import io.github.databasemigration.engine.secret.Redactor;
import io.github.databasemigration.engine.tool.MigrationListener;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
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
    private final Optional<LockConflicts> locks;
    private String running;
    private boolean lackedLock;

    BridgeEvents(
            List<PlannedMigration> planned,
            MigrationListener listener,
            Redactor redactor,
            Optional<LockConflicts> locks) {
        this.planned = planned.stream().collect(Collectors.toMap(PlannedMigration::label, Function.identity()));
        this.listener = listener;
        this.redactor = redactor;
        this.locks = locks;
    }

    /** Hears nothing, for commands that only look. */
    static BridgeEvents none() {
        return new BridgeEvents(List.of(), null, Redactor.NONE, Optional.empty());
    }

    /** Passes an event on; the answer where the bridge waits for one. */
    Optional<Map<String, Object>> hear(JsonNode event) {
        switch (event.get("event").asText()) {
            case "session" ->
                listener.sessionOpened(new SessionId(event.get("id").asText()));
            case "migrationStarted" -> {
                String label = event.get("label").asText();
                PlannedMigration migration = planned.get(label);
                if (migration == null) {
                    throw new Fault(
                            FaultCode.PLAN_CHANGED,
                            "Alembic began revision " + redactor.redact(label) + ", which is not in the plan.",
                            "Make a new plan, read it and have it approved.");
                }
                running = label;
                listener.migrationStarted(running, migration.script(), migration.transactional());
                return Optional.of(Map.of());
            }
            case "statementStarted" -> {
                lackedLock = false;
                String sql = event.get("sql").asText();
                listener.statementStarted(redactor.redact(sql));
                Map<String, Object> answer = new HashMap<>(patience(event));
                answer.put("beforehand", listener.beforehand(sql));
                return Optional.of(answer);
            }
            case "statementRefused" -> {
                lackedLock = gaveUp(event);
                return Optional.of(Map.of("again", lackedLock && repeatable(event) && listener.sendAgain(took(event))));
            }
            case "statementFinished" -> {
                lackedLock = false;
                listener.statementFinished(
                        took(event), Optional.ofNullable(event.get("rows")).map(JsonNode::asLong));
            }
            case "answered" -> {
                listener.answered(event.get("answer").asText());
                return Optional.of(Map.of());
            }
            case "statementFailed" ->
                listener.statementFailed(
                        took(event), redactor.redact(event.get("error").asText()));
            case "migrationFinished" ->
                listener.migrationFinished(event.get("label").asText());
            default -> throw new IllegalStateException("unknown event " + event);
        }
        return Optional.empty();
    }

    /** What to send before and after a statement that may wait longer than others. */
    private Map<String, Object> patience(JsonNode event) {
        return locks.filter(known -> known.patient(sql(event), inTransaction(event)))
                .map(known -> Map.<String, Object>of("before", known.patience(), "after", known.impatience()))
                .orElse(Map.of());
    }

    private boolean gaveUp(JsonNode event) {
        return locks.filter(known -> known.gaveUp(
                        event.path("state").asText(""), event.path("number").asInt()))
                .isPresent();
    }

    private boolean repeatable(JsonNode event) {
        return locks.filter(known -> known.repeatable(sql(event), inTransaction(event)))
                .isPresent();
    }

    private static String sql(JsonNode event) {
        return event.get("sql").asText();
    }

    private static boolean inTransaction(JsonNode event) {
        return event.get("inTransaction").asBoolean();
    }

    /** Whether the last statement failed for lack of a lock. */
    boolean lackedLock() {
        return lackedLock;
    }

    /** The migration that began last; empty before the first. */
    Optional<String> running() {
        return Optional.ofNullable(running);
    }

    private static Duration took(JsonNode event) {
        return Duration.of(event.get("micros").asLong(), ChronoUnit.MICROS);
    }
}
