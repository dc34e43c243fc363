package io.github.databasemigration.cli;

import io.github.databasemigration.engine.fleet.FleetStatus;
import io.github.databasemigration.engine.fleet.FleetStatus.TargetStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the targets of a fleet are, for people: a line each, those of one version together. */
final class FleetStatusLines {
    private FleetStatusLines() {}

    static void print(Console console, FleetStatus status) {
        Map<String, List<TargetStatus>> byVersion = new LinkedHashMap<>();
        status.targets().forEach(target -> byVersion
                .computeIfAbsent(version(target), version -> new ArrayList<>())
                .add(target));
        console.out(status.environment() + ": " + status.targets().size() + " targets");
        byVersion.forEach((version, targets) -> {
            console.out(version + ": " + targets.size());
            targets.forEach(target -> console.out("  " + target.name() + details(target)));
        });
    }

    private static String version(TargetStatus target) {
        return target.fault().isPresent()
                ? "cannot be asked"
                : target.currentVersion().map(version -> "version " + version).orElse("no version yet");
    }

    private static String details(TargetStatus target) {
        List<String> details = new ArrayList<>();
        target.message().ifPresent(details::add);
        if (!target.pending().isEmpty()) {
            details.add("pending: " + String.join(", ", target.pending()));
        }
        target.lockedBy().ifPresent(holder -> details.add("migrating now: " + holder));
        target.interrupted().forEach(sentence -> details.add("interrupted: " + sentence));
        return details.isEmpty() ? "" : "  " + String.join("; ", details);
    }
}
