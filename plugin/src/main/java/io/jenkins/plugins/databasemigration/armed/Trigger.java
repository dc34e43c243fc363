package io.jenkins.plugins.databasemigration.armed;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.CauseAction;
import hudson.model.ParametersAction;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.databasemigration.backup.RollbackParameters;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.ParameterizedJobMixIn;

/**
 * Starts the job of an armed rollback, at most once: that it is being started is on the disk before it is. Where a Jenkins was
 * killed between the two, {@link #again} asks the queue and the builds, and starts only what is in neither.
 */
final class Trigger {
    private static final Logger LOGGER = Logger.getLogger(Trigger.class.getName());

    private Trigger() {}

    /**
     * Starts it, or refuses to.
     *
     * @param user who does not wait for its time; null: it has come
     */
    static ArmedRollback fire(ArmedRollback armed, @CheckForNull String user) throws IOException {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            Optional<String> objection = Objection.to(armed);
            if (objection.isPresent()) {
                return refuse(armed, objection.get());
            }
            return start(ArmedRollbacks.get().change(armed.getId(), known -> known.firing(user)));
        }
    }

    /** What a Jenkins that is no more has begun. */
    static void again(ArmedRollback firing) throws IOException {
        // In this order: what leaves the queue meanwhile is known to have left before it is a build.
        boolean begun =
                !StartedBuild.waiting(firing).isEmpty() || LeftQueue.has(firing) || StartedBuild.of(firing) != null;
        if (!begun) {
            LOGGER.warning(() -> "Jenkins ended before it had started the rollback that " + firing.getBuild()
                    + " armed. It is started now.");
            start(firing);
        }
    }

    private static ArmedRollback start(ArmedRollback firing) throws IOException {
        Map<String, String> parameters = firing.parameters();
        // A job that never ran has not declared its parameters yet.
        Queue.Item item = ParameterizedJobMixIn.scheduleBuild2(
                firing.getOrder().find(),
                0,
                new CauseAction(new ArmedRollbackCause(firing)),
                new ParametersAction(RollbackParameters.of(parameters), parameters.keySet()));
        if (item == null) {
            return refuse(
                    firing,
                    "Jenkins did not take a build of " + firing.getOrder().getJob() + " into its queue");
        }
        BuildLog.say(
                firing,
                "The armed rollback was not disarmed: " + firing.getOrder().getJob() + " is started");
        return firing;
    }

    private static ArmedRollback refuse(ArmedRollback armed, String why) throws IOException {
        ArmedRollback refused = ArmedRollbacks.get().change(armed.getId(), known -> known.refused(why));
        String alert = "The armed rollback of " + armed.getMigration() + ", was NOT started: " + why
                + ". Look at the database, and decide what to do.";
        LOGGER.log(Level.SEVERE, () -> alert + " It was armed by " + armed.getBuild());
        BuildLog.say(armed, alert);
        return refused;
    }

    /** Notes the build that was started, once there is one. */
    static void follow(ArmedRollback firing) throws IOException {
        Run<?, ?> build = StartedBuild.of(firing);
        if (build != null) {
            ArmedRollbacks.get().change(firing.getId(), known -> known.fired(build.getNumber()));
        }
    }
}
