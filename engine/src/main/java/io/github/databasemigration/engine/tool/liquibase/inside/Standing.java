package io.github.databasemigration.engine.tool.liquibase.inside;

import io.github.databasemigration.engine.tool.liquibase.bridge.KnownChangeSet;
import io.github.databasemigration.engine.tool.liquibase.bridge.KnownChangeSet.State;
import io.github.databasemigration.engine.tool.liquibase.bridge.Ran;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import liquibase.ChecksumVersion;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.RanChangeSet;
import liquibase.changelog.filter.ChangeSetFilter;
import liquibase.changelog.filter.ContextChangeSetFilter;
import liquibase.changelog.filter.DbmsChangeSetFilter;
import liquibase.changelog.filter.IgnoreChangeSetFilter;
import liquibase.changelog.filter.LabelChangeSetFilter;
import liquibase.database.Database;
import liquibase.exception.LiquibaseException;
import liquibase.exception.PreconditionErrorException;
import liquibase.exception.PreconditionFailedException;
import liquibase.precondition.core.PreconditionContainer;

/** Where each changeset stands in a database. Liquibase's own filters for that write into the history; this only reads. */
final class Standing {
    /** What Liquibase writes when a database without any changeset is tagged. */
    private static final String INTERNAL = "liquibase-internal";

    private final Database database;
    private final DatabaseChangeLog changelog;
    private final Contexts contexts;
    private final LabelExpression labels;
    private final List<ChangeSet> changeSets;
    private final List<RanChangeSet> ran;
    private final List<ChangeSetFilter> filters;
    private final Map<String, Integer> places = new HashMap<>();
    /** Some histories have two rows of one changeset. */
    private final Map<String, RanChangeSet> newest = new HashMap<>();

    Standing(Database database, DatabaseChangeLog changelog, Contexts contexts, LabelExpression labels)
            throws LiquibaseException {
        this.database = database;
        this.changelog = changelog;
        this.contexts = contexts;
        this.labels = labels;
        this.changeSets = List.copyOf(changelog.getChangeSets());
        this.ran = database.getRanChangeSetList().stream()
                .filter(row -> !INTERNAL.equals(row.getChangeLog()))
                .toList();
        this.filters = List.of(
                new DbmsChangeSetFilter(database),
                new ContextChangeSetFilter(contexts),
                new LabelChangeSetFilter(labels),
                new IgnoreChangeSetFilter());
        for (int i = 0; i < changeSets.size(); i++) {
            ChangeSet changeSet = changeSets.get(i);
            places.putIfAbsent(key(changeSet.getFilePath(), changeSet.getId(), changeSet.getAuthor()), i);
        }
        ran.forEach(row -> newest.put(key(row.getChangeLog(), row.getId(), row.getAuthor()), row));
    }

    ChangeSet at(int changeSet) {
        return changeSets.get(changeSet);
    }

    void validate() throws LiquibaseException {
        changelog.validate(database, contexts, labels);
    }

    boolean hasRun(int changeSet) {
        return row(changeSets.get(changeSet)).isPresent();
    }

    List<KnownChangeSet> changeSets() throws LiquibaseException {
        List<KnownChangeSet> described = new ArrayList<>();
        for (ChangeSet changeSet : changeSets) {
            Traits traits = new Traits(changeSet, database);
            described.add(new KnownChangeSet(
                    changeSet.getFilePath(),
                    DatabaseChangeLog.normalizePath(changeSet.getChangeLog().getPhysicalFilePath()),
                    changeSet.getId(),
                    changeSet.getAuthor(),
                    traits.description(),
                    changeSet.generateCheckSum(ChecksumVersion.latest()).toString(),
                    state(changeSet, traits),
                    changeSet.isRunInTransaction(),
                    changeSet.shouldAlwaysRun() || changeSet.shouldRunOnChange(),
                    traits.guard(),
                    traits.opaque(),
                    Optional.ofNullable(changeSet.getRunWith()),
                    changeSet.supportsRollback(database),
                    traits.tags()));
        }
        return described;
    }

    private State state(ChangeSet changeSet, Traits traits) {
        boolean chosen =
                filters.stream().allMatch(filter -> filter.accepts(changeSet).isAccepted());
        if (!chosen || !traits.meantForThisDatabase()) {
            return State.LEFT_OUT;
        }
        Optional<RanChangeSet> row = row(changeSet);
        if (row.isEmpty()) {
            return skippedNow(changeSet) ? State.LEFT_OUT : State.PENDING;
        }
        boolean same = changeSet.isCheckSumValid(row.get().getLastCheckSum());
        if (changeSet.shouldAlwaysRun() || (changeSet.shouldRunOnChange() && !same)) {
            return skippedNow(changeSet) ? State.APPLIED : State.AGAIN;
        }
        return same ? State.APPLIED : State.CHANGED;
    }

    /** Whether its preconditions do not hold and want it to be passed over until they do. */
    private boolean skippedNow(ChangeSet changeSet) {
        PreconditionContainer preconditions = changeSet.getPreconditions();
        if (preconditions == null) {
            return false;
        }
        boolean mayBeSkipped = preconditions.getOnFail() == PreconditionContainer.FailOption.CONTINUE
                || preconditions.getOnError() == PreconditionContainer.ErrorOption.CONTINUE;
        if (!mayBeSkipped) {
            return false;
        }
        try {
            preconditions.check(database, changelog, changeSet, null);
            return false;
        } catch (PreconditionFailedException e) {
            return preconditions.getOnFail() == PreconditionContainer.FailOption.CONTINUE;
        } catch (PreconditionErrorException e) {
            return preconditions.getOnError() == PreconditionContainer.ErrorOption.CONTINUE;
        }
    }

    List<Ran> history() {
        return ran.stream().map(this::described).toList();
    }

    /** Under the name that its changeset has now: what Liquibase records of paths came and went with its versions. */
    private Ran described(RanChangeSet row) {
        Integer place = places.get(key(row.getChangeLog(), row.getId(), row.getAuthor()));
        return new Ran(
                place == null ? row.getChangeLog() : changeSets.get(place).getFilePath(),
                row.getId(),
                row.getAuthor(),
                Optional.ofNullable(row.getDescription()).orElse(""),
                Optional.ofNullable(row.getDateExecuted())
                        .map(date ->
                                LocalDateTime.ofInstant(Instant.ofEpochMilli(date.getTime()), ZoneId.systemDefault())),
                Optional.ofNullable(row.getTag()),
                place == null ? OptionalInt.empty() : OptionalInt.of(place));
    }

    private Optional<RanChangeSet> row(ChangeSet changeSet) {
        return Optional.ofNullable(newest.get(key(changeSet.getFilePath(), changeSet.getId(), changeSet.getAuthor())));
    }

    /** Two of the same key are the same changeset to Liquibase. */
    private static String key(String file, String id, String author) {
        return (DatabaseChangeLog.normalizePath(file) + "::" + id + "::" + author).toLowerCase(Locale.ROOT);
    }
}
