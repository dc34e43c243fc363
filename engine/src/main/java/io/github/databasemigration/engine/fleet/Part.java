package io.github.databasemigration.engine.fleet;

import io.github.databasemigration.engine.fault.Fault;
import io.github.databasemigration.engine.fault.FaultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which targets of a fleet's plan a run is to migrate. Parts of one plan may run on several machines: each is decided by
 * the plan alone.
 *
 * @param canary whether the canary is to be migrated; otherwise it must be there already
 * @param rest whether the targets after it are
 * @param shard which share of those, from 1
 * @param shards how many shares there are
 */
public record Part(boolean canary, boolean rest, int shard, int shards) {
    /** All of it. */
    public static final Part ALL = new Part(true, true, 1, 1);

    /** The canary alone. */
    public static final Part CANARY = new Part(true, false, 1, 1);

    /** All but the canary. */
    public static final Part AFTER_CANARY = new Part(false, true, 1, 1);

    private static final Pattern SHARD = Pattern.compile("([1-9][0-9]{0,3})/([1-9][0-9]{0,3})");

    /** One share, such as {@code 2/4}, of all but the canary. Fault {@code USAGE}. */
    public static Part shard(String text) {
        Matcher shard = SHARD.matcher(text);
        if (!shard.matches() || Integer.parseInt(shard.group(1)) > Integer.parseInt(shard.group(2))) {
            throw new Fault(
                    FaultCode.USAGE,
                    "\"" + text + "\" is not a share of a fleet.",
                    "Write it as 2/4: the second of four.");
        }
        return new Part(false, true, Integer.parseInt(shard.group(1)), Integer.parseInt(shard.group(2)));
    }

    /** The names of the canary, if it is part of this, then those of the rest in waves. */
    List<List<String>> waves(FleetPlan plan) {
        List<List<String>> waves = new ArrayList<>();
        if (canary && !plan.canary().isEmpty()) {
            waves.add(plan.canary());
        }
        List<String> mine = mine(plan);
        for (int from = 0; from < mine.size(); from += plan.wave()) {
            waves.add(mine.subList(from, Math.min(mine.size(), from + plan.wave())));
        }
        return waves;
    }

    /** The names in the order of the rollout. */
    List<String> order(FleetPlan plan) {
        return waves(plan).stream().flatMap(List::stream).toList();
    }

    private List<String> mine(FleetPlan plan) {
        if (!rest) {
            return List.of();
        }
        List<String> after = plan.names().stream()
                .filter(name -> !plan.canary().contains(name))
                .toList();
        List<String> mine = new ArrayList<>();
        for (int i = shard - 1; i < after.size(); i += shards) {
            mine.add(after.get(i));
        }
        return mine;
    }

    /** The option of the command that means it; empty where it is all. */
    String option() {
        if (canary) {
            return rest ? "" : " --canary-only";
        }
        return shards == 1 ? " --after-canary" : " --shard " + shard + "/" + shards;
    }

    /** For people; empty where it is all. */
    Optional<String> words() {
        if (canary) {
            return rest ? Optional.empty() : Optional.of("canary only");
        }
        return Optional.of(shards == 1 ? "after the canary" : "shard " + shard + "/" + shards);
    }
}
