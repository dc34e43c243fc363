package io.github.databasemigration.engine.journal;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.databasemigration.engine.event.RunEvent;
import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One line of a journal (docs/journal.md).
 *
 * @param seq its number, counted from 1 without gaps
 * @param at when it was journalled; the event's own time where it has one
 * @param event what happened
 */
public record JournalEntry(long seq, Instant at, RunEvent event) {
    private static final String SEQ = "seq";
    private static final String AT = "at";
    private static final String TYPE = "type";

    private static final Map<String, Class<?>> TYPES =
            Stream.of(RunEvent.class.getPermittedSubclasses()).collect(toUnmodifiableMap(JournalEntry::name, c -> c));

    private static final TypeReference<TreeMap<String, Object>> FIELDS = new TypeReference<>() {};

    /** Canonical JSON on one line, with its end. */
    byte[] toLine() {
        Map<String, Object> fields = Json.mapper().convertValue(event, FIELDS);
        fields.put(SEQ, seq);
        fields.putIfAbsent(AT, at);
        fields.put(TYPE, name(event.getClass()));
        return (Json.canonical(fields) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a line, without its end. Empty where it is no JSON object: cut, or not written by us. The fault
     * {@code FILE_FAILED} means that it is whole, but of a kind that this version does not know.
     */
    static Optional<JournalEntry> parse(byte[] line) {
        TreeMap<String, Object> fields;
        try {
            fields = Json.mapper().readValue(line, FIELDS);
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.ofNullable(fields).map(JournalEntry::of);
    }

    private static JournalEntry of(Map<String, Object> fields) {
        try {
            long seq = ((Number) fields.remove(SEQ)).longValue();
            Instant at = Instant.parse((String) fields.get(AT));
            Class<?> type = TYPES.get((String) fields.remove(TYPE));
            if (type != RunEvent.RunFinished.class) {
                fields.remove(AT);
            }
            return new JournalEntry(seq, at, (RunEvent) Json.mapper().convertValue(fields, type));
        } catch (RuntimeException e) {
            throw new Fault(
                    FaultCode.FILE_FAILED,
                    "The journal has an entry that this version does not know.",
                    "Read it with the version that wrote it.");
        }
    }

    private static String name(Class<?> type) {
        String name = type.getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
