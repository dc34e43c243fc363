package io.jenkins.plugins.databasemigration.armed;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.databasemigration.armed.Fate.State;
import io.jenkins.plugins.databasemigration.armed.RollbackOrder.Way;
import io.jenkins.plugins.databasemigration.backup.LocatedBackup;
import io.jenkins.plugins.databasemigration.backup.RollbackParameters;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A rollback that starts at its time unless it is disarmed before. Never changed: {@link ArmedRollbacks} keeps what comes
 * next in its place.
 */
@ExportedBean(defaultVisibility = 2)
public final class ArmedRollback {
    /** The version below the first migration, as the command calls it. */
    private static final String BASE = "base";

    private final String id;
    private final ArmingBuild build;
    private final ArmedMigration migration;
    private final RollbackOrder order;
    private final long due;
    private final Fate fate;

    /** @param due when it starts, in milliseconds since 1970 */
    ArmedRollback(String id, ArmingBuild build, ArmedMigration migration, RollbackOrder order, long due, Fate fate) {
        this.id = id;
        this.build = build;
        this.migration = migration;
        this.order = order;
        this.due = due;
        this.fate = fate;
    }

    /** The same after something was renamed or moved; itself where that is nothing to it. */
    ArmedRollback moved(String from, String to) {
        ArmingBuild builder = build.moved(from, to);
        RollbackOrder ordered = order.moved(from, to);
        boolean moved =
                !builder.getJob().equals(build.getJob()) || !ordered.getJob().equals(order.getJob());
        return moved ? new ArmedRollback(id, builder, migration, ordered, due, fate) : this;
    }

    ArmedRollback firing(@CheckForNull String user) throws NotArmed {
        return with(Fate.firing(user), State.ARMED);
    }

    ArmedRollback fired(int number) throws NotArmed {
        return with(fate.fired(number), State.FIRING);
    }

    ArmedRollback refused(String why) throws NotArmed {
        return with(Fate.refused(why), State.ARMED, State.FIRING);
    }

    ArmedRollback disarmed(String by, String evidence) throws NotArmed {
        return with(Fate.disarmed(by, evidence), State.ARMED);
    }

    /** Whoever takes its build out of the queue takes it back. */
    ArmedRollback cancelled(String how) throws NotArmed {
        return with(Fate.disarmed("", how), State.FIRING);
    }

    private ArmedRollback with(Fate next, State... allowed) throws NotArmed {
        if (!List.of(allowed).contains(fate.getState())) {
            throw new NotArmed(this);
        }
        return new ArmedRollback(id, build, migration, order, due, next);
    }

    boolean is(State state) {
        return fate.getState() == state;
    }

    /** Whether its time has come. */
    boolean isDue(long now) {
        return is(State.ARMED) && now >= due;
    }

    /** Whether nothing about it can change any more. */
    boolean isSettled() {
        return !is(State.ARMED) && !is(State.FIRING);
    }

    /** What its job is given: the names are those of {@code databaseRollbackPipeline}. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put(RollbackParameters.ENVIRONMENT, migration.getEnvironment());
        if (order.getWay() == Way.BACKUP) {
            parameters.put(
                    RollbackParameters.TO_BACKUP_OF,
                    LocatedBackup.reference(build.getJob(), build.getNumber(), migration.getRun()));
        } else {
            String version = migration.getFromVersion();
            parameters.put(RollbackParameters.TO_VERSION, version == null ? BASE : version);
        }
        parameters.put(RollbackParameters.EXPECT_VERSION, migration.getToVersion());
        Long maxLostRows = order.getMaxLostRows();
        if (maxLostRows != null) {
            parameters.put(RollbackParameters.MAX_LOST_ROWS, maxLostRows.toString());
        }
        return parameters;
    }

    /** The ids of those who answer for what it does: who did not wait for its time, or the people of the build. */
    public List<String> people() {
        if (fate.getBy() != null) {
            return List.of(fate.getBy());
        }
        List<String> people = new ArrayList<>(build.getApprovers());
        people.addAll(build.getStarters());
        return people;
    }

    /** Those of them who need the permission to put a database back: nobody where people approved this way back. */
    public List<String> answerable() {
        return fate.getBy() == null && !build.getApprovers().isEmpty() ? List.of() : people();
    }

    @Exported
    public String getId() {
        return id;
    }

    /** The build that armed it. */
    @Exported
    public ArmingBuild getBuild() {
        return build;
    }

    /** What it takes back. */
    @Exported
    public ArmedMigration getMigration() {
        return migration;
    }

    @Exported
    public RollbackOrder getOrder() {
        return order;
    }

    @Exported
    public Date getDue() {
        return new Date(due);
    }

    @Exported
    public Fate getFate() {
        return fate;
    }
}
