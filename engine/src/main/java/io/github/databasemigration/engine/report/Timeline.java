package io.github.databasemigration.engine.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The phases and migrations of a run as bars, ready to be drawn. Lengths are in the units of the drawing. */
final class Timeline {
    private static final int NAMES = 220;
    private static final int SCALE = 620;
    private static final int ROW = 22;
    private static final int MARGIN = 70;

    private final List<Bar> bars = new ArrayList<>();
    private final double nanosPerUnit;

    private Timeline(Duration whole) {
        nanosPerUnit = Math.max(1.0, (double) whole.toNanos() / SCALE);
    }

    /** One bar and its texts. */
    record Bar(
            String name,
            double x,
            double y,
            double length,
            double textY,
            double labelX,
            boolean left,
            String took,
            String style,
            boolean sub) {}

    static Timeline of(Report report) {
        Timeline timeline = new Timeline(Duration.between(report.started(), report.ended()));
        for (Report.Phase phase : report.phases()) {
            timeline.add(phase.name(), phase.offset(), phase.took(), phase.ok(), false);
            if (phase.name().equals("migrate")) {
                report.migrations().stream()
                        .filter(migration -> migration.fate() != Report.Fate.NOT_RUN)
                        .forEach(migration -> timeline.add(
                                migration.label(),
                                migration.offset(),
                                migration.took(),
                                migration.statements().stream().allMatch(Report.StatementRecord::ok),
                                true));
            }
        }
        return timeline;
    }

    private void add(String name, Duration offset, Duration took, boolean ok, boolean sub) {
        double x = NAMES + Math.min(SCALE, offset.toNanos() / nanosPerUnit);
        double length = Math.max(2, Math.min(SCALE, took.toNanos() / nanosPerUnit));
        double y = bars.size() * (double) ROW + 4;
        // A label that would run out of the drawing stands before its bar.
        boolean left = x + length > NAMES + SCALE - 5 && x > NAMES + MARGIN;
        bars.add(new Bar(
                (sub ? "  " : "") + shortened(name),
                round(x),
                y,
                round(length),
                y + 11,
                round(left ? x - 6 : x + length + 6),
                left,
                Wording.took(took),
                (sub ? "sub" : "") + (ok ? "" : " bad"),
                sub));
    }

    private static String shortened(String name) {
        return name.length() <= 28 ? name : name.substring(0, 27) + "…";
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }

    List<Bar> bars() {
        return bars;
    }

    int width() {
        return NAMES + SCALE + MARGIN;
    }

    int height() {
        return bars.size() * ROW + 4;
    }

    /** The same for those who cannot see it. */
    String summary() {
        return bars.stream().map(bar -> bar.name().strip() + " " + bar.took()).collect(Collectors.joining(", "));
    }
}
