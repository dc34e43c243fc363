package io.github.databasemigration.engine.tool.alembic;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Json;
import io.github.databasemigration.engine.process.Conversation;
import io.github.databasemigration.engine.secret.Redactor;
import io.github.databasemigration.engine.tool.MigrationFailure;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One Python process with Alembic in it, for as long as it is needed: to start one takes more than half a second. */
final class Bridge implements AutoCloseable {
    private final Conversation conversation;
    private final Redactor redactor;
    private volatile boolean stopped;

    private Bridge(Conversation conversation, Redactor redactor) {
        this.conversation = conversation;
        this.redactor = redactor;
    }

    /**
     * Starts a Python; empty where it cannot be started.
     *
     * @param environment of the process, which other users of the machine may be able to read
     * @param hidden more of it, which they must not read
     */
    static Optional<Bridge> start(
            String python,
            Path folder,
            Map<String, String> environment,
            Map<String, String> hidden,
            Redactor redactor) {
        Map<String, String> all = new HashMap<>(environment);
        // The order of Python's sets, and so of some SQL, must be the same in the plan and in the run.
        all.put("PYTHONHASHSEED", "0");
        Optional<Conversation> started =
                Conversation.start(List.of(python, "-u", "-c", BridgeProgram.STARTER), folder, all, redactor);
        return started.map(conversation -> {
            conversation.write(BridgeProgram.bootstrap());
            conversation.write(BridgeProgram.modules(hidden));
            return new Bridge(conversation, redactor);
        });
    }

    /** What the process says of itself when it has started; empty where it is no Python that can do it. */
    Optional<JsonNode> greeting() {
        return read();
    }

    /**
     * Gives a command and waits for the end of it.
     *
     * <p>Faults and {@link MigrationFailure} as the other side tells them, redacted; {@link Ended} where it ended
     * instead; whatever {@code events} throws, after the other side has rolled back.
     */
    JsonNode ask(Object command, BridgeEvents events) {
        conversation.write(Json.canonical(command));
        RuntimeException refusal = null;
        while (true) {
            Optional<JsonNode> answer = read();
            if (answer.isEmpty()) {
                Ended end = new Ended(conversation.ending());
                throw refusal == null ? end : refusal;
            }
            JsonNode message = answer.get();
            if (refusal != null) {
                continue;
            }
            if (!message.has("event")) {
                return result(message);
            }
            try {
                events.hear(message).map(Json::canonical).ifPresent(conversation::write);
            } catch (RuntimeException e) {
                refusal = e;
                stop();
            }
        }
    }

    private JsonNode result(JsonNode message) {
        if (message.has("fault")) {
            throw new Fault(
                    FaultCode.valueOf(message.get("fault").asText()), text(message, "what"), text(message, "remedy"));
        }
        if (message.has("failed")) {
            throw new MigrationFailure(message.get("failed").asText(), text(message, "error"));
        }
        return message.path("result");
    }

    private String text(JsonNode message, String field) {
        return redactor.redact(message.get(field).asText());
    }

    private Optional<JsonNode> read() {
        return conversation.read().flatMap(BridgeLine::parse);
    }

    /** Tells the process to stop, from any thread: what runs is cancelled in the server and rolled back. */
    void stop() {
        stopped = true;
        conversation.stop();
    }

    /** Whether it can be asked something. */
    boolean ready() {
        return !stopped && conversation.alive();
    }

    @Override
    public void close() {
        conversation.close();
    }

    /** The process ended in the middle of a command. */
    static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Ended(String how) {
            super("The Python process with Alembic ended: " + how);
        }

        /** The same where no migration had begun. */
        Fault beforeAnythingRan() {
            return new Fault(
                    FaultCode.TOOL_FAILED,
                    getMessage() + ".",
                    "See whether \"alembic current\" works in the project's folder.");
        }
    }
}
