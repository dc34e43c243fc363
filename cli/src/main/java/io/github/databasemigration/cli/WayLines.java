package io.github.databasemigration.cli;

import io.github.databasemigration.engine.fault.FaultCode;
import io.github.databasemigration.engine.run.WayBack;
import io.github.databasemigration.engine.run.WaysBack;

/** The ways back, for people. */
final class WayLines {
    private WayLines() {}

    /** Gives the exit status: a database without a way back is no good news. */
    static int print(Console console, WaysBack ways) {
        if (console.json()) {
            console.document(ways);
        } else {
            console.out(ways.environment() + ": " + ways.target());
            console.out("at " + ways.version().orElse("no version yet"));
            ways.ways().forEach(way -> print(console, way));
            if (!ways.kept().isEmpty()) {
                console.out("");
                console.out("side copies, which generated undo scripts put back; what was written since stays");
                ways.kept().forEach(copy -> console.out("  " + copy.migration() + ": " + copy));
            }
            console.out("");
            console.out(ways.recommended()
                    .map(kind -> "recommended: " + name(kind) + ", for " + ways.because())
                    .orElse("there is no way back: take a backup before anything else"));
        }
        return ways.recommended().isPresent() ? 0 : FaultCode.UNSUPPORTED.exitStatus();
    }

    private static void print(Console console, WayBack way) {
        console.out("");
        console.out(name(way.kind()) + " to "
                + way.goal().map(version -> "version " + version).orElse("before the first version"));
        if (way.closed().isPresent()) {
            console.out("  not open: " + way.closed().get());
            return;
        }
        console.out("  by:    " + String.join(", ", way.by()));
        if (way.loses().isEmpty()) {
            console.out("  loses: nothing that can be counted");
        }
        way.loses().forEach(loss -> console.out("  loses: " + loss));
        console.out("  takes: "
                + way.takes().map(took -> "about " + EventLines.time(took)).orElse("not tried out yet"));
        console.out("  " + way.command());
    }

    private static String name(WayBack.Kind kind) {
        return kind == WayBack.Kind.BACKUP ? "backup" : "scripts";
    }
}
