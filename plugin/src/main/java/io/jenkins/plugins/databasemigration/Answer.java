package io.jenkins.plugins.databasemigration;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How a command ended: its exit status and the document it printed, if it came so far. */
final class Answer {
    /** What follows a document means that it is not the one the program wrote. */
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final int STATE_UNKNOWN = 84;
    private static final String CANCELLED = "CANCELLED";

    private final int exitStatus;
    private final JsonNode document;

    private Answer(int exitStatus, JsonNode document) {
        this.exitStatus = exitStatus;
        this.document = document;
    }

    static Answer of(int exitStatus, byte[] output) {
        try {
            return new Answer(exitStatus, MAPPER.readTree(output));
        } catch (IOException e) {
            // The program was killed before or while it answered, or did not start at all.
            return without(exitStatus);
        }
    }

    static Answer without(int exitStatus) {
        return new Answer(exitStatus, MissingNode.getInstance());
    }

    /** In place of an answer: a run ended, or may have, and nobody can say how it left the database. */
    static Answer unknown(String message, String remedy) {
        return new Answer(
                STATE_UNKNOWN,
                MAPPER.createObjectNode()
                        .put("outcome", "STATE_UNKNOWN")
                        .put("exitStatus", STATE_UNKNOWN)
                        .put("message", message)
                        .put("remedy", remedy));
    }

    boolean done() {
        return exitStatus == 0 && document.isObject();
    }

    /** Whether it ended without saying how. */
    boolean missing() {
        return !document.isObject();
    }

    /** Whether this tells how a run ended. */
    boolean reports() {
        return document.has("run");
    }

    /** Whether this says that there never was such a run. */
    boolean deniesTheRun() {
        return !reports() && CANCELLED.equals(outcome());
    }

    int exitStatus() {
        return exitStatus;
    }

    JsonNode document() {
        return document;
    }

    /** {@code done}, or the name of what went wrong. */
    String outcome() {
        return document.path("outcome").asText(done() ? "done" : "UNKNOWN");
    }

    /** What is wrong and what to do, in one line; null where nothing is. */
    @CheckForNull
    String failure() {
        if (done()) {
            return null;
        }
        if (missing()) {
            return "The command line ended with status " + exitStatus + " before it answered.";
        }
        JsonNode failure = document.has("failure") ? document.path("failure") : document;
        return failure.path("message").asText() + " " + failure.path("remedy").asText();
    }

    /** What state the database is in, in sentences. */
    List<String> state() {
        if (FleetOutcome.isIn(document)) {
            return FleetOutcome.of(document).sentences();
        }
        List<String> sentences = new ArrayList<>();
        document.path("state").forEach(sentence -> sentences.add(sentence.asText()));
        return sentences;
    }

    /** The next command; null where nothing is to be done. */
    @CheckForNull
    String next() {
        return text("next");
    }

    /** A text of the document; null where it is absent. */
    @CheckForNull
    String text(String field) {
        return document.path(field).asText(null);
    }
}
