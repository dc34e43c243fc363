package io.jenkins.plugins.databasemigration.history;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/**
 * What the builds of one job say together, without loading them.
 *
 * <p>The builds are the truth. Reading a thousand of them takes Jenkins seconds, and a page about all jobs would load all
 * builds of Jenkins; so what is needed of each is kept in one small file of the job, brought up to date after every save of a
 * build. A file of all builds that is replaced, rather than one to which is appended: it cannot be torn, a build that says
 * more later needs no second line, and a thousand builds are a few hundred kilobytes. Where it is missing, unreadable or of
 * another version, {@link #entries} makes it again from the builds, once. Builds that still went on when it was written are
 * read anew, and those that are no longer on disk are left out.
 *
 * <p>The lock of this object is never held while a build is asked, which has locks of its own.
 */
final class JobHistory {
    private static final Cache<Job<?, ?>, JobHistory> KNOWN =
            CacheBuilder.newBuilder().weakKeys().softValues().build();

    private final Job<?, ?> job;
    /** By number; null: there is no index. */
    @CheckForNull
    private NavigableMap<Integer, BuildHistory> builds;

    /** Builds that went on when the index was written, and were not asked since. */
    private final List<BuildHistory> unsettled = new ArrayList<>();

    private JobHistory(Job<?, ?> job) {
        this.job = job;
        file().read().ifPresent(this::adopt);
    }

    static JobHistory of(Job<?, ?> job) {
        try {
            return KNOWN.get(job, () -> new JobHistory(job));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void adopt(List<BuildHistory> indexed) {
        Set<String> onDisk = new HashSet<>();
        String[] folders = job.getBuildDir().list();
        if (folders != null) {
            onDisk.addAll(Arrays.asList(folders));
        }
        NavigableMap<Integer, BuildHistory> adopted = new TreeMap<>();
        for (BuildHistory build : indexed) {
            if (onDisk.contains(String.valueOf(build.number()))) {
                adopted.put(build.number(), build);
                if (!build.settled()) {
                    unsettled.add(build);
                }
            }
        }
        builds = adopted;
    }

    /** Whether there is anything to show, as far as it is known without asking a build. */
    synchronized boolean isEmpty() {
        return builds == null || builds.isEmpty();
    }

    /** Everything, the newest first. Reads all builds where there is no index. */
    List<HistoryEntry> entries() throws IOException {
        if (missing()) {
            rebuild();
        }
        return indexed();
    }

    /** The same where there is an index, else nothing: for pages about many jobs. */
    List<HistoryEntry> indexed() throws IOException {
        askUnsettled();
        List<HistoryEntry> entries = new ArrayList<>();
        synchronized (this) {
            if (builds != null) {
                for (BuildHistory build : builds.descendingMap().values()) {
                    for (int i = build.entries().size() - 1; i >= 0; i--) {
                        entries.add(build.entries().get(i));
                    }
                }
            }
        }
        return entries;
    }

    /** Asks a build what it says now. */
    void update(Run<?, ?> build) throws IOException {
        if (missing()) {
            rebuild();
        }
        put(build.getNumber(), BuildHistory.of(build));
    }

    /** Forgets a build that is gone. */
    void remove(int number) throws IOException {
        put(number, null);
    }

    private synchronized boolean missing() {
        return builds == null;
    }

    /** Reads every build. One that says something meanwhile is asked again by its own update. */
    private void rebuild() throws IOException {
        NavigableMap<Integer, BuildHistory> all = new TreeMap<>();
        for (Run<?, ?> build : job.getBuilds()) {
            BuildHistory history = BuildHistory.of(build);
            if (history != null) {
                all.put(history.number(), history);
            }
        }
        synchronized (this) {
            if (builds == null) {
                builds = all;
                write(all);
            }
        }
    }

    private void askUnsettled() throws IOException {
        List<BuildHistory> old;
        synchronized (this) {
            old = List.copyOf(unsettled);
            unsettled.clear();
        }
        for (BuildHistory before : old) {
            Run<?, ?> build = job.getBuildByNumber(before.number());
            BuildHistory now = build == null ? null : BuildHistory.of(build);
            synchronized (this) {
                // What an update said meanwhile is newer.
                if (builds != null && builds.get(before.number()) == before) {
                    put(before.number(), now);
                }
            }
        }
    }

    private synchronized void put(int number, @CheckForNull BuildHistory history) throws IOException {
        if (builds == null) {
            return;
        }
        BuildHistory before = history == null ? builds.remove(number) : builds.put(number, history);
        if (history == null ? before != null : !history.equals(before)) {
            write(builds);
        }
    }

    private void write(NavigableMap<Integer, BuildHistory> all) throws IOException {
        file().write(List.copyOf(all.values()));
    }

    /** Where the job is now: it may have been renamed. */
    private HistoryFile file() {
        return new HistoryFile(job.getRootDir());
    }
}
