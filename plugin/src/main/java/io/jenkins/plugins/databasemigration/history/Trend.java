package io.jenkins.plugins.databasemigration.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long migrations took and how many were pending, run by run: what a chart draws. */
public final class Trend {
    private static final int LONGEST = 100;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<HistoryEntry> migrations;

    /** @param entries the newest first */
    Trend(List<HistoryEntry> entries) {
        migrations = new ArrayList<>(entries.stream()
                .filter(entry -> entry.command().equals("migrate"))
                .limit(LONGEST)
                .toList());
        Collections.reverse(migrations);
    }

    /** Whether there is enough for a line. */
    public boolean isVisible() {
        return migrations.size() > 1;
    }

    /** How many migrations it shows. */
    public int getLength() {
        return migrations.size();
    }

    /** For the script that draws it. */
    public String getModel() throws JsonProcessingException {
        return MAPPER.writeValueAsString(migrations.stream().map(Point::of).toList());
    }

    private record Point(String build, double seconds, int pending) {
        private static final double MILLIS = 1000;

        static Point of(HistoryEntry entry) {
            return new Point("#" + entry.build(), entry.duration() / MILLIS, entry.pending());
        }
    }
}
