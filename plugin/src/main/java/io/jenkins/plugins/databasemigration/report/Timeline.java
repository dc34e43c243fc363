package io.jenkins.plugins.databasemigration.report;

import hudson.Util;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The phases of a run, and within its migration each script, as rows with a bar. */
public final class Timeline {
    /** The length of the whole run in the units of the drawing. */
    private static final int SCALE = 1000;

    private static final int SHORTEST = 4;

    private final List<Row> rows = new ArrayList<>();
    private final long whole;

    private Timeline(long whole) {
        this.whole = Math.max(1, whole);
    }

    static Timeline of(Report report) {
        Timeline timeline = new Timeline(report.took());
        for (Report.Phase phase : report.phases()) {
            timeline.add(PhaseName.of(phase.name()), phase.offset(), phase.took(), phase.ok(), false);
            if (phase.name().equals("migrate")) {
                report.migrations().stream()
                        .filter(migration -> migration.fate() != Fate.NOT_RUN)
                        .forEach(migration -> timeline.add(
                                migration.label(), migration.offset(), migration.took(), migration.ok(), true));
            }
        }
        return timeline;
    }

    private void add(String name, Duration offset, Duration took, boolean ok, boolean inner) {
        int start = Math.min(SCALE - SHORTEST, units(offset));
        int length = Math.max(SHORTEST, Math.min(SCALE - start, units(took)));
        rows.add(new Row(name, start, length, offset.toMillis(), took.toMillis(), ok, inner));
    }

    private int units(Duration duration) {
        return (int) Math.max(0, Math.min(SCALE, duration.toMillis() * SCALE / whole));
    }

    public List<Row> getRows() {
        return List.copyOf(rows);
    }

    /**
     * One row.
     *
     * @param start where its bar begins, of 1000
     * @param length of its bar, of 1000
     * @param offset from the beginning of the run, in milliseconds
     * @param took in milliseconds
     * @param inner whether it is a part of the row before it
     */
    public record Row(String name, int start, int length, long offset, long took, boolean ok, boolean inner) {
        /** How long it took, in words. */
        public String duration() {
            return Util.getTimeSpanString(took);
        }

        /** When it began, in words. */
        public String beginning() {
            return Util.getTimeSpanString(offset);
        }
    }
}
