package io.github.databasemigration.engine.check.merge;

import io.github.databasemigration.engine.check.Draft;
import io.github.databasemigration.engine.check.model.StatementParser;
import io.github.databasemigration.engine.check.rule.MergeRules;
import io.github.databasemigration.engine.check.rule.Rule;
import io.github.databasemigration.engine.check.rule.RuleBook;
import io.github.databasemigration.engine.plan.Severity;
import io.github.databasemigration.engine.tool.MigrationFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what two branches do to each other's migrations. */
final class Conflicts {
    private final Sides sides;
    private final String other;
    private final Map<MigrationFile, List<Draft>> drafts = new LinkedHashMap<>();

    /** @param other the other branch, as people name it */
    Conflicts(Sides sides, String other) {
        this.sides = sides;
        this.other = other;
        sides.newHere().forEach(migration -> drafts.put(migration, new ArrayList<>()));
    }

    /** What was found, by migration: each that is new here, and others where there is something to say. */
    Map<MigrationFile, List<Draft>> drafts() {
        return drafts;
    }

    private void add(MigrationFile migration, Rule rule, Severity severity, int statement, String message) {
        drafts.computeIfAbsent(migration, each -> new ArrayList<>()).add(new Draft(rule, severity, statement, message));
    }

    private void add(MigrationFile migration, Rule rule, String message) {
        add(migration, rule, rule.severity(), 0, message);
    }

    /** Two migrations of the merged project that claim the same, at least one of them from here. */
    void duplicates() {
        for (MigrationFile migration : sides.newHere()) {
            sides.merged().migrations().stream()
                    .filter(each -> each.claim().equals(migration.claim())
                            && !each.file().equals(migration.file()))
                    .findFirst()
                    .ifPresent(each -> add(
                            migration,
                            MergeRules.SAME_VERSION,
                            "It is " + migration.claim() + ", and so is " + each.file() + "."));
        }
    }

    /** A new version with one of the other branch above it. */
    void outOfOrder() {
        List<MigrationFile> order = sides.merged().migrations();
        Optional<MigrationFile> newest = order.stream()
                .filter(each -> each.once() && Sides.same(each, sides.theirs()).isPresent())
                .reduce((before, after) -> after);
        for (MigrationFile migration : sides.newHere()) {
            boolean added = Sides.same(migration, sides.theirs()).isEmpty()
                    && Sides.same(migration, sides.base()).isEmpty();
            newest.filter(there -> added && migration.once() && order.indexOf(migration) < order.indexOf(there))
                    .ifPresent(there -> add(
                            migration,
                            MergeRules.OUT_OF_ORDER,
                            "It is " + migration.claim() + ", and the newest of " + other + " is " + there.claim()
                                    + " (" + there.file() + ")."));
        }
    }

    /**
     * What databases may have already and is not as it was.
     *
     * @param severity how much that weighs with this tool
     */
    void changed(Severity severity) {
        for (MigrationFile theirs : sides.theirs().migrations()) {
            Optional<MigrationFile> base = Sides.same(theirs, sides.base());
            Optional<MigrationFile> ours = Sides.same(theirs, sides.ours());
            if (!theirs.once()) {
                continue;
            }
            if (ours.isEmpty()) {
                base.ifPresent(old -> add(
                        theirs,
                        MergeRules.CHANGED,
                        severity,
                        0,
                        "It is on " + other + ", and was removed or renamed here."));
            } else if (!Sides.equal(ours.get(), theirs)
                    && base.map(old -> !Sides.equal(old, ours.get()))
                            .orElse(ours.get().file().equals(theirs.file()))) {
                add(ours.get(), MergeRules.CHANGED, severity, 0, "Its content here is not that of " + other + ".");
            }
        }
    }

    /** Heads that a target of "head" does not stand, or that no branch had before. */
    void heads(boolean one) {
        List<String> heads = sides.merged().heads();
        int expected = one
                ? 1
                : Math.max(sides.ours().heads().size(), sides.theirs().heads().size());
        if (heads.size() <= expected) {
            return;
        }
        sides.newHere().stream()
                .filter(each -> each.version().filter(heads::contains).isPresent())
                .forEach(each -> add(
                        each,
                        MergeRules.SEVERAL_HEADS,
                        "With " + other + " there are " + heads.size() + " heads: " + String.join(", ", heads) + "."));
    }

    /** The same objects in what is new on both sides. */
    void objects(StatementParser parser) {
        if (sides.newHere().isEmpty() || sides.newThere().isEmpty()) {
            return;
        }
        List<Touched> there =
                sides.newThere().stream().map(each -> Touched.by(each, parser)).toList();
        for (MigrationFile migration : sides.newHere()) {
            Touched here = Touched.by(migration, parser);
            unknown(here, RuleBook.NOT_UNDERSTOOD.severity());
            there.forEach(each -> compare(here, each));
        }
        // Whoever wrote it answers for it there.
        there.forEach(each -> unknown(each, Severity.INFO));
    }

    private void unknown(Touched touched, Severity severity) {
        touched.unknown()
                .forEach(each -> add(
                        touched.migration(),
                        RuleBook.NOT_UNDERSTOOD,
                        severity,
                        each.statement(),
                        "Not understood, and so not compared with the other branch: " + each.why() + "."));
    }

    /** Each object once, by the worst that is to be said about it. */
    private void compare(Touched here, Touched there) {
        Map<String, Touched.Place> worst = new LinkedHashMap<>();
        for (Touched.Place place : here.places()) {
            String object = place.touch().kind() + " " + place.touch().object();
            there.against(place.touch()).ifPresent(other -> {
                if (place.touch().collides(other)) {
                    worst.compute(object, (key, known) -> known != null && collides(known, there) ? known : place);
                } else {
                    worst.putIfAbsent(object, place);
                }
            });
        }
        worst.forEach((object, place) -> {
            boolean collides = collides(place, there);
            add(
                    here.migration(),
                    MergeRules.SAME_OBJECT,
                    collides ? Severity.ERROR : MergeRules.SAME_OBJECT.severity(),
                    place.statement(),
                    "The " + object + " is changed by " + there.migration().file() + " of " + other + " as well"
                            + (collides ? ", in the same part or wholly." : "."));
        });
    }

    private static boolean collides(Touched.Place place, Touched there) {
        return there.against(place.touch()).filter(place.touch()::collides).isPresent();
    }
}
