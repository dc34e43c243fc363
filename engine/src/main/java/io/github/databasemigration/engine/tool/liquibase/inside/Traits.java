package io.github.databasemigration.engine.tool.liquibase.inside;

import java.util.List;
import java.util.Optional;
import liquibase.change.Change;
import liquibase.change.DbmsTargetedChange;
import liquibase.change.core.ExecuteShellCommandChange;
import liquibase.change.core.TagDatabaseChange;
import liquibase.change.custom.CustomChangeWrapper;
import liquibase.changelog.ChangeSet;
import liquibase.database.Database;
import liquibase.database.DatabaseList;

/** What can be told of a changeset without running it. */
final class Traits {
    private final ChangeSet changeSet;
    private final Database database;

    Traits(ChangeSet changeSet, Database database) {
        this.changeSet = changeSet;
        this.database = database;
    }

    String description() {
        String comments = changeSet.getComments();
        return comments == null || comments.isBlank() ? changeSet.getDescription() : comments.strip();
    }

    /** A changeset whose only change is for another kind of database is never noted, and never pending. */
    boolean meantForThisDatabase() {
        return changeSet.getChanges().size() != 1
                || !(changeSet.getChanges().get(0) instanceof DbmsTargetedChange change)
                || DatabaseList.definitionMatches(change.getDbms(), database, true);
    }

    Optional<String> guard() {
        return Optional.ofNullable(changeSet.getPreconditions())
                .filter(preconditions -> !preconditions.getNestedPreconditions().isEmpty())
                .map(preconditions -> preconditions.getOnFail().name());
    }

    Optional<String> opaque() {
        return changeSet.getChanges().stream()
                .flatMap(change -> opaque(change).stream())
                .findFirst();
    }

    private Optional<String> opaque(Change change) {
        if (change instanceof CustomChangeWrapper) {
            return Optional.of("cannot be previewed: runs Java code of the project");
        }
        if (change instanceof ExecuteShellCommandChange) {
            return Optional.of("cannot be previewed: starts a program");
        }
        return change.generateStatementsVolatile(database)
                ? Optional.of("cannot be previewed: its SQL depends on what is in the database when it runs")
                : Optional.empty();
    }

    List<String> tags() {
        return changeSet.getChanges().stream()
                .filter(TagDatabaseChange.class::isInstance)
                .map(change -> ((TagDatabaseChange) change).getTag())
                .toList();
    }
}
