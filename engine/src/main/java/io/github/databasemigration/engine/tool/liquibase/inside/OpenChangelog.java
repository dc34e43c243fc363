package io.github.databasemigration.engine.tool.liquibase.inside;

import io.github.databasemigration.engine.tool.liquibase.bridge.Changelog;
import io.github.databasemigration.engine.tool.liquibase.bridge.ChangelogSource;
import io.github.databasemigration.engine.tool.liquibase.bridge.KnownChangeSet;
import io.github.databasemigration.engine.tool.liquibase.bridge.Ran;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Scope;
import liquibase.changelog.ChangeLogHistoryService;
import liquibase.changelog.ChangeLogHistoryServiceFactory;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.ChangeSet.ExecType;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.exception.ValidationFailedException;
import liquibase.executor.Executor;
import liquibase.executor.ExecutorService;
import liquibase.lockservice.LockService;
import liquibase.lockservice.LockServiceFactory;
import liquibase.parser.ChangeLogParserFactory;
import liquibase.snapshot.SnapshotGeneratorFactory;
import liquibase.statement.core.SelectFromDatabaseChangeLogLockStatement;
import liquibase.statement.core.UpdateStatement;

/** A changelog that was read, and its changesets, which Liquibase runs, marks and rolls back one by one. */
final class OpenChangelog implements Changelog {
    private final Surroundings surroundings;
    private final Database database;
    private final DatabaseChangeLog changelog;
    private final Standing standing;

    private OpenChangelog(
            Surroundings surroundings, Database database, DatabaseChangeLog changelog, Standing standing) {
        this.surroundings = surroundings;
        this.database = database;
        this.changelog = changelog;
        this.standing = standing;
    }

    static OpenChangelog open(Connection connection, ChangelogSource source, Surroundings surroundings)
            throws LiquibaseException {
        Database database =
                DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
        Contexts contexts = new Contexts(source.contexts());
        LabelExpression labels = new LabelExpression(source.labels());
        ChangeLogParameters parameters = new ChangeLogParameters(database);
        parameters.setContexts(contexts);
        parameters.setLabels(labels);
        source.parameters().forEach(parameters::set);
        DatabaseChangeLog changelog = ChangeLogParserFactory.getInstance()
                .getParser(source.changelog(), surroundings.files())
                .parse(source.changelog(), parameters, surroundings.files());
        return new OpenChangelog(
                surroundings, database, changelog, new Standing(database, changelog, contexts, labels));
    }

    @Override
    public List<KnownChangeSet> changeSets() {
        return surroundings.call(standing::changeSets);
    }

    @Override
    public List<Ran> history() {
        return surroundings.call(standing::history);
    }

    @Override
    public boolean hasHistory() {
        return surroundings.call(() -> SnapshotGeneratorFactory.getInstance().hasDatabaseChangeLogTable(database));
    }

    @Override
    public Optional<String> invalid() {
        return surroundings.call(() -> {
            try {
                standing.validate();
                return Optional.empty();
            } catch (ValidationFailedException e) {
                return Optional.of(e.getMessage());
            }
        });
    }

    @Override
    public List<String> ownTables() {
        return List.of(database.getDatabaseChangeLogTableName(), database.getDatabaseChangeLogLockTableName());
    }

    @Override
    public void createHistory() {
        surroundings.call(() -> {
            historyService().init();
            return null;
        });
    }

    @Override
    public Optional<String> lock(String holder) {
        return surroundings.call(() -> {
            if (!lockService().acquireLock()) {
                return Optional.of(holder());
            }
            UpdateStatement sign = new UpdateStatement(
                    database.getLiquibaseCatalogName(),
                    database.getLiquibaseSchemaName(),
                    database.getDatabaseChangeLogLockTableName());
            sign.addNewColumnValue("LOCKEDBY", holder);
            executor().execute(sign);
            database.commit();
            return Optional.empty();
        });
    }

    /** Liquibase lists locks with their times, which it cannot read on every platform. */
    private String holder() throws LiquibaseException {
        return Optional.ofNullable(executor()
                        .queryForObject(new SelectFromDatabaseChangeLogLockStatement("LOCKEDBY"), String.class))
                .orElse("somebody");
    }

    private Executor executor() {
        return Scope.getCurrentScope().getSingleton(ExecutorService.class).getExecutor("jdbc", database);
    }

    @Override
    public void unlock() {
        surroundings.call(() -> {
            lockService().forceReleaseLock();
            return null;
        });
    }

    private LockService lockService() {
        return LockServiceFactory.getInstance().getLockService(database);
    }

    private ChangeLogHistoryService historyService() {
        return Scope.getCurrentScope()
                .getSingleton(ChangeLogHistoryServiceFactory.class)
                .getChangeLogService(database);
    }

    @Override
    public Outcome run(int changeSet) {
        ChangeSet running = standing.at(changeSet);
        // Whoever approved it, approved that it runs: where it fails, the run fails.
        running.setFailOnError(true);
        return with(running, () -> switch (running.execute(changelog, database)) {
            case SKIPPED -> Outcome.SKIPPED;
            case MARK_RAN -> Outcome.MARKED;
            default -> Outcome.EXECUTED;
        });
    }

    @Override
    public void rehearse(int changeSet) {
        ChangeSet looked = standing.at(changeSet);
        var preconditions = looked.getPreconditions();
        looked.setPreconditions(null);
        try {
            run(changeSet);
        } finally {
            looked.setPreconditions(preconditions);
        }
    }

    @Override
    public void record(int changeSet, Outcome outcome) {
        ChangeSet ended = standing.at(changeSet);
        ExecType type = outcome == Outcome.MARKED ? ExecType.MARK_RAN : ExecType.EXECUTED;
        with(ended, () -> {
            database.markChangeSetExecStatus(ended, standing.hasRun(changeSet) ? ExecType.RERAN : type);
            return null;
        });
    }

    @Override
    public void rollBack(int changeSet) {
        ChangeSet back = standing.at(changeSet);
        with(back, () -> {
            back.rollback(database);
            return null;
        });
    }

    @Override
    public void forget(int changeSet) {
        ChangeSet back = standing.at(changeSet);
        with(back, () -> {
            database.removeRanStatus(back);
            return null;
        });
    }

    private <T> T with(ChangeSet changeSet, Callable<T> work) {
        Map<String, Object> scope = new HashMap<>(Map.of(
                Scope.Attr.database.name(), database,
                Scope.Attr.databaseChangeLog.name(), changelog,
                Scope.Attr.changeSet.name(), changeSet));
        return surroundings.call(scope, work);
    }

    /** Nothing of Liquibase's is closed, which would close the connection, too: only what it remembers of it. */
    @Override
    public void close() {
        surroundings.call(() -> {
            LockServiceFactory.getInstance().resetAll();
            Scope.getCurrentScope()
                    .getSingleton(ChangeLogHistoryServiceFactory.class)
                    .resetAll();
            Scope.getCurrentScope().getSingleton(ExecutorService.class).clearExecutor("jdbc", database);
            return null;
        });
    }
}
