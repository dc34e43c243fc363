package io.jenkins.plugins.databasemigration.history;

import com.google.common.util.concurrent.MoreExecutors;
import hudson.Extension;
import hudson.XmlFile;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.Saveable;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.databasemigration.DatabaseMigrationAction;
import io.jenkins.plugins.databasemigration.scheduled.ScheduledRollback;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps the index of every job's history up to date: after each save of a build that has to do with databases, and at its
 * deletion. One after the other in the background, because whoever saves a build holds locks.
 */
final class HistoryKeeper {
    private static final Logger LOGGER = Logger.getLogger(HistoryKeeper.class.getName());
    private static final Executor QUEUE = MoreExecutors.newSequentialExecutor(Computer.threadPoolForRemoting);

    private HistoryKeeper() {}

    private static void later(Run<?, ?> build, Update update) {
        QUEUE.execute(() -> {
            try {
                update.apply(JobHistory.of(build.getParent()));
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.WARNING, e, () -> "could not keep the history of " + build.getParent());
            }
        });
    }

    private static void asked(Run<?, ?> build) {
        if (build.getAction(DatabaseMigrationAction.class) != null || ScheduledRollback.of(build) != null) {
            later(build, history -> history.update(build));
        }
    }

    private interface Update {
        void apply(JobHistory history) throws IOException;
    }

    /** Everything a build says is said by saving it. */
    @Extension
    public static final class Saves extends SaveableListener {
        @Override
        public void onChange(Saveable saved, XmlFile file) {
            if (saved instanceof Run<?, ?> build) {
                asked(build);
            }
        }
    }

    /** The end of a build, and of its being there. */
    @Extension
    public static final class Ends extends RunListener<Run<?, ?>> {
        @Override
        public void onCompleted(Run<?, ?> build, TaskListener listener) {
            asked(build);
        }

        @Override
        public void onFinalized(Run<?, ?> build) {
            asked(build);
        }

        @Override
        public void onDeleted(Run<?, ?> build) {
            later(build, history -> history.remove(build.getNumber()));
        }
    }
}
