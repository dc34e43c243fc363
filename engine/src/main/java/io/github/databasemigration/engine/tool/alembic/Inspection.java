package io.github.databasemigration.engine.tool.alembic;

import static java.util.Objects.requireNonNull;

import io.github.databasemigration.engine.plan.Irreversibility;
import io.github.databasemigration.engine.plan.MigrationKind;
import io.github.databasemigration.engine.plan.PlannedMigration;
import io.github.databasemigration.engine.secret.Redactor;
import io.github.databasemigration.engine.tool.ToolState.Applied;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the bridge says when it has looked.
 *
 * @param current the revisions the database is at
 * @param target the revisions it would be at
 * @param applied every revision that it has, the oldest first
 * @param pending what would run, in order
 * @param versionTable the name of Alembic's own table
 * @param autocommit whether env.py's engine commits each statement
 * @param ownTransaction whether env.py puts a transaction of its own around all migrations
 * @param files SHA-256 of every other file that decides what runs, by name
 */
record Inspection(
        List<String> current,
        List<String> target,
        List<Known> applied,
        List<Step> pending,
        String versionTable,
        boolean autocommit,
        boolean ownTransaction,
        SortedMap<String, String> files) {

    Inspection {
        current = List.copyOf(current);
        target = List.copyOf(target);
        applied = List.copyOf(applied);
        pending = List.copyOf(pending);
        requireNonNull(versionTable);
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** A revision. */
    record Known(String revision, String doc, String path) {
        Known {
            requireNonNull(revision);
            requireNonNull(doc);
            requireNonNull(path);
        }
    }

    /**
     * A step up or down.
     *
     * @param labels of its branch
     * @param leavesTransaction whether its source says that it commits by itself or needs to run outside a transaction
     * @param irreversible why going down would not bring back what was
     * @param stuck whether going down would fail
     */
    record Step(
            String revision,
            String doc,
            String path,
            String sha256,
            List<String> labels,
            boolean leavesTransaction,
            Optional<String> irreversible,
            boolean stuck,
            List<String> statements,
            Optional<String> noPreview) {
        Step {
            requireNonNull(revision);
            requireNonNull(doc);
            requireNonNull(path);
            requireNonNull(sha256);
            labels = List.copyOf(labels);
            statements = List.copyOf(statements);
        }
    }

    static Optional<String> joined(List<String> revisions) {
        return revisions.isEmpty() ? Optional.empty() : Optional.of(String.join(",", revisions));
    }

    List<Applied> appliedRevisions() {
        return applied.stream()
                .map(known -> new Applied(Optional.of(known.revision()), known.doc(), known.path(), Optional.empty()))
                .toList();
    }

    List<PlannedMigration> migrations(MigrationKind kind, boolean transactionalDdl, Redactor redactor) {
        return pending.stream()
                .map(step -> new PlannedMigration(
                        Optional.of(step.revision()),
                        step.doc(),
                        step.path(),
                        kind,
                        step.sha256(),
                        Optional.empty(),
                        step.statements().stream().map(redactor::redact).toList(),
                        step.noPreview().map(redactor::redact),
                        transactionalDdl && !autocommit && !step.leavesTransaction(),
                        irreversible(step)))
                .toList();
    }

    private static List<String> irreversible(Step step) {
        Stream<String> bySql = step.statements().stream().flatMap(sql -> Irreversibility.of(sql).stream());
        List<String> reasons = new ArrayList<>(bySql.distinct().toList());
        step.irreversible().ifPresent(reasons::add);
        return reasons;
    }
}
