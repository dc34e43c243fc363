package io.jenkins.plugins.databasemigration.backup;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Api;
import hudson.model.Run;
import hudson.util.Secret;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The backups that a build archived, with the keys that Jenkins made for them, and the pages to get them. */
@ExportedBean(defaultVisibility = 2)
public final class ArchivedBackups implements RunAction2 {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 32;

    private final List<ArchivedBackup> backups = new ArrayList<>();

    /** By run, of runs that have not ended. */
    private final Map<String, Secret> keys = new LinkedHashMap<>();

    private transient Run<?, ?> build;

    /** A new key for the backup of a run, kept encrypted with the build; the same again where there is one. */
    public static Secret newKey(Run<?, ?> build, String run) throws IOException {
        synchronized (build) {
            Map<String, Secret> keys = of(build).keys;
            if (!keys.containsKey(run)) {
                byte[] bytes = new byte[KEY_BYTES];
                RANDOM.nextBytes(bytes);
                keys.put(
                        run,
                        Secret.fromString(
                                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
                build.save();
            }
            return keys.get(run);
        }
    }

    /** The key that was made for a run that has not ended; null where there is none. */
    @CheckForNull
    public static Secret key(Run<?, ?> build, String run) {
        ArchivedBackups all = build.getAction(ArchivedBackups.class);
        if (all == null) {
            return null;
        }
        synchronized (build) {
            return all.keys.get(run);
        }
    }

    /** Notes what was archived, once. */
    public static void add(Run<?, ?> build, ArchivedBackup backup) throws IOException {
        synchronized (build) {
            ArchivedBackups all = of(build);
            all.backups.removeIf(known -> known.getRun().equals(backup.getRun()));
            all.backups.add(backup);
            all.keys.remove(backup.getRun());
            build.save();
        }
    }

    /** Forgets the key of a run that left no backup. */
    public static void forget(Run<?, ?> build, String run) throws IOException {
        ArchivedBackups all = build.getAction(ArchivedBackups.class);
        if (all == null) {
            return;
        }
        synchronized (build) {
            if (all.keys.remove(run) != null) {
                build.save();
            }
        }
    }

    /** What a build archived, oldest first. */
    public static List<ArchivedBackup> in(Run<?, ?> build) {
        ArchivedBackups all = build.getAction(ArchivedBackups.class);
        return all == null ? List.of() : all.getBackups();
    }

    private static ArchivedBackups of(Run<?, ?> build) {
        ArchivedBackups all = build.getAction(ArchivedBackups.class);
        if (all == null) {
            all = new ArchivedBackups();
            build.addAction(all);
        }
        return all;
    }

    @Override
    public void onAttached(Run<?, ?> to) {
        build = to;
    }

    @Override
    public void onLoad(Run<?, ?> of) {
        build = of;
    }

    public Run<?, ?> getBuild() {
        return build;
    }

    @Exported
    public List<ArchivedBackup> getBackups() {
        synchronized (build) {
            return List.copyOf(backups);
        }
    }

    /** The pages of one, below {@code archived/RUN}; null where the build has none of that run. */
    @CheckForNull
    public BackupPages getArchived(String run) {
        return getBackups().stream()
                .filter(backup -> backup.getRun().equals(run))
                .findFirst()
                .map(backup -> new BackupPages(build, backup))
                .orElse(null);
    }

    /** The same for each, for the page that lists them. */
    public List<BackupPages> getPages() {
        return getBackups().stream()
                .map(backup -> new BackupPages(build, backup))
                .toList();
    }

    public Api getApi() {
        return new Api(this);
    }

    @Override
    public String getIconFileName() {
        return backups.isEmpty() ? null : "symbol-lock-closed";
    }

    @Override
    public String getDisplayName() {
        return Messages.ArchivedBackups_DisplayName();
    }

    @Override
    public String getUrlName() {
        return "database-backups";
    }
}
